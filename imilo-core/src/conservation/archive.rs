//! The FSE paragraph of article 6 (II in 2015, V from 2021): nineteen years for a control, and no other use.

use crate::calendar::{Date, Rounding};
use crate::law::{Evidence, Provision};

use super::facts::{Fact, FactSet, Fse, Interruption, InterruptionCause};
use super::readings::{A7, A8, Readings};
use super::tables::Origine;
use super::term::{Bound, Rules};

/// Until when co-financed data stay in the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Archive {
    /// First day outside the archive.
    pub(super) bound: Bound,
    /// Evidence of the paragraph, lowered by an interruption that counts.
    pub(super) evidence: Evidence,
    /// An interruption moved the term, or holds it open.
    pub(super) interrupted: bool,
    /// A day did not exist in the year of arrival.
    pub(super) rounded: bool,
    /// The start was chosen by reading A7.
    pub(super) by_a7: bool,
    pub(super) missing: FactSet,
    pub(super) would_extend: FactSet,
}

/// The FSE paragraph; none when the dossier is not co-financed, or not known to be.
pub(super) fn archive(rules: &Rules<'_>, fse: &Fse, readings: &Readings) -> Option<Archive> {
    let Fse::Cofinanced { first_record, last_record, interruptions } = fse else { return None };
    let mut answer = Archive {
        bound: Bound::Unknown,
        evidence: rules.archive.citation.evidence,
        interrupted: false,
        rounded: false,
        by_a7: false,
        missing: FactSet::default(),
        would_extend: FactSet::default(),
    };
    let Provision::Stated(rule) = rules.archive.value else { return Some(answer) };
    answer.by_a7 = rule.origine == Origine::SelonLectureA7;
    let from_first = match rule.origine {
        Origine::Premiere => true,
        Origine::Derniere => false,
        Origine::SelonLectureA7 => readings.a7 == A7::First,
    };
    let (record, fact) =
        if from_first { (first_record, Fact::FirstRecord) } else { (last_record, Fact::LastRecord) };
    let Some(record) = record else {
        answer.missing.insert(fact);
        return Some(answer);
    };
    let years = |from: Date| from.plus_years(rule.annees, Rounding::LastDayOfMonth);
    let first = years(*record);
    answer.rounded = first.rounded;
    let Some(interruptions) = interruptions else {
        answer.would_extend.insert(Fact::Interruptions);
        answer.bound = Bound::AtLeast(first.date);
        return Some(answer);
    };
    let mut expiry = first.date;
    for (from, until) in merged(interruptions) {
        // Only what began before the term, as prolonged so far, prolongs it (reading A8).
        if from >= expiry {
            break;
        }
        let prolonged = until.map(|until| match readings.a8 {
            A8::Pause => expiry.plus_days(from.days_until(until)),
            // « prorogée »: a restart never shortens.
            A8::Restart => expiry.max(years(until).date),
        });
        if prolonged == Some(expiry) {
            continue;
        }
        answer.interrupted = true;
        answer.evidence = rule.prorogation.map_or(answer.evidence, |known| answer.evidence.weaker(known));
        let Some(prolonged) = prolonged else {
            answer.bound = Bound::Open;
            return Some(answer);
        };
        expiry = prolonged;
    }
    answer.bound = Bound::Known(expiry);
    Some(answer)
}

/// The interruptions of the two causes of the text, in order, overlapping and adjacent ones made one.
fn merged(interruptions: &[Interruption]) -> Vec<(Date, Option<Date>)> {
    let mut periods: Vec<_> = interruptions
        .iter()
        .filter(|interruption| interruption.cause != InterruptionCause::Other)
        .map(|interruption| (interruption.period.from, interruption.period.until))
        .filter(|(from, until)| until.is_none_or(|until| *from < until))
        .collect();
    periods.sort_unstable_by_key(|(from, _)| *from);
    let mut merged: Vec<(Date, Option<Date>)> = Vec::with_capacity(periods.len());
    for (from, until) in periods {
        match merged.last_mut() {
            Some((_, None)) => break,
            Some((_, Some(last))) if from <= *last => match until {
                Some(until) => *last = until.max(*last),
                None => {
                    if let Some((_, end)) = merged.last_mut() {
                        *end = None;
                    }
                }
            },
            _ => merged.push((from, until)),
        }
    }
    merged
}
