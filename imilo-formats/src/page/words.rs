//! The words of the page: states, facts, faults, refusals.

use std::borrow::Cow;
use std::collections::BTreeMap;

use imilo_core::bilan::{NirCounts, RetentionCounts};
use imilo_core::conservation::Fact;

use super::numbers::grouped;
use super::typography::capital;
use crate::source::words_of;

/// A text in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) fr: Cow<'static, str>,
    pub(super) en: Cow<'static, str>,
}

impl Words {
    /// The same with a capital in each language.
    pub(super) fn capital(&self) -> Self {
        (capital(&self.fr), capital(&self.en)).into()
    }
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
    /// What is missing can only put the end off.
    MaybeSoon,
    Anonymise,
    FseArchive,
    /// Closed, what becomes of it being unknown.
    ArchiveUnknown,
    Anonymised,
    Undetermined,
}

impl State {
    /// In the order in which they are drawn: what is settled on the left, so that what is to be done can be
    /// compared from the right edge.
    const ALL: [Self; 8] = [
        Self::Accessible,
        Self::Anonymised,
        Self::MaybeSoon,
        Self::Soon,
        Self::Anonymise,
        Self::FseArchive,
        Self::ArchiveUnknown,
        Self::Undetermined,
    ];

    /// The states that are drawn: those that few sources know only where they occur.
    pub(super) fn drawn(counts: &RetentionCounts) -> impl Iterator<Item = Self> {
        let maybe = counts.due_within_90_days_at_the_earliest > 0;
        let unknown = counts.to_close_now_archive_unknown > 0;
        Self::ALL.into_iter().filter(move |state| match state {
            Self::MaybeSoon => maybe,
            Self::ArchiveUnknown => unknown,
            _ => true,
        })
    }

    /// Number of dossiers in this state.
    pub(super) const fn of(self, counts: &RetentionCounts) -> u64 {
        match self {
            Self::Accessible => counts
                .accessible
                .saturating_sub(counts.due_within_90_days)
                .saturating_sub(counts.due_within_90_days_at_the_earliest),
            Self::Soon => counts.due_within_90_days,
            Self::MaybeSoon => counts.due_within_90_days_at_the_earliest,
            Self::Anonymise => counts.to_anonymise_now,
            Self::FseArchive => counts.to_fse_archive_now,
            Self::ArchiveUnknown => counts.to_close_now_archive_unknown,
            Self::Anonymised => counts.already_anonymised,
            Self::Undetermined => counts.undetermined,
        }
    }

    /// Class of its colour.
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Accessible => "c-accessible",
            Self::Soon => "c-soon",
            Self::MaybeSoon => "c-maybe",
            Self::Anonymise => "c-anonymise",
            Self::FseArchive => "c-fse",
            Self::ArchiveUnknown => "c-close",
            Self::Anonymised => "c-anonymised",
            Self::Undetermined => "c-undetermined",
        }
    }

    pub(super) fn words(self) -> Words {
        Words::from(match self {
            Self::Accessible => ("Accessibles au-delà de 90 jours", "Open for more than 90 days"),
            Self::Soon => ("Échéance sous 90 jours", "Due within 90 days"),
            Self::MaybeSoon => ("Échéance possible sous 90 jours", "May be due within 90 days"),
            Self::Anonymise => ("À anonymiser maintenant", "To be anonymised now"),
            Self::FseArchive => ("À verser à l'archive FSE", "To be moved to the ESF archive"),
            Self::ArchiveUnknown => {
                ("À fermer maintenant, suite à établir", "To be closed now, what follows to be established")
            }
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
        "first_digit" => {
            ("premier chiffre refusé (0, 9, NNP ou MIG)", "first digit refused (0, 9, NNP or MIG)")
        }
        "month" => ("mois hors des plages", "month out of range"),
        "place" => ("lieu non attribué", "place not given out"),
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

/// A fact that would put a term off, as it would have to be.
pub(super) fn extending(code: &'static str) -> Words {
    match code {
        "programmes" => {
            ("programme encore en cours à la date limite", "programme still in progress on the limit date")
                .into()
        }
        "regular_follow_up" => {
            ("suivi régulier attesté dans le programme", "regular follow-up attested in the programme").into()
        }
        other => fact(other).0,
    }
}

/// Facts with their counts, those that are named most first.
pub(super) fn tally(
    facts: &BTreeMap<&'static str, u64>,
    name: fn(&'static str) -> Words,
) -> Vec<(Words, u64)> {
    let mut facts: Vec<_> = facts.iter().map(|(code, count)| (name(code), *count)).collect();
    // Stable: equal ones keep the order of their codes.
    facts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    facts
}

/// Facts with their counts, in one line: `date de naissance (2), contrats d'engagement jeune (1)`.
pub(super) fn listed(facts: &[(Words, u64)]) -> Words {
    let list = |name: fn(&Words) -> &str| {
        let one = |(words, count): &(Words, u64)| format!("{} ({})", name(words), grouped(*count));
        facts.iter().map(one).collect::<Vec<_>>().join(", ")
    };
    (list(|words| &words.fr), list(|words| &words.en)).into()
}

/// Why rows are refused. A code of another reader stands for itself.
pub(super) fn refusal(code: &str) -> Words {
    words_of(code).unwrap_or(("–", "–")).into()
}

#[cfg(test)]
mod tests {
    use super::*;

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
