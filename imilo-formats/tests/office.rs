//! What an office does with the bilan: files of every kind in, files that open right out.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop on what cannot be")]

use std::fmt::Write as _;
use std::io::{self, ErrorKind, Read};
use std::num::NonZero;

use imilo_core::conservation::{Readings, Retention, Tables};
use imilo_core::dossier::{DataRules, DataTables};
use imilo_formats::report::{self, FileBilan, RowFiles, Rules};
use imilo_formats::source::{DossierReader, Options};

struct Run {
    bilan: FileBilan,
    findings: String,
    refused: String,
}

/// Gives the rules of 2026-11-24.
fn with_rules<T>(ask: impl FnOnce(Rules<'_, '_>) -> T) -> T {
    let tables = Tables::built_in();
    let retention = Retention::on("2026-11-24".parse().unwrap(), &tables, Readings::default()).unwrap();
    let data = DataTables::built_in();
    let data = DataRules::on(retention.day(), &data).unwrap();
    ask(Rules { retention: &retention, data: &data })
}

/// The bilan of a file on 2026-11-24.
fn run(read: impl Read) -> Run {
    run_on(2, read)
}

fn run_on(threads: usize, read: impl Read) -> Run {
    let mut reader = DossierReader::open(read, &Options::default()).unwrap();
    let (mut findings, mut refused) = (Vec::new(), Vec::new());
    let files = RowFiles { findings: &mut findings, refused: &mut refused };
    let run = report::Run { threads: NonZero::new(threads).unwrap(), progress: &mut |_, _| {} };
    let bilan = with_rules(|rules| report::bilan("export.csv", &mut reader, rules, files, run)).unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Run { bilan, findings: text(findings), refused: text(refused) }
}

impl Run {
    /// Code, state, day and article of each finding of a record.
    fn findings(&self, record: u64) -> Vec<[&str; 4]> {
        let rows = self.findings.lines().skip(1).map(|line| line.split(';').collect::<Vec<_>>());
        rows.filter(|cells| cells[0] == record.to_string())
            .map(|cells| [cells[4], cells[5], cells[6], cells[8]])
            .collect()
    }

    fn notice(&self, code: &str) -> Option<&str> {
        self.bilan.notices.iter().find(|notice| notice.code == code).map(|notice| notice.fr.as_str())
    }
}

const HEADER: &str = "matricule;date_naissance;commune_naissance;programme;programme_debut;programme_fin;\
                      suivi_regulier;cej_debut;cej_fin;rqth_debut;rqth_fin;fse;fse_premier;fse_dernier;\
                      fse_interruption_debut;fse_interruption_fin;fse_interruption_cause";

#[test]
fn each_finding_stands_beside_the_day_of_its_own_provision() {
    // Born 1998-03-15: 28 on 2026-03-15. Nineteen years from the last record, 2020-05-10: 2039-05-10.
    let file = format!("{HEADER}\n7;15/03/1998;;;;;;;;;;oui;02/01/2018;10/05/2020;;;\n");
    assert_eq!(
        run(file.as_bytes()).findings(1),
        [
            ["conservation_limit", "a_archiver_fse", "2026-03-15", "D2015-59:6:I"],
            ["conservation_fse", "a_archiver_fse", "2039-05-10", "D2015-59:6:V"],
        ]
    );
}

#[test]
fn what_would_extend_and_what_was_due_are_written() {
    let file = format!(
        "{HEADER}\n\
         1;01/10/1998;;garantie_jeunes;01/01/2026;;inconnu;;;;;non;;;;;\n\
         2;01/03/1994;;;;;;01/03/2022;15/01/2023;;;non;;;;;\n"
    );
    let run = run(file.as_bytes());
    assert_eq!(
        run.findings(1),
        [
            ["conservation_limit", "a_anonymiser", "2026-10-01", "D2015-59:6:I"],
            ["conservation_would_extend", "a_anonymiser", "", "D2015-59:6:I:exception"],
        ]
    );
    // 26 on 2020-03-01, under the version of 2015; open again until 2033-01-15 by the ten years of the CEJ.
    assert_eq!(run.findings(2), [["conservation_was_due", "accessible", "2020-03-01", "D2015-59:6:I"]]);
    let total = &run.bilan.report.total.retention;
    assert_eq!((total.would_be_extended.now, total.closed_by_an_earlier_version), (1, 1));
}

