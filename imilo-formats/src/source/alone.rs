//! Columns that say nothing without another: said once of the file, so that nobody looks for what they hold.

use super::FileNotice;
use super::csv::{FIRST, Role};

/// A column of starts, and that of its ends.
const ENDS: &[(Role, Role)] = &[
    (Role::ProgrammeDebut, Role::ProgrammeFin),
    (Role::CejDebut, Role::CejFin),
    (Role::RqthDebut, Role::RqthFin),
    (Role::InterruptionDebut, Role::InterruptionFin),
];

/// A column, and the one without which it is not read.
const NEEDS: &[(Role, Role)] = &[
    (Role::Programme, Role::ProgrammeDebut),
    (Role::ProgrammeDebut, Role::Programme),
    (Role::ProgrammeFin, Role::ProgrammeDebut),
    (Role::SuiviRegulier, Role::Programme),
    (Role::CejFin, Role::CejDebut),
    (Role::RqthFin, Role::RqthDebut),
    (Role::FsePremier, Role::Fse),
    (Role::FseDernier, Role::Fse),
    (Role::InterruptionDebut, Role::Fse),
    (Role::InterruptionFin, Role::InterruptionDebut),
    (Role::InterruptionCause, Role::InterruptionDebut),
];

/// The notices on columns that stand alone. `column` gives the position, from 1, of the column of a role.
pub(super) fn notices(column: impl Fn(Role) -> Option<usize>) -> Vec<FileNotice> {
    let alone = |(role, other): &(Role, Role)| match (column(*role), column(*other)) {
        (Some(position), None) => Some((position, name(*role), name(*other))),
        _ => None,
    };
    let ends = ENDS.iter().filter_map(alone).map(|(position, role, end)| FileNotice {
        code: "ends_missing",
        fr: format!(
            "colonne {position} ({role}) : sans colonne de fins ({end}), rien ne dit ce qui court encore ; les \
             dossiers qui ont un début sont jugés comme si la période n'était pas connue"
        ),
        en: format!(
            "column {position} ({role}): without a column of ends ({end}) nothing tells what still runs; dossiers \
             that have a start are judged as if the period were not known"
        ),
    });
    let needs = NEEDS.iter().filter_map(alone).map(|(position, role, other)| FileNotice {
        code: "column_alone",
        fr: format!("colonne {position} ({role}) : elle ne sert pas sans la colonne {other}"),
        en: format!("column {position} ({role}): it is of no use without the column {other}"),
    });
    ends.chain(needs).collect()
}

/// The first column of a list that says nothing without another, and that other. `find` tells whether a name is in
/// the list.
pub(crate) fn first_alone(find: impl Fn(&str) -> Option<usize>) -> Option<(&'static str, &'static str)> {
    let pairs = ENDS.iter().chain(NEEDS).map(|(role, other)| (name(*role), name(*other)));
    pairs.into_iter().find(|(role, other)| find(role).is_some() && find(other).is_none())
}

fn name(role: Role) -> &'static str {
    FIRST.get(role as usize).map_or("", |role| role.name)
}
