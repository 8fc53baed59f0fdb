//! The facade: every service as a plain request and a plain answer, in JSON.
//!
//! All languages share this list ([`FACADE`]); a binding converts and guards, and holds no rule. Requests
//! refuse unknown and doubled keys: a typing error must not change an answer. The answer is *canonical*:
//! the same request gives the same text, byte for byte, in every language.
//!
//! ```
//! use imilo_core::wire;
//! let answer = wire::call("nir_check", r#"{"nir": "2 84 05 88 321 025 32"}"#)?;
//! assert!(answer.starts_with(r#"{"outcome":"conforming""#));
//! let failure = wire::call("nir_check", r#"{"nri": "x"}"#).unwrap_err();
//! assert_eq!(failure.code, "unknown_field");
//! # Ok::<(), imilo_core::wire::Failure>(())
//! ```

#[cfg(feature = "cog")]
mod coherence;
mod conservation;
mod day;
mod dossier;
mod droits;
mod facts;
mod failure;
mod fse;
mod habilitation;
mod journal;
mod law;
mod nir;
mod responsabilites;

#[cfg(feature = "cog")]
pub use coherence::{NirCoherenceAnswer, NirCoherenceFinding, NirCoherenceManyAnswer, NirCoherenceRow};
pub use conservation::{
    AccessAnswer, CitationAnswer, ConservationAnswer, ConservationRequest, FindingAnswer, ManyAnswers,
    RowAnswer, StepAnswer, WasDueAnswer,
};
pub use dossier::{
    CoherenceAnswer, DossierCheckAnswer, DossierCheckManyAnswer, DossierCheckRow, FieldAnswer, FieldsAnswer,
};
pub use droits::{AnswererAnswer, ExerciseRightAnswer, RightsDeadlineAnswer};
pub use failure::{Failure, Object};
pub use fse::{
    FseAssumptionAnswer, FseBrokenAnswer, FseChangeAnswer, FseCodesAnswer, FseCompareAnswer, FseDaysAnswer,
    FseDueAnswer, FseDueRowAnswer, FseExplanationAnswer, FseFactAnswer, FseFindingAnswer, FseGapAnswer,
    FseGendersAnswer, FseLineAnswer, FseMissingAnswer, FseOptions, FseParticipationAnswer, FseProgramme,
    FsePublishedAnswer, FseRemarkAnswer, FseReportAnswer, FseReportOf, FseRowAnswer, FseTotalAnswer,
    FseValueAnswer, fse_rules, fse_shown,
};
pub use habilitation::{
    AccessChangeAnswer, AccessChangesAnswer, AccessColumns, AccessLineAnswer, AccessLineChangeAnswer,
    AccessLinkAnswer, AccessListAnswer, AccessMatrixAnswer, AccessRow, AccessRowAnswer, CounterfactualAnswer,
    HabilitationAnswer, LackAnswer, MissingAnswer, WayAnswer, WhoCanAnswer, WhoCanDonnee, WhoCanRow,
};
pub use journal::LogRetentionAnswer;
pub use law::{ArticleAnswer, ErrorAnswer, ProvisionAnswer, RuleSetAnswer, RuleSetVersion, VersionsAnswer};
pub use nir::{NirAnswer, NirManyAnswer, NirManyRequest, NirRequest, acceptance};
pub use responsabilites::ResponsibilityAnswer;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::ErrorCode;

/// Number of the C ABI: it rises when a function changes its signature or its memory rules.
pub const ABI_VERSION: i32 = 1;

/// One service of the facade.
#[derive(Clone, Copy, Debug)]
pub struct Service {
    /// Name: C prefixes it with `imilo_`, Kotlin writes it in camel case, Python as it is.
    pub name: &'static str,
    /// What it does, for the docs of every language.
    pub doc: &'static str,
    run: fn(&str) -> Result<String, Failure>,
}

