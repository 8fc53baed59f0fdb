//! Data of small dossiers, counted by hand from the annexe of 2015 (`law.md` 4).

use std::collections::BTreeMap;

use super::*;
use crate::conservation::{Readings, Tables};
use crate::dossier::{Champ, DataTables, FieldSet};
use crate::law::Evidence;

fn report(day: &str, carried: Carried, parts: &[&[&str]]) -> Report {
    let (tables, data) = (Tables::built_in(), DataTables::built_in());
    let retention = Retention::on(day.parse().unwrap(), &tables, Readings::default()).unwrap();
    let rules = DataRules::on(retention.day(), &data).unwrap();
    let part = |dossiers: &&[&str]| {
        let mut bilan = Bilan::new(&retention, &rules, carried);
        for json in *dossiers {
            bilan.add(&serde_json::from_str(json).unwrap()).unwrap();
        }
        bilan
    };
    let whole = parts.iter().map(part).reduce(|mut whole, part| {
        whole.merge(part);
        whole
    });
    whole.unwrap().report()
}

fn on(day: &str, dossiers: &[&str]) -> Report {
    report(day, Carried::default(), &[dossiers])
}

fn field<'r>(report: &'r Report, path: &str) -> &'r FieldCounts {
    report.fields.iter().find(|field| field.path == path).unwrap()
}

