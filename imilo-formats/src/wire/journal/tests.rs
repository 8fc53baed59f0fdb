use std::fs;
use std::path::PathBuf;

use imilo_core::pseudonym::Referencing;
use serde_json::{Value, json};

use super::*;

/// Noon UTC of 2025-03-20: kept exactly until 2025-10-20 (V2025).
const NOON: i64 = 1_742_472_000_000;
const DAY: i64 = 86_400_000;
const NAME: &str = "imilo.test/journal";

fn keys(first: u8) -> Keyring<Attesting> {
    let mut keys = Keyring::new();
    keys.add(KeyId::new(1).unwrap(), &root(first)).unwrap();
    keys
}

fn root(first: u8) -> [u8; 32] {
    core::array::from_fn(|at| first.wrapping_add(u8::try_from(at).unwrap()))
}

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("imilo-wire-journal-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        Self(folder)
    }

    fn open(&self) -> Result<JournalFolder, Failure> {
        let mut references = Keyring::<Referencing>::new();
        references.add(KeyId::new(7).unwrap(), &root(99)).unwrap();
        let request = json!({"folder": self.0, "name": NAME, "key_id": 1, "reference_key_id": 7}).to_string();
        JournalFolder::open(&request, &keys(0), Some(&references))
    }

    fn file(&self) -> PathBuf {
        self.0.join("export.jsonl")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn done(journal: &mut JournalFolder, operation: &str, request: &Value) -> Value {
    serde_json::from_str(&journal.call(operation, &request.to_string()).unwrap()).unwrap()
}

fn event(n: i64) -> Value {
    json!({"instant_ms": NOON + n, "agent": "agent-7", "dossier": format!("dossier-{}", n % 3), "mission_locale": "ML-A",
        "actor": "agent_mission_locale", "operation": "consult", "purpose": "support", "form": "nominative",
        "outcome": "conforming", "granted": ["identite.nom"], "provisions": ["D2015-59:3:I"]})
}

fn written(folder: &Folder, events: i64) -> JournalFolder {
    let mut journal = folder.open().unwrap();
    let events: Vec<Value> = (0..events).map(event).collect();
    let answer = done(&mut journal, "append", &json!({"events": events}));
    assert_eq!(answer["receipts"].as_array().unwrap().len(), events.len());
    let notes = done(&mut journal, "checkpoint", &json!({"day": "2025-03-20"}));
    assert!(notes["checkpoints"][0].as_str().unwrap().starts_with("imilo.test/journal/2025-03-20/1\n"));
    journal
}

fn verified(folder: &Folder, keys: Option<&Keyring<Attesting>>, more: Value) -> Value {
    let mut request = json!({"path": folder.file(), "name": NAME});
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::from_str(&journal_verify(&request.to_string(), None, keys).unwrap()).unwrap()
}

#[test]
fn a_folder_is_written_exported_and_its_export_verified_from_a_path_and_from_bytes() {
    let folder = Folder::new("whole");
    let mut journal = written(&folder, 10);
    assert_eq!(folder.open().err().unwrap().code, "journal_storage");
    let exported = done(&mut journal, "export", &json!({"path": folder.file()}));
    let bytes = fs::read(folder.file()).unwrap();
    assert_eq!(exported["bytes"], bytes.len());
    let found = verified(&folder, Some(&keys(0)), json!({}));
    assert_eq!(
        (&found["sound"], &found["attested"], &found["events"]),
        (&json!(true), &json!(true), &json!(10))
    );
    assert_eq!(found["segments"], json!([{"segment": "2025-03-20/1", "events": 10}]));
    assert_eq!((&found["days"], &found["lines"]), (&json!(1), &exported["lines"]));
    let of_bytes = journal_verify(&json!({"name": NAME}).to_string(), Some(&bytes), Some(&keys(0))).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&of_bytes).unwrap(), found);
    // The ids of dossiers are not in it, their references are.
    let text = String::from_utf8(bytes).unwrap();
    let reference = done(&mut journal, "reference", &json!({"dossier": "dossier-1"}));
    assert!(!text.contains("dossier-1") && text.contains(reference["dossier_ref"].as_str().unwrap()));
    assert!(text.contains("V2025"), "the law of the day is told");
    // Another export does not write over it.
    let again = journal.call("export", &json!({"path": folder.file()}).to_string()).unwrap_err();
    assert_eq!((again.code.as_str(), again.field.as_deref()), ("file_writing", Some("path")));
    assert_eq!(fs::read_to_string(folder.file()).unwrap(), text);
}

