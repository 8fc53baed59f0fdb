//! The columns and the records say the same.

mod owned;
pub(in crate::fse) mod records;

use proptest::prelude::*;

use super::*;
use crate::fse::{Programme, Report, Rules, Tally};
use owned::Owned;
use records::{record, rules};

proptest! {
    #[test]
    fn columns_count_what_records_count(
        records in proptest::collection::vec(record(), 0..150),
        rules in rules(),
        cut in 0_usize..150,
    ) {
        let mut expected = Tally::new(rules);
        let mut owned = Owned::default();
        for record in &records {
            expected.add(&rules.derive(record).unwrap());
            owned.push(record);
        }
        let counted = rules.count(&owned.columns()).unwrap();
        prop_assert!(counted.faults.is_empty());
        prop_assert_eq!(&counted.tally, &expected);
        let mut parts = rules.count_range(&owned.columns(), 0..cut).unwrap().tally;
        parts.merge(&rules.count_range(&owned.columns(), cut..records.len()).unwrap().tally);
        prop_assert_eq!(&parts, &expected);
    }

    #[test]
    fn operations_are_counted_apart(
        records in proptest::collection::vec((record(), 0_u32..3), 0..100),
        rules in rules(),
    ) {
        let mut owned = Owned::default();
        let mut expected = [Tally::new(rules), Tally::new(rules), Tally::new(rules)];
        for (record, operation) in &records {
            expected[*operation as usize].add(&rules.derive(record).unwrap());
            owned.push(record);
        }
        let operations: Vec<u32> = records.iter().map(|(_, operation)| *operation).collect();
        let counted = rules.count_by_operation(&owned.columns(), &operations, 3).unwrap();
        let found: Vec<_> = counted.into_iter().map(|counted| counted.tally).collect();
        prop_assert_eq!(found, expected);
        if !records.is_empty() {
            prop_assert!(rules.count_by_operation(&owned.columns(), &operations, 0).is_err());
        }
    }

    /// Sum rules, and V2, V4 to V10: they hold by construction for derived codes.
    #[test]
    fn derived_codes_break_no_rule_of_delivered_codes(record in record(), rules in rules()) {
        let derivation = rules.derive(&record).unwrap();
        prop_assume!(!derivation.is_refused());
        let delivered = crate::fse::Delivered {
            programme: rules.programme,
            codes: derivation.counted().collect(),
            complete: derivation.is_complete(),
            isced: record.isced_entry.given().copied(),
            in_education: record.in_education_entry.given().copied(),
        };
        let found: Vec<_> = delivered.findings().map(crate::fse::Check::code).collect();
        prop_assert!(found.is_empty(), "{:?}", found);
    }

    #[test]
    fn totals_of_a_report_break_no_rule(records in proptest::collection::vec(record(), 0..40), rules in rules()) {
        let mut tally = Tally::new(rules);
        for record in &records {
            let before = Report::of(&tally);
            tally.add(&rules.derive(record).unwrap());
            let after = Report::of(&tally);
            for (was, is) in before.lines.iter().zip(&after.lines) {
                prop_assert!(was.counts.yes <= is.counts.yes && was.counts.population() <= is.counts.population());
            }
        }
        let report = Report::of(&tally);
        let violations: Vec<_> = report.totals().violations().iter().map(ToString::to_string).collect();
        prop_assert!(violations.is_empty(), "{:?}", violations);
        let of_gender = report.totals().gender_violations(&report.totals_by_gender());
        prop_assert!(of_gender.is_empty(), "{:?}", of_gender);
        let mut turned = Tally::new(rules);
        for record in records.iter().rev() {
            turned.add(&rules.derive(record).unwrap());
        }
        prop_assert_eq!(tally, turned, "the order does not matter");
    }
}

#[test]
fn a_wrong_row_is_told_and_the_others_count() {
    let columns = Columns {
        entry_date: Column::new(&[19_000, NO_DATE, 19_000, 19_000, i32::MAX]),
        gender: Column::new(&[1, 1, 4, 2, 1]),
        isced_entry: Column::new(&[3, 3, 3, 9, 3]),
        ..Columns::default()
    };
    let counted = Rules::new(Programme::FsePlus).count(&columns).unwrap();
    let fault = |row, column, kind| RowFault { row, column, kind };
    assert_eq!(
        counted.faults,
        [
            fault(1, "entry_date", FaultKind::EntryDate),
            fault(2, "gender", FaultKind::Code),
            fault(3, "isced_entry", FaultKind::Code),
            fault(4, "entry_date", FaultKind::Date),
        ]
    );
    assert_eq!(Report::of(&counted.tally).grand_total.all(), 1);
}

