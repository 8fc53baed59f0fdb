//! The answers to the questions on duties.

use std::borrow::Cow;

use crate::calendar::Date;
use crate::explain::{AppliedRule, Outcome, codes, push_new};
use crate::law::{BeforeFirstRuleSet, Evidence, Provision, Timeline, Version};

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

    /// All versions of a duty.
    pub(super) fn table(&self, duty: Duty) -> &'l Timeline<Provision<Holding>> {
        self.tables.of(duty)
    }

    /// The versions of a duty that may be in force, the older first.
    pub(super) fn versions(&self, duty: Duty) -> Vec<&'l Version<Provision<Holding>>> {
        let mut versions: Vec<&'l Version<Provision<Holding>>> = Vec::new();
        // A day before the first row was refused when the rule set was asked.
        if let Ok(found) = self.tables.of(duty).at(self.day) {
            push_new(&mut versions, found.older());
            push_new(&mut versions, found.newer());
        }
        versions
    }

    /// Who has a duty; of a notice, by which means it is given.
    #[must_use]
    pub fn who(&self, duty: Duty) -> Holders<'l> {
        let versions = self.versions(duty);
        let rules = versions.iter().map(|version| AppliedRule::of(self.tables.of(duty), version)).collect();
        let unknown = Provision::Unknown;
        let value = match versions.as_slice() {
            [first, rest @ ..] if rest.iter().all(|other| other.value == first.value) => &first.value,
            _ => &unknown,
        };
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

    /// Whether it would conform to reject a request as sent to the wrong one, and by which duty that is said.
    ///
    /// Never when it was sent to whoever answers; nor to one of joint controllers, the person being free to turn to any of
    /// them (RGPD, art. 26(3), reading A23). Undetermined elsewhere. Not told who received it: one of the controllers.
    #[must_use]
    pub fn rejection_for_wrong_controller(&self, received_by: Option<Actor>) -> (Outcome, Option<Duty>) {
        let by_all = |duty: Duty, is: &dyn Fn(&Holding) -> bool| {
            let versions = self.versions(duty);
            !versions.is_empty() && versions.iter().all(|version| version.value.stated().is_some_and(is))
        };
        let received = |holding: &Holding| received_by.is_some_and(|actor| holding.actors.contains(&actor));
        if by_all(Duty::AnswerRightsRequest, &received) {
            return (Outcome::NotConforming, Some(Duty::AnswerRightsRequest));
        }
        let joint = |holding: &Holding| holding.joint && (received_by.is_none() || received(holding));
        if by_all(Duty::Controller, &joint) {
            return (Outcome::NotConforming, Some(Duty::Controller));
        }
        (Outcome::Undetermined, None)
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
