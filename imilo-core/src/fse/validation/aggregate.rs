//! Rules on totals: V23 to V28. They judge totals delivered from outside as well as our own.

use super::Severity;
use crate::fse::Code;
use Code::{
    Co01, Co02, Co03, Co04, Co05, Co06, Co07, Co08, Co09, Co10, Co11, Co12, Co13, Cr01, Cr02, Cr03, Cr04,
    Cr05, Cr06, Cr07, Cr08, Cr09, Eeco01, Eeco02, Eeco03, Eeco04, Eeco05, Eeco06, Eeco07, Eeco08, Eeco09,
    Eeco10, Eeco11, Eecr01, Eecr04, Eecr05, Eecr06, YeiCr01, YeiCr02, YeiCr03, YeiCr04, YeiCr05, YeiCr06,
};

/// Totals by code, as a report or another system gives them. A code that is absent makes no statement.
///
/// ```
/// use imilo_core::fse::{Code, Totals};
/// let totals = Totals::default().with(Code::Co03, 4).with(Code::Co04, 6);
/// let violations: Vec<_> = totals.violations().iter().map(|rule| rule.to_string()).collect();
/// assert_eq!(violations, ["CO04<=CO03"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Totals {
    values: [Option<u64>; Code::COUNT],
    /// Incomplete records, if told.
    pub incomplete_records: Option<u64>,
    /// Everybody supported, if told; else the participants and the incomplete records.
    pub stated_grand_total: Option<u64>,
}

impl Default for Totals {
    fn default() -> Self {
        Self { values: [None; Code::COUNT], incomplete_records: None, stated_grand_total: None }
    }
}

/// What a rule adds up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::fse) enum Sum {
    Of(&'static [Code]),
    /// CO01 + CO03 + CO05.
    Total,
}

/// A rule on totals: one sum is at most another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inequality {
    /// Number of the rule, 23 to 28.
    pub rule: u8,
    pub(in crate::fse) left: Sum,
    pub(in crate::fse) right: Sum,
}

const fn at_most(rule: u8, left: &'static [Code], right: &'static [Code]) -> Inequality {
    Inequality { rule, left: Sum::Of(left), right: Sum::Of(right) }
}

const fn within_total(rule: u8, left: &'static [Code]) -> Inequality {
    Inequality { rule, left: Sum::Of(left), right: Sum::Total }
}

/// Every rule, all of level E.
static RULES: &[Inequality] = &[
    at_most(24, &[Co02], &[Co01]),
    at_most(24, &[Co04], &[Co03]),
    at_most(24, &[Co08], &[Co07]),
    at_most(24, &[Co08], &[Co01, Co04]),
    at_most(24, &[Co13], &[Co12]),
    within_total(25, &[Co06, Co07]),
    within_total(25, &[Co09, Co10, Co11]),
    at_most(26, &[Cr01], &[Co03]),
    at_most(26, &[Cr04], &[Co01, Co03]),
    within_total(26, &[Cr02]),
    within_total(26, &[Cr03]),
    at_most(26, &[Cr01, Cr04], &[Co01, Co03]),
    at_most(26, &[Cr05], &[Cr01, Cr02, Cr03, Cr04]),
    at_most(27, &[Cr06], &[Co01, Co03]),
    at_most(27, &[Cr07], &[Co05]),
    at_most(27, &[Cr08], &[Co07]),
    at_most(27, &[Cr08], &[Cr06]),
    at_most(27, &[Cr09], &[Cr06]),
    at_most(27, &[YeiCr04], &[YeiCr01]),
    at_most(27, &[YeiCr05], &[YeiCr02]),
    at_most(27, &[YeiCr06], &[YeiCr03]),
    at_most(28, &[Eeco03], &[Eeco02]),
    at_most(28, &[Eeco02, Eeco04, Eeco05], &[Eeco01]),
    at_most(28, &[Eeco06, Eeco07, Eeco08], &[Eeco01]),
    at_most(28, &[Eeco09, Eeco10, Eeco11], &[Eeco01]),
    at_most(28, &[Eecr01], &[Eeco04]),
    at_most(28, &[Eecr04], &[Eeco02, Eeco04]),
    at_most(28, &[Eecr01, Eecr04], &[Eeco02, Eeco04]),
    at_most(28, &[Eecr05], &[Eeco02, Eeco04]),
    at_most(28, &[Eecr06], &[Eeco05]),
];

