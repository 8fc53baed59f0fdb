//! Rules on the records of an operation together, and between reports: V3, V22, V23, V29, V30; and the whole list.

use super::aggregate::rules;
use super::delivered::delivered_checks;
use super::{CHECKS, Check, Severity};

const fn check(
    rule: u8,
    severity: Severity,
    variables: &'static [&'static str],
    [fr, en]: [&'static str; 2],
) -> Check {
    Check { rule, severity, variables, fr, en }
}

/// V3: stays of one person in one operation overlap ([`Merged::overlaps`](crate::fse::Merged)).
pub const OVERLAP: Check = check(
    3,
    Severity::Error,
    &["participant_id", "operation_id", "entry_date", "exit_date"],
    [
        "deux participations de la même personne à la même opération se chevauchent : comptées une fois",
        "two records of the same person in the same operation overlap: counted once",
    ],
);

/// V22: every sensitive answer of the operation is « no »
/// ([`Report::only_no_to_sensitive_questions`](crate::fse::Report::only_no_to_sensitive_questions)).
pub const ONLY_NO: Check = check(
    22,
    Severity::Warning,
    &["foreign_background_or_minority", "minority", "disability", "other_disadvantaged"],
    [
        "toutes les réponses sensibles de l'opération sont « non » : valeurs par défaut possibles",
        "all sensitive answers of the operation are \"no\": default values are suspected",
    ],
);

/// V23: totals by gender and grand total ([`Totals::gender_violations`](crate::fse::Totals::gender_violations)).
pub const GENDERS: Check = check(
    23,
    Severity::Error,
    &["gender"],
    [
        "le total dépasse le total général, ou les totaux par sexe ne font pas le total",
        "the total exceeds the grand total, or the totals by gender do not make the total",
    ],
);

/// V29: a cumulative value falls ([`Comparison::fallen`](crate::fse::Comparison::fallen)).
pub const FALLEN: Check = check(
    29,
    Severity::Warning,
    &[],
    [
        "une valeur cumulée baisse entre deux rapports sans correction documentée",
        "a cumulative value falls between two reports without a documented correction",
    ],
);

/// V30: the share of incomplete records or of refused answers ([`Report::beyond`](crate::fse::Report::beyond)).
pub const SHARE: Check = check(
    30,
    Severity::Warning,
    &[],
    [
        "la part des participations incomplètes ou des réponses refusées dépasse le seuil",
        "the share of incomplete records or of refused answers passes the threshold",
    ],
);

/// Every rule at every level with its code, its level and its sentence in French and in English, by number.
///
/// ```
/// let rules = imilo_core::fse::checks_list();
/// assert!(rules.iter().any(|(code, _, en)| code == "V14:W" && en.contains("long-term unemployment")));
/// ```
#[must_use]
pub fn checks_list() -> Vec<(String, String, String)> {
    let of_operation = [&OVERLAP, &ONLY_NO, &GENDERS, &FALLEN, &SHARE];
    let of_records = CHECKS.iter().map(|row| &row.check);
    let all = of_records.chain(delivered_checks()).chain(of_operation);
    let mut list: Vec<_> =
        all.map(|check| (check.rule, check.code(), check.fr.to_owned(), check.en.to_owned())).collect();
    list.extend(rules().iter().map(|rule| {
        let [fr, en] = rule.sentences();
        (rule.rule, format!("V{}:{}", rule.rule, super::Inequality::SEVERITY.letter()), fr, en)
    }));
    list.sort_by_key(|(rule, ..)| *rule);
    list.into_iter().map(|(_, code, fr, en)| (code, fr, en)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_the_thirty_rules_has_its_sentences() {
        let list = checks_list();
        for rule in 1..=30 {
            let (error, warning, refusal) =
                (format!("V{rule}:E"), format!("V{rule}:W"), format!("V{rule}:R"));
            assert!(list.iter().any(|(code, ..)| [&error, &warning, &refusal].contains(&code)), "V{rule}");
        }
        assert!(list.iter().all(|(_, fr, en)| !fr.is_empty() && fr != en));
        // The levels that the specification gives, where a rule has several.
        for code in ["V12:R", "V12:E", "V13:E", "V13:W", "V15:W", "V15:E", "V18:E", "V18:W", "V22:E", "V22:W"]
        {
            assert!(list.iter().any(|(found, ..)| found == code), "{code}");
        }
    }
}