#[test]
fn a_term_at_the_earliest_is_listed_with_what_is_missing() {
    // No column of contracts: 28 on 2027-01-20, or later.
    let file = "matricule;date_naissance;fse\n7;20/01/1999;non\n8;20/01/2003;non\n";
    let run = run(file.as_bytes());
    assert_eq!(
        run.findings(1),
        [
            ["conservation_limit", "echeance_sous_90_jours_au_plus_tot", "2027-01-20", "D2015-59:6:I"],
            ["conservation_missing", "echeance_sous_90_jours_au_plus_tot", "", "D2015-59:6:I"],
            ["conservation_missing", "echeance_sous_90_jours_au_plus_tot", "", "D2015-59:6:I bis"],
        ]
    );
    assert_eq!(run.findings(2), [[""; 4]; 0]);
    let due = &run.bilan.due.within_90_days_at_the_earliest;
    assert_eq!(due.len(), 1);
    assert_eq!((due[0].date.to_string().as_str(), due[0].matricule.as_str()), ("2027-01-20", "7"));
    assert_eq!(due[0].missing, ["rqth_periods", "cej_contracts"]);
    assert!(run.bilan.due.within_90_days.is_empty());
}

#[test]
fn excel_and_our_own_reader_open_what_is_written() {
    let file = "matricule;date_naissance;fse\n7;20/01/1999;non\n8;30/02/2003;non\n";
    let run = run(file.as_bytes());
    for written in [&run.findings, &run.refused] {
        assert!(written.starts_with("\u{feff}enregistrement;ligne;"), "Excel reads UTF-8 by its mark");
    }
    // As a file of dossiers it has a matricule, and no more.
    let mut reader = DossierReader::open(run.findings.as_bytes(), &Options::default()).unwrap();
    let matricules: Vec<_> = reader
        .by_ref()
        .map(|row| row.unwrap().dossier.identite.matricule.given().cloned().unwrap())
        .collect();
    assert_eq!(matricules, ["7", "7", "7"], "the limit, and a line for each paragraph that lacks a fact");
}

#[test]
fn a_code_of_birth_that_is_none_is_written_without_its_value() {
    let file = format!(
        "{HEADER}\n1;01/01/2005;Trifouilly;;;;;;;;;non;;;;;\n2;01/01/2005;2A004;;;;;;;;;non;;;;;\n\
         3;01/01/2005;;;;;;;;;;non;;;;;\n"
    );
    let run = run(file.as_bytes());
    assert_eq!(run.findings(1), [["code_lieu", "commune_a_corriger", "", "D2015-59:annexe"]]);
    assert!(!run.findings.contains("Trifouilly"));
    let communes = &run.bilan.report.total.commune_naissance;
    assert_eq!((communes.malformed, communes.well_formed, communes.empty), (1, 1, 1));
}

#[test]
fn a_refused_date_names_its_role() {
    let run =
        run("Né le;fse;dernier enregistrement\n30/02/2003;oui;\n01/01/2003;oui;31/04/2020\n".as_bytes());
    let refused: Vec<_> =
        run.refused.lines().skip(1).map(|line| line.split(';').take(5).collect::<Vec<_>>()).collect();
    assert_eq!(
        refused,
        [["1", "2", "1", "date_naissance", "date_invalid"], ["2", "3", "3", "fse_dernier", "date_invalid"]]
    );
}

/// Facts that contradict each other are refused at a column of the file, not at a name that the file does not have.
#[test]
fn facts_that_cannot_be_name_their_column() {
    let rows = [
        "01/06/2027;;;;;;;;;;non;;;;;",
        "01/06/1998;;pacea;01/02/2024;01/01/2024;oui;;;;;non;;;;;",
        "01/06/1998;;;;;;01/02/2024;01/01/2024;;;non;;;;;",
        "01/06/1998;;;;;;;;01/02/2024;01/01/2024;non;;;;;",
        "01/06/1998;;;;;;;;;;oui;01/02/2024;01/01/2024;;;",
        "01/06/1998;;;;;;;;;;oui;01/02/2024;01/03/2024;01/04/2024;02/03/2024;autre",
    ];
    let run = run(format!("{HEADER}\n7;{}\n", rows.join("\n7;")).as_bytes());
    let refused: Vec<_> =
        run.refused.lines().skip(1).map(|line| line.split(';').skip(2).take(3).collect::<Vec<_>>()).collect();
    assert_eq!(
        refused,
        [
            ["2", "date_naissance", "birth_after_date"],
            ["6", "programme_fin", "period_reversed"],
            ["9", "cej_fin", "period_reversed"],
            ["11", "rqth_fin", "period_reversed"],
            ["14", "fse_dernier", "period_reversed"],
            ["16", "fse_interruption_fin", "period_reversed"],
        ]
    );
}

