//! From a dossier of I-MILO to a participation: what can be said, and what cannot, by name.
//!
//! # Source
//! Categories of the opinion of the CNIL 2014-466 on I-MILO; which datum answers which question is *inferred*. The traps:
//! « difficultés de logement » is wider than housing exclusion, RQTH is narrower than disability, a length without
//! employment is not « unemployed since », and « parent né à l'étranger » is an optional answer: empty is not no.

mod education;
mod nationality;
mod person;
mod results;
mod situations;
mod status;
#[cfg(test)]
mod tests;

use situations::Situations;

use super::{Answer, Options, Participation};
use crate::calendar::Date;
use crate::dossier::{Champ, Dossier, Field};

/// The operation in which a young person takes part: what no dossier holds.
#[derive(Clone, Copy)]
pub struct Operation<'a> {
    /// Pseudonym of the person.
    pub participant_id: &'a str,
    /// The operation.
    pub operation_id: &'a str,
    /// First entry.
    pub entry_date: Date,
    /// Final exit; none: still in it.
    pub exit_date: Option<Date>,
}

impl core::fmt::Debug for Operation<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Operation(…)")
    }
}

/// Why a variable could not be derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapKind {
    /// The source does not carry the datum.
    NotCarried,
    /// The datum is there and empty: not answered, which is not « no ».
    NotAnswered,
    /// The datum says more than the question asks: a yes is not narrowed to it.
    Wider,
    /// The datum says less than the question asks: a no does not answer it.
    Narrower,
    /// No datum of the dossier answers the question.
    NoSource,
    /// What is there does not decide.
    Undecided,
}

/// A variable that is unknown after the mapping, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Variable of the participation.
    pub variable: &'static str,
    /// Why.
    pub kind: GapKind,
    /// Data of the dossier that were looked at.
    pub looked_at: &'static [Champ],
    /// Sentence in French.
    pub fr: &'static str,
    /// Sentence in English.
    pub en: &'static str,
}

/// A variable that is known by an assumption of the tables: what was assumed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// Variable of the participation.
    pub variable: &'static str,
    /// Sentence in French.
    pub fr: &'static str,
    /// Sentence in English.
    pub en: &'static str,
}

/// What a dossier gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapped {
    /// The participation.
    pub participation: Participation,
    /// Its unknown variables, with the reason.
    pub gaps: Vec<Gap>,
    /// Its variables that are known by an assumption.
    pub assumptions: Vec<Assumption>,
}

