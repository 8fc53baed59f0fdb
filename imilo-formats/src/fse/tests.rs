use std::io::Read;
use std::num::NonZero;

use imilo_core::fse::{Annexe, Answer, Code, Participation, Programme, Report, Rules, Tally, Truth, merge};

use super::*;
use crate::folder::Folder;

/// The NIR of `nir.md`.
const NIR: &str = "255081416802538";

fn open<'t>(text: &'t str) -> impl Fn() -> std::io::Result<Box<dyn Read + Send + 't>> + 't {
    move || Ok(Box::new(text.as_bytes()))
}

fn asked() -> Asked<'static> {
    Asked::new(Rules::new(Programme::FsePlus).on(Some("2024-05-01".parse().unwrap())))
}

/// Record, code, field, column.
type Refused = (u64, &'static str, Option<Box<str>>, Option<usize>);

fn refusals(text: &str) -> Vec<Refused> {
    let mut found = Vec::new();
    let mut see = |row: &JudgedRow| {
        if let Found::Refused(refusal) = &row.found {
            found.push((refusal.record, refusal.code, refusal.field.clone(), refusal.column));
        }
        Ok(())
    };
    file_report(&open(text), &asked(), Some(&mut see)).unwrap();
    found
}

#[test]
fn every_column_becomes_its_variable() {
    let names: Vec<_> = roles().map(|role| role.name).collect();
    let cells = |name: &str| match name {
        "participant_id" => "0012",
        "operation_id" => "007",
        "gender" => "Femme",
        "birth_date" => "20/05/2003",
        "entry_date" => "02/10/2023",
        "exit_date" => "29/03/2024",
        "labour_status_entry" => "chômeur",
        "isced_entry" => "4",
        "nationalities" => "FR|XX_STATELESS",
        "improvement_6m" => "promotion|pay_rise_only",
        "household_adult_ages" => "17|40",
        "marital_status" => "en couple",
        "commune" => "01004",
        "programme_area" => "01004|2A004",
        "status_6m" => "emploi",
        "period_start" => "02/10/2023|01/02/2024",
        "period_end" => "01/12/2023|",
        "exit_event_date" => "01/04/2024|02/04/2024",
        "exit_event_status" => "chomage|independant",
        "exit_event_subsidised" => "|oui",
        "french_level" => "V|4",
        "french_level_nomenclature" => "1969|2019",
        "french_level_diploma" => "non|",
        "education_started" | "qualification_date" | "yei_offer_date" | "unemployed_since"
        | "operation_start" => "01/02/2024",
        "disability" => "refus",
        _ => "oui",
    };
    let row: Vec<_> = names.iter().map(|name| cells(name)).collect();
    let file = format!("{}\n{}\n", names.join(";"), row.join(";"));
    let mut reader = ParticipationReader::open(file.as_bytes(), None).unwrap();
    let read = reader.next_row().unwrap().unwrap().participation.clone();
    let expected: Participation = serde_json::from_str(
        r#"{"participant_id":"0012","operation_id":"007","gender":"F","birth_date":"2003-05-20",
        "entry_date":"2023-10-02","exit_date":"2024-03-29",
        "participation_periods":[["2023-10-02","2023-12-01"],["2024-02-01",null]],"labour_status_entry":"unemployed",
        "raw":{"registered_unemployed":true,"in_paid_work":true,"marginal_or_reduced_activity":true,"available":true,
        "actively_seeking":true,"full_time_student":true,"full_time_parental_leave":true},"unemployed_since":"2024-02-01",
        "in_education_entry":true,"isced_entry":4,"jobless_household":"yes","dependent_children":"yes",
        "single_adult_household":"yes","foreign_background_or_minority":"yes","foreign_background":"yes",
        "minority":"yes","disability":"refused","other_disadvantaged":"yes","homeless":"yes","rural":"yes",
        "nationalities":["FR","XX_STATELESS"],
        "exit_events":[{"date":"2024-04-01","status":"unemployed","subsidised":null},
        {"date":"2024-04-02","status":"self_employed","subsidised":true}],"education_started":"2024-02-01",
        "qualification_date":"2024-02-01","yei_offer_date":"2024-02-01","yei_completed":true,"status_6m":"employed",
        "in_education_6m":true,"improvement_6m":["promotion","pay_rise_only"],"operation_start":"2024-02-01","cej":true,
        "household_adult_ages":[17,40],"marital_status":"couple","registered_equivalent":true,
        "french_levels":[{"nomenclature":"1969","level":"V","diploma":false},
        {"nomenclature":"2019","level":"4","diploma":null}],"commune":"01004","programme_area":["01004","2A004"],
        "sensitive_refused":true}"#,
    )
    .unwrap();
    let shown = |participation: &Participation| serde_json::to_value(participation).unwrap();
    assert_eq!(shown(&read), shown(&expected));
    assert_eq!(shown(&read).as_object().unwrap().len(), 40, "no variable without a column");
}

