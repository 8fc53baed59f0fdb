//! The journal of the operations: how long each trace of one is kept.
//!
//! # Droit
//! Décret n° 2015-59, art. 10. V2015: connections, records and queries are logged with their author, for seven months *at
//! most*. V2025: *for* seven months, prolonged in a dispute until the definitive decision of a court. V2021 was not read.

pub mod merkle;
mod tables;
mod trace;

pub use tables::{Conservation, Prorogation, Tables, TermKind};
pub use trace::{Contentieux, EarlyErasure, Erasure, Trace, TraceDecision, TraceError, TraceState};