/// Every rule, in the order of the numbers.
pub(in crate::fse) fn rules() -> &'static [Inequality] {
    RULES
}

impl core::fmt::Display for Sum {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let Self::Of(codes) = self else { return f.write_str("total") };
        for (index, code) in codes.iter().enumerate() {
            if index > 0 {
                f.write_str("+")?;
            }
            f.write_str(code.as_str())?;
        }
        Ok(())
    }
}

/// As the specification prints it, without spaces.
impl core::fmt::Display for Inequality {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}<={}", self.left, self.right)
    }
}

impl Inequality {
    /// All rules of this kind are errors.
    pub const SEVERITY: Severity = Severity::Error;

    /// What a violation means, in French and in English.
    #[must_use]
    pub fn sentences(&self) -> [String; 2] {
        [format!("{} dépasse {}", self.left, self.right), format!("{} exceeds {}", self.left, self.right)]
    }
}

impl Totals {
    /// With the value of a code.
    #[must_use]
    pub fn with(mut self, code: Code, value: u64) -> Self {
        if let Some(place) = self.values.get_mut(code.index()) {
            *place = Some(value);
        }
        self
    }

    /// The value of a code, if it is there.
    #[must_use]
    pub fn get(&self, code: Code) -> Option<u64> {
        self.values.get(code.index()).copied().flatten()
    }

    /// CO01 + CO03 + CO05, if all three are there.
    #[must_use]
    pub fn total_participants(&self) -> Option<u64> {
        self.sum(&[Co01, Co03, Co05])
    }

    /// Everybody supported: as stated, else the participants and the incomplete records.
    #[must_use]
    pub fn grand_total(&self) -> Option<u64> {
        self.stated_grand_total
            .or_else(|| self.total_participants()?.checked_add(self.incomplete_records.unwrap_or(0)))
    }

    /// FSE+: participants of 30 to 54 years, who have no code of age, and those of unknown age.
    #[must_use]
    pub fn participants_without_age_code(&self) -> Option<u64> {
        self.get(Eeco01)?.checked_sub(self.sum(&[Eeco06, Eeco07, Eeco08])?)
    }

    fn sum(&self, codes: &[Code]) -> Option<u64> {
        codes.iter().try_fold(0_u64, |sum, code| sum.checked_add(self.get(*code)?))
    }