#[test]
fn an_empty_cell_is_no_answer_and_stays_with_no_row_after_it() {
    let file = "date_entree;handicap;suivi_sortie;date_situation_sortie;situation_sortie;amelioration_6_mois\n\
                02/10/2023;oui;oui;03/10/2023;emploi;promotion\n02/10/2023;;oui;;;aucune\n02/10/2023;inconnu;;;;\n";
    let mut reader = ParticipationReader::open(file.as_bytes(), None).unwrap();
    let mut next = || reader.next_row().unwrap().unwrap().participation.clone();
    let (first, second, third) = (next(), next(), next());
    assert_eq!((first.disability, first.exit_events.given().unwrap().len()), (Answer::Yes, 1));
    assert_eq!((second.disability, second.exit_events.given().unwrap().len()), (Answer::Empty, 0));
    assert_eq!(second.improvement_6m.given().map(Vec::len), Some(0), "asked, and nothing improved");
    assert_eq!((third.disability, third.exit_events.given()), (Answer::Empty, None));
    assert!(third.improvement_6m.given().is_none() && third.rural == Answer::NotCarried);
}

#[test]
fn a_wrong_row_is_told_by_its_number_its_column_and_why_and_the_others_count() {
    let file = "sexe;date_naissance;date_entree;cite;nationalites;suivi_sortie;date_situation_sortie;situation_sortie;periode_debut\n\
                F;20/05/2003;02/10/2023;2;FR;;;;\n\
                Z;20/05/2003;02/10/2023;2;FR;;;;\n\
                F;30/02/2003;02/10/2023;2;FR;;;;\n\
                F;20/05/2003;;2;FR;;;;\n\
                F;20/05/2003;02/10/2023;9;FR;;;;\n\
                F;20/05/2003;02/10/2023;2;fr;;;;\n\
                F;20/05/2003;02/10/2023;2;FR;non;03/10/2023;emploi;\n\
                F;20/05/2003;02/10/2023;2;FR;;03/10/2023;emploi|emploi;\n\
                F;20/05/2003;02/10/2023;2;FR;;;;02/10/2023||03/10/2023\n\
                F;20/05/2003;02/10/2023;2;FR;;03/10/2023;vacances;\n\
                F;20/05/2003|21/05/2003;02/10/2023;2;FR;;;;\n\
                F;20/05/1700;02/10/2023;2;FR;;;;\n";
    let told = |record, code, field: &str, column| (record, code, Some(field.into()), column);
    assert_eq!(
        refusals(file),
        [
            told(2, "word", "gender", Some(1)),
            told(3, "date_invalid", "birth_date", Some(2)),
            told(4, "missing_field", "entry_date", None),
            told(5, "integer", "isced_entry", Some(4)),
            told(6, "nationality", "nationalities", Some(5)),
            told(7, "not_followed_up", "followed_up", Some(6)),
            told(8, "list_length", "exit_event_status", Some(8)),
            told(9, "list_start", "period_start", Some(9)),
            told(10, "word", "exit_event_status", Some(8)),
            told(11, "one_value", "birth_date", Some(2)),
            told(12, "date_range", "birth_date", Some(2)),
        ]
    );
    let report = file_report(&open(file), &asked(), None).unwrap();
    assert_eq!((report.rows, report.refused.rows, report.report.grand_total.all), (12, 11, 1));
    assert!(refusals(file).iter().all(|(_, code, ..)| report.refused.by_code.contains_key(code)));
}

