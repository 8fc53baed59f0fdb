//! Words that stand in cells: yes and no, programmes, causes, lists.

use imilo_core::conservation::{InterruptionCause, ProgrammeKind};

use crate::tabular::{fold, values};

/// The values of a cell; an empty cell holds none.
pub(super) fn list(cell: &str) -> impl Iterator<Item = &str> {
    values(cell).map(trim).filter(move |_| !cell.is_empty())
}

/// Characters that make a spreadsheet take a cell for a formula.
pub(crate) const FORMULA: [char; 4] = ['=', '+', '-', '@'];

/// Whether a spreadsheet would take a text for a formula, marks of a text apart.
pub(crate) fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(FORMULA)
}

/// The text of a cell without the mark `'` that keeps a spreadsheet from taking it for a formula.
pub(crate) fn unmarked(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(text) if is_formula(text) => text,
        _ => cell,
    }
}

/// A cell without the blanks around it nor the mark of a text.
pub(super) fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [] => cell,
        // The mark is below the letters and the digits: nearly no cell needs a closer look.
        [b'0'..=b'z', .., b'!'..=b'~'] | [b'0'..=b'z'] => cell,
        _ => unmarked(trim(cell)),
    }
}

/// A text without the blanks around it. Most begin and end with ASCII that is none, which is seen at once.
pub(crate) fn trim(text: &str) -> &str {
    match text.as_bytes() {
        [] | [b'!'..=b'~'] | [b'!'..=b'~', .., b'!'..=b'~'] => text,
        _ => text.trim(),
    }
}

/// What a word means, as it stands or folded: most are written as the list has them, and need not be folded.
fn word<T>(text: &str, meaning: fn(&str) -> Option<T>) -> Option<T> {
    meaning(text).or_else(|| meaning(&fold(text)))
}

/// Yes or no; none for anything else.
pub(super) fn boolean(text: &str) -> Option<bool> {
    word(text, |text| match text {
        "oui" | "o" | "1" | "vrai" | "true" | "x" => Some(true),
        "non" | "n" | "0" | "faux" | "false" => Some(false),
        _ => None,
    })
}

/// A sexe as offices write it, by the word of the model; the digits are those of the NIR.
pub(super) fn sexe(text: &str) -> Option<&'static str> {
    word(text, |text| match text {
        "f" | "2" | "femme" | "feminin" | "fille" => Some("F"),
        "m" | "1" | "h" | "homme" | "masculin" | "garcon" => Some("M"),
        _ => None,
    })
}

/// An attestation: yes, no, or not known; none when the word is none of these.
pub(super) fn attested(text: &str) -> Option<Option<bool>> {
    let unknown =
        |text: &str| matches!(text, "" | "inconnu" | "inconnue" | "unknown" | "nsp").then_some(None);
    word(text, unknown).or_else(|| boolean(text).map(Some))
}

/// Kind of a programme; none for a name that is not known.
pub(super) fn programme(text: &str) -> Option<ProgrammeKind> {
    word(text, |text| {
        Some(match text {
            "pacea" => ProgrammeKind::Pacea,
            "cej" | "contrat_d_engagement_jeune" | "contrat_engagement_jeune" => ProgrammeKind::Cej,
            "garantie_jeunes" | "gj" => ProgrammeKind::GarantieJeunes,
            "emploi_avenir" | "emploi_d_avenir" | "eav" => ProgrammeKind::EmploiAvenir,
            "civis" => ProgrammeKind::Civis,
            "autre" | "autres" | "autre_programme" | "other" => ProgrammeKind::Other,
            _ => return None,
        })
    })
}

/// Cause of an interruption; the text closes the list, "other" is without effect.
pub(super) fn cause(text: &str) -> Option<InterruptionCause> {
    match fold(text).as_str() {
        "procedure_judiciaire" | "judicial_proceedings" => Some(InterruptionCause::JudicialProceedings),
        "demande_commission" | "demande_motivee_de_la_commission" | "commission_reasoned_request" => {
            Some(InterruptionCause::CommissionReasonedRequest)
        }
        "autre" | "other" => Some(InterruptionCause::Other),
        _ => None,
    }
}
