//! Going through a segment: every leaf, every block, then the root.

use super::codec;
use super::dictionary::{Dictionary, Meant};
use super::flaw::{Flaw, FlawKind, Place};
use super::merkle::{BLOCK, Edge, Hash, reduced};
use super::record::SALT;
use super::scan::{Found, Scanner, Standing};
use super::segment_id::SegmentId;

/// A leaf that is as it was written, behind others that are.
pub(super) struct Leaf<'a> {
    pub(super) index: u64,
    pub(super) canonical: &'a [u8],
    pub(super) salt: &'a [u8; SALT],
    pub(super) hash: Hash,
    pub(super) dictionary: &'a Dictionary,
    pub(super) meant: Meant,
}

/// What a checkpoint says of a segment.
#[derive(Clone, Copy)]
pub(super) struct Closed {
    pub(super) size: u64,
    pub(super) events: u64,
    pub(super) root: Hash,
}

/// What was found in a segment.
pub(super) struct Walked {
    pub(super) size: u64,
    pub(super) events: u64,
    pub(super) flaws: Vec<Flaw>,
    /// Where an end that is not whole begins.
    pub(super) torn: Option<u64>,
    /// Whether the root of a last block that is not full is stored: nothing may come behind it.
    pub(super) ended: bool,
}

struct Walk<'w> {
    id: SegmentId,
    origin: &'w str,
    dictionary: Dictionary,
    whole: Edge,
    block: Vec<Hash>,
    /// Leaves before the block.
    before: u64,
    /// Root that was stored for a last block that is not whole.
    stored_last: Option<Hash>,
    flaws: Vec<Flaw>,
    flaws_before_block: usize,
    size: u64,
    events: u64,
}