/// Rows of several persons, some of whom come back, some rows wrong.
fn many(rows: u32) -> String {
    let mut file =
        "participant_id;operation_id;sexe;date_naissance;date_entree;date_sortie;statut_entree;cite\n"
            .to_owned();
    for row in 0..rows {
        let gender = ["F", "M", "X", ""][row as usize % 4];
        let status = ["inactif", "chomeur", "emploi", "?"][row as usize % 4];
        let exit = if row % 3 == 0 { format!("2023-{:02}-28", 10 + row % 3) } else { String::new() };
        file.push_str(&format!(
            "p{};o{};{gender};{}-05-20;2023-{:02}-02;{exit};{status};{}\n",
            row % (rows / 2 + 1),
            row % (rows / 2 + 1) % 3,
            1960 + row % 50,
            1 + row % 9,
            row % 9,
        ));
    }
    file
}

/// What the report must say, record by record.
fn expected(file: &str, rules: &Rules) -> Report {
    let mut reader = ParticipationReader::open(file.as_bytes(), None).unwrap();
    let mut records = Vec::new();
    while let Some(row) = reader.next_row() {
        records.extend(row.ok().map(|row| row.participation.clone()));
    }
    let mut tally = Tally::new(*rules);
    for (_, record) in merge(records, &rules.options).participations {
        tally.add(&rules.derive(&record).unwrap());
    }
    Report::of(&tally)
}

#[test]
fn re_entries_are_merged_wherever_they_stand_and_threads_change_nothing() {
    let file = many(20_000);
    let asked = asked();
    let wanted = expected(&file, &asked.rules);
    let mut rows_of = Vec::new();
    for threads in [1, 2, 3] {
        let asked = Asked { threads: NonZero::new(threads).unwrap(), ..asked };
        let mut rows = Vec::new();
        let report = file_report(
            &open(&file),
            &asked,
            Some(&mut |row| {
                rows.push(format!("{row:?}"));
                Ok(())
            }),
        )
        .unwrap();
        let without = file_report(&open(&file), &asked, None).unwrap();
        assert_eq!(report.report, without.report);
        assert_eq!(report.report.lines, imilo_core::wire::FseReportOf::of(&wanted, 0, None, None).lines);
        assert_eq!(report.report.grand_total.all, wanted.grand_total.all());
        assert!(report.merged > 1000, "{}", report.merged);
        assert_eq!(
            report.merged + report.refused.rows + wanted.grand_total.all() + wanted.refused_records,
            report.rows
        );
        assert_eq!(rows.len() as u64, report.rows, "each row is given out once");
        rows_of.push(rows);
    }
    assert!(rows_of.windows(2).all(|pair| pair[0] == pair[1]));
}

#[test]
fn an_operation_may_be_asked_for_alone() {
    let file =
        "participant_id;operation_id;date_entree\np1;007;02/10/2023\np2;7;02/10/2023\np3;;02/10/2023\n";
    let report = file_report(&open(file), &Asked { operation: Some("007"), ..asked() }, None).unwrap();
    assert_eq!((report.report.grand_total.all, report.outside, report.rows), (1, 2, 3));
    let error = file_report(&open(file), &Asked { operation: Some("0007"), ..asked() }, None).unwrap_err();
    assert!(matches!(&error, FileError::UnknownOperation { found, more: false } if *found == ["007", "7"]));
    assert_eq!(error.message_fr(), "aucune ligne n'est de cette opération ; le fichier a : 007, 7");
    let none = "date_entree\n02/10/2023\n";
    let error = file_report(&open(none), &Asked { operation: Some("7"), ..asked() }, None).unwrap_err();
    assert_eq!(error.message_en(), "no row is of this operation, and the file names none");
}

