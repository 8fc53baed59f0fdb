//! The UniFFI surface: what Kotlin, and Java through it, see of imilo.
//!
//! One function a service of [`imilo_core::wire::FACADE`], under the same name, with typed requests
//! ([`requests`]) and the answers of the core itself ([`answers`]). A typed request is written as the JSON
//! request of its service and judged by the core: nothing of the law stands here. [`call_json`] takes and
//! gives the canonical JSON of any service.
//!
//! Every function runs behind a guard: a panic of the library becomes the error `internal`, without its text.
//! Numbers to check are erased from the memory of this side once they are judged.
//!
//! Only signed integers cross the border, for Java cannot call what takes an unsigned one, and no field is
//! called `message`, which Kotlin's exceptions have already. The Kotlin source in `bindings/kotlin` is written
//! by `bindings/kotlin/generate.sh` and committed; `tests/uniffi_facade.rs` fails when it is out of step.

pub mod answers;
pub mod coherence;
pub mod dates;
pub mod droit;
mod erased;
pub mod error;
pub mod files;
pub mod fse;
mod guard;
pub mod habilitation;
pub mod nir_columns;
pub mod pseudonym;
pub mod requests;
pub mod sealed;
pub mod services;

pub use coherence::{CivilIdentity, NirCoherenceRow, nir_coherence, nir_coherence_many};
pub use droit::{exercise_right, habilitation, log_retention, responsibilities, rights_deadline};
pub use erased::{Bytes, Keys, RootKey, Secret};
pub use error::ImiloError;
pub use files::{DossierImport, bilan};
pub use fse::{
    FseReportOptions, fse_compare, fse_explain, fse_indicators, fse_participation, fse_report,
    fse_report_records,
};
pub use habilitation::{
    AccessColumns, access_changes, access_columns, access_matrix, counterfactual, disclose, disclose_many,
    who_can,
};
pub use nir_columns::{NirColumn, nir_column_fixed, nir_column_offsets};
pub use pseudonym::{
    Admission, AliasPair, PseudonymDomain, PseudonymRow, RotationPair, RotationRows, follow_aliases,
    keys_disjoint, make_root_key, pseudonyms, read_pseudonyms, rotation_table, second_pass,
};
pub use requests::{
    AccountEnd, ConservationFacts, ConservationRequest, ContratCej, DossierFacts, Fse, Interruption, Period,
    Programme, Readings,
};
pub use sealed::{OpenedRow, SealRow, Seals, make_seals, open_seals};
pub use services::{
    ConservationRow, DossierCheckRow, articles, call_json, conservation, conservation_many, dossier_check,
    dossier_check_many, dossier_fields, errors, failure_json, nir_check, nir_check_many, rule_set, versions,
};
