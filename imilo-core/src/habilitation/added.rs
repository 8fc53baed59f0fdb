//! Rows and versions that an integrator adds: a local convention, an annexe that could not be read here, a later decree
//! (decision 4). They add what a text allows or complete what is unknown, and never lift a prohibition of the law.

use std::borrow::Cow;

use crate::calendar::Date;
use crate::error::{CodedError, ErrorCode};
use crate::law::{Citation, Evidence, Version};

use super::added_check::{check_row, check_rows};
use super::added_json::{AjoutsJson, RowJson};
use super::condition::{AFTER_MOVE, Condition, ConditionSet};
use super::tables::{AccessList, Extent, ListRow, Necessity, NirRule, Tables};
use super::words::Operation;

/// A row that an integrator added, and the days on which it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedRow {
    /// First day.
    pub from: Date,
    /// First day on which it no longer holds; none = open.
    pub until: Option<Date>,
    /// The row, marked as added.
    pub row: ListRow,
}

impl AddedRow {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether it belongs to the list that decides on an operation.
    pub(super) fn is_of(&self, operation: Operation) -> bool {
        self.row.operations.iter().any(|it| Tables::list_name(it) == Tables::list_name(operation))
    }
}

/// Why an addition is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddedReason {
    /// It cannot be read: what serde says, without a value.
    Json(String),
    /// It cites nothing, or what nobody read.
    Citation,
    /// Its period is reversed, or begins before the décret of 2015.
    Period,
    /// No purpose, no operation, no datum; a link without the other processing.
    Empty,
    /// Operations of two lists.
    TwoLists,
    /// The list was read in full on those days.
    ListRead,
    /// It would lift a prohibition.
    Prohibition,
    /// Another added row says it already.
    Overlap,
    /// No name, or a name that stands twice.
    Name,
    /// A version does not enter after those before it.
    Order,
    /// A key or condition that has no effect here, or that these operations never meet.
    Useless,
}

/// Which prohibition an added row would lift.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lifted {
    /// The purpose is none of the processing's.
    Purpose,
    /// Free text goes to no recipient.
    FreeText,
    /// The row that was read excludes the datum, or does not hold it.
    Data,
    /// Each mission locale reaches only its own dossiers, but after a move and for its own payments.
    Structure,
    /// Conditions of the law that the row must repeat.
    Conditions(ConditionSet),
}

impl Lifted {
    /// For people, in French and in English.
    #[must_use]
    pub fn words(self) -> (String, String) {
        let (fr, en) = match self {
            Self::Purpose => (
                "cette finalité n'est pas de celles du traitement",
                "that purpose is none of the processing's",
            ),
            Self::FreeText => {
                ("les textes libres ne vont à aucun destinataire", "free text goes to no recipient")
            }
            Self::Data => (
                "la ligne lue exclut cette donnée, ou ne la contient pas",
                "the row that was read excludes that datum, or does not hold it",
            ),
            Self::Structure => (
                "chaque mission locale n'accède qu'à ses dossiers : own_structure, ou moved et new_zone, ou former_structure et payment_engaged",
                "each mission locale reaches only its own dossiers: own_structure, or moved and new_zone, or former_structure and payment_engaged",
            ),
            Self::Conditions(conditions) => {
                let codes = conditions.iter().map(Condition::code).collect::<Vec<_>>().join(", ");
                return (format!("conditions à répéter : {codes}"), format!("conditions to repeat: {codes}"));
            }
        };
        (fr.to_owned(), en.to_owned())
    }
}

/// An addition that is refused: where it stands, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {}", .reason.code().row().en)]
pub struct AddedError {
    /// Its place in the JSON (`rows[2].purposes[0]`).
    pub place: String,
    /// Why.
    pub reason: AddedReason,
    /// Of [`AddedReason::Prohibition`], which one.
    pub lifted: Option<Lifted>,
}

impl AddedError {
    pub(super) const fn new(place: String, reason: AddedReason) -> Self {
        Self { place, reason, lifted: None }
    }

    pub(super) const fn lifts(place: String, lifted: Lifted) -> Self {
        Self { place, reason: AddedReason::Prohibition, lifted: Some(lifted) }
    }

    /// Its sentences, in French and in English.
    #[must_use]
    pub fn words(&self) -> (String, String) {
        let row = self.reason.code().row();
        let (fr, en) = self.lifted.map_or_else(Default::default, |lifted| {
            let (fr, en) = lifted.words();
            (format!(" ({fr})"), format!(" ({en})"))
        });
        (format!("{}{fr}", row.fr), format!("{}{en}", row.en))
    }
}

impl AddedReason {
    /// The code of the catalogue.
    #[must_use]
    pub const fn code(&self) -> ErrorCode {
        match self {
            Self::Json(_) => ErrorCode::JsonField,
            Self::Citation => ErrorCode::AddedCitation,
            Self::Period => ErrorCode::AddedPeriod,
            Self::Empty => ErrorCode::AddedEmpty,
            Self::TwoLists => ErrorCode::AddedTwoLists,
            Self::ListRead => ErrorCode::AddedListRead,
            Self::Prohibition => ErrorCode::AddedProhibition,
            Self::Overlap => ErrorCode::AddedOverlap,
            Self::Name => ErrorCode::AddedName,
            Self::Order => ErrorCode::TimelineOrder,
            Self::Useless => ErrorCode::AddedUseless,
        }
    }
}

impl CodedError for AddedError {
    fn code(&self) -> ErrorCode {
        self.reason.code()
    }

