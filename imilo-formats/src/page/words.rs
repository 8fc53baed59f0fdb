//! The words of the page: states, evidence, facts, faults, and provisions spelled out.

use std::borrow::Cow;

use imilo_core::bilan::{NirCounts, RetentionCounts};
use imilo_core::calendar::Date;
use imilo_core::conservation::Fact;
use imilo_core::error::ErrorCode;
use imilo_core::law::Evidence;
use imilo_core::law::articles::article;
use imilo_core::law::texts::texte_by_code;

use super::numbers::french_date;
use super::typography::capital;

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) fr: Cow<'static, str>,
    pub(super) en: Cow<'static, str>,
}

impl From<(&'static str, &'static str)> for Words {
    fn from((fr, en): (&'static str, &'static str)) -> Self {
        Self { fr: fr.into(), en: en.into() }
    }
}

impl From<(String, String)> for Words {
    fn from((fr, en): (String, String)) -> Self {
        Self { fr: fr.into(), en: en.into() }
    }
}

/// What retention says of a dossier, each dossier being in one state only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    Accessible,
    Soon,
    Anonymise,
    FseArchive,
    Anonymised,
    Undetermined,
}

impl State {
    /// In the order in which they are drawn: what is settled on the left, so that what is to be done can be
    /// compared from the right edge.
    pub(super) const ALL: [Self; 6] = [
        Self::Accessible,
        Self::Anonymised,
        Self::Soon,
        Self::Anonymise,
        Self::FseArchive,
        Self::Undetermined,
    ];

    /// Number of dossiers in this state.
    pub(super) const fn of(self, counts: &RetentionCounts) -> u64 {
        match self {
            Self::Accessible => counts.accessible.saturating_sub(counts.due_within_90_days),
            Self::Soon => counts.due_within_90_days,
            Self::Anonymise => counts.to_anonymise_now,
            Self::FseArchive => counts.to_fse_archive_now,
            Self::Anonymised => counts.already_anonymised,
            Self::Undetermined => counts.undetermined,
        }
    }

    /// Class of its colour.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Accessible => "c-accessible",
            Self::Soon => "c-soon",
            Self::Anonymise => "c-anonymise",
            Self::FseArchive => "c-fse",
            Self::Anonymised => "c-anonymised",
            Self::Undetermined => "c-undetermined",
        }
    }

    pub(super) fn words(self) -> Words {
        Words::from(match self {
            Self::Accessible => ("Accessibles au-delà de 90 jours", "Open for more than 90 days"),
            Self::Soon => ("Échéance sous 90 jours", "Due within 90 days"),
            Self::Anonymise => ("À anonymiser maintenant", "To be anonymised now"),
            Self::FseArchive => ("À verser à l'archive FSE", "To be moved to the ESF archive"),
            Self::Anonymised => ("Déjà anonymisés", "Already anonymised"),
            Self::Undetermined => ("Indéterminés", "Undetermined"),
        })
    }
}

/// NIR that were refused, whatever the part that is wrong.
pub(super) fn refused_nirs(counts: &NirCounts) -> u64 {
    counts.refused.values().fold(0, |sum, count| sum.saturating_add(*count))
}

/// What is wrong with a NIR.
pub(super) fn fault(code: &'static str) -> Words {
    match code {
        "length" => ("longueur fausse", "wrong length"),
        "character" => ("caractère interdit", "character not allowed"),
        "first_digit" => ("premier chiffre refusé", "first digit refused"),
        "month" => ("mois hors des plages", "month out of range"),
        "place" => ("lieu de naissance non attribué", "place of birth not given out"),
        "order" => ("numéro d'ordre 000", "order number 000"),
        "key" => ("clé fausse", "wrong key"),
        other => (other, other),
    }
    .into()
}

/// A fact of retention, and what cannot be said without it. `rule` is that of the bilan: no rule was read.
pub(super) fn fact(code: &'static str) -> (Words, Words) {
    let name = Fact::ALL.iter().find(|fact| fact.code() == code);
    let name = match code {
        "rule" => Words::from(("la règle elle-même", "the rule itself")),
        _ => Words::from(name.map_or((code, code), |fact| (fact.fr(), fact.en()))),
    };
    let without = match code {
        "birth_date" => (
            "Le terme du dossier, qui se compte depuis la naissance.",
            "The term of the dossier, which runs from birth.",
        ),
        "rqth_periods" => (
            "La limite reculée des travailleurs handicapés pendant un contrat d'engagement jeune.",
            "The later limit of disabled workers within a contrat d'engagement jeune.",
        ),
        "programmes" => (
            "L'exception du programme en cours à la date limite.",
            "The exception of a programme in progress on the limit date.",
        ),
        "regular_follow_up" => (
            "L'exception du programme en cours, qui demande un suivi régulier attesté.",
            "The exception of a programme in progress, which asks for an attested regular follow-up.",
        ),
        "cej_contracts" => (
            "Le terme propre aux bénéficiaires du contrat d'engagement jeune.",
            "The term of the beneficiaries of the contrat d'engagement jeune.",
        ),
        "fse" => (
            "Le choix entre anonymiser et verser à l'archive FSE.",
            "The choice between anonymising and moving to the ESF archive.",
        ),
        "first_record" => (
            "Le terme de l'archive FSE, là où il part du premier enregistrement.",
            "The term of the ESF archive, where it runs from the first record.",
        ),
        "last_record" => (
            "Le terme de l'archive FSE, là où il part du dernier enregistrement.",
            "The term of the ESF archive, where it runs from the last record.",
        ),
        "interruptions" => (
            "Le report de la fin de l'archive FSE par une procédure ou une demande de la Commission.",
            "The end of the ESF archive put off by proceedings or a request of the Commission.",
        ),
        "rule" => (
            "Le texte de ce jour n'a pas été lu : rien n'est décidé à sa place.",
            "The text of that day was not read: nothing is decided in its place.",
        ),
        _ => ("", ""),
    };
    (name, Words::from(without))
}

