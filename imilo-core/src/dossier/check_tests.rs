//! What each version says of each datum. Expected: the annexe of 2015 code by code, `law.md` 4.1 to 4.4, readings A1,
//! A11, A15, A28, decision 14.

use std::collections::BTreeSet;

use serde_json::json;

use super::*;
use crate::dossier::Sensibilite;

/// The 67 codes of the annexe, as the décret lists them.
fn annexe() -> Vec<String> {
    let lists = [
        ("I.A", 12),
        ("I.B", 2),
        ("II.A", 10),
        ("II.B", 7),
        ("II.C", 4),
        ("IV.A", 3),
        ("IV.B", 10),
        ("IV.C", 9),
        ("IV.D", 9),
    ];
    let numbered = lists.into_iter().flat_map(|(list, last)| (1..=last).map(move |n| format!("{list}.{n}")));
    numbered.chain(["III".to_owned()]).collect()
}

fn standings(day: &str) -> impl Fn(Champ) -> Standing {
    let tables = DataTables::built_in();
    let sorted = DataRules::on(day.parse().unwrap(), &tables).unwrap().sort(FieldSet::ALL);
    move |champ| match champ {
        _ if sorted.allowed.contains(champ) => Standing::Allowed,
        _ if sorted.conditional.contains(champ) => Standing::Conditional,
        _ if sorted.not_allowed.contains(champ) => Standing::NotAllowed,
        _ => Standing::Undetermined,
    }
}

/// Named by art. 2 from 2025-01-01, by no earlier list.
const SINCE_2025: [Champ; 7] = [
    Champ::Protecteurs,
    Champ::ListeDemandeurs,
    Champ::MesuresProtection,
    Champ::TitreSejour,
    Champ::SituationPenitentiaire,
    Champ::ModeVieItinerant,
    Champ::AttestationPriseEnCharge,
];

/// Named from 2022-01-31: 4° C.1 (seen), and what the union note tells (secondary).
const SINCE_2021: [Champ; 5] = [
    Champ::CoordonneesBancaires,
    Champ::QuotientFamilial,
    Champ::TiersHebergeant,
    Champ::AgentAge,
    Champ::Tracabilite,
];

#[test]
fn the_catalogue_has_the_sixty_seven_codes_and_no_other() {
    let codes = annexe();
    assert_eq!(codes.len(), 67);
    let held: BTreeSet<_> = Champ::ALL.iter().filter_map(|champ| champ.row().code).collect();
    assert_eq!(held, codes.iter().map(String::as_str).collect());
}

#[test]
fn v2015_is_a_closed_list() {
    for day in ["2015-01-29", "2021-05-22"] {
        let standing = standings(day);
        for champ in Champ::ALL {
            let expected = match champ.row().code {
                Some("I.B.2") => Standing::Conditional,
                Some(_) => Standing::Allowed,
                // A1, and what art. 6 II cannot do without.
                None if matches!(champ, Champ::DateNaissance | Champ::Fse | Champ::AnonymisedOn) => {
                    Standing::Allowed
                }
                None => Standing::NotAllowed,
            };
            assert_eq!(standing(*champ), expected, "{champ:?} on {day}");
        }
        for champ in SINCE_2025.into_iter().chain(SINCE_2021).chain([Champ::Commentaires]) {
            assert_eq!(standing(champ), Standing::NotAllowed, "{champ:?} on {day}");
        }
    }
}

#[test]
fn no_list_is_known_from_may_2021_to_january_2022() {
    for day in ["2021-05-23", "2022-01-30"] {
        let standing = standings(day);
        for champ in Champ::ALL {
            let expected = match champ {
                // By necessity: art. 6, inferred, cannot be applied without them.
                Champ::DateNaissance | Champ::Fse | Champ::AnonymisedOn => Standing::Allowed,
                _ => Standing::Undetermined,
            };
            assert_eq!(standing(*champ), expected, "{champ:?} on {day}");
        }
    }
}

#[test]
fn later_lists_are_known_by_their_headings() {
    for (day, v2025) in [
        ("2022-01-31", false),
        ("2024-12-31", false),
        ("2025-01-01", true),
        ("2025-01-13", true),
        ("2026-01-16", true),
        ("2026-07-01", true),
    ] {
        let standing = standings(day);
        for champ in Champ::ALL.iter().filter(|champ| champ.row().code.is_some()) {
            let expected = match champ.row().code {
                Some("III") => Standing::Undetermined,
                _ => Standing::Allowed,
            };
            assert_eq!(standing(*champ), expected, "{champ:?} on {day}");
        }
        for champ in SINCE_2025 {
            let expected = match champ {
                _ if !v2025 => Standing::Undetermined,
                // Certain persons only.
                Champ::Protecteurs | Champ::SituationPenitentiaire => Standing::Conditional,
                _ => Standing::Allowed,
            };
            assert_eq!(standing(champ), expected, "{champ:?} on {day}");
        }
        assert_eq!(standing(Champ::DateNaissance), Standing::Allowed, "{day}");
        assert_eq!(standing(Champ::CoordonneesBancaires), Standing::Allowed, "{day}");
        assert_eq!(standing(Champ::QuotientFamilial), Standing::Allowed, "{day}");
        assert_eq!(standing(Champ::Commentaires), Standing::Undetermined, "{day}");
        assert_eq!(standing(Champ::IdJeune), Standing::Undetermined, "{day}");
    }
}

