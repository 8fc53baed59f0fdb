//! The section of the recipients.

use imilo_core::bilan::Bilan;
use imilo_core::conservation::{Readings, Retention, Tables};
use imilo_core::dossier::{Carried, DataRules, DataTables, Dossier};

use super::{Lists, Sections, Source, write_with};
use crate::report::Recipients;

#[test]
fn each_recipient_is_told_with_what_it_may_not_get() {
    let (tables, data) = (Tables::built_in(), DataTables::built_in());
    let page = |day: &str, dossier: &str| {
        let retention = Retention::on(day.parse().unwrap(), &tables, Readings::default()).unwrap();
        let data = DataRules::on(retention.day(), &data).unwrap();
        let mut bilan = Bilan::new(&retention, &data, Carried::everything());
        bilan.add(&serde_json::from_str::<Dossier>(dossier).unwrap()).unwrap();
        let report = bilan.report();
        let found = Recipients::of(retention.day(), &report.fields);
        let lists = Lists::default();
        let source =
            Source { name: "export.csv", format: "CSV", complete: true, notices: &[], lists: &lists };
        let mut out = Vec::new();
        let sections = Sections { fse: None, recipients: found.as_ref(), ..Sections::default() };
        write_with(&mut out, &report, &source, sections).unwrap();
        let html = String::from_utf8(out).unwrap();
        super::tests::check(&html);
        (html, found.unwrap())
    };
    let dossier = r#"{"identite":{"prenoms":"Ada","nir":"284058832102532"},"ajouts":{"commentaires":["x"]}}"#;
    for (day, told) in
        [("2017-06-15", "a été lue en entier : aucun autre"), ("2026-08-01", "n’a pas été lue en entier")]
    {
        let (html, found) = page(day, dossier);
        let section = html.split("id=\"destinataires\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert_eq!(section.matches("<details>").count(), found.recipients.len());
        let told = told.replace(" :", "\u{a0}:");
        assert!(section.contains(&told), "{told}");
        assert!(!section.contains("Ada") && !section.contains("28405"));
    }
    let (html, _) = page("2017-06-15", "{}");
    assert!(!html.contains("id=\"destinataires\""), "nothing is filled: nothing is told");
}