/// Goes through a segment; each leaf is shown as long as nothing is wrong.
pub(super) fn walk<E>(
    id: SegmentId,
    origin: &str,
    closed: Option<Closed>,
    source: impl FnMut(u64, &mut [u8]) -> Result<usize, E>,
    mut show: impl FnMut(&Leaf<'_>),
) -> Result<Walked, E> {
    let mut scanner = Scanner::new(source);
    let mut walk = Walk {
        id,
        origin,
        dictionary: Dictionary::default(),
        whole: Edge::default(),
        block: Vec::with_capacity(BLOCK),
        before: 0,
        stored_last: None,
        flaws: Vec::new(),
        flaws_before_block: 0,
        size: 0,
        events: 0,
    };
    let mut torn = None;
    while let Some(found) = scanner.next()? {
        match found {
            Found::Leaf { index, canonical, salt, hash, standing } => {
                walk.leaf(index, hash, standing);
                let Some(content) = codec::read(canonical) else {
                    walk.contradiction(index, standing);
                    continue;
                };
                if !walk.flaws.is_empty() {
                    continue;
                }
                let meant = walk.dictionary.take(content);
                match meant {
                    Meant::Event(_) => walk.events += 1,
                    Meant::Wrong => walk.contradiction(index, standing),
                    Meant::Definition => {}
                }
                if index == 0 {
                    walk.check_header();
                }
                if walk.flaws.is_empty() {
                    show(&Leaf { index, canonical, salt, hash, dictionary: &walk.dictionary, meant });
                }
            }
            Found::Block { leaves, root } => walk.block(leaves, Some(root)),
            Found::BadBlock => walk.flaw(walk.block_place(), FlawKind::BlockRoot),
            Found::Unreadable => walk.flaw(Place::Leaf(walk.size), FlawKind::Unreadable),
            Found::Torn { offset } => {
                torn = Some(offset);
                walk.flaw(Place::Leaf(walk.size), FlawKind::TornEnd);
            }
        }
    }
    Ok(walk.finish(closed, torn))
}

impl Walk<'_> {
    fn flaw(&mut self, place: Place, kind: FlawKind) {
        self.flaws.push(Flaw::of(self.id, place, kind));
    }

    fn contradiction(&mut self, index: u64, standing: Standing) {
        // What was changed or moved is told as such.
        if matches!(standing, Standing::Right | Standing::Behind(_)) {
            self.flaw(Place::Leaf(index), FlawKind::Contradiction);
        }
    }

    fn check_header(&mut self) {
        let own = self.dictionary.id() == Some(self.id) && self.dictionary.origin() == self.origin;
        if !own {
            self.flaw(Place::Leaf(0), FlawKind::Foreign);
        }
    }

    /// The block that is being read, as far as it was read.
    fn block_place(&self) -> Place {
        Place::Leaves(self.before, self.size.saturating_sub(1).max(self.before))
    }

    fn leaf(&mut self, index: u64, hash: Hash, standing: Standing) {
        match standing {
            Standing::Right => {}
            Standing::Behind(missing) => {
                self.flaw(Place::Leaves(index - missing, index - 1), FlawKind::Missing);
            }
            Standing::Elsewhere(_) => self.flaw(Place::Leaf(index), FlawKind::Moved),
            Standing::Again(_) => {
                self.flaw(Place::Leaf(index), FlawKind::Repeated);
                return;
            }
            Standing::Changed => self.flaw(Place::Leaf(index), FlawKind::Changed),
        }
        // The record of the block before is not there.
        while index >= self.before + BLOCK as u64 && self.stored_last.is_none() {
            self.block(self.before + BLOCK as u64, None);
        }
        self.block.push(hash);
        self.size = index + 1;
    }

    /// Ends a block, up to so many leaves, with the root that is stored for it.
    fn block(&mut self, leaves: u64, stored: Option<Hash>) {
        let last = leaves.saturating_sub(1);
        let follows = leaves > self.before && leaves <= self.before + BLOCK as u64;
        if !follows || self.stored_last.is_some() {
            self.flaw(self.block_place(), FlawKind::BlockRoot);
            return;
        }
        if leaves > self.size && stored.is_some() {
            self.flaw(Place::Leaves(self.size, last), FlawKind::Missing);
        }
        let place = Place::Leaves(self.before, last);
        let computed = reduced(&mut self.block);
        self.block.clear();
        let untold = self.flaws.len() == self.flaws_before_block;
        match (stored, computed) {
            (Some(stored), Some(computed)) if stored != computed && untold => {
                self.flaw(place, FlawKind::Changed);
            }
            (None, Some(_)) => self.flaw(place, FlawKind::BlockRoot),
            _ => {}
        }
        // The stored roots make the root of the day: if it is right, they are, and what was found wrong is all.
        let root = stored.or(computed).unwrap_or_default();
        self.size = self.size.max(leaves);
        if leaves == self.before + BLOCK as u64 {
            self.whole.push(root);
        } else {
            self.stored_last = Some(root);
        }
        self.before += BLOCK as u64;
        self.flaws_before_block = self.flaws.len();
    }

    fn finish(mut self, closed: Option<Closed>, torn: Option<u64>) -> Walked {
        let last = self.stored_last.or_else(|| reduced(&mut self.block.clone()));
        let root = self.whole.root_before(last);
        if let Some(closed) = closed {
            self.compare(closed, root);
        }
        let Self { size, events, flaws, stored_last, .. } = self;
        Walked { size, events, flaws, torn, ended: stored_last.is_some() }
    }

    fn compare(&mut self, closed: Closed, root: Hash) {
        let told = !self.flaws.is_empty();
        if self.size < closed.size {
            self.flaw(Place::Leaves(self.size, closed.size - 1), FlawKind::Missing);
        } else if self.size > closed.size {
            self.flaw(Place::Leaves(closed.size, self.size - 1), FlawKind::Added);
        } else if root != closed.root {
            self.flaw(Place::Day, FlawKind::Changed);
        } else if !told && self.events != closed.events {
            self.flaw(Place::Day, FlawKind::Contradiction);
        } else if !self.block.is_empty() {
            // A closed segment ends with the root of its last block.
            self.flaw(Place::Leaves(self.before, self.size - 1), FlawKind::BlockRoot);
        }
    }
}