#[test]
fn what_a_text_names_is_better_known_than_what_stands_under_its_heading() {
    let tables = DataTables::built_in();
    for (day, champ, code, evidence) in [
        ("2016-01-01", Champ::Nir, "D2015-59:annexe:I.A.5", Evidence::Seen),
        ("2023-01-01", Champ::Nir, "A2021-11-17:annexe 1:1°", Evidence::Seen),
        ("2025-06-01", Champ::Nir, "D2015-59:2:1°", Evidence::Seen),
        ("2026-07-01", Champ::Nir, "D2015-59:2:1°", Evidence::Inferred),
        ("2023-01-01", Champ::NomNaissance, "A2021-11-17:annexe 1:1°", Evidence::Inferred),
        ("2023-01-01", Champ::CoordonneesBancaires, "A2021-11-17:annexe 1:4°:C.1", Evidence::Seen),
        ("2023-01-01", Champ::QuotientFamilial, "A2021-11-17:annexe 1:ajouts", Evidence::Secondary),
        ("2025-06-01", Champ::CoordonneesBancaires, "D2015-59:2:2° et suivants", Evidence::Inferred),
        ("2025-06-01", Champ::MesuresProtection, "D2015-59:2:1° quater", Evidence::Seen),
        ("2016-01-01", Champ::MesuresProtection, "D2015-59:annexe", Evidence::Seen),
    ] {
        let rules = DataRules::on(day.parse().unwrap(), &tables).unwrap();
        let found: Vec<_> = rules
            .rules(champ)
            .iter()
            .map(|rule| (rule.citation.code.as_ref(), rule.citation.evidence))
            .collect();
        assert_eq!(found, [(code, evidence)], "{champ:?} on {day}");
    }
}

/// Birth 2000-06-15: of age on 2018-06-15.
#[test]
fn representatives_are_for_a_minor_on_the_day_of_recording() {
    let tables = DataTables::built_in();
    let check = |day: &str, birth: Option<&str>, recorded: Option<&str>| {
        let dossier: Dossier = serde_json::from_value(json!({
            "identite": {"date_naissance": birth},
            "famille": {"representants_legaux": [{"nom": "X", "enregistre_le": recorded}]},
        }))
        .unwrap();
        let rules = DataRules::on(day.parse().unwrap(), &tables).unwrap();
        let checked = rules.check(&dossier);
        let about: Vec<_> = checked
            .findings
            .iter()
            .filter(|finding| finding.facts == ["famille.representants_legaux"])
            .map(|finding| finding.code)
            .collect();
        (checked.outcome, about)
    };
    let birth = Some("2000-06-15");
    let v2015 = "2020-01-01";
    let condition = |outcome, code| (outcome, vec![code]);
    assert_eq!(
        check(v2015, birth, Some("2018-06-14")),
        (Outcome::Conforming, vec![]),
        "later majority is no fault"
    );
    let unmet = || condition(Outcome::NotConforming, "field_condition_unmet");
    assert_eq!(check(v2015, birth, Some("2018-06-15")), unmet());
    let open = || condition(Outcome::Undetermined, "field_condition");
    assert_eq!(check(v2015, birth, None), open());
    assert_eq!(check(v2015, None, Some("2018-06-14")), open());
    assert_eq!(
        check("2018-06-14", birth, None),
        (Outcome::Conforming, vec![]),
        "still a minor on the day itself"
    );
    assert_eq!(check("2018-06-15", birth, None), open());
    // The condition of the later lists was not read.
    let v2023 = "2023-01-01";
    assert_eq!(check(v2023, birth, Some("2018-06-14")).0, Outcome::Conforming);
    let unread = || condition(Outcome::Undetermined, "field_undetermined");
    assert_eq!(check(v2023, birth, Some("2018-06-15")), unread());
    assert_eq!(check(v2023, birth, None), unread());
}

#[test]
fn notes_tell_necessity_optional_answers_and_headings() {
    let tables = DataTables::built_in();
    let codes = |day: &str, json: serde_json::Value| {
        let dossier: Dossier = serde_json::from_value(json).unwrap();
        let rules = DataRules::on(day.parse().unwrap(), &tables).unwrap();
        let checked = rules.check(&dossier);
        assert_eq!(checked.outcome, Outcome::Conforming);
        checked.findings.iter().map(|finding| (finding.code, finding.role)).collect::<Vec<_>>()
    };
    let birth = json!({"identite": {"date_naissance": "2000-01-01"}});
    assert_eq!(codes("2016-01-01", birth.clone()), [("field_by_necessity", Role::Notes)]);
    assert_eq!(codes("2023-01-01", birth), [("field_category_level", Role::Notes)]);
    let parent = json!({"identite": {"parent_ne_a_l_etranger": true}});
    assert_eq!(codes("2016-01-01", parent), [("field_optional", Role::Notes)]);
    let fse = json!({"conservation": {"fse": {"cofinanced": false}}});
    assert_eq!(codes("2023-01-01", fse), [("field_by_necessity", Role::Notes)]);
    assert_eq!(codes("2016-01-01", json!({"identite": {"nom_naissance": "X"}})), []);
}

#[test]
fn the_most_sensitive_data_are_marked() {
    let highest: FieldSet = Champ::ALL
        .iter()
        .copied()
        .filter(|champ| matches!(champ.row().sensibilite, Sensibilite::Protegee | Sensibilite::Penale))
        .collect();
    for champ in
        [Champ::Protecteurs, Champ::MesuresProtection, Champ::TitreSejour, Champ::SituationPenitentiaire]
    {
        assert!(highest.contains(champ), "{champ:?} (A28)");
    }
}
