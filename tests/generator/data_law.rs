//! Which data may be held on the day of the sample, read from `law.md` 4 and 16 (A1, A15, A28) for this generator
//! alone: nothing here comes from the library that the sample is to judge.

use time::Date;
use time::macros::date;

use crate::dates::{plus_years, within};
use crate::law;

/// What is to be said of a field that is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    Allowed,
    NotAllowed,
    /// Under a condition that the file does not establish.
    Conditional,
    /// The list of the day was not read.
    Undetermined,
}

/// The lists that this generator knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum List {
    /// The closed list of 2015, read field by field.
    V2015,
    /// The headings of 2025 and 2026.
    V2026,
}

impl List {
    /// The list of a day; none for the days whose retention or data this generator does not know.
    pub(crate) fn of(day: Date) -> Option<Self> {
        if within(day, date!(2016 - 01 - 01), law::V2015_END) {
            Some(Self::V2015)
        } else {
            within(day, law::FIRST_DAY, law::LAST_DAY).then_some(Self::V2026)
        }
    }
}

/// Fields whose list of the day was not read (V2026), and that the list of 2015 does not hold: the identifier of the
/// interface, free text (A15), and what the arrêté of 2021 added outside its numbered headings.
const OUTSIDE: &[&str] = &[
    "identite.id_jeune",
    "personnel.agents[].age",
    "ajouts.tiers_hebergeant",
    "ajouts.tracabilite",
    "ajouts.commentaires",
];
/// Part III: of unknown heading since 2021.
const HOUSING: &[&str] = &["logement.situation", "logement.difficultes"];
/// 1° bis and 1° sexies: for certain persons only, and the file does not say who they are (A28).
const FOR_CERTAIN_PERSONS: &[&str] = &["ajouts.protecteurs", "ajouts.situation_penitentiaire"];
/// I.B.2: « si mineur », on the day of recording.
pub(crate) const REPRESENTATIVES: &str = "famille.representants_legaux";

/// What the list says of a field, the day of recording of the representatives apart.
pub(crate) fn standing(list: List, field: &str) -> Standing {
    match list {
        List::V2015 if OUTSIDE.contains(&field) || field.starts_with("ajouts.") => Standing::NotAllowed,
        List::V2015 => Standing::Allowed,
        List::V2026 if OUTSIDE.contains(&field) || HOUSING.contains(&field) => Standing::Undetermined,
        List::V2026 if FOR_CERTAIN_PERSONS.contains(&field) => Standing::Conditional,
        // Known at the level of its heading (1° to 6°), or named (1° bis to 1° octies); birth and retention by
        // necessity (A1).
        List::V2026 => Standing::Allowed,
    }
}

/// What is to be said on a day of the representatives, each recorded on a day that is told or not. Who is a minor on
/// that day was one when they were recorded, whenever that was.
pub(crate) fn representatives(
    list: List,
    birth: Option<Date>,
    recorded: &[Option<Date>],
    day: Date,
) -> Standing {
    let Some(majority) = birth.map(|birth| plus_years(birth, 18)) else { return unknown(list) };
    if recorded.iter().flatten().any(|day| *day >= majority) {
        // The condition of the later lists was not read.
        return if list == List::V2015 { Standing::NotAllowed } else { Standing::Undetermined };
    }
    if recorded.contains(&None) && day >= majority { unknown(list) } else { Standing::Allowed }
}

const fn unknown(list: List) -> Standing {
    match list {
        List::V2015 => Standing::Conditional,
        List::V2026 => Standing::Undetermined,
    }
}

/// Categories of the annexe of 2015 (`law.md` 4.1: 1 = I.A, 2 = I.B, 3 = II.A, 4 = II.B, 5 = II.C, 6 = III, 7 = IV.A to
/// C, 8 = IV.D), with what is not in it last.
pub(crate) const CATEGORIES: [&str; 9] = [
    "identification",
    "famille",
    "formation",
    "emploi",
    "aide_sociale",
    "logement",
    "suivi",
    "personnel",
    "hors_annexe",
];

/// Fields that stand elsewhere than their code in the annexe: ROME codes of a job wanted are IV.C.3, programmes IV.B.10,
/// CEJ II.B.7, RQTH II.C.4; the identifier of the interface, the FSE and the day of anonymisation have no code; the age
/// of the staff goes with the staff.
const ELSEWHERE: &[(&str, &str)] = &[
    ("identite.id_jeune", "hors_annexe"),
    ("formation.situations[].rome_metier_prepare", "suivi"),
    ("formation.situations[].rome_premier_metier", "suivi"),
    ("conservation.programmes", "suivi"),
    ("conservation.cej_contracts", "emploi"),
    ("conservation.rqth_periods", "aide_sociale"),
];

/// Category of a field, by its part.
pub(crate) fn category(field: &str) -> &'static str {
    if let Some((_, category)) = ELSEWHERE.iter().find(|(elsewhere, _)| *elsewhere == field) {
        return category;
    }
    match field.split('.').next().unwrap_or_default() {
        "identite" => "identification",
        "social" => "aide_sociale",
        part => CATEGORIES.into_iter().find(|category| *category == part).unwrap_or("hors_annexe"),
    }
}
