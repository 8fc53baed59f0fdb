//! Re-entries: records of one person in one operation are one participation (P3).

use std::collections::BTreeMap;

use super::options::Options;
use super::row::{copied, window_end};
use super::{Participation, ParticipationError, Stay};
use crate::calendar::Date;
use crate::dossier::Field;

/// Records merged by person and operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// The participations, each with the row of its first record, in the order of the rows.
    pub participations: Vec<(usize, Participation)>,
    /// Rows whose stay overlaps another of the same person and operation (V3, level E). A day of exit is the last day of
    /// the stay, as it is the first of the four weeks: who leaves and comes back on one day overlaps by that day.
    pub overlaps: Vec<usize>,
    /// Rows that cannot be judged at all, and why; the others count.
    pub refused: Vec<(usize, ParticipationError)>,
}

/// Merges the records of one person in one operation: the answers of the first entry, the exit and the results of the
/// final one. A record without both identifiers (or with a blank one), and one that V12 refuses, stays alone.
///
/// # Droit
/// Guidance of Scotland and answer of the SFC (*seen*): outputs stay those of the first entry, results are evaluated from
/// the final exit.
///
/// ```
/// use imilo_core::fse::{Options, Participation, merge};
/// let record = |entry: &str, exit: &str| -> Result<Participation, serde_json::Error> {
///     serde_json::from_str(&format!(
///         r#"{{"participant_id": "p", "operation_id": "o", "entry_date": "{entry}", "exit_date": "{exit}"}}"#
///     ))
/// };
/// let merged = merge(
///     vec![record("2021-06-01", "2021-06-30")?, record("2021-02-28", "2021-04-30")?],
///     &Options::default(),
/// );
/// assert_eq!(merged.participations.len(), 1);
/// let participation = &merged.participations[0].1;
/// assert_eq!(participation.entry_date.given().map(|day| day.to_string()).as_deref(), Some("2021-02-28"));
/// assert_eq!(participation.exit_date.given().map(|day| day.to_string()).as_deref(), Some("2021-06-30"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[must_use]
pub fn merge(records: Vec<Participation>, options: &Options) -> Merged {
    let mut merged = Merged::default();
    let mut groups: BTreeMap<(String, String), Vec<Entered>> = BTreeMap::new();
    for (row, record) in records.into_iter().enumerate() {
        match (record.entry(), key(&record)) {
            (Err(error), _) => merged.refused.push((row, error)),
            (Ok(entry), Some(key)) if !is_refused(&record, entry) => {
                groups.entry(key).or_default().push((row, entry, record));
            }
            (Ok(_), _) => merged.participations.push((row, record)),
        }
    }
    for group in groups.into_values() {
        merged.participations.extend(one(group, options, &mut merged.overlaps));
    }
    merged.participations.sort_by_key(|(row, _)| *row);
    merged.overlaps.sort_unstable();
    merged
}

/// A record with its row and its day of entry.
type Entered = (usize, Date, Participation);

fn key(record: &Participation) -> Option<(String, String)> {
    let id = |field: &Field<String>| field.given().filter(|text| !text.trim().is_empty()).cloned();
    Some((id(&record.participant_id)?, id(&record.operation_id)?))
}

/// What V12 refuses must not lend its dates to another record.
fn is_refused(record: &Participation, entry: Date) -> bool {
    record.exit_date.given().is_some_and(|exit| *exit < entry)
        || record.birth_date.given().is_some_and(|birth| *birth >= entry)
}

/// The stays of a record: as listed, else from the entry to the exit.
fn stays(record: &Participation, entry: Date) -> Vec<Stay> {
    match record.participation_periods.given() {
        Some(stays) if !stays.is_empty() => stays.clone(),
        _ => vec![Stay { start: entry, end: copied(&record.exit_date) }],
    }
}

fn one(
    mut group: Vec<Entered>,
    options: &Options,
    overlaps: &mut Vec<usize>,
) -> Option<(usize, Participation)> {
    group.sort_by_key(|(row, entry, record)| (*entry, last_day(record), *row));
    let row = group.iter().map(|(row, ..)| *row).min()?;
    if group.len() == 1 {
        return group.pop().map(|(row, _, record)| (row, record));
    }
    overlaps.extend(overlapping(&group));
    let (_, first_entry, first) = group.first()?;
    let (.., last) = group.iter().max_by_key(|(row, entry, record)| (last_day(record), *entry, *row))?;
    let all = group.iter().flat_map(|(_, entry, record)| stays(record, *entry)).collect();
    let in_window = |date: Date| {
        let end = last.exit_date.given().map(|exit| window_end(*exit, options));
        *first_entry <= date && end.is_none_or(|end| date <= end)
    };
    let dated = |field: fn(&Participation) -> &Field<Date>| {
        let given = || group.iter().filter_map(|(.., record)| field(record).given().copied());
        given()
            .find(|date| in_window(*date))
            .or_else(|| given().next())
            .map_or(Field::NotCarried, Field::Given)
    };
    let participation = Participation {
        exit_date: last.exit_date,
        exit_events: last.exit_events.clone(),
        education_started: last.education_started,
        qualification_date: dated(|record| &record.qualification_date),
        yei_offer_date: dated(|record| &record.yei_offer_date),
        yei_completed: last.yei_completed,
        status_6m: last.status_6m,
        in_education_6m: last.in_education_6m,
        improvement_6m: last.improvement_6m.clone(),
        participation_periods: Field::Given(all),
        ..first.clone()
    };
    Some((row, participation))
}

