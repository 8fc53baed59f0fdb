//! Why a row of participations is refused.

use imilo_core::error::CodedError;
use imilo_core::error::ErrorCode;
use imilo_core::fse::ParticipationError;

use super::words::accepted;
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
        "missing_field",
        "une cellule obligatoire est vide, ou sa colonne est absente",
        "a required cell is empty, or its column is absent",
    ),
    (
        "may_be_a_nir",
        "l'identifiant peut contenir un NIR : il n'est pas rendu",
        "the identifier may hold a NIR: it is not given out",
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
    let (fr, en) = (fr.into(), en.into());
    detailed(Refusal { record, line: Some(line), column, field: Some(field.into()), code, fr, en })
}

/// A refusal of a record, in the variable that is at fault.
pub(super) fn at_record(record: u64, line: u64, field: &str, code: &'static str) -> Refusal {
    in_column(record, line, None, field, code)
}

/// The refusal with what its column takes, where that is a range, a list of words or a format.
pub(super) fn detailed(refusal: Refusal) -> Refusal {
    let field = refusal.field.as_deref().unwrap_or_default();
    let detail: Option<[String; 2]> = match refusal.code {
        "word" => accepted(field).map(|words| {
            let words = words.join(", ");
            [format!("sont admis : {words}"), format!("it takes: {words}")]
        }),
        "integer" => range(field).map(|[fr, en]| [fr.to_owned(), en.to_owned()]),
        "date_format" | "date_undecidable" => Some([
            "sont admis AAAA-MM-JJ et JJ/MM/AAAA (aussi avec - ou .), un seul des deux dans une colonne"
                .to_owned(),
            "it takes YYYY-MM-DD and DD/MM/YYYY (also with - or .), one of both in a column".to_owned(),
        ]),
        "missing_field" => {
            Some([format!("il faut {field} à chaque ligne"), format!("each row needs {field}")])
        }
        _ => None,
    };
    match detail {
        None => refusal,
        Some([fr, en]) => {
            let (fr, en) = (format!("{} ; {fr}", refusal.fr), format!("{}; {en}", refusal.en));
            Refusal { fr: fr.into(), en: en.into(), ..refusal }
        }
    }
}

/// The range of a column of whole numbers.
fn range(field: &str) -> Option<[&'static str; 2]> {
    Some(match field {
        "isced_entry" => {
            ["niveau de la CITE 2011, de 0 à 8, ou vide", "a level of ISCED 2011, from 0 to 8, or empty"]
        }
        "household_adult_ages" => [
            "âges de 0 à 65535, séparés par |, ou « aucun »",
            "ages from 0 to 65535, separated by |, or \"aucun\"",
        ],
        _ => return None,
    })
}

/// A record that cannot be judged at all.
pub(super) fn unjudged(record: u64, line: u64, error: ParticipationError) -> Refusal {
    let row = error.code().row();
    // What lacks is a cell of the row, not a field of a request.
    let (fr, en) = reason(row.slug).unwrap_or((row.fr, row.en));
    detailed(Refusal {
        record,
        line: Some(line),
        column: None,
        field: error.field().map(Into::into),
        code: row.slug,
        fr: fr.into(),
        en: en.into(),
    })
}
