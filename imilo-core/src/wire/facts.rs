//! The facts of retention as JSON: the shape of the case files.

use serde::{Deserialize, Deserializer};

use crate::calendar::Date;
use crate::conservation::{
    AccountEnd, ContratCej, DossierFacts, Fse, Interruption, InterruptionCause, Period, Programme,
    ProgrammeKind,
};

use super::failure::Object;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DossierJson {
    #[serde(default)]
    birth_date: Option<Date>,
    #[serde(default)]
    rqth_periods: Option<Vec<Object<PeriodeJson>>>,
    #[serde(default)]
    programmes: Option<Vec<Object<ProgrammeJson>>>,
    #[serde(default)]
    cej_contracts: Option<Vec<Object<CejJson>>>,
    #[serde(default)]
    fse: Option<Object<FseJson>>,
    #[serde(default)]
    anonymised_on: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodeJson {
    from: Date,
    #[serde(default)]
    until: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgrammeJson {
    kind: ProgrammeKind,
    start: Date,
    #[serde(default)]
    end: Option<Date>,
    #[serde(default)]
    regular_follow_up: Option<Attested>,
    /// Read and without effect: only the actual end counts (reading A5c).
    #[serde(default, rename = "planned_end")]
    _planned_end: Option<Date>,
}

/// `true`, `false` or `"unknown"`.
#[derive(Clone, Copy, Deserialize)]
#[serde(untagged)]
enum Attested {
    Known(bool),
    Word(UnknownWord),
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum UnknownWord {
    Unknown,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CejJson {
    start: Date,
    #[serde(default)]
    end: Option<Date>,
    #[serde(default, rename = "planned_end")]
    _planned_end: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FseJson {
    cofinanced: bool,
    #[serde(default)]
    first_record: Option<Date>,
    #[serde(default)]
    last_record: Option<Date>,
    #[serde(default)]
    interruptions: Option<Vec<Object<InterruptionJson>>>,
    /// Day of the record in the former system: read and without effect (reading A7b).
    #[serde(default, rename = "first_record_original")]
    _first_record_original: Option<Date>,
    /// Last batch or log: read and without effect (reading A7c).
    #[serde(default, rename = "last_technical_record")]
    _last_technical_record: Option<Date>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct InterruptionJson {
    from: Date,
    #[serde(default)]
    until: Option<Date>,
    cause: InterruptionCause,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct UserJson {
    #[serde(default, deserialize_with = "given")]
    pub(super) habilitation_end: AccountEnd,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartnerJson {
    #[serde(default, deserialize_with = "given")]
    pub(super) account_deactivated: AccountEnd,
}

/// Absent is unknown, `null` is running.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<AccountEnd, D::Error> {
    Option::<Date>::deserialize(deserializer).map(|end| end.map_or(AccountEnd::Running, AccountEnd::Ended))
}

impl From<DossierJson> for DossierFacts {
    fn from(json: DossierJson) -> Self {
        let period = |Object(json): Object<PeriodeJson>| Period { from: json.from, until: json.until };
        let programme = |Object(json): Object<ProgrammeJson>| Programme {
            kind: json.kind,
            start: json.start,
            end: json.end,
            regular_follow_up: match json.regular_follow_up {
                Some(Attested::Known(attested)) => Some(attested),
                Some(Attested::Word(UnknownWord::Unknown)) | None => None,
            },
        };
        let interruption = |Object(json): Object<InterruptionJson>| Interruption {
            period: Period { from: json.from, until: json.until },
            cause: json.cause,
        };
        let fse = match json.fse.map(|Object(fse)| fse) {
            None => Fse::Unknown,
            Some(fse) if !fse.cofinanced => Fse::NotCofinanced,
            Some(fse) => Fse::Cofinanced {
                first_record: fse.first_record,
                last_record: fse.last_record,
                interruptions: fse.interruptions.map(|list| list.into_iter().map(interruption).collect()),
            },
        };
        let cej = |Object(json): Object<CejJson>| ContratCej { start: json.start, end: json.end };
        Self {
            birth_date: json.birth_date,
            rqth_periods: json.rqth_periods.map(|list| list.into_iter().map(period).collect()),
            programmes: json.programmes.map(|list| list.into_iter().map(programme).collect()),
            cej_contracts: json.cej_contracts.map(|list| list.into_iter().map(cej).collect()),
            fse,
            anonymised_on: json.anonymised_on,
        }
    }
}
