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
mod motifs;
pub mod registre;
pub mod responsabilites;
mod tables;

pub use delai::{Delai, Demande, DemandeError, Extension, Reply};
pub use motifs::Motifs;
pub use tables::{Answerer, Openness, Right, Tables};

use std::borrow::Cow;

use motifs::{Weighed, of_the_rgpd};
use tables::{ERASURE_OPENS, IDENTITY, RGPD};

use crate::calendar::Date;
use crate::explain::{AppliedRule, Finding, Outcome, Role, push_new};
use crate::law::{BeforeFirstRuleSet, Citation, InForce, Provision, Timeline, Version};

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

impl<'a> From<&RightRequest<'a>> for RightFacts<'a> {
    /// What is not attested is told as not so; the ground of an erasure is its term alone.
    fn from(request: &RightRequest<'a>) -> Self {
        let Attested { identity_verified, own_data, mandate } = request.attested;
        Self {
            right: request.right,
            mission_locale: request.mission_locale,
            identity_verified: Some(identity_verified),
            own_data: Some(own_data),
            mandate: Some(mandate),
            motifs: Motifs { no_longer_needed: Some(request.no_longer_needed), ..Motifs::default() },
        }
    }
}

/// A request of a person, with what is told of it; none: not told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RightFacts<'a> {
    /// Which right.
    pub right: Right,
    /// The structure that the person belongs to on the day of receipt.
    pub mission_locale: &'a str,
    /// Identity established.
    pub identity_verified: Option<bool>,
    /// The dossier is the person's own.
    pub own_data: Option<bool>,
    /// Acts under a mandate of the person.
    pub mandate: Option<bool>,
    /// Why the person asks for erasure or limitation.
    pub motifs: Motifs,
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
    /// Facts that are not told, and that may change the outcome.
    pub missing: Vec<&'static str>,
}

/// Says whether a right is open on the day on which a request was received, and who answers: [`examine`], for a request of
/// which everything is attested or not so.
///
/// # Errors
/// [`BeforeFirstRuleSet`] when the day lies before 2015-01-29.
pub fn exercise_right<'l, 'a>(
    received_on: Date,
    tables: &'l Tables,
    request: &RightRequest<'a>,
) -> Result<RightDecision<'l, 'a>, BeforeFirstRuleSet> {
    examine(received_on, tables, &RightFacts::from(request))
}

/// Says whether a right is open on the day on which a request was received, by what is told of its ground, and who answers.
///
/// What would have to be attested and is not told opens nothing, and is named as missing: who asks is to be established
/// before anything is handed over.
///
/// # Errors
/// [`BeforeFirstRuleSet`] when the day lies before 2015-01-29.
pub fn examine<'l, 'a>(
    received_on: Date,
    tables: &'l Tables,
    request: &RightFacts<'a>,
) -> Result<RightDecision<'l, 'a>, BeforeFirstRuleSet> {
    let line = tables.right(request.right);
    let (mut findings, mut missing, mut outcomes) = (Vec::new(), Vec::new(), Vec::new());
    for version in both(line, received_on)? {
        let weighed = judge(&version.value, AppliedRule::of(line, version), request);
        outcomes.push(weighed.outcome);
        weighed.findings.into_iter().for_each(|finding| push_new(&mut findings, finding));
        weighed.missing.into_iter().for_each(|fact| push_new(&mut missing, fact));
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
    Ok(RightDecision { outcome, answered_by, rule_set, findings, missing })
}

fn judge<'l>(openness: &Provision<Openness>, rule: AppliedRule<'l>, request: &RightFacts<'_>) -> Weighed<'l> {
    let founds = |outcome: Outcome, code: &'static str, words: (&'static str, &'static str)| {
        Weighed::new(outcome).told(code, Role::Founds, rule.clone(), words)
    };
    let own = [request.own_data, request.mandate].contains(&Some(true));
    match openness {
        Provision::Unknown => founds(
            Outcome::Undetermined,
            "right_unread",
            ("le texte de ce jour n'a pas été lu", "the text of that day was not read"),
        ),
        Provision::Absent if matches!(request.right, Right::Erasure | Right::Limitation) => {
            request.motifs.before_the_rgpd(rule.clone(), founds)
        }
        Provision::Absent => founds(
            Outcome::NotConforming,
            "right_absent",
            (
                "le texte de ce jour, lu, n'ouvre pas ce droit",
                "the text of that day, which was read, does not open that right",
            ),
        ),
        Provision::Stated(Openness::Excluded) => {
            founds(Outcome::NotConforming, "right_excluded", ("droit exclu", "right excluded"))
        }
        Provision::Stated(_) if request.identity_verified != Some(true) => {
            identity(request, founding(openness, &IDENTITY, &rule))
        }
        Provision::Stated(_) if !own => other_person(request, founding(openness, &ERASURE_OPENS, &rule)),
        Provision::Stated(Openness::UnlessNeeded) => request.motifs.erasure(rule),
        Provision::Stated(Openness::Open) if request.right == Right::Limitation => {
            request.motifs.limitation(rule)
        }
        Provision::Stated(Openness::Open) => {
            founds(Outcome::Conforming, "right_open", ("droit ouvert", "right open"))
        }
    }
}

