use imilo_core::calendar::jours_feries::Territoire;
use imilo_core::droits::Right;
use imilo_core::droits::registre::{EtatDemande, Inscription, Query, RequestOutcome};
use imilo_core::droits::responsabilites::SubjectClass;

use super::*;

/// The NIR of `nir.md`.
const NIR: &str = "255081416802538";

/// Every column filled once; late, soon, without day of receipt; a day that is none, a word that is none, a reply before
/// the receipt, a file before the law.
const FILE: &str = "numero;date_reception;categorie_personne;droit;identite_verifiee;motif_verification_identite;echeance;date_prolongation;motif_prolongation;notification_prolongation;suite;date_reponse;motif_refus;mission_locale;traitee_par\n\
1;05/01/2026;jeune;accès;oui;doute raisonnable;06/02/2026;20/01/2026;complexité;21/01/2026;refusée;05/04/2026;\"pas ses données ; sans mandat\";ML-75;M. Petit\n\
2;15/10/2026;jeune;Rectification;non;;;;;;;;;ML-75;\n\
3;30/10/2026;utilisateur;accès;;;;;;;;;;ML-75;\n\
4;;jeune;accès;;;;;;;;;;;\n\
5;31/02/2026;jeune;accès;;;;;;;;;;;\n\
6;15/10/2026;voisin;accès;;;;;;;;;;;\n\
7;15/10/2026;jeune;accès;;;;;;;;14/10/2026;;;\n\
8;28/01/2015;jeune;accès;;;;;;;;;;;\n";

fn query() -> Query {
    Query::of("2026-11-20".parse().unwrap())
}

fn read(file: &str) -> Register {
    register(file.as_bytes(), &Asked::new(query())).unwrap()
}

#[test]
fn every_row_is_judged_or_refused_with_its_place() {
    let register = read(FILE);
    assert_eq!(register.rows, 8);
    let states: Vec<_> = register.requests.iter().map(|request| (request.record, request.state)).collect();
    assert_eq!(
        states,
        [
            // Three months from 5 January end on Sunday 5 April 2026; Monday 6 is Easter Monday.
            (1, EtatDemande::AnsweredInTime),
            (2, EtatDemande::Overdue),
            (3, EtatDemande::DueSoon),
            (4, EtatDemande::Undetermined),
            (6, EtatDemande::Overdue),
            // A reply before the receipt is put aside, and the row with its due date stays.
            (7, EtatDemande::Undetermined),
        ]
    );
    assert_eq!(register.requests[0].due_date.unwrap().to_string(), "2026-04-07");
    assert_eq!(register.requests[0].founded_by, ["RGPD:12(3)", "R1182/71:3(4)"]);
    assert!(register.requests[0].remarks.iter().any(|remark| remark.code == "due_date_differs"));
    assert_eq!(register.requests[1].days_left, Some(-4));
    let reversed = &register.requests[5];
    assert_eq!((reversed.remarks[0].code, reversed.remarks[0].column), ("day_before_receipt", "reply_date"));
    assert_eq!(reversed.due_date.unwrap().to_string(), "2026-11-16");
    assert_eq!(
        (&*register.overdue, &*register.due_soon, &*register.undetermined),
        (&[2, 6][..], &[3][..], &[4, 7][..])
    );
    assert_eq!(register.listed(&register.overdue).next().unwrap().entry.number.as_deref(), Some("2"));
    let refused: Vec<_> = register
        .refused
        .iter()
        .map(|row| (row.line.unwrap(), row.column, row.field.as_deref().unwrap_or(""), row.code))
        .collect();
    assert_eq!(
        refused,
        [(6, Some(2), "receipt_date", "date_invalid"), (9, Some(2), "receipt_date", "before_first_rule_set"),]
    );
    assert!(register.refused.iter().all(|row| !row.message_fr.is_empty() && !row.message_en.is_empty()));
}