/// Whatever their number: the first five in the order of their text, whoever judged the rows, and no NIR.
#[test]
fn a_few_operations_are_named_when_another_is_asked_for() {
    let rows: String = (0..900).rev().map(|row| format!("p{row};{:03};02/10/2023\n", row % 90)).collect();
    let file = format!("participant_id;operation_id;date_entree\np;{NIR};02/10/2023\n{rows}");
    for threads in [1, 3] {
        let threads = NonZero::new(threads).unwrap();
        let asked = Asked { operation: Some("x"), threads, ..asked() };
        let error = file_report(&open(&file), &asked, None).unwrap_err();
        assert_eq!(error.message_en(), "no row is of this operation; the file has: 000, 001, 002, 003, 004…");
    }
    let file = format!("participant_id;operation_id;date_entree\np;{NIR};02/10/2023\n");
    let error = file_report(&open(&file), &Asked { operation: Some("x"), ..asked() }, None).unwrap_err();
    assert_eq!(error.message_en(), "no row is of this operation; the file has: (NIR ?)");
}

#[test]
fn the_refused_rows_of_another_operation_are_not_counted() {
    let file = "participant_id;operation_id;sexe;date_entree\n\
                p1;7;F;02/10/2023\np2;7;zz;02/10/2023\np3;7;F;31/02/2023\np4;7;F;\n\
                p5;8;zz;02/10/2023\np6;8;F;31/02/2023\np7;8;F;\np8;;zz;02/10/2023\np9;7\n";
    let told = |operation| {
        let mut refused = Vec::new();
        let mut see = |row: &JudgedRow| {
            refused.extend(matches!(row.found, Found::Refused(_)).then_some(row.record));
            Ok(())
        };
        let asked = Asked { operation, ..asked() };
        let report = file_report(&open(file), &asked, Some(&mut see)).unwrap();
        assert_eq!(report.refused.rows, refused.len() as u64);
        let unread = report.notices.iter().find(|notice| notice.code == "operation_not_read");
        (refused, report.outside, unread.map(|notice| notice.en.clone()))
    };
    let unread = "unreadable rows of which the operation could not be read, not counted: 1";
    assert_eq!(told(Some("7")), (vec![2, 3, 4], 5, Some(unread.to_owned())), "the ninth has too few cells");
    assert_eq!(told(None), ((2..=9).collect(), 0, None));
}

#[test]
fn rows_that_count_without_a_participant_are_told() {
    let file = "participant_id;operation_id;date_entree;date_sortie\n\
                p1;7;02/10/2023;\n;7;02/10/2023;\n;7;03/10/2023;\n;7;03/10/2023;01/10/2023\n;7;;\n";
    let report = file_report(&open(file), &asked(), None).unwrap();
    assert_eq!((report.without_participant, report.report.refused_records, report.refused.rows), (2, 1, 1));
    let told = report.notices.iter().find(|notice| notice.code == "no_participant_id").unwrap();
    assert!(told.fr.contains(" : 2 ;") && told.en.contains(": 2;"), "{told:?}");
    let named = file_report(&open("participant_id;date_entree\np;02/10/2023\n"), &asked(), None).unwrap();
    assert!(named.without_participant == 0);
    assert!(named.notices.iter().all(|notice| notice.code != "no_participant_id"));
}

