//! The facts of retention in the JSON of a dossier.

use schemars::JsonSchema;
use serde::de::Error;
use serde::{Deserializer, Serialize};

use crate::calendar::Date;
use crate::serde_read::{Readable, deserialize, keyed, required, word};
use crate::serde_text::{self, Take};

use super::facts::{ContratCej, Fse, Interruption, InterruptionCause, Period, Programme, ProgrammeKind};

/// The shape of [`Fse`] in JSON.
#[derive(Default, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct FseJson {
    /// Whether the dossier is co-financed; `null`: not known.
    cofinanced: Option<bool>,
    /// Day of entry into I-MILO of the first datum of the beneficiary.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_record: Option<Date>,
    /// Day of entry into I-MILO of the last such datum.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_record: Option<Date>,
    /// Interruptions of the term; absent: not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    interruptions: Option<Vec<InterruptionJson>>,
}

/// The shape of [`Interruption`] in JSON.
#[derive(Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct InterruptionJson {
    /// First day.
    from: Date,
    /// First day no longer in it; absent: open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until: Option<Date>,
    /// Why.
    cause: InterruptionCause,
}

impl From<Fse> for FseJson {
    fn from(fse: Fse) -> Self {
        let (cofinanced, first_record, last_record, interruptions) = match fse {
            Fse::Unknown => (None, None, None, None),
            Fse::NotCofinanced => (Some(false), None, None, None),
            Fse::Cofinanced { first_record, last_record, interruptions } => {
                (Some(true), first_record, last_record, interruptions)
            }
        };
        let json = |Interruption { period, cause }| InterruptionJson {
            from: period.from,
            until: period.until,
            cause,
        };
        let interruptions = interruptions.map(|list| list.into_iter().map(json).collect());
        Self { cofinanced, first_record, last_record, interruptions }
    }
}

keyed!(FseJson { cofinanced, first_record, last_record, interruptions });

impl Readable for Fse {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let FseJson { cofinanced, first_record, last_record, interruptions } = FseJson::read(deserializer)?;
        if cofinanced == Some(true) {
            let interruption = |InterruptionJson { from, until, cause }| Interruption {
                period: Period { from, until },
                cause,
            };
            let interruptions = interruptions.map(|list| list.into_iter().map(interruption).collect());
            return Ok(Self::Cofinanced { first_record, last_record, interruptions });
        }
        if first_record.is_some() || last_record.is_some() || interruptions.is_some() {
            return Err(D::Error::custom("records and interruptions go with co-financing"));
        }
        Ok(if cofinanced == Some(false) { Self::NotCofinanced } else { Self::Unknown })
    }
}

/// A programme, as the case files write it.
#[derive(Default, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Programme", description = "A programme in which the young person is or was enrolled.")]
pub(super) struct ProgrammeJson {
    /// Its kind.
    #[schemars(required, with = "ProgrammeKind")]
    kind: Option<ProgrammeKind>,
    /// First day.
    #[schemars(required, with = "Date")]
    start: Option<Date>,
    /// Last day, actual; none while in progress.
    end: Option<Date>,
    /// Last day, as planned: read, without effect and not kept (only the actual end counts, reading A5c).
    planned_end: Option<Date>,
    /// Regular follow-up, as attested for the limit date. Absent or `"unknown"` is none (reading A5).
    #[schemars(with = "Option<AttestedJson>")]
    regular_follow_up: Option<Attested>,
}

keyed!(ProgrammeJson { kind, start, end, planned_end, regular_follow_up });

impl Readable for Programme {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = ProgrammeJson::read(deserializer)?;
        Ok(Self {
            kind: required(read.kind, "kind")?,
            start: required(read.start, "start")?,
            end: read.end,
            regular_follow_up: read.regular_follow_up.and_then(|Attested(attested)| attested),
        })
    }
}

/// A contrat d'engagement jeune, as the case files write it.
#[derive(Default, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "ContratCej", description = "A contrat d'engagement jeune.")]
pub(super) struct ContratCejJson {
    /// First day.
    #[schemars(required, with = "Date")]
    start: Option<Date>,
    /// Last day, actual, extensions included; none while in progress.
    end: Option<Date>,
    /// Last day, as planned: read, without effect and not kept.
    planned_end: Option<Date>,
}

keyed!(ContratCejJson { start, end, planned_end });

impl Readable for ContratCej {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = ContratCejJson::read(deserializer)?;
        Ok(Self { start: required(read.start, "start")?, end: read.end })
    }
}

/// `true`, `false` or `"unknown"`.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum AttestedJson {
    Known(bool),
    Word(UnknownWord),
}

#[derive(JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(dead_code, reason = "only its schema is used")]
enum UnknownWord {
    Unknown,
}

struct Attested(Option<bool>);

struct AttestedTake;

impl Take<'_> for AttestedTake {
    type Value = Attested;

    fn expected(&self) -> &'static str {
        "true, false or \"unknown\""
    }

    fn boolean<E: Error>(self, value: bool) -> Result<Attested, E> {
        Ok(Attested(Some(value)))
    }

    fn text<E: Error>(self, text: &str) -> Result<Attested, E> {
        if text == "unknown" { Ok(Attested(None)) } else { self.refuse() }
    }
}

impl Readable for Attested {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::read(deserializer, AttestedTake)
    }
}

/// Declares how a fact is read: its keys, then those that must be there. A macro, where a function would not do:
/// the structure that is read and the fact must not drift apart.
macro_rules! fact {
    ($name:ident by $read:ident { $($must:ident: $must_type:ty,)* ; $($may:ident: $may_type:ty,)* }) => {
        #[derive(Default)]
        struct $read {
            $($must: Option<$must_type>,)*
            $($may: Option<$may_type>,)*
        }

        keyed!($read { $($must,)* $($may,)* });

        impl Readable for $name {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let read = $read::read(deserializer)?;
                Ok(Self { $($must: required(read.$must, stringify!($must))?,)* $($may: read.$may,)* })
            }
        }
    };
}

fact! { Period by PeriodeRead { from: Date, ; until: Date, } }
fact! { InterruptionJson by InterruptionRead { from: Date, cause: InterruptionCause, ; until: Date, } }

impl Readable for ProgrammeKind {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, "a kind of programme")
    }
}

impl Readable for InterruptionCause {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, "a cause of interruption")
    }
}

deserialize!(Programme, ContratCej, Period, Fse);
