//! Rules on codes delivered from outside: V2, V4 to V10, V16, V18. They hold by construction for derived codes.

use super::{Check, Severity};
use crate::fse::{Annexe, Code, Isced, Programme};
use Code::{
    Co01, Co02, Co03, Co04, Co05, Co06, Co07, Co08, Co09, Co10, Co11, Co12, Co13, Co14, Co15, Co16, Co17,
    Cr01, Cr02, Cr03, Cr04, Cr05, Cr06, Cr07, Cr08, Cr09, Eeco06, Eeco07, Eeco08, Eeco09, Eeco10, Eeco11,
    Eecr01, Eecr04, YeiCr01, YeiCr02, YeiCr03, YeiCr04, YeiCr05, YeiCr06,
};

/// A set of codes: those under which one participant is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CodeSet(u64);

impl CodeSet {
    /// Whether a code is in it.
    #[must_use]
    pub const fn contains(self, code: Code) -> bool {
        self.0 >> code.index() & 1 == 1
    }

    fn count(self, codes: &[Code]) -> usize {
        codes.iter().filter(|code| self.contains(**code)).count()
    }
}

impl FromIterator<Code> for CodeSet {
    fn from_iter<I: IntoIterator<Item = Code>>(codes: I) -> Self {
        Self(codes.into_iter().fold(0, |set, code| set | 1 << code.index()))
    }
}

/// The codes of one participant as another system delivers them, with what it says of the record.
///
/// ```
/// use imilo_core::fse::{Annexe, Code, Delivered, Programme};
/// let delivered = Delivered {
///     programme: Programme::Fse(Annexe::Of2018),
///     codes: [Code::Co01, Code::Cr01].into_iter().collect(),
///     complete: true,
///     isced: None,
///     in_education: None,
/// };
/// let found: Vec<_> = delivered.findings().map(|check| check.code()).collect();
/// assert_eq!(found, ["V5:E"], "CR01 is of inactive participants");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Delivered {
    /// Fund and annexe.
    pub programme: Programme,
    /// Codes under which the participant is counted.
    pub codes: CodeSet,
    /// Whether the record is complete.
    pub complete: bool,
    /// Level of education, if told.
    pub isced: Option<Isced>,
    /// In education at entry, if told.
    pub in_education: Option<bool>,
}

pub(in crate::fse) type Rule = (Check, fn(&Delivered) -> bool);

const fn rule(
    rule: u8,
    severity: Severity,
    variables: &'static [&'static str],
    [fr, en]: [&'static str; 2],
    breaks: fn(&Delivered) -> bool,
) -> Rule {
    (Check { rule, severity, variables, fr, en }, breaks)
}