fn counts<const N: usize>(pairs: [(&'static str, u64); N]) -> BTreeMap<&'static str, u64> {
    pairs.into()
}

/// Born on 2000-05-10: of age on 2018-05-10.
const MINOR: &str = r#"{"identite":{"date_naissance":"2000-05-10"},
    "famille":{"representants_legaux":[{"enregistre_le":"2018-05-09"}]}}"#;
const ADULT: &str = r#"{"identite":{"date_naissance":"2000-05-10"},
    "famille":{"representants_legaux":[{"enregistre_le":"2018-05-10"}]}}"#;
const NOT_KNOWN: &str = r#"{"famille":{"representants_legaux":[{"enregistre_le":"2018-05-10"}]}}"#;
const BANK: &str = r#"{"ajouts":{"coordonnees_bancaires":{"iban":"FR00"},"commentaires":["vu"]}}"#;

#[test]
fn the_closed_list_of_2015_is_counted_by_field_and_by_category() {
    let report = on("2019-03-01", &[MINOR, ADULT, NOT_KNOWN, BANK]);
    let data = &report.total.data;
    // The minor's; the adult's and the bank data; the one whose age is not known.
    assert_eq!((data.conforming, data.not_conforming, data.undetermined), (1, 2, 1));
    assert_eq!(
        data.not_allowed,
        counts([
            ("ajouts.commentaires", 1),
            ("ajouts.coordonnees_bancaires", 1),
            ("famille.representants_legaux", 1),
        ])
    );
    assert_eq!(data.conditional, counts([("famille.representants_legaux", 1)]));
    assert_eq!(data.not_decided, counts([]));
    let category = |name: &str| {
        let CategoryCounts { not_allowed, conditional, undetermined, .. } = data.categories[name];
        (not_allowed, conditional, undetermined)
    };
    assert_eq!(category("famille"), (1, 1, 0));
    // Two fields of one dossier.
    assert_eq!(category("hors_annexe"), (1, 0, 0));
    assert_eq!(category("identification"), (0, 0, 0));
    // I.B.2 for the representatives; for what no code names, the closed list itself.
    let representatives = field(&report, "famille.representants_legaux");
    assert_eq!((representatives.annexe, representatives.standing), (Some("I.B.2"), "conditional"));
    let seen = |code: &str| [FieldProvision { code: code.to_owned(), evidence: Evidence::Seen }];
    assert_eq!(representatives.provisions, seen("D2015-59:annexe:I.B.2"));
    let bank = field(&report, "ajouts.coordonnees_bancaires");
    assert_eq!((bank.annexe, bank.standing, bank.not_allowed), (None, "not_allowed", 1));
    assert_eq!(bank.provisions, seen("D2015-59:annexe"));
    let founded: Vec<_> = report.provisions.data.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(founded, ["D2015-59:annexe:I.B.2", "D2015-59:annexe"]);
}

#[test]
fn what_no_later_list_tells_is_undetermined_and_never_conforming() {
    // Free text stands in no list that was read after 2015; the heading of the matricule was.
    let text = r#"{"ajouts":{"commentaires":["vu"]}}"#;
    let report = on("2026-11-24", &[text, r#"{"identite":{"matricule":"7"}}"#]);
    let data = &report.total.data;
    assert_eq!((data.conforming, data.not_conforming, data.undetermined), (1, 0, 1));
    assert_eq!(data.not_decided, counts([("ajouts.commentaires", 1)]));
    assert_eq!(data.not_allowed, counts([]));
    assert_eq!(data.categories["hors_annexe"].undetermined, 1);
    assert_eq!(field(&report, "ajouts.commentaires").provisions[0].evidence, Evidence::Unknown);
}

#[test]
fn completeness_tells_empty_from_not_carried() {
    let dossiers = [
        r#"{"identite":{"matricule":"7","prenoms":"Lou"}}"#,
        r#"{"identite":{"matricule":"8","prenoms":null}}"#,
        r#"{"identite":{"matricule":"9"}}"#,
    ];
    let found = on("2026-11-24", &dossiers);
    let of = |report: &Report, path: &str| {
        let field = field(report, path);
        (field.carried, field.filled)
    };
    assert_eq!(of(&found, "identite.matricule"), (3, 3));
    assert_eq!(of(&found, "identite.prenoms"), (2, 1));
    assert_eq!(of(&found, "identite.fax"), (0, 0));
    let identity = &found.total.data.categories["identification"];
    assert_eq!((identity.carried, identity.filled), (5, 4));
    let housing = &found.total.data.categories["logement"];
    assert_eq!((housing.carried, housing.filled), (0, 0), "not assessable");
    assert!(found.fields_not_carried.contains(&"identite.fax"));
    assert!(!found.fields_not_carried.contains(&"identite.prenoms"));
    // A source that has the column carries it in each dossier.
    let carried = Carried { fields: [Champ::Fax].into_iter().collect(), ..Carried::default() };
    let found = report("2026-11-24", carried, &[&dossiers]);
    assert_eq!(of(&found, "identite.fax"), (3, 0));
    assert!(!found.fields_not_carried.contains(&"identite.fax"));
}

#[test]
fn what_is_to_be_mended_is_counted_by_field() {
    // The NIR of `nir.md`, and a code that is none, twice in one dossier.
    let found = on(
        "2026-11-24",
        &[
            r#"{"ajouts":{"commentaires":["NIR 2 84 05 88 321 025 32"]}}"#,
            r#"{"suivi":{"rome_recherche":"X9"},"formation":{"region_origine":"region"}}"#,
            r#"{"suivi":{"rome_recherche":"M1805"}}"#,
        ],
    );
    let data = &found.total.data;
    assert_eq!((data.with_nir_in_text, data.with_invalid_code), (1, 1));
    assert_eq!(data.nir_in_text, counts([("ajouts.commentaires", 1)]));
    assert_eq!(data.invalid_codes, counts([("formation.region_origine", 1), ("suivi.rome_recherche", 1)]));
    assert_eq!(field(&found, "suivi.rome_recherche").invalid_codes, 1);
    assert_eq!(field(&found, "suivi.rome_recherche").filled, 2);
}

/// Marseille is of region 93; no table has the other.
const PLACED: [&str; 5] = [
    r#"{"personnel":{"mission_locale":{"code":"13201S00","nom":"ML de Marseille"}},"ajouts":{"commentaires":["a"]}}"#,
    r#"{"personnel":{"mission_locale":{"code":"13201S00"}}}"#,
    r#"{"personnel":{"mission_locale":{"code":"13999S00"}}}"#,
    r#"{"personnel":{"mission_locale":{"code":"13999S00"}},"ajouts":{"commentaires":["b"]}}"#,
    r#"{"identite":{"matricule":"7"}}"#,
];

#[cfg(feature = "structures")]
#[test]
fn regions_are_those_of_the_table_and_the_rest_is_not_known() {
    let found = on("2026-11-24", &PLACED);
    let regions: Vec<_> = found
        .regions
        .iter()
        .map(|one| {
            let free_text = one.counts.data.not_decided.get("ajouts.commentaires").copied();
            (one.code.as_deref(), one.nom.as_deref(), one.structures, one.counts.dossiers, free_text)
        })
        .collect();
    assert_eq!(
        regions,
        [(Some("93"), Some("Provence-Alpes-Côte-d'Azur"), 1, 2, Some(1)), (None, None, 1, 3, Some(1))]
    );
    let place = |code: &str| {
        let found = found.structures.iter().find(|one| one.code.as_deref() == Some(code)).unwrap();
        (found.region.as_deref(), found.counts.data.undetermined)
    };
    assert_eq!(place("13201S00"), (Some("93"), 1));
    assert_eq!(place("13999S00"), (None, 1));
}

#[test]
fn parts_merge_into_the_whole_wherever_they_are_cut() {
    let dossiers = [&PLACED[..], &[MINOR, ADULT, NOT_KNOWN, BANK]].concat();
    let whole = on("2019-03-01", &dossiers);
    assert_eq!(whole.total.dossiers, 9);
    for cut in 0..=dossiers.len() {
        let (left, right) = dossiers.split_at(cut);
        assert_eq!(report("2019-03-01", Carried::default(), &[left, right]), whole, "{cut}");
    }
}

/// A list without element says nothing of a column that the source does not have.
#[test]
fn an_empty_list_does_not_carry_what_the_source_has_no_place_for() {
    let fields = FieldSet::of(&[Champ::SituationEtat, Champ::Matricule]);
    let carried = Carried { fields, ..Carried::default() };
    let dossiers = [
        r#"{"identite":{"matricule":"1"},"formation":{"situations":[]}}"#,
        r#"{"identite":{"matricule":"2"},"formation":{"situations":[{"etat":"EN_COURS"}]},"suivi":{"actions":null}}"#,
        r#"{"identite":{"matricule":"3"},"formation":{"situations":[{"etat":null,"date_fin":"2026-01-02"}]}}"#,
    ];
    let report = report("2026-11-24", carried, &[&dossiers]);
    let of = |path| (field(&report, path).carried, field(&report, path).filled);
    assert_eq!(of("formation.situations[].etat"), (3, 1));
    // One dossier shows more than the source said of itself.
    assert_eq!(of("formation.situations[].date_fin"), (1, 1));
    for path in ["formation.situations[].categorie", "suivi.actions[].theme"] {
        assert_eq!(of(path), (0, 0), "{path}");
    }
}