#[test]
fn a_bit_of_validity_hides_a_value() {
    let columns = Columns {
        entry_date: Column::new(&[19_000, 19_000]),
        gender: Column::with_validity(&[1, 1], &[0b10]),
        ..Columns::default()
    };
    let report = Report::of(&Rules::new(Programme::FsePlus).count(&columns).unwrap().tally);
    assert_eq!((report.grand_total.unknown, report.grand_total.women), (1, 1));
}

#[test]
fn columns_that_do_not_belong_together_are_refused_by_name() {
    let entry_date = Column::new(&[19_000, 19_000]);
    let rules = Rules::new(Programme::FsePlus);
    let wrong = |columns: Columns<'_>| rules.count(&columns).unwrap_err().column;
    assert_eq!(wrong(Columns { entry_date, gender: Column::new(&[1]), ..Columns::default() }), "gender");
    let short = Column::with_validity(&[1, 1], &[]);
    assert_eq!(wrong(Columns { entry_date, minority: short, ..Columns::default() }), "minority");
    assert_eq!(wrong(Columns { entry_date, event_offsets: &[0, 0], ..Columns::default() }), "event_offsets");
    let events = Columns { entry_date, event_dates: &[1], event_statuses: &[1], ..Columns::default() };
    assert_eq!(wrong(Columns { event_offsets: &[0, 2, 1], ..events }), "event_offsets");
    assert_eq!(wrong(Columns { event_statuses: &[], ..events }), "event_statuses");
    assert_eq!(wrong(events), "event_offsets");
    let start = Column::new(&[19_000]);
    assert_eq!(
        wrong(Columns { entry_date, operation_start: start, ..Columns::default() }),
        "operation_start"
    );
    let none: &[u32] = &[0];
    let counted = rules.count_by_operation(&Columns { entry_date, ..Columns::default() }, none, 1);
    assert_eq!(counted.unwrap_err().column, "operation", "one number for two rows");
}

/// The rules of validation that need more than the codes do find it in the columns too.
#[test]
fn every_rule_of_records_is_met_in_columns() {
    let columns = Columns {
        entry_date: Column::new(&[19_000; 2]),
        operation_start: Column::new(&[19_001, 19_000]),
        dependent_children: Column::new(&[1, 1]),
        single_adult_household: Column::new(&[1, 1]),
        youngest_adult: Column::new(&[17, 18]),
        marital_status: Column::new(&[1, 2]),
        isced_entry: Column::new(&[0, 0]),
        diploma: Column::new(&[1, 2]),
        mixed_levels: Column::new(&[1, 2]),
        residence: Column::new(&[2, 3]),
        sensitive_refused: Column::new(&[1, 2]),
        disability: Column::new(&[1, 1]),
        ..Columns::default()
    };
    let rules = Rules::new(Programme::FsePlus);
    let found = |row: usize| -> Vec<String> {
        let counted = rules.count_range(&columns, row..row + 1).unwrap();
        Report::of(&counted.tally).findings.iter().map(|broken| broken.check.code()).collect()
    };
    assert_eq!(found(0), ["V1:E", "V12:E", "V17:W", "V17:W", "V19:W", "V19:W", "V21:W", "V22:E"]);
    assert_eq!(found(1), ["V1:E"]);
    let missing =
        Columns { residence: Column::new(&[1, 1]), entry_date: columns.entry_date, ..Columns::default() };
    let report = Report::of(&rules.count(&missing).unwrap().tally);
    assert_eq!(
        report.findings.last().map(|broken| (broken.check.code(), broken.records)),
        Some(("V21:W".to_owned(), 2))
    );
    let wrong =
        Columns { residence: Column::new(&[1, 4]), entry_date: columns.entry_date, ..Columns::default() };
    let faults = rules.count(&wrong).unwrap().faults;
    assert_eq!(faults, [RowFault { row: 1, column: "residence", kind: FaultKind::Code }]);
}