/// The exit for comparison: who has not left leaves last.
fn last_day(record: &Participation) -> Date {
    record.exit_date.given().copied().unwrap_or(Date::from_time(time::Date::MAX))
}

/// Rows with a stay that shares a day with a stay of another row.
fn overlapping(group: &[Entered]) -> Vec<usize> {
    let spans: Vec<(usize, Stay)> = group
        .iter()
        .flat_map(|(row, entry, record)| stays(record, *entry).into_iter().map(|stay| (*row, stay)))
        .collect();
    let reaches = |stay: &Stay, day: Date| stay.end.is_none_or(|end| day <= end);
    let share = |a: &Stay, b: &Stay| reaches(a, b.start) && reaches(b, a.start);
    let others = |row: usize, stay: &Stay| spans.iter().any(|(other, b)| *other != row && share(stay, b));
    let mut rows: Vec<_> =
        spans.iter().filter(|(row, stay)| others(*row, stay)).map(|(row, _)| *row).collect();
    rows.dedup();
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fse::{Annexe, Code, Programme, Rules, Truth};

    fn record(entry: &str, rest: &str) -> Participation {
        let text = format!(
            r#"{{"participant_id": "p", "operation_id": "o", "gender": "F", "birth_date": "1998-03-10",
                "isced_entry": 3, "entry_date": "{entry}"{rest}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    #[test]
    fn answers_of_the_first_entry_results_of_the_final_exit() {
        let first = record(
            "2019-01-10",
            r#", "exit_date": "2019-03-31", "labour_status_entry": "unemployed", "qualification_date": "2019-03-20",
               "exit_events": [{"date": "2019-04-02", "status": "employed"}]"#,
        );
        let second = record(
            "2019-06-01",
            r#", "exit_date": "2019-08-31", "labour_status_entry": "employed", "isced_entry_": 0, "exit_events": []"#
                .replace(r#""isced_entry_": 0, "#, "")
                .as_str(),
        );
        for records in [vec![first.clone(), second.clone()], vec![second, first]] {
            let merged = merge(records, &Options::default());
            assert_eq!((merged.participations.len(), merged.overlaps.len()), (1, 0));
            let derivation =
                Rules::new(Programme::Fse(Annexe::Of2018)).derive(&merged.participations[0].1).unwrap();
            assert_eq!(derivation.value(Code::Co01), Some(Truth::Yes), "unemployed at the first entry");
            assert_eq!(derivation.value(Code::Cr04), Some(Truth::No), "no job after the final exit");
            assert_eq!(derivation.value(Code::Cr03), Some(Truth::Yes), "gained in the first stay");
        }
    }

    #[test]
    fn who_came_back_and_has_not_left_is_still_there() {
        let first = record("2019-01-10", r#", "exit_date": "2019-03-31", "exit_events": []"#);
        let merged = merge(vec![first, record("2019-06-01", "")], &Options::default());
        assert_eq!(merged.participations[0].1.exit_date, Field::NotCarried);
        assert!(merged.overlaps.is_empty());
    }

    #[test]
    fn stays_that_share_a_day_are_told_and_counted_once() {
        let records = vec![
            record("2019-01-10", r#", "exit_date": "2019-03-31""#),
            record("2019-03-31", r#", "exit_date": "2019-05-31""#),
            record("2019-06-01", r#", "exit_date": "2019-06-30""#),
        ];
        let merged = merge(records, &Options::default());
        assert_eq!((merged.participations.len(), merged.overlaps), (1, vec![0, 1]));
    }

    #[test]
    fn a_wrong_record_is_told_with_its_row_and_the_others_count() {
        let mut without_entry = record("2019-01-10", "");
        without_entry.entry_date = Field::Empty;
        let reversed = record("2019-06-01", r#", "exit_date": "2019-05-01""#);
        let merged = merge(vec![without_entry, reversed, record("2019-01-10", "")], &Options::default());
        assert_eq!(merged.refused, [(0, ParticipationError::EntryDate)]);
        let rows: Vec<_> = merged.participations.iter().map(|(row, _)| *row).collect();
        assert_eq!(rows, [1, 2], "the refused record lends no date");
    }
}
