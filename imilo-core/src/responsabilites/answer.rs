//! The answers to the questions on duties.

use std::borrow::Cow;

use crate::calendar::Date;
use crate::explain::{AppliedRule, Outcome, codes, push_new};
use crate::law::{BeforeFirstRuleSet, Evidence, Provision, Version};

use super::tables::{Actor, Duty, Holding, RGPD, SubjectClass, Tables};

/// The duties of a day.
#[derive(Clone, Debug)]
pub struct Responsabilites<'l> {
    day: Date,
    tables: &'l Tables,
    rule_set: Cow<'l, str>,
}

/// Who has a duty on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holders<'l> {
    /// Those who have it; of a notice, the means. Empty: nobody is named, or no text prescribes it. None: not known.
    pub actors: Option<&'l [Actor]>,
    /// Whether a text prescribes the duty; none: not known.
    pub prescribed: Option<bool>,
    /// Jointly.
    pub joint: bool,
    /// Those who are charged with the implementation beside them.
    pub implementers: &'l [Actor],
    /// Of a register: whose requests it has.
    pub classes: &'l [SubjectClass],
    /// The provisions; in a window of entry, those of both versions.
    pub rules: Vec<AppliedRule<'l>>,
}

impl<'l> Holders<'l> {
    /// Codes of the provisions.
    #[must_use]
    pub fn founded_by(&self) -> Vec<&'l str> {
        codes(&self.rules)
    }

    /// How well they are known together.
    #[must_use]
    pub fn evidence(&self) -> Option<Evidence> {
        self.rules.iter().map(|rule| rule.citation.evidence).reduce(Evidence::weaker)
    }
}

/// The impact assessment of a version of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aipd {
    /// Day on which the version enters into service.
    pub version_in_service_on: Date,
    /// Day of its assessment; none: there is none, or it is not known.
    pub aipd_dated: Option<Date>,
}

impl<'l> Responsabilites<'l> {
    /// The duties in force on a day.
    ///
    /// # Errors
    /// [`BeforeFirstRuleSet`] when the day lies before 2015-01-29.
    pub fn on(day: Date, tables: &'l Tables) -> Result<Self, BeforeFirstRuleSet> {
        Ok(Self { day, tables, rule_set: tables.rule_sets.at(day)?.label() })
    }

    /// Name of the rule set of the day.
    #[must_use]
    pub fn rule_set(&self) -> &str {
        &self.rule_set
    }

    /// Who has a duty; of a notice, by which means it is given.
    #[must_use]
    pub fn who(&self, duty: Duty) -> Holders<'l> {
        let line = self.tables.of(duty);
        let mut versions: Vec<&'l Version<Provision<Holding>>> = Vec::new();
        // A day before the first row was refused when the rule set was asked.
        if let Ok(found) = line.at(self.day) {
            push_new(&mut versions, found.older());
            push_new(&mut versions, found.newer());
        }
        let rules = versions.iter().map(|version| AppliedRule::of(line, version)).collect();
        let agreed =
            versions.iter().all(|version| Some(&version.value) == versions.first().map(|first| &first.value));
        let unknown = Provision::Unknown;
        let value = versions.first().map_or(&unknown, |first| if agreed { &first.value } else { &unknown });
        let empty =
            Holders { actors: None, prescribed: None, joint: false, implementers: &[], classes: &[], rules };
        match value {
            Provision::Stated(holding) => Holders {
                actors: Some(holding.actors),
                prescribed: Some(true),
                joint: holding.joint,
                implementers: holding.implementers,
                classes: holding.classes,
                ..empty
            },
            Provision::Absent => Holders { actors: Some(&[]), prescribed: Some(false), ..empty },
            Provision::Unknown => empty,
        }
    }

    /// Whether it would conform to reject a request as sent to the wrong controller: the person may turn to any of joint
    /// controllers (RGPD, art. 26(3), reading A23). Undetermined while there is one only.
    #[must_use]
    pub fn rejection_for_wrong_controller(&self) -> Outcome {
        if self.who(Duty::Controller).joint { Outcome::NotConforming } else { Outcome::Undetermined }
    }

    /// Whether an impact assessment is required: from the RGPD on.
    #[must_use]
    pub fn aipd_required(&self) -> bool {
        self.day >= RGPD.certain
    }

    /// Whether a version of the system conforms as to its assessment: one that has none, dated on or before its entry
    /// into service, is to be checked (reading A24).
    #[must_use]
    pub fn aipd(&self, aipd: &Aipd) -> Outcome {
        let dated = aipd.aipd_dated.is_some_and(|dated| dated <= aipd.version_in_service_on);
        if dated || !self.aipd_required() { Outcome::Conforming } else { Outcome::Undetermined }
    }

    /// Whether breaches are to be notified at all: from the RGPD on.
    #[must_use]
    pub fn breaches_are_notified(&self) -> bool {
        self.day >= RGPD.certain
    }
}