#[test]
fn what_is_written_is_read_again_as_the_same_register() {
    let register = read(FILE);
    let entries = |register: &Register| -> Vec<Inscription> {
        register.requests.iter().map(|request| request.entry.clone()).collect()
    };
    let first = entries(&register);
    assert_eq!(first[0].right, Some(Right::Access));
    assert_eq!(first[0].class, Some(SubjectClass::YoungPerson));
    assert_eq!(first[0].outcome, Some(RequestOutcome::Refused));
    assert_eq!(first[0].identity_check, Some(true));
    assert_eq!(first[0].refusal_ground.as_deref(), Some("pas ses données ; sans mandat"));
    let (mut csv, mut json) = (Vec::new(), Vec::new());
    register.write_csv(&mut csv).unwrap();
    register.write_json(&mut json).unwrap();
    for text in [csv, json] {
        let text = String::from_utf8(text).unwrap();
        let again = read(&text);
        assert_eq!(entries(&again), first, "{text}");
        assert_eq!((again.rows, &*again.overdue, &*again.due_soon), (8, &[2, 6][..], &[3][..]));
        // What was refused is refused again, at its place, with what stood there.
        let place = |register: &Register| -> Vec<_> {
            register.refused.iter().map(|row| (row.record, row.field.clone(), row.entry.clone())).collect()
        };
        assert_eq!(place(&again), place(&register), "{text}");
    }
    let refused = register.refused[0].entry.as_ref().unwrap();
    assert_eq!((&refused["receipt_date"], &refused["class"]), (&"31/02/2026".into(), &"young_person".into()));
    let told: Vec<_> = register.notices.iter().map(|notice| notice.code).collect();
    assert_eq!(told, ["dates_day_month_unproven", "rows_refused"]);
}

/// A word that is none of those known, in each column that the due date does not need; days that are none.
#[test]
fn a_cell_that_is_not_read_costs_neither_the_row_nor_its_text() {
    let file = "numero;date_reception;categorie_personne;droit;identite_verifiee;suite;date_reponse;echeance;notification_prolongation\n\
1;15/10/2026;voisin;;;;;;\n\
2;15/10/2026;;accès à mes données;;;;;\n\
3;15/10/2026;;;peut-être;;;;\n\
4;15/10/2026;;;;classée;16/10/2026;;\n\
5;15/10/2026;;;;;31/11/2026;;\n\
6;15/10/2026;;;;;;dans un mois;\n\
7;15/10/2026;;;;;;;hier\n\
8;15/10/2026;;255081416802538;;;;;\n";
    let register = read(file);
    assert_eq!(register.refused.len(), 0);
    let found: Vec<_> = register
        .requests
        .iter()
        .map(|request| (request.state, request.remarks[0].column, request.remarks[0].code))
        .collect();
    assert_eq!(
        found,
        [
            (EtatDemande::Overdue, "class", "word_unknown"),
            (EtatDemande::Overdue, "right", "word_unknown"),
            (EtatDemande::Overdue, "identity_check", "word_unknown"),
            (EtatDemande::Undetermined, "outcome", "word_unknown"),
            (EtatDemande::Undetermined, "reply_date", "day_unread"),
            (EtatDemande::Overdue, "due_date", "day_unread"),
            (EtatDemande::Undetermined, "extension_notice", "day_unread"),
            (EtatDemande::Overdue, "right", "word_unknown"),
        ]
    );
    assert!(register.requests.iter().all(|request| request.due_date.unwrap().to_string() == "2026-11-16"));
    let remark = &register.requests[1].remarks[0];
    assert!(remark.fr.contains("droit : ") && remark.en.contains("not one of the words known"));
    let (mut csv, mut json) = (Vec::new(), Vec::new());
    register.write_csv(&mut csv).unwrap();
    register.write_json(&mut json).unwrap();
    for text in [csv, json] {
        let text = String::from_utf8(text).unwrap();
        assert!(!text.contains(NIR), "{text}");
        for written in
            ["voisin", "accès à mes données", "peut-être", "classée", "31/11/2026", "dans un mois", "hier"]
        {
            assert!(text.contains(written), "{written}: {text}");
        }
        let again = read(&text);
        let entries = |register: &Register| -> Vec<_> {
            register.requests.iter().map(|request| (request.entry.clone(), request.state)).collect()
        };
        assert!(entries(&again) == entries(&register), "{text}");
    }
}

#[test]
fn json_keeps_what_it_does_not_read_as_a_csv_does() {
    let register = read(
        r#"[{"receipt_date":"2026-10-15","right":"accès","outcome":"classée","reply_date":"hier"},
            {"receipt_date":"2026-10-15","right":5},
            {"receipt_date":"2026-10-15","right":"right_of_access","unread":{"right":"x"}},
            {"receipt_date":"2026-10-15","number":"255081416802538","x":255081416802538}]"#,
    );
    let entry = &register.requests[0].entry;
    let unread: Vec<_> = entry.unread.values().map(String::as_str).collect();
    assert_eq!((register.requests.len(), unread), (1, vec!["accès", "classée", "hier"]));
    let fields: Vec<_> = register.refused.iter().map(|row| row.field.as_deref()).collect();
    assert_eq!(fields, [Some("right"), Some("unread.right"), Some("x")]);
    let mut csv = Vec::new();
    register.write_csv(&mut csv).unwrap();
    let (csv, json) = (String::from_utf8(csv).unwrap(), serde_json::to_string(&register).unwrap());
    for text in [&csv, &json] {
        assert!(!text.contains(NIR) && text.contains("(NIR ?)"), "{text}");
    }
    assert_eq!(csv.matches("refusée").count(), 3, "{csv}");
}

