//! The reasons of a retention answer, in French and in English.
//!
//! Sentences hold ages, durations and names of facts; never a date, which would tell a birthday. Each reason cites
//! the provision that it rests on and names the readings that were applied where the acts leave a question open
//! (`A3`; the list is that of [`Readings`](super::Readings) and of `docs/adr/0005-retention-readings.md`).

use std::borrow::Cow;

use crate::explain::{AppliedRule, Finding, Role, push_new};
use crate::law::Provision;

use super::account::{AccountDecision, AccountKind};
use super::decision::{ClosedBy, Decision, Judgment, State, WasDue};
use super::facts::{Fact, FactSet};
use super::tables::{Limite, Terme};
use super::term::{Governs, Rules, Term};

type Words = (Cow<'static, str>, Cow<'static, str>);
type ReadingIds = Vec<&'static str>;

/// A reason without facts; [`about`] adds them.
fn finding<'l>(
    code: &'static str,
    role: Role,
    rule: AppliedRule<'l>,
    readings: &[&'static str],
    words: Words,
) -> Finding<'l> {
    Finding::of(code, role, rule, readings, words.0, words.1)
}

fn about(facts: FactSet, finding: Finding<'_>) -> Finding<'_> {
    Finding { facts: facts.iter().map(Fact::code).collect(), ..finding }
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

/// The paragraphs that facts speak of.
const LIMIT_FACTS: FactSet = FactSet::of(&[Fact::BirthDate, Fact::RqthPeriods]);
const PROGRAMME_FACTS: FactSet = FactSet::of(&[Fact::Programmes, Fact::RegularFollowUp]);
const CEJ_FACTS: FactSet = FactSet::of(&[Fact::CejContracts]);
const ARCHIVE_FACTS: FactSet =
    FactSet::of(&[Fact::Fse, Fact::FirstRecord, Fact::LastRecord, Fact::Interruptions]);

impl<'l> Rules<'l> {
    fn limit_rule(&self) -> AppliedRule<'l> {
        AppliedRule::of(&self.tables.limite, self.limite)
    }

    fn exception_rule(&self) -> AppliedRule<'l> {
        AppliedRule::of(&self.tables.exception, self.exception)
    }

    fn cej_rule(&self) -> AppliedRule<'l> {
        AppliedRule::of(&self.tables.cej, self.cej)
    }

    fn archive_rule(&self) -> AppliedRule<'l> {
        AppliedRule::of(&self.tables.archive, self.archive)
    }

    /// Splits facts by the provision for which they matter. A CEJ matters for I bis where it exists, and before
    /// it for the derogation of I.
    fn by_provision(&self, facts: FactSet) -> impl Iterator<Item = (AppliedRule<'l>, FactSet)> + use<'l> {
        let cej = match self.cej.value {
            Provision::Stated(_) | Provision::Unknown => self.cej_rule(),
            Provision::Absent => self.limit_rule(),
        };
        [
            (self.limit_rule(), LIMIT_FACTS),
            (self.exception_rule(), PROGRAMME_FACTS),
            (cej, CEJ_FACTS),
            (self.archive_rule(), ARCHIVE_FACTS),
        ]
        .into_iter()
        .map(move |(rule, of)| (rule, facts.intersection(of)))
        .filter(|(_, facts)| !facts.is_empty())
    }
}

/// The readings by which the limit of I was computed.
fn limit_readings(limite: &Provision<Limite>, term: &Term) -> ReadingIds {
    let age = matches!(limite, Provision::Stated(Limite { terme: Terme::AgeMaximal { .. }, .. }));
    let applied = [
        ("A2", term.rounded),
        ("A2b", true),
        ("A3", age),
        ("A4", term.derogation),
        ("A6", term.combined),
        ("A6b", term.combined || term.cej_apart),
    ];
    applied.into_iter().filter(|(_, applied)| *applied).map(|(id, _)| id).collect()
}

