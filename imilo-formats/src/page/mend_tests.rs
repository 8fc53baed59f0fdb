//! The lists of what is to be mended.

use imilo_core::bilan::DataCounts;
use imilo_core::dossier::Champ;

use super::tests::{check, empty, html, source, structure};
use super::*;

fn row(kind: MendKind, record: u64, champ: Champ) -> Mend<'static> {
    let (structure, matricule) = (Some("65440S00"), Some("1204587"));
    Mend { kind, record, structure, matricule, champ, fault: None, provision: "" }
}

#[test]
fn each_kind_has_its_dossiers_field_and_ground() {
    let mut report = empty();
    report.structures = vec![structure(Some("65440S00"), Some("ML de Tarbes"), 9)];
    report.total.dossiers = 9;
    report.total.nir.refused.insert("key", 5);
    report.total.data =
        DataCounts { not_conforming: 2, with_nir_in_text: 1, with_invalid_code: 3, ..DataCounts::default() };
    let rows = [
        Mend { provision: "D2015-59:annexe", ..row(MendKind::NotAllowed, 4, Champ::CoordonneesBancaires) },
        // Two data of one dossier are one dossier.
        Mend { provision: "D2015-59:annexe", ..row(MendKind::NotAllowed, 4, Champ::Commentaires) },
        Mend { matricule: Some("<b>"), structure: None, ..row(MendKind::NirInText, 5, Champ::Commentaires) },
        Mend { fault: Some("key"), provision: "INSEE:clé", ..row(MendKind::RefusedNir, 6, Champ::Nir) },
    ];
    let lists = Lists { mend: &rows, ..Lists::default() };
    let html = html(&report, &source(&lists));
    check(&html);
    let section = html.split("id=\"corriger\"").nth(1).unwrap().split("</section>").next().unwrap();
    let parts: Vec<_> = section.split("<h3 class").skip(1).collect();
    let [bank, text, nir, code] = parts.as_slice() else { panic!("{}", parts.len()) };
    assert!(bank.contains("Le premier dossier, sur 2") && bank.contains("Coordonnées bancaires"));
    assert!(bank.contains("2015-59, annexe") && bank.contains("ML de Tarbes"));
    assert!(text.contains("All dossiers: 1") && text.contains("<bdi>&lt;b&gt;</bdi>"));
    assert!(nir.contains("Clé fausse") && nir.contains("The first dossier, of 5"));
    // Counted, and not listed.
    assert!(code.contains("Dossiers: 3.") && !code.contains("<table class=\"filtered list\""));
}

#[test]
fn nothing_to_mend_is_said() {
    let html = html(&empty(), &source(&Lists::default()));
    assert!(html.contains("Rien n’est à corriger.") && html.contains("Nothing is to be mended."));
}

#[test]
fn a_mission_locale_is_chosen_before_the_numbers_and_by_its_name() {
    let mut report = empty();
    report.structures = vec![
        structure(Some("65440S00"), Some("ML de \"Tarbes\""), 9),
        structure(Some("75101S00"), None, 2),
        structure(None, None, 1),
    ];
    let html = html(&report, &source(&Lists::default()));
    check(&html);
    assert!(html.find("id=\"filtre\"").unwrap() < html.find("id=\"chiffres\"").unwrap());
    for option in ["ML de &quot;Tarbes&quot; 65440S00", "75101S00"] {
        assert!(html.contains(&format!("<option value=\"{option}\"></option>")), "{option}");
    }
    assert_eq!(html.matches("<option").count(), 2);
}
