//! Questions on the journal: the committed one verified, changed in every line, opened, refused, purged.
//!
//! Its keys are the bytes from 0 (attesting, id 1) and from 100 (referencing, id 7) on: known, and no keys. A driver has them too,
//! for a key never stands in JSON. `journal.verify_file` takes the request of `journal_verify`; `journal.open` and
//! `journal.close` answer `{}`; any other `journal.…` is an operation of the journal that is open. The driver has a copy of the folder.

use std::fs;
use std::path::{Path, PathBuf};

use imilo_core::pseudonym::{Attesting, KeyId, Keyring, Referencing};
use imilo_core::wire::Failure;
use imilo_formats::wire::{JournalFolder, journal_verify};
use serde_json::{Value, json};

use crate::case_file::Unreadable;

const NAME: &str = "imilo.test/journal";
const DAY_MS: i64 = 86_400_000;
/// 2026-06-24, noon UTC: seven months after 2025-11-24 (art. 10, décret of 2025).
const TERM: i64 = 1_782_302_400_000;

/// An operation, its request for the driver, and the answer of Rust.
pub(super) type Asked = (&'static str, String, String);

/// The folders of a run, removed when it ends.
pub(super) struct Journals {
    work: PathBuf,
    keys: Keyring<Attesting>,
    references: Keyring<Referencing>,
    open: Option<JournalFolder>,
    asked: Vec<Asked>,
}

impl Drop for Journals {
    fn drop(&mut self) {
        self.open = None;
        let _ = fs::remove_dir_all(&self.work);
    }
}

fn failed(error: impl core::fmt::Display) -> Unreadable {
    Unreadable(format!("journal: {error}"))
}

fn root(first: u8) -> [u8; 32] {
    core::array::from_fn(|at| first.wrapping_add(u8::try_from(at).unwrap_or_default()))
}

impl Journals {
    /// The questions; the answers of Rust are given at once, on its own copies.
    pub(super) fn new(vectors: &Path) -> Result<(Self, Vec<Asked>), Unreadable> {
        let mut keys = Keyring::new();
        keys.add(KeyId::new(1).map_err(failed)?, &root(0)).map_err(failed)?;
        let mut references = Keyring::new();
        references.add(KeyId::new(7).map_err(failed)?, &root(100)).map_err(failed)?;
        let work = std::env::temp_dir().join(format!("imilo-conformance-{}", std::process::id()));
        let mut journals = Self { work, keys, references, open: None, asked: Vec::new() };
        fs::create_dir_all(&journals.work).map_err(failed)?;
        let source = vectors.join("journal");
        journals.exports(&fs::read(source.join("export.jsonl")).map_err(failed)?)?;
        journals.changed(&source.join("folder"))?;
        journals.whole(&source.join("folder"))?;
        let asked = core::mem::take(&mut journals.asked);
        Ok((journals, asked))
    }

    fn given(&mut self, service: &str, request: &str) -> Result<String, Failure> {
        match service.strip_prefix("journal.").unwrap_or_default() {
            "verify_file" => journal_verify(request, None, Some(&self.keys)),
            "open" => {
                self.open = Some(JournalFolder::open(request, &self.keys, Some(&self.references))?);
                Ok("{}".to_owned())
            }
            "close" => {
                self.open = None;
                Ok("{}".to_owned())
            }
            operation => match &mut self.open {
                Some(journal) => journal.call(operation, request),
                None => Ok("no journal is open".to_owned()),
            },
        }
    }

    /// Asks both the same, each with its own path.
    fn ask(&mut self, service: &'static str, own: &Value, driver: &Value) {
        let answer = match self.given(service, &own.to_string()) {
            Ok(answer) => format!("ok\t{answer}"),
            Err(failure) => format!("err\t{}", failure.to_json()),
        };
        self.asked.push((service, driver.to_string(), answer));
    }

    fn both(&mut self, service: &'static str, request: &Value) {
        self.ask(service, request, request);
    }

    /// The export, and each line of it removed, moved, repeated, changed.
    fn exports(&mut self, export: &[u8]) -> Result<(), Unreadable> {
        let lines: Vec<&[u8]> = export.split_inclusive(|byte| *byte == b'\n').collect();
        let half = export.iter().take(export.len() / 2).copied().collect();
        let mut variants = vec![export.to_vec(), Vec::new(), half];
        for (at, line) in lines.iter().enumerate() {
            let mut order = lines.clone();
            order.remove(at);
            variants.push(order.concat());
            order.insert((at + 2) % lines.len(), line);
            variants.push(order.concat());
            order = lines.clone();
            order.insert(at, line);
            variants.push(order.concat());
            // Another byte of each line.
            let mut changed = line.to_vec();
            changed.iter_mut().skip(at * 37 % line.len()).take(1).for_each(|byte| *byte ^= 1);
            let parts = lines.iter().enumerate();
            let parts: Vec<&[u8]> =
                parts.map(|(place, line)| if place == at { changed.as_slice() } else { *line }).collect();
            variants.push(parts.concat());
        }
        for (number, bytes) in variants.iter().enumerate() {
            let path = self.work.join(format!("{number}.jsonl"));
            fs::write(&path, bytes).map_err(failed)?;
            let request = json!({ "path": path, "name": NAME, "notes": number % 7 == 0 });
            self.both("journal.verify_file", &request);
        }
        let whole = self.work.join("0.jsonl");
        for request in [
            json!({ "path": whole }),
            json!({ "path": whole, "name": "another/name" }),
            json!({ "path": whole, "name": "a name" }),
            json!({ "path": self.work.join("none.jsonl"), "name": NAME }),
            json!({ "path": whole, "name": NAME, "key": "no key stands in JSON" }),
            json!({ "name": NAME }),
            json!([]),
        ] {
            self.both("journal.verify_file", &request);
        }
        Ok(())
    }

    /// Two copies of a folder, a byte of a file of it changed: that of Rust, that of the driver.
    fn copies(
        &self,
        source: &Path,
        name: &str,
        change: Option<(&str, usize)>,
    ) -> Result<[PathBuf; 2], Unreadable> {
        let pair = ["own", "driver"].map(|whose| self.work.join(format!("{name}-{whose}")));
        for folder in &pair {
            fs::create_dir_all(folder).map_err(failed)?;
            for entry in fs::read_dir(source).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                let mut bytes = fs::read(entry.path()).map_err(failed)?;
                if let Some((_, at)) = change.filter(|(file, _)| entry.file_name() == *file) {
                    let at = at % bytes.len();
                    bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 4);
                }
                fs::write(folder.join(entry.file_name()), bytes).map_err(failed)?;
            }
        }
        Ok(pair)
    }

    fn opened(&mut self, [own, driver]: &[PathBuf; 2]) {
        let request = |folder| json!({ "folder": folder, "name": NAME, "key_id": 1, "reference_key_id": 7 });
        self.ask("journal.open", &request(own), &request(driver));
    }

    /// The folder with a byte changed here and there.
    fn changed(&mut self, source: &Path) -> Result<(), Unreadable> {
        for number in 0..12 {
            // The first day whenever the purge of it has to be refused, else the other.
            let file = if number % 4 == 3 { "2025-11-25.1.journal" } else { "2025-11-24.1.journal" };
            let pair = self.copies(source, &format!("changed-{number}"), Some((file, number * 119)))?;
            self.opened(&pair);
            for service in ["journal.verify", "journal.state"] {
                self.both(service, &json!({}));
            }
            self.both("journal.consultations", &json!({ "dossier_ref": "02".repeat(16) }));
            self.both("journal.purge", &purge(TERM, &json!([])));
            self.both("journal.close", &json!({}));
        }
        let pair = self.copies(source, "chain", Some(("checkpoints.txt", 40)))?;
        self.opened(&pair);
        Ok(())
    }

    fn whole(&mut self, source: &Path) -> Result<(), Unreadable> {
        let pair = self.copies(source, "whole", None)?;
        for wrong in [
            json!({}),
            json!({ "folder": "none", "name": NAME, "key_id": 2, "reference_key_id": 7 }),
            json!({ "folder": "none", "name": NAME, "key_id": 1, "reference_key_id": 0 }),
            json!({ "folder": "none", "name": NAME, "key_id": 1 }),
            json!({ "folder": "none", "name": "", "key_id": 1, "reference_key_id": 7 }),
        ] {
            self.both("journal.open", &wrong);
        }
        self.opened(&pair);
        for service in ["journal.state", "journal.verify", "journal.nothing", "journal."] {
            self.both(service, &json!({}));
        }
        let [own, driver] = ["own", "driver"].map(|whose| json!({ "path": self.work.join(whose) }));
        // The second time over the first: refused.
        self.ask("journal.export", &own, &driver);
        self.ask("journal.export", &own, &driver);
        for event in wrong_events() {
            self.both("journal.append", &json!({ "events": [event] }));
        }
        for dossier in ["dossier-42", "", "284058832102532"] {
            self.both("journal.reference", &json!({ "dossier": dossier }));
        }
        self.both("journal.checkpoint", &json!({ "day": "2025-02-30" }));
        for request in [
            json!({ "dossier": "dossier-42" }),
            json!({ "dossier_ref": "02".repeat(16), "from": "2025-11-25" }),
            json!({ "dossier_ref": "02".repeat(16), "from": "2025-11-25", "to": "2025-11-24" }),
            json!({ "dossier_ref": "02" }),
            json!({}),
        ] {
            self.both("journal.consultations", &request);
        }
        let dispute = |decision: Option<&str>| json!({ "from": "2026-02-01", "definitive_decision": decision, "concerns_this_log": true });
        let hold = |reference: &str| json!([{ "number": 7, "litigation": dispute(None), "dossier_refs": [reference] }]);
        let holds = hold(&"02".repeat(16));
        let elsewhere = |segment: &str| json!({ "segment": segment, "agent": "a", "actor": "b", "instant_ms": TERM, "holds": [] });
        for request in [
            purge(TERM - 2 * DAY_MS, &holds),
            purge(TERM, &hold("no reference")),
            elsewhere("2025-11-26/1"),
            elsewhere("yesterday"),
            purge(TERM, &holds),
        ] {
            self.both("journal.purge", &request);
        }
        for service in ["journal.verify", "journal.state"] {
            self.both(service, &json!({}));
        }
        self.both("journal.purge", &purge(TERM, &holds));
        self.both("journal.consultations", &json!({ "dossier_ref": "02".repeat(16) }));
        // No such dispute; one that goes on; one that was decided before.
        for (number, decision) in [(8, None), (7, None), (7, Some("2026-06-24"))] {
            let request = json!({ "segment": "2025-11-24/1", "agent": "agent-dpo", "actor": "technical_operator",
                "instant_ms": TERM + 2 * DAY_MS, "number": number, "litigation": dispute(decision) });
            self.both("journal.release", &request);
        }
        self.both("journal.verify", &json!({}));
        self.both("journal.close", &json!({}));
        Ok(())
    }
}

