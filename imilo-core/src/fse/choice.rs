//! The choices that the texts leave open, in words: what each is about, and what each value says.

use super::Options;

/// A choice: its key in [`Options`](super::Options), what it is about, in French and in English.
const ABOUT: &[(&str, [&str; 2])] = &[
    (
        "A2",
        [
            "Exactement six ou douze mois de chômage à l'entrée",
            "Exactly six or twelve months of unemployment at entry",
        ],
    ),
    ("A3", ["Événement le 28e jour après la sortie", "Event on the 28th day after the exit"]),
    ("A4", ["Au chômage depuis une date inconnue", "Unemployed since an unknown day"]),
    (
        "A5",
        [
            "Inscrit comme demandeur d'emploi et étudiant à temps plein",
            "Registered as unemployed and full-time student",
        ],
    ),
    ("A6", ["Congé parental à temps plein (FSE+)", "Full-time parental leave (ESF+)"]),
    ("A7", ["Recherche d'emploi que compte EECR01", "Job search that EECR01 counts"]),
    ("A8", ["Fiche incomplète dans EECO01", "Incomplete record in EECO01"]),
    ("A9", ["Emploi indépendant dans YEI_CR11", "Self-employment in YEI_CR11"]),
    ("A10", ["Personnes défavorisées de CR05 et CR09", "Disadvantaged persons of CR05 and CR09"]),
    (
        "A11",
        [
            "École primaire non achevée, au-delà de l'âge habituel",
            "Primary education not completed, beyond the usual age",
        ],
    ),
    ("A13", ["Personne non binaire en 2014-2020", "Non-binary person in 2014-2020"]),
    (
        "A15",
        [
            "Jours d'avance admis pour l'observation à six mois",
            "Days before six months on which an answer may be given",
        ],
    ),
    (
        "A16",
        [
            "Inscrit comme demandeur d'emploi, en activité réduite",
            "Registered as unemployed, with a reduced activity",
        ],
    ),
    ("A18", ["Chômage de longue durée avant 25 ans (FSE+)", "Long-term unemployment below 25 (ESF+)"]),
    (
        "A19",
        [
            "Anniversaire du 29 février une année sans ce jour",
            "Birthday of 29 February in a year without one",
        ],
    ),
    ("age_limit", ["Limite d'âge de l'IEJ", "Limit of age of the YEI"]),
    (
        "equivalent_body",
        ["Organisme équivalent au service de l'emploi", "Body equivalent to the employment service"],
    ),
];

/// What a value of a choice says.
const VALUES: &[(&str, &str, [&str; 2])] = &[
    ("A2", "strict", ["pas encore de longue durée", "not yet long-term"]),
    ("A2", "inclusive", ["déjà de longue durée", "long-term already"]),
    ("A3", "day28_included", ["dans les quatre semaines", "within the four weeks"]),
    ("A3", "day28_excluded", ["hors des quatre semaines", "outside the four weeks"]),
    (
        "A4",
        "long_term_missing",
        ["compté au chômage, longue durée inconnue", "counts as unemployed, long-term unknown"],
    ),
    ("A4", "record_incomplete", ["fiche incomplète", "incomplete record"]),
    ("A5", "registration_wins", ["chômeur : l'inscription l'emporte", "unemployed: registration wins"]),
    ("A5", "student_wins", ["inactif : les études l'emportent", "inactive: the studies win"]),
    ("A6", "inactive", ["inactif", "inactive"]),
    ("A6", "employed", ["en emploi", "employed"]),
    ("A7", "inactive_only", ["celle des inactifs à l'entrée", "of those inactive at entry"]),
    ("A7", "everyone", ["celle de tous", "of everybody"]),
    ("A8", "counted", ["comptée", "counted"]),
    ("A8", "not_counted", ["non comptée", "not counted"]),
    ("A9", "without", ["non compté : YEI_CR12 le compte", "not counted: YEI_CR12 has it"]),
    ("A9", "with", ["compté", "counted"]),
    (
        "A10",
        "with_households",
        ["CO15 à CO17, avec CO12 et CO14 en 2013", "CO15 to CO17, with CO12 and CO14 in 2013"],
    ),
    ("A10", "sensitive_only", ["CO15 à CO17 seulement", "CO15 to CO17 only"]),
    ("A11", "disadvantage", ["un « autre désavantage »", "an “other disadvantage”"]),
    ("A11", "no_disadvantage", ["aucun désavantage", "no disadvantage"]),
    ("A13", "incomplete", ["fiche incomplète", "incomplete record"]),
    ("A13", "complete", ["fiche complète", "complete record"]),
    ("A16", "unemployed", ["chômeur : l'inscription l'emporte", "unemployed: registration prevails"]),
    ("A16", "employed", ["en emploi", "employed"]),
    ("A18", "six_months", ["plus de six mois", "more than six months"]),
    ("A18", "twelve_months", ["plus de douze mois", "more than twelve months"]),
    ("A19", "mar1", ["1er mars", "1 March"]),
    ("A19", "feb28", ["28 février", "28 February"]),
    (
        "age_limit",
        "france",
        [
            "France : 26 ans jusqu'au 31 janvier 2018, 30 ans depuis le 1er décembre 2020, inconnue entre les deux",
            "France: 26 until 31 January 2018, 30 from 1 December 2020, not known between",
        ],
    ),
    ("age_limit", "under25", ["moins de 25 ans", "below 25"]),
    ("age_limit", "under30", ["moins de 30 ans", "below 30"]),
    ("equivalent_body", "mission_locale", ["la mission locale en est un", "the mission locale is one"]),
    ("equivalent_body", "others_only", ["la mission locale n'en est pas un", "the mission locale is none"]),
];

