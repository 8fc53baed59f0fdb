//! The reasons of an answer, in French and in English: the row that founds it, then every cause of refusal.

use crate::explain::{AppliedRule, Finding, Role, push_new};
use crate::law::texts::source;
use crate::law::{Citation, Entry, Evidence};

use super::cause::Cause;
use super::condition::{Condition, ConditionSet, RGPD};
use super::decision::{Decision, applied};
use super::donnee::{Donnee, DonneeSet, NIR};
use super::judgment::{Judgment, MASKS, recorded_under};
use super::rules::{AccessRules, Side};
use super::tables::{NirRule, Tables};

pub(super) static ARTICLE_18: Citation = Citation::new("RGPD:18", Evidence::Seen, source::RGPD_18);

impl<'l> AccessRules<'l> {
    /// The reasons of a decision that these rules gave: the row that decides, then each cause with the data that it
    /// bears on. In a window of entry, each side gives its own.
    ///
    /// Sentences hold names of data and of conditions, never a value.
    #[must_use]
    pub fn findings(&self, decision: &Decision<'l>) -> Vec<Finding<'l>> {
        let mut findings = Vec::new();
        for (side, judgment) in self.sides(decision) {
            self.founding(side, decision, judgment, decision.asked(), &mut findings);
            // What is refused is not undetermined besides.
            let open = decision.asked().minus(judgment.refused);
            for cause in judgment.whole.iter().filter(|cause| !cause.is_undetermined() || !open.is_empty()) {
                push_new(&mut findings, self.finding(side, decision, judgment, cause, Vec::new()));
            }
            for (cause, mask) in MASKS.iter().zip(&judgment.masks) {
                let mask = if cause.is_undetermined() { mask.intersection(open) } else { *mask };
                if !mask.is_empty() {
                    let names = mask.iter().map(Donnee::name).collect();
                    push_new(&mut findings, self.finding(side, decision, judgment, *cause, names));
                }
            }
        }
        findings
    }

    /// The reasons that bear on one datum of a decision.
    #[must_use]
    pub fn findings_on(&self, decision: &Decision<'l>, donnee: Donnee) -> Vec<Finding<'l>> {
        let mut findings = Vec::new();
        for (side, judgment) in self.sides(decision) {
            self.founding(side, decision, judgment, DonneeSet::EMPTY.with(donnee), &mut findings);
            let refused = judgment.refused.contains(donnee);
            for cause in judgment.causes(donnee).iter().filter(|cause| !(refused && cause.is_undetermined()))
            {
                let names = if cause.is_whole() { Vec::new() } else { vec![donnee.name()] };
                push_new(&mut findings, self.finding(side, decision, judgment, cause, names));
            }
        }
        findings
    }

    /// The two sides of a window with their answers, the older one first; otherwise the only one.
    fn sides<'s>(
        &'s self,
        decision: &'s Decision<'l>,
    ) -> impl Iterator<Item = (&'s Side<'l>, &'s Judgment<'l>)> {
        let older = self.older.as_ref().zip(decision.older.as_ref());
        older.into_iter().chain([(&self.newest, &decision.newest)])
    }

    fn founding(
        &self,
        side: &Side<'l>,
        decision: &Decision<'l>,
        judgment: &Judgment<'l>,
        donnees: DonneeSet,
        findings: &mut Vec<Finding<'l>>,
    ) {
        let (fr, en) = decision.actor.words();
        let (purpose_fr, purpose_en) = decision.finalite.words();
        for row in judgment.founding(donnees) {
            let rule = applied(side.list(decision.operation), Some(row));
            let added_fr = if row.added { ", ligne ajoutée par l'intégrateur" } else { "" };
            let added_en = if row.added { ", a row added by the integrator" } else { "" };
            push_new(
                findings,
                Finding {
                    code: "habilitation_row",
                    role: Role::Founds,
                    evidence: rule.citation.evidence,
                    rule,
                    facts: Vec::new(),
                    readings: row.readings.to_vec(),
                    fr: format!("{fr}, {purpose_fr} : ligne « {} »{added_fr}", row.id).into(),
                    en: format!("{en}, {purpose_en}: row « {} »{added_en}", row.id).into(),
                },
            );
        }
        if !judgment.granted.intersection(donnees).intersection(NIR).is_empty() {
            findings.extend(self.nir_title(side, judgment));
        }
    }

    /// By which title the NIR goes to an actor whose row does not give it.
    fn nir_title(&self, side: &Side<'l>, judgment: &Judgment<'l>) -> Option<Finding<'l>> {
        let row = judgment.row.filter(|row| row.nir == NirRule::OwnTitle && !row.extent.given.is_empty())?;
        let named = side.nir_titles.value.own.contains(row.actor);
        let rule = if named {
            AppliedRule::of(&self.tables.nir_titles, side.nir_titles)
        } else {
            nir_withheld(self.tables, side)
        };
        let (fr, en) = if named {
            ("le destinataire a un titre propre au NIR", "the recipient has a title of its own to the NIR")
        } else {
            (
                "NIR : titre propre que le demandeur atteste ; ce texte n'en donne pas",
                "NIR: a title of its own that the requester attests; this text gives none",
            )
        };
        Some(Finding {
            code: "habilitation_nir_title",
            role: Role::Founds,
            evidence: rule.citation.evidence,
            rule,
            facts: if named { Vec::new() } else { vec!["own_nir_title"] },
            readings: vec!["A13"],
            fr: fr.into(),
            en: en.into(),
        })
    }