/// What a refusal says that a column takes, it takes; and no column of words keeps its list to itself.
#[test]
fn a_column_of_words_says_which_it_takes() {
    let read = |column: &str, text: &str| {
        let mut cells = vec![("entry_date", "02/10/2023")];
        if column.starts_with("exit_event") {
            cells.extend([("exit_event_date", "03/10/2023"), ("exit_event_status", "emploi")]);
        }
        if column.starts_with("french") {
            cells.push(("french_level", "V"));
        }
        cells.retain(|(name, _)| *name != column);
        cells.push((column, text));
        let names: Vec<_> = cells.iter().map(|(name, _)| *name).collect();
        let texts: Vec<_> = cells.iter().map(|(_, text)| *text).collect();
        let file = format!("{}\n{}\n", names.join(";"), texts.join(";"));
        let mut reader = ParticipationReader::open(file.as_bytes(), None).unwrap();
        reader.next_row().unwrap().map(|_| ()).map_err(|refusal| (refusal.code, refusal.en.into_owned()))
    };
    let mut columns = 0;
    for role in roles() {
        let refused = read(role.name, "zzzz");
        let mut lists = word_lists();
        let list = lists.find(|(_, columns)| columns.contains(&role.name));
        let of_words = matches!(&refused, Err(("word", _)));
        assert_eq!(of_words, list.is_some(), "{}", role.name);
        let (Err((_, message)), Some((words, _))) = (refused, list) else { continue };
        columns += 1;
        assert!(message.ends_with(&format!("it takes: {}", words.join(", "))), "{message}");
        for word in words {
            assert_eq!(read(role.name, word), Ok(()), "{} {word}", role.name);
        }
    }
    assert_eq!(word_lists().map(|(_, columns)| columns.len()).sum::<usize>(), columns);
    assert!(read("french_level_nomenclature", "1967").unwrap_err().1.ends_with("it takes: 1969, 2019"));
}

#[test]
fn a_refusal_tells_the_range_or_the_format() {
    let file = "sexe;date_naissance;date_entree;cite\n\
                F;2003.20.05;02/10/2023;2\nF;20/05/2003;02/10/2023;9\nF;20/05/2003;;2\nF;20/05/2003;02/10/2023;2\n";
    let mut reader = ParticipationReader::open(file.as_bytes(), None).unwrap();
    let mut next = || reader.next_row().unwrap().map(|_| ());
    let format = next().unwrap_err();
    assert!(format.code.starts_with("date_") && format.fr.contains("AAAA-MM-JJ et JJ/MM/AAAA"), "{format:?}");
    assert!(next().unwrap_err().fr.ends_with("niveau de la CITE 2011, de 0 à 8, ou vide"));
    assert!(next().is_ok(), "a day of entry is asked for when the row is judged");
    let mut refused = Vec::new();
    let mut see = |row: &JudgedRow| {
        if let Found::Refused(refusal) = &row.found {
            refused.push((refusal.code, refusal.fr.to_string()));
        }
        Ok(())
    };
    file_report(&open(file), &asked(), Some(&mut see)).unwrap();
    let lacks =
        "une cellule obligatoire est vide, ou sa colonne est absente ; il faut entry_date à chaque ligne";
    assert!(refused.contains(&("missing_field", lacks.to_owned())), "{refused:?}");
}

