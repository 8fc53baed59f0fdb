//! The statement of the consultations of a dossier: as the journal gives it, and as the access dossier takes it.

use imilo_core::calendar::Date;
use imilo_core::dossier::Champ;
use imilo_core::habilitation::{Actor, DonneeSet, Finalite, Operation};
use imilo_core::journal::{self, DossierRef, Flaw, StatementOf};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

/// Name and version of the shape of a [`ConsultationStatement`].
const SCHEMA: &str = "imilo-consultations/1";

/// A consultation, as the statement of the journal has it: not by whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consultation {
    /// Day.
    pub day: Date,
    /// Operation, by its code.
    pub operation: String,
    /// Purpose, by its code.
    pub purpose: Option<String>,
    /// Class of who acted, by its code.
    pub actor: String,
    /// Names of the data.
    #[serde(default)]
    pub data: Vec<String>,
}

/// A segment of a day that was purged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PurgedDay {
    /// The day of the operations.
    pub day: Date,
    /// The day of the purge.
    pub on: Date,
    /// How many of its events, of whatever dossier, are held for disputes.
    pub held: u64,
    /// Codes of the provisions by which it was purged.
    pub founded_by: Vec<String>,
}

/// Something that is wrong in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DamagedDay {
    /// The day; none: it may be any.
    pub day: Option<Date>,
    /// Its code, as the verification of a journal has it.
    pub code: String,
    /// Where and what, in French.
    pub fr: String,
    /// Where and what, in English.
    pub en: String,
}

/// What a statement is complete for. A day of the journal that is neither read, purged nor damaged has no event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// First day asked; none: from the first of the journal.
    pub from: Option<Date>,
    /// Last day asked; none: to the last of the journal.
    pub to: Option<Date>,
    /// First day of the journal, purged or not; none: it is empty.
    pub begins: Option<Date>,
    /// Whether nothing of the days asked is purged or damaged.
    pub complete: bool,
    /// Whether a known key attests every day that was closed.
    pub attested: bool,
    /// Days that were read whole.
    pub read: Vec<Date>,
    /// Of these, those that are not closed: consultations may be added to them.
    #[serde(default)]
    pub open: Vec<Date>,
    /// Days that are no longer there, or of which only what a dispute holds is.
    pub purged: Vec<PurgedDay>,
    /// What is wrong: consultations of these days may be missing.
    pub damaged: Vec<DamagedDay>,
}

impl Coverage {
    /// The last day that was read.
    #[must_use]
    pub fn last_read(&self) -> Option<Date> {
        self.read.iter().max().copied()
    }
}

/// Two sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

/// The statement of the consultations of a dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsultationStatement {
    /// Name and version of this shape.
    pub schema: String,
    /// What was found, in a sentence.
    pub summary: Summary,
    /// Reference under which the events of the dossier stand: whoever joins the statement to an answer compares it.
    #[serde(default)]
    pub dossier_ref: Option<String>,
    /// The consultations, in the order of the journal.
    pub consultations: Vec<Consultation>,
    /// What they are complete for.
    pub coverage: Coverage,
}

impl ConsultationStatement {
    /// Of a statement that was read from a journal, and what else is known to be wrong in it.
    #[must_use]
    pub fn of(read: &journal::Statement, asked: &StatementOf, also: &[Flaw]) -> Self {
        let lines = read.consultations.lines().iter();
        let consultations: Vec<_> = lines
            .map(|line| Consultation {
                day: line.day,
                operation: line.operation.clone(),
                purpose: line.purpose.clone(),
                actor: line.actor.clone(),
                data: line.data.clone(),
            })
            .collect();
        let purged = read.purged.iter().map(|(id, purged)| PurgedDay {
            day: id.day(),
            on: purged.on,
            held: purged.events_held(),
            founded_by: purged.founded_by.clone(),
        });
        let damaged = read.flaws.iter().chain(also).map(|flaw| DamagedDay {
            day: flaw.segment.map(|id| id.day()),
            code: flaw.kind.code().to_owned(),
            fr: flaw.fr(),
            en: flaw.to_string(),
        });
        let coverage = Coverage {
            from: asked.from,
            to: asked.to,
            begins: read.begins,
            complete: read.is_complete() && also.is_empty(),
            attested: read.attested,
            read: read.read.iter().filter(|day| !is_of(also, **day)).copied().collect(),
            open: read.open.iter().filter(|day| !is_of(also, **day)).copied().collect(),
            purged: purged.collect(),
            damaged: damaged.collect(),
        };
        let summary = summary(consultations.len(), &coverage);
        let dossier_ref = Some(asked.dossier.to_hex());
        Self { schema: SCHEMA.to_owned(), summary, dossier_ref, consultations, coverage }
    }
}

