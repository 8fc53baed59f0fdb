//! The reasons of a retention answer, in French and in English.
//!
//! Sentences hold ages, durations and names of facts; never a date, which would tell a birthday.

use std::borrow::Cow;

use crate::explain::{AppliedRule, Finding, Role};
use crate::law::{Evidence, Provision};

use super::account::{AccountDecision, AccountKind};
use super::decision::{Decision, State};
use super::facts::FactSet;
use super::tables::{Limite, Terme};

type Words = (Cow<'static, str>, Cow<'static, str>);

fn finding<'l>(
    code: &'static str,
    role: Role,
    rule: AppliedRule<'l>,
    facts: FactSet,
    words: Words,
) -> Finding<'l> {
    let evidence = rule.citation.evidence;
    let facts = facts.iter().map(super::Fact::code).collect();
    Finding { code, role, rule, evidence, facts, fr: words.0, en: words.1 }
}

const fn fixed(fr: &'static str, en: &'static str) -> Words {
    (Cow::Borrowed(fr), Cow::Borrowed(en))
}

fn naming(facts: FactSet, fr: &str, en: &str) -> Words {
    let list = |name: fn(super::Fact) -> &'static str| facts.iter().map(name).collect::<Vec<_>>().join(", ");
    (format!("{fr} : {}", list(super::Fact::fr)).into(), format!("{en}: {}", list(super::Fact::en)).into())
}

fn limit_words(limite: &Provision<Limite>, derogation: bool) -> Words {
    let Provision::Stated(limite) = limite else {
        return fixed("le texte de ce jour n'a pas été lu", "the text of that day was not read");
    };
    match limite.terme {
        Terme::Anniversaire(age) => (
            format!("accessible jusqu'au {age}e anniversaire, ce jour exclu").into(),
            format!("accessible until the {age}th birthday, that day excluded").into(),
        ),
        Terme::AgeMaximal { age_revolu, annees } => {
            let age = limite.derogation_rqth_cej.filter(|_| derogation).unwrap_or(age_revolu);
            let (fr, en) = if derogation {
                (
                    " (RQTH pendant un contrat d'engagement jeune)",
                    " (RQTH during a contrat d'engagement jeune)",
                )
            } else {
                ("", "")
            };
            (
                format!("accessible jusqu'à l'âge maximal de {age} ans révolus{fr} augmenté de {annees} ans")
                    .into(),
                format!("accessible until the maximal age of {age} completed years{en} plus {annees} years")
                    .into(),
            )
        }
    }
}

