//! Why a person asks for erasure or limitation, and what the RGPD makes of it.
//!
//! # Droit
//! RGPD, art. 17(1) (erasure: data no longer needed, or unlawfully held) and 17(3)(b) (not as far as a task in the public
//! interest needs the processing); art. 18 (limitation: accuracy contested, unlawful processing whose erasure the person
//! opposes, data that the person needs for a legal claim). The processing is founded on a task in the public interest
//! (art. 6(1)(e)) and not on consent: its withdrawal opens nothing. Opposition is excluded by the décret (art. 8): that one
//! be pending is left undetermined.
//!
//! Before 2018-05-25, art. 7 al. 2 of the décret names access and rectification, and refers to art. 39 and 40 of the loi of
//! 1978, of which art. 40 had, by its subject, the locking and the erasure of data inexact or unlawfully held: its text was
//! not read, and a request on such a ground is undetermined.

use super::tables::{CONSENT, ERASURE_OPENS, LOI_40, RGPD};
use crate::explain::{AppliedRule, Finding, Outcome, Role};

/// What is told of the ground of a request of erasure or limitation; none: not told.
///
/// ```
/// use imilo_core::droits::{self, Motifs, Right, RightFacts};
/// use imilo_core::explain::Outcome;
///
/// let tables = droits::Tables::built_in();
/// let mut facts = RightFacts {
///     right: Right::Erasure,
///     mission_locale: "ML-B",
///     identity_verified: Some(true),
///     own_data: Some(true),
///     mandate: None,
///     motifs: Motifs { unlawfully_held: Some(true), ..Motifs::default() },
/// };
/// let decision = droits::examine("2026-02-02".parse()?, &tables, &facts)?;
/// assert_eq!(decision.outcome, Outcome::Conforming);
/// assert_eq!(decision.findings[0].rule.citation.code, "RGPD:17(1)");
/// facts.motifs = Motifs::default();
/// let needed = droits::examine("2026-02-02".parse()?, &tables, &facts)?;
/// assert_eq!(needed.outcome, Outcome::NotConforming);
/// assert_eq!(needed.missing, ["no_longer_needed", "unlawfully_held"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Motifs {
    /// The term of the data is past: they are no longer needed (art. 17(1)(a)).
    pub no_longer_needed: Option<bool>,
    /// Data that name the person are left, once their term is past.
    pub nominative_left: Option<bool>,
    /// The person withdraws a consent (art. 17(1)(b)).
    pub consent_withdrawn: Option<bool>,
    /// The data are unlawfully held (art. 17(1)(d), 18(1)(b)).
    pub unlawfully_held: Option<bool>,
    /// The person contests that the data are exact (art. 18(1)(a)).
    pub accuracy_contested: Option<bool>,
    /// The person opposes the erasure of data unlawfully held, and asks for their limitation (art. 18(1)(b)).
    pub erasure_opposed: Option<bool>,
    /// The person needs the data for a legal claim (art. 18(1)(c)).
    pub needed_for_claims: Option<bool>,
    /// The person has objected, and the answer is pending (art. 18(1)(d)).
    pub objection_pending: Option<bool>,
}

/// What a ground makes of a request.
pub(super) struct Weighed<'l> {
    pub(super) outcome: Outcome,
    pub(super) findings: Vec<Finding<'l>>,
    pub(super) missing: Vec<&'static str>,
}

impl<'l> Weighed<'l> {
    pub(super) const fn new(outcome: Outcome) -> Self {
        Self { outcome, findings: Vec::new(), missing: Vec::new() }
    }

    pub(super) fn told(
        mut self,
        code: &'static str,
        role: Role,
        rule: AppliedRule<'l>,
        (fr, en): (impl Into<std::borrow::Cow<'static, str>>, impl Into<std::borrow::Cow<'static, str>>),
    ) -> Self {
        self.findings.push(Finding::of(code, role, rule, &[], fr, en));
        self
    }