#[test]
fn a_row_that_is_no_row_is_told_as_lost() {
    let register = read("numero;date_reception\n1;15/10/2026\n2;15/10/2026;trop;de;champs\n");
    let told: Vec<_> = register.notices.iter().map(|notice| notice.code).collect();
    assert_eq!(
        (register.refused[0].code, told),
        ("field_count", vec!["no_outcome", "no_reply_date", "rows_refused", "rows_not_kept"])
    );
}

#[test]
fn a_mapping_takes_the_french_names() {
    let mapping =
        crate::tabular::Mapping::parse("date_reception = 'Reçu'\n[dates]\nrecue_le = 'jj/mm/aaaa'\n")
            .unwrap();
    let asked = Asked { mapping: Some(&mapping), ..Asked::new(query()) };
    let found = register("No;Reçu\n1;05/10/2026\n".as_bytes(), &asked).unwrap();
    assert_eq!(found.requests[0].entry.receipt_date.unwrap().to_string(), "2026-10-05");
    let twice = crate::tabular::Mapping::parse("date_reception = 'a'\nreceipt_date = 'b'\n").unwrap();
    let asked = Asked { mapping: Some(&twice), ..Asked::new(query()) };
    let error = register("a;b\n".as_bytes(), &asked).unwrap_err();
    assert_eq!(error.code(), "mapping_duplicate");
}

#[test]
fn json_is_read_and_a_wrong_entry_costs_that_entry() {
    let entry =
        r#"{"number":"1","receipt_date":"2026-10-15","right":"right_of_access","class":"young_person"}"#;
    for text in
        [format!("[{entry},{{\"recu\":1}}]"), format!("{{\"entries\":[{entry},{{\"receipt_date\":\"x\"}}]}}")]
    {
        let register = read(&text);
        assert_eq!((register.rows, register.counts.of(EtatDemande::Overdue)), (2, 1), "{text}");
        assert_eq!((register.refused[0].record, register.refused[0].line), (2, None));
        assert!(register.refused[0].field.is_some());
    }
    for text in ["[{]", "{\"x\":1}", ""] {
        assert!(register(text.as_bytes(), &Asked::new(query())).is_err(), "{text}");
    }
}

#[test]
fn a_text_that_may_hold_a_nir_is_masked_and_told() {
    let register = read(&format!("numero;date_reception;traitee_par\n{NIR};15/10/2026;x\n"));
    let text = serde_json::to_string(&register).unwrap();
    assert!(!text.contains(NIR) && text.contains("(NIR ?)"), "{text}");
    assert!(register.notices.iter().any(|notice| notice.code == "texts_masked"));
}

#[test]
fn the_schema_is_that_of_the_repository() {
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(Register)).unwrap() + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/register.schema.json");
    if std::env::var_os("IMILO_BLESS").is_some() {
        std::fs::write(path, &schema).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), schema, "IMILO_BLESS=1 writes it");
}

/// Good Friday 2026 is 3 April: in Alsace-Moselle the month of a request of 3 March ends on Tuesday 7 April.
#[test]
fn holidays_by_structure_are_told_row_by_row() {
    let file = "date_reception;mission_locale\n03/03/2026;67180S00\n03/03/2026;13201S00\n03/03/2026;\n";
    let asked = |holidays: &str| {
        let query = holidays.parse::<Holidays>().unwrap().asked_of(query());
        let register = register(file.as_bytes(), &Asked::new(query)).unwrap();
        let due =
            register.requests.iter().map(|request| (request.holidays, request.due_date.unwrap().to_string()));
        (due.collect::<Vec<_>>(), register)
    };
    let of = |territoire, day: &str| (territoire, day.to_owned());
    let (due, register) = asked("structure:reunion");
    assert_eq!(
        due,
        [
            of(Territoire::AlsaceMoselle, "2026-04-07"),
            of(Territoire::Metropole, "2026-04-03"),
            of(Territoire::Reunion, "2026-04-03"),
        ]
    );
    assert_eq!((register.holidays, register.by_structure), (Territoire::Reunion, true));
    assert_eq!(register.requests[2].remarks[0].code, "structure_unknown");
    let (due, register) = asked("alsace_moselle");
    assert!(
        due.iter().all(|(territoire, day)| *territoire == Territoire::AlsaceMoselle && day == "2026-04-07")
    );
    // The one of Marseille would have until another day.
    assert_eq!(register.requests[1].remarks[0].code, "holidays_differ");
    let mut csv = Vec::new();
    register.write_csv(&mut csv).unwrap();
    let csv = String::from_utf8(csv).unwrap();
    assert_eq!(csv.matches(";Alsace-Moselle;").count(), 3);
    assert!(csv.contains(";motif_refus;mission_locale;traitee_par;etat;"), "{csv}");
}

