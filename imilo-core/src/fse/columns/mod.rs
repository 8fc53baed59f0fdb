//! Participations in columns: counted 64 at a time, without allocation for a row.
//!
//! The rules are those of [`Rules::derive`]: each row is read into the same values, its facts become bits, and the
//! predicates of the table are evaluated on words of 64 rows.

mod count;
mod lanes;
mod operations;
mod read;
mod records;
#[cfg(test)]
pub(super) mod tests;

pub use count::Counted;
pub use operations::Operations;
pub use records::Counting;

/// A column: values, and which of them are there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Column<'a, T> {
    values: &'a [T],
    valid: Option<&'a [u8]>,
}

impl<'a, T: Copy> Column<'a, T> {
    /// A column in which every value is there.
    #[must_use]
    pub const fn new(values: &'a [T]) -> Self {
        Self { values, valid: None }
    }

    /// A column with its validity, one bit a row, the lowest first (as Arrow has it).
    #[must_use]
    pub const fn with_validity(values: &'a [T], valid: &'a [u8]) -> Self {
        Self { values, valid: Some(valid) }
    }

    fn get(&self, row: usize) -> Option<T> {
        let is_there = match self.valid {
            None => true,
            Some(bits) => bits.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1),
        };
        if is_there { self.values.get(row).copied() } else { None }
    }

    /// Whether the source has no such column.
    const fn is_absent(&self) -> bool {
        self.values.is_empty()
    }

    /// Whether it has as many rows as the others, and bits for them.
    fn fits(&self, rows: usize) -> bool {
        let bits = self.valid.is_none_or(|bits| bits.len() >= rows.div_ceil(8));
        self.is_absent() || (self.values.len() == rows && bits)
    }
}

/// A day that is not there, in a column without validity.
pub const NO_DATE: i32 = i32::MIN;

/// Participations in columns. An empty column is one that the source has not.
///
/// Days are numbers of days after 1970-01-01 ([`NO_DATE`]: none). Codes are small numbers, 0 for unknown:
/// gender 1 F, 2 M, 3 X; answers 1 yes, 2 no, 3 refused; flags 1 true, 2 false; status at entry 1 unemployed, 2 inactive,
/// 3 employed; events and status at six months 1 job searching, 2 employed, 3 self-employed, 4 unemployed, 5 inactive; third
/// country 1 when no nationality is of the Union, 2 when one is; improvement 1 when something improved, 2 when asked and
/// nothing did. The level of ISCED is 0 to 8, 255 for unknown. Marital status 1 couple, 2 single.
///
/// The last columns are read by validation only (V12, V17 to V19, V21, V22); a rule of which the column is absent is silent.
#[derive(Clone, Copy, Debug, Default)]
#[expect(missing_docs, reason = "the columns are the variables of `Participation`")]
pub struct Columns<'a> {
    pub entry_date: Column<'a, i32>,
    pub exit_date: Column<'a, i32>,
    pub gender: Column<'a, u8>,
    pub birth_date: Column<'a, i32>,
    pub labour_status_entry: Column<'a, u8>,
    /// Raw answers, two bits each, in the order of [`RawAnswers`](super::RawAnswers): 0 not stated, 1 true, 2 false.
    pub raw: Column<'a, u16>,
    pub unemployed_since: Column<'a, i32>,
    pub in_education_entry: Column<'a, u8>,
    pub isced_entry: Column<'a, u8>,
    pub jobless_household: Column<'a, u8>,
    pub dependent_children: Column<'a, u8>,
    pub single_adult_household: Column<'a, u8>,
    pub foreign_background_or_minority: Column<'a, u8>,
    pub foreign_background: Column<'a, u8>,
    pub minority: Column<'a, u8>,
    pub disability: Column<'a, u8>,
    pub other_disadvantaged: Column<'a, u8>,
    pub homeless: Column<'a, u8>,
    pub rural: Column<'a, u8>,
    pub third_country: Column<'a, u8>,
    /// Whether anybody asked after the exit: 1 asked.
    pub followed_up: Column<'a, u8>,
    /// Where the events of a row begin in the two columns of events; one more than rows.
    pub event_offsets: &'a [u32],
    pub event_dates: &'a [i32],
    pub event_statuses: &'a [u8],
    pub education_started: Column<'a, i32>,
    pub qualification_date: Column<'a, i32>,
    pub yei_offer_date: Column<'a, i32>,
    pub yei_completed: Column<'a, u8>,
    pub status_6m: Column<'a, u8>,
    pub in_education_6m: Column<'a, u8>,
    pub improvement_6m: Column<'a, u8>,
    pub cej: Column<'a, u8>,
    /// First day of the operation.
    pub operation_start: Column<'a, i32>,
    /// Age of the youngest of those recorded as adults of the household, 255 for unknown.
    pub youngest_adult: Column<'a, u8>,
    pub marital_status: Column<'a, u8>,
    pub registered_equivalent: Column<'a, u8>,
    /// Whether a French diploma is filled.
    pub diploma: Column<'a, u8>,
    /// Whether the levels of 1969 and 2019 are mixed ([`Participation::mixes_levels`](super::Participation::mixes_levels)).
    pub mixed_levels: Column<'a, u8>,
    /// The commune of residence ([`Participation::residence`](super::Participation::residence)): 1 missing, 2 outside the
    /// area of the programme, 3 inside, or in no area that was told.
    pub residence: Column<'a, u8>,
    pub sensitive_refused: Column<'a, u8>,
}