// A row is read as one: rule, level and codes, then the sentences, then when it is broken.
#[rustfmt::skip]
pub(in crate::fse) static RULES: &[Rule] = &[
    rule(2, Severity::Error, &["CO01", "CO03", "CO05"],
        ["une participation complète a exactement un des statuts CO01, CO03, CO05",
         "a complete record has exactly one of CO01, CO03, CO05"],
        |d| !d.is_plus() && d.complete && d.codes.count(&[Co01, Co03, Co05]) != 1),
    rule(4, Severity::Error, &["CO02", "CO01"], ["CO02 sans CO01", "CO02 without CO01"], |d| d.without(Co02, &[Co01])),
    rule(4, Severity::Error, &["CO04", "CO03"], ["CO04 sans CO03", "CO04 without CO03"], |d| d.without(Co04, &[Co03])),
    rule(4, Severity::Error, &["CO08", "CO07", "CO01", "CO04"],
        ["CO08 sans CO07, ou sans CO01 ni CO04", "CO08 without CO07, or with neither CO01 nor CO04"],
        |d| d.without(Co08, &[Co07]) || d.without(Co08, &[Co01, Co04])),
    rule(4, Severity::Error, &["CO13", "CO12"], ["CO13 sans CO12", "CO13 without CO12"], |d| d.without(Co13, &[Co12])),
    rule(5, Severity::Error, &["CR07", "CO05"], ["CR07 sans CO05", "CR07 without CO05"], |d| d.without(Cr07, &[Co05])),
    rule(5, Severity::Error, &["CR01", "CO03"], ["CR01 sans CO03", "CR01 without CO03"], |d| d.without(Cr01, &[Co03])),
    rule(5, Severity::Error, &["CR04", "CR06", "CO01", "CO03"],
        ["CR04 ou CR06 sans CO01 ni CO03", "CR04 or CR06 with neither CO01 nor CO03"],
        |d| d.without(Cr04, &[Co01, Co03]) || d.without(Cr06, &[Co01, Co03])),
    rule(5, Severity::Error, &["CR08", "CO07", "CR06"],
        ["CR08 sans CO07 ou sans CR06", "CR08 without CO07 or without CR06"],
        |d| d.without(Cr08, &[Co07]) || d.without(Cr08, &[Cr06])),
    rule(6, Severity::Error, &["CR01", "CR04"], ["CR01 et CR04 s'excluent", "CR01 and CR04 exclude each other"],
        |d| d.codes.count(&[Cr01, Cr04]) == 2),
    rule(6, Severity::Error, &["EECR01", "EECR04"], ["EECR01 et EECR04 s'excluent", "EECR01 and EECR04 exclude each other"],
        |d| d.codes.count(&[Eecr01, Eecr04]) == 2),
    rule(7, Severity::Error, &["CO06", "CO07"], ["deux codes d'âge", "two codes of age"],
        |d| d.codes.count(&[Co06, Co07]) == 2),
    rule(7, Severity::Error, &["EECO06", "EECO07", "EECO08"], ["plusieurs codes d'âge", "several codes of age"],
        |d| d.codes.count(&[Eeco06, Eeco07, Eeco08]) > 1),
    rule(8, Severity::Error, &["CO09", "CO10", "CO11"], ["plusieurs codes de niveau", "several codes of education"],
        |d| d.codes.count(&[Co09, Co10, Co11]) > 1),
    // An incomplete record has no code at all (P9): the rule speaks of complete ones.
    rule(8, Severity::Error, &["CO09", "CO10", "CO11", "isced_entry"],
        ["aucun code de niveau, et le niveau est CITE 1 à 8", "no code of education, and the level is ISCED 1 to 8"],
        |d| !d.is_plus() && d.isced.is_some_and(|isced| isced.get() > 0) && d.complete
            && d.codes.count(&[Co09, Co10, Co11]) == 0),
    rule(8, Severity::Error, &["EECO09", "EECO10", "EECO11"],
        ["FSE+ : une participation complète a exactement un code de niveau",
         "FSE+: a complete record has exactly one code of education"],
        |d| d.is_plus() && d.complete && d.codes.count(&[Eeco09, Eeco10, Eeco11]) != 1),
    rule(9, Severity::Error, &["CR05"], ["CR05 sans désavantage, ou sans aucun de CR01 à CR04",
        "CR05 without a disadvantage, or with none of CR01 to CR04"],
        |d| d.without(Cr05, d.disadvantages()) || d.without(Cr05, &[Cr01, Cr02, Cr03, Cr04])),
    rule(9, Severity::Error, &["CR09", "CR06"], ["CR09 sans désavantage ou sans CR06", "CR09 without a disadvantage or without CR06"],
        |d| d.without(Cr09, d.disadvantages()) || d.without(Cr09, &[Cr06])),
    rule(10, Severity::Error, &["CR06", "CR07"], ["CR06 et CR07 s'excluent", "CR06 and CR07 exclude each other"],
        |d| d.codes.count(&[Cr06, Cr07]) == 2),
    rule(16, Severity::Warning, &["CO04", "in_education_entry"],
        ["CO04 pour une personne en formation", "CO04 for a person in education"],
        |d| d.codes.contains(Co04) && d.in_education == Some(true)),
    rule(18, Severity::Error, &["YEI_CR04", "YEI_CR01", "YEI_CR05", "YEI_CR02", "YEI_CR06", "YEI_CR03"],
        ["un résultat des chômeurs de longue durée sans celui des chômeurs",
         "a result of the long-term unemployed without that of the unemployed"],
        |d| d.without(YeiCr04, &[YeiCr01]) || d.without(YeiCr05, &[YeiCr02]) || d.without(YeiCr06, &[YeiCr03])),
];

/// Every rule, in the order of the numbers.
pub(super) fn delivered_checks() -> impl Iterator<Item = &'static Check> {
    RULES.iter().map(|(check, _)| check)
}

