use std::collections::BTreeMap;

use imilo_core::bilan::{Bilan, Counts, NirCounts, Report, RetentionCounts, StructureCounts};
use imilo_core::conservation::{Readings, Retention, Tables};
use imilo_core::dossier::{Carried, DataRules, DataTables};
use imilo_core::law::Evidence;
use imilo_core::wire::CitationAnswer;

use super::*;

const NONE: List<'static> = List { rows: &[] };
const NO_LISTS: Lists<'static> = Lists {
    due_now: NONE,
    due_soon: NONE,
    due_at_the_earliest: NONE,
    fse_archive: NONE,
    archive_unknown: NONE,
    mend: &[],
};

pub(super) fn empty() -> Report {
    let tables = Tables::built_in();
    let retention = Retention::on("2026-11-24".parse().unwrap(), &tables, Readings::default()).unwrap();
    let data = DataTables::built_in();
    let data = DataRules::on(retention.day(), &data).unwrap();
    Bilan::new(&retention, &data, Carried::default()).report()
}

pub(super) fn html(report: &Report, source: &Source<'_>) -> String {
    let mut out = Vec::new();
    write(&mut out, report, source).unwrap();
    String::from_utf8(out).unwrap()
}

pub(super) fn source<'a>(lists: &'a Lists<'a>) -> Source<'a> {
    Source { name: "export.csv", format: "CSV", complete: true, notices: &[], lists }
}

fn page(report: &Report) -> String {
    html(report, &source(&NO_LISTS))
}

pub(super) fn structure(code: Option<&str>, nom: Option<&str>, dossiers: u64) -> StructureCounts {
    let retention = RetentionCounts { accessible: dossiers, ..RetentionCounts::default() };
    let nir = NirCounts { valid: dossiers, ..NirCounts::default() };
    let counts = Counts { dossiers, conforming: dossiers, nir, retention, ..Counts::default() };
    StructureCounts { code: code.map(str::to_owned), nom: nom.map(str::to_owned), region: None, counts }
}

/// Every element that was opened is closed, in order; attributes are quoted; ids are unique.
pub(super) fn check(html: &str) {
    const VOID: [&str; 5] = ["meta", "input", "br", "rect", "!DOCTYPE"];
    let (head, rest) = html.split_once("<style>").unwrap();
    let (_, rest) = rest.split_once("</style>").unwrap();
    let (body, _) = rest.rsplit_once("<script>").unwrap();
    let markup = [head, "<style></style>", body, "<script></script></body></html>"].concat();
    let mut open: Vec<&str> = Vec::new();
    let mut ids: Vec<&str> = Vec::new();
    for tag in markup.split('<').skip(1) {
        let (tag, text) = tag.split_once('>').expect("a tag that does not end");
        assert!(!text.contains('>'), "a bare > in {text}");
        let name = tag.split([' ', '\n']).next().unwrap().trim_end_matches('/');
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed));
        } else if !VOID.contains(&name) && !tag.ends_with('/') {
            open.push(name);
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        ids.extend(tag.split_once(" id=\"").and_then(|(_, rest)| rest.split('"').next()));
    }
    assert!(open.is_empty(), "{open:?}");
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice");
    for target in markup.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(ids.contains(&target), "#{target} leads nowhere");
    }
    for list in markup.split("aria-labelledby=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(list.split(' ').all(|id| ids.contains(&id)), "{list}");
    }
}

#[test]
fn an_empty_rapport_is_a_page() {
    let html = page(&empty());
    check(&html);
    assert!(html.contains("Aucun dossier n’a été lu."));
    assert!(html.contains("State of the dossiers on 2026-11-24"));
    assert!(html.contains("État des dossiers au 24/11/2026"));
    assert!(!html.contains("<svg"));
}

#[test]
fn a_rapport_without_any_structure_is_a_page() {
    let mut report = empty();
    report.total = structure(None, None, 1_234).counts;
    for structures in [vec![], vec![structure(None, None, 1_234)]] {
        report.structures = structures;
        let html = page(&report);
        check(&html);
        assert!(html.contains("1\u{202f}234"));
        assert!(!html.contains("id=\"filtre\""));
    }
}