impl<'l> Decision<'l> {
    /// The reasons of the answer: those that found it first, then those that qualify it. In a window of entry,
    /// each version gives its own.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding<'l>> {
        let mut findings = Vec::new();
        for judgment in self.judgments() {
            judgment.founding(&mut findings);
        }
        for judgment in self.judgments() {
            judgment.archive_access(&mut findings);
            self.notes(judgment, &mut findings);
        }
        if self.older.is_some() {
            push_new(&mut findings, window_note(&self.newest.rules));
        }
        findings
    }

    fn notes(&self, judgment: &Judgment<'l>, findings: &mut Vec<Finding<'l>>) {
        let rules = &judgment.rules;
        let mut note = |code, rule, readings: &[&'static str], facts, words| {
            push_new(findings, about(facts, finding(code, Role::Notes, rule, readings, words)));
        };
        let none = FactSet::default();
        if self.already_anonymised {
            let words = fixed(
                "déjà anonymisé : ce qui l'a été sous une version antérieure le reste",
                "already anonymised: what was under an earlier version stays so",
            );
            note("conservation_anonymised", rules.limit_rule(), &[], none, words);
        }
        if let Some((due, by)) = judgment.was_due {
            for (rule, readings) in closing_rules(&by) {
                note("conservation_was_due", rule, readings, none, was_due_words(due));
            }
        }
        for (rule, facts) in rules.by_provision(judgment.missing) {
            note("conservation_missing", rule, &[], facts, naming(facts, "il manque", "missing"));
        }
        for (rule, facts) in rules.by_provision(judgment.would_extend) {
            let readings: &[_] = if facts.contains(Fact::RegularFollowUp) { &["A5"] } else { &[] };
            let words = naming(
                facts,
                "prolongerait la durée, si c'était établi",
                "would extend the term, if established",
            );
            note("conservation_would_extend", rule, readings, facts, words);
        }
        for (rule, facts) in rules.by_provision(self.later) {
            let words = naming(
                facts,
                "commence après le jour de l'évaluation, et compté comme déclaré",
                "begins after the day of evaluation, and is counted as told",
            );
            note("conservation_later_fact", rule, &[], facts, words);
        }
        if self.cej_only_as_programme {
            let words = fixed(
                "un contrat d'engagement jeune est déclaré comme programme et non comme contrat : il ne compte pas pour les dix ans",
                "a contrat d'engagement jeune is told as a programme and not as a contract: it does not count for the ten years",
            );
            note("conservation_cej_as_programme", rules.cej_rule(), &[], CEJ_FACTS, words);
        }
        if judgment.term.pacea_excluded {
            let words = fixed(
                "un PACEA finit au 26e anniversaire : il ne prolonge pas (la rédaction d'avant 2025 n'a pas été vérifiée)",
                "a PACEA ends at the 26th birthday: it does not extend (its wording before 2025 was not checked)",
            );
            let facts = FactSet::of(&[Fact::Programmes]);
            note("conservation_pacea", rules.exception_rule(), &["A5b"], facts, words);
        }
        if judgment.term.rounded {
            let words = fixed(
                "le jour anniversaire n'existe pas cette année-là : la lecture A2 décide",
                "the anniversary does not exist in that year: reading A2 decides",
            );
            note("conservation_rounded", rules.limit_rule(), &["A2"], none, words);
        }
        let cej = judgment.term.cej_rounded.then(|| rules.cej_rule());
        let archive = judgment.archive.is_some_and(|archive| archive.rounded).then(|| rules.archive_rule());
        for rule in cej.into_iter().chain(archive) {
            let words = fixed(
                "le jour d'échéance n'existe pas cette année-là : dernier jour du mois",
                "the day of expiry does not exist in that year: last day of the month",
            );
            note("conservation_rounded", rule, &[], none, words);
        }
    }
}

fn was_due_words(due: WasDue<'_>) -> Words {
    (
        format!("une version antérieure ({}) avait déjà fermé ce dossier", due.rule_set).into(),
        format!("an earlier version ({}) had already closed this dossier", due.rule_set).into(),
    )
}

/// The provisions by which an earlier rule set had closed a dossier, with the readings applied.
fn closing_rules<'l>(by: &ClosedBy<'l>) -> impl Iterator<Item = (AppliedRule<'l>, &'static [&'static str])> {
    let ClosedBy { rules, governs } = by;
    let reading: &'static [_] = match rules.limite.value {
        Provision::Stated(Limite { terme: Terme::AgeMaximal { .. }, .. }) => &["A2b", "A3"],
        _ => &["A2b"],
    };
    let exception: &'static [_] = &["A2b", "A5", "A5c"];
    let cej: &'static [_] = &["A2b", "A6", "A6b"];
    [
        governs.limit.then(|| (rules.limit_rule(), reading)),
        governs.exception.then(|| (rules.exception_rule(), exception)),
        governs.cej.then(|| (rules.cej_rule(), cej)),
    ]
    .into_iter()
    .flatten()
}

fn window_words() -> Words {
    fixed(
        "le jour d'entrée en vigueur n'a pas été trouvé : deux versions peuvent s'appliquer ce jour-là",
        "the day of entry into force was not found: either of two versions may apply on that day",
    )
}

