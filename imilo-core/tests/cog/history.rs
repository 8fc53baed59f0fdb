//! 1943 to 2019: each state of the table is a row, and each answer is what the rows say.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use imilo_core::calendar::Date;
use imilo_core::cog::{self, Borne, Etat, Nature};
use imilo_core::dossier::CodeCommune;

use crate::rows::{self, State, code, date};

fn by_code(rows: &[State]) -> BTreeMap<CodeCommune, Vec<&State>> {
    let mut groups: BTreeMap<_, Vec<_>> = BTreeMap::new();
    rows.iter().for_each(|row| groups.entry(row.code).or_default().push(row));
    groups
}

/// A code inside the identifier of a state: `COM-01165@1974-01-01`.
fn code_of_id(id: &str) -> CodeCommune {
    code(id.split('-').nth(1).unwrap().split('@').next().unwrap())
}

/// What two sides must have in common: nature, name, days of change until 2019, commune that holds it.
type Compared = (String, String, Option<Date>, Option<Date>, Option<CodeCommune>);

fn of_row(row: &State, ids: &HashMap<&str, &State>) -> Option<Compared> {
    let holder = match row.nature {
        Nature::Commune => None,
        _ => Some(commune_of(row, ids)?),
    };
    Some((format!("{:?}", row.nature), row.nom.clone(), row.debut, row.fin, holder))
}

/// The commune of which a part is a part; none when the sample lacks a row on the way.
fn commune_of(row: &State, ids: &HashMap<&str, &State>) -> Option<CodeCommune> {
    let pole = row.pole.as_deref()?;
    if pole.starts_with("COM-") { Some(code_of_id(pole)) } else { commune_of(ids.get(pole)?, ids) }
}

#[test]
fn the_states_of_a_code_are_its_rows() {
    let rows = rows::history();
    let ids: HashMap<_, _> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let mut compared = 0;
    for (code, rows) in by_code(&rows) {
        let exact = |borne: Option<Borne>| match borne {
            Some(Borne::On(day)) => Some(day),
            _ => None,
        };
        let from_table: Vec<Compared> = cog::states(code)
            .filter(|state| !matches!(state.debut(), Some(Borne::Within { .. })))
            .map(|state| {
                let holder = state.rattachement().filter(|_| state.nature() != Nature::Commune);
                let nature = format!("{:?}", state.nature());
                (nature, state.nom().to_string(), exact(state.debut()), exact(state.fin()), holder)
            })
            .collect();
        let from_rows: Option<Vec<Compared>> = rows.iter().map(|row| of_row(row, &ids)).collect();
        let Some(mut from_rows) = from_rows else {
            assert!(rows::all().is_none(), "{code}: a row is missing");
            continue;
        };
        let mut from_table = from_table;
        from_table.sort();
        from_rows.sort();
        assert_eq!(from_table, from_rows, "{code}");
        compared += from_rows.len();
    }
    assert!(compared > 400, "{compared}");
}

fn covers(row: &State, day: Date) -> bool {
    row.debut.is_none_or(|debut| debut <= day) && row.fin.is_none_or(|fin| day < fin)
}

/// What the rows of a code say of a day, by going through them all.
fn expected(rows: &[&State], ids: &HashMap<&str, &State>, day: Date) -> Option<Etat> {
    let nature = |nature: Nature| rows.iter().find(|row| row.nature == nature && covers(row, day));
    if let Some(row) = nature(Nature::Commune) {
        let state = cog::states(row.code).find(|state| state.nom() == row.nom.as_str())?;
        return Some(Etat::Exists { nom: Some(state.nom()) });
    }
    if let Some(row) = nature(Nature::Associee).or(nature(Nature::Deleguee)) {
        let state = cog::states(row.code).find(|state| state.nom() == row.nom.as_str())?;
        let commune = Some(commune_of(row, ids)?);
        return Some(Etat::Attached { nature: row.nature, nom: Some(state.nom()), commune });
    }
    let own = || rows.iter().filter(|row| row.nature != Nature::Absorbee);
    match own().filter(|row| row.fin.is_some_and(|fin| fin <= day)).max_by_key(|row| row.fin) {
        Some(last) => {
            let successeur = followed(last, ids)?;
            Some(Etat::NoLonger { fin: Borne::On(last.fin.unwrap()), successeur })
        }
        None => Some(Etat::NotYet { debut: Borne::On(own().filter_map(|row| row.debut).min().unwrap()) }),
    }
}