#[test]
fn a_programme_of_an_unknown_name_counts_and_is_reported() {
    // In progress on the 28th birthday, 2026-10-01, and attested: the exception holds whatever its name.
    let file = format!(
        "{HEADER}\n\
         1;01/10/1998;;2SA;01/01/2026;;oui;;;;;non;;;;;\n\
         2;01/01/2005;;pacea|2sa;01/01/2024|01/01/2026;01/06/2024|;oui|oui;;;;;non;;;;;\n\
         3;01/01/2005;;autre;01/01/2026;;oui;;;;;non;;;;;\n\
         4;01/01/2005;;refusé;30/02/2026;;oui;;;;;non;;;;;\n"
    );
    let run = run(file.as_bytes());
    assert_eq!(run.bilan.report.total.retention.accessible, 3);
    let notice = run.notice("programmes_unknown").unwrap();
    assert!(notice.ends_with(" : 2, soit « 2SA » (2)"), "{notice}");
}

#[test]
fn columns_that_stand_alone_are_reported() {
    let file = "matricule;date_naissance;cej_debut;suivi_regulier;fse_dernier\n\
                7;20/01/1999;01/09/2023;oui;01/01/2024\n";
    let run = run(file.as_bytes());
    assert!(
        run.notice("ends_missing")
            .unwrap()
            .starts_with("colonne 3 (cej_debut) : sans colonne de fins (cej_fin)")
    );
    let alone: Vec<_> = run.bilan.notices.iter().filter(|notice| notice.code == "column_alone").collect();
    assert_eq!(alone.len(), 2);
    assert!(
        alone[0].en.starts_with("column 4 (suivi_regulier): it is of no use without the column programme")
    );
    // Nothing tells whether the contract still runs.
    assert_eq!(run.bilan.due.within_90_days_at_the_earliest[0].missing, ["rqth_periods", "cej_contracts"]);
    let whole = self::run(format!("{HEADER}\n7;20/01/1999;;;;;;;;;;non;;;;;\n").as_bytes());
    assert!(
        whole.bilan.notices.iter().all(|notice| notice.code.starts_with("dates_")),
        "nothing stands alone"
    );
}

