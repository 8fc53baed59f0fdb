//! What recipients may not get, as the articles say it.

use imilo_core::bilan::Bilan;
use imilo_core::conservation::{Readings, Retention, Tables};
use imilo_core::dossier::{Carried, DataRules, DataTables, Dossier};

use super::recipients::{Recipient, Recipients, WithheldField};

fn found(day: &str, dossiers: &[&str]) -> Recipients {
    let (tables, data) = (Tables::built_in(), DataTables::built_in());
    let retention = Retention::on(day.parse().unwrap(), &tables, Readings::default()).unwrap();
    let data = DataRules::on(retention.day(), &data).unwrap();
    let mut bilan = Bilan::new(&retention, &data, Carried::everything());
    for dossier in dossiers {
        bilan.add(&serde_json::from_str::<Dossier>(dossier).unwrap()).unwrap();
    }
    Recipients::of(retention.day(), &bilan.report().fields).unwrap()
}

const ADA: &str = r#"{"identite": {"prenoms": "Ada", "nir": "284058832102532"}, "social": {"minima_sociaux": true},
    "ajouts": {"commentaires": ["vue le 3"]}}"#;
const BO: &str = r#"{"identite": {"prenoms": "Bo", "fax": null}}"#;

fn of<'r>(found: &'r Recipients, row: &str) -> &'r Recipient {
    found.recipients.iter().find(|recipient| recipient.row == row).unwrap()
}

fn told<'r>(recipient: &'r Recipient, path: &str) -> Option<&'r WithheldField> {
    recipient.withheld.iter().find(|field| field.path == path)
}

/// Art. 4 I 1° and 8°: Pôle emploi and the ASP get the data of the annexe. The NIR is withheld without a title of their own
/// (A13); whether the ASP has one of its own is not known. No free text is in the annexe. Art. 4 II: anonymised data only.
#[test]
fn in_2015_each_recipient_has_its_article() {
    let found = found("2017-06-15", &[ADA, BO]);
    assert!(found.in_full && found.filled_fields == 4);
    let asp = of(&found, "4 I 8°");
    assert_eq!((asp.may_get, asp.withheld.len()), (2, 2));
    assert!(told(asp, "identite.prenoms").is_none());
    assert_eq!(told(asp, "identite.nir").unwrap().answer, "undetermined");
    let nir = told(of(&found, "4 I 1°, PPAE"), "identite.nir").unwrap();
    assert_eq!((nir.filled, nir.answer, nir.code), (1, "refused", "habilitation_nir_withheld"));
    let text = told(asp, "ajouts.commentaires").unwrap();
    assert_eq!((text.answer, text.provision.as_str()), ("refused", "D2015-59:annexe"));
    let anonymised = of(&found, "4 II 1°");
    let names = told(anonymised, "identite.prenoms").unwrap();
    assert_eq!((anonymised.form, names.filled, names.code), ("anonymised", 2, "habilitation_not_anonymous"));
    assert!(told(anonymised, "social.minima_sociaux").is_none());
}

/// From 2026-07-01 on the C2S is a purpose; its data were not read, and free text goes to nobody (A15).
#[test]
fn what_was_not_read_is_undetermined() {
    let found = found("2026-08-01", &[ADA]);
    assert!(!found.in_full);
    let body = of(&found, "C2S");
    assert_eq!(body.may_get, 0);
    assert_eq!(told(body, "identite.prenoms").unwrap().answer, "undetermined");
    assert_eq!(told(body, "ajouts.commentaires").unwrap().answer, "refused");
}

#[test]
fn the_file_has_a_line_a_recipient_and_field() {
    let found = found("2017-06-15", &[ADA]);
    let mut out = Vec::new();
    found.write_csv(&mut out).unwrap();
    let text = String::from_utf8(out).unwrap();
    let lines: usize = found.recipients.iter().map(|recipient| recipient.withheld.len()).sum();
    assert_eq!(text.lines().count(), lines + 1);
    assert!(lines > 0 && !text.contains("Ada") && !text.contains("28405"));
    assert!(text.lines().skip(1).all(|line| line.contains(";refused;") || line.contains(";undetermined;")));
}

/// With every recipient and field of each version, an answer has its reason: nothing is withheld without one.
#[test]
fn each_field_is_granted_or_told() {
    for day in ["2017-06-15", "2021-12-15", "2022-06-01", "2025-01-10", "2026-01-16", "2026-08-01"] {
        let found = found(day, &[ADA, BO]);
        for recipient in &found.recipients {
            let told = u64::try_from(recipient.withheld.len()).unwrap();
            assert_eq!(recipient.may_get + told, found.filled_fields, "{day} {}", recipient.row);
            assert!(recipient.withheld.iter().all(|field| !field.provision.is_empty()));
        }
    }
}
