//! What a verification of an export holds: the segment that is being read, leaves with their proofs, lines decoded.

use base64ct::{Base64, Encoding};

use super::checkpoint::Checkpoint;
use super::dictionary::Dictionary;
use super::export_line::{Imilo, LeafLine, hash_of};
use super::flaw::{Flaw, FlawKind, Place};
use super::merkle::{Edge, Hash, leaf, reduced, verify_inclusion};
use super::record::SALT;
use super::segment_id::SegmentId;

/// A segment whose lines are being read.
pub(super) struct Current {
    pub(super) id: SegmentId,
    pub(super) dictionary: Dictionary,
    pub(super) whole: Edge,
    pub(super) block: Vec<Hash>,
    pub(super) before: u64,
    pub(super) last: Option<Hash>,
    pub(super) events: u64,
    /// Index of the leaf that comes next.
    pub(super) next: u64,
    /// A leaf that stood elsewhere than where it should: where, its index, its line. The next one says what it means.
    pub(super) doubt: Option<(u64, u64, u64)>,
    pub(super) flaws_before: usize,
    pub(super) flaws_before_block: usize,
}

impl Current {
    /// A segment of which nothing is read yet.
    pub(super) fn new(id: SegmentId, flaws: usize) -> Self {
        Self {
            id,
            dictionary: Dictionary::default(),
            whole: Edge::default(),
            block: Vec::new(),
            before: 0,
            last: None,
            events: 0,
            next: 0,
            doubt: None,
            flaws_before: flaws,
            flaws_before_block: flaws,
        }
    }

    /// What a leaf that stood elsewhere means, by the index of the one behind it; none: nothing comes behind it.
    pub(super) fn resolve(&mut self, behind: Option<u64>) -> Option<Flaw> {
        let (expected, index, line) = self.doubt.take()?;
        let shifted = behind.is_none_or(|behind| behind == index + 1);
        let (place, kind) = match index.checked_sub(1) {
            Some(last) if shifted && index > expected => (Place::Leaves(expected, last), FlawKind::Missing),
            _ if shifted => (Place::Leaf(index), FlawKind::Repeated),
            _ => (Place::Leaf(expected), FlawKind::Moved),
        };
        if shifted {
            self.next = index + 1;
        }
        Some(Flaw { segment: Some(self.id), place, kind, line: Some(line) })
    }

    pub(super) fn root(&self) -> Hash {
        self.whole.root_before(self.last.or_else(|| reduced(&mut self.block.clone())))
    }
}

/// What is held of a segment for a dispute, as far as it was read.
#[derive(Default)]
pub(super) struct HeldPart {
    pub(super) dictionary: Dictionary,
    /// Index of the leaf that was read last.
    pub(super) last: Option<u64>,
    pub(super) leaves: Edge,
    pub(super) events: u64,
    /// Line of the leaf that was read last.
    pub(super) line: u64,
}

/// A leaf that is held, until the checkpoint of its segment is read.
pub(super) struct Proof {
    pub(super) segment: SegmentId,
    pub(super) index: u64,
    pub(super) leaf: Hash,
    pub(super) path: Vec<Hash>,
    pub(super) line: u64,
}

/// The parts of a leaf line, decoded.
pub(super) struct Decoded {
    pub(super) segment: SegmentId,
    pub(super) index: u64,
    pub(super) salt: [u8; SALT],
    pub(super) canonical: Vec<u8>,
    pub(super) hash: Hash,
    /// Of a leaf that is held: for which dispute, and its proof.
    pub(super) held: Option<(u16, Vec<Hash>)>,
}

pub(super) fn decoded(imilo: &Imilo) -> Option<Decoded> {
    let canonical = Base64::decode_vec(imilo.leaf.as_ref()?).ok()?;
    let salt: [u8; SALT] = Base64::decode_vec(imilo.salt.as_ref()?).ok()?.try_into().ok()?;
    let held = match (imilo.held, &imilo.proof) {
        (Some(number), Some(proof)) => {
            Some((number, proof.iter().map(|hash| hash_of(hash)).collect::<Option<_>>()?))
        }
        (None, None) => None,
        _ => return None,
    };
    let (segment, index) = (imilo.segment.as_ref()?.parse().ok()?, imilo.index.filter(possible)?);
    Some(Decoded { segment, index, hash: leaf(&[&salt, &canonical]), salt, canonical, held })
}

/// No segment has as many leaves.
pub(super) fn possible(index: &u64) -> bool {
    *index < 1 << 40
}

impl Proof {
    pub(super) fn holds(&self, closed: &Checkpoint) -> bool {
        verify_inclusion(&closed.root, closed.size, self.index, &self.leaf, &self.path)
    }

    pub(super) fn flaw(&self) -> Flaw {
        let place = Place::Leaf(self.index);
        Flaw { segment: Some(self.segment), place, kind: FlawKind::Proof, line: Some(self.line) }
    }
}

impl Decoded {
    pub(super) fn line(&self) -> LeafLine<'_> {
        LeafLine {
            segment: self.segment,
            index: self.index,
            salt: &self.salt,
            canonical: &self.canonical,
            hash: self.hash,
            held: self.held.as_ref().map(|(number, proof)| (*number, proof.as_slice())),
        }
    }
}
