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
pub mod dates;
mod erased;
pub mod error;
pub mod files;
mod guard;
pub mod requests;
pub mod services;

pub use error::ImiloError;
pub use files::{DossierImport, bilan};
pub use requests::{
    AccountEnd, ConservationFacts, ConservationRequest, ContratCej, DossierFacts, Fse, Interruption, Period,
    Programme, Readings,
};
pub use services::{
    ConservationRow, DossierCheckRow, articles, call_json, conservation, conservation_many, dossier_check,
    dossier_check_many, dossier_fields, errors, failure_json, nir_check, nir_check_many, rule_set, versions,
};
