//! The rights of the persons: which right is open on a day, who answers, and until when ([`Demande`]).
//!
//! # Droit
//! Décret n° 2015-59, art. 7 (access, rectification, answered by the director of the mission locale or PAIO of the
//! person) and 8 (opposition excluded); RGPD, art. 15 to 21, from 2018-05-25; annexes of the arrêtés of 15 December 2022
//! and 15 January 2026 (each mission locale answers). The version is that of the day of receipt, and so is the mission
//! locale (reading A18). A request is never rejected because another controller received it (reading A23).
//!
//! ```
//! use imilo_core::droits::{self, Answerer, Attested, Right, RightRequest};
//! use imilo_core::explain::Outcome;
//!
//! let request = RightRequest {
//!     right: Right::Access,
//!     mission_locale: "ML-B",
//!     attested: Attested { identity_verified: true, own_data: true, mandate: false },
//!     no_longer_needed: false,
//! };
//! let tables = droits::Tables::built_in();
//! let decision = droits::exercise_right("2018-06-01".parse()?, &tables, &request)?;
//! assert_eq!(decision.outcome, Outcome::Conforming);
//! assert_eq!(decision.answered_by, Some((Answerer::Director, "ML-B")));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod delai;
pub mod finalites;
pub mod registre;
pub mod responsabilites;
mod tables;

pub use delai::{Delai, Demande, DemandeError, Extension, Reply};
pub use tables::{Answerer, Openness, Right, Tables};

use std::borrow::Cow;

use crate::calendar::Date;
use crate::explain::{AppliedRule, Finding, Outcome, Role, push_new};
use crate::law::{BeforeFirstRuleSet, InForce, Provision, Timeline, Version};

/// What is attested of who makes the request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attested {
    /// Identity established.
    pub identity_verified: bool,
    /// The dossier is the person's own.
    pub own_data: bool,
    /// Acts under a mandate of the person.
    pub mandate: bool,
}

/// A request of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RightRequest<'a> {
    /// Which right.
    pub right: Right,
    /// The structure that the person belongs to on the day of receipt.
    pub mission_locale: &'a str,
    /// Who makes it.
    pub attested: Attested,
    /// The term of the data is past: they are no longer needed.
    pub no_longer_needed: bool,
}

/// What the law makes of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct RightDecision<'l, 'a> {
    /// Whether the request is to be followed, as to the right itself.
    pub outcome: Outcome,
    /// Who answers, and of which structure; none while the text that says it was not read. Known whatever the outcome:
    /// a refusal too is answered.
    pub answered_by: Option<(Answerer, &'a str)>,
    /// Name of the rule set of the day.
    pub rule_set: Cow<'l, str>,
    /// The reasons.
    pub findings: Vec<Finding<'l>>,
}

/// Says whether a right is open on the day on which a request was received, and who answers.
///
/// # Errors
/// [`BeforeFirstRuleSet`] when the day lies before 2015-01-29.
pub fn exercise_right<'l, 'a>(
    received_on: Date,
    tables: &'l Tables,
    request: &RightRequest<'a>,
) -> Result<RightDecision<'l, 'a>, BeforeFirstRuleSet> {
    let line = tables.right(request.right);
    let mut findings = Vec::new();
    let mut outcomes = Vec::new();
    for version in both(line, received_on)? {
        let (outcome, code, fr, en) = judge(&version.value, request);
        outcomes.push(outcome);
        let rule = AppliedRule::of(line, version);
        push_new(&mut findings, Finding::of(code, Role::Founds, rule, &[], fr, en));
    }
    let outcome = match outcomes.as_slice() {
        [first, rest @ ..] if rest.iter().all(|other| other == first) => *first,
        _ => Outcome::Undetermined,
    };
    let mut answerers = Vec::new();
    for version in both(&tables.answerers, received_on)? {
        push_new(&mut answerers, version.value.stated().copied());
        let rule = AppliedRule::of(&tables.answerers, version);
        let (code, fr, en) = match version.value {
            Provision::Stated(Answerer::Director) => (
                "right_answered_by",
                "le directeur de la mission locale ou PAIO dont relève la personne répond",
                "the director of the mission locale or PAIO of the person answers",
            ),
            Provision::Stated(Answerer::MissionLocale) => (
                "right_answered_by",
                "la mission locale dont relève la personne répond",
                "the mission locale of the person answers",
            ),
            Provision::Absent | Provision::Unknown => (
                "right_answerer_unread",
                "le texte qui dit qui répond n'a pas été lu : indéterminé",
                "the text that says who answers was not read: undetermined",
            ),
        };
        push_new(&mut findings, Finding::of(code, Role::Notes, rule, &["A18", "A23"], fr, en));
    }
    let answered_by = match answerers.as_slice() {
        [Some(answerer)] => Some((*answerer, request.mission_locale)),
        _ => None,
    };
    let rule_set = tables.rule_sets.at(received_on)?.label();
    Ok(RightDecision { outcome, answered_by, rule_set, findings })
}

type Judged = (Outcome, &'static str, &'static str, &'static str);

fn judge(openness: &Provision<Openness>, request: &RightRequest<'_>) -> Judged {
    let Attested { identity_verified, own_data, mandate } = request.attested;
    match openness {
        Provision::Unknown => (
            Outcome::Undetermined,
            "right_unread",
            "le texte de ce jour n'a pas été lu",
            "the text of that day was not read",
        ),
        Provision::Absent => (
            Outcome::NotConforming,
            "right_absent",
            "le texte de ce jour, lu, n'ouvre pas ce droit",
            "the text of that day, which was read, does not open that right",
        ),
        Provision::Stated(Openness::Excluded) => {
            (Outcome::NotConforming, "right_excluded", "droit exclu", "right excluded")
        }
        Provision::Stated(_) if !identity_verified => (
            Outcome::NotConforming,
            "right_identity",
            "l'identité n'est pas établie",
            "the identity is not established",
        ),
        Provision::Stated(_) if !own_data && !mandate => (
            Outcome::NotConforming,
            "right_other_person",
            "les données ne sont pas les siennes, et il n'y a pas de mandat",
            "the data are not the person's own, and there is no mandate",
        ),
        Provision::Stated(Openness::UnlessNeeded) if request.no_longer_needed => (
            Outcome::Undetermined,
            "right_term_past",
            "le terme est passé : si des données nominatives restent, leur effacement est à examiner",
            "the term is past: if nominative data are left, their erasure is to be examined",
        ),
        Provision::Stated(Openness::UnlessNeeded) => (
            Outcome::NotConforming,
            "right_needed",
            "exclu tant que le traitement est nécessaire à une mission d'intérêt public",
            "excluded as long as the processing is necessary for a task in the public interest",
        ),
        Provision::Stated(Openness::Open) => {
            (Outcome::Conforming, "right_open", "droit ouvert", "right open")
        }
    }
}

fn both<T: Clone + 'static>(
    line: &Timeline<T>,
    day: Date,
) -> Result<impl Iterator<Item = &Version<T>>, BeforeFirstRuleSet> {
    let (older, newer) = match line.at(day)? {
        InForce::Certain(version) => (None, version),
        InForce::Either(older, newer) => (Some(older), newer),
    };
    Ok(older.into_iter().chain([newer]))
}