/// Cites the act whose day of entry is not known.
fn window_note<'l>(rules: &Rules<'l>) -> Finding<'l> {
    let act = AppliedRule::of(&rules.tables.rule_sets, rules.rule_set);
    finding("conservation_window", Role::Notes, act, &["A25"], window_words())
}

impl<'l> Judgment<'l> {
    fn founding(&self, findings: &mut Vec<Finding<'l>>) {
        let (rules, governs) = (&self.rules, self.term.governs);
        let mut found = |code, rule, readings: &[&'static str], words| {
            push_new(findings, finding(code, Role::Founds, rule, readings, words));
        };
        if governs.limit {
            let readings = limit_readings(&rules.limite.value, &self.term);
            let words = limit_words(&rules.limite.value, self.term.derogation);
            found("conservation_limit", rules.limit_rule(), &readings, words);
        }
        if governs.exception {
            let words = fixed(
                "programme en cours à la date limite avec suivi régulier attesté : accessible jusqu'à sa fin",
                "programme in progress on the limit date with attested regular follow-up: accessible until its end",
            );
            found("conservation_programme", rules.exception_rule(), &["A2b", "A5", "A5c"], words);
        }
        if governs.cej {
            let years = rules.cej.value.stated().map_or(0, |duration| duration.annees);
            let words = (
                format!("contrat d'engagement jeune : {years} ans à compter de la fin du contrat").into(),
                format!("contrat d'engagement jeune: {years} years from the end of the contract").into(),
            );
            found("conservation_cej", rules.cej_rule(), &["A2b", "A6", "A6b"], words);
        }
        if governs == Governs::default() {
            let words = fixed("aucun terme ne peut être calculé", "no term can be computed");
            let none = finding("conservation_no_term", Role::Founds, rules.limit_rule(), &[], words);
            push_new(findings, about(self.term.missing, none));
        }
        let (Some(archive), Some(rule)) = (self.archive, self.archive_rule()) else { return };
        let years = rules.archive.value.stated().map_or(0, |archive| archive.annees);
        let words = (
            format!("bénéficiaire cofinancé par le FSE : archive fermée pendant {years} ans, pour un contrôle seulement").into(),
            format!("beneficiary co-financed by the ESF: closed archive for {years} years, for a control only").into(),
        );
        let readings: &[_] =
            if archive.by_a7 { &["A2b", "A7", "A7b", "A7c", "A17"] } else { &["A2b", "A7b", "A7c", "A17"] };
        push_new(findings, finding("conservation_fse", Role::Founds, rule.clone(), readings, words));
        if archive.interrupted {
            let words = fixed(
                "délai prorogé par une procédure judiciaire ou une demande motivée de la Commission",
                "term prolonged by judicial proceedings or a reasoned request of the Commission",
            );
            let interrupted = finding("conservation_fse_interrupted", Role::Founds, rule, &["A8"], words);
            push_new(findings, Finding { evidence: archive.evidence, ..interrupted });
        }
    }

    fn archive_access(&self, findings: &mut Vec<Finding<'l>>) {
        if self.state != State::FseArchive {
            return;
        }
        let rules = &self.rules;
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
        let rule = AppliedRule::of(&rules.tables.autorisation, rules.autorisation);
        push_new(findings, finding("conservation_fse_access", Role::Notes, rule, &["A9"], words));
    }
}

impl<'l> AccountDecision<'l> {
    /// The reasons of the answer; in a window of entry, each version gives its own.
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
        let (code, readings): (_, &[_]) =
            if self.no_term { ("conservation_no_term", &[]) } else { ("conservation_account", &["A2b"]) };
        let mut findings = Vec::new();
        let rules = || self.older.iter().chain([&self.rule]).cloned();
        for rule in rules() {
            push_new(&mut findings, finding(code, Role::Founds, rule, readings, words.clone()));
        }
        if !self.missing.is_empty() {
            for rule in rules() {
                let note = finding(
                    "conservation_missing",
                    Role::Notes,
                    rule,
                    &[],
                    naming(self.missing, "il manque", "missing"),
                );
                push_new(&mut findings, about(self.missing, note));
            }
        }
        if self.ambiguous {
            let words = fixed(
                "le jour d'échéance n'existe pas cette année-là : dernier jour du mois",
                "the day of expiry does not exist in that year: last day of the month",
            );
            let note = finding("conservation_rounded", Role::Notes, self.rule.clone(), &[], words);
            push_new(&mut findings, note);
        }
        if let Some(act) = &self.window {
            push_new(
                &mut findings,
                finding("conservation_window", Role::Notes, act.clone(), &["A25"], window_words()),
            );
        }
        findings
    }
}