impl Delivered {
    /// The rules that the codes break, in the order of their numbers.
    pub fn findings(&self) -> impl Iterator<Item = &'static Check> + '_ {
        RULES.iter().filter(|(_, breaks)| breaks(self)).map(|(check, _)| check)
    }

    fn is_plus(&self) -> bool {
        self.programme == Programme::FsePlus
    }

    /// Whether a code is there and none of those that it needs.
    fn without(&self, code: Code, needs_one: &[Code]) -> bool {
        self.codes.contains(code) && self.codes.count(needs_one) == 0
    }

    /// D, as codes: with the households in the version of 2013 (A10).
    fn disadvantages(&self) -> &'static [Code] {
        match self.programme {
            Programme::Fse(Annexe::Of2013) | Programme::Iej(Annexe::Of2013) => {
                &[Co15, Co16, Co17, Co12, Co14]
            }
            _ => &[Co15, Co16, Co17],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(
        programme: Programme,
        codes: &[Code],
        isced: Option<u8>,
        in_education: Option<bool>,
    ) -> Vec<String> {
        let delivered = Delivered {
            programme,
            codes: codes.iter().copied().collect(),
            complete: true,
            isced: isced.map(|level| Isced::new(level).unwrap()),
            in_education,
        };
        delivered.findings().map(Check::code).collect()
    }

    #[test]
    fn each_rule_has_a_case_that_breaks_it_alone() {
        let esf = Programme::Fse(Annexe::Of2018);
        let with = |codes: &[Code]| found(esf, &[&[Co01], codes].concat(), None, None);
        assert_eq!(found(esf, &[Co01], None, None), [""; 0]);
        assert_eq!(found(esf, &[], None, None), ["V2:E"]);
        assert_eq!(found(esf, &[Co01, Co05], None, None), ["V2:E"]);
        assert_eq!(found(esf, &[Co03, Co02], None, None), ["V4:E"]);
        assert_eq!(with(&[Co04]), ["V4:E"]);
        assert_eq!(with(&[Co08]), ["V4:E"]);
        assert_eq!(with(&[Co07, Co08]), [""; 0]);
        assert_eq!(found(esf, &[Co05, Co07, Co08], None, None), ["V4:E"]);
        assert_eq!(with(&[Co13]), ["V4:E"]);
        assert_eq!(with(&[Cr07]), ["V5:E"]);
        assert_eq!(with(&[Cr01]), ["V5:E"]);
        assert_eq!(found(esf, &[Co05, Cr04], None, None), ["V5:E"]);
        assert_eq!(with(&[Cr08, Cr06]), ["V5:E"]);
        assert_eq!(found(esf, &[Co03, Cr01, Cr04], None, None), ["V6:E"]);
        assert_eq!(with(&[Co06, Co07]), ["V7:E"]);
        assert_eq!(with(&[Co09, Co10]), ["V8:E"]);
        assert_eq!(found(esf, &[Co01], Some(3), None), ["V8:E"]);
        assert_eq!(found(esf, &[Co01], Some(0), None), [""; 0]);
        assert_eq!(with(&[Cr05, Cr02]), ["V9:E"]);
        assert_eq!(with(&[Cr05, Co16]), ["V9:E"]);
        assert_eq!(with(&[Cr09, Co16]), ["V9:E"]);
        assert_eq!(found(esf, &[Co03, Co05, Cr06, Cr07], None, None), ["V2:E", "V10:E"]);
        assert_eq!(found(esf, &[Co03, Co04], None, Some(true)), ["V16:W"]);
        assert_eq!(with(&[YeiCr05]), ["V18:E"]);
        let plus = |codes: &[Code]| found(Programme::FsePlus, &[&[Eeco09], codes].concat(), None, None);
        assert_eq!(plus(&[Eecr01, Eecr04]), ["V6:E"]);
        assert_eq!(plus(&[Eeco06, Eeco08]), ["V7:E"]);
        assert_eq!(plus(&[Eeco11]), ["V8:E"]);
    }

    #[test]
    fn a_household_is_a_disadvantage_in_2013_only() {
        let codes = [Co01, Co12, Cr05, Cr03];
        assert_eq!(found(Programme::Fse(Annexe::Of2013), &codes, None, None), [""; 0]);
        assert_eq!(found(Programme::Fse(Annexe::Of2018), &codes, None, None), ["V9:E"]);
    }
}