/// A dossier of the interface born on 1999-01-20, with an accompaniment.
fn interface(cej: &str) -> String {
    format!(r#"{{"idDossier":7,"dateNaissance":"1999-01-20","accompagnementCEJ":{{{cej}}}}}"#)
}

#[test]
fn a_first_cej_before_the_contract_is_reported_and_invents_none() {
    let contract = r#""accompagnementCEJ":false,"dateDebut":"2023-02-01","dateFinReelle":"2023-12-31""#;
    let lines = [
        // The later contract governs: ten years from 2023-12-31.
        interface(&format!(r#"{contract},"premierAccompagnement":"2022-03-15""#)),
        interface(&format!(r#"{contract},"premierAccompagnement":"2023-02-01""#)),
        interface(&format!(r#"{contract},"premierAccompagnement":null"#)),
        // After the start of the contract: which one is the last is not known.
        interface(&format!(r#"{contract},"premierAccompagnement":"2023-02-02""#)),
        // There was a CEJ, and no contract is told: not known to be none.
        interface(
            r#""accompagnementCEJ":false,"dateDebut":null,"dateFinReelle":null,"premierAccompagnement":"2022-03-15""#,
        ),
        interface(r#""accompagnementCEJ":false,"dateDebut":null,"dateFinReelle":null"#),
        interface(&format!(r#"{contract},"premierAccompagnement":"31/12/2022""#)),
        interface(&format!(r#"{contract},"premierAccompagnement":20220315"#)),
    ];
    let run = run(lines.join("\n").as_bytes());
    let total = &run.bilan.report.total.retention;
    // 28 on 2027-01-20, within ninety days: known for the sixth alone, at the earliest for the fourth and fifth.
    assert_eq!(
        (total.accessible, total.due_within_90_days, total.due_within_90_days_at_the_earliest),
        (6, 1, 2)
    );
    assert_eq!(total.due_at_the_earliest_for_lack_of["cej_contracts"], 2);
    for (code, count) in
        [("cej_earlier_contract", 1), ("cej_first_after_contract", 1), ("cej_without_contract", 1)]
    {
        assert!(run.notice(code).unwrap().ends_with(&format!(" : {count}")), "{code}");
    }
    let refused: Vec<_> =
        run.refused.lines().skip(1).map(|line| line.split(';').take(5).collect::<Vec<_>>()).collect();
    assert_eq!(
        refused,
        [
            ["7", "7", "", "accompagnementCEJ.premierAccompagnement", "date_format"],
            ["8", "8", "", "accompagnementCEJ.premierAccompagnement", "json_shape"],
        ]
    );
}

#[test]
fn json_that_never_closes_is_looked_at_once() {
    // Each of these took minutes when every line was read again from the first.
    let flat = format!("{{\n{}\"idDossier\":7}}\n", "\"a\":1,\n".repeat(149_000));
    assert!(flat.len() < 1 << 20);
    assert_eq!(run(flat.as_bytes()).bilan.report.total.dossiers, 1);
    for (file, code) in [
        ("{".repeat(10_000_000), "too_long"),
        (format!("{{\n{}", "\"a\":{\n".repeat(170_000)), "json_syntax"),
        (format!("[{}", "{".repeat(10_000_000)), "json_syntax"),
        ("[".repeat(10_000_000), "json_syntax"),
    ] {
        let refused = run(file.as_bytes()).bilan.report.refused;
        assert!(refused.by_code.contains_key(code), "{:?}", refused.by_code);
    }
}

#[test]
fn a_dossier_over_several_lines_costs_itself_only() {
    let good = |n: u32| format!("{{\n  \"idDossier\": {n},\n  \"dateNaissance\": \"2003-01-20\"\n}}\n");
    let bad = "{\n  \"idDossier\": 2,\n  \"dateNaissance\": 2003-01-20\n";
    let run = run(format!("{}{bad}{}{}", good(1), good(3), good(4)).as_bytes());
    assert_eq!(run.bilan.report.total.dossiers, 3);
    let mut codes = String::new();
    run.bilan
        .report
        .refused
        .by_code
        .iter()
        .for_each(|(code, count)| write!(codes, "{code} {count}").unwrap());
    assert_eq!(codes, "json_syntax 1");
}

/// An input that fails behind its text.
struct Fails<'a>(&'a [u8]);

impl Read for Fails<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.0.read(into)? {
            0 => Err(ErrorKind::TimedOut.into()),
            count => Ok(count),
        }
    }
}

#[test]
fn a_file_that_stops_being_readable_says_so_everywhere() {
    let mut csv = "matricule;date_naissance;fse\n".to_owned();
    // Beyond what is read ahead to find the format.
    for n in 0..20_000 {
        writeln!(csv, "{n};20/01/2003;non").unwrap();
    }
    csv.push_str("20000;20/01");
    let mut lines = String::new();
    (0..3_000).for_each(|_| writeln!(lines, "{}", interface("")).unwrap());
    let array = format!("[{}", lines.replace('\n', ","));
    for (file, rows) in [(&csv, 20_000), (&lines, 3_000), (&array, 3_000)] {
        let run = run(Fails(file.as_bytes()));
        assert!(!run.bilan.complete);
        assert_eq!(run.bilan.report.total.dossiers, rows);
        assert!(run.notice("incomplete").unwrap().contains("(délai dépassé)"));
        assert!(run.refused.lines().last().unwrap().contains(";read_failed;"));
        let mut page = Vec::new();
        run.bilan.write_page(&mut page).unwrap();
        assert!(String::from_utf8(page).unwrap().contains("Bilan incomplet"));
        let json = serde_json::to_value(&run.bilan).unwrap();
        assert_eq!(json["complete"], false);
    }
    assert!(run("matricule;fse\n7;non\n".as_bytes()).bilan.complete);
}

#[test]
fn a_wrong_file_is_told_what_it_is() {
    let open = |bytes: &[u8]| {
        let error = DossierReader::open(bytes, &Options::default()).unwrap_err();
        (error.code(), error.message_fr(), error.message_en())
    };
    for (bytes, code, fr, en) in [
        (&b""[..], "empty", "fichier vide", "the file is empty"),
        (b"PK\x03\x04\x14", "other_kind", "c'est un classeur", "it is a workbook"),
        (b"%PDF-1.7\n%\xe2\xe3", "other_kind", "c'est un PDF", "it is a PDF"),
        (b"\xef\xbb\xbf<html>", "other_kind", "c'est une page HTML", "it is an HTML page"),
        (b"\x7fELF\0\0\0\0", "binary", "ce fichier n'est pas un texte CSV", "the file is not CSV text"),
        (b"a;b\n1;2\n", "no_role", "aucune colonne reconnue", "no column of the header is known"),
    ] {
        let found = open(bytes);
        assert_eq!(found.0, code);
        assert!(found.1.starts_with(fr), "{}", found.1);
        assert!(found.2.starts_with(en), "{}", found.2);
    }
}

/// The same rows, refusals, lists and sums, whatever the number of threads, down to the order.
#[test]
fn the_number_of_threads_does_not_show() {
    let mut file = format!("{HEADER};code_structure;nom_structure;commentaires\n");
    for n in 0..30_000_u32 {
        let structure = 13_001 + n * 7 % 31;
        let birth = ["1997-05-03", "01/02/2003", "2008-11-24", "quand ?"][(n / 3 % 4) as usize];
        let nir = if n % 11 == 0 { "NIR 2 84 05 88 321 025 32" } else { "" };
        let programme = ["", "Dispositif local", "dispositif LOCAL", "2SA", "PACEA"][(n % 5) as usize];
        let started = if programme.is_empty() { "" } else { "2022-03-01" };
        // The first date of the CEJ comes late, behind the sample and behind the first parts given to the threads.
        let cej = if n > 25_000 { "03/02/2023" } else { "" };
        writeln!(
            file,
            "{n};{birth};13055;{programme};{started};;;{cej};;;;non;;;;;;{structure}S00;Nom {};\"{nir};{n}\"",
            n % 4
        )
        .unwrap();
    }
    let (one, more) = (run_on(1, file.as_bytes()), run_on(5, file.as_bytes()));
    assert_eq!(one.findings, more.findings);
    assert_eq!(one.refused, more.refused);
    assert_eq!(serde_json::to_string(&one.bilan).unwrap(), serde_json::to_string(&more.bilan).unwrap());
    let report = &one.bilan.report;
    assert_eq!((report.rows, report.structures.len()), (30_000, 31));
    assert!(report.refused.rows > 1_000 && report.total.data.with_nir_in_text > 1_000);
    assert!(report.structures.iter().all(|one| one.nom.as_deref().is_some_and(|nom| nom <= "Nom 1")));
    assert!(one.notice("programmes_unknown").unwrap().contains("Dispositif local"));
}

/// A file that cannot be written stops the run, with all its threads.
#[test]
fn rows_that_cannot_be_written_are_an_error() {
    struct Full(usize);
    impl io::Write for Full {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let rows: String = (0..50_000).map(|n| format!("{n};1990-01-01;non\n")).collect();
    let file = format!("matricule;date_naissance;fse\n{rows}");
    for threads in [1, 4] {
        let error = with_rules(|rules| {
            let mut reader = DossierReader::open(file.as_bytes(), &Options::default()).unwrap();
            let files = RowFiles { findings: Full(1_000_000), refused: io::sink() };
            let run = report::Run { threads: NonZero::new(threads).unwrap(), progress: &mut |_, _| {} };
            report::bilan("export.csv", &mut reader, rules, files, run).unwrap_err()
        });
        assert_eq!(error.kind(), ErrorKind::StorageFull, "{threads}");
    }
}