    pub(super) fn without(mut self, facts: impl IntoIterator<Item = (&'static str, Option<bool>)>) -> Self {
        let unknown = facts.into_iter().filter(|(_, told)| told.is_none()).map(|(fact, _)| fact);
        self.missing.extend(unknown);
        self
    }
}

/// A rule of the RGPD beside the one of the table.
pub(super) fn of_the_rgpd(citation: &'static crate::law::Citation) -> AppliedRule<'static> {
    AppliedRule { citation, version: "RGPD", from: RGPD, until: None }
}

impl Motifs {
    /// What is known of erasure and limitation as long as the RGPD did not apply: `absent` is the article of the décret, which
    /// does not name them.
    pub(super) fn before_the_rgpd<'l>(
        &self,
        absent: AppliedRule<'l>,
        founds: impl Fn(Outcome, &'static str, (&'static str, &'static str)) -> Weighed<'l>,
    ) -> Weighed<'l> {
        let asked =
            [("unlawfully_held", self.unlawfully_held), ("accuracy_contested", self.accuracy_contested)];
        let law = AppliedRule { citation: &LOI_40, ..absent };
        if asked.iter().any(|(_, told)| *told == Some(true)) {
            return Weighed::new(Outcome::Undetermined).told(
                "right_of_the_law_of_1978",
                Role::Founds,
                law,
                (
                    "l'article 7 du décret renvoie à l'article 40 de la loi du 6 janvier 1978 (verrouillage, effacement de données inexactes ou détenues sans droit), dont le texte d'alors n'a pas été lu et qui décide : indéterminé",
                    "article 7 of the décret refers to article 40 of the loi of 6 January 1978 (locking, erasure of data inexact or unlawfully held), whose text of that time was not read and which decides: undetermined",
                ),
            );
        }
        founds(
            Outcome::NotConforming,
            "right_absent",
            (
                "le texte de ce jour, lu, n'ouvre pas ce droit",
                "the text of that day, which was read, does not open that right",
            ),
        )
        .told(
            "right_of_the_law_of_1978",
            Role::Notes,
            law,
            (
                "il renvoie à l'article 40 de la loi du 6 janvier 1978, dont le texte d'alors n'a pas été lu : si les données sont inexactes ou détenues sans droit, c'est lui qui décide",
                "it refers to article 40 of the loi of 6 January 1978, whose text of that time was not read: if the data are inexact or unlawfully held, that one decides",
            ),
        )
        .without(asked)
    }

    /// What art. 17 makes of a request of erasure, whose exclusion is `excluded`.
    pub(super) fn erasure<'l>(&self, excluded: AppliedRule<'l>) -> Weighed<'l> {
        let opens = of_the_rgpd(&ERASURE_OPENS);
        let weighed = if self.unlawfully_held == Some(true) {
            Weighed::new(Outcome::Conforming).told(
                "right_unlawfully_held",
                Role::Founds,
                opens,
                (
                    "effacement ouvert : les données sont détenues sans droit (art. 17(1)(d))",
                    "erasure open: the data are unlawfully held (art. 17(1)(d))",
                ),
            )
        } else if self.term_is_past() {
            self.term_past(opens, excluded)
        } else {
            Weighed::new(Outcome::NotConforming)
                .told(
                    "right_needed",
                    Role::Founds,
                    excluded,
                    (
                        "exclu tant que le traitement est nécessaire à une mission d'intérêt public ; ouvert si le terme des données est passé, ou si elles sont détenues sans droit",
                        "excluded as long as the processing is necessary for a task in the public interest; open if the term of the data is past, or if they are unlawfully held",
                    ),
                )
                .without([
                    ("no_longer_needed", self.no_longer_needed),
                    ("unlawfully_held", self.unlawfully_held),
                ])
        };
        if self.consent_withdrawn != Some(true) {
            return weighed;
        }
        weighed.told(
            "right_consent_withdrawn",
            Role::Notes,
            of_the_rgpd(&CONSENT),
            (
                "le traitement est fondé sur une mission d'intérêt public et non sur un consentement : son retrait n'ouvre pas l'effacement",
                "the processing is founded on a task in the public interest and not on a consent: its withdrawal does not open erasure",
            ),
        )
    }

    /// Told as such; or by what is left once it is past, unless it is told not to be.
    fn term_is_past(&self) -> bool {
        self.no_longer_needed.or(self.nominative_left.filter(|left| *left)) == Some(true)
    }

    fn term_past<'l>(&self, opens: AppliedRule<'l>, excluded: AppliedRule<'l>) -> Weighed<'l> {
        match self.nominative_left {
            Some(true) => Weighed::new(Outcome::Conforming).told(
                "right_no_longer_needed",
                Role::Founds,
                opens,
                (
                    "effacement ouvert : le terme est passé et des données nominatives restent (art. 17(1)(a))",
                    "erasure open: the term is past and nominative data are left (art. 17(1)(a))",
                ),
            ),
            Some(false) => Weighed::new(Outcome::Undetermined).told(
                "right_nothing_left",
                Role::Founds,
                excluded,
                (
                    "le terme est passé et aucune donnée nominative ne reste : rien n'est à effacer, à dire à la personne",
                    "the term is past and no nominative data are left: nothing is to be erased, and the person is to be told so",
                ),
            )
            .without([("unlawfully_held", self.unlawfully_held)]),
            None => Weighed::new(Outcome::Undetermined)
                .told(
                    "right_term_past",
                    Role::Founds,
                    excluded,
                    (
                        "le terme est passé : si des données nominatives restent, leur effacement est à examiner",
                        "the term is past: if nominative data are left, their erasure is to be examined",
                    ),
                )
                .without([("nominative_left", None), ("unlawfully_held", self.unlawfully_held)]),
        }
    }

    /// The grounds of art. 18(1) that a text known here opens, and whether each is met.
    const fn grounds(&self, unlawful: Option<bool>) -> [(Option<bool>, &'static str, &'static str); 3] {
        [
            (
                self.accuracy_contested,
                "l'exactitude des données est contestée (art. 18(1)(a))",
                "the accuracy of the data is contested (art. 18(1)(a))",
            ),
            (
                unlawful,
                "les données sont détenues sans droit et la personne s'oppose à leur effacement (art. 18(1)(b))",
                "the data are unlawfully held and the person opposes their erasure (art. 18(1)(b))",
            ),
            (
                self.needed_for_claims,
                "la personne en a besoin pour un droit en justice (art. 18(1)(c))",
                "the person needs them for a legal claim (art. 18(1)(c))",
            ),
        ]
    }

    /// What art. 18 makes of a request of limitation, which is `opens`.
    pub(super) fn limitation<'l>(&self, opens: AppliedRule<'l>) -> Weighed<'l> {
        let unlawful = match (self.unlawfully_held, self.erasure_opposed) {
            (Some(true), Some(true)) => Some(true),
            (Some(false), _) | (_, Some(false)) => Some(false),
            _ => None,
        };
        let grounds = self.grounds(unlawful);
        let met: Vec<_> = grounds.iter().filter(|(told, ..)| *told == Some(true)).collect();
        if !met.is_empty() {
            let fr: Vec<_> = met.iter().map(|(_, fr, _)| *fr).collect();
            let en: Vec<_> = met.iter().map(|(_, _, en)| *en).collect();
            let words = (
                format!("limitation ouverte : {}", fr.join(" ; ")),
                format!("limitation open: {}", en.join("; ")),
            );
            return Weighed::new(Outcome::Conforming).told(
                "right_limitation_ground",
                Role::Founds,
                opens,
                words,
            );
        }
        let asked = [
            ("accuracy_contested", self.accuracy_contested),
            ("unlawfully_held", self.unlawfully_held),
            ("erasure_opposed", self.erasure_opposed.or(unlawful)),
            ("needed_for_claims", self.needed_for_claims),
        ];
        let own =
            [self.accuracy_contested, self.unlawfully_held, self.erasure_opposed, self.needed_for_claims];
        if self.objection_pending == Some(true) {
            return Weighed::new(Outcome::Undetermined)
                .told(
                    "right_objection_pending",
                    Role::Founds,
                    opens,
                    (
                        "une opposition en cours d'examen (art. 18(1)(d)) suppose un droit d'opposition, que le décret écarte : indéterminé",
                        "an objection under examination (art. 18(1)(d)) supposes a right to object, which the décret excludes: undetermined",
                    ),
                )
                .without(asked);
        }
        if own.iter().all(Option::is_none) {
            return Weighed::new(Outcome::Conforming)
                .told(
                    "right_open",
                    Role::Founds,
                    opens,
                    (
                        "droit ouvert, pour l'un des motifs de l'article 18(1) : aucun n'est dit ici",
                        "right open, for one of the grounds of article 18(1): none is told here",
                    ),
                )
                .without(asked)
                .without([("objection_pending", self.objection_pending)]);
        }
        if grounds.iter().all(|(told, ..)| *told == Some(false)) {
            return Weighed::new(Outcome::NotConforming).told(
                "right_limitation_no_ground",
                Role::Founds,
                opens,
                (
                    "aucun des motifs de l'article 18(1) : ni exactitude contestée, ni données détenues sans droit dont la personne refuse l'effacement, ni besoin en justice",
                    "none of the grounds of article 18(1): no accuracy contested, no data unlawfully held whose erasure the person opposes, no need for a legal claim",
                ),
            )
            .without([("objection_pending", self.objection_pending)]);
        }
        let settled = unlawful.is_some();
        let asked = asked
            .into_iter()
            .filter(|(fact, _)| !settled || !matches!(*fact, "unlawfully_held" | "erasure_opposed"));
        Weighed::new(Outcome::Undetermined)
            .told(
                "right_limitation_unknown",
                Role::Founds,
                opens,
                (
                    "aucun des motifs de l'article 18(1) n'est établi, et tous ne sont pas écartés",
                    "none of the grounds of article 18(1) is established, and not all are excluded",
                ),
            )
            .without(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Right, RightFacts, Tables, examine};
    use super::*;

    fn weighed(day: &str, right: Right, motifs: Motifs) -> (Outcome, Vec<String>, Vec<&'static str>) {
        let tables = Tables::built_in();
        let facts = RightFacts {
            right,
            mission_locale: "ML-A",
            identity_verified: Some(true),
            own_data: Some(true),
            mandate: None,
            motifs,
        };
        let found = examine(day.parse().unwrap(), &tables, &facts).unwrap();
        let founding = found.findings.iter().filter(|finding| finding.role == Role::Founds);
        let codes = founding.map(|finding| finding.rule.citation.code.to_string()).collect();
        (found.outcome, codes, found.missing)
    }

    #[test]
    fn erasure_is_open_for_data_no_longer_needed_or_unlawfully_held() {
        let of = |motifs| weighed("2026-02-02", Right::Erasure, motifs);
        let is = |told: Option<bool>, left: Option<bool>, unlawful: Option<bool>| Motifs {
            no_longer_needed: told,
            nominative_left: left,
            unlawfully_held: unlawful,
            ..Motifs::default()
        };
        let (yes, no) = (Some(true), Some(false));
        for (motifs, outcome, code, missing) in [
            (is(None, None, yes), Outcome::Conforming, "RGPD:17(1)", &[][..]),
            (is(no, None, yes), Outcome::Conforming, "RGPD:17(1)", &[]),
            (is(yes, yes, None), Outcome::Conforming, "RGPD:17(1)", &[]),
            // What is left says that the term is past; told not to be, it is not.
            (is(None, yes, None), Outcome::Conforming, "RGPD:17(1)", &[]),
            (is(no, yes, no), Outcome::NotConforming, "RGPD:17(3)(b)", &[]),
            (
                is(yes, None, None),
                Outcome::Undetermined,
                "RGPD:17(3)(b)",
                &["nominative_left", "unlawfully_held"],
            ),
            (is(yes, no, None), Outcome::Undetermined, "RGPD:17(3)(b)", &["unlawfully_held"]),
            (is(yes, no, no), Outcome::Undetermined, "RGPD:17(3)(b)", &[]),
            (is(no, None, no), Outcome::NotConforming, "RGPD:17(3)(b)", &[]),
            (
                is(None, None, None),
                Outcome::NotConforming,
                "RGPD:17(3)(b)",
                &["no_longer_needed", "unlawfully_held"],
            ),
        ] {
            assert_eq!(of(motifs), (outcome, vec![code.to_owned()], missing.to_vec()), "{motifs:?}");
        }
        // The basis is a task in the public interest: a consent withdrawn is no ground.
        let withdrawn = Motifs { consent_withdrawn: yes, ..is(no, None, no) };
        assert_eq!(of(withdrawn).0, Outcome::NotConforming);
    }

    /// Whose request it is comes before its ground: nothing was looked into, and no exception founds the refusal.
    #[test]
    fn a_request_of_somebody_unknown_is_not_founded_on_the_exception() {
        let tables = Tables::built_in();
        let of = |identity_verified, own_data, right| {
            let motifs = Motifs { unlawfully_held: Some(true), ..Motifs::default() };
            let facts = RightFacts {
                right,
                mission_locale: "ML-A",
                identity_verified,
                own_data,
                mandate: None,
                motifs,
            };
            let found = examine("2026-02-02".parse().unwrap(), &tables, &facts).unwrap();
            (found.outcome, found.findings[0].rule.citation.code.to_string())
        };
        let (yes, no) = (Some(true), Some(false));
        for (identity, own, code) in [
            (no, yes, "RGPD:12(6)"),
            (None, yes, "RGPD:12(6)"),
            (yes, no, "RGPD:17(1)"),
            (yes, None, "RGPD:17(1)"),
        ] {
            let found = of(identity, own, Right::Erasure);
            assert_eq!(found, (Outcome::NotConforming, code.to_owned()), "{identity:?} {own:?}");
        }
        assert_eq!(of(no, yes, Right::Access).1, "RGPD:15");
    }

    /// The décret of 2015 names neither; on the grounds of art. 40 of the loi of 1978, which was not read, nothing is said.
    #[test]
    fn before_the_rgpd_the_law_of_1978_decides_on_its_grounds() {
        let (yes, no) = (Some(true), Some(false));
        let is = |unlawfully_held, accuracy_contested| Motifs {
            unlawfully_held,
            accuracy_contested,
            no_longer_needed: yes,
            ..Motifs::default()
        };
        for right in [Right::Erasure, Right::Limitation] {
            let of = |motifs| weighed("2018-05-24", right, motifs);
            for motifs in [is(yes, None), is(None, yes), is(yes, no)] {
                let found = (Outcome::Undetermined, vec!["L78-17:40".to_owned()], vec![]);
                assert_eq!(of(motifs), found, "{right:?} {motifs:?}");
            }
            let absent = |missing| (Outcome::NotConforming, vec!["D2015-59:7:al. 2".to_owned()], missing);
            assert_eq!(of(is(None, None)), absent(vec!["unlawfully_held", "accuracy_contested"]));
            assert_eq!(of(is(no, no)), absent(vec![]));
        }
        assert_eq!(weighed("2018-05-24", Right::Portability, is(yes, yes)).0, Outcome::NotConforming);
    }

    #[test]
    fn limitation_needs_one_of_its_grounds_once_they_are_told() {
        let of = |motifs| weighed("2018-05-25", Right::Limitation, motifs);
        let (yes, no) = (Some(true), Some(false));
        let is = |accuracy, unlawful, opposed, claims| Motifs {
            accuracy_contested: accuracy,
            unlawfully_held: unlawful,
            erasure_opposed: opposed,
            needed_for_claims: claims,
            ..Motifs::default()
        };
        for (motifs, outcome, missing) in [
            (is(yes, None, None, None), Outcome::Conforming, &[][..]),
            (is(None, yes, yes, None), Outcome::Conforming, &[]),
            (is(no, no, None, yes), Outcome::Conforming, &[]),
            (is(no, no, None, no), Outcome::NotConforming, &["objection_pending"]),
            (is(no, yes, no, no), Outcome::NotConforming, &["objection_pending"]),
            (is(no, yes, None, no), Outcome::Undetermined, &["erasure_opposed"]),
            (is(no, None, None, no), Outcome::Undetermined, &["unlawfully_held", "erasure_opposed"]),
            (is(None, no, None, None), Outcome::Undetermined, &["accuracy_contested", "needed_for_claims"]),
            (
                is(None, None, None, None),
                Outcome::Conforming,
                &[
                    "accuracy_contested",
                    "unlawfully_held",
                    "erasure_opposed",
                    "needed_for_claims",
                    "objection_pending",
                ],
            ),
        ] {
            assert_eq!(of(motifs), (outcome, vec!["RGPD:18".to_owned()], missing.to_vec()), "{motifs:?}");
        }
        let pending = Motifs { objection_pending: yes, ..is(no, no, no, no) };
        assert_eq!(of(pending).0, Outcome::Undetermined);
    }
}