/// Forms of a day that leave no doubt, whatever the others of the column are; 30 September 2026 and 1 October each have one.
#[test]
fn a_day_is_read_by_its_own_cell() {
    let file = "numero;date_reception;date_reponse;suite\n\
1;2026-09-15;;\n2;30/09/2026;;\n3;1/9/2026;;\n4;15/09/2026 14:30;;\n5;2026-09-15 00:00:00;15/10/2026 9h;suivie\n\
6;2026-09-15T22:30:00Z;;\n7;31/09/2026;;\n8;2026-9-1;;\n9;01.09.2026;;\n";
    let register = read(file);
    let found: Vec<_> = register
        .requests
        .iter()
        .map(|request| (request.record, request.entry.receipt_date.unwrap().to_string()))
        .collect();
    let days = [
        (1, "2026-09-15"),
        (2, "2026-09-30"),
        (3, "2026-09-01"),
        (4, "2026-09-15"),
        (5, "2026-09-15"),
        (8, "2026-09-01"),
        (9, "2026-09-01"),
    ];
    assert_eq!(found, days.map(|(record, day)| (record, day.to_owned())));
    let refused: Vec<_> = register.refused.iter().map(|row| (row.record, row.code)).collect();
    // A time with a zone may be of the day after.
    assert_eq!(refused, [(6, "date_format"), (7, "date_invalid")]);
    let notice = register.notices.iter().find(|notice| notice.code == "times_left_out").unwrap();
    assert!(notice.fr.contains(": 3 ;"), "{}", notice.fr);
    // Month first in the column: what may be read both ways is not read, and what may not is.
    let register = read("numero;date_reception\n1;09/30/2026\n2;10/31/2026\n3;30/09/2026\n4;01/09/2026\n");
    assert_eq!(register.requests[0].record, 3);
    assert_eq!(register.refused.len(), 3);
}

#[test]
fn columns_that_are_not_read_are_told() {
    let register =
        read("N° de la demande;Reçu le;Droit;Statut;Traité 255081416802538\n1;01/09/2026;accès;clos;x\n");
    let told: Vec<_> = register.notices.iter().map(|notice| notice.code).collect();
    assert_eq!(told, ["dates_day_month_unproven", "columns_not_read", "no_outcome", "no_reply_date"]);
    let notice = &register.notices[1];
    assert!(notice.fr.contains("4 « Statut », 5 (nom non repris)"), "{}", notice.fr);
    assert!(notice.en.contains("not in the register written"));
    assert_eq!(register.requests[0].entry.number.as_deref(), Some("1"));
    // Those that the register written adds are none of them.
    let mut csv = Vec::new();
    read(FILE).write_csv(&mut csv).unwrap();
    let again = read(&String::from_utf8(csv).unwrap());
    assert!(again.notices.iter().all(|notice| notice.code != "columns_not_read"));
}

#[test]
fn numbers_and_telephones_are_found_in_what_is_written() {
    let file = "numero;date_reception;motif_refus;traitee_par\n2026-11-0001;15/10/2026;vu le 12/03/2025 et le 14/04/2025;06 12 34 56 78\n";
    let register = read(file);
    let mut csv = Vec::new();
    register.write_csv(&mut csv).unwrap();
    let text = String::from_utf8(csv).unwrap() + &serde_json::to_string(&register).unwrap();
    for written in ["2026-11-0001", "vu le 12/03/2025 et le 14/04/2025", "06 12 34 56 78"] {
        assert_eq!(text.matches(written).count(), 2, "{text}");
    }
    assert!(!text.contains("NIR ?"));
}