    fn field(&self) -> Option<String> {
        Some(self.place.clone())
    }
}

impl Tables {
    /// These tables with the rows and versions of a JSON text (schema: `schemas/habilitation-ajouts.schema.json`), marked
    /// as added.
    ///
    /// ```
    /// use imilo_core::habilitation::{AddedReason, Tables};
    /// let row = r#"{"name": "ASP, annexe 3", "actor": "asp", "purposes": ["benefit_payment"], "operations": ["transmit"],
    ///     "fields": ["1°"], "conditions": ["allowance_due"], "from": "2026-02-01",
    ///     "citation": {"code": "A2025-01-03:annexe 3:ASP", "evidence": "seen"}}"#;
    /// let tables = Tables::built_in().with_added(&format!(r#"{{"rows": [{row}]}}"#))
    ///     .map_err(|errors| errors[0].to_string())?;
    /// assert_eq!(tables.added.len(), 1);
    /// // The list of 2015 was read in full: a row more would lift what it refuses.
    /// let early = format!(r#"{{"rows": [{}]}}"#, row.replace("2026-02-01", "2020-02-01"));
    /// let errors = Tables::built_in().with_added(&early).unwrap_err();
    /// assert_eq!((errors[0].place.as_str(), &errors[0].reason), ("rows[0].from", &AddedReason::ListRead));
    /// # Ok::<(), String>(())
    /// ```
    ///
    /// # Errors
    /// Every [`AddedError`], each with its place; nothing is added then.
    pub fn with_added(&self, json: &str) -> Result<Self, Vec<AddedError>> {
        let mut reader = serde_json::Deserializer::from_str(json);
        let read: AjoutsJson = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let reason = AddedReason::Json(error.inner().to_string());
            vec![AddedError::new(error.path().to_string(), reason)]
        })?;
        reader
            .end()
            .map_err(|error| vec![AddedError::new(".".to_owned(), AddedReason::Json(error.to_string()))])?;
        self.with_read(&read)
    }

    /// The same of additions that were read.
    pub(crate) fn with_read(&self, read: &AjoutsJson) -> Result<Self, Vec<AddedError>> {
        let mut tables = self.clone();
        let mut errors = Vec::new();
        for (index, version) in read.versions().iter().enumerate() {
            let place = format!("versions[{index}]");
            tables.add_version(version, &place, &mut errors);
        }
        let rows: Vec<AddedRow> = read.rows().iter().map(RowJson::row).collect();
        for (index, (row, json)) in rows.iter().zip(read.rows()).enumerate() {
            check_row(&tables, row, json, &format!("rows[{index}]"), &mut errors);
        }
        tables.added.extend(rows);
        check_rows(&tables.added, self.added.len(), &mut errors);
        if errors.is_empty() { Ok(tables) } else { Err(errors) }
    }

    /// Adds a version of a list after its last one.
    fn add_version(
        &mut self,
        version: &super::added_json::VersionJson,
        place: &str,
        errors: &mut Vec<AddedError>,
    ) {
        let mut refuse = |at: &str, reason| {
            errors.push(AddedError::new(format!("{place}.{at}"), reason));
        };
        let citation = version.citation();
        if citation.code.is_empty() || citation.evidence == Evidence::Unknown {
            return refuse("citation", AddedReason::Citation);
        }
        let value = AccessList { in_full: version.in_full(), rows: Cow::Borrowed(&[]) };
        let added = Version {
            id: Cow::Owned(version.name().to_owned()),
            entry: version.entry(),
            citation,
            value: crate::law::Provision::Stated(value),
        };
        if version.name().is_empty() {
            return refuse("name", AddedReason::Name);
        }
        // A list that was read in full, as the integrator says, holds the rows that he adds with it.
        let line = self.line_mut(version.list());
        if line.append(added).is_err() {
            refuse("from", AddedReason::Order);
        }
    }
}

impl RowJson {
    /// The row. Whoever acts is designated, habilitated, and has the operation in his profile.
    pub(super) fn row(&self) -> AddedRow {
        let always = ConditionSet::of(&[
            Condition::Designated,
            Condition::Habilitated,
            Condition::OperationHabilitated,
        ]);
        let operations = self.operations();
        let conditions: ConditionSet = self.conditions().iter().copied().collect();
        let necessity = match operations.iter().next() {
            // Art. 3 II: what continuity needs after a move.
            _ if AFTER_MOVE.minus(conditions).is_empty() => Necessity::Continuity,
            Some(Operation::Transmit | Operation::Link) => Necessity::Attested,
            Some(Operation::OpenFseArchive) => Necessity::Authorisation,
            _ => Necessity::Habilitation,
        };
        AddedRow {
            from: self.from(),
            until: self.until(),
            row: ListRow {
                id: Cow::Owned(self.name().to_owned()),
                actor: self.actor(),
                finalites: self.purposes().iter().copied().collect(),
                operations,
                processing: self.processing(),
                conditions: conditions.union(always),
                extent: Extent::at_least(self.donnees().opened()),
                necessity,
                nir: if self.nir() { NirRule::Included } else { NirRule::OwnTitle },
                form: self.form(),
                citation: Citation {
                    code: Cow::Owned(self.citation_code().to_owned()),
                    evidence: self.evidence(),
                    url: Cow::Owned(self.url().to_owned()),
                },
                readings: Cow::Borrowed(&[]),
                added: true,
            },
        }
    }
}
