//! The journal of the operations: events that only grow, whose removal, change and order can be proved, and how long each
//! trace is kept.
//!
//! - [`Event`]: who did what on whose dossier, with which data by their names; made of a disclosure or by hand.
//! - [`Journal`]: segments by day over the [`Storage`] of the caller ([`MemoryStore`] here), one tree of RFC 6962 each, and
//!   the chain of their [`Checkpoint`]s, under a [`MacKey`] or a [`Signer`].
//! - [`verify()`]: the whole journal; what is wrong is located ([`Flaw`]).
//! - [`Journal::purge`]: erasure at the term, with what a dispute holds.
//! - [`export()`] and [`verify_export`]: JSON Lines (OCSF), and their verification alone.
//! - [`Statement`], [`Consultations`]: what the person may be told. [`Trace`]: the law of retention.
//!
//! Bytes and texts of every form are in `docs/journal.md`, the reasons in `docs/adr/0014`.
//!
//! # Droit
//! Décret n° 2015-59, art. 10. V2015: connections, records and queries are logged with their author, for seven months *at
//! most*. V2025: *for* seven months, prolonged in a dispute until the definitive decision of a court. V2021 was not read.

mod attest;
mod chain;
mod checkpoint;
mod codec;
mod compact;
mod consultations;
mod dictionary;
mod dossier_ref;
mod event;
mod export;
mod export_check;
mod export_found;
mod export_held;
mod export_line;
mod export_parts;
mod flaw;
mod journal_error;
mod keeper;
pub mod merkle;
mod purge;
mod record;
mod release;
mod salts;
mod scan;
mod segment;
mod segment_id;
mod statement;
mod storage;
mod tables;
mod trace;
mod verify;
mod walk;

pub use attest::{KeyName, MacKey, NotAName, Signer, Verifier, ed25519_key_id};
pub use checkpoint::{Checkpoint, HeldFor, Note, Purged, Signature};
pub use compact::{ActId, AgentId, CompactEvent, Receipt, StructureId};
pub use consultations::{Consultation, Consultations};
pub use dossier_ref::{DossierIdError, DossierRef, DossierRefs};
pub(crate) use event::check_text;
pub use event::{Act, Event, EventError, EventOutcome};
pub use export::export;
pub use export_check::{ExportCheck, verify_export};
pub use export_found::ExportVerification;
pub use flaw::{Flaw, FlawKind, Place};
pub use journal_error::JournalError;
pub use keeper::{Journal, Recovery};
pub use purge::{Hold, PurgeAnswer, PurgeBy, purge_day};
pub use salts::Salts;
pub use segment::Segment;
pub use segment_id::{NoSegment, SegmentId};
pub use statement::{Statement, StatementOf};
pub use storage::{Log, MemoryStore, Storage};
pub use tables::{Conservation, Prorogation, Tables, TermKind};
pub use trace::{Contentieux, EarlyErasure, Erasure, Trace, TraceDecision, TraceError, TraceState};
pub use verify::{
    SegmentState, SegmentVerification, Verification, VerifiedSegment, read_events, verify, verify_segment,
};

#[cfg(test)]
mod tests;