/// What a choice is about, by its key in [`Options`](super::Options) (`A2`), in French and in English.
///
/// ```
/// use imilo_core::fse::{choice_about, choice_value};
/// assert_eq!(choice_about("A19").map(|[_, en]| en), Some("Birthday of 29 February in a year without one"));
/// assert_eq!(choice_value("A19", "mar1"), Some(["1er mars", "1 March"]));
/// ```
#[must_use]
pub fn choice_about(key: &str) -> Option<[&'static str; 2]> {
    ABOUT.iter().find(|(of, _)| *of == key).map(|(_, words)| *words)
}

/// What a value of a choice says, in French and in English; none for a number of days (A15).
#[must_use]
pub fn choice_value(key: &str, value: &str) -> Option<[&'static str; 2]> {
    VALUES.iter().find(|(of, named, _)| *of == key && *named == value).map(|(.., words)| *words)
}

/// A choice with the value that was applied, in words: `Birthday of 29 February in a year without one: 1 March (A19)`.
pub(super) fn applied(options: &Options, key: &str) -> Option<[String; 2]> {
    let [about_fr, about_en] = choice_about(key)?;
    let values = serde_json::to_value(options).ok()?;
    let [value_fr, value_en] = choice_value(key, values.get(key)?.as_str()?)?;
    Some([format!("{about_fr} : {value_fr} ({key})"), format!("{about_en}: {value_en} ({key})")])
}

#[cfg(test)]
mod tests {
    use super::*;
    /// Each key of the options is told, each value that is told is one, and the default of each is told.
    #[test]
    fn every_choice_is_told() {
        let options = serde_json::to_value(Options::default()).unwrap();
        let options = options.as_object().unwrap();
        assert_eq!(options.len(), ABOUT.len());
        for (key, value) in options {
            assert!(choice_about(key).is_some(), "{key}");
            assert!(value.as_str().is_none_or(|value| choice_value(key, value).is_some()), "{key} {value}");
        }
        for (key, value, _) in VALUES {
            let chosen = serde_json::json!({*key: value});
            let read: Options = serde_json::from_value(chosen).unwrap();
            assert_eq!(serde_json::to_value(read).unwrap()[key], *value);
        }
        let told = |key: &str| VALUES.iter().filter(|(of, ..)| *of == key).count();
        for (key, _) in ABOUT {
            assert_eq!(
                told(key),
                match *key {
                    "A15" => 0,
                    "age_limit" => 3,
                    _ => 2,
                },
                "{key}"
            );
        }
    }
}
