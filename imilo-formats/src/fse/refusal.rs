//! Why a row of participations is refused.

use imilo_core::error::CodedError;
use imilo_core::error::ErrorCode;
use imilo_core::fse::ParticipationError;

use crate::source::Refusal;

/// Codes of rows that only this module has: slug, French, English.
const OWN: &[(&str, &str, &str)] = &[
    ("word", "le mot n'est pas de la liste de la colonne", "the word is not in the list of its column"),
    (
        "integer",
        "la valeur n'est pas un nombre entier dans l'étendue permise",
        "the value is not a whole number within the range allowed",
    ),
    (
        "one_value",
        "la cellule tient une liste, et cette variable une seule valeur",
        "the cell holds a list, and the variable one value",
    ),
    (
        "list_length",
        "les listes d'une même participation (dates, situations…) n'ont pas la même longueur",
        "the lists of one record (dates, statuses…) have not the same length",
    ),
    (
        "list_start",
        "une période n'a pas de début, ou un événement pas de date",
        "a period has no start, or an event no date",
    ),
    (
        "not_followed_up",
        "des événements sont renseignés alors que le suivi est « non »",
        "events are filled although the follow-up is \"no\"",
    ),
    (
        "nationality",
        "une nationalité est un code ISO de deux lettres capitales, ou XX_STATELESS",
        "a nationality is an ISO code of two capital letters, or XX_STATELESS",
    ),
];

/// Why, in French and in English, for the codes that only this module has.
pub(crate) fn reason(code: &str) -> Option<(&'static str, &'static str)> {
    OWN.iter().find(|(own, ..)| *own == code).map(|(_, fr, en)| (*fr, *en))
}

/// A refusal of a row in a column.
pub(super) fn in_column(
    record: u64,
    line: u64,
    column: Option<usize>,
    field: &str,
    code: &'static str,
) -> Refusal {
    let own = OWN.iter().find(|(own, ..)| *own == code).copied();
    let coded = || ErrorCode::ALL.iter().find(|row| row.slug == code).map(|row| (row.slug, row.fr, row.en));
    let (code, fr, en) = own.or_else(coded).unwrap_or((code, "", ""));
    Refusal { record, line: Some(line), column, field: Some(field.to_owned()), code, fr, en }
}

/// A record that cannot be judged at all.
pub(super) fn unjudged(record: u64, line: u64, error: ParticipationError) -> Refusal {
    let row = error.code().row();
    Refusal {
        record,
        line: Some(line),
        column: None,
        field: error.field(),
        code: row.slug,
        fr: row.fr,
        en: row.en,
    }
}
