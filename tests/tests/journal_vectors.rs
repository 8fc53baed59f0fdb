//! The committed journal of the conformance run: `tests/vectors/journal/make.py` wrote its bytes from docs/journal.md, and the library
//! writes the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use imilo_core::journal::{Act, DossierRef, Event, EventOutcome, Journal, KeyName, MacKey, export};
use imilo_core::pseudonym::{Attesting, KeyId, Keyring, NoRandomness, Randomness};
use imilo_formats::journal::FileStore;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    instant_ms: i64,
    agent: String,
    mission_locale: Option<String>,
    dossier_ref: Option<String>,
    actor: String,
    operation: String,
    purpose: Option<String>,
    form: Option<String>,
    outcome: EventOutcome,
    #[serde(default)]
    granted: Vec<String>,
    #[serde(default)]
    withheld: Vec<String>,
    rule_set: Option<String>,
    #[serde(default)]
    provisions: Vec<String>,
}

fn texts(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}

impl Told {
    fn event(&self) -> Event<'_> {
        // What is no hexadecimal digit gives another reference, and other bytes than those of the file.
        let byte = |hex: &str, at: usize| {
            let pair = hex.get(2 * at..2 * at + 2);
            pair.and_then(|pair| u8::from_str_radix(pair, 16).ok()).unwrap_or_default()
        };
        let reference = |hex: &String| DossierRef::new(std::array::from_fn(|at| byte(hex, at)));
        Event {
            instant_ms: self.instant_ms,
            agent: &self.agent,
            mission_locale: self.mission_locale.as_deref(),
            dossier: self.dossier_ref.as_ref().map(reference),
            act: Act {
                purpose: self.purpose.as_deref(),
                form: self.form.as_deref(),
                granted: texts(&self.granted),
                withheld: texts(&self.withheld),
                rule_set: self.rule_set.as_deref().map(Into::into),
                provisions: texts(&self.provisions),
                ..Act::new(&self.actor, &self.operation, self.outcome)
            },
        }
    }
}

/// The salts of `make.py`: the k-th of a block is the bytes from k on.
struct Known;

impl Randomness for Known {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = ((at / 16 + at % 16) % 256) as u8;
        }
        Ok(())
    }
}

#[test]
fn the_library_writes_the_bytes_that_another_program_wrote_from_the_page() {
    let vectors = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/journal");
    let text = fs::read_to_string(vectors.join("events.json")).unwrap();
    let days: BTreeMap<String, Vec<Told>> = serde_json::from_str(&text).unwrap();
    let name = KeyName::new("imilo.test/journal").unwrap();
    let mut keys = Keyring::<Attesting>::new();
    let root: [u8; 32] = std::array::from_fn(|at| at as u8);
    keys.add(KeyId::new(1).unwrap(), &root).unwrap();
    let key = MacKey::new(&keys, KeyId::new(1).unwrap(), name.clone()).unwrap();
    let folder = std::env::temp_dir().join(format!("imilo-journal-vectors-{}", std::process::id()));
    let (mut journal, _) = Journal::open(FileStore::open(&folder).unwrap(), name.clone(), Known).unwrap();
    for (day, events) in &days {
        for event in events {
            journal.append(&event.event()).unwrap();
        }
        journal.close(day.parse().unwrap(), &key).unwrap();
    }
    let mut exported = String::new();
    export(journal.storage(), &name, None, |line| exported.push_str(line)).unwrap();
    drop(journal);
    for entry in fs::read_dir(vectors.join("folder")).unwrap() {
        let entry = entry.unwrap();
        let written = fs::read(folder.join(entry.file_name())).unwrap();
        assert!(written == fs::read(entry.path()).unwrap(), "{:?}", entry.file_name());
    }
    // Both days, the chain, the lock.
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 4);
    fs::remove_dir_all(&folder).unwrap();
    if std::env::var("IMILO_BLESS").is_ok_and(|bless| bless == "1") {
        fs::write(vectors.join("export.jsonl"), &exported).unwrap();
    }
    assert_eq!(exported, fs::read_to_string(vectors.join("export.jsonl")).unwrap());
}
