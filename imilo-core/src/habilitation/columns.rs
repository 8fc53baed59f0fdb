//! One recipient, many dossiers: what differs stands in columns, what is granted comes as masks.

use crate::error::{CodedError, ErrorCode};
use crate::explain::Outcome;

use super::condition::ConditionSet;
use super::donnee::DonneeSet;
use super::judgment::Answer;
use super::request::Request;
use super::rules::AccessRules;
use super::words::DossierState;

/// What differs from one dossier to the next; a column that is absent stands as in the common request.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'a> {
    /// The structure that holds each dossier.
    pub mission_locales: &'a [&'a str],
    /// Facts attested of each dossier, besides those of the common request.
    pub attested: Option<&'a [ConditionSet]>,
    /// State of each dossier.
    pub states: Option<&'a [DossierState]>,
}

/// What differs on one dossier; what is none stands as in the common request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColumnRow<'a> {
    /// The structure that holds it.
    pub mission_locale: Option<&'a str>,
    /// Facts attested of it, besides those of the common request.
    pub attested: ConditionSet,
    /// Its state.
    pub state: Option<DossierState>,
}

impl<'a> ColumnRow<'a> {
    /// The common request as it stands on this dossier.
    ///
    /// ```
    /// use imilo_core::habilitation::{Actor, ColumnRow, DonneeSet, Facts, Finalite, Form, Operation, Request, Requester};
    /// let common = Request {
    ///     actor: Requester::new(Actor::Asp),
    ///     operation: Operation::Transmit,
    ///     finalite: Finalite::BenefitPayment,
    ///     form: Form::Nominative,
    ///     mission_locale: "ML-A",
    ///     donnees: DonneeSet::ALL,
    ///     facts: Facts::NONE,
    /// };
    /// let row = ColumnRow { mission_locale: Some("ML-B"), ..ColumnRow::default() };
    /// assert_eq!(row.on(&common).mission_locale, "ML-B");
    /// ```
    #[must_use]
    pub fn on(&self, common: &Request<'a>) -> Request<'a> {
        let mut request = *common;
        request.mission_locale = self.mission_locale.unwrap_or(common.mission_locale);
        request.facts.attested = request.facts.attested.union(self.attested);
        request.facts.state = self.state.unwrap_or(common.facts.state);
        request
    }
}

/// A column has not as many rows as the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a column has not as many rows as the others")]
pub struct ColumnLength {
    /// Its name.
    pub column: &'static str,
}

impl CodedError for ColumnLength {
    fn code(&self) -> ErrorCode {
        ErrorCode::ColumnLength
    }

    fn field(&self) -> Option<String> {
        Some(self.column.to_owned())
    }
}

/// How many dossiers were answered how, each as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AnswerCounts {
    /// All data granted.
    pub granted: u64,
    /// A datum refused.
    pub refused: u64,
    /// None refused, a datum undetermined.
    pub undetermined: u64,
}

impl AccessRules<'_> {
    /// Answers the same request on many dossiers: writes what is granted of each, and counts. Nothing is allocated.
    ///
    /// # Errors
    /// [`ColumnLength`] when a column, or the output, has another length than `mission_locales`; nothing is written then.
    pub fn grant_columns(
        &self,
        common: &Request<'_>,
        columns: Columns<'_>,
        granted: &mut [DonneeSet],
    ) -> Result<AnswerCounts, ColumnLength> {
        let rows = columns.mission_locales.len();
        let lengths = [
            ("attested", columns.attested.map_or(rows, <[_]>::len)),
            ("states", columns.states.map_or(rows, <[_]>::len)),
            ("granted", granted.len()),
        ];
        if let Some((column, _)) = lengths.into_iter().find(|(_, length)| *length != rows) {
            return Err(ColumnLength { column });
        }
        let cell = |index| ColumnRow {
            mission_locale: columns.mission_locales.get(index).copied(),
            attested: columns.attested.and_then(|column| column.get(index)).copied().unwrap_or_default(),
            state: columns.states.and_then(|column| column.get(index)).copied(),
        };
        let mut out = granted.iter_mut();
        Ok(self.grant_rows(common, rows, cell, |answer, _| {
            if let Some(out) = out.next() {
                *out = answer.granted;
            }
        }))
    }

    /// The same of rows that the caller gives one by one, in order, and takes likewise: columns of another library are
    /// read where they lie. Nothing is allocated.
    ///
    /// ```
    /// use imilo_core::habilitation::{AccessRules, Actor, ColumnRow, DonneeSet, Facts, Finalite, Form, Operation, Options};
    /// use imilo_core::habilitation::{Request, Requester, Tables};
    ///
    /// let day = "2018-03-14".parse()?;
    /// let tables = Tables::built_in();
    /// let rules = AccessRules::on(day, &tables, Options::default())?;
    /// let common = Request {
    ///     actor: Requester::agent("ML-A", day),
    ///     operation: Operation::Consult,
    ///     finalite: Finalite::Accompaniment,
    ///     form: Form::Nominative,
    ///     mission_locale: "ML-A",
    ///     donnees: DonneeSet::by_code("I.A.1").unwrap_or_default(),
    ///     facts: Facts::NONE,
    /// };
    /// let owners = ["ML-A", "ML-B"];
    /// let row = |index: usize| ColumnRow { mission_locale: owners.get(index).copied(), ..ColumnRow::default() };
    /// let counts = rules.grant_rows(&common, owners.len(), row, |answer, _| println!("{}", answer.granted.len()));
    /// assert_eq!((counts.granted, counts.refused), (1, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn grant_rows<'a>(
        &self,
        common: &Request<'a>,
        rows: usize,
        row: impl Fn(usize) -> ColumnRow<'a>,
        mut give: impl FnMut(&Answer<'_>, Outcome),
    ) -> AnswerCounts {
        let mut counts = AnswerCounts::default();
        for index in 0..rows {
            let request = row(index).on(common);
            let answer = self.answer(&request);
            let outcome = if !answer.refused.is_empty() || request.donnees.is_empty() {
                counts.refused += 1;
                Outcome::NotConforming
            } else if answer.granted == request.donnees {
                counts.granted += 1;
                Outcome::Conforming
            } else {
                counts.undetermined += 1;
                Outcome::Undetermined
            };
            give(&answer, outcome);
        }
        counts
    }
}
