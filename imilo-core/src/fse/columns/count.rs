//! Counting the rows of columns into tallies.

use super::lanes::{FactWords, Lane};
use super::{Columns, ColumnsError, RowFault};
use crate::fse::code::rows;
use crate::fse::derive::{Facts, parts};
use crate::fse::options::A8;
use crate::fse::tally::{GENDERS, Tally, column};
use crate::fse::{Counts, Derivation, Rules};

/// What was counted, and the rows that could not be judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The counts.
    pub tally: Tally,
    /// Rows that are refused because they cannot be read; the others count.
    pub faults: Vec<RowFault>,
}

impl Rules {
    /// Counts every row of the columns.
    ///
    /// ```
    /// use imilo_core::fse::{Code, Column, Columns, Programme, Report, Rules};
    /// let columns = Columns {
    ///     entry_date: Column::new(&[19_632, 19_633]),
    ///     gender: Column::new(&[1, 2]),
    ///     birth_date: Column::new(&[12_000, 12_500]),
    ///     isced_entry: Column::new(&[2, 3]),
    ///     labour_status_entry: Column::new(&[1, 2]),
    ///     ..Columns::default()
    /// };
    /// let counted = Rules::new(Programme::FsePlus).count(&columns)?;
    /// let report = Report::of(&counted.tally);
    /// assert_eq!(report.line(Code::Eeco02).map(|line| line.values.women), Some(1));
    /// # Ok::<(), imilo_core::fse::ColumnsError>(())
    /// ```
    ///
    /// # Errors
    /// [`ColumnsError`] when a column has not as many rows as the days of entry.
    pub fn count(&self, columns: &Columns<'_>) -> Result<Counted, ColumnsError> {
        self.count_range(columns, 0..columns.rows())
    }

    /// Counts some rows: parts of a file may be counted by several threads, and their tallies merged.
    ///
    /// # Errors
    /// As [`Rules::count`].
    pub fn count_range(
        &self,
        columns: &Columns<'_>,
        range: core::ops::Range<usize>,
    ) -> Result<Counted, ColumnsError> {
        columns.check()?;
        let mut counted = Counted { tally: Tally::new(*self), faults: Vec::new() };
        let end = range.end.min(columns.rows());
        let mut block = Block::new();
        for row in range.start..end {
            self.put(columns, row, &mut block, &mut counted);
        }
        block.flush(self, &mut counted.tally);
        Ok(counted)
    }

    /// Counts the rows of each operation apart, in one walk through the file in its order. `operations` gives each row the
    /// number of its operation, below `count` ([`Operations`](super::Operations) numbers them).
    ///
    /// # Errors
    /// As [`Rules::count`]; also when `operations` has not as many rows, or a number is not below `count`.
    pub fn count_by_operation(
        &self,
        columns: &Columns<'_>,
        operations: &[u32],
        count: u32,
    ) -> Result<Vec<Counted>, ColumnsError> {
        columns.check()?;
        if operations.len() != columns.rows() || operations.iter().any(|operation| *operation >= count) {
            return Err(ColumnsError { column: "operation" });
        }
        let empty = Counted { tally: Tally::new(*self), faults: Vec::new() };
        let mut each = vec![(Block::new(), empty); count as usize];
        for (row, operation) in operations.iter().enumerate() {
            if let Some((block, counted)) = each.get_mut(*operation as usize) {
                self.put(columns, row, block, counted);
            }
        }
        let counted = each.into_iter().map(|(mut block, mut counted)| {
            block.flush(self, &mut counted.tally);
            counted
        });
        Ok(counted.collect())
    }

    fn put(&self, columns: &Columns<'_>, row: usize, block: &mut Block, counted: &mut Counted) {
        match columns.read(row, &self.options) {
            Ok(values) => {
                let derivation = self.derive_row(&values);
                if counted.tally.add_standing(&derivation) && block.push(&derivation) {
                    block.flush(self, &mut counted.tally);
                }
            }
            Err(fault) => counted.faults.push(fault),
        }
    }
}

/// Up to 64 rows that wait to be counted.
#[derive(Clone)]
pub(super) struct Block {
    filled: usize,
    /// The facts of a row stand together: a row of one operation among many touches one place of the memory.
    rows: [Facts; 64],
    /// Rows that are complete.
    complete: u64,
    genders: [u64; GENDERS],
}

impl Block {
    pub(super) const fn new() -> Self {
        Self { filled: 0, rows: [Facts::NONE; 64], complete: 0, genders: [0; GENDERS] }
    }

    /// Adds a row; whether the block is full now.
    pub(super) fn push(&mut self, row: &Derivation) -> bool {
        let bit = 1_u64 << self.filled;
        if let Some(place) = self.rows.get_mut(self.filled) {
            *place = row.facts;
        }
        self.filled += 1;
        self.complete |= if row.is_complete() { bit } else { 0 };
        if let Some(gender) = self.genders.get_mut(column(row.gender)) {
            *gender |= bit;
        }
        self.filled == 64
    }

    /// Counts what waits. Facts of rows counted before may stand beyond those filled: no gender has them.
    pub(super) fn flush(&mut self, rules: &Rules, tally: &mut Tally) {
        if self.filled > 0 {
            self.count_codes(&FactWords::of(&self.rows), rules, tally);
        }
        (self.filled, self.complete, self.genders) = (0, 0, [0; GENDERS]);
    }

    fn count_codes(&self, facts: &FactWords, rules: &Rules, tally: &mut Tally) {
        let version = rules.programme.bit();
        for row in rows().filter(|row| row.versions & version != 0) {
            let (population, rule) = parts(row, &|fact| facts.lane(fact));
            let all = row.of_incomplete && rules.options.a8 == A8::Counted;
            let judged = if all { !0 } else { self.complete };
            let found = rule.within(population);
            for (part, gender) in tally.parts.iter_mut().zip(self.genders) {
                if let Some(counts) = part.codes.get_mut(row.code.index()).filter(|_| gender & judged != 0) {
                    counts.add(&counts_of(found, population, gender & judged));
                }
            }
        }
    }
}

fn counts_of(found: Lane, population: Lane, rows: u64) -> Counts {
    let count = |word: u64| u64::from((word & rows).count_ones());
    let known = found.yes | found.no | population.no | found.not_yet | found.not_followed | found.refused;
    Counts {
        yes: count(found.yes),
        no: count(found.no),
        not_in_population: count(population.no),
        not_yet_observable: count(found.not_yet),
        not_followed_up: count(found.not_followed),
        refused: count(found.refused),
        missing: count(!known),
    }
}
