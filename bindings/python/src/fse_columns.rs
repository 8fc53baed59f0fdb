//! The codes of the rows of a file, as an Arrow table.

use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_array::builder::{BooleanBuilder, Date32Builder, Int64Builder, StringBuilder};
use imilo_core::fse::{Code, OVERLAP, Observation, Reason, Truth};
use imilo_core::wire::Failure;
use imilo_formats::fse::{Found, FseReport, JudgedRow};

use crate::arrow::Table;

/// What was found of the rows, a small number for each code: memory is that of the table, and not of records.
#[derive(Default)]
pub(crate) struct Codes {
    rows: Vec<Row>,
    /// The codes of the rows that have some, one row after the other.
    values: Vec<u8>,
}

/// A row, its codes apart.
struct Row {
    record: i64,
    participant_id: String,
    operation_id: String,
    error: Option<&'static str>,
    error_field: Option<String>,
    merged_into: Option<i64>,
    complete: Option<bool>,
    missing: String,
    findings: String,
    due: [Option<i32>; 2],
    /// Where its codes begin; none when it has none.
    values: Option<usize>,
}

const YES: u8 = 1;
const NO: u8 = 0;
/// Numbers of reasons begin behind yes and no; the last number is that of a record that is refused.
const REASONS: u8 = 2;
const REFUSED: u8 = u8::MAX;

fn number(truth: Option<Truth>) -> u8 {
    match truth {
        None => REFUSED,
        Some(Truth::Yes) => YES,
        Some(Truth::No) => NO,
        Some(Truth::Unknown(reason)) => {
            let place = Reason::ALL.iter().position(|other| *other == reason);
            REASONS.saturating_add(place.and_then(|place| u8::try_from(place).ok()).unwrap_or_default())
        }
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl Codes {
    /// Adds a row.
    pub(crate) fn push(&mut self, row: &JudgedRow) {
        let mut told = Row {
            record: signed(row.record),
            participant_id: row.participant_id.clone(),
            operation_id: row.operation_id.clone(),
            error: None,
            error_field: None,
            merged_into: None,
            complete: None,
            missing: String::new(),
            findings: if row.overlaps { OVERLAP.code() } else { String::new() },
            due: [None; 2],
            values: None,
        };
        match &row.found {
            Found::Refused(refusal) => {
                (told.error, told.error_field) =
                    (Some(refusal.code), refusal.field.as_deref().map(str::to_owned));
            }
            Found::Merged { into } => told.merged_into = Some(signed(*into)),
            Found::Codes { derivation, due } => {
                told.complete = Some(derivation.is_complete());
                told.missing = derivation.missing().names().collect::<Vec<_>>().join("|");
                let own = derivation.findings().counted().iter().map(imilo_core::fse::Check::code);
                let all = Some(std::mem::take(&mut told.findings)).filter(|text| !text.is_empty());
                told.findings = all.into_iter().chain(own).collect::<Vec<_>>().join("|");
                for open in due {
                    let [four_weeks, six_months] = &mut told.due;
                    let place = match open.observation {
                        Observation::FourWeeks => four_weeks,
                        Observation::SixMonths => six_months,
                    };
                    *place = Some(open.day.unix_days());
                }
                told.values = Some(self.values.len());
                self.values.extend(Code::ALL.map(|code| number(derivation.value(code))));
            }
        }
        self.rows.push(told);
    }

    /// The table, in the order of the file; with a column of reasons for each code if they are asked for.
    pub(crate) fn into_table(mut self, report: &FseReport, reasons: bool) -> Result<Table, Failure> {
        self.rows.sort_by_key(|row| row.record);
        let text = |of: &dyn Fn(&Row) -> Option<String>| -> ArrayRef {
            let mut column = StringBuilder::new();
            self.rows.iter().for_each(|row| column.append_option(of(row)));
            Arc::new(column.finish())
        };
        let filled = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let whole = |of: fn(&Row) -> Option<i64>| -> ArrayRef {
            let mut column = Int64Builder::new();
            self.rows.iter().for_each(|row| column.append_option(of(row)));
            Arc::new(column.finish())
        };
        let days = |of: fn(&Row) -> Option<i32>| -> ArrayRef {
            let mut column = Date32Builder::new();
            self.rows.iter().for_each(|row| column.append_option(of(row)));
            Arc::new(column.finish())
        };
        let flag = |of: &dyn Fn(&Row) -> Option<bool>| -> ArrayRef {
            let mut column = BooleanBuilder::new();
            self.rows.iter().for_each(|row| column.append_option(of(row)));
            Arc::new(column.finish())
        };
        let mut columns: Vec<(String, ArrayRef)> = vec![
            ("record".to_owned(), whole(|row| Some(row.record))),
            ("participant_id".to_owned(), text(&|row| filled(&row.participant_id))),
            ("operation_id".to_owned(), text(&|row| filled(&row.operation_id))),
            ("error".to_owned(), text(&|row| row.error.map(str::to_owned))),
            ("error_field".to_owned(), text(&|row| row.error_field.clone())),
            ("merged_into".to_owned(), whole(|row| row.merged_into)),
            ("complete".to_owned(), flag(&|row| row.complete)),
            ("missing".to_owned(), text(&|row| filled(&row.missing))),
            ("findings".to_owned(), text(&|row| filled(&row.findings))),
            ("four_weeks_due".to_owned(), days(|row| row.due[0])),
            ("six_months_due".to_owned(), days(|row| row.due[1])),
        ];
        let value = |row: &Row, code: Code| self.values.get(row.values? + code.index()).copied();
        for line in &report.report.lines {
            let Ok(code) = line.code.parse::<Code>() else { continue };
            let known = |row: &Row| match value(row, code)? {
                YES => Some(true),
                NO => Some(false),
                _ => None,
            };
            columns.push((line.code.to_owned(), flag(&known)));
            if reasons {
                let reason = |row: &Row| {
                    let place = value(row, code)?.checked_sub(REASONS)?;
                    Reason::ALL.get(usize::from(place)).map(|reason| reason.name().to_owned())
                };
                columns.push((format!("{}_reason", line.code), text(&reason)));
            }
        }
        Table::new(columns, true)
    }
}
