//! Small numbers that would point at a person, and those from which they could be found again.
//!
//! # Source
//! No text that was read sets a threshold or a method for these tables: the threshold is the caller's, and none is assumed.
//! The method is the usual one of statistical offices (*inferred*): a number from 1 to the threshold less one is
//! suppressed, then as many others as it takes that none of the suppressed can be computed from what is shown. Zeros are
//! shown.

mod network;
#[cfg(test)]
mod tests;

use super::{ByGender, Line};

/// A number that may be published, or that would point at a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// It may.
    Shown(u64),
    /// It is too small, or would give away one that is.
    Suppressed,
}

/// Women, men, non-binary, unknown and all.
pub(super) const CELLS: usize = 5;

impl Line {
    /// The line without its small numbers: [`ByGender::published`] of its values.
    #[must_use]
    pub fn published(&self, below: u64) -> [Cell; CELLS] {
        self.values.published(below)
    }
}

impl ByGender {
    /// Women, men, non-binary, unknown and all; small numbers (1 to `below` - 1) suppressed, and what would give them away.
    ///
    /// Whoever knows this method and the threshold, and sees one line, is left with two values at least for each number
    /// suppressed. Lines that add up need [`Together`].
    ///
    /// ```
    /// use imilo_core::fse::{ByGender, Cell::{Shown, Suppressed}};
    /// let line = ByGender { women: 10, men: 7, non_binary: 2, unknown: 0 };
    /// assert_eq!(line.published(5), [Shown(10), Suppressed, Suppressed, Shown(0), Shown(19)]);
    /// assert_eq!(line.published(0)[2], Shown(2), "no threshold: nothing is suppressed");
    /// ```
    #[must_use]
    pub fn published(&self, below: u64) -> [Cell; CELLS] {
        cells(self.cells(), hidden(self.parts(), below))
    }

    const fn cells(&self) -> [u64; CELLS] {
        let [women, men, non_binary, unknown] = self.parts();
        [women, men, non_binary, unknown, self.all()]
    }
}

/// Lines that add up to another, when all of them are published: those of the operations and that of their programme; the
/// three codes of status and the complete records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Together {
    /// The lines, in their order.
    pub parts: Vec<[Cell; CELLS]>,
    /// The line that they add up to.
    pub whole: [Cell; CELLS],
}

impl Together {
    /// Suppresses the small numbers of each line and of their sum, and as many others, the smallest first, as it takes:
    /// whoever knows that a suppressed number is not zero, and how the lines add up, is left with two values at least for
    /// each.
    ///
    /// ```
    /// use imilo_core::fse::{ByGender, Cell::{Shown, Suppressed}, Together};
    /// let line = |women, men| ByGender { women, men, ..ByGender::default() };
    /// let together = Together::published(&[line(10, 3), line(20, 30), line(40, 50)], 5);
    /// // The men of the first operation could be found from those of the programme and of the others.
    /// let shown = [Suppressed, Suppressed, Shown(0), Shown(0), Shown(13)];
    /// assert_eq!(together.parts[0], shown);
    /// assert_eq!(together.parts[1], [Suppressed, Suppressed, Shown(0), Shown(0), Shown(50)]);
    /// assert_eq!(together.whole, [Shown(70), Shown(83), Shown(0), Shown(0), Shown(153)]);
    /// ```
    #[must_use]
    pub fn published(lines: &[ByGender], below: u64) -> Self {
        let whole = lines.iter().fold(ByGender::default(), |sum, line| ByGender {
            women: sum.women + line.women,
            men: sum.men + line.men,
            non_binary: sum.non_binary + line.non_binary,
            unknown: sum.unknown + line.unknown,
        });
        let rows: Vec<_> = lines.iter().chain([&whole]).map(ByGender::cells).collect();
        let mut hides: Vec<_> =
            lines.iter().chain([&whole]).map(|line| hidden(line.parts(), below)).collect();
        network::protect(&rows, &mut hides);
        let mut parts: Vec<_> = rows.iter().zip(hides).map(|(row, hides)| cells(*row, hides)).collect();
        let whole = parts.pop().unwrap_or([Cell::Shown(0); CELLS]);
        Self { parts, whole }
    }
}

fn cells(values: [u64; CELLS], hidden: [bool; CELLS]) -> [Cell; CELLS] {
    let mut cells = values.map(Cell::Shown);
    let hides = cells.iter_mut().zip(hidden).filter(|(_, hidden)| *hidden);
    hides.for_each(|(cell, _)| *cell = Cell::Suppressed);
    cells
}

/// Which numbers of a line are suppressed: four parts and their sum.
fn hidden(parts: [u64; 4], below: u64) -> [bool; CELLS] {
    let all: u64 = parts.iter().sum();
    let filled = parts.iter().filter(|count| **count > 0).count() as u64;
    let mut hides = parts.map(|count| 0 < count && count < below);
    // So small a sum leaves its parts no choice, or one only.
    let small_sum = all < below.max(filled + 2);
    let mut hides_all = false;
    if filled == 1 && below > 1 && small_sum {
        hides = parts.map(|count| count > 0);
        hides_all = true;
    } else if hides.contains(&true) {
        if count(hides) == 1 {
            hide_smallest(&parts, &mut hides);
        }
        let sum: u64 = parts.iter().zip(hides).filter(|(_, hidden)| *hidden).map(|(count, _)| *count).sum();
        // All of them are 1, or all are the highest small number.
        if sum == count(hides) || sum == count(hides) * (below - 1) {
            hide_smallest(&parts, &mut hides);
        }
        hides_all = count(hides) == filled && small_sum;
    }
    let [women, men, non_binary, unknown] = hides;
    [women, men, non_binary, unknown, hides_all]
}

fn count(hides: [bool; 4]) -> u64 {
    hides.iter().map(|hidden| u64::from(*hidden)).sum()
}

/// Suppresses the smallest number that is shown, with its equals: which of them was chosen must not tell.
fn hide_smallest(parts: &[u64; 4], hides: &mut [bool; 4]) {
    let shown = parts.iter().zip(&*hides).filter(|(count, hidden)| **count > 0 && !**hidden);
    let smallest = shown.map(|(count, _)| *count).min();
    for (count, hidden) in parts.iter().zip(hides) {
        *hidden |= Some(*count) == smallest;
    }
}