#[test]
fn a_flaw_is_told_with_its_line_its_place_and_in_words() {
    let folder = Folder::new("flaw");
    let mut journal = written(&folder, 5);
    done(&mut journal, "export", &json!({"path": folder.file()}));
    let text = fs::read_to_string(folder.file()).unwrap();
    let at = text.lines().position(|line| line.contains("\"class_uid\":6005")).unwrap();
    fs::write(folder.file(), text.replacen("agent-7", "agent-8", 1)).unwrap();
    let found = verified(&folder, Some(&keys(0)), json!({}));
    let line = 1 + text.lines().position(|line| line.contains("agent-7")).unwrap();
    assert!(line <= at + 1);
    let flaw = &found["flaws"][0];
    assert_eq!(
        (&found["sound"], &flaw["code"], &flaw["line"]),
        (&json!(false), &json!("line"), &json!(line))
    );
    assert_eq!((&flaw["segment"], &flaw["place"]), (&json!("2025-03-20/1"), &json!("leaf")));
    assert!(flaw["fr"].as_str().unwrap().starts_with(&format!("ligne {line}, 2025-03-20/1, feuille")));
    assert!(found["summary"]["fr"].as_str().unwrap().contains("anomalies : 1"));
    assert!(found["summary"]["en"].as_str().unwrap().contains("flaws: 1"));
}