/// What founds an answer that comes before any weighing: the article of the right, or `other` where that one is an exception
/// which was not looked into.
fn founding<'l>(
    openness: &Provision<Openness>,
    other: &'static Citation,
    rule: &AppliedRule<'l>,
) -> impl Fn(Outcome, &'static str, (&'static str, &'static str)) -> Weighed<'l> {
    let rule = match openness {
        Provision::Stated(Openness::UnlessNeeded) => of_the_rgpd(other),
        _ => rule.clone(),
    };
    move |outcome, code, words| Weighed::new(outcome).told(code, Role::Founds, rule.clone(), words)
}

/// Nothing is handed over to whom it is not known to be: refused as it stands. Not told is not the same as not so: it is
/// named as missing, with how an identity is established.
fn identity<'l>(
    request: &RightFacts<'_>,
    founds: impl Fn(Outcome, &'static str, (&'static str, &'static str)) -> Weighed<'l>,
) -> Weighed<'l> {
    if request.identity_verified.is_some() {
        let words = ("l'identité n'est pas établie", "the identity is not established");
        return founds(Outcome::NotConforming, "right_identity", words);
    }
    let words = (
        "l'identité n'est pas dite établie : rien n'est remis avant qu'elle le soit, et ce n'est pas un refus à la personne",
        "the identity is not told to be established: nothing is handed over before it is, and that is no refusal to the person",
    );
    let rule = AppliedRule { citation: &IDENTITY, version: "RGPD", from: RGPD, until: None };
    let how = (
        "l'identité s'établit par tout moyen ; une pièce d'identité n'est demandée qu'en cas de doute raisonnable",
        "an identity is established by any means; an identity document is asked for on reasonable doubt only",
    );
    founds(Outcome::NotConforming, "right_identity_untold", words)
        .told("right_identity_how", Role::Notes, rule, how)
        .without([("identity_verified", None)])
}

/// Neither the person's own data nor a mandate: what is not told of the two is not told as a fact.
fn other_person<'l>(
    request: &RightFacts<'_>,
    founds: impl Fn(Outcome, &'static str, (&'static str, &'static str)) -> Weighed<'l>,
) -> Weighed<'l> {
    let (code, words) = match (request.own_data, request.mandate) {
        (Some(_), Some(_)) => (
            "right_other_person",
            (
                "les données ne sont pas les siennes, et il n'y a pas de mandat",
                "the data are not the person's own, and there is no mandate",
            ),
        ),
        (Some(_), None) => (
            "right_mandate_untold",
            (
                "les données ne sont pas les siennes, et il n'est pas dit qu'il y a un mandat : rien n'est remis avant qu'il soit montré, et ce n'est pas un refus à la personne",
                "the data are not the person's own, and it is not told that there is a mandate: nothing is handed over before it is shown, and that is no refusal to the person",
            ),
        ),
        (None, Some(_)) => (
            "right_own_data_untold",
            (
                "il n'est pas dit que les données sont les siennes, et il n'y a pas de mandat : rien n'est remis avant que ce soit établi, et ce n'est pas un refus à la personne",
                "it is not told that the data are the person's own, and there is no mandate: nothing is handed over before that is established, and that is no refusal to the person",
            ),
        ),
        (None, None) => (
            "right_own_data_untold",
            (
                "il n'est dit ni que les données sont les siennes, ni qu'il y a un mandat : rien n'est remis avant que ce soit établi, et ce n'est pas un refus à la personne",
                "it is told neither that the data are the person's own nor that there is a mandate: nothing is handed over before that is established, and that is no refusal to the person",
            ),
        ),
    };
    founds(Outcome::NotConforming, code, words)
        .without([("own_data", request.own_data), ("mandate", request.mandate)])
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