#[test]
fn no_value_reaches_the_page_unescaped() {
    const EVIL: &str = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&amp;{{</title></style>";
    let mut report = empty();
    let mut evil = structure(Some(EVIL), Some(EVIL), 3);
    evil.counts.retention.undetermined = 1;
    evil.counts.retention.undetermined_for_lack_of.insert(EVIL, 1);
    evil.counts.retention.by_provision.insert(EVIL.to_owned(), 1);
    evil.counts.nir.refused.insert(EVIL, 1);
    report.total = evil.counts.clone();
    report.structures = vec![evil, structure(Some("65440S00"), Some("L'Île & \"Cie\""), 1)];
    report.rule_set = EVIL.to_owned();
    report.rules_version = EVIL;
    report.library_version = EVIL;
    report.schema = EVIL;
    report.not_carried = vec![EVIL];
    report.refused.rows = 1;
    report.refused.by_code = BTreeMap::from([(EVIL.to_owned(), 1)]);
    report.provisions.terms.push(CitationAnswer {
        code: EVIL.to_owned(),
        text: EVIL.to_owned(),
        article: EVIL.to_owned(),
        text_fr: EVIL.to_owned(),
        text_en: EVIL.to_owned(),
        evidence: Evidence::Unknown,
        url: Some(format!("https://{EVIL}")),
    });
    let rows = [Row {
        structure: Some(EVIL),
        matricule: Some(EVIL),
        date: None,
        provision: EVIL,
        missing: &[EVIL],
        would_extend: &[EVIL],
    }];
    let list = List { rows: &rows };
    report.total.retention.due_within_90_days_at_the_earliest = 1;
    report.total.retention.due_at_the_earliest_for_lack_of.insert(EVIL, 1);
    report.total.retention.would_be_extended.now = 1;
    report.total.retention.would_be_extended.by_fact.insert(EVIL, 1);
    let lists = Lists {
        due_now: list,
        due_soon: list,
        due_at_the_earliest: list,
        fse_archive: list,
        archive_unknown: list,
        mend: &[],
    };
    let notices = [Notice { fr: EVIL, en: EVIL }];
    let html = html(&report, &Source { name: EVIL, format: EVIL, notices: &notices, ..source(&lists) });
    check(&html);
    assert_eq!(html.matches("<script>").count(), 1);
    assert_eq!(html.matches("</style>").count(), 1);
    assert!(!html.contains("<img"));
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&gt;&lt;img"));
    assert!(html.contains("L&#39;Île &amp; &quot;Cie&quot;"));
}

#[test]
fn only_the_web_is_linked() {
    let mut report = empty();
    for url in ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x.example", "HTTPS:x"] {
        report.provisions.nir[0].url = Some(url.to_owned());
        let html = page(&report);
        assert!(!html.contains(&format!("href=\"{url}")), "{url}");
        assert!(html.contains(url));
    }
    report.provisions.nir[0].url = Some("https://www.example.org/a?b=1&c=\"".to_owned());
    assert!(page(&report).contains("href=\"https://www.example.org/a?b=1&amp;c=&quot;\">example.org</a>"));
}

#[test]
fn nothing_is_loaded() {
    let mut report = empty();
    report.total = structure(None, None, 5).counts;
    let html = page(&report);
    for forbidden in ["src=", "@import", "<link", "<iframe", "<img", "url(h", "fetch(", "XMLHttpRequest"] {
        assert!(!html.contains(forbidden), "{forbidden}");
    }
    assert!(html.contains("default-src 'none'"));
}

#[test]
fn huge_numbers_are_drawn() {
    let mut report = empty();
    let mut huge = structure(Some("65440S00"), Some(&"Très long nom ".repeat(40)), u64::MAX);
    huge.counts.retention.due_within_90_days = u64::MAX;
    huge.counts.retention.to_anonymise_now = u64::MAX;
    huge.counts.retention.undetermined = u64::MAX;
    huge.counts.nir.refused = [("key", u64::MAX), ("month", u64::MAX)].into();
    report.total = huge.counts.clone();
    report.structures = vec![huge, structure(Some("75056S00"), None, 0)];
    report.rows = u64::MAX;
    let html = page(&report);
    check(&html);
    assert!(html.contains("18\u{202f}446\u{202f}744\u{202f}073\u{202f}709\u{202f}551\u{202f}615"));
    for width in
        html.split(" width=\"").skip(1).filter_map(|rest| rest.split_once("%\"")).map(|(width, _)| width)
    {
        if let Ok(width) = width.parse::<f64>() {
            assert!(width <= 100.0);
        }
    }
}

#[test]
fn the_largest_are_drawn_and_all_are_listed() {
    let mut report = empty();
    report.structures = (0..40).map(|n| structure(Some(&format!("{n:05}S00")), None, n)).collect();
    report.total = structure(None, None, 780).counts;
    let html = page(&report);
    check(&html);
    assert!(html.contains("Les 15 plus grandes missions locales, sur 40"));
    assert_eq!(html.matches(">00039S00<").count(), 3, "both drawings and the table");
    assert_eq!(html.matches(">00001S00<").count(), 1, "the table");
}

#[test]
fn a_list_says_what_it_leaves_off() {
    let mut report = empty();
    report.total.retention.to_anonymise_now = 2_000;
    report.total.retention.to_fse_archive_now = 1;
    report.structures = vec![structure(Some("65440S00"), Some("Tarbes"), 1)];
    let row = Row {
        structure: Some("65440S00"),
        matricule: Some("A12"),
        date: Some("2026-01-09".parse().unwrap()),
        provision: "D2015-59:6:I bis",
        missing: &[],
        would_extend: &["regular_follow_up"],
    };
    let rows = [row, Row { structure: None, matricule: None, date: None, provision: "", ..row }];
    let lists = Lists { due_now: List { rows: &rows }, fse_archive: List { rows: &rows[..1] }, ..NO_LISTS };
    let html = html(&report, &source(&lists));
    check(&html);
    assert!(html.contains("Les 2 premiers dossiers, sur 2\u{202f}000"));
    assert!(html.contains("Tous les dossiers\u{a0}: 1"));
    assert!(html.contains("<td class=\"ml\"><bdi>Tarbes</bdi> <code>65440S00</code></td>"));
    assert!(html.contains("<span lang=\"fr\">09/01/2026</span><span lang=\"en\">2026-01-09</span>"));
    assert!(html.contains("Décret n°\u{a0}2015-59, art.\u{a0}6\u{a0}I\u{a0}bis"));
    assert!(html.contains("terme reculé si établi\u{a0}: suivi régulier attesté dans le programme"));
    // No dossier of this source may be due: nothing is said of it.
    assert!(!html.contains("Échéance possible"));
}

#[test]
fn what_may_be_due_soon_is_told_apart_with_what_is_missing() {
    let mut report = empty();
    let mut one = structure(Some("65440S00"), Some("Tarbes"), 40);
    one.counts.retention.due_within_90_days = 3;
    one.counts.retention.due_within_90_days_at_the_earliest = 12;
    one.counts.retention.due_at_the_earliest_for_lack_of =
        [("cej_contracts", 12), ("rqth_periods", 9)].into();
    report.total = one.counts.clone();
    report.structures = vec![one, structure(None, None, 0)];
    let row = Row {
        structure: None,
        matricule: Some("A12"),
        date: Some("2027-01-20".parse().unwrap()),
        provision: "D2015-59:6:I",
        missing: &["cej_contracts", "rqth_periods"],
        would_extend: &[],
    };
    let lists = Lists { due_at_the_earliest: List { rows: &[row] }, ..NO_LISTS };
    let html = html(&report, &source(&lists));
    check(&html);
    assert!(html.contains("Il manque\u{a0}: contrats d’engagement jeune (12), périodes de RQTH (9)."));
    assert!(html.contains("manque\u{a0}: contrats d’engagement jeune, périodes de RQTH"));
    assert!(html.contains("Terme au plus tôt"));
    assert!(
        html.contains("<td class=\"num do\">3 <small lang=\"fr\">+ 12 possibles"),
        "beside those that are"
    );
    // 40 accessible, less 3 and 12: the bars do not count a dossier twice.
    assert!(html.contains("Accessibles au-delà de 90 jours 25 (62,5\u{202f}%)"));
}

#[test]
fn numbers_that_do_not_agree_are_told_by_kind_with_their_reserve() {
    let mut report = empty();
    report.total = structure(None, None, 40).counts;
    report.total.nir_coherence.compared = 1_200;
    report.total.nir_coherence.with_findings = 2;
    report.total.nir_coherence.by_code.insert("year_differs", 2);
    let html = page(&report);
    assert!(html.contains("2 sur 1\u{202f}200 comparés") || html.contains("2 sur 1\u{a0}200 comparés"));
    assert!(html.contains("l’année du numéro n’est pas celle de la naissance (2)."));
    assert!(html.contains("the year of the number is not that of the birth (2)."));
    report.total.nir_coherence.with_findings = 0;
    assert!(!page(&report).contains("état civil du dossier"));
}

#[test]
fn an_attestation_and_an_unfinished_file_are_told() {
    let mut report = empty();
    report.total = structure(None, None, 40).counts;
    let extended = &mut report.total.retention.would_be_extended;
    (extended.now, extended.within_90_days) = (5, 2);
    extended.by_fact = [("regular_follow_up", 7)].into();
    report.total.commune_naissance.malformed = 4;
    let html = html(&report, &Source { complete: false, ..source(&NO_LISTS) });
    check(&html);
    assert!(
        html.contains("\u{a0}: 5 parmi ceux à fermer maintenant, 2 parmi ceux à échéance sous 90 jours.")
    );
    assert!(html.contains("suivi régulier attesté dans le programme (7)."));
    assert!(html.contains("Code officiel géographique\u{a0}: 4 (constats.csv, commune_a_corriger)."));
    assert!(html.contains("class=\"alert\">Bilan incomplet"));
    assert!(!page(&report).contains("Bilan incomplet"));
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let mut report = empty();
    report.structures = vec![structure(Some("65440S00"), None, 7), structure(None, None, 7)];
    report.total = structure(None, None, 14).counts;
    assert_eq!(page(&report), page(&report.clone()));
}

#[test]
fn a_source_that_cannot_tell_is_not_told_to_be_right() {
    let mut report = empty();
    report.total = structure(None, None, 10).counts;
    report.total.undetermined = 4;
    report.total.retention.undetermined = 4;
    report.total.retention.undetermined_for_lack_of.insert("fse", 4);
    report.total.nir = NirCounts { not_carried: 10, ..NirCounts::default() };
    report.not_carried = vec!["fse"];
    let html = page(&report);
    check(&html);
    assert!(!html.contains("0 à fermer maintenant"));
    assert!(html.contains("La source ne permet pas de dire lesquels sont à anonymiser ou à archiver."));
    // Two figures of retention and that of the NIR; the bars of both states.
    assert_eq!(html.matches("<p lang=\"fr\" class=\"number none\">non évaluable</p>").count(), 3);
    assert_eq!(html.matches("class=\"amount\">non évaluable</text>").count(), 2);
}