    fn finding(
        &self,
        side: &Side<'l>,
        decision: &Decision<'l>,
        judgment: &Judgment<'l>,
        cause: Cause,
        names: Vec<&'static str>,
    ) -> Finding<'l> {
        let rule = self.rule(side, decision, judgment, cause, &names);
        let (fr, en) = cause.words();
        let mut readings = judgment.row.map(|row| row.readings.to_vec()).unwrap_or_default();
        for id in readings_of(cause) {
            push_new(&mut readings, *id);
        }
        let conditions = match cause {
            Cause::Conditions => judgment.missing,
            Cause::DatumCondition | Cause::DatumConditionUnread => {
                let of = |donnee| recorded_under(decision.operation, donnee);
                let bears = |donnee: &Donnee| names.contains(&donnee.name());
                decision.asked().iter().filter(bears).map(of).fold(ConditionSet::EMPTY, ConditionSet::union)
            }
            _ => ConditionSet::EMPTY,
        };
        let facts =
            if cause == Cause::Conditions { conditions.iter().map(Condition::code).collect() } else { names };
        let told = |words: fn(Condition) -> &'static str| {
            conditions.iter().map(words).collect::<Vec<_>>().join(", ")
        };
        let (fr, en) = if conditions.is_empty() {
            (fr.to_owned(), en.to_owned())
        } else {
            (format!("{fr} : {}", told(|it| it.words().0)), format!("{en}: {}", told(|it| it.words().1)))
        };
        let code = cause.code();
        let evidence = rule.citation.evidence;
        Finding { code, role: Role::Founds, rule, evidence, facts, readings, fr: fr.into(), en: en.into() }
    }

    /// The provision that a cause rests on.
    fn rule(
        &self,
        side: &Side<'l>,
        decision: &Decision<'l>,
        judgment: &Judgment<'l>,
        cause: Cause,
        names: &[&'static str],
    ) -> AppliedRule<'l> {
        let list = side.list(decision.operation);
        let tables = self.tables;
        match cause {
            Cause::ForeignPurpose => AppliedRule::of(&tables.finalites, side.finalites),
            Cause::Anonymised | Cause::InFseArchive => AppliedRule::of(&tables.closing, side.closing),
            Cause::FreeText => AppliedRule::of(&tables.free_text, side.free_text),
            Cause::NirWithheld => nir_withheld(tables, side),
            Cause::NirTitleUnknown => AppliedRule::of(&tables.nir_titles, side.nir_titles),
            Cause::Limitation => AppliedRule {
                citation: &ARTICLE_18,
                version: "RGPD",
                from: Entry { earliest: RGPD, certain: RGPD },
                until: None,
            },
            Cause::NotListed | Cause::DataUnread | Cause::DatumCondition | Cause::DatumConditionUnread => {
                let champ = crate::dossier::Champ::ALL
                    .iter()
                    .find(|champ| names.contains(&champ.row().path))
                    .copied();
                champ
                    .and_then(|champ| self.data.rules(champ).pop())
                    .unwrap_or_else(|| applied(list, judgment.row))
            }
            // What a row that was not read seems to refuse is refused by its list.
            _ if !cause.is_undetermined() => applied(list, judgment.row.filter(|row| !row.is_silent())),
            _ => applied(list, judgment.row),
        }
    }
}

/// That the NIR is withheld from whoever has no title of its own: the first version says it, and the later ones say who
/// has one.
fn nir_withheld<'l>(tables: &'l Tables, side: &Side<'l>) -> AppliedRule<'l> {
    let line = &tables.nir_titles;
    let first = line.rows().first().unwrap_or(side.nir_titles);
    AppliedRule { until: None, ..AppliedRule::of(line, first) }
}

const fn readings_of(cause: Cause) -> &'static [&'static str] {
    match cause {
        Cause::NirWithheld | Cause::NirTitleUnknown => &["A13"],
        Cause::NotAnonymous => &["A14"],
        Cause::FreeText => &["A15"],
        Cause::Anonymised | Cause::InFseArchive => &["A2b"],
        _ => &[],
    }
}
