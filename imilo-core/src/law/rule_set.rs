//! The rule sets: what the state of the law is called on a day, and which lists of data then apply.

use std::borrow::Cow;

use super::entries::{
    ANNEXES_2025, ARRETE_2021, ARRETE_2022, ARRETE_2026, CEJ, DECRET_2015, DECRET_2021, DECRET_2025,
    DECRET_2026, SECURITE_SOCIALE_2026,
};
use super::texts::source;
use super::{Citation, Entry, Evidence, Provision, Source, Text, Timeline, Version};

/// What a rule set brought, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSet {
    /// In French.
    pub fr: Text,
    /// In English.
    pub en: Text,
}

/// Which act lists the data, the recipients and the links on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnnexeSet {
    /// Where the lists stand, in French.
    pub fr: Text,
    /// Where the lists stand, in English.
    pub en: Text,
}

const fn set(
    id: &'static str,
    entry: Entry,
    cites: (&'static str, Evidence, Source),
    fr: &'static str,
    en: &'static str,
) -> Version<RuleSet> {
    Version {
        id: Cow::Borrowed(id),
        entry,
        citation: Citation::new(cites.0, cites.1, cites.2),
        value: RuleSet { fr: Cow::Borrowed(fr), en: Cow::Borrowed(en) },
    }
}

static RULE_SET_ROWS: [Version<RuleSet>; 8] = [
    set(
        "V2015",
        DECRET_2015,
        ("D2015-59", Evidence::Seen, source::LF_2015),
        "texte initial du décret n° 2015-59",
        "initial text of décret 2015-59",
    ),
    set(
        "V2021",
        DECRET_2021,
        ("D2021-05", Evidence::Seen, source::TR_DIFF),
        "décret modificatif de mai 2021 (numéro non trouvé) ; date lue pour l'article 4 seulement",
        "modifying décret of May 2021 (number not found); date read for article 4 only",
    ),
    set(
        "V2021-A",
        ARRETE_2021,
        ("A2021-11-17", Evidence::Inferred, source::SYN),
        "arrêté du 17 novembre 2021 : listes des données, des mises en relation et des destinataires",
        "arrêté of 17 November 2021: lists of data, links and recipients",
    ),
    set(
        "V2021-B",
        CEJ,
        ("D2022-199", Evidence::Secondary, source::CODE_L5314_2),
        "le contrat d'engagement jeune remplace la Garantie jeunes",
        "the contrat d'engagement jeune replaces the Garantie jeunes",
    ),
    set(
        "V2021-C",
        ARRETE_2022,
        ("A2022-12-15", Evidence::Inferred, source::A22),
        "arrêté du 15 décembre 2022 : responsabilité conjointe",
        "arrêté of 15 December 2022: joint responsibility",
    ),
    set(
        "V2025",
        DECRET_2025,
        ("D2024-12-31", Evidence::Seen, source::TR_DIFF),
        "décret du 31 décembre 2024 (numéro non trouvé) : catégories, conservation, journalisation",
        "décret of 31 December 2024 (number not found): categories, retention, logging",
    ),
    set(
        "V2026",
        DECRET_2026,
        ("D2026-11", Evidence::Inferred, source::KH_26),
        "décret n° 2026-11 : France Travail, la DSIML et la mission locale responsables conjoints",
        "décret 2026-11: France Travail, DSIML and mission locale joint controllers",
    ),
    set(
        "V2026-07",
        SECURITE_SOCIALE_2026,
        ("D2026-11", Evidence::Secondary, source::CI_26),
        "partie différée du décret n° 2026-11 : complémentaire santé solidaire",
        "deferred part of décret 2026-11: complémentaire santé solidaire",
    ),
];

static RULE_SETS: Timeline<RuleSet> = Timeline::new(&RULE_SET_ROWS);

/// The built-in rule sets, from V2015 to V2026-07.
///
/// ```
/// use imilo_core::law;
/// let window = law::rule_sets().at("2026-01-16".parse()?)?;
/// assert_eq!(window.label(), "V2025|V2026");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn rule_sets() -> &'static Timeline<RuleSet> {
    &RULE_SETS
}

const fn lists(
    id: &'static str,
    entry: Entry,
    cites: (&'static str, Evidence, Source),
    fr: &'static str,
    en: &'static str,
) -> Version<Provision<AnnexeSet>> {
    let set = AnnexeSet { fr: Cow::Borrowed(fr), en: Cow::Borrowed(en) };
    let citation = Citation::new(cites.0, cites.1, cites.2);
    Version { id: Cow::Borrowed(id), entry, citation, value: Provision::Stated(set) }
}

static ANNEXE_ROWS: [Version<Provision<AnnexeSet>>; 5] = [
    lists(
        "annexe-2015",
        DECRET_2015,
        ("D2015-59:annexe", Evidence::Seen, source::GIT_ANX),
        "annexe du décret de 2015, lue en entier",
        "annexe of the décret of 2015, read whole",
    ),
    // Reading A11: the décret refers to an arrêté, and the one found came eight months later.
    Version {
        id: Cow::Borrowed("sans-liste-2021"),
        entry: DECRET_2021,
        citation: Citation::new("D2021-05", Evidence::Unknown, source::TR_DIFF),
        value: Provision::Unknown,
    },
    lists(
        "annexes-2021",
        ARRETE_2021,
        ("A2021-11-17:annexes", Evidence::Seen, source::TR_A21_3),
        "annexes de l'arrêté du 17 novembre 2021, lues en partie",
        "annexes of the arrêté of 17 November 2021, read in part",
    ),
    lists(
        "annexes-2025",
        ANNEXES_2025,
        ("A2025-01-03:annexes", Evidence::Seen, source::TR_A25_2),
        "annexes de l'arrêté du 3 janvier 2025, lues en partie",
        "annexes of the arrêté of 3 January 2025, read in part",
    ),
    lists(
        "annexes-2026",
        ARRETE_2026,
        ("A2025-01-03:annexes", Evidence::Inferred, source::JB_A26),
        "annexes de l'arrêté du 3 janvier 2025 modifié, que celui du 15 janvier 2026 cite encore",
        "annexes of the modified arrêté of 3 January 2025, which that of 15 January 2026 still cites",
    ),
];

static ANNEXES: Timeline<Provision<AnnexeSet>> = Timeline::new(&ANNEXE_ROWS);

/// Which act lists data, recipients and links, by date; `Unknown` from 2021-05-23 to 2022-01-30.
#[must_use]
pub fn annexes() -> &'static Timeline<Provision<AnnexeSet>> {
    &ANNEXES
}
