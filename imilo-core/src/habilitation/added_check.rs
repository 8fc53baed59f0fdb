//! What an added row may not be.

use crate::calendar::Date;
use crate::law::{Evidence, Provision};
use crate::nir::holds_a_nir;

use super::added::{AddedError, AddedReason, AddedRow, Lifted};
use super::added_json::{ListName, RowJson};
use super::condition::{AFTER_MOVE, Condition, ConditionSet, FORMER_PAYMENT};
use super::donnee::{FREE_TEXT, NIR};
use super::tables::{AccessList, ListRow, NirRule, Tables};
use super::words::{Actor, Finalite, Operation};

/// Checks a row alone, and against what the law states on its days.
pub(super) fn check_row(
    tables: &Tables,
    added: &AddedRow,
    json: &RowJson,
    place: &str,
    errors: &mut Vec<AddedError>,
) {
    let row = &added.row;
    let mut found = Vec::new();
    alone(added, json, &mut found);
    let lists = [&tables.access, &tables.recipients, &tables.links, &tables.archive];
    let mut stated = lists.iter().flat_map(|line| line.rows()).filter_map(|version| version.value.stated());
    if stated.any(|list| list.rows.iter().any(|known| known.id == row.id)) {
        found.push(AddedError::new("name".to_owned(), AddedReason::Name));
    }
    if let Some(operation) = one_list(row) {
        of_the_law(tables, added, json, operation, &mut found);
    } else if !row.operations.is_empty() {
        found.push(AddedError::new("operations".to_owned(), AddedReason::TwoLists));
    }
    for AddedError { place: at, reason, lifted } in found {
        let error = AddedError { place: format!("{place}.{at}"), reason, lifted };
        crate::explain::push_new(errors, error);
    }
}

/// An operation of the row, if all are of one list.
fn one_list(row: &ListRow) -> Option<Operation> {
    let operation = row.operations.iter().next()?;
    row.operations.iter().all(|it| Tables::list_name(it) == Tables::list_name(operation)).then_some(operation)
}

/// What is wrong in a row whatever the law says.
fn alone(added: &AddedRow, json: &RowJson, found: &mut Vec<AddedError>) {
    let row = &added.row;
    let mut refuse = |at: &str, reason| found.push(AddedError::new(at.to_owned(), reason));
    // A name and a citation come back in answers, and enter the journal.
    if row.id.trim().is_empty() || holds_a_nir(&row.id) {
        refuse("name", AddedReason::Name);
    }
    let code = &row.citation.code;
    if code.trim().is_empty() || [code, &row.citation.url].into_iter().any(|text| holds_a_nir(text)) {
        refuse("citation", AddedReason::Citation);
    } else if !code.split_once(':').is_some_and(|(text, at)| !text.trim().is_empty() && !at.trim().is_empty())
    {
        refuse("citation.code", AddedReason::Citation);
    }
    if row.citation.evidence == Evidence::Unknown {
        refuse("citation.evidence", AddedReason::Citation);
    }
    let first = crate::law::entries::DECRET_2015.certain;
    if added.from < first || added.until.is_some_and(|until| until <= added.from) {
        refuse("from", AddedReason::Period);
    }
    for (at, empty) in [
        ("purposes", row.finalites.is_empty()),
        ("operations", row.operations.is_empty()),
        ("fields", row.extent.given.is_empty()),
    ] {
        if empty {
            refuse(at, AddedReason::Empty);
        }
    }
    let link = row.operations.contains(Operation::Link);
    // Without it the row would be another than those of the texts, whose conditions it must repeat.
    if link && row.processing.is_none() {
        refuse("other_processing", AddedReason::Empty);
    }
    if !link && row.processing.is_some() {
        refuse("other_processing", AddedReason::Useless);
    }
    if row.nir == NirRule::Included && row.extent.given.intersection(NIR).is_empty() {
        refuse("nir", AddedReason::Useless);
    }
    let elsewhere = row.conditions.intersection(ELSEWHERE);
    for (index, condition) in json.conditions().iter().enumerate() {
        let met = condition.is_looked_at(row.operations, row.actor);
        // What another structure's dossier asks for, its own never meets.
        let contrary = *condition == Condition::OwnStructure && !elsewhere.is_empty();
        if !met || contrary {
            refuse(&format!("conditions[{index}]"), AddedReason::Useless);
        }
    }
}