#[test]
fn two_entries_of_one_number_are_told() {
    let register =
        read("numero;date_reception\n7;15/10/2026\n8;15/10/2026\n7;16/10/2026\n;15/10/2026\n;15/10/2026\n");
    let twice: Vec<_> = register
        .requests
        .iter()
        .filter(|request| request.remarks.iter().any(|remark| remark.code == "number_twice"))
        .map(|request| request.record)
        .collect();
    assert_eq!(twice, [1, 3]);
}

/// Good Friday 2026 is 3 April.
#[test]
fn a_due_date_that_hangs_on_good_friday_tells_the_other() {
    let query = "alsace_moselle".parse::<Holidays>().unwrap().asked_of(query());
    let register =
        register("date_reception\n03/03/2026\n04/03/2026\n".as_bytes(), &Asked::new(query)).unwrap();
    let remark = &register.requests[0].remarks[0];
    assert!(
        remark.code == "good_friday" && remark.fr.contains("03/04/2026") && remark.en.contains("2026-04-03")
    );
    assert!(register.requests[1].remarks.is_empty());
}

#[test]
fn a_file_of_dossiers_is_no_register() {
    for file in ["numero;nom;prenom;mission_locale\n1;Petit;Ana;75101S00\n", "no;responsable\n1;x\n"] {
        let error = register(file.as_bytes(), &Asked::new(query())).unwrap_err();
        assert_eq!(error.code(), "not_a_register");
        assert!(error.message_fr().contains("fichier de dossiers") && !error.message_en().contains("Petit"));
    }
    // One column that only a register has is enough: which others it lacks is told.
    assert!(register("numero;droit\n1;acces\n".as_bytes(), &Asked::new(query())).is_ok());
}

#[test]
fn a_register_that_cannot_be_read_leaves_the_files_of_the_folder() {
    let parent = std::env::temp_dir().join(format!("imilo-register-{}", std::process::id()));
    let folder = crate::folder::Folder::at(&parent).unwrap();
    let asked = Asked::new(query());
    into_folder(FILE.as_bytes(), &asked, &folder).unwrap();
    let content = || FILES.map(|name| std::fs::read_to_string(parent.join(name)).unwrap());
    let before = content();
    // A damaged header, and a text that breaks off in the middle of a sign.
    for damaged in [&b"nmro;recption\n1;15/10/2026\n"[..], b"\xff\xfe\0"] {
        assert!(into_folder(damaged, &asked, &folder).is_err());
        assert_eq!(content(), before);
    }
    // A disk that fails behind the first rows.
    struct Fails;
    impl std::io::Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::Other.into())
        }
    }
    let long = format!("{FILE}{}", "9;15/10/2026;jeune;accès;;;;;;;;;;;\n".repeat(20_000));
    let broken = into_folder(std::io::Read::chain(long.as_bytes(), Fails), &asked, &folder);
    let told = broken.map(|register| register.notices.iter().any(|notice| notice.code == "files_kept"));
    assert!(told.unwrap_or(true));
    assert_eq!(content(), before);
    // Read and written again in its own place.
    let own = std::fs::File::open(parent.join("registre.csv")).unwrap();
    let again = into_folder(own, &asked, &folder).unwrap();
    assert_eq!(again.rows, 8);
    let mut names: Vec<_> =
        std::fs::read_dir(&parent).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, [".imilo-bilan", "registre-refus.csv", "registre.csv", "registre.json"]);
    std::fs::remove_dir_all(parent).unwrap();
}

#[test]
fn what_happens_after_the_day_hides_no_request() {
    let file = "numero;date_reception;suite;date_reponse\n\
        1;01/06/2026;retirée;15/11/2026\n2;01/06/2062;;\n3;01/06/2026;retirée;02/06/2026\n";
    let asked = Asked::new(Query::of("2026-08-03".parse().unwrap()));
    let register = register(file.as_bytes(), &asked).unwrap();
    let states: Vec<_> = register.requests.iter().map(|request| request.state).collect();
    assert_eq!(states, [EtatDemande::Overdue, EtatDemande::NotYetReceived, EtatDemande::Withdrawn]);
    assert_eq!(register.overdue, [1]);
    assert!(register.requests[1].remarks.iter().any(|remark| remark.code == "receipt_after_day"));
    let notice = register.notices.iter().find(|notice| notice.code == "received_after_day").unwrap();
    assert!(notice.fr.contains(": 1 ;") && notice.en.contains(": 1;"), "{notice:?}");
}
