//! The operations of a file, numbered in the order in which they are met.

use std::collections::HashMap;

/// The number of the operation of each row, for [`Rules::count_by_operation`](crate::fse::Rules::count_by_operation).
///
/// ```
/// use imilo_core::fse::Operations;
/// let operations = Operations::of([Some("b"), Some("a"), None, Some("b"), Some(" ")]);
/// assert_eq!(operations.numbers, [0, 1, 2, 0, 2]);
/// assert_eq!(operations.names, [Some("b"), Some("a"), None], "rows without an operation are counted apart");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operations<'a> {
    /// The number of the operation of each row.
    pub numbers: Vec<u32>,
    /// The identifier of each number; none: rows that name no operation.
    pub names: Vec<Option<&'a str>>,
}

impl<'a> Operations<'a> {
    /// Numbers the operations of the rows. A blank identifier is none.
    pub fn of(ids: impl IntoIterator<Item = Option<&'a str>>) -> Self {
        let (mut found, mut seen) = (Self::default(), HashMap::new());
        for id in ids {
            let id = id.filter(|id| !id.trim().is_empty());
            // More operations than 32 bits can number do not fit in memory: each has its identifier.
            let next = u32::try_from(found.names.len()).unwrap_or(u32::MAX);
            let number = *seen.entry(id).or_insert(next);
            if number == next {
                found.names.push(id);
            }
            found.numbers.push(number);
        }
        found
    }

    /// How many operations there are, rows without one being one more.
    #[must_use]
    pub fn count(&self) -> u32 {
        u32::try_from(self.names.len()).unwrap_or(u32::MAX)
    }
}
