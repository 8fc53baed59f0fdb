//! What the tables of articles share: how a row is written, its periods, and where the code stands.

use super::{Article, Coverage};
use crate::law::{Evidence, Source};

/// First day on which a version may be in force, first day on which it certainly is no more.
pub(super) type Period = (&'static str, &'static str);

/// A row: code, period, evidence, source, coverage, then what it says in French and in English.
pub(super) const fn row(
    code: &'static str,
    (from, until): Period,
    evidence: Evidence,
    source: Source,
    coverage: Coverage,
    fr: &'static str,
    en: &'static str,
) -> Article {
    Article { code, from, until, evidence, fr, en, source, coverage }
}

/// Dates of which nothing was read.
pub(super) const UNDATED: Period = ("", "");
pub(super) const V2015: Period = ("2015-01-29", "2021-05-23");
pub(super) const V2021: Period = ("2021-05-23", "2025-01-01");
/// The part of V2021 before the CEJ, then from it on.
pub(super) const V2021_BEFORE_CEJ: Period = ("2021-05-23", "2022-03-01");
pub(super) const V2021_CEJ: Period = ("2022-03-01", "2025-01-01");
/// The part of V2021 before the arrêté of 15 December 2022, then from it on.
pub(super) const V2021_BEFORE_C: Period = ("2021-05-23", "2023-03-06");
pub(super) const V2021_C: Period = ("2023-03-06", "2025-01-01");
/// Until the last day on which décret 2026-11 may not yet be in force (reading A25).
pub(super) const V2025: Period = ("2025-01-01", "2026-01-21");
/// From the first day on which décret 2026-11 may be in force (reading A25).
pub(super) const V2026: Period = ("2026-01-14", "");
pub(super) const V2026_BEFORE_JULY: Period = ("2026-01-14", "2026-07-01");
pub(super) const V2026_JULY: Period = ("2026-07-01", "");
pub(super) const SINCE_2021: Period = ("2021-05-23", "");
/// Lists of the arrêté of 17 November 2021, until the last day on which those of 2025 may not be in force.
pub(super) const LISTS_2021: Period = ("2022-01-31", "2025-01-15");
pub(super) const LISTS_2025: Period = ("2025-01-13", "2026-01-21");
pub(super) const SINCE_LISTS_2025: Period = ("2025-01-13", "");
pub(super) const SINCE_ARRETE_2026: Period = ("2026-01-21", "");
pub(super) const SINCE_CEJ: Period = ("2022-03-01", "");
/// The annexe of the FSE with its household indicators, and without (regulation 2018/1046).
pub(super) const FSE_BEFORE_OMNIBUS: Period = ("", "2018-08-02");
pub(super) const FSE_SINCE_OMNIBUS: Period = ("2018-08-02", "");
pub(super) const SINCE_RGPD: Period = ("2018-05-25", "");
pub(super) const BEFORE_RGPD: Period = ("", "2018-05-25");

const fn built(rule: &'static str, test: &'static str) -> Coverage {
    Coverage::Rule { rule, test }
}

const LAW: &str = "tests/vectors/law.json";
const LIMIT_CASES: &str = "tests/vectors/conservation-limite.json";
const CEJ_CASES: &str = "tests/vectors/conservation-cej.json";
const ACCOUNT_CASES: &str = "tests/vectors/conservation-comptes.json";
const FSE_CASES: &str = "tests/vectors/fse-participants.json";
const ACCESS_CASES: &str = "tests/vectors/habilitation-acces.json";
const RECIPIENT_CASES: &str = "tests/vectors/habilitation-destinataires.json";
const LINK_CASES: &str = "tests/vectors/habilitation-liens.json";
const RIGHT_CASES: &str = "tests/vectors/habilitation-droits.json";
const ARCHIVE_CASES: &str = "tests/vectors/conservation-fse.json";

