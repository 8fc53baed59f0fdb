//! The columns of a file of participations: their names, and how each cell becomes a variable.

use imilo_core::calendar::Date;
use imilo_core::dossier::Field;
use imilo_core::fse::{Answer, Isced, Participation, RawAnswers};

use super::lists;
use super::words::{ANSWERS, COUPLES, EVENTS, FLAGS, GENDERS, IMPROVEMENTS, NONE, STATUSES, Words, word};
use crate::tabular::{LIST_SEPARATOR, RoleSpec, Ymd};

/// A cell: its text without blanks around it, and its dates if the column holds dates.
#[derive(Clone, Copy)]
pub(super) struct Cell<'c> {
    pub(super) text: &'c str,
    pub(super) dates: &'c [Option<Ymd>],
}

/// Reads a cell into the record; says by a code why it cannot.
type Read = fn(&mut Participation, Cell<'_>) -> Result<(), &'static str>;

/// A column that is one variable.
pub(super) struct Variable {
    pub(super) spec: RoleSpec,
    pub(super) dated: bool,
    pub(super) read: Read,
}

const fn plain(name: &'static str, synonyms: &'static [&'static str], read: Read) -> Variable {
    Variable { spec: RoleSpec { name, synonyms }, dated: false, read }
}

const fn dated(name: &'static str, synonyms: &'static [&'static str], read: Read) -> Variable {
    Variable { spec: RoleSpec { name, synonyms }, dated: true, read }
}

// A row is read as one: name, other names, variable.
#[rustfmt::skip]
pub(super) static VARIABLES: &[Variable] = &[
    plain("participant_id", &["participant", "id_participant", "pseudonyme", "matricule"], |p, c| text(&mut p.participant_id, c)),
    plain("operation_id", &["operation", "id_operation", "numero_operation", "n_operation"], |p, c| text(&mut p.operation_id, c)),
    plain("gender", &["sexe", "genre"], |p, c| coded(&mut p.gender, c, GENDERS)),
    dated("birth_date", &["date_naissance", "date_de_naissance", "ne_le", "nee_le", "ne_e_le"], |p, c| day(&mut p.birth_date, c)),
    dated("entry_date", &["date_entree", "entree_le", "date_entree_operation", "entree"], |p, c| day(&mut p.entry_date, c)),
    dated("exit_date", &["date_sortie", "sortie_le", "date_sortie_operation"], |p, c| day(&mut p.exit_date, c)),
    plain("labour_status_entry", &["statut_entree", "statut_emploi_entree", "statut_marche_travail_entree"], |p, c| coded(&mut p.labour_status_entry, c, STATUSES)),
    plain("registered_unemployed", &["inscrit_france_travail", "inscrit_pole_emploi"], |p, c| coded(&mut raw(p).registered_unemployed, c, FLAGS)),
    plain("in_paid_work", &["travail_remunere"], |p, c| coded(&mut raw(p).in_paid_work, c, FLAGS)),
    plain("marginal_or_reduced_activity", &["activite_reduite"], |p, c| coded(&mut raw(p).marginal_or_reduced_activity, c, FLAGS)),
    plain("available", &["disponible_pour_travailler"], |p, c| coded(&mut raw(p).available, c, FLAGS)),
    plain("actively_seeking", &["recherche_active"], |p, c| coded(&mut raw(p).actively_seeking, c, FLAGS)),
    plain("full_time_student", &["etudiant_temps_plein"], |p, c| coded(&mut raw(p).full_time_student, c, FLAGS)),
    plain("full_time_parental_leave", &["conge_parental_temps_plein"], |p, c| coded(&mut raw(p).full_time_parental_leave, c, FLAGS)),
    dated("unemployed_since", &["au_chomage_depuis", "date_debut_chomage"], |p, c| day(&mut p.unemployed_since, c)),
    plain("in_education_entry", &["en_formation_entree", "en_etudes_entree"], |p, c| coded(&mut p.in_education_entry, c, FLAGS)),
    plain("isced_entry", &["cite", "cite_entree", "niveau_cite"], |p, c| isced(&mut p.isced_entry, c)),
    plain("jobless_household", &["menage_sans_emploi"], |p, c| answer(&mut p.jobless_household, c)),
    plain("dependent_children", &["enfants_a_charge"], |p, c| answer(&mut p.dependent_children, c)),
    plain("single_adult_household", &["menage_un_seul_adulte"], |p, c| answer(&mut p.single_adult_household, c)),
    plain("foreign_background_or_minority", &["origine_etrangere_ou_minorite"], |p, c| answer(&mut p.foreign_background_or_minority, c)),
    plain("foreign_background", &["origine_etrangere"], |p, c| answer(&mut p.foreign_background, c)),
    plain("minority", &["minorite"], |p, c| answer(&mut p.minority, c)),
    plain("disability", &["handicap"], |p, c| answer(&mut p.disability, c)),
    plain("other_disadvantaged", &["autre_desavantage", "autre_defavorise"], |p, c| answer(&mut p.other_disadvantaged, c)),
    plain("homeless", &["sans_abri", "exclusion_logement"], |p, c| answer(&mut p.homeless, c)),
    plain("rural", &["zone_rurale"], |p, c| answer(&mut p.rural, c)),
    plain("nationalities", &["nationalite", "nationalites"], |p, c| each(&mut p.nationalities, c, |code| code.parse().map_err(|_| "nationality"))),
    dated("education_started", &["date_debut_formation", "formation_commencee_le"], |p, c| day(&mut p.education_started, c)),
    dated("qualification_date", &["date_qualification", "qualification_obtenue_le"], |p, c| day(&mut p.qualification_date, c)),
    dated("yei_offer_date", &["date_offre_iej", "date_offre"], |p, c| day(&mut p.yei_offer_date, c)),
    plain("yei_completed", &["parcours_acheve", "intervention_achevee"], |p, c| coded(&mut p.yei_completed, c, FLAGS)),
    plain("status_6m", &["statut_6_mois", "situation_6_mois"], |p, c| coded(&mut p.status_6m, c, EVENTS)),
    plain("in_education_6m", &["en_formation_6_mois"], |p, c| coded(&mut p.in_education_6m, c, FLAGS)),
    plain("improvement_6m", &["amelioration_6_mois"], |p, c| each(&mut p.improvement_6m, c, |text| word(text, IMPROVEMENTS)?.ok_or("word"))),
    dated("operation_start", &["debut_operation", "date_debut_operation"], |p, c| day(&mut p.operation_start, c)),
    plain("cej", &["en_cej"], |p, c| coded(&mut p.cej, c, FLAGS)),
    plain("household_adult_ages", &["ages_adultes_menage"], |p, c| each(&mut p.household_adult_ages, c, |text| text.parse().map_err(|_| "integer"))),
    plain("marital_status", &["situation_couple"], |p, c| coded(&mut p.marital_status, c, COUPLES)),
    plain("registered_equivalent", &["inscrit_organisme_equivalent"], |p, c| coded(&mut p.registered_equivalent, c, FLAGS)),
    plain("commune", &["code_commune", "commune_residence"], |p, c| text(&mut p.commune, c)),
    plain("programme_area", &["communes_programme"], |p, c| each(&mut p.programme_area, c, |text| Ok(text.to_owned()))),
    plain("sensitive_refused", &["refus_questions_sensibles"], |p, c| coded(&mut p.sensitive_refused, c, FLAGS)),
];

/// The columns that a file may carry, with the names under which they are found.
///
/// Names are compared without regard to case, accents or punctuation.
///
/// ```
/// let mut names = imilo_formats::fse::roles().map(|role| role.name);
/// assert!(names.any(|name| name == "exit_event_date"));
/// ```
pub fn roles() -> impl Iterator<Item = &'static RoleSpec> {
    VARIABLES.iter().map(|variable| &variable.spec).chain(lists::LISTS.iter().map(|list| &list.spec))
}

/// Names of the columns that hold dates.
pub(super) fn date_roles() -> Vec<&'static str> {
    let single = VARIABLES.iter().filter(|variable| variable.dated).map(|variable| variable.spec.name);
    single.chain(lists::LISTS.iter().filter(|list| list.dated).map(|list| list.spec.name)).collect()
}

/// The raw answers, which are one variable of the record and a column each.
fn raw(record: &mut Participation) -> &mut RawAnswers {
    given(&mut record.raw)
}

/// The value of a field, made when there is none.
pub(super) fn given<T: Default>(field: &mut Field<T>) -> &mut T {
    loop {
        match field {
            Field::Given(value) => return value,
            Field::NotCarried | Field::Empty => *field = Field::Given(T::default()),
        }
    }
}

fn text(field: &mut Field<String>, cell: Cell<'_>) -> Result<(), &'static str> {
    match field {
        _ if cell.text.is_empty() => *field = Field::Empty,
        // What was allocated for the row before is used again.
        Field::Given(text) => {
            text.clear();
            text.push_str(cell.text);
        }
        _ => *field = Field::Given(cell.text.to_owned()),
    }
    Ok(())
}

fn coded<T: Copy>(field: &mut Field<T>, cell: Cell<'_>, words: Words<T>) -> Result<(), &'static str> {
    *field = Field::from(word(cell.text, words)?);
    Ok(())
}

fn answer(answer: &mut Answer, cell: Cell<'_>) -> Result<(), &'static str> {
    *answer = word(cell.text, ANSWERS)?.unwrap_or(Answer::Empty);
    Ok(())
}

fn isced(field: &mut Field<Isced>, cell: Cell<'_>) -> Result<(), &'static str> {
    let level = |text: &str| text.parse().ok().and_then(|level| Isced::new(level).ok());
    *field = match cell.text {
        "" => Field::Empty,
        text => Field::Given(level(text).ok_or("integer")?),
    };
    Ok(())
}

fn day(field: &mut Field<Date>, cell: Cell<'_>) -> Result<(), &'static str> {
    *field = match cell.dates {
        [] | [None] => Field::Empty,
        [Some(ymd)] => Field::Given(date(*ymd)?),
        _ => return Err("one_value"),
    };
    Ok(())
}

/// A day of the calendar of this library.
pub(super) fn date((year, month, day): Ymd) -> Result<Date, &'static str> {
    Date::new(year, month, day).map_err(|_| "date_range")
}

/// A list in one cell. An empty cell was not answered; "none" is an empty list.
fn each<T>(
    field: &mut Field<Vec<T>>,
    cell: Cell<'_>,
    read: impl Fn(&str) -> Result<T, &'static str>,
) -> Result<(), &'static str> {
    if cell.text.is_empty() {
        *field = Field::Empty;
        return Ok(());
    }
    let list = lists::begun(field);
    if NONE.iter().any(|none| cell.text.eq_ignore_ascii_case(none)) {
        return Ok(());
    }
    for text in cell.text.split(LIST_SEPARATOR) {
        list.push(read(text.trim())?);
    }
    Ok(())
}
