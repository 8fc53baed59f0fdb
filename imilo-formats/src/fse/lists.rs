//! Variables that are lists over several columns: stays, events after the exit, French levels.

use imilo_core::dossier::Field;
use imilo_core::fse::{Event, LevelText, Participation, Stay};

use super::columns::{Cell, date, given};
use super::words::{EVENTS, FLAGS, NOMENCLATURES, word};
use crate::tabular::{LIST_SEPARATOR, RoleSpec};

/// A column of a list.
pub(super) struct List {
    pub(super) spec: RoleSpec,
    pub(super) dated: bool,
}

const fn list(name: &'static str, synonyms: &'static [&'static str], dated: bool) -> List {
    List { spec: RoleSpec { name, synonyms }, dated }
}

/// Places in [`LISTS`].
#[derive(Clone, Copy)]
pub(super) enum Place {
    PeriodStart,
    PeriodEnd,
    EventDate,
    EventStatus,
    EventSubsidised,
    FollowedUp,
    LevelNomenclature,
    Level,
    LevelDiploma,
}

/// How many columns they are.
pub(super) const COUNT: usize = 9;

/// The columns, in the order of [`Place`].
pub(super) static LISTS: [List; COUNT] = [
    list("period_start", &["periode_debut"], true),
    list("period_end", &["periode_fin"], true),
    list("exit_event_date", &["date_situation_sortie", "evenement_date"], true),
    list("exit_event_status", &["situation_sortie", "evenement_situation"], false),
    list("exit_event_subsidised", &["emploi_aide_sortie", "evenement_emploi_aide"], false),
    list("followed_up", &["suivi_sortie", "sortie_suivie"], false),
    list("french_level_nomenclature", &["niveau_francais_nomenclature"], false),
    list("french_level", &["niveau_francais"], false),
    list("french_level_diploma", &["niveau_francais_diplome"], false),
];

/// Why a list cannot be read: in which of its columns, and a code.
pub(super) type Fault = (Place, &'static str);

/// An empty list in a field; the room of the row before is used again.
pub(super) fn begun<T>(field: &mut Field<Vec<T>>) -> &mut Vec<T> {
    let list = given(field);
    list.clear();
    list
}

/// The values of a cell; an empty cell holds none.
fn values<'c>(cell: Cell<'c>) -> impl Iterator<Item = &'c str> {
    cell.text.split(LIST_SEPARATOR).map(str::trim).filter(move |_| !cell.text.is_empty())
}

/// Reads the lists of a row. `cell` gives the cell of a column, none when the file does not carry it.
pub(super) fn read<'c>(
    record: &mut Participation,
    cell: impl Fn(Place) -> Option<Cell<'c>>,
) -> Result<(), Fault> {
    periods(record, &cell)?;
    events(record, &cell)?;
    levels(record, &cell)
}

fn periods<'c>(record: &mut Participation, cell: &impl Fn(Place) -> Option<Cell<'c>>) -> Result<(), Fault> {
    let Some(starts) = cell(Place::PeriodStart) else { return Ok(()) };
    if starts.dates.is_empty() {
        record.participation_periods = Field::Empty;
        return Ok(());
    }
    let ends = cell(Place::PeriodEnd).map_or(&[][..], |ends| ends.dates);
    if ends.len() > starts.dates.len() {
        return Err((Place::PeriodEnd, "list_length"));
    }
    let stays = begun(&mut record.participation_periods);
    for (index, start) in starts.dates.iter().enumerate() {
        let start = start.ok_or((Place::PeriodStart, "list_start"))?;
        let start = date(start).map_err(|code| (Place::PeriodStart, code))?;
        let end = ends.get(index).copied().flatten().map(date).transpose();
        stays.push(Stay { start, end: end.map_err(|code| (Place::PeriodEnd, code))? });
    }
    Ok(())
}