/// Why rows are refused. A code of another reader stands for itself.
pub(super) fn refusal(code: &str) -> Words {
    let of_core = || ErrorCode::ALL.iter().find(|row| row.slug == code).map(|row| (row.fr, row.en));
    Words::from(match code {
        "encoding" => {
            ("ligne illisible dans l'encodage du fichier", "the line is not valid in the file's encoding")
        }
        "control_character" => ("caractère de contrôle dans la ligne", "the line holds a control character"),
        "too_long" => ("ligne trop longue", "the line is too long"),
        "unclosed_quote" => ("guillemet ouvert et jamais refermé", "a quote is opened and never closed"),
        "field_count" => (
            "le nombre de champs n'est pas celui de l'en-tête",
            "the number of fields is not that of the header",
        ),
        "field_too_long" => ("champ trop long", "a field is too long"),
        "date_undecidable" => (
            "le format de date de la colonne n'a pas pu être déterminé",
            "the date format of the column could not be decided",
        ),
        "date_format" => (
            "la valeur n'est pas une date au format de la colonne",
            "the value is not a date in the format of its column",
        ),
        "boolean" => ("la valeur n'est ni oui ni non", "the value is neither yes nor no"),
        "list_length" => (
            "les listes d'un même dossier (début, fin…) n'ont pas la même longueur",
            "the lists of one dossier (start, end…) have not the same length",
        ),
        "list_start" => ("une période n'a pas de début", "a period has no start"),
        "cause" => {
            ("la cause de l'interruption n'est pas reconnue", "the cause of the interruption is not known")
        }
        "json_shape" => (
            "l'objet n'a pas la forme d'un dossier de l'interface",
            "the object has not the shape of a dossier of the interface",
        ),
        "read_failed" => {
            ("la lecture a échoué, la suite n'a pas été lue", "reading failed, the rest was not read")
        }
        _ => of_core().unwrap_or(("–", "–")),
    })
}

/// What a provision says on a day, in our words. Where the wording of that day was not read, the last one
/// that was comes first.
pub(super) fn says(code: &str, date: Date) -> Vec<Words> {
    let day = date.to_string();
    let Ok(versions) = article(code) else { return Vec::new() };
    // ISO dates compare as text.
    let begun: Vec<_> = versions.into_iter().filter(|version| version.from <= day.as_str()).collect();
    let Some((now, before)) = begun.split_last() else { return Vec::new() };
    let read = before.iter().rev().find(|version| version.evidence == Evidence::Seen);
    let mut words = Vec::new();
    if let Some(read) = read.filter(|_| now.evidence != Evidence::Seen) {
        let from = read.from.parse().map_or_else(|_| read.from.to_owned(), french_date);
        words.push(Words::from((
            format!("Version du {from}, lue : {}", read.fr),
            format!("Version of {}, read: {}", read.from, read.en),
        )));
    }
    if now.until.is_empty() || day.as_str() < now.until {
        words.push(Words::from((now.fr, now.en)));
    }
    words
}

/// Mark of evidence: class, name, meaning.
pub(super) fn evidence(evidence: Evidence) -> (&'static str, Words, Words) {
    let (class, name, meaning) = match evidence {
        Evidence::Seen => (
            "ev ev-seen",
            ("lu", "read"),
            ("la règle a été lue dans le texte de l'acte", "the rule was read in the text of the act"),
        ),
        Evidence::Secondary => (
            "ev ev-secondary",
            ("source secondaire", "secondary source"),
            (
                "lue dans une note, un avis ou une notice, non dans l'acte",
                "read in a note, an opinion or a notice, not in the act",
            ),
        ),
        Evidence::Inferred => (
            "ev ev-inferred",
            ("déduit", "inferred"),
            (
                "non lue : déduite, avec un raisonnement, de ce qui a été lu ; à vérifier au Journal officiel",
                "not read: derived, with a reasoning, from what was read; to be checked in the Journal officiel",
            ),
        ),
        Evidence::Unknown => (
            "ev ev-unknown",
            ("inconnu", "unknown"),
            ("ni lue ni déduite : ne fonde aucune décision", "neither read nor derived: founds no decision"),
        ),
    };
    (class, name.into(), meaning.into())
}

