//! The names of the variables of a participation, for people.

/// A variable as records name it, in French, in English.
type Row = (&'static str, &'static str, &'static str);

// A row is read as one.
#[rustfmt::skip]
const VARIABLES: &[Row] = &[
    ("participant_id", "participant", "participant"),
    ("operation_id", "opération", "operation"),
    ("gender", "sexe", "gender"),
    ("birth_date", "date de naissance", "date of birth"),
    ("entry_date", "date d'entrée", "day of entry"),
    ("exit_date", "date de sortie", "day of exit"),
    ("participation_periods", "périodes de participation", "periods of participation"),
    ("labour_status_entry", "statut sur le marché du travail à l'entrée", "labour market status at entry"),
    ("raw", "réponses brutes sur l'emploi", "raw answers on work"),
    ("registered_unemployed", "inscrit comme demandeur d'emploi", "registered as unemployed"),
    ("in_paid_work", "exerce un travail rémunéré", "in paid work"),
    ("marginal_or_reduced_activity", "activité réduite", "marginal or reduced activity"),
    ("available", "disponible pour travailler", "available for work"),
    ("actively_seeking", "recherche active d'emploi", "actively seeking work"),
    ("full_time_student", "études à temps plein", "full-time student"),
    ("full_time_parental_leave", "congé parental à temps plein", "full-time parental leave"),
    ("unemployed_since", "au chômage depuis", "unemployed since"),
    ("in_education_entry", "en études ou en formation à l'entrée", "in education or training at entry"),
    ("isced_entry", "niveau CITE à l'entrée", "ISCED level at entry"),
    ("jobless_household", "ménage sans emploi", "jobless household"),
    ("dependent_children", "enfants à charge dans le ménage", "dependent children in the household"),
    ("single_adult_household", "ménage d'un seul adulte", "single adult household"),
    ("foreign_background_or_minority", "origine étrangère ou minorité", "foreign background or minority"),
    ("foreign_background", "origine étrangère", "foreign background"),
    ("minority", "appartenance à une minorité", "minority"),
    ("disability", "handicap", "disability"),
    ("other_disadvantaged", "autre désavantage", "other disadvantage"),
    ("homeless", "sans-abri ou exclusion du logement", "homeless or affected by housing exclusion"),
    ("rural", "zone rurale", "rural area"),
    ("nationalities", "nationalités", "nationalities"),
    ("exit_events", "situations après la sortie", "situations after the exit"),
    ("followed_up", "sortie suivie", "exit followed up"),
    ("education_started", "études ou formation commencées le", "education or training started on"),
    ("qualification_date", "qualification obtenue le", "qualification obtained on"),
    ("yei_offer_date", "offre de l'IEJ reçue le", "offer of the YEI received on"),
    ("yei_completed", "intervention de l'IEJ achevée", "YEI intervention completed"),
    ("status_6m", "situation six mois après la sortie", "situation six months after the exit"),
    ("in_education_6m", "en études ou en formation six mois après", "in education or training six months after"),
    ("improvement_6m", "amélioration de l'emploi six mois après", "better job six months after"),
    ("operation_start", "début de l'opération", "start of the operation"),
    ("cej", "contrat d'engagement jeune", "contrat d'engagement jeune"),
    ("household_adult_ages", "âges des adultes du ménage", "ages of the adults of the household"),
    ("marital_status", "situation de couple", "living in a couple"),
    ("registered_equivalent", "inscrit auprès d'un organisme équivalent", "registered with an equivalent body"),
    ("french_levels", "niveaux français de formation", "French levels of education"),
    ("commune", "commune de résidence", "commune of residence"),
    ("programme_area", "communes du programme", "communes of the programme"),
    ("sensitive_refused", "refus des questions sensibles", "sensitive questions refused"),
    ("report_date", "jour du rapport", "day of the report"),
    ("household", "ménage", "household"),
];

/// The name of a variable for people, in French and in English; none when no participation has it. An answer within
/// `raw` may be named as such (`raw.available`).
///
/// ```
/// use imilo_core::fse::variable_name;
/// assert_eq!(variable_name("isced_entry"), Some(["niveau CITE à l'entrée", "ISCED level at entry"]));
/// assert_eq!(variable_name("CO01"), None);
/// ```
#[must_use]
pub fn variable_name(variable: &str) -> Option<[&'static str; 2]> {
    let variable = variable.strip_prefix("raw.").unwrap_or(variable);
    VARIABLES.iter().find(|(name, ..)| *name == variable).map(|(_, fr, en)| [*fr, *en])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fse::validation::CHECKS;
    use crate::fse::{Code, Missing, Participation};

    /// Whatever names a variable to somebody has a name for people: the schema of a participation, the variables of
    /// completeness, the rules of validation.
    #[test]
    fn every_variable_has_its_name() {
        let empty = serde_json::to_value(Participation::default()).unwrap();
        let of_record: Vec<String> = empty.as_object().unwrap().keys().cloned().collect();
        let checked = CHECKS.iter().flat_map(|row| row.check.variables).map(ToString::to_string);
        let missing = Missing::all_names().map(ToOwned::to_owned);
        let code = |name: &String| name.parse::<Code>().is_ok();
        let named = of_record.into_iter().chain(checked).chain(missing).filter(|name| !code(name));
        let unnamed: Vec<_> = named.filter(|name| variable_name(name).is_none()).collect();
        assert!(unnamed.is_empty(), "{unnamed:?}");
    }

    #[test]
    fn no_variable_stands_twice() {
        let names: std::collections::BTreeSet<_> = VARIABLES.iter().map(|(name, ..)| name).collect();
        assert_eq!(names.len(), VARIABLES.len());
    }
}
