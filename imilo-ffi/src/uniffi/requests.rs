//! Requests: typed records, written as the JSON request of their service.
//!
//! Null is *not known*, everywhere; what is known to be none is an empty list, `Fse.NotCofinanced` or
//! `AccountEnd.Running`. Facts that the law gives no effect (planned ends, technical records) are left out.

use imilo_core::wire::{self, Failure};
use serde::{Serialize, Serializer};

pub use imilo_core::conservation::{A2, A3, A6, A6b, A7, A8, InterruptionCause, ProgrammeKind};
pub use imilo_core::nir::Acceptance;

use super::dates::Day;

/// Kind of a programme.
#[uniffi::remote(Enum)]
pub enum ProgrammeKind {
    /// Parcours contractualisé d'accompagnement vers l'emploi et l'autonomie: ends at the 26th birthday.
    Pacea,
    /// Contrat d'engagement jeune, when it counts as a programme of art. 6 I.
    Cej,
    /// Garantie jeunes.
    GarantieJeunes,
    /// Emploi d'avenir.
    EmploiAvenir,
    /// Contrat d'insertion dans la vie sociale.
    Civis,
    /// Any other programme; counts like the others.
    Other,
}

/// Why the nineteen years of the FSE are interrupted. The list of the text is closed.
#[uniffi::remote(Enum)]
pub enum InterruptionCause {
    /// « procédure judiciaire ».
    JudicialProceedings,
    /// « demande motivée de la Commission européenne ».
    CommissionReasonedRequest,
    /// Anything else (an internal audit): no effect.
    Other,
}

/// Reading A2: birthday of 29 February in a year without one.
#[uniffi::remote(Enum)]
pub enum A2 {
    /// 28 February (recommended: the shorter retention).
    #[uniffi(name = "Feb_28")]
    Feb28,
    /// 1 March.
    #[uniffi(name = "Mar_1")]
    Mar1,
}

/// Reading A3: « l'âge maximal … augmenté d'une durée de deux ans ».
#[uniffi::remote(Enum)]
pub enum A3 {
    /// 28th birthday (recommended: the age of 25 is completed at the 26th).
    #[uniffi(name = "At_28")]
    At28,
    /// 27th birthday.
    #[uniffi(name = "At_27")]
    At27,
}

/// Reading A6: the ten years of I bis against the term of I.
#[uniffi::remote(Enum)]
pub enum A6 {
    /// The later of both (recommended: a « bis » adds).
    Later,
    /// I bis replaces I.
    Replaces,
    /// The earlier of both.
    Earlier,
}

/// Reading A6b: whether I bis covers the whole dossier.
#[uniffi::remote(Enum)]
pub enum A6b {
    /// The whole dossier (recommended).
    WholeDossier,
    /// Only the data of the CEJ: the dossier follows I.
    CejDataOnly,
}

/// Reading A7: start of the nineteen years where the text was not read.
#[uniffi::remote(Enum)]
pub enum A7 {
    /// The last record (recommended).
    Last,
    /// The first record.
    First,
}

/// Reading A8: effect of an interruption of the nineteen years.
#[uniffi::remote(Enum)]
pub enum A8 {
    /// Its days are added (recommended: « prorogée » means lengthened).
    Pause,
    /// The nineteen years begin again at its end.
    Restart,
}

/// What is accepted as a NIR beyond the strict form. The default takes 13 or 15 characters.
#[uniffi::remote(Record)]
pub struct Acceptance {
    /// Thirteen characters without key.
    #[uniffi(default = true)]
    pub thirteen: bool,
    /// First digit 3 or 4 (NIA seen in the field).
    #[uniffi(default = false)]
    pub sex_3_4: bool,
    /// Months 43 to 49, on which the sources disagree.
    #[uniffi(default = false)]
    pub months_43_49: bool,
    /// Département 00, which no edition of the Code officiel géographique knows.
    #[uniffi(default = false)]
    pub departement_00: bool,
    /// Commune 000 and 991–999, overseas 00 and 91–99.
    #[uniffi(default = false)]
    pub commune_out_of_range: bool,
    /// Numéro national provisoire (first digit 7 or 8).
    #[uniffi(default = false)]
    pub nnp: bool,
    /// Migrant de passage (first digit 5 or 6).
    #[uniffi(default = false)]
    pub mig: bool,
}

/// Readings that the acts leave open. Null is the recommended one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Readings {
    /// Birthday of 29 February in a year without one.
    #[uniffi(default = None)]
    #[serde(rename = "A2", skip_serializing_if = "Option::is_none")]
    pub a2: Option<A2>,
    /// Age at which the limit of I lies.
    #[uniffi(default = None)]
    #[serde(rename = "A3", skip_serializing_if = "Option::is_none")]
    pub a3: Option<A3>,
    /// The ten years of I bis against the term of I.
    #[uniffi(default = None)]
    #[serde(rename = "A6", skip_serializing_if = "Option::is_none")]
    pub a6: Option<A6>,
    /// Whether I bis covers the whole dossier.
    #[uniffi(default = None)]
    #[serde(rename = "A6b", skip_serializing_if = "Option::is_none")]
    pub a6b: Option<A6b>,
    /// Start of the nineteen years.
    #[uniffi(default = None)]
    #[serde(rename = "A7", skip_serializing_if = "Option::is_none")]
    pub a7: Option<A7>,
    /// Effect of an interruption.
    #[uniffi(default = None)]
    #[serde(rename = "A8", skip_serializing_if = "Option::is_none")]
    pub a8: Option<A8>,
}

/// A period `[from, until)`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Period {
    /// First day.
    pub from: Day,
    /// First day no longer in it; null = still held.
    #[uniffi(default = None)]
    pub until: Option<Day>,
}

