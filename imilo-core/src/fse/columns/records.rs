//! Records counted one after the other, 64 side by side.

use super::count::Block;
use crate::fse::row::Row;
use crate::fse::tally::Tally;
use crate::fse::{Derivation, Participation, ParticipationError, Rules};

/// Counts records as they come: the same numbers as [`Tally::add`] gives, evaluated 64 records at a time. For a file
/// that is read record by record.
///
/// ```
/// use imilo_core::fse::{Code, Counting, Participation, Programme, Report, Rules};
/// let mut counting = Counting::new(Rules::new(Programme::FsePlus));
/// let record: Participation = serde_json::from_str(r#"{"entry_date": "2023-10-02"}"#)?;
/// counting.add(&record)?;
/// assert_eq!(Report::of(&counting.into_tally()).line(Code::Eeco01).map(|line| line.values.all()), Some(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Counting {
    rules: Rules,
    block: Block,
    tally: Tally,
}

impl Counting {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Self { rules, block: Block::new(), tally: Tally::new(rules) }
    }

    /// Adds a record, and gives what the rules make of it.
    ///
    /// # Errors
    /// [`ParticipationError`] when the record cannot be judged: it is then not counted.
    pub fn add(&mut self, record: &Participation) -> Result<Derivation, ParticipationError> {
        let derivation = self.rules.derive_row(&Row::of(record, &self.rules.options)?);
        if self.tally.add_standing(&derivation) && self.block.push(&derivation) {
            self.block.flush(&self.rules, &mut self.tally);
        }
        Ok(derivation)
    }

    /// What was counted.
    #[must_use]
    pub fn into_tally(mut self) -> Tally {
        self.block.flush(&self.rules, &mut self.tally);
        self.tally
    }
}

/// Not the records that wait.
impl core::fmt::Debug for Counting {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Counting").field("rules", &self.rules).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fse::{Annexe, Programme};

    #[test]
    fn records_counted_64_at_a_time_give_the_tally_of_one_by_one() {
        let record = |number: u32| -> Participation {
            let gender = ["\"F\"", "\"M\"", "\"X\"", "null"][number as usize % 4];
            let status = ["unemployed", "inactive", "employed"][number as usize % 3];
            let text = format!(
                r#"{{"gender":{gender},"birth_date":"{}-03-10","entry_date":"2019-09-02","isced_entry":{},
                    "labour_status_entry":"{status}","exit_date":"2019-{:02}-30","exit_events":[]}}"#,
                1950 + number % 70,
                number % 9,
                8 + number % 5,
            );
            serde_json::from_str(&text).unwrap()
        };
        for programme in [Programme::Fse(Annexe::Of2018), Programme::FsePlus] {
            let rules = Rules::new(programme);
            for count in [0, 1, 63, 64, 65, 200] {
                let (mut counting, mut tally) = (Counting::new(rules), Tally::new(rules));
                for record in (0..count).map(record) {
                    let derivation = counting.add(&record).unwrap();
                    assert_eq!(derivation, rules.derive(&record).unwrap());
                    tally.add(&derivation);
                }
                assert_eq!(counting.into_tally(), tally, "{count}");
            }
        }
    }
}