/// Of what nothing is known, no number is written: zero would read as none.
#[test]
fn what_nothing_is_known_of_has_no_number_in_the_csv() {
    let file = "sexe;date_naissance;date_entree;statut_entree;cite\nF;20/05/2003;02/10/2023;inactif;2\n";
    let report = file_report(&open(file), &asked(), None).unwrap();
    let mut csv = Vec::new();
    report.write_csv(&mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    let cells = |code: &str| {
        let line = csv.lines().find(|line| line.starts_with(code)).unwrap();
        line.split(';').skip(4).take(6).collect::<Vec<_>>().join(";")
    };
    assert_eq!(cells("EECO04;"), "1;0;0;0;1;1");
    assert_eq!(cells("EECO17;"), ";;;;;0");
}

#[test]
fn the_files_of_a_folder_keep_days_and_leading_zeros_and_hold_no_nir() {
    let file = format!(
        "participant_id;operation_id;sexe;date_naissance;date_entree;date_sortie;statut_entree;cite;handicap\n\
         0012;007;F;20/05/2003;02/10/2023;29/03/2024;inactif;2;refus\n\
         {NIR};007;M;20/05/2003;02/10/2023;;inactif;2;non\n\
         0013;007;M;20/05/2003;02/10/2023;;inactif;12;non\n"
    );
    let folder = std::env::temp_dir().join(format!("imilo-fse-{}", std::process::id()));
    into_folder(&open(&file), &asked(), &Folder::at(&folder).unwrap()).unwrap();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    for name in FILES {
        let bytes = std::fs::read(folder.join(name)).unwrap();
        assert!(!bytes.is_empty(), "{name}");
        assert!(!bytes.windows(NIR.len()).any(|window| window == NIR.as_bytes()), "{name}");
    }
    let codes = read("fse-codes.csv");
    let header: Vec<_> = codes.lines().next().unwrap().split(';').collect();
    let first: Vec<_> = codes.lines().nth(1).unwrap().split(';').collect();
    let of = |name: &str| first[header.iter().position(|head| *head == name).unwrap()];
    assert_eq!((of("participant_id"), of("operation_id")), ("0012", "007"));
    assert_eq!(
        (of("EECO04"), of("EECO05"), of("EECO12"), of("EECR04")),
        ("1", "0", "Refused", "NotFollowedUp")
    );
    assert!(read("fse-echeances.csv").contains("0012;007;quatre_semaines;2024-04-26;oui"));
    assert!(read("fse-refus.csv").contains("3;4;8;isced_entry;integer;"));
    assert!(read("fse.csv").contains("EECO04;"));
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_small_number_is_not_in_what_is_published() {
    let file = "sexe;date_naissance;date_entree;statut_entree;cite\n".to_owned()
        + &"F;20/05/2003;02/10/2023;inactif;2\n".repeat(20)
        + &"M;20/05/2003;02/10/2023;chomeur;2\n".repeat(30)
        + "M;20/05/2003;02/10/2023;inactif;2\n";
    let report = file_report(&open(&file), &Asked { publish_below: Some(5), ..asked() }, None).unwrap();
    let mut csv = Vec::new();
    report.write_csv(&mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    let line = csv.lines().find(|line| line.starts_with("EECO04;")).unwrap();
    assert!(!line.contains(";1;") && line.contains(";oui;"), "{line}");
    // The complete records and the unemployed would give the inactive men away.
    let report = &report.report;
    let men = |code: &str| {
        let line = report.lines.iter().find(|line| line.code == code).unwrap();
        (line.counted.men, line.published.as_ref().unwrap().men)
    };
    assert_eq!(men("EECO04"), (1, None));
    let total = report.complete_total_published.as_ref().unwrap();
    assert!(men("EECO02").1.is_none() || total.men.is_none());
}

#[test]
fn the_committed_schema_is_current() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/fse-report.schema.json");
    let text = schema_text().unwrap();
    if std::env::var_os("IMILO_BLESS").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap(), text, "run with IMILO_BLESS=1 and read the change");
}

#[test]
fn a_report_has_the_keys_of_the_schema() {
    let schema: serde_json::Value = serde_json::from_str(&schema_text().unwrap()).unwrap();
    let report = file_report(&open("date_entree\n02/10/2023\n"), &asked(), None).unwrap();
    let report = serde_json::to_value(&report).unwrap();
    let keys = |value: &serde_json::Value| {
        value.as_object().unwrap().keys().cloned().collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!(keys(&report), keys(&schema["properties"]));
    assert_eq!(keys(&report["lines"][0]), keys(&schema["$defs"]["FseLineAnswer"]["properties"]));
}

#[test]
fn the_workbook_is_a_workbook_and_the_same_each_time() {
    let mut rules = asked();
    rules.rules.programme = Programme::Iej(Annexe::Of2018);
    let report = file_report(&open(&many(50)), &rules, None).unwrap();
    let book = report.workbook(Language::English).unwrap();
    assert!(book.starts_with(b"PK\x03\x04"));
    assert_eq!(book, report.workbook(Language::English).unwrap());
    assert_ne!(book, report.workbook(Language::French).unwrap());
    assert_eq!(Code::of(Programme::Iej(Annexe::Of2018)).count(), report.report.lines.len());
    let _ = Truth::Yes;
}