impl Participation {
    /// The participation of a young person in an operation, as far as the dossier tells.
    ///
    /// ```
    /// use imilo_core::dossier::Dossier;
    /// use imilo_core::fse::{Answer, GapKind, Operation, Options, Participation};
    /// let dossier: Dossier = serde_json::from_str(r#"{"social": {"travailleur_handicape": false}}"#)?;
    /// let operation = Operation {
    ///     participant_id: "p1", operation_id: "o1", entry_date: "2023-10-02".parse()?, exit_date: None,
    /// };
    /// let mapped = Participation::from_dossier(&dossier, operation, &Options::default());
    /// assert_eq!(mapped.participation.disability, Answer::Empty, "no RQTH is not: no disability");
    /// let gap = mapped.gaps.iter().find(|gap| gap.variable == "disability").ok_or("a gap")?;
    /// assert_eq!(gap.kind, GapKind::Narrower);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn from_dossier(dossier: &Dossier, operation: Operation<'_>, options: &Options) -> Mapped {
        Self::map(dossier, operation, options, None)
    }

    /// The same of a dossier as it stood on a day: what begins later, and a day six months after the exit that had not
    /// come, were not observed. Without the day a situation that has no end is taken to last.
    ///
    /// ```
    /// use imilo_core::dossier::{Dossier, Field};
    /// use imilo_core::fse::{Operation, Options, Participation};
    /// let dossier: Dossier = serde_json::from_str(
    ///     r#"{"formation": {"situations": [{"categorie": "Emploi", "date_debut": "2024-04-18"}]}}"#,
    /// )?;
    /// let operation = Operation {
    ///     participant_id: "p1", operation_id: "o1",
    ///     entry_date: "2023-10-02".parse()?, exit_date: Some("2024-03-29".parse()?),
    /// };
    /// let in_may = "2024-05-02".parse()?;
    /// let mapped = Participation::from_dossier_on(&dossier, operation, &Options::default(), in_may);
    /// assert_eq!(mapped.participation.status_6m, Field::NotCarried, "September has not come");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn from_dossier_on(
        dossier: &Dossier,
        operation: Operation<'_>,
        options: &Options,
        day: Date,
    ) -> Mapped {
        Self::map(dossier, operation, options, Some(day))
    }

    fn map(dossier: &Dossier, operation: Operation<'_>, options: &Options, day: Option<Date>) -> Mapped {
        let mut mapping = Mapping { dossier, operation, day, gaps: Vec::new(), assumptions: Vec::new() };
        let situations = Situations::of(dossier);
        let at_entry = situations.before(operation.entry_date);
        let raw = mapping.raw(&at_entry, options);
        let mut participation = Self {
            participant_id: Field::Given(operation.participant_id.to_owned()),
            operation_id: Field::Given(operation.operation_id.to_owned()),
            entry_date: Field::Given(operation.entry_date),
            exit_date: operation.exit_date.map_or(Field::NotCarried, Field::Given),
            birth_date: mapping.birth_date(),
            gender: mapping.gender(),
            unemployed_since: mapping.unemployed_since(&raw, options),
            raw: Field::Given(raw),
            in_education_entry: mapping.in_education(&at_entry),
            isced_entry: mapping.isced(),
            foreign_background: mapping.foreign_background(),
            disability: mapping.disability(),
            other_disadvantaged: mapping.other_disadvantaged(),
            homeless: mapping.homeless(),
            nationalities: mapping.nationalities(),
            single_adult_household: mapping.single_adult(),
            dependent_children: mapping.dependent_children(),
            cej: mapping.cej(),
            ..Self::default()
        };
        participation.foreign_background_or_minority =
            mapping.background_or_minority(participation.foreign_background);
        mapping.results(&situations, options, &mut participation);
        mapping.without_source();
        Mapped { participation, gaps: mapping.gaps, assumptions: mapping.assumptions }
    }
}

struct Mapping<'a> {
    dossier: &'a Dossier,
    operation: Operation<'a>,
    /// The day on which the dossier stood so.
    day: Option<Date>,
    gaps: Vec<Gap>,
    assumptions: Vec<Assumption>,
}

impl Mapping<'_> {
    fn gap(
        &mut self,
        variable: &'static str,
        kind: GapKind,
        looked_at: &'static [Champ],
        [fr, en]: [&'static str; 2],
    ) {
        self.gaps.push(Gap { variable, kind, looked_at, fr, en });
    }

    /// A gap for what is not carried or empty; the state of the field is kept.
    fn unanswered<T, U>(
        &mut self,
        variable: &'static str,
        field: &Field<T>,
        of: &'static [Champ],
    ) -> Field<U> {
        if field.is_carried() {
            let texts = ["non répondu : ce n'est pas « non »", "not answered: that is not no"];
            self.gap(variable, GapKind::NotAnswered, of, texts);
            Field::Empty
        } else {
            let texts = ["donnée absente de la source", "the source does not carry the datum"];
            self.gap(variable, GapKind::NotCarried, of, texts);
            Field::NotCarried
        }
    }

    fn unanswered_answer<T>(
        &mut self,
        variable: &'static str,
        field: &Field<T>,
        of: &'static [Champ],
    ) -> Answer {
        match self.unanswered::<T, ()>(variable, field, of) {
            Field::NotCarried => Answer::NotCarried,
            Field::Empty | Field::Given(()) => Answer::Empty,
        }
    }
}