/// Every service. A binding that lacks one fails its test.
pub const FACADE: &[Service] = &[
    Service {
        name: "versions",
        doc: "versions of the crate, of the rules and of the C ABI",
        run: law::versions,
    },
    Service { name: "nir_check", doc: "form, structure and key of one number", run: nir::check },
    Service {
        name: "nir_check_many",
        doc: "the same for many numbers, one result a row",
        run: nir::check_many,
    },
    #[cfg(feature = "cog")]
    Service {
        name: "nir_coherence",
        doc: "a number beside the civil identity: what does not go together, with its legitimate exceptions",
        run: coherence::compare,
    },
    #[cfg(feature = "cog")]
    Service {
        name: "nir_coherence_many",
        doc: "the same for many, one result or error a row",
        run: coherence::compare_many,
    },
    Service {
        name: "conservation",
        doc: "retention of one dossier or account on a day: until when, to whom, what next, by which rule",
        run: conservation::evaluate,
    },
    Service {
        name: "conservation_many",
        doc: "the same for many, one result or error a row",
        run: conservation::evaluate_many,
    },
    Service {
        name: "dossier_check",
        doc: "the data of a dossier on a day: which are allowed, which are not, by which rule, and what is incoherent",
        run: dossier::check,
    },
    Service {
        name: "dossier_check_many",
        doc: "the same for many, one result or error a row",
        run: dossier::check_many,
    },
    Service {
        name: "dossier_fields",
        doc: "the catalogue of fields, with what the law of a day says of each",
        run: dossier::fields,
    },
    Service {
        name: "habilitation",
        doc: "who may do what with which data of a dossier, for which purpose: granted, refused or undetermined, and why",
        run: habilitation::decide,
    },
    Service {
        name: "disclose",
        doc: "a dossier reduced to what is granted, with the decision and the event to be journalled",
        run: habilitation::disclose,
    },
    Service {
        name: "counterfactual",
        doc: "what is missing for a request of habilitation to be granted, datum by datum",
        run: habilitation::counterfactual,
    },
    Service {
        name: "who_can",
        doc: "who may use a datum on a day, by which row, under which conditions",
        run: habilitation::who_can,
    },
    Service {
        name: "access_matrix",
        doc: "who may do what with which category of data on a day: JSON, CSV, Markdown or a page",
        run: habilitation::matrix,
    },
    Service {
        name: "access_changes",
        doc: "what changes in who may do what between two days: lines of the matrix, every decision",
        run: habilitation::changes,
    },
    Service {
        name: "exercise_right",
        doc: "whether a right of the person is open on the day of receipt, and who answers",
        run: droits::exercise,
    },
    Service {
        name: "log_retention",
        doc: "how long the trace of an operation is kept, in a dispute too, and what its erasure was worth",
        run: journal::retention,
    },
    Service {
        name: "rights_deadline",
        doc: "until when a request of a person is to be answered, with the working days of a territory",
        run: droits::deadline,
    },
    Service {
        name: "responsibilities",
        doc: "who has a duty on a day, and whether it was kept: controller, register, breach, impact assessment…",
        run: responsabilites::duty,
    },
    Service {
        name: "fse_indicators",
        doc: "the indicators of the FSE, the IEJ or the FSE+ for one participation, each with its value or the reason for none",
        run: fse::codes,
    },
    Service {
        name: "fse_explain",
        doc: "why an indicator has its value for one participation: rule, variables, days, provision",
        run: fse::explain,
    },
    Service {
        name: "fse_report_records",
        doc: "the report of a list of participations: values, denominators, coverage, findings, calendar",
        run: fse::report,
    },
    Service {
        name: "fse_compare",
        doc: "two reports of the same operation: what changed, for whom, and why",
        run: fse::compare,
    },
    Service {
        name: "fse_participation",
        doc: "the participation that a dossier gives, and the variables that stay unknown, by name",
        run: fse::of_dossier,
    },
    Service { name: "rule_set", doc: "which version of the law is in force on a day", run: law::rule_set },
    Service { name: "articles", doc: "articles by code and by day, with their evidence", run: law::articles },
    Service { name: "errors", doc: "the catalogue of error codes", run: law::errors },
];

impl Service {
    /// Answers a request in JSON.
    ///
    /// # Errors
    /// [`Failure`] when the request cannot be judged.
    pub fn answer(&self, request: &str) -> Result<String, Failure> {
        (self.run)(request)
    }
}

/// What takes a file and hence is no service of text: the function of each language has the same name.
const OF_FILES: [&str; 5] = ["access_dossier", "bilan", "fse_report", "import", "rights_register"];

/// Answers a request in JSON by the name of the service.
///
/// # Errors
/// [`Failure`] with code `unknown_entry` for a name that is not in [`FACADE`], `file_function` for one that takes a file,
/// or what the service answers.
pub fn call(name: &str, request: &str) -> Result<String, Failure> {
    match FACADE.iter().find(|service| service.name == name) {
        Some(service) => service.answer(request),
        None if OF_FILES.contains(&name) => Err(Failure::of(ErrorCode::FileFunction)),
        None => Err(Failure::unknown_entry()),
    }
}

/// Reads a request of a service that lives beside this crate, by the rules of this one: an object, no unknown key,
/// and an error that names the field and no value.
///
/// ```
/// #[derive(serde::Deserialize)]
/// struct Question { date: imilo_core::calendar::Date }
/// let failure = imilo_core::wire::request::<Question>(r#"{"date": "2026-02-30"}"#).err().unwrap();
/// assert_eq!((failure.code.as_str(), failure.field.as_deref()), ("date_invalid", Some("date")));
/// assert!(imilo_core::wire::request::<Question>(r#"{"date": "2026-02-28"}"#).unwrap().date.to_string().ends_with("28"));
/// ```
///
/// # Errors
/// [`Failure`] as any service gives.
pub fn request<Q: DeserializeOwned>(request: &str) -> Result<Q, Failure> {
    failure::read(request, "")
}

/// Reads a request, runs a service, writes its answer.
fn serve<Q: DeserializeOwned, A: Serialize>(
    request: &str,
    service: impl FnOnce(Q) -> Result<A, Failure>,
) -> Result<String, Failure> {
    let answer = service(self::request(request)?)?;
    serde_json::to_string(&answer).map_err(|_| Failure::internal())
}
