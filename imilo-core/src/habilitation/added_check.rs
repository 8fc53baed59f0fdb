//! What an added row may not be.

use crate::calendar::Date;
use crate::law::{Evidence, Provision};
use crate::nir::holds_a_nir;

use super::added::{AddedError, AddedReason, AddedRow};
use super::added_json::RowJson;
use super::condition::{Condition, ConditionSet};
use super::donnee::FREE_TEXT;
use super::tables::{AccessList, ListRow, Tables};
use super::words::{Actor, Operation};

/// Checks a row alone, and against what the law states on its days.
pub(super) fn check_row(
    tables: &Tables,
    added: &AddedRow,
    json: &RowJson,
    place: &str,
    errors: &mut Vec<AddedError>,
) {
    let row = &added.row;
    let mut refuse = |at: String, reason| errors.push(AddedError { place: format!("{place}.{at}"), reason });
    // A name and a citation come back in answers, and enter the journal.
    if row.id.trim().is_empty() || holds_a_nir(&row.id) {
        refuse("name".to_owned(), AddedReason::Name);
    }
    let cited = [&row.citation.code, &row.citation.url];
    if row.citation.code.trim().is_empty()
        || row.citation.evidence == Evidence::Unknown
        || cited.into_iter().any(|text| holds_a_nir(text))
    {
        refuse("citation".to_owned(), AddedReason::Citation);
    }
    let first = crate::law::entries::DECRET_2015.certain;
    if added.from < first || added.until.is_some_and(|until| until <= added.from) {
        refuse("from".to_owned(), AddedReason::Period);
    }
    for (at, empty) in [
        ("purposes", row.finalites.is_empty()),
        ("operations", row.operations.is_empty()),
        ("fields", row.extent.given.is_empty()),
    ] {
        if empty {
            refuse(at.to_owned(), AddedReason::Empty);
        }
    }
    let Some(operation) = row.operations.iter().next() else { return };
    if row.operations.iter().any(|it| Tables::list_name(it) != Tables::list_name(operation)) {
        refuse("operations".to_owned(), AddedReason::TwoLists);
        return;
    }
    // Without it the row would be another than those of the texts, whose conditions it must repeat.
    if operation == Operation::Link && row.processing.is_none() {
        refuse("other_processing".to_owned(), AddedReason::Empty);
    }
    // What the library knows to be another right, or another processing, is no purpose on any of its days.
    let purposes = tables.finalites.rows().iter().filter(|version| {
        let end = tables.finalites.end_of(version).map(|entry| entry.certain);
        meets(added, version.entry.earliest, end)
    });
    for version in purposes {
        for (index, purpose) in json.purposes().iter().enumerate() {
            if !version.value.contains(*purpose) {
                refuse(format!("purposes[{index}]"), AddedReason::Prohibition);
            }
        }
    }
    if matches!(operation, Operation::Transmit | Operation::Link) {
        for (index, code) in json.fields().iter().enumerate() {
            if !code.donnees.intersection(FREE_TEXT).is_empty() {
                refuse(format!("fields[{index}]"), AddedReason::Prohibition);
            }
        }
    }
    // Each mission locale reaches only its own dossiers, but after a move and for its own payments.
    let agent = matches!(row.actor, Actor::AgentMissionLocale | Actor::AgentPaio);
    let moved = ConditionSet::of(&[Condition::Moved, Condition::NewZone]);
    let former = ConditionSet::of(&[Condition::FormerStructure, Condition::PaymentEngaged]);
    let bound = row.conditions.contains(Condition::OwnStructure)
        || moved.minus(row.conditions).is_empty()
        || former.minus(row.conditions).is_empty();
    if agent && !bound {
        refuse("conditions".to_owned(), AddedReason::Prohibition);
    }
    let line = tables.list_of(operation);
    for version in line.rows() {
        let end = line.end_of(version).map(|entry| entry.certain);
        if !meets(added, version.entry.earliest, end) {
            continue;
        }
        let Provision::Stated(list) = &version.value else { continue };
        if let Some((at, reason)) = against(list, row, json) {
            refuse(at, reason);
        }
    }
}

/// What a list that was read, in full or in part, has against a row.
fn against(list: &AccessList, added: &ListRow, json: &RowJson) -> Option<(String, AddedReason)> {
    let same = |row: &&ListRow| {
        row.actor == added.actor
            && !row.finalites.intersection(added.finalites).is_empty()
            && !row.operations.intersection(added.operations).is_empty()
            && (row.processing.is_none() || row.processing == added.processing)
    };
    let named: Vec<_> = list.rows.iter().filter(same).collect();
    let unread = |row: &&&ListRow| row.extent.given.is_empty();
    // A version that has no row of its own is one that an integrator added: its rows are his to say.
    let own = list.rows.is_empty();
    if list.in_full && !own && !named.iter().any(|row| unread(&row)) {
        return Some(("from".to_owned(), AddedReason::ListRead));
    }
    for row in named {
        if !row.conditions.minus(added.conditions).is_empty() {
            return Some(("conditions".to_owned(), AddedReason::Prohibition));
        }
        let may = row.extent.given.union(row.extent.unread);
        for (index, code) in json.fields().iter().enumerate() {
            if !code.donnees.opened().minus(may).is_empty() {
                return Some((format!("fields[{index}]"), AddedReason::Prohibition));
            }
        }
    }
    None
}

/// Whether a row holds on some day from one on, until another.
fn meets(added: &AddedRow, from: Date, until: Option<Date>) -> bool {
    added.until.is_none_or(|end| from < end) && until.is_none_or(|until| added.from < until)
}

/// Checks the rows against each other; those before `first` were there already.
pub(super) fn check_rows(rows: &[AddedRow], first: usize, errors: &mut Vec<AddedError>) {
    for (index, row) in rows.iter().enumerate().skip(first) {
        let place = index - first;
        for other in rows.iter().take(index) {
            if other.row.id == row.row.id {
                let place = format!("rows[{place}].name");
                errors.push(AddedError { place, reason: AddedReason::Name });
            }
            let same = other.row.actor == row.row.actor
                && other.row.processing == row.row.processing
                && !other.row.finalites.intersection(row.row.finalites).is_empty()
                && !other.row.operations.intersection(row.row.operations).is_empty();
            if same && meets(row, other.from, other.until) {
                let place = format!("rows[{place}].from");
                errors.push(AddedError { place, reason: AddedReason::Overlap });
            }
        }
    }
}