#[test]
fn an_attestation_is_of_a_key_that_was_given_or_of_nobody() {
    let folder = Folder::new("keys");
    let mut journal = written(&folder, 2);
    done(&mut journal, "export", &json!({"path": folder.file()}));
    let other = verified(&folder, Some(&keys(1)), json!({}));
    assert_eq!((&other["sound"], &other["attested"]), (&json!(false), &json!(false)));
    assert_eq!(other["flaws"][0]["code"], "not_attested");
    let none = verified(&folder, None, json!({"notes": true}));
    assert_eq!((&none["sound"], &none["attested"]), (&json!(true), &json!(false)));
    assert!(none["summary"]["fr"].as_str().unwrap().contains("aucune clé"));
    // What is needed to verify a signature elsewhere: the text, and the bytes over it.
    let note = &none["notes"][0];
    let bytes: Vec<u8> = serde_json::from_value(note["signatures"][0]["bytes"].clone()).unwrap();
    let key = MacKey::new(&keys(0), KeyId::new(1).unwrap(), KeyName::new(NAME).unwrap()).unwrap();
    assert!(key.verify(note["text"].as_str().unwrap().as_bytes(), &bytes));
    assert_eq!(note["signatures"][0]["id"], u32::from_be_bytes(Verifier::id(&key)));
    let nameless = journal_verify("{}", Some(b""), Some(&keys(0))).unwrap_err();
    assert_eq!((nameless.code.as_str(), nameless.field.as_deref()), ("missing_field", Some("name")));
    let absent = journal_verify(r#"{"path": "/no/such/file"}"#, None, None).unwrap_err();
    assert_eq!(absent.code, "file_unreadable");
    assert_eq!(journal_verify("{}", None, None).unwrap_err().code, "file_source");
}

#[test]
fn a_purge_is_refused_before_the_term_and_keeps_what_a_dispute_holds() {
    let folder = Folder::new("purge");
    let mut journal = written(&folder, 9);
    let purge = |days: i64| {
        json!({"segment": "2025-03-20/1", "agent": "agent-1", "actor": "administrateur", "instant_ms": NOON + days * DAY,
            "holds": [{"number": 3, "litigation": {"from": "2025-06-01", "concerns_this_log": true},
                "dossiers": ["dossier-1"]}]})
    };
    // Seven months to the day: 2025-10-20 is 214 days behind 2025-03-20.
    let early = done(&mut journal, "purge", &purge(213));
    assert_eq!((&early["outcome"], &early["checkpoint"]), (&json!("not_conforming"), &Value::Null));
    let done_then = done(&mut journal, "purge", &purge(214));
    assert_eq!((&done_then["outcome"], &done_then["held"][0]["events"]), (&json!("conforming"), &json!(3)));
    assert!(done_then["checkpoint"].as_str().unwrap().contains("\npurged 2025-10-20\nheld 3 3 "));
    assert_eq!((&early["done"], &done_then["done"]), (&json!(false), &json!(true)));
    let found = done(&mut journal, "verify", &json!({}));
    assert_eq!((&found["sound"], &found["purged"][0]["held"]), (&json!(true), &json!(3)));
    assert_eq!(found["purged"][0]["holds"], json!([{"number": 3, "events": 3}]));
    done(&mut journal, "checkpoint", &json!({"day": "2025-10-20"}));
    done(&mut journal, "export", &json!({"path": folder.file()}));
    let export = verified(&folder, Some(&keys(0)), json!({}));
    assert_eq!((&export["sound"], &export["purged"][0]["segment"]), (&json!(true), &json!("2025-03-20/1")));
    assert_eq!(export["segments"][0], json!({"segment": "2025-03-20/1", "events": 3}));
    let release = json!({"segment": "2025-03-20/1", "number": 3, "agent": "agent-1", "actor": "administrateur",
        "instant_ms": NOON + 256 * DAY, // 2025-12-01
        "litigation": {"from": "2025-06-01", "definitive_decision": "2025-12-01", "concerns_this_log": true}});
    let released = done(&mut journal, "release", &release);
    assert_eq!(released["outcome"], "conforming");
    let found = done(&mut journal, "verify", &json!({}));
    assert_eq!((&found["sound"], &found["purged"][0]["held"]), (&json!(true), &json!(0)));
    assert_eq!(journal.call("purge", &purge(214).to_string()).unwrap_err().code, "journal_segment");
}

/// What somebody else keeps of the checkpoints is compared, and a folder is verified beside whoever writes to it.
#[test]
fn copies_are_compared_and_a_folder_is_read_without_being_its_writer() {
    let folder = Folder::new("copies");
    let mut journal = written(&folder, 4);
    let copy = |answer: Value| answer["checkpoints"][0].as_str().unwrap().to_owned();
    let second = copy(done(&mut journal, "checkpoint", &json!({"day": "2025-03-22"})));
    done(&mut journal, "append", &json!({"events": [event(1)]}));
    let exported = done(&mut journal, "export", &json!({"path": folder.file()}));
    assert_eq!(exported["left_out"], json!(["2025-03-20/2"]));
    let told = |found: &Value| -> Vec<String> {
        let flaws = found["flaws"].as_array().unwrap().iter();
        flaws.map(|flaw| flaw["en"].as_str().unwrap().to_owned()).collect()
    };
    let sound = verified(&folder, Some(&keys(0)), json!({"copies": second}));
    assert_eq!(
        (told(&sound), &sound["without_segment"]),
        (vec![], &json!([{"first": "2025-03-21", "last": "2025-03-21"}]))
    );
    assert!(sound["summary"]["en"].as_str().unwrap().ends_with("copies compared: 1"));
    let of_folder = |more: Value| -> Value {
        let mut request = json!({"folder": folder.0, "name": NAME});
        request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        serde_json::from_str(&journal_verify(&request.to_string(), None, Some(&keys(0))).unwrap()).unwrap()
    };
    let found = of_folder(json!({"copies": second}));
    assert_eq!((told(&found), &found["attested"]), (vec![], &json!(true)));
    assert_eq!(found, done(&mut journal, "verify", &json!({"copies": second})));
    // What is not closed is counted apart: nothing protects it yet.
    assert_eq!(
        (&found["segments"][1]["segment"], &found["segments"][1]["state"]),
        (&json!("2025-03-20/2"), &json!("open"))
    );
    assert!(found["summary"]["en"].as_str().unwrap().contains("which nothing protects yet: 1 (1 events)"));
    // The last day cut off with its checkpoint: nothing in the file tells it, the copy does.
    let text = fs::read_to_string(folder.file()).unwrap();
    // The first day cut off: not the whole journal, and as a part what is asked of the copies is told.
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let first = lines.iter().position(|line| line.contains("\"checkpoint 1\"")).unwrap();
    let tail = lines[first + 1..].concat();
    let tail_of = |more: &str| {
        let request = format!(r#"{{"name":"{NAME}"{more}}}"#);
        let answer = journal_verify(&request, Some(tail.as_bytes()), Some(&keys(0))).unwrap();
        serde_json::from_str::<Value>(&answer).unwrap()
    };
    let note = 1 + tail.lines().position(|line| line.contains("\"checkpoint 2\"")).unwrap();
    assert_eq!(told(&tail_of("")), [format!("line {note}, checkpoint 1: missing")]);
    let part = tail_of(r#","part":true"#);
    assert_eq!((told(&part), &part["part"]), (vec![], &json!(true)));
    assert!(part["summary"]["en"].as_str().unwrap().ends_with("does not begin with its first checkpoint"));
    fs::write(folder.file(), lines[..=first].concat()).unwrap();
    assert_eq!(told(&verified(&folder, Some(&keys(0)), json!({}))), [""; 0]);
    let cut = verified(&folder, Some(&keys(0)), json!({"copies": second}));
    assert_eq!(told(&cut), ["2025-03-22/1, checkpoint 2: missing"]);

    let wrong = |request: Value, bytes: Option<&[u8]>| {
        let failure = journal_verify(&request.to_string(), bytes, None).unwrap_err();
        (failure.code, failure.field.unwrap_or_default())
    };
    let of = |code: &str, field: &str| (code.to_owned(), field.to_owned());
    assert_eq!(wrong(json!({"copies": "no note"}), Some(b"")), of("invalid_argument", "copies"));
    assert_eq!(wrong(json!({"copies": ""}), Some(b"")), of("invalid_argument", "copies"));
    let future = journal.call("checkpoint", r#"{"day": "2025-04-23"}"#).unwrap_err();
    assert_eq!((future.code.as_str(), future.field.as_deref()), ("invalid_argument", Some("day")));
    assert_eq!(wrong(json!({"folder": folder.0}), None), of("missing_field", "name"));
    assert_eq!(wrong(json!({"folder": folder.0, "name": NAME}), Some(b"")), of("file_source", "folder"));
    assert_eq!(
        wrong(json!({"folder": folder.0, "name": NAME, "notes": true}), None),
        of("invalid_argument", "notes")
    );
    assert_eq!(
        wrong(json!({"folder": folder.0, "name": NAME, "part": true}), None),
        of("invalid_argument", "part")
    );
    assert_eq!(
        wrong(json!({"name": "imilo.test/nir-255081416802538"}), Some(b"")),
        of("journal_name", "name")
    );
    let other = journal_verify(r#"{"name":"imilo.test/other"}"#, Some(text.as_bytes()), None).unwrap();
    assert!(other.contains(r#""code":"foreign""#), "the name is asked without a key too");
    let empty = folder.0.join("empty");
    fs::create_dir(&empty).unwrap();
    assert_eq!(wrong(json!({"folder": empty, "name": NAME}), None), of("journal_storage", "folder"));
    let absent = folder.0.join("absent");
    assert_eq!(wrong(json!({"folder": absent, "name": NAME}), None), of("journal_storage", "folder"));
    assert!(!absent.exists(), "what is only read is not made");
}

/// A purged day that came back, and what an interrupted purge left, are gone once the journal is opened, and are told.
#[test]
fn what_was_interrupted_or_brought_back_is_completed_when_a_journal_is_opened() {
    let folder = Folder::new("completed");
    let mut journal = written(&folder, 9);
    let file = folder.0.join("2025-03-20.1.journal");
    let (bytes, stray) = (fs::read(&file).unwrap(), folder.0.join("2025-03-20.1.held-9.jsonl"));
    let purge = json!({"segment": "2025-03-20/1", "agent": "agent-1", "actor": "administrateur",
        "instant_ms": NOON + 214 * DAY, "holds": [{"number": 3, "dossiers": ["dossier-1"],
        "litigation": {"from": "2025-06-01", "concerns_this_log": true}}]});
    drop(journal);
    // A hold of a purge that did not come to its checkpoint.
    fs::write(&stray, b"").unwrap();
    journal = folder.open().unwrap();
    assert_eq!(done(&mut journal, "state", &json!({}))["completed"], json!(["2025-03-20/1, held 9"]));
    assert!(!stray.exists());
    done(&mut journal, "purge", &purge);
    fs::write(&file, &bytes).unwrap();
    assert_eq!(journal.call("purge", &purge.to_string()).unwrap_err().code, "journal_segment");
    assert_eq!(done(&mut journal, "verify", &json!({}))["flaws"][0]["code"], "not_erased");
    drop(journal);
    journal = folder.open().unwrap();
    assert_eq!(done(&mut journal, "state", &json!({}))["completed"], json!(["2025-03-20/1"]));
    let found = done(&mut journal, "verify", &json!({}));
    assert_eq!(
        (&found["sound"], &found["purged"][0]["held"], file.exists()),
        (&json!(true), &json!(3), false)
    );
}

/// Other keys write nothing behind a checkpoint that they did not make; a checkpoint that is not there is told when it is opened.
#[test]
fn the_keys_of_another_journal_open_nothing_and_a_day_without_its_checkpoint_is_told() {
    let folder = Folder::new("other_keys");
    drop(written(&folder, 4));
    let request = json!({"folder": folder.0, "name": NAME, "key_id": 1}).to_string();
    let failure = JournalFolder::open(&request, &keys(5), None).err().unwrap();
    assert_eq!(failure.code, "journal_damaged");
    assert!(failure.message_en.contains("checkpoint 1"), "{failure:?}");
    // The same of references: a purge under another key would hold nothing of a dossier.
    let mut other = Keyring::<Referencing>::new();
    other.add(KeyId::new(7).unwrap(), &root(98)).unwrap();
    other.add(KeyId::new(8).unwrap(), &root(97)).unwrap();
    let with =
        |id: u32| json!({"folder": folder.0, "name": NAME, "key_id": 1, "reference_key_id": id}).to_string();
    let failure = JournalFolder::open(&with(7), &keys(0), Some(&other)).err().unwrap();
    assert_eq!(
        (failure.code.as_str(), failure.field.as_deref()),
        ("invalid_argument", Some("reference_key_id"))
    );
    // A key of a new id is a new one.
    drop(JournalFolder::open(&with(8), &keys(0), Some(&other)).unwrap());
    drop(folder.open().unwrap());
    fs::remove_file(folder.0.join("checkpoints.txt")).unwrap();
    let mut journal = folder.open().unwrap();
    assert_eq!(done(&mut journal, "state", &json!({}))["unclosed"], json!(["2025-03-20/1"]));
    let found = done(&mut journal, "verify", &json!({}));
    assert_eq!(
        (&found["flaws"][0]["code"], &found["flaws"][0]["place"]),
        (&json!("unclosed"), &json!("day"))
    );
    done(&mut journal, "checkpoint", &json!({"day": "2025-03-20"}));
    assert_eq!(done(&mut journal, "state", &json!({}))["unclosed"], json!([]));
    let nir = journal.call("reference", r#"{"dossier": "255081416802538"}"#).unwrap_err();
    assert_eq!((nir.code.as_str(), nir.field.as_deref()), ("event_text", Some("dossier")));
}

/// What the person may be told goes as it is into the access dossier; a day that is gone or damaged is told.
#[test]
fn the_consultations_of_a_dossier_are_stated_with_what_they_are_complete_for() {
    let folder = Folder::new("consultations");
    let mut journal = written(&folder, 9);
    let by_id = done(&mut journal, "consultations", &json!({"dossier": "dossier-1"}));
    let reference = done(&mut journal, "reference", &json!({"dossier": "dossier-1"}))["dossier_ref"].clone();
    assert_eq!(done(&mut journal, "consultations", &json!({"dossier_ref": reference})), by_id);
    // Events 1, 4 and 7.
    let line = json!({"day": "2025-03-20", "operation": "consult", "purpose": "support",
        "actor": "agent_mission_locale", "data": ["identite.nom"]});
    assert_eq!(by_id["consultations"], json!([line, line, line]));
    assert_eq!(by_id["schema"], "imilo-consultations/1");
    assert_eq!(
        by_id["coverage"],
        json!({"from": null, "to": null, "begins": "2025-03-20", "complete": true, "attested": true,
            "read": ["2025-03-20"], "open": [], "purged": [], "damaged": []})
    );
    assert_eq!(by_id["dossier_ref"], reference);
    assert!(!by_id.to_string().contains("agent-7"));
    let request = json!({"date": "2026-11-24", "dossier": "7", "consultations": by_id});
    let access =
        crate::wire::access_dossier(&request.to_string(), Some(b"matricule;prenoms\n7;Ana\n")).unwrap();
    let access: Value = serde_json::from_str(&access).unwrap();
    assert_eq!(access["consultations"].as_array().unwrap().len(), 3);
    assert_eq!(access["coverage"], by_id["coverage"]);
    assert_eq!(access["dossier_ref"], reference);
    // A statement that was made before it had its reference is read.
    let mut earlier = by_id.clone();
    let keys = earlier.as_object_mut().unwrap();
    keys.remove("dossier_ref");
    keys["coverage"].as_object_mut().unwrap().remove("open");
    let request = json!({"date": "2026-11-24", "dossier": "7", "consultations": earlier});
    let access =
        crate::wire::access_dossier(&request.to_string(), Some(b"matricule;prenoms\n7;Ana\n")).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&access).unwrap()["dossier_ref"], Value::Null);
    // Of another day nothing; a period that ends before it begins is none.
    let later = done(&mut journal, "consultations", &json!({"dossier": "dossier-1", "from": "2025-03-21"}));
    assert_eq!((&later["consultations"], &later["coverage"]["read"]), (&json!([]), &json!([])));
    for (request, code, field) in [
        (json!({}), "missing_field", "dossier"),
        (json!({"dossier": "a", "dossier_ref": reference}), "invalid_argument", "dossier_ref"),
        (json!({"dossier": "a", "from": "2025-03-21", "to": "2025-03-20"}), "invalid_argument", "to"),
        (json!({"dossier": "a", "from": "21/03/2025"}), "date_format", "from"),
    ] {
        let refused = journal.call("consultations", &request.to_string()).unwrap_err();
        assert_eq!((refused.code.as_str(), refused.field.as_deref()), (code, Some(field)));
    }
    // Another day of which the file is damaged.
    let mut next = event(4);
    next["instant_ms"] = json!(NOON + DAY);
    done(&mut journal, "append", &json!({"events": [next]}));
    done(&mut journal, "checkpoint", &json!({"day": "2025-03-21"}));
    drop(journal);
    let file = folder.0.join("2025-03-21.1.journal");
    let mut bytes = fs::read(&file).unwrap();
    let end = bytes.len() - 60;
    bytes[end] ^= 1;
    fs::write(&file, bytes).unwrap();
    let mut journal = folder.open().unwrap();
    let damaged = done(&mut journal, "consultations", &json!({"dossier": "dossier-1"}));
    assert_eq!(
        (&damaged["coverage"]["complete"], &damaged["coverage"]["read"]),
        (&json!(false), &json!(["2025-03-20"]))
    );
    assert_eq!(damaged["coverage"]["damaged"][0]["day"], "2025-03-21");
    assert!(damaged["summary"]["fr"].as_str().unwrap().starts_with("RELEVÉ INCOMPLET"));
    // Décret n° 2015-59, art. 10: purged at seven months.
    let purge = json!({"segment": "2025-03-20/1", "agent": "agent-1", "actor": "administrateur",
        "instant_ms": NOON + 214 * DAY});
    done(&mut journal, "purge", &purge);
    let purged = done(&mut journal, "consultations", &json!({"dossier": "dossier-1", "to": "2025-03-20"}));
    assert_eq!(purged["consultations"], json!([]));
    assert_eq!(
        purged["coverage"]["purged"],
        json!([{"day": "2025-03-20", "on": "2025-10-20", "held": 0, "founded_by": ["D2015-59:10"]}])
    );
    assert_eq!(purged["coverage"]["complete"], false);
}

#[test]
fn what_is_wrong_in_a_request_is_told_by_its_field_and_nothing_is_written() {
    let folder = Folder::new("wrong");
    let mut journal = folder.open().unwrap();
    let mut refused = |change: Value| {
        let mut wrong = event(1);
        wrong.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let request = json!({"events": [event(0), wrong]}).to_string();
        let failure = journal.call("append", &request).unwrap_err();
        (failure.code, failure.field.unwrap_or_default())
    };
    let told = |code: &str, field: &str| (code.to_owned(), field.to_owned());
    assert_eq!(refused(json!({"day": "2025-03-21"})), told("event_instant", "events[1].instant_ms"));
    assert_eq!(refused(json!({"dossier_ref": "00"})), told("invalid_argument", "events[1].dossier_ref"));
    assert_eq!(refused(json!({"dossier": ""})), told("seal_dossier", "events[1].dossier"));
    assert_eq!(refused(json!({"outcome": "done"})), told("json_field", "events[1].outcome"));
    assert_eq!(refused(json!({"nir": "284058832102532"})), told("unknown_field", "events[1].nir"));
    let state = done(&mut journal, "state", &json!({}));
    assert_eq!(state["segments"], json!([]), "nothing was written");
    assert_eq!(journal.call("nothing", "{}").unwrap_err().code, "unknown_entry");
    // A NIR in a text: the event before it stands, for each is added alone.
    let mut nir = event(1);
    nir["agent"] = json!("284058832102532");
    let failure = journal.call("append", &json!({"events": [event(0), nir]}).to_string()).unwrap_err();
    assert_eq!((failure.code.as_str(), failure.field.as_deref()), ("event_text", Some("events[1].agent")));
    assert!(!format!("{failure:?}").contains("28405"));
    let state = done(&mut journal, "state", &json!({}));
    assert_eq!(state["segments"][0]["keep_until"], "2025-10-20");
    drop(journal);
    // Without the key of references an id is not taken.
    let request = json!({"folder": folder.0, "name": NAME, "key_id": 1}).to_string();
    let mut journal = JournalFolder::open(&request, &keys(0), None).unwrap();
    let failure = journal.call("append", &json!({"events": [event(0)]}).to_string()).unwrap_err();
    assert_eq!(
        (failure.code.as_str(), failure.field.as_deref()),
        ("invalid_argument", Some("events[0].dossier"))
    );
}

#[test]
fn the_event_of_a_disclosure_goes_into_the_journal_with_its_instant() {
    let folder = Folder::new("disclose");
    let mut journal = folder.open().unwrap();
    let access = imilo_core::explain::AccessEvent {
        day: "2025-03-20".parse().unwrap(),
        agent: "agent-7".to_owned(),
        dossier: "dossier-1".to_owned(),
        mission_locale: "ML-A".to_owned(),
        actor: "agent_mission_locale",
        operation: "consult",
        purpose: "support",
        form: "nominative",
        outcome: imilo_core::explain::Outcome::Conforming,
        granted: vec!["identite.nom"],
        withheld: vec![],
        provisions: vec!["D2015-59:3:I".to_owned()],
    };
    let mut event = serde_json::to_value(&access).unwrap();
    event["instant_ms"] = json!(NOON);
    assert_eq!(
        done(&mut journal, "append", &json!({"events": [event]}))["receipts"][0]["segment"],
        "2025-03-20/1"
    );
}