fn is_of(flaws: &[Flaw], day: Date) -> bool {
    flaws.iter().any(|flaw| flaw.segment.is_some_and(|id| id.day() == day))
}

fn summary(count: usize, coverage: &Coverage) -> Summary {
    let Coverage { read, purged, damaged, attested, .. } = coverage;
    let forged = damaged.iter().any(|damaged| damaged.code == journal::FlawKind::NotAttested.code());
    let (read, purged, damaged) = (read.len(), purged.len(), damaged.len());
    let (fr_whole, en_whole) = if coverage.complete {
        ("relevé complet pour les jours demandés", "complete for the days asked")
    } else {
        ("RELEVÉ INCOMPLET pour les jours demandés", "NOT COMPLETE for the days asked")
    };
    let (fr_key, en_key) = if *attested {
        ("chaque jour clos est attesté par la clé", "every closed day is attested by the key")
    } else if forged {
        ("tous les jours clos ne sont pas attestés par la clé", "not every closed day is attested by the key")
    } else {
        ("aucun jour n'est encore clos", "no day is closed yet")
    };
    Summary {
        fr: format!(
            "{fr_whole} ; consultations : {count}, jours lus en entier : {read}, jours purgés : {purged}, anomalies : {damaged} ; {fr_key}"
        ),
        en: format!(
            "{en_whole}; consultations: {count}, days read whole: {read}, days purged: {purged}, flaws: {damaged}; {en_key}"
        ),
    }
}

/// What a request gives as statement: the whole of it, or its consultations alone, which say not what they are complete for.
#[derive(Clone, Debug)]
pub(crate) enum Given {
    Alone(Vec<Consultation>),
    Whole(Box<ConsultationStatement>),
}

impl<'de> Deserialize<'de> for Given {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Given;

            fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str("a statement, or a list of consultations")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Given, A::Error> {
                Vec::deserialize(SeqAccessDeserializer::new(list)).map(Given::Alone)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Given, A::Error> {
                let whole = ConsultationStatement::deserialize(MapAccessDeserializer::new(map))?;
                Ok(Given::Whole(Box::new(whole)))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

/// What is told for a word that is no code: whoever wrote the journal may have put a name there.
const UNKNOWN: (&str, &str, &str) =
    ("opération non précisée", "catégorie de personne non précisée", "raison non précisée");

/// A consultation with its codes in words. What is no code is left out: no name of an agent gets through.
pub(super) fn told(consultation: &Consultation) -> Consultation {
    let operation = Operation::by_code(&consultation.operation).map(|word| word.words().0);
    let actor = Actor::by_code(&consultation.actor).map(|word| word.words().0);
    let purpose = |code: &String| Finalite::by_code(code).map_or(UNKNOWN.2, |word| word.words().0).to_owned();
    let known = |name: &&String| DonneeSet::by_code(name).is_some();
    Consultation {
        day: consultation.day,
        operation: operation.unwrap_or(UNKNOWN.0).to_owned(),
        purpose: consultation.purpose.as_ref().map(purpose),
        actor: actor.unwrap_or(UNKNOWN.1).to_owned(),
        data: consultation.data.iter().filter(known).map(|name| label(name)).collect(),
    }
}

/// A field by its label; another code as it is.
fn label(name: &str) -> String {
    let champ = Champ::ALL.iter().find(|champ| champ.row().path == name);
    champ.map_or(name, |champ| champ.row().fr).to_owned()
}

/// What a statement is complete for, without the words of who made it.
pub(super) fn covered(coverage: &Coverage) -> Coverage {
    let known = |code: &&String| imilo_core::law::articles::article(code).is_ok();
    let mut told = coverage.clone();
    for purged in &mut told.purged {
        purged.founded_by = purged.founded_by.iter().filter(known).cloned().collect();
    }
    for damaged in &mut told.damaged {
        let kind = journal::FlawKind::ALL.into_iter().find(|kind| kind.code() == damaged.code);
        let (code, (fr, en)) = kind.map_or(("", ("", "")), |kind| (kind.code(), kind.words()));
        (damaged.code, damaged.fr, damaged.en) = (code.to_owned(), fr.to_owned(), en.to_owned());
    }
    told
}

/// A reference of a journal as it may be printed: hexadecimal digits of its length, and nothing else.
pub(super) fn reference(text: &str) -> Option<String> {
    DossierRef::from_hex(text).map(|reference| reference.to_hex())
}