fn purge(instant_ms: i64, holds: &Value) -> Value {
    json!({ "segment": "2025-11-24/1", "agent": "agent-dpo", "actor": "technical_operator",
        "instant_ms": instant_ms, "holds": holds })
}

/// Events that are refused, each for its reason; one that is written has a salt that nobody knows.
fn wrong_events() -> Vec<Value> {
    let event = json!({ "instant_ms": TERM, "agent": "agent-7", "dossier": "dossier-42", "mission_locale": "ML-A",
        "actor": "agent_mission_locale", "operation": "consult", "outcome": "conforming" });
    let with = |key: &str, value: Value| {
        let mut event = event.clone();
        if let Some(event) = event.as_object_mut() {
            event.insert(key.to_owned(), value);
        }
        event
    };
    vec![
        with("agent", json!("2 84 05 88 321 025 32")),
        with("agent", json!("two\nlines")),
        with("agent", json!("")),
        with("agent", Value::Null),
        with("actor", json!(7)),
        with("outcome", json!("good")),
        with("day", json!("2026-06-23")),
        with("day", json!("2026-06-31")),
        with("instant_ms", json!("noon")),
        with("instant_ms", json!(i64::MAX)),
        with("dossier_ref", json!("02".repeat(16))),
        with("granted", json!(["284058832102532"])),
        with("mission_locale", json!("ML\u{7}")),
        with("unknown", json!(1)),
        json!([]),
    ]
}
