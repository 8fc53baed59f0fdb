//! 2019 to the newest edition: the answer on each first of January is the edition, and unknown between two that differ.

use std::collections::{BTreeMap, BTreeSet};

use imilo_core::calendar::Date;
use imilo_core::cog::{self, Borne, Etat, Nature};
use imilo_core::dossier::CodeCommune;

use crate::rows::{self, Yearly};

const YEARS: [i32; 7] = [2019, 2021, 2022, 2023, 2024, 2025, 2026];

fn january(year: i32) -> Date {
    Date::new(year, 1, 1).unwrap()
}

/// The rows of each code and year, absorbed communes left out.
fn groups(rows: &[Yearly]) -> BTreeMap<CodeCommune, BTreeMap<i32, Vec<&Yearly>>> {
    let mut groups: BTreeMap<_, BTreeMap<i32, Vec<_>>> = BTreeMap::new();
    for row in rows {
        let years = groups.entry(row.code).or_default();
        years.entry(row.year).or_default();
        if row.nature != Nature::Absorbee {
            years.entry(row.year).or_default().push(row);
        }
    }
    groups
}

fn own(row: &Yearly) -> bool {
    matches!(row.nature, Nature::Commune | Nature::Arrondissement)
}

#[test]
fn the_newest_edition_is_the_last_year() {
    assert_eq!(cog::edition(), january(YEARS[YEARS.len() - 1]));
}

#[test]
fn on_its_day_each_edition_is_answered() {
    let rows = rows::editions();
    for (code, years) in groups(&rows) {
        for year in YEARS {
            let expected = years.get(&year).cloned().unwrap_or_default();
            let day = january(year);
            let holds = |state: &cog::Commune| {
                let begun = state.debut().is_none_or(|debut| debut.reached(day).unwrap());
                begun && !state.fin().is_some_and(|fin| fin.reached(day).unwrap())
            };
            let part = |nature| nature != Nature::Commune;
            let found: BTreeSet<_> = cog::states(code)
                .filter(|state| holds(state) && state.nature() != Nature::Absorbee)
                .map(|state| {
                    let holder = state.rattachement().filter(|_| part(state.nature()));
                    (format!("{:?}", state.nature()), state.nom().to_string(), holder)
                })
                .collect();
            let wanted: BTreeSet<_> = expected
                .iter()
                .map(|row| (format!("{:?}", row.nature), row.nom.clone(), row.holder))
                .collect();
            assert_eq!(found, wanted, "{code} in {year}");
            match (cog::commune_at(code, day), expected.iter().find(|row| own(row)), expected.first()) {
                (Etat::Exists { nom: Some(nom) }, Some(row), _) => assert_eq!(nom, row.nom.as_str()),
                (Etat::Attached { nature, nom: Some(nom), commune }, None, Some(row)) => {
                    assert_eq!((nature, nom.to_string(), commune), (row.nature, row.nom.clone(), row.holder));
                }
                (Etat::NoLonger { .. } | Etat::NotYet { .. }, None, None) => {}
                other => panic!("{code} in {year}: {other:?}"),
            }
        }
    }
}

#[test]
fn between_two_editions_only_what_both_say_is_known() {
    let rows = rows::editions();
    let mut unknown = 0;
    for (code, years) in groups(&rows) {
        for pair in YEARS.windows(2) {
            let (after, by) = (january(pair[0]), january(pair[1]));
            let side = |year: i32, own_rows: bool| {
                let rows = years.get(&year).into_iter().flatten();
                rows.filter(|row| own(row) == own_rows).copied().collect::<Vec<_>>()
            };
            let [(own_before, own_after), (parts_before, parts_after)] =
                [true, false].map(|own| (side(pair[0], own), side(pair[1], own)));
            for day in [after.next_day(), by.plus_days(-1)] {
                let found = cog::commune_at(code, day);
                let not_known = Etat::NotKnown { change: Borne::Within { after, by } };
                match (own_before.first(), own_after.first(), parts_before.first(), parts_after.first()) {
                    (Some(before), Some(after), ..) => {
                        let Etat::Exists { nom } = found else { panic!("{code} on {day}: {found:?}") };
                        let known = Some(before.nom.clone()).filter(|nom| *nom == after.nom);
                        assert_eq!(nom.map(|nom| nom.to_string()), known, "{code} on {day}");
                    }
                    (Some(_), None, ..) | (None, Some(_), ..) => {
                        assert_eq!(found, not_known, "{code} on {day}");
                        unknown += 1;
                    }
                    (None, None, Some(before), Some(after)) if before.nature == after.nature => {
                        let Etat::Attached { nature, nom, commune } = found else {
                            panic!("{code}: {found:?}")
                        };
                        let known = Some(before.nom.clone()).filter(|nom| *nom == after.nom);
                        assert_eq!(
                            (nature, nom.map(|nom| nom.to_string())),
                            (before.nature, known),
                            "{code} on {day}"
                        );
                        assert_eq!(commune, before.holder.filter(|_| before.holder == after.holder));
                    }
                    (None, None, None, None) => {
                        assert!(
                            matches!(found, Etat::NoLonger { .. } | Etat::NotYet { .. }),
                            "{code}: {found:?}"
                        );
                    }
                    (None, None, ..) => assert_eq!(found, not_known, "{code} on {day}"),
                }
            }
        }
    }
    assert!(unknown > 30, "{unknown}");
}
