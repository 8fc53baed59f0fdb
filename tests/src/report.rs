//! Counting and printing the cases.

use std::io::Write;

/// What became of one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The answer is the expected one.
    Passed,
    /// It is not: what differs.
    Failed(String),
    /// Not judged yet: why.
    Skipped(&'static str),
}

/// The verdicts of a file, in its order.
#[derive(Clone, Debug, Default)]
pub struct Report {
    cases: Vec<(String, Verdict)>,
}

impl Report {
    /// Adds the verdict of a case.
    pub fn push(&mut self, id: impl Into<String>, verdict: Verdict) {
        self.cases.push((id.into(), verdict));
    }

    /// How many passed, failed, were skipped.
    #[must_use]
    pub fn counts(&self) -> (usize, usize, usize) {
        let count = |wanted: fn(&Verdict) -> bool| self.cases.iter().filter(|(_, v)| wanted(v)).count();
        (
            count(|v| *v == Verdict::Passed),
            count(|v| matches!(v, Verdict::Failed(_))),
            count(|v| matches!(v, Verdict::Skipped(_))),
        )
    }

    /// Identifiers of the cases that failed, with what differs.
    pub fn failures(&self) -> impl Iterator<Item = (&str, &str)> {
        self.cases.iter().filter_map(|(id, verdict)| match verdict {
            Verdict::Failed(why) => Some((id.as_str(), why.as_str())),
            Verdict::Passed | Verdict::Skipped(_) => None,
        })
    }

    /// Prints each failing case, then the line of counts.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub fn print(&self, out: &mut impl Write) -> std::io::Result<()> {
        for (id, why) in self.failures() {
            writeln!(out, "FAILED {id}: {why}")?;
        }
        let (passed, failed, skipped) = self.counts();
        writeln!(out, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}
