//! The words of cells: tables, compared as they stand or without case and accents.

use imilo_core::fse::{Answer, EventStatus, Gender, Improvement, LabourStatus, MaritalStatus};

use crate::tabular::fold;

/// A word and what it means. A word that says "unknown" means nothing: the cell counts as empty.
pub(super) type Words<T> = &'static [(&'static str, T)];

const UNKNOWN: &[&str] =
    &["inconnu", "inconnue", "unknown", "non_renseigne", "non_renseignee", "nr", "n_a", "nsp", "ne_sait_pas"];

pub(super) const GENDERS: Words<Gender> = &[
    ("F", Gender::Woman),
    ("M", Gender::Man),
    ("X", Gender::NonBinary),
    ("f", Gender::Woman),
    ("femme", Gender::Woman),
    ("feminin", Gender::Woman),
    ("mme", Gender::Woman),
    ("madame", Gender::Woman),
    ("2", Gender::Woman),
    ("m", Gender::Man),
    ("h", Gender::Man),
    ("homme", Gender::Man),
    ("masculin", Gender::Man),
    ("monsieur", Gender::Man),
    ("1", Gender::Man),
    ("x", Gender::NonBinary),
    ("non_binaire", Gender::NonBinary),
    ("non_binary", Gender::NonBinary),
];

pub(super) const FLAGS: Words<bool> = &[
    ("oui", true),
    ("non", false),
    ("true", true),
    ("false", false),
    ("1", true),
    ("0", false),
    ("o", true),
    ("n", false),
    ("yes", true),
    ("no", false),
    ("vrai", true),
    ("faux", false),
];

pub(super) const ANSWERS: Words<Answer> = &[
    ("oui", Answer::Yes),
    ("non", Answer::No),
    ("yes", Answer::Yes),
    ("no", Answer::No),
    ("refus", Answer::Refused),
    ("refuse", Answer::Refused),
    ("refused", Answer::Refused),
    ("ne_souhaite_pas_repondre", Answer::Refused),
    ("true", Answer::Yes),
    ("false", Answer::No),
    ("1", Answer::Yes),
    ("0", Answer::No),
    ("o", Answer::Yes),
    ("n", Answer::No),
    ("vrai", Answer::Yes),
    ("faux", Answer::No),
];

pub(super) const STATUSES: Words<LabourStatus> = &[
    ("unemployed", LabourStatus::Unemployed),
    ("inactive", LabourStatus::Inactive),
    ("employed", LabourStatus::Employed),
    ("chomeur", LabourStatus::Unemployed),
    ("chomeuse", LabourStatus::Unemployed),
    ("chomage", LabourStatus::Unemployed),
    ("demandeur_d_emploi", LabourStatus::Unemployed),
    ("demandeuse_d_emploi", LabourStatus::Unemployed),
    ("inactif", LabourStatus::Inactive),
    ("emploi", LabourStatus::Employed),
    ("en_emploi", LabourStatus::Employed),
    ("salarie", LabourStatus::Employed),
    ("salariee", LabourStatus::Employed),
    ("cdi", LabourStatus::Employed),
    ("cdd", LabourStatus::Employed),
    ("independant", LabourStatus::Employed),
    ("independante", LabourStatus::Employed),
];

pub(super) const EVENTS: Words<EventStatus> = &[
    ("job_searching", EventStatus::JobSearching),
    ("employed", EventStatus::Employed),
    ("self_employed", EventStatus::SelfEmployed),
    ("unemployed", EventStatus::Unemployed),
    ("inactive", EventStatus::Inactive),
    ("recherche_d_emploi", EventStatus::JobSearching),
    ("en_recherche_d_emploi", EventStatus::JobSearching),
    ("emploi", EventStatus::Employed),
    ("en_emploi", EventStatus::Employed),
    ("salarie", EventStatus::Employed),
    ("salariee", EventStatus::Employed),
    ("cdi", EventStatus::Employed),
    ("cdd", EventStatus::Employed),
    ("independante", EventStatus::SelfEmployed),
    ("independant", EventStatus::SelfEmployed),
    ("emploi_independant", EventStatus::SelfEmployed),
    ("chomage", EventStatus::Unemployed),
    ("chomeur", EventStatus::Unemployed),
    ("chomeuse", EventStatus::Unemployed),
    ("inactif", EventStatus::Inactive),
];

pub(super) const IMPROVEMENTS: Words<Improvement> = &[
    ("precarious_to_stable", Improvement::PrecariousToStable),
    ("under_to_full", Improvement::UnderToFull),
    ("higher_skills_job", Improvement::HigherSkillsJob),
    ("promotion", Improvement::Promotion),
    ("pay_rise_only", Improvement::PayRiseOnly),
    ("emploi_precaire_vers_stable", Improvement::PrecariousToStable),
    ("sous_emploi_vers_plein_emploi", Improvement::UnderToFull),
    ("emploi_plus_qualifie", Improvement::HigherSkillsJob),
    ("hausse_de_salaire_seule", Improvement::PayRiseOnly),
];

/// Words that say that one asked and that there is none.
pub(super) const NONE: &[&str] = &["none", "aucun", "aucune"];

