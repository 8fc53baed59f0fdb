//! What is held of a purged segment: each leaf with its proof, all of them with what the checkpoint of the purge says of them.

use core::cmp::Ordering;
use std::collections::BTreeSet;

use super::checkpoint::Purged;
use super::codec;
use super::dictionary::Meant;
use super::export_check::{ExportCheck, Scope};
use super::export_line::of_leaf;
use super::export_parts::{Decoded, Proof};
use super::flaw::{Flaw, FlawKind, Place};
use super::segment_id::SegmentId;

impl ExportCheck<'_> {
    pub(super) fn held_leaf(
        &mut self,
        line: &[u8],
        leaf: Decoded,
        (number, before): (u16, Option<(SegmentId, u16)>),
    ) {
        let (id, place) = (leaf.segment, Place::Leaf(leaf.index));
        self.unfinished();
        if matches!(self.scope, Scope::Held { number: own, .. } if own != number) {
            self.flaw(Some(id), place, FlawKind::Foreign);
        }
        let mut part = self.held.remove(&(id, number)).unwrap_or_default();
        // What is held of a dispute stands together, by ascending number, before the checkpoint that closed its segment.
        let goes_on = before == Some((id, number));
        let behind = before.is_some_and(|(of, last)| of == id && last > number);
        if self.chain.segments.contains_key(&id) || behind || (part.last.is_some() && !goes_on) {
            self.flaw(Some(id), place, FlawKind::Moved);
        }
        self.holding = Some((id, number));
        // Each proof is right wherever its leaf stands: one that is there twice, or before its turn, is told here.
        if let Some(last) = part.last.filter(|last| leaf.index <= *last) {
            let kind = if leaf.index == last { FlawKind::Repeated } else { FlawKind::Moved };
            self.flaw(Some(id), place, kind);
        }
        let meant =
            codec::read(&leaf.canonical).map_or(Meant::Wrong, |content| part.dictionary.take_part(content));
        let event = match &meant {
            Meant::Event(raw) => part.dictionary.event(raw),
            _ => None,
        };
        self.found.events += u64::from(event.is_some());
        part.events += u64::from(event.is_some());
        *self.found.segments.entry(id).or_default() += u64::from(event.is_some());
        let whole = of_leaf(&leaf.line(), event.as_ref()).as_bytes() == line;
        let undefined = matches!(meant, Meant::Event(_)) && event.is_none();
        if !whole && !undefined {
            self.flaw(Some(id), place, FlawKind::Line);
        } else if undefined || matches!(meant, Meant::Wrong) || part.dictionary.id() != Some(id) {
            self.flaw(Some(id), place, FlawKind::Contradiction);
        }
        (part.last, part.line) = (Some(leaf.index), self.found.lines);
        part.leaves.push(leaf.hash);
        self.held.insert((id, number), part);
        let (_, path) = leaf.held.unwrap_or_default();
        let proof = Proof { segment: id, index: leaf.index, leaf: leaf.hash, path, line: self.found.lines };
        match &self.scope {
            Scope::Held { closed, .. } => {
                let right = closed.segment == id && proof.holds(closed);
                self.found.flaws.extend((!right).then(|| proof.flaw()));
            }
            Scope::Export(..) => self.proofs.push(proof),
        }
    }

    /// Compares what is held of a purged segment with what its checkpoint says of it.
    pub(super) fn compare_held(&mut self, id: SegmentId, purged: &Purged) {
        for told in &purged.held {
            let part = self.held.remove(&(id, told.number));
            let kind = match part.as_ref().map(|part| part.events.cmp(&told.events)) {
                None | Some(Ordering::Less) => FlawKind::Missing,
                Some(Ordering::Greater) => FlawKind::Added,
                Some(Ordering::Equal) => FlawKind::Changed,
            };
            if part.as_ref().is_none_or(|part| part.leaves.root() != told.root || part.events != told.events)
            {
                let line = part.map(|part| part.line);
                self.found.flaws.push(Flaw {
                    segment: Some(id),
                    place: Place::Held(told.number),
                    kind,
                    line,
                });
            }
        }
    }

    /// What is held and no checkpoint says so: of a dispute that has ended, of a segment without the checkpoint of a purge,
    /// or of none.
    pub(super) fn held_of_none(&mut self, purged: &BTreeSet<SegmentId>) {
        for ((id, number), part) in core::mem::take(&mut self.held) {
            let kind = if self.chain.released.contains(&(id, number)) {
                FlawKind::NotErased
            } else if purged.contains(&id) {
                FlawKind::Added
            } else {
                FlawKind::Unclosed
            };
            let (place, line) = (Place::Held(number), Some(part.line));
            self.found.flaws.push(Flaw { segment: Some(id), place, kind, line });
        }
    }

    /// What is wrong in what is held.
    pub(super) fn finish_held(mut self, id: SegmentId, purged: &Purged) -> Vec<Flaw> {
        self.unfinished();
        self.compare_held(id, purged);
        self.held_of_none(&BTreeSet::from([id]));
        self.found.flaws
    }
}