/// A programme in which the young person is or was enrolled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Programme {
    /// Its kind.
    pub kind: ProgrammeKind,
    /// First day.
    pub start: Day,
    /// Last day, actual; null while in progress.
    #[uniffi(default = None)]
    pub end: Option<Day>,
    /// Regular follow-up, as attested for the limit date. Null, not known, has the effect of none.
    #[uniffi(default = None)]
    pub regular_follow_up: Option<bool>,
}

/// A contrat d'engagement jeune.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ContratCej {
    /// First day.
    pub start: Day,
    /// Last day, actual, extensions included; null while in progress.
    #[uniffi(default = None)]
    pub end: Option<Day>,
}

/// An interruption `[from, until)` of the nineteen years of the FSE.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct Interruption {
    /// First day.
    pub from: Day,
    /// First day no longer in it; null while it runs.
    #[uniffi(default = None)]
    pub until: Option<Day>,
    /// Why.
    pub cause: InterruptionCause,
}

/// Co-financing by the European Social Fund, once it is known whether there is one.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Fse {
    /// Known not to be co-financed.
    NotCofinanced,
    /// Co-financed.
    Cofinanced {
        /// Day on which the first datum relative to the beneficiary entered I-MILO; null = not known.
        #[uniffi(default = None)]
        first_record: Option<Day>,
        /// Day on which the last such datum entered I-MILO; null = not known.
        #[uniffi(default = None)]
        last_record: Option<Day>,
        /// Interruptions; null = not known.
        #[uniffi(default = None)]
        interruptions: Option<Vec<Interruption>>,
    },
}

impl Serialize for Fse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Json<'a> {
            cofinanced: bool,
            first_record: Option<&'a Day>,
            last_record: Option<&'a Day>,
            interruptions: Option<&'a [Interruption]>,
        }
        let json = match self {
            Self::NotCofinanced => {
                Json { cofinanced: false, first_record: None, last_record: None, interruptions: None }
            }
            Self::Cofinanced { first_record, last_record, interruptions } => Json {
                cofinanced: true,
                first_record: first_record.as_ref(),
                last_record: last_record.as_ref(),
                interruptions: interruptions.as_deref(),
            },
        };
        json.serialize(serializer)
    }
}

/// What is known of a dossier. Null is not known; known to be none is an empty list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct DossierFacts {
    /// Date of birth.
    #[uniffi(default = None)]
    pub birth_date: Option<Day>,
    /// Periods of recognition as a disabled worker.
    #[uniffi(default = None)]
    pub rqth_periods: Option<Vec<Period>>,
    /// Programmes.
    #[uniffi(default = None)]
    pub programmes: Option<Vec<Programme>>,
    /// Contrats d'engagement jeune.
    #[uniffi(default = None)]
    pub cej_contracts: Option<Vec<ContratCej>>,
    /// Co-financing by the FSE.
    #[uniffi(default = None)]
    pub fse: Option<Fse>,
    /// Day on which the dossier was anonymised; null = it was not.
    #[uniffi(default = None)]
    pub anonymised_on: Option<Day>,
}

/// End of an account, once it is known whether it has one.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum AccountEnd {
    /// The habilitation, or the account, still runs.
    Running,
    /// It ended.
    Ended {
        /// Last day of the habilitation, or day of deactivation.
        on: Day,
    },
}

/// In JSON, `null` says that the account runs.
impl Serialize for AccountEnd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Running => serializer.serialize_none(),
            Self::Ended { on } => on.serialize(serializer),
        }
    }
}

/// What is asked about, and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, uniffi::Enum)]
#[serde(tag = "kind", content = "facts", rename_all = "snake_case")]
pub enum ConservationFacts {
    /// The dossier of a young person.
    Dossier {
        /// What is known of it.
        #[serde(flatten)]
        facts: DossierFacts,
    },
    /// The account of a user of the processing.
    UserAccount {
        /// End of the habilitation; null = not known.
        #[uniffi(default = None)]
        #[serde(skip_serializing_if = "Option::is_none")]
        habilitation_end: Option<AccountEnd>,
    },
    /// The account of staff of a partner firm or association.
    PartnerStaff {
        /// Deactivation of the account; null = not known.
        #[uniffi(default = None)]
        #[serde(skip_serializing_if = "Option::is_none")]
        account_deactivated: Option<AccountEnd>,
    },
}

/// What is asked of retention: a dossier or an account, a day, what is known.
///
/// The day is `date`, or the day of Europe/Paris of `instant`; one of them is needed, and both must agree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, uniffi::Record)]
pub struct ConservationRequest {
    /// The dossier or the account.
    #[serde(flatten)]
    pub facts: ConservationFacts,
    /// Day of evaluation.
    #[uniffi(default = None)]
    pub date: Option<Day>,
    /// Instant of evaluation, `AAAA-MM-JJThh:mm:ssZ`.
    #[uniffi(default = None)]
    pub instant: Option<String>,
    /// Readings other than the recommended ones.
    #[uniffi(default = None)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub options: Option<Readings>,
}

impl ConservationRequest {
    /// The request as its service reads it.
    ///
    /// # Errors
    /// [`Failure`] that names the field which cannot be read.
    pub fn to_wire(&self) -> Result<wire::ConservationRequest, Failure> {
        wire::ConservationRequest::from_json(&self.to_json()?)
    }

    /// The JSON request of the service `conservation`.
    ///
    /// # Errors
    /// `internal` if it cannot be written, which no value of these types brings about.
    pub fn to_json(&self) -> Result<String, Failure> {
        serde_json::to_string(self).map_err(|_| Failure::internal())
    }
}
