//! Verifying an export alone, line by line.

use std::collections::{BTreeMap, BTreeSet};

use super::attest::{KeyName, Verifier};
use super::chain::{ChainCheck, between};
use super::checkpoint::{Checkpoint, Note};
use super::codec;
use super::dictionary::Meant;
use super::export_found::ExportVerification;
use super::export_line::{hash_of, of_block, of_leaf, of_note, read};
use super::export_parts::{Current, Decoded, HeldPart, Proof, decoded, possible};
use super::flaw::{Flaw, FlawKind, Place};
use super::merkle::{BLOCK, Hash, reduced};
use super::segment_id::SegmentId;
use super::tables::Tables;
use super::verify::judge_purge;

/// What the lines are.
pub(super) enum Scope<'v> {
    /// An export, with what attests its checkpoints.
    Export(&'v [&'v dyn Verifier], &'v Tables),
    /// What is held for a dispute of a segment whose checkpoint is known.
    Held { closed: Checkpoint, number: u16 },
}

/// Verifies an export from its bytes alone. See [`export`](super::export).
///
/// ```
/// use imilo_core::journal::{Tables, verify_export};
/// let found = verify_export(b"no line of an export\n", &[], &Tables::built_in());
/// assert_eq!(found.flaws[0].line, Some(1));
/// ```
#[must_use]
pub fn verify_export(bytes: &[u8], verifiers: &[&dyn Verifier], tables: &Tables) -> ExportVerification {
    let mut check = ExportCheck::new(Scope::Export(verifiers, tables));
    bytes.split_inclusive(|byte| *byte == b'\n').for_each(|line| check.line(line));
    check.finish()
}

/// Verifies an export, a line at a time: for files that do not fit into memory.
///
/// ```
/// use imilo_core::journal::{ExportCheck, Tables};
/// let tables = Tables::built_in();
/// let mut check = ExportCheck::of_export(&[], &tables);
/// check.line(b"{}\n");
/// assert_eq!(check.finish().flaws.len(), 1);
/// ```
pub struct ExportCheck<'v> {
    pub(super) scope: Scope<'v>,
    pub(super) chain: ChainCheck,
    pub(super) current: Option<Current>,
    /// What is held that was read last, if the last line was of it.
    pub(super) holding: Option<(SegmentId, u16)>,
    /// What is held, by segment and dispute.
    pub(super) held: BTreeMap<(SegmentId, u16), HeldPart>,
    pub(super) proofs: Vec<Proof>,
    /// Checkpoints whose leaves are not there: purged, or missing.
    pub(super) without_leaves: BTreeMap<SegmentId, (u64, u64)>,
    pub(super) found: ExportVerification,
    pub(super) first_number: Option<u64>,
    /// Segments whose leaves are there, and not only what is held, with the line of their first.
    pub(super) whole: BTreeMap<SegmentId, u64>,
}