pub(super) const RULE_SET: Coverage = built("law::rule_set", LAW);
pub(super) const NIR_FORM: Coverage = built("nir::Nir::parse", "tests/vectors/nir.csv");
pub(super) const PARIS_DAY: Coverage = built("calendar::Date::of_paris", "imilo-core/src/calendar.rs");
pub(super) const ROUNDING: Coverage = built("calendar::Rounding", LIMIT_CASES);
pub(super) const TABLES: Coverage = built("conservation::tables", LIMIT_CASES);
pub(super) const LIMITE: Coverage = built("conservation::tables::LIMITE", LIMIT_CASES);
pub(super) const EXCEPTION: Coverage = built("conservation::tables::EXCEPTION_PROGRAMME", LIMIT_CASES);
pub(super) const CEJ: Coverage = built("conservation::tables::CEJ_DIX_ANS", CEJ_CASES);
pub(super) const USERS: Coverage = built("conservation::tables::COMPTE_UTILISATEUR", ACCOUNT_CASES);
pub(super) const PARTNERS: Coverage = built("conservation::tables::COMPTE_PARTENAIRE", ACCOUNT_CASES);
pub(super) const ARCHIVE: Coverage = built("conservation::tables::ARCHIVE_FSE", ARCHIVE_CASES);
pub(super) const ARCHIVE_ACCESS: Coverage = built("conservation::tables::AUTORISATION_ARCHIVE", LAW);

pub(super) const PURPOSES: Coverage = built("habilitation::tables::prohibitions::FINALITES", ACCESS_CASES);
pub(super) const ACCESS: Coverage = built("habilitation::tables::access", ACCESS_CASES);
pub(super) const RECIPIENTS: Coverage = built("habilitation::tables::recipients", RECIPIENT_CASES);
pub(super) const LINKS: Coverage = built("habilitation::tables::links", LINK_CASES);
pub(super) const RIGHTS: Coverage = built("droits::tables", RIGHT_CASES);

pub(super) const INDICATORS: Coverage = built("fse::Code", FSE_CASES);

pub(super) const LOGS: Coverage =
    built("journal::tables::CONSERVATION", "tests/vectors/conservation-journaux.json");
pub(super) const DELAYS: Coverage = built("droits::Demande::delai", "tests/vectors/droits-delais.json");
pub(super) const WORKING_DAYS: Coverage =
    built("calendar::jours_feries::jour_ferie", "tests/vectors/droits-delais.json");
pub(super) const RESPONSIBILITIES: Coverage =
    built("droits::responsabilites", "tests/vectors/responsabilites.json");

pub(super) const CATALOGUE: Coverage = Coverage::Later("dossier and field catalogue");
pub(super) const NIR_TITLE: Coverage = Coverage::Later("NIR and pseudonyms");
pub(super) const DUTIES: Coverage = Coverage::Later("journal, rights and responsibilities");

pub(super) const ALLOWANCE: Coverage =
    Coverage::Context("background: amounts of an allowance, which no rule here computes");
pub(super) const SCHEME: Coverage =
    Coverage::Context("background: describes a scheme whose dates the caller gives");
pub(super) const EXECUTION: Coverage = Coverage::Context("execution clause: nothing to compute");
pub(super) const OPINION: Coverage =
    Coverage::Context("an opinion on the draft: explains the act and binds nobody");
pub(super) const GUIDANCE: Coverage =
    Coverage::Context("a recommendation: the seven months of the décret prevail");
pub(super) const CANDIDATE: Coverage = Coverage::Context("a candidate only: never cited as the act");
pub(super) const NOT_READ: Coverage = Coverage::Context("not read: founds no rule");
pub(super) const BACKGROUND: Coverage = Coverage::Context("background: no rule here depends on its text");

pub(super) const UNREAD_FR: &str = "Rédaction non lue : rien n'en est tiré.";
pub(super) const UNREAD_EN: &str = "Wording not read: nothing is drawn from it.";
pub(super) const SAME_2026_FR: &str =
    "Comme en 2025, par déduction : aucune source lue ne signale que le décret n° 2026-11 y touche.";
pub(super) const SAME_2026_EN: &str =
    "As in 2025, by inference: no source read reports that décret 2026-11 changes it.";