impl<'l> Decision<'l> {
    /// The reasons of the answer: those that found it first, then those that qualify it.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding<'l>> {
        let rules = &self.rules;
        let tables = rules.tables;
        let limit = || AppliedRule::of(&tables.limite, rules.limite);
        let none = FactSet::default();
        let mut findings = Vec::new();
        let governs = self.term.governs;
        if governs.limit {
            let words = limit_words(&rules.limite.value, self.term.derogation);
            findings.push(finding("conservation_limit", Role::Founds, limit(), none, words));
        }
        if governs.exception {
            let rule = AppliedRule::of(&tables.exception, rules.exception);
            let words = fixed(
                "programme en cours à la date limite avec suivi régulier attesté : accessible jusqu'à sa fin",
                "programme in progress on the limit date with attested regular follow-up: accessible until its end",
            );
            findings.push(finding("conservation_programme", Role::Founds, rule, none, words));
        }
        if governs.cej {
            let years = rules.cej.value.stated().map_or(0, |duration| duration.annees);
            let rule = AppliedRule::of(&tables.cej, rules.cej);
            let words = (
                format!("contrat d'engagement jeune : {years} ans à compter de la fin du contrat").into(),
                format!("contrat d'engagement jeune: {years} years from the end of the contract").into(),
            );
            findings.push(finding("conservation_cej", Role::Founds, rule, none, words));
        }
        if governs == super::term::Governs::default() {
            let words = fixed("aucun terme ne peut être calculé", "no term can be computed");
            findings.push(finding("conservation_no_term", Role::Founds, limit(), self.term.missing, words));
        }
        self.archive_findings(&mut findings);
        self.notes(&mut findings);
        if self.window {
            for finding in &mut findings {
                finding.evidence = finding.evidence.weaker(self.evidence.unwrap_or(Evidence::Unknown));
            }
        }
        findings
    }

    fn archive_findings(&self, findings: &mut Vec<Finding<'l>>) {
        let (rules, tables) = (&self.rules, self.rules.tables);
        let (Some(archive), Some(rule)) = (self.archive, self.archive_rule()) else { return };
        let years = rules.archive.value.stated().map_or(0, |archive| archive.annees);
        let words = (
            format!("bénéficiaire cofinancé par le FSE : archive fermée pendant {years} ans, pour un contrôle seulement").into(),
            format!("beneficiary co-financed by the ESF: closed archive for {years} years, for a control only").into(),
        );
        let none = FactSet::default();
        findings.push(finding("conservation_fse", Role::Founds, rule.clone(), none, words));
        if archive.interrupted {
            let words = fixed(
                "délai prorogé par une procédure judiciaire ou une demande motivée de la Commission",
                "term prolonged by judicial proceedings or a reasoned request of the Commission",
            );
            let mut interrupted = finding("conservation_fse_interrupted", Role::Founds, rule, none, words);
            interrupted.evidence = archive.evidence;
            findings.push(interrupted);
        }
        if self.state == State::FseArchive {
            let rule = AppliedRule::of(&tables.autorisation, rules.autorisation);
            let words = match rules.autorisation.value {
                Provision::Stated(super::Autorite::Ministre) => fixed(
                    "l'ouverture de l'archive est autorisée par le ministre, contrôle par contrôle",
                    "the opening of the archive is authorised by the minister, control by control",
                ),
                Provision::Absent | Provision::Unknown => fixed(
                    "l'autorité qui autorise l'ouverture de l'archive n'a pas pu être lue : indéterminé",
                    "the authority that authorises the opening of the archive could not be read: undetermined",
                ),
            };
            findings.push(finding("conservation_fse_access", Role::Notes, rule, none, words));
        }
    }

    fn notes(&self, findings: &mut Vec<Finding<'l>>) {
        let (rules, tables) = (&self.rules, self.rules.tables);
        let limit = || AppliedRule::of(&tables.limite, rules.limite);
        let none = FactSet::default();
        let mut note = |code, facts, words| findings.push(finding(code, Role::Notes, limit(), facts, words));
        if self.already_anonymised {
            note(
                "conservation_anonymised",
                none,
                fixed(
                    "déjà anonymisé : ce qui l'a été sous une version antérieure le reste",
                    "already anonymised: what was under an earlier version stays so",
                ),
            );
        }
        if let Some(due) = self.was_due {
            note(
                "conservation_was_due",
                none,
                (
                    format!("une version antérieure ({}) avait déjà fermé ce dossier", due.rule_set).into(),
                    format!("an earlier version ({}) had already closed this dossier", due.rule_set).into(),
                ),
            );
        }
        if !self.missing.is_empty() {
            note("conservation_missing", self.missing, naming(self.missing, "il manque", "missing"));
        }
        if !self.would_extend.is_empty() {
            let words = naming(
                self.would_extend,
                "prolongerait la durée, si c'était établi",
                "would extend the term, if established",
            );
            note("conservation_would_extend", self.would_extend, words);
        }
        if !self.later.is_empty() {
            let words = naming(
                self.later,
                "commence après le jour de l'évaluation, et compté comme déclaré",
                "begins after the day of evaluation, and is counted as told",
            );
            note("conservation_later_fact", self.later, words);
        }
        if self.cej_only_as_programme {
            note(
                "conservation_cej_as_programme",
                none.with(super::Fact::CejContracts),
                fixed(
                    "un contrat d'engagement jeune est déclaré comme programme et non comme contrat : il ne compte pas pour les dix ans",
                    "a contrat d'engagement jeune is told as a programme and not as a contract: it does not count for the ten years",
                ),
            );
        }
        if self.ambiguous {
            note(
                "conservation_rounded",
                none,
                fixed(
                    "le jour anniversaire n'existe pas cette année-là : la lecture A2 décide",
                    "the anniversary does not exist in that year: reading A2 decides",
                ),
            );
        }
        if self.window {
            note(
                "conservation_window",
                none,
                fixed(
                    "le jour d'entrée en vigueur n'a pas été trouvé : deux versions peuvent s'appliquer ce jour-là",
                    "the day of entry into force was not found: either of two versions may apply on that day",
                ),
            );
        }
    }
}

impl<'l> AccountDecision<'l> {
    /// The reasons of the answer.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding<'l>> {
        let words = match (self.no_term, self.kind) {
            (true, _) => fixed(
                "le texte de ce jour ne fixe aucune durée pour ce compte : indéterminé",
                "the text of that day fixes no duration for this account: undetermined",
            ),
            (false, AccountKind::UserAccount) => fixed(
                "utilisateur : un an à compter de la fin de l'habilitation",
                "user: one year from the end of the habilitation",
            ),
            (false, AccountKind::PartnerStaff) => fixed(
                "personnel d'un partenaire : un an à compter de la désactivation du compte",
                "staff of a partner: one year from the deactivation of the account",
            ),
        };
        let code = if self.no_term { "conservation_no_term" } else { "conservation_account" };
        let mut first = finding(code, Role::Founds, self.rule.clone(), FactSet::default(), words);
        first.evidence = self.evidence.unwrap_or(first.evidence);
        let mut findings = vec![first];
        if !self.missing.is_empty() {
            let words = naming(self.missing, "il manque", "missing");
            findings.push(finding(
                "conservation_missing",
                Role::Notes,
                self.rule.clone(),
                self.missing,
                words,
            ));
        }
        if self.window {
            let words = fixed(
                "le jour d'entrée en vigueur n'a pas été trouvé : deux versions peuvent s'appliquer ce jour-là",
                "the day of entry into force was not found: either of two versions may apply on that day",
            );
            findings.push(finding(
                "conservation_window",
                Role::Notes,
                self.rule.clone(),
                FactSet::default(),
                words,
            ));
        }
        findings
    }
}
