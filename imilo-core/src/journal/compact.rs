//! An event by its indexes, and its receipt.

use super::dossier_ref::DossierRef;
use super::merkle::Hash;
use super::segment_id::SegmentId;

/// An agent, by its index in a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AgentId(pub(super) SegmentId, pub(super) u32);

/// A structure, by its index in a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StructureId(pub(super) SegmentId, pub(super) u32);

/// An act, by its index in a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActId(pub(super) SegmentId, pub(super) u32);

/// An event by its indexes: what the hot path takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompactEvent {
    /// When, in milliseconds of Unix time.
    pub instant_ms: i64,
    /// Who.
    pub agent: AgentId,
    /// The structure that held the dossier.
    pub mission_locale: Option<StructureId>,
    /// What.
    pub act: ActId,
    /// Whose dossier.
    pub dossier: Option<DossierRef>,
}

/// Where an event stands, and the hash of its leaf: what its author keeps as a receipt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The segment.
    pub segment: SegmentId,
    /// Index of the leaf.
    pub index: u64,
    /// Hash of the leaf.
    pub leaf: Hash,
}