impl<'v> ExportCheck<'v> {
    /// Of an export.
    #[must_use]
    pub fn of_export(verifiers: &'v [&'v dyn Verifier], tables: &'v Tables) -> Self {
        Self::new(Scope::Export(verifiers, tables))
    }

    /// As a part of a journal: some segments of it, whatever comes before and between them.
    #[must_use]
    pub const fn as_part(mut self) -> Self {
        (self.chain.part, self.found.part) = (true, true);
        self
    }

    /// Of the journal of that name.
    #[must_use]
    pub fn named(mut self, name: &KeyName) -> Self {
        self.chain.origin = Some(name.as_str().to_owned());
        self
    }

    pub(super) fn new(scope: Scope<'v>) -> Self {
        Self {
            scope,
            chain: ChainCheck::of_any(),
            current: None,
            holding: None,
            held: BTreeMap::new(),
            proofs: Vec::new(),
            without_leaves: BTreeMap::new(),
            found: ExportVerification::default(),
            first_number: None,
            whole: BTreeMap::new(),
        }
    }

    pub(super) fn flaw(&mut self, segment: Option<SegmentId>, place: Place, kind: FlawKind) {
        let line = Some(self.found.lines);
        self.found.flaws.push(Flaw { segment, place, kind, line });
    }

    /// Takes the next line, with its line feed.
    pub fn line(&mut self, line: &[u8]) {
        self.found.lines += 1;
        let (current, next) = match (&self.scope, &self.current) {
            (Scope::Held { closed, number }, _) => (Some(closed.segment), Place::Held(*number)),
            (_, Some(current)) => (Some(current.id), Place::Leaf(current.next)),
            (_, None) => (None, Place::Leaf(0)),
        };
        if !line.ends_with(b"\n") {
            return self.flaw(current, next, FlawKind::TornEnd);
        }
        let Some(imilo) = read(line) else { return self.flaw(current, next, FlawKind::Unreadable) };
        let holding = self.holding.take();
        if let Some(note) = &imilo.note {
            return self.note(line, note);
        }
        if let (Some(leaves), Some(root)) = (imilo.leaves.filter(possible), &imilo.block_root) {
            return self.block(line, leaves, hash_of(root));
        }
        let Some(leaf) = decoded(&imilo) else { return self.flaw(current, next, FlawKind::Unreadable) };
        match leaf.held {
            Some((number, _)) => self.held_leaf(line, leaf, (number, holding)),
            None => self.leaf(line, &leaf),
        }
    }

    fn leaf(&mut self, line: &[u8], leaf: &Decoded) {
        let id = leaf.segment;
        if self.current.as_ref().is_none_or(|current| current.id != id) {
            self.unfinished();
            let flaws_before = self.found.flaws.len();
            self.current = Some(Current::new(id, flaws_before));
            self.found.segments.entry(id).or_default();
            self.whole.entry(id).or_insert(self.found.lines);
        }
        let Some(mut current) = self.current.take() else { return };
        self.found.flaws.extend(current.resolve(Some(leaf.index)));
        let expected = current.next;
        if leaf.index != expected {
            current.doubt = Some((expected, leaf.index, self.found.lines));
        }
        current.next = expected + 1;
        if current.block.len() >= BLOCK {
            self.flaw(Some(id), Place::Leaves(current.before, expected - 1), FlawKind::BlockRoot);
            if let Some(root) = reduced(&mut current.block) {
                current.whole.push(root);
            }
            current.before = expected;
            current.block.clear();
        }
        current.block.push(leaf.hash);
        let meant =
            codec::read(&leaf.canonical).map_or(Meant::Wrong, |content| current.dictionary.take(content));
        let event = match &meant {
            Meant::Event(raw) => {
                current.events += 1;
                self.found.events += 1;
                *self.found.segments.entry(id).or_default() += 1;
                current.dictionary.event(raw)
            }
            _ => None,
        };
        let rendered = of_leaf(&leaf.line(), event.as_ref());
        // Where leaves are missing the tables may be others: the line is then not compared with what they give.
        let whole = self.found.flaws.len() == current.flaws_before && current.doubt.is_none();
        if rendered.as_bytes() != line && (whole || event.is_none()) && !matches!(meant, Meant::Wrong) {
            self.flaw(Some(id), Place::Leaf(leaf.index), FlawKind::Line);
        } else if whole && (matches!(meant, Meant::Wrong) || current.dictionary.id() != Some(id)) {
            self.flaw(Some(id), Place::Leaf(leaf.index), FlawKind::Contradiction);
        }
        self.current = Some(current);
    }

    fn block(&mut self, line: &[u8], leaves: u64, root: Option<Hash>) {
        let Some(mut current) = self.current.take() else {
            return self.flaw(None, Place::Day, FlawKind::BlockRoot);
        };
        let id = current.id;
        self.found.flaws.extend(current.resolve(Some(leaves)));
        let place = Place::Leaves(current.before, current.next.saturating_sub(1).max(current.before));
        let follows = leaves > current.before && leaves <= current.before + BLOCK as u64;
        match root.filter(|root| follows && of_block(id, leaves, root).as_bytes() == line) {
            None => self.flaw(Some(id), place, FlawKind::BlockRoot),
            Some(root) => {
                if leaves > current.next {
                    self.flaw(Some(id), Place::Leaves(current.next, leaves - 1), FlawKind::Missing);
                    current.next = leaves;
                }
                let untold = self.found.flaws.len() == current.flaws_before_block;
                if untold && reduced(&mut current.block) != Some(root) {
                    self.flaw(Some(id), Place::Leaves(current.before, leaves - 1), FlawKind::Changed);
                }
                current.block.clear();
                if leaves == current.before + BLOCK as u64 {
                    current.whole.push(root);
                } else {
                    current.last = Some(root);
                }
                current.before = leaves;
            }
        }
        current.flaws_before_block = self.found.flaws.len();
        self.current = Some(current);
    }

    fn note(&mut self, line: &[u8], text: &str) {
        let Scope::Export(verifiers, tables) = self.scope else {
            // What is held is leaves and nothing else.
            return self.flaw(None, Place::Day, FlawKind::Unreadable);
        };
        self.found.checkpoints += 1;
        let note = Note::parse(text);
        let before = self.found.flaws.len();
        self.chain.take(note.as_ref(), verifiers, &mut self.found.flaws);
        let line_number = Some(self.found.lines);
        self.found.flaws.iter_mut().skip(before).for_each(|flaw| flaw.line = line_number);
        let Some(Note { checkpoint, .. }) = note else { return };
        let id = checkpoint.segment;
        self.first_number.get_or_insert(checkpoint.number);
        self.found.last = Some(checkpoint.clone());
        if of_note(id, checkpoint.number, text.to_owned()).as_bytes() != line {
            self.flaw(Some(id), Place::Checkpoint(checkpoint.number), FlawKind::Line);
        }
        if let Some(purged) = &checkpoint.purged {
            self.without_leaves.remove(&id);
            let of_its_own = self.current.as_ref().is_some_and(|current| current.id == id);
            if let Some(line) = self.whole.remove(&id).filter(|_| !of_its_own) {
                let (segment, line) = (Some(id), Some(line));
                self.found.flaws.push(Flaw { segment, place: Place::Day, kind: FlawKind::NotErased, line });
            }
            let erasure = judge_purge(id, purged, tables, &mut self.found.flaws);
            self.found.purged.retain(|(other, ..)| *other != id);
            self.found.purged.push((id, purged.clone(), erasure));
        }
        let (mine, rest) =
            core::mem::take(&mut self.proofs).into_iter().partition(|proof| proof.segment == id);
        self.proofs = rest;
        let wrong = |proof: &Proof| (!proof.holds(&checkpoint)).then(|| proof.flaw());
        let mine: Vec<Proof> = mine;
        self.found.flaws.extend(mine.iter().filter_map(wrong));
        match self.current.take() {
            Some(mut current) if current.id == id => {
                self.found.flaws.extend(current.resolve(None));
                self.closed(&current, &checkpoint);
            }
            other => {
                self.current = other;
                self.unfinished();
                if checkpoint.purged.is_none() {
                    self.without_leaves.insert(id, (self.found.lines, checkpoint.size));
                }
            }
        }
    }

    /// Compares a segment with its checkpoint.
    fn closed(&mut self, current: &Current, checkpoint: &Checkpoint) {
        let (id, size) = (Some(current.id), current.next);
        let told = self.found.flaws.len() > current.flaws_before;
        if checkpoint.purged.is_some() {
            self.flaw(id, Place::Day, FlawKind::NotErased);
        } else if size < checkpoint.size {
            self.flaw(id, Place::Leaves(size, checkpoint.size - 1), FlawKind::Missing);
        } else if size > checkpoint.size {
            self.flaw(id, Place::Leaves(checkpoint.size, size - 1), FlawKind::Added);
        } else if current.root() != checkpoint.root {
            self.flaw(id, Place::Day, FlawKind::Changed);
        } else if !told
            && (current.events, current.dictionary.origin()) != (checkpoint.events, &checkpoint.origin)
        {
            self.flaw(id, Place::Day, FlawKind::Contradiction);
        } else if !current.block.is_empty() {
            self.flaw(id, Place::Leaves(current.before, size - 1), FlawKind::BlockRoot);
        }
    }

    /// Leaves without a checkpoint behind them.
    pub(super) fn unfinished(&mut self) {
        if let Some(mut current) = self.current.take() {
            self.found.flaws.extend(current.resolve(None));
            self.flaw(Some(current.id), Place::Day, FlawKind::Open);
        }
    }

    /// What was found.
    #[must_use]
    pub fn finish(mut self) -> ExportVerification {
        self.unfinished();
        for (id, (line, size)) in core::mem::take(&mut self.without_leaves) {
            let place = Place::Leaves(0, size.saturating_sub(1));
            let flaw = Flaw { segment: Some(id), place, kind: FlawKind::Missing, line: Some(line) };
            self.found.flaws.push(flaw);
        }
        self.found.flaws.extend(self.proofs.iter().map(Proof::flaw));
        if self.found.lines == 0 {
            let place = Place::Checkpoint(1);
            self.found.flaws.push(Flaw { segment: None, place, kind: FlawKind::Missing, line: None });
        }
        // Leaves whose checkpoint stands elsewhere were moved.
        let closed = &self.chain.segments;
        let open = |flaw: &&mut Flaw| flaw.kind == FlawKind::Open;
        for flaw in self.found.flaws.iter_mut().filter(open) {
            if flaw.segment.is_some_and(|id| closed.contains_key(&id)) {
                flaw.kind = FlawKind::Moved;
            }
        }
        // A second part is begun behind a first one only.
        let purged = self.found.purged.iter().map(|(id, ..)| *id);
        let purged: BTreeSet<_> = purged.collect();
        let there: BTreeSet<_> = self.found.segments.keys().chain(&purged).copied().collect();
        let before = |id: &SegmentId| SegmentId::new(id.day(), id.part().checked_sub(1)?);
        if self.first_number == Some(1) {
            let lost = there.iter().filter_map(before).filter(|id| !there.contains(id));
            self.found.flaws.extend(lost.map(|id| Flaw::of(id, Place::Day, FlawKind::Missing)));
        }
        for (id, purged, _) in self.found.purged.clone() {
            self.compare_held(id, &purged);
        }
        self.held_of_none(&purged);
        self.found.without_segment = between(&there.iter().map(|id| id.day()).collect());
        self.found.hashes = core::mem::take(&mut self.chain.hashes);
        let with_key = matches!(self.scope, Scope::Export(verifiers, _) if !verifiers.is_empty());
        self.found.attested = with_key && self.found.checkpoints > 0 && self.chain.attested;
        self.found.from_the_first = self.first_number == Some(1);
        self.found
    }
}