    /// The rules that fail (V24 to V28).
    #[must_use]
    pub fn violations(&self) -> Vec<&'static Inequality> {
        RULES.iter().filter(|rule| self.breaks(rule)).collect()
    }

    /// What a sum comes to, if every part of it is there.
    pub(in crate::fse) fn value(&self, sum: Sum) -> Option<u64> {
        match sum {
            Sum::Of(codes) => self.sum(codes),
            Sum::Total => self.total_participants(),
        }
    }

    /// Whether a rule fails. With an absent code it makes no statement.
    pub(in crate::fse) fn breaks(&self, rule: &Inequality) -> bool {
        matches!((self.value(rule.left), self.value(rule.right)), (Some(left), Some(right)) if left > right)
    }

    /// What V23 finds: a total beyond the grand total, of all or of one gender; parts that do not make the total of a code;
    /// an unknown gender that is counted. `parts`: women, men, non-binary, unknown.
    ///
    /// A part without any value is a column that was not delivered (2014-2020 has two): the others must make the total.
    /// Where a part that was delivered has not the code, the rule is skipped, as every rule with an absent code.
    #[must_use]
    pub fn gender_violations(&self, parts: &[Self; 4]) -> Vec<String> {
        let mut found = Vec::new();
        let columns = parts.iter().zip(["women:", "men:", "non-binary:", "unknown:"]);
        for (totals, name) in core::iter::once((self, "")).chain(columns) {
            if matches!((totals.total_participants(), totals.grand_total()), (Some(a), Some(b)) if a > b) {
                found.push(format!("{name}total>grandtotal"));
            }
        }
        let [.., unknown] = parts;
        let delivered = || parts.iter().filter(|part| part.values.iter().any(Option::is_some));
        for code in Code::ALL {
            let Some(whole) = self.get(code).filter(|_| delivered().next().is_some()) else { continue };
            let sum = delivered().try_fold(0_u64, |sum, part| sum.checked_add(part.get(code)?));
            if sum.is_some_and(|sum| sum != whole) {
                found.push(format!("men+women+non-binary+unknown!={code}"));
            }
            if code != Eeco01 && unknown.get(code).is_some_and(|count| count > 0) {
                found.push(format!("unknown({code})!=0"));
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_with_an_absent_code_is_silent() {
        let totals = Totals::default().with(Cr01, 9).with(Co03, 9).with(Co01, 1);
        assert!(totals.violations().is_empty(), "CR04 is absent, the total too");
        let totals = totals.with(Co05, 0).with(Cr02, 11);
        let printed: Vec<_> = totals.violations().iter().map(ToString::to_string).collect();
        assert_eq!(printed, ["CR02<=total"]);
    }

    #[test]
    fn every_rule_can_fail_and_is_printed_once() {
        let mut seen = std::collections::BTreeSet::new();
        for rule in RULES {
            let (Sum::Of(left), right) = (rule.left, rule.right) else { panic!("left of {rule}") };
            let mut totals = Totals::default();
            for code in [Co01, Co03, Co05] {
                totals = totals.with(code, 0);
            }
            if let Sum::Of(codes) = right {
                totals = codes.iter().fold(totals, |totals, code| totals.with(*code, 0));
            }
            totals = left.iter().fold(totals, |totals, code| totals.with(*code, 0));
            assert!(!totals.violations().contains(&rule), "{rule}: equal is fine");
            totals = totals.with(left[0], 1);
            assert!(totals.violations().contains(&rule) || right_holds(right, left[0]), "{rule}");
            assert!(seen.insert(rule.to_string()), "{rule} stands twice");
        }
        assert_eq!(seen.len(), 30);
    }

    /// Whether the code raised on the left is one of the right as well (a total of participants).
    fn right_holds(right: Sum, code: Code) -> bool {
        match right {
            Sum::Of(codes) => codes.contains(&code),
            Sum::Total => [Co01, Co03, Co05].contains(&code),
        }
    }

    #[test]
    fn genders_make_the_total() {
        let total = Totals::default().with(Co01, 3).with(Co03, 0).with(Co05, 0);
        let part = |count| Totals::default().with(Co01, count).with(Co03, 0).with(Co05, 0);
        let parts = [part(2), part(1), part(0), part(0)];
        assert!(total.gender_violations(&parts).is_empty());
        let parts = [part(2), part(0), part(0), part(1)];
        assert_eq!(total.gender_violations(&parts), ["unknown(CO01)!=0"]);
        let parts = [part(2), part(0), part(0), part(0)];
        assert_eq!(total.gender_violations(&parts), ["men+women+non-binary+unknown!=CO01"]);
        let none = Totals::default;
        assert!(total.gender_violations(&[none(), none(), none(), none()]).is_empty(), "no column delivered");
        assert!(total.gender_violations(&[part(2), part(1), none(), none()]).is_empty(), "two columns");
        let two = [part(2), part(0), none(), none()];
        assert_eq!(total.gender_violations(&two), ["men+women+non-binary+unknown!=CO01"]);
        let without = Totals::default().with(Co03, 0);
        assert!(total.gender_violations(&[part(2), part(0), without, none()]).is_empty(), "absent: skipped");
        let beyond = Totals { stated_grand_total: Some(2), ..total.clone() };
        assert_eq!(beyond.gender_violations(&[part(3), part(0), part(0), part(0)]), ["total>grandtotal"]);
        let men = Totals { stated_grand_total: Some(0), ..part(1) };
        assert_eq!(total.gender_violations(&[part(2), men, none(), none()]), ["men:total>grandtotal"]);
    }
}