/// An empty cell says nothing of a follow-up: only « yes » makes of it that nothing happened.
fn events<'c>(record: &mut Participation, cell: &impl Fn(Place) -> Option<Cell<'c>>) -> Result<(), Fault> {
    let followed_up = match cell(Place::FollowedUp) {
        Some(cell) => word(cell.text, FLAGS).map_err(|code| (Place::FollowedUp, code))?,
        None => None,
    };
    let (dates, statuses) = (cell(Place::EventDate), cell(Place::EventStatus));
    if dates.is_none() && statuses.is_none() && cell(Place::FollowedUp).is_none() {
        return Ok(());
    }
    let days = dates.map_or(&[][..], |cell| cell.dates);
    let empty = Cell { text: "", dates: &[] };
    let words = statuses.unwrap_or(empty);
    let count = values(words).count();
    if count != days.len() {
        return Err((Place::EventStatus, "list_length"));
    }
    match (count, followed_up) {
        (0, Some(true)) => {}
        (0, _) => {
            record.exit_events = Field::Empty;
            return Ok(());
        }
        (_, Some(false)) => return Err((Place::FollowedUp, "not_followed_up")),
        (_, _) => {}
    }
    let subsidised = cell(Place::EventSubsidised);
    let jobs = subsidised.unwrap_or(empty);
    if values(jobs).count() > count {
        return Err((Place::EventSubsidised, "list_length"));
    }
    let mut jobs = values(jobs);
    let list = begun(&mut record.exit_events);
    for (day, status) in days.iter().zip(values(words)) {
        let day = day.ok_or((Place::EventDate, "list_start"))?;
        let status = word(status, EVENTS).map_err(|code| (Place::EventStatus, code))?;
        let job = jobs.next().map(|text| word(text, FLAGS)).transpose();
        let job = job.map_err(|code| (Place::EventSubsidised, code))?;
        list.push(Event {
            date: date(day).map_err(|code| (Place::EventDate, code))?,
            status: status.ok_or((Place::EventStatus, "word"))?,
            subsidised: subsidised.map_or(Field::NotCarried, |_| Field::from(job.flatten())),
        });
    }
    Ok(())
}

fn levels<'c>(record: &mut Participation, cell: &impl Fn(Place) -> Option<Cell<'c>>) -> Result<(), Fault> {
    let Some(levels) = cell(Place::Level) else { return Ok(()) };
    if levels.text.is_empty() {
        record.french_levels = Field::Empty;
        return Ok(());
    }
    let count = values(levels).count();
    let column = |place| -> Result<Option<Vec<&'c str>>, Fault> {
        let Some(cell) = cell(place) else { return Ok(None) };
        let found: Vec<_> = values(cell).collect();
        if found.len() > count { Err((place, "list_length")) } else { Ok(Some(found)) }
    };
    let (nomenclatures, diplomas) = (column(Place::LevelNomenclature)?, column(Place::LevelDiploma)?);
    let text = |text: &str| if text.is_empty() { Field::Empty } else { Field::Given(text.to_owned()) };
    let at = |list: &Option<Vec<&'c str>>, index| {
        list.as_ref().map(|list| list.get(index).copied().unwrap_or_default())
    };
    let list = begun(&mut record.french_levels);
    for (index, level) in values(levels).enumerate() {
        let nomenclature = at(&nomenclatures, index).map(|cell| word(cell, NOMENCLATURES)).transpose();
        let nomenclature = nomenclature.map_err(|code| (Place::LevelNomenclature, code))?;
        let diploma = at(&diplomas, index).map(|cell| word(cell, FLAGS)).transpose();
        list.push(LevelText {
            nomenclature: nomenclature.map_or(Field::NotCarried, |known| match known {
                Some(known) => Field::Given(known.to_owned()),
                None => Field::Empty,
            }),
            level: text(level),
            diploma: diploma
                .map_err(|code| (Place::LevelDiploma, code))?
                .map_or(Field::NotCarried, Field::from),
        });
    }
    Ok(())
}
