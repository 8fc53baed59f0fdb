//! One recipient, many dossiers: what differs stands in columns, what is granted comes as masks.

use crate::error::{CodedError, ErrorCode};

use super::condition::ConditionSet;
use super::donnee::DonneeSet;
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
        let mut counts = AnswerCounts::default();
        for (index, (owner, out)) in columns.mission_locales.iter().zip(granted).enumerate() {
            let mut request = Request { mission_locale: owner, ..*common };
            if let Some(attested) = columns.attested.and_then(|column| column.get(index)) {
                request.facts.attested = request.facts.attested.union(*attested);
            }
            if let Some(state) = columns.states.and_then(|column| column.get(index)) {
                request.facts.state = *state;
            }
            let answer = self.answer(&request);
            *out = answer.granted;
            if !answer.refused.is_empty() || request.donnees.is_empty() {
                counts.refused += 1;
            } else if answer.granted == request.donnees {
                counts.granted += 1;
            } else {
                counts.undetermined += 1;
            }
        }
        Ok(counts)
    }
}