/// The columns do not belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the column {column} does not have as many rows as the days of entry")]
pub struct ColumnsError {
    /// Which column.
    pub column: &'static str,
}

impl crate::error::CodedError for ColumnsError {
    fn code(&self) -> crate::error::ErrorCode {
        crate::error::ErrorCode::InvalidArgument
    }

    fn field(&self) -> Option<String> {
        Some(self.column.to_owned())
    }
}

/// Why a row cannot be judged. Tells no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// There is no day of entry.
    EntryDate,
    /// A day is outside 1800 to 2399.
    Date,
    /// A number is no code of the column.
    Code,
}

/// A row that cannot be judged: refused, while the others count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RowFault {
    /// Row, from 0.
    pub row: usize,
    /// Column.
    pub column: &'static str,
    /// Why.
    pub kind: FaultKind,
}

impl Columns<'_> {
    /// Number of rows.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.entry_date.values.len()
    }

    /// Whether the columns belong together.
    fn check(&self) -> Result<(), ColumnsError> {
        let rows = self.rows();
        let dates = [
            ("entry_date", &self.entry_date),
            ("exit_date", &self.exit_date),
            ("birth_date", &self.birth_date),
            ("unemployed_since", &self.unemployed_since),
            ("education_started", &self.education_started),
            ("qualification_date", &self.qualification_date),
            ("yei_offer_date", &self.yei_offer_date),
            ("operation_start", &self.operation_start),
        ];
        let codes = [
            ("gender", &self.gender),
            ("labour_status_entry", &self.labour_status_entry),
            ("in_education_entry", &self.in_education_entry),
            ("isced_entry", &self.isced_entry),
            ("jobless_household", &self.jobless_household),
            ("dependent_children", &self.dependent_children),
            ("single_adult_household", &self.single_adult_household),
            ("foreign_background_or_minority", &self.foreign_background_or_minority),
            ("foreign_background", &self.foreign_background),
            ("minority", &self.minority),
            ("disability", &self.disability),
            ("other_disadvantaged", &self.other_disadvantaged),
            ("homeless", &self.homeless),
            ("rural", &self.rural),
            ("third_country", &self.third_country),
            ("followed_up", &self.followed_up),
            ("yei_completed", &self.yei_completed),
            ("status_6m", &self.status_6m),
            ("in_education_6m", &self.in_education_6m),
            ("improvement_6m", &self.improvement_6m),
            ("cej", &self.cej),
            ("youngest_adult", &self.youngest_adult),
            ("marital_status", &self.marital_status),
            ("registered_equivalent", &self.registered_equivalent),
            ("diploma", &self.diploma),
            ("mixed_levels", &self.mixed_levels),
            ("residence", &self.residence),
            ("sensitive_refused", &self.sensitive_refused),
        ];
        let wrong = dates.into_iter().find(|(_, column)| !column.fits(rows)).map(|(name, _)| name);
        let wrong =
            wrong.or_else(|| codes.into_iter().find(|(_, column)| !column.fits(rows)).map(|(name, _)| name));
        let wrong = wrong.or_else(|| (!self.raw.fits(rows)).then_some("raw"));
        match wrong.or_else(|| self.wrong_events(rows)) {
            Some(column) => Err(ColumnsError { column }),
            None => Ok(()),
        }
    }

    fn wrong_events(&self, rows: usize) -> Option<&'static str> {
        if self.event_dates.len() != self.event_statuses.len() {
            return Some("event_statuses");
        }
        if self.event_offsets.is_empty() {
            return (!self.event_dates.is_empty()).then_some("event_offsets");
        }
        let rises = self.event_offsets.is_sorted();
        let last = self.event_offsets.last().map(|last| *last as usize);
        let whole = self.event_offsets.len() == rows + 1 && last == Some(self.event_dates.len());
        (!rises || !whole).then_some("event_offsets")
    }
}
