//! What a bilan has of the register of requests: where they stand, and the first to answer.

use std::borrow::Cow;

use imilo_core::calendar::Date;
use imilo_core::calendar::jours_feries::Territoire;
use imilo_core::droits::Right;
use serde::Serialize;

use super::LONGEST_LIST;
use crate::registre::{Counts, JudgedEntry, RefusedEntry, Register, RemarkText};
use crate::source::FileNotice;

/// A request of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisterLine {
    /// Number of the record in the file, from 1.
    pub record: u64,
    /// Number in the register.
    pub number: Option<String>,
    /// Right invoked.
    pub right: Option<Right>,
    /// Day of receipt.
    pub receipt_date: Option<Date>,
    /// Last day in time without extension.
    pub first_due_date: Option<Date>,
    /// Last day in time.
    pub due_date: Option<Date>,
    /// Days left until it, negative when it is past.
    pub days_left: Option<i64>,
    /// Structure.
    pub mission_locale: Option<String>,
    /// Codes of the provisions that fix the day, joined by ` + `.
    pub provisions: String,
    /// Facts without which the state cannot be said.
    pub missing: Vec<&'static str>,
    /// The same in French.
    pub missing_fr: Vec<&'static str>,
    /// The same in English.
    pub missing_en: Vec<&'static str>,
    /// Whose holidays counted.
    pub holidays: Territoire,
    /// What the register does not say, or says otherwise.
    pub remarks: Vec<RemarkText>,
}

/// A row that was refused, and whose due date nobody counts: where and why, never what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RefusedLine {
    /// Number of the record in the file, from 1.
    pub record: u64,
    /// Line of the file, of a CSV.
    pub line: Option<u64>,
    /// Column of the file, from 1, where the fault is in one.
    pub column: Option<usize>,
    /// What the column holds, in French.
    pub field_fr: Option<String>,
    /// The same in English.
    pub field_en: Option<String>,
    /// Stable code.
    pub code: &'static str,
    /// Sentence in French.
    pub message_fr: Cow<'static, str>,
    /// Sentence in English.
    pub message_en: Cow<'static, str>,
}

impl From<&RefusedEntry> for RefusedLine {
    fn from(row: &RefusedEntry) -> Self {
        Self {
            record: row.record,
            line: row.line,
            column: row.column,
            field_fr: row.field_fr.clone(),
            field_en: row.field_en.clone(),
            code: row.code,
            message_fr: row.message_fr.clone(),
            message_en: row.message_en.clone(),
        }
    }
}

/// The section of the register.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisterSection {
    /// Name of the file, as it is shown.
    pub source: String,
    /// Rows of the file, refused ones included.
    pub rows: u64,
    /// Rows that were refused.
    pub refused: u64,
    /// Days ahead within which a request is due soon.
    pub soon: u16,
    /// Whose holidays count.
    pub holidays: Territoire,
    /// The same in French.
    pub holidays_fr: &'static str,
    /// The same in English.
    pub holidays_en: &'static str,
    /// Whether those of the structure of an entry count before them.
    pub by_structure: bool,
    /// How many requests stand where.
    pub counts: Counts,
    /// Overdue, the longest first, at most [`LONGEST_LIST`].
    pub overdue: Vec<RegisterLine>,
    /// Due soon, the soonest first, at most [`LONGEST_LIST`].
    pub due_soon: Vec<RegisterLine>,
    /// Undetermined, in the order of the file, at most [`LONGEST_LIST`].
    pub undetermined: Vec<RegisterLine>,
    /// Rows that were refused, in the order of the file, at most [`LONGEST_LIST`].
    pub refused_rows: Vec<RefusedLine>,
    /// Remarks on the whole file.
    pub notices: Vec<FileNotice>,
}

impl RegisterSection {
    /// The section of a register.
    #[must_use]
    pub fn of(register: &Register) -> Self {
        let lines = |list: &[u64]| register.listed(list).take(LONGEST_LIST).map(line).collect();
        Self {
            source: register.source.clone(),
            rows: register.rows,
            refused: u64::try_from(register.refused.len()).unwrap_or(u64::MAX),
            soon: register.soon,
            holidays: register.holidays,
            holidays_fr: register.holidays_fr,
            holidays_en: register.holidays_en,
            by_structure: register.by_structure,
            counts: register.counts,
            overdue: lines(&register.overdue),
            due_soon: lines(&register.due_soon),
            undetermined: lines(&register.undetermined),
            refused_rows: register.refused.iter().take(LONGEST_LIST).map(RefusedLine::from).collect(),
            notices: register.notices.clone(),
        }
    }
}

fn line(request: &JudgedEntry) -> RegisterLine {
    RegisterLine {
        record: request.record,
        number: request.entry.number.clone(),
        right: request.entry.right,
        receipt_date: request.entry.receipt_date,
        first_due_date: request.first_due_date,
        due_date: request.due_date,
        days_left: request.days_left,
        mission_locale: request.entry.mission_locale.clone(),
        provisions: request.founded_by.join(" + "),
        missing: request.missing.clone(),
        missing_fr: request.missing_fr.clone(),
        missing_en: request.missing_en.clone(),
        holidays: request.holidays,
        remarks: request.remarks.clone(),
    }
}
