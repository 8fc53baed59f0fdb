//! Days and names as people say them, in French or in English.

use super::variable_name;
use crate::calendar::Date;

/// The months, in French and in English.
const MONTHS: [[&str; 2]; 12] = [
    ["janvier", "January"],
    ["février", "February"],
    ["mars", "March"],
    ["avril", "April"],
    ["mai", "May"],
    ["juin", "June"],
    ["juillet", "July"],
    ["août", "August"],
    ["septembre", "September"],
    ["octobre", "October"],
    ["novembre", "November"],
    ["décembre", "December"],
];

/// A day in words: `1er mars 2024`, `1 March 2024`.
pub(super) fn day(date: Date) -> [String; 2] {
    let names = MONTHS.get(usize::from(date.month()).saturating_sub(1)).copied().unwrap_or_default();
    let [fr, en] = names;
    let (day, year) = (date.day(), date.year());
    let first = if day == 1 { "er" } else { "" };
    [format!("{day}{first} {fr} {year}"), format!("{day} {en} {year}")]
}

/// The names of variables, for people, each once: several may share one.
pub(super) fn names<'n>(variables: impl IntoIterator<Item = &'n str>, english: bool) -> String {
    let mut said: Vec<&str> = Vec::new();
    for variable in variables {
        let name = variable_name(variable).map_or(variable, |[fr, en]| if english { en } else { fr });
        if !said.contains(&name) {
            said.push(name);
        }
    }
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_said_as_each_language_says_it() {
        let said = |text: &str| day(text.parse().unwrap());
        assert_eq!(said("2024-03-01"), ["1er mars 2024", "1 March 2024"]);
        assert_eq!(said("2023-08-21"), ["21 août 2023", "21 August 2023"]);
        assert_eq!(said("2020-12-31"), ["31 décembre 2020", "31 December 2020"]);
    }

    #[test]
    fn a_name_is_said_once() {
        assert_eq!(names(["isced_entry", "gender", "isced_entry"], true), "ISCED level at entry, gender");
    }
}