/// Conditions of a dossier that another structure holds.
const ELSEWHERE: ConditionSet = AFTER_MOVE.with(Condition::FormerStructure);

/// What the law states on the days of a row, against it.
fn of_the_law(
    tables: &Tables,
    added: &AddedRow,
    json: &RowJson,
    operation: Operation,
    found: &mut Vec<AddedError>,
) {
    let row = &added.row;
    let mut lifts = |at: String, lifted| found.push(AddedError::lifts(at, lifted));
    // What the library knows to be another right, or another processing, is no purpose on any of its days.
    let purposes = tables.finalites.rows().iter().filter(|version| {
        let end = tables.finalites.end_of(version).map(|entry| entry.certain);
        meets(added, version.entry.earliest, end)
    });
    for version in purposes {
        for (index, purpose) in json.purposes().iter().enumerate() {
            if !version.value.contains(*purpose) {
                lifts(format!("purposes[{index}]"), Lifted::Purpose);
            }
        }
    }
    // 1 ter 4°: the C2S of beneficiaries of the CEJ.
    let cej = ConditionSet::of(&[Condition::CejBeneficiary]);
    if row.finalites.contains(Finalite::C2s) && !cej.minus(row.conditions).is_empty() {
        lifts("conditions".to_owned(), Lifted::Conditions(cej));
    }
    if Tables::list_name(operation) != ListName::Access {
        for (index, code) in json.fields().iter().enumerate() {
            if !code.donnees.intersection(FREE_TEXT).is_empty() {
                lifts(format!("fields[{index}]"), Lifted::FreeText);
            }
        }
    }
    // Each mission locale reaches only its own dossiers, but after a move and for its own payments.
    let agent = matches!(row.actor, Actor::AgentMissionLocale | Actor::AgentPaio);
    let bound = row.conditions.contains(Condition::OwnStructure) || elsewhere(row);
    if agent && !bound {
        lifts("conditions".to_owned(), Lifted::Structure);
    }
    let line = tables.list_of(operation);
    for version in line.rows() {
        let end = line.end_of(version).map(|entry| entry.certain);
        if !meets(added, version.entry.earliest, end) {
            continue;
        }
        let Provision::Stated(list) = &version.value else { continue };
        found.extend(against(list, row, json));
    }
}

/// Whether a row is that of a dossier which another structure holds: after a move, or for a payment engaged before it.
fn elsewhere(row: &ListRow) -> bool {
    [AFTER_MOVE, FORMER_PAYMENT].into_iter().any(|way| way.minus(row.conditions).is_empty())
}

/// What a list that was read, in full or in part, has against a row.
fn against(list: &AccessList, added: &ListRow, json: &RowJson) -> Option<AddedError> {
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
        return Some(AddedError::new("from".to_owned(), AddedReason::ListRead));
    }
    // The row of the own dossiers, and those of the dossiers of others, are no conditions of each other.
    let named =
        named.into_iter().filter(|row| added.actor != row.actor || elsewhere(row) == elsewhere(added));
    for row in named {
        let lacks = row.conditions.minus(added.conditions);
        if !lacks.is_empty() {
            return Some(AddedError::lifts("conditions".to_owned(), Lifted::Conditions(lacks)));
        }
        let may = row.extent.given.union(row.extent.unread);
        for (index, code) in json.fields().iter().enumerate() {
            if !code.donnees.opened().minus(may).is_empty() {
                return Some(AddedError::lifts(format!("fields[{index}]"), Lifted::Data));
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
                errors.push(AddedError::new(place, AddedReason::Name));
            }
            let same = other.row.actor == row.row.actor
                && other.row.processing == row.row.processing
                && !other.row.finalites.intersection(row.row.finalites).is_empty()
                && !other.row.operations.intersection(row.row.operations).is_empty();
            if same && meets(row, other.from, other.until) {
                let place = format!("rows[{place}].from");
                errors.push(AddedError::new(place, AddedReason::Overlap));
            }
        }
    }
}