pub(super) const COUPLES: Words<MaritalStatus> = &[
    ("couple", MaritalStatus::Couple),
    ("single", MaritalStatus::Single),
    ("en_couple", MaritalStatus::Couple),
    ("seul", MaritalStatus::Single),
    ("seule", MaritalStatus::Single),
];

/// The nomenclatures of French levels: two, that cannot be taken for one another.
pub(super) const NOMENCLATURES: Words<&'static str> = &[("1969", "1969"), ("2019", "2019")];

/// Makes a list of words.
type WordsOf = fn() -> Vec<&'static str>;

/// The columns of each list of words.
#[rustfmt::skip]
const COLUMNS: &[(WordsOf, &[&str])] = &[
    (|| of(GENDERS), &["gender"]),
    (|| of(STATUSES), &["labour_status_entry"]),
    (|| of(EVENTS), &["exit_event_status", "status_6m"]),
    (|| of(ANSWERS), &["jobless_household", "dependent_children", "single_adult_household", "foreign_background_or_minority",
        "foreign_background", "minority", "disability", "other_disadvantaged", "homeless", "rural"]),
    (|| of(FLAGS), &["registered_unemployed", "in_paid_work", "marginal_or_reduced_activity", "available", "actively_seeking",
        "full_time_student", "full_time_parental_leave", "in_education_entry", "yei_completed", "in_education_6m", "cej",
        "registered_equivalent", "sensitive_refused", "exit_event_subsidised", "followed_up", "french_level_diploma"]),
    (|| of(IMPROVEMENTS).into_iter().chain(NONE.iter().copied()).collect(), &["improvement_6m"]),
    (|| of(COUPLES), &["marital_status"]),
    (|| of(NOMENCLATURES), &["french_level_nomenclature"]),
];

fn of<T>(words: Words<T>) -> Vec<&'static str> {
    words.iter().map(|(word, _)| *word).collect()
}

/// The words that a column takes, as they are compared: without case and accents, `_` for a blank or a mark. None for a
/// column that holds no words. In each an empty cell, and [`UNKNOWN`], says that nothing is known.
pub(super) fn accepted(column: &str) -> Option<Vec<&'static str>> {
    COLUMNS.iter().find(|(_, columns)| columns.contains(&column)).map(|(words, _)| words())
}

/// The lists of words of a file of participations: the words, and the columns that take them; then, without a column, those
/// that say in each of them that nothing is known.
///
/// ```
/// let mut lists = imilo_formats::fse::word_lists();
/// let (words, columns) = lists.find(|(_, columns)| columns.contains(&"labour_status_entry")).ok_or("a list")?;
/// assert!(words.contains(&"demandeur_d_emploi") && columns.len() == 1);
/// # Ok::<(), &str>(())
/// ```
pub fn word_lists() -> impl Iterator<Item = (Vec<&'static str>, &'static [&'static str])> {
    let unknown: (_, &'static [&'static str]) = (UNKNOWN.to_vec(), &[]);
    COLUMNS.iter().map(|(words, columns)| (words(), *columns)).chain([unknown])
}

/// What a word means: none when it is empty or says that nothing is known.
///
/// # Errors
/// `word` when the list has no such word.
pub(super) fn word<T: Copy>(text: &str, words: Words<T>) -> Result<Option<T>, &'static str> {
    if text.is_empty() {
        return Ok(None);
    }
    let find = |text: &str| words.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
    // Most words are written as the list has them, and need not be folded.
    if let Some(meaning) = find(text) {
        return Ok(Some(meaning));
    }
    let folded = fold(text);
    match find(&folded) {
        Some(meaning) => Ok(Some(meaning)),
        None if UNKNOWN.contains(&folded.as_str()) => Ok(None),
        None => Err("word"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_stands_twice_and_every_word_is_folded() {
        fn check<T>(words: Words<T>) {
            let mut seen = std::collections::BTreeSet::new();
            for (word, _) in words {
                assert!(seen.insert(word), "{word}");
                assert!(fold(word) == *word || ["F", "M", "X"].contains(word), "{word}");
                assert!(!UNKNOWN.contains(word) && !NONE.contains(word), "{word}");
            }
        }
        check(GENDERS);
        check(FLAGS);
        check(ANSWERS);
        check(STATUSES);
        check(EVENTS);
        check(IMPROVEMENTS);
        check(COUPLES);
        check(NOMENCLATURES);
    }

    #[test]
    fn case_and_accents_do_not_matter_and_unknown_is_not_no() {
        assert_eq!(word("Chômeur", STATUSES), Ok(Some(LabourStatus::Unemployed)));
        assert_eq!(word("REFUS", ANSWERS), Ok(Some(Answer::Refused)));
        assert_eq!(word("inconnu", ANSWERS), Ok(None));
        assert_eq!(word("peut-être", ANSWERS), Err("word"));
        assert_eq!(word("CDI", STATUSES), Ok(Some(LabourStatus::Employed)));
        // A student may be registered as unemployed or work; who is without work may seek it or not.
        for ambiguous in ["étudiant", "scolaire", "sans emploi", "alternance", "stage"] {
            assert_eq!(word(ambiguous, STATUSES), Err("word"), "{ambiguous}");
            assert_eq!(word(ambiguous, EVENTS), Err("word"), "{ambiguous}");
        }
    }
}