/// A provision spelled out: `Décret n° 2015-59, art. 6 I, exception` of `D2015-59:6:I:exception`. Several,
/// written `D2015-59:6:I + D2015-59:6:I bis`, name their act once.
pub(super) fn provision(codes: &str) -> Words {
    let (mut fr, mut en) = (String::new(), String::new());
    let mut last = None;
    for code in codes.split(" + ") {
        let (act, article) = code.split_once(':').unwrap_or((code, ""));
        if last.is_some() {
            fr.push_str(" ; ");
            en.push_str("; ");
        }
        if last == Some(act) && !article.is_empty() {
            fr.push_str(detail(article, str::to_owned).trim_start_matches(", "));
            en.push_str(detail(article, in_english).trim_start_matches(", "));
        } else {
            let (act_fr, act_en) =
                texte_by_code(act).map_or((act, act), |act| (short(act.fr), short(act.en)));
            fr.push_str(&(capital(act_fr) + &detail(article, str::to_owned)));
            en.push_str(&(capital(act_en) + &detail(article, in_english)));
        }
        last = Some(act);
    }
    (fr, en).into()
}

/// `, art. 6 I, exception` of `6:I:exception`.
fn detail(article: &str, word: fn(&str) -> String) -> String {
    let mut text = String::new();
    for (position, part) in article.split(':').filter(|part| !part.is_empty()).enumerate() {
        let first = part.chars().next();
        text.push_str(match first {
            Some('0'..='9') if position == 0 => ", art. ",
            Some(first) if position > 0 && !first.is_lowercase() => " ",
            _ => ", ",
        });
        text.push_str(&word(part));
    }
    text
}

fn in_english(part: &str) -> String {
    match part {
        "clé" => "key",
        "mois" => "month",
        "accès" => "access",
        "prorogation" => "prolongation",
        _ => part,
    }
    .to_owned()
}

/// A title without what stands in brackets at its end, and without the date of an act that has a number.
fn short(title: &str) -> &str {
    let title =
        title.strip_suffix(')').and_then(|title| title.rsplit_once(" (")).map_or(title, |(head, _)| head);
    let date = if title.contains(" n° ") {
        title.split_once(" du ")
    } else if title.starts_with("décret ") || title.starts_with("CNIL ") {
        title.split_once(" of ")
    } else {
        None
    };
    date.map_or(title, |(head, _)| head)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn provisions_are_spelled_out() {
        let spelled = |code| {
            let words = provision(code);
            (words.fr.into_owned(), words.en.into_owned())
        };
        let pair = |fr: &str, en: &str| (fr.to_owned(), en.to_owned());
        assert_eq!(
            spelled("D2015-59:6:I bis"),
            pair("Décret n° 2015-59, art. 6 I bis", "Décret 2015-59, art. 6 I bis")
        );
        assert_eq!(
            spelled("D2015-59:6:I:exception"),
            pair("Décret n° 2015-59, art. 6 I, exception", "Décret 2015-59, art. 6 I, exception")
        );
        assert_eq!(
            spelled("INSEE:clé"),
            pair("Documentation de l'Insee sur le NIR, clé", "Documentation of Insee on the NIR, key")
        );
        assert_eq!(
            spelled("D2015-59:6:I + D2015-59:6:I bis + INSEE:mois").0,
            "Décret n° 2015-59, art. 6 I ; art. 6 I bis ; Documentation de l'Insee sur le NIR, mois"
        );
        assert_eq!(spelled("R1303/2013:140:1").0, "Règlement (UE) n° 1303/2013, art. 140 1");
        assert_eq!(spelled("inconnu:3").0, "Inconnu, art. 3");
        assert_eq!(spelled(""), pair("", ""));
    }

    #[test]
    fn a_wording_that_was_not_read_stands_behind_the_last_one_read() {
        let on = |day: &str| says("D2015-59:6:I", day.parse().unwrap());
        assert_eq!(on("2025-06-01").len(), 1);
        let words = on("2026-11-24");
        assert_eq!(words.len(), 2);
        assert!(
            words[0].fr.starts_with("Version du 01/01/2025, lue : Données accessibles"),
            "{}",
            words[0].fr
        );
        assert!(says("D2015-59:6:I bis", "2020-01-01".parse().unwrap()).is_empty());
        assert!(says("<b>", "2020-01-01".parse().unwrap()).is_empty());
    }

    #[test]
    fn every_fact_says_what_it_is_for() {
        for fact_ in Fact::ALL {
            let retention = !matches!(fact_, Fact::HabilitationEnd | Fact::AccountDeactivated);
            assert_eq!(retention, !fact(fact_.code()).1.fr.is_empty(), "{}", fact_.code());
        }
    }

    #[test]
    fn refusals_of_the_core_have_its_words() {
        assert_eq!(refusal("period_reversed").fr, "la fin précède le début");
        assert_eq!(refusal("<b>").fr, "–");
    }
}
