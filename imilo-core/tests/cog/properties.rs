//! What holds of the whole table, without its sources.

use std::collections::BTreeSet;

use imilo_core::cog::{self, Nature, StatutPays, pays, same_place, states, successors};
use imilo_core::dossier::{CodeCommune, CodeLieu, CodePays};

use crate::rows::{code, date};

#[test]
fn every_code_is_one_and_was_more_than_absorbed() {
    let codes: Vec<CodeCommune> = cog::codes().collect();
    let texts: BTreeSet<String> = codes.iter().map(ToString::to_string).collect();
    assert_eq!(texts.len(), codes.len());
    // 39 115 of the history; 45 arrondissements, 94 communes and Mayotte's 17 codes of 985 overseas, Saint-Barthélemy
    // and Saint-Martin in 971.
    assert_eq!(codes.len(), 39_115 + 45 + 94 + 17 + 2);
    for code in codes {
        assert_eq!(code.as_str().parse::<CodeCommune>(), Ok(code));
        assert!(states(code).any(|state| state.nature() != Nature::Absorbee), "{code}");
        for state in states(code) {
            let nom = state.nom().to_string();
            assert!(!nom.is_empty() && !nom.contains(char::is_control), "{code}");
            assert_eq!(state.code(), code);
            assert!(state.rattachement().is_none_or(|holder| states(holder).next().is_some()), "{code}");
        }
        // Far fewer than the way of `successors` has room for.
        assert!(successors(code).count() < 8, "{code}");
    }
}

#[test]
fn what_is_no_code_has_no_state() {
    for unknown in ["01999", "20999", "97001", "2A999", "98999"] {
        assert_eq!(states(code(unknown)).count(), 0, "{unknown}");
        assert_eq!(cog::commune_at(code(unknown), date("2000-01-01")), cog::Etat::UnknownCode);
    }
}

#[test]
fn three_cities_have_arrondissements() {
    let arrondissements: Vec<_> = cog::codes().filter(|code| cog::is_arrondissement(*code)).collect();
    for (city, number) in [("75056", 20), ("69123", 9), ("13055", 16)] {
        let of_city =
            |code: &&CodeCommune| states(**code).any(|state| state.rattachement() == Some(self::code(city)));
        assert_eq!(arrondissements.iter().filter(of_city).count(), number, "{city}");
    }
    assert_eq!(arrondissements.len(), 45);
}

/// Cases of the specification of the NIR: the recodings, and births before a merger.
#[test]
fn places_of_the_known_recodings_are_the_same() {
    for (one, other, same) in [
        ("20004", "2A004", true),
        ("75012", "92012", true),
        ("78498", "78498", true),
        ("01132", "69286", true),
        ("39450", "39478", true),
        ("02077", "02564", true),
        ("98511", "97611", true),
        ("97123", "97701", true),
        ("75112", "75056", true),
        ("75112", "75101", false),
        ("33063", "31555", false),
        ("13055", "99350", false),
        ("98204", "99326", true),
        ("98503", "97603", true),
        ("98503", "99234", true),
        ("99245", "99243", true),
        ("99350", "99352", false),
    ] {
        let (one, other): (CodeLieu, CodeLieu) = (one.parse().unwrap(), other.parse().unwrap());
        assert_eq!((same_place(one, other), same_place(other, one)), (same, same), "{one} {other}");
    }
}

fn country_codes() -> Vec<CodePays> {
    let codes = (98_200..98_600).chain(99_000..100_000);
    codes.map(|code| code.to_string().parse().unwrap()).filter(|code| pays(*code).next().is_some()).collect()
}

#[test]
fn countries_are_one_place_when_one_leads_up_to_the_other() {
    let codes = country_codes();
    // 236 codes of the file, France, and 17 former codes.
    assert_eq!(codes.len(), 236 + 1 + 17);
    let above = |code: CodePays| {
        let mut seen = BTreeSet::from([code]);
        let mut to_see = vec![code];
        while let Some(code) = to_see.pop() {
            let up = pays(code).flat_map(|row| [row.ancien, row.rattachement]).flatten();
            up.for_each(|up| to_see.extend(seen.insert(up).then_some(up)));
        }
        seen
    };
    let all_above: Vec<BTreeSet<CodePays>> = codes.iter().map(|code| above(*code)).collect();
    for (one, above_one) in codes.iter().zip(&all_above) {
        for (other, above_other) in codes.iter().zip(&all_above) {
            let expected = above_one.contains(other) || above_other.contains(one);
            assert_eq!(same_place((*one).into(), (*other).into()), expected, "{one} {other}");
        }
    }
}

#[test]
fn a_country_code_may_stand_for_several_territories() {
    let of = |code: &str| pays(code.parse().unwrap()).collect::<Vec<_>>();
    let kingdom = of("99132");
    assert_eq!((kingdom.len(), kingdom[0].nom, kingdom[0].statut), (4, "ROYAUME-UNI", StatutPays::Etat));
    assert_eq!(of("99115")[0].statut, StatutPays::Perime);
    assert_eq!(of("99100")[0].nom, "FRANCE");
    assert_eq!(of("99000").len(), 0);
    for code in country_codes() {
        assert!(pays(code).all(|row| row.code == code && !row.nom.is_empty()), "{code}");
        assert_eq!(pays(code).any(|row| row.statut == StatutPays::AncienTerritoire), code.as_str() < "99");
    }
}

#[test]
fn departements_of_today_have_a_region_but_overseas() {
    for code in cog::codes() {
        let Some(found) = cog::departement(code.departement()) else {
            // Corsica and the codes of Mayotte of old.
            assert!(["20", "985"].contains(&code.departement().as_str()), "{code}");
            continue;
        };
        let collectivity =
            matches!(found.code.as_str(), "975" | "977" | "978" | "984" | "986" | "987" | "988" | "989");
        assert_eq!(found.region.is_none(), collectivity, "{code}");
        assert!(found.region.is_none_or(|region| cog::region(region).is_some()), "{code}");
    }
}