/// The commune to which a row's territory went: that of the next row by its identifier.
fn followed(row: &State, ids: &HashMap<&str, &State>) -> Option<Option<CodeCommune>> {
    let Some(next) = row.successeur.as_deref() else { return Some(None) };
    if next.starts_with("COM-") || code_of_id(next) != row.code {
        return Some(Some(code_of_id(next)));
    }
    commune_of(ids.get(next)?, ids).map(Some)
}

#[test]
fn each_day_of_change_and_its_eve_are_answered_as_the_rows_say() {
    let rows = rows::history();
    let ids: HashMap<_, _> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let mut days = 0;
    for (code, rows) in by_code(&rows) {
        let changes = rows.iter().flat_map(|row| [row.debut, row.fin]).flatten();
        let around = changes.flat_map(|day| [day.plus_days(-1), day]);
        for day in around.chain([date("1943-01-01"), date("2019-01-01")]) {
            let Some(expected) = expected(&rows, &ids, day) else {
                assert!(rows::all().is_none(), "{code} on {day}: a row is missing");
                continue;
            };
            assert_eq!(cog::commune_at(code, day), expected, "{code} on {day}");
            days += 1;
        }
    }
    assert!(days > 700, "{days}");
}

#[test]
fn the_overseas_codes_changed_in_2008() {
    for row in rows::outremer() {
        let change = row.debut.or(row.fin).unwrap();
        let (eve, day) = (cog::commune_at(row.code, change.plus_days(-1)), cog::commune_at(row.code, change));
        let fin = Borne::On(change);
        match row.debut {
            Some(_) => assert_eq!(eve, Etat::NotYet { debut: fin }),
            None => assert_eq!(day, Etat::NoLonger { fin, successeur: row.successeur }),
        }
        let exists = if row.debut.is_some() { day } else { eve };
        assert!(matches!(exists, Etat::Exists { nom: Some(nom) } if nom == row.nom.as_str()), "{}", row.code);
    }
}

/// Codes reached from a code by the identifiers of the rows, and then by the editions.
#[test]
fn successors_are_those_of_the_rows() {
    let (rows, yearly) = (rows::history(), rows::editions());
    let ids: HashMap<_, _> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let of_their_own: HashSet<_> =
        yearly.iter().filter(|row| row.nature != Nature::Absorbee).map(|row| row.code).collect();
    let mut later: HashMap<CodeCommune, BTreeSet<CodeCommune>> = HashMap::new();
    for row in yearly.iter().filter(|row| row.nature != Nature::Arrondissement) {
        // What had ended by 2019 is in the rows of the history.
        later.entry(row.code).or_default().extend(row.holder.filter(|_| of_their_own.contains(&row.code)));
    }
    let mut with_successors = 0;
    for (code, rows) in by_code(&rows) {
        let mut seen = HashSet::new();
        let mut to_see: Vec<&str> = rows.iter().map(|row| row.id.as_str()).collect();
        let mut complete = true;
        while let Some(id) = to_see.pop() {
            if seen.insert(id) {
                let row = ids.get(id);
                complete &= row.is_some();
                to_see.extend(
                    row.iter().flat_map(|row| [&row.successeur, &row.pole]).filter_map(Option::as_deref),
                );
            }
        }
        let mut reached: BTreeSet<CodeCommune> = seen.into_iter().map(code_of_id).collect();
        while let Some(next) =
            reached.iter().filter_map(|code| later.get(code)).flatten().find(|next| !reached.contains(next))
        {
            let next = *next;
            reached.insert(next);
        }
        reached.remove(&code);
        with_successors += usize::from(!reached.is_empty());
        let found: BTreeSet<CodeCommune> = cog::successors(code).collect();
        // A sample does not go to the end of each way.
        assert!(found.is_superset(&reached), "{code}: {found:?}, not {reached:?}");
        if rows::all().is_some() {
            assert!(complete && found == reached, "{code}: {found:?}, not {reached:?}");
        }
    }
    assert!(with_successors > 60, "{with_successors}");
}
