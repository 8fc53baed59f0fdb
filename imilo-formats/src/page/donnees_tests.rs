use imilo_core::bilan::{Bilan, Report};
use imilo_core::conservation::{Readings, Retention, Tables};
use imilo_core::dossier::{Carried, DataRules, DataTables};

use super::*;

/// On a day of the annexe of 2015, a list read in full.
fn report(dossiers: &[&str]) -> Report {
    let (tables, data) = (Tables::built_in(), DataTables::built_in());
    let retention = Retention::on("2020-06-01".parse().unwrap(), &tables, Readings::default()).unwrap();
    let rules = DataRules::on(retention.day(), &data).unwrap();
    let mut bilan = Bilan::new(&retention, &rules, Carried::default());
    for json in dossiers {
        bilan.add(&serde_json::from_str(json).unwrap()).unwrap();
    }
    bilan.report()
}

fn page(report: &Report) -> String {
    const NONE: List<'static> = List { rows: &[] };
    let lists = Lists {
        due_now: NONE,
        due_soon: NONE,
        due_at_the_earliest: NONE,
        fse_archive: NONE,
        archive_unknown: NONE,
        mend: &[],
    };
    let source = Source { name: "export.csv", format: "CSV", complete: true, notices: &[], lists: &lists };
    let mut out = Vec::new();
    write(&mut out, report, &source).unwrap();
    let html = String::from_utf8(out).unwrap();
    super::tests::check(&html);
    html
}

#[test]
fn data_out_of_law_are_told_with_their_article() {
    let html = page(&report(&[
        r#"{"personnel":{"mission_locale":{"code":"13201S00","nom":"Marseille"}},
            "ajouts":{"coordonnees_bancaires":{"iban":"FR00"}}}"#,
        r#"{"personnel":{"mission_locale":{"code":"65440S00","nom":"Tarbes"}},
            "suivi":{"rome_recherche":"X9"},"ajouts":{"commentaires":["2 84 05 88 321 025 32"]}}"#,
    ]));
    assert!(html.contains(" 2 contiennent une donnée non permise (100,0\u{202f}%)."));
    let row = html.split("<code>ajouts.coordonnees_bancaires</code></th>").nth(1).unwrap();
    let row = row.split("</tr>").next().unwrap();
    assert!(row.contains("</span>1</td>"), "{row}");
    assert!(row.contains("Décret n°\u{a0}2015-59, annexe") && row.contains("ev ev-seen"), "{row}");
    assert!(html.contains("<code>nir_dans_un_texte</code>") && html.contains("<code>code_a_corriger</code>"));
    assert!(!html.contains("321 025"), "the number is never repeated");
    let region = html.split("id=\"regions\"").nth(1).unwrap();
    assert!(region.contains("Provence-Alpes-Côte-d&#39;Azur"));
}

#[test]
fn what_no_source_carries_is_not_assessable() {
    let html = page(&report(&[r#"{"identite":{"matricule":"7","prenoms":null}}"#]));
    let completeness = html.split("id=\"completude\"").nth(1).unwrap();
    let categories: Vec<_> = completeness.split("<details class=\"fill\">").skip(1).collect();
    assert_eq!(categories.len(), 9);
    assert!(categories[0].contains("50,0\u{202f}%"), "one of two: {}", categories[0]);
    assert!(categories[5].contains("Logement") && categories[5].contains("non évaluable"));
    assert!(html.contains("Toutes les données renseignées sont permises."));
    assert!(html.contains("Rien n’est à corriger."));
}
