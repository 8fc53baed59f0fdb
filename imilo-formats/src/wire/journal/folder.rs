//! A journal in a folder, as every language writes it.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use imilo_core::calendar::Date;
use imilo_core::error::ErrorCode;
use imilo_core::journal::{DossierRefs, Event, Journal, KeyName, Log, MacKey, Recovery, Tables};
use imilo_core::pseudonym::{Attesting, KeyId, Keyring, OsRandomness, Referencing};
use imilo_core::wire::{self, Failure, Object};
use serde::{Deserialize, Serialize};

use super::event::EventTold;
use super::{key_name, mac_keys, purge, refused, stored, verifiers};
use crate::journal::{FileStore, FileStoreError};
use crate::wire::failure;

/// A journal in a folder, open for writing: one writer at a time.
///
/// ```
/// use imilo_core::pseudonym::{Attesting, KeyId, Keyring};
/// use imilo_formats::wire::JournalFolder;
/// let mut keys = Keyring::<Attesting>::new();
/// keys.add(KeyId::new(1)?, b"an example, no key: 32 bytes....")?;
/// let folder = std::env::temp_dir().join(format!("imilo-wire-journal-{}", std::process::id()));
/// let request = serde_json::json!({"folder": folder, "name": "imilo.example/journal", "key_id": 1}).to_string();
/// let mut journal = JournalFolder::open(&request, &keys, None)?;
/// let event = r#"{"events": [{"instant_ms": 1795521600000, "agent": "agent-7", "actor": "agent_mission_locale",
///     "operation": "connect", "outcome": "conforming"}]}"#;
/// assert!(journal.call("append", event)?.starts_with(r#"{"receipts":[{"segment":"2026-11-24/1","#));
/// journal.call("checkpoint", r#"{"day": "2026-11-24"}"#)?;
/// assert!(journal.call("verify", "{}")?.starts_with(r#"{"sound":true,"#));
/// # drop(journal);
/// # std::fs::remove_dir_all(folder)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct JournalFolder {
    pub(super) journal: Journal<FileStore, OsRandomness>,
    pub(super) recovery: Recovery,
    /// What was erased when it was opened: of purges and releases that had not come to their end, or brought back.
    pub(super) completed: Vec<Log>,
    pub(super) name: KeyName,
    /// The key that attests, then the others by which older checkpoints were.
    pub(super) keys: Vec<MacKey>,
    pub(super) references: Option<DossierRefs>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Open {
    folder: String,
    /// Name of the journal and of its key.
    name: String,
    /// Which key attests; the others only verify.
    key_id: u32,
    /// Which key makes references of dossiers.
    reference_key_id: Option<u32>,
}

fn key_id(id: u32, field: &str) -> Result<KeyId, Failure> {
    KeyId::new(id).map_err(|error| Failure::from(error).at(field))
}

pub(super) fn written<A: Serialize>(answer: &A) -> Result<String, Failure> {
    serde_json::to_string(answer).map_err(|_| Failure::internal())
}

/// What a journal does, by its name.
type Operation = fn(&mut JournalFolder, &str) -> Result<String, Failure>;

/// Every operation of [`JournalFolder::call`].
const OPERATIONS: [(&str, Operation); 9] = [
    ("append", JournalFolder::append),
    ("checkpoint", JournalFolder::checkpoint),
    ("consultations", JournalFolder::consultations),
    ("export", JournalFolder::export),
    ("purge", JournalFolder::purge),
    ("reference", JournalFolder::reference),
    ("release", JournalFolder::release),
    ("state", JournalFolder::state),
    ("verify", JournalFolder::verify),
];

/// Days behind the last one of a journal within which another is closed.
const FAR: i64 = 31;

const REFERENCES: &str = "reference_key_id";

/// The key of references has to be the one of its id that was used before: with another a purge would hold nothing of a dossier,
/// and what is erased does not come back. What is compared is what it makes of a text that is no dossier, kept beside the journal.
fn check_references(folder: &Path, id: u32, references: &DossierRefs) -> Result<(), Failure> {
    let told = |error: std::io::Error| stored(&FileStoreError::Io(error));
    let path = folder.join("references.txt");
    let line = format!("{id} {}", references.derive(b"imilo-journal: which key")?.to_hex());
    let known = match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        read => read.map_err(told)?,
    };
    // A line that is too short was not written whole.
    let mut whole = known.lines().filter(|known| known.split(' ').nth(1).is_some_and(|hex| hex.len() == 32));
    match whole.find(|known| known.split(' ').next() == Some(id.to_string().as_str())) {
        Some(known) if known == line => Ok(()),
        Some(_) => {
            let words = (
                "cette clé n'est pas celle des références de ce journal",
                "this key is not that of the references of this journal",
            );
            Err(failure(ErrorCode::InvalidArgument, Some(REFERENCES), words))
        }
        None => {
            let begin = if known.is_empty() || known.ends_with('\n') { "" } else { "\n" };
            let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(told)?;
            file.write_all(format!("{begin}{line}\n").as_bytes()).and_then(|()| file.sync_all()).map_err(told)
        }
    }
}

impl JournalFolder {
    /// Opens the journal of a folder, or begins it: `{"folder": "journal", "name": "imilo.example/journal", "key_id": 1}`.
    ///
    /// The keys attest checkpoints: that of `key_id` makes them, and any verifies. With `references` and `reference_key_id`, events
    /// may name their dossier by its id, of which only the reference is written.
    ///
    /// # Errors
    /// [`Failure`]: the request, the keys, `journal_storage`, `journal_damaged` (also when none of the keys made the last
    /// checkpoint).
    pub fn open(
        request: &str,
        keys: &Keyring<Attesting>,
        references: Option<&Keyring<Referencing>>,
    ) -> Result<Self, Failure> {
        let request: Open = wire::request(request)?;
        let name = key_name(&request.name)?;
        let id = key_id(request.key_id, "key_id")?;
        let first = MacKey::new(keys, id, name.clone()).map_err(|error| Failure::from(error).at("key_id"))?;
        let mut all = vec![first];
        all.extend(mac_keys(keys, &name)?);
        let references = match (references, request.reference_key_id) {
            (Some(references), Some(id)) => {
                let made = DossierRefs::new(references, key_id(id, REFERENCES)?);
                Some((id, made.map_err(|error| Failure::from(error).at(REFERENCES))?))
            }
            (None, None) => None,
            _ => return Err(Failure::of(ErrorCode::MissingField).at(REFERENCES)),
        };
        let store_folder = PathBuf::from(&request.folder);
        let store = FileStore::open(&store_folder).map_err(|error| stored(&error))?;
        let (mut journal, recovery) = Journal::open(store, name.clone(), OsRandomness).map_err(refused)?;
        // Behind the checkpoints of keys that are not there nothing is written.
        journal.check_keys(&verifiers(&all)).map_err(refused)?;
        let references = match references {
            Some((id, references)) => {
                check_references(&store_folder, id, &references)?;
                Some(references)
            }
            None => None,
        };
        let completed = journal.complete(&verifiers(&all)).map_err(refused)?;
        Ok(Self { journal, recovery, completed, name, keys: all, references })
    }

    /// Does something with the journal: `append`, `checkpoint`, `verify`, `export`, `consultations`, `purge`, `release`, `reference`,
    /// `state` (`docs/journal.md` has the requests and answers).
    ///
    /// # Errors
    /// [`Failure`]: `unknown_entry` for another name; the request; the journal.
    pub fn call(&mut self, operation: &str, request: &str) -> Result<String, Failure> {
        match OPERATIONS.iter().find(|(name, _)| *name == operation) {
            Some((_, run)) => run(self, request),
            None => Err(Failure::of(ErrorCode::UnknownEntry)),
        }
    }

    /// Adds events, and makes them durable. All are read before the first is added.
    fn append(&mut self, request: &str) -> Result<String, Failure> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Request {
            events: Vec<Object<EventTold>>,
        }
        #[derive(Serialize)]
        struct Receipt {
            segment: String,
            index: u64,
            leaf: String,
        }
        #[derive(Serialize)]
        struct Answer {
            receipts: Vec<Receipt>,
        }
        let request: Request = wire::request(request)?;
        let at = |row: usize| {
            move |error: Failure| {
                let field = error.field.clone().map(|field| format!(".{field}")).unwrap_or_default();
                error.at(&format!("events[{row}]{field}"))
            }
        };
        let told = request.events.iter().enumerate();
        let events: Vec<Event<'_>> = told
            .map(|(row, Object(told))| told.event(self.references.as_ref()).map_err(at(row)))
            .collect::<Result<_, _>>()?;
        let mut receipts = Vec::with_capacity(events.len());
        let mut refusal = None;
        for (row, event) in events.iter().enumerate() {
            match self.journal.append(event) {
                Ok(receipt) => receipts.push(Receipt {
                    segment: receipt.segment.to_string(),
                    index: receipt.index,
                    leaf: receipt.leaf.iter().map(|byte| format!("{byte:02x}")).collect(),
                }),
                Err(error) => {
                    refusal = Some(at(row)(refused(error)));
                    break;
                }
            }
        }
        // What stands before the one that is refused is written: the error names its row.
        let flushed = self.journal.flush().map_err(refused);
        match refusal {
            Some(refusal) => Err(refusal),
            None => flushed.and_then(|()| written(&Answer { receipts })),
        }
    }

    /// Closes a day.
    fn checkpoint(&mut self, request: &str) -> Result<String, Failure> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Request {
            day: Date,
        }
        #[derive(Serialize)]
        struct Answer {
            checkpoints: Vec<String>,
        }
        let request: Request = wire::request(request)?;
        // A day that was mistyped would have every purge until it refused.
        let far = |last: Date| last.days_until(request.day) > FAR;
        if self.journal.last_day().is_some_and(far) {
            let words = (
                "ce jour est à plus de 31 jours du dernier du journal : clore d'abord des jours entre eux",
                "that day is more than 31 days behind the last of the journal: close days between them first",
            );
            return Err(failure(ErrorCode::InvalidArgument, Some("day"), words));
        }
        let key = self.keys.first().ok_or_else(Failure::internal)?;
        let notes = self.journal.close(request.day, key).map_err(refused)?;
        written(&Answer { checkpoints: notes.iter().map(imilo_core::journal::Note::text).collect() })
    }

    fn purge(&mut self, request: &str) -> Result<String, Failure> {
        let request: purge::Request = wire::request(request)?;
        let (id, by, tables) = (request.segment()?, request.by(), Tables::built_in());
        let held = request.holds(self.references.as_ref())?;
        let concerns: Vec<_> =
            held.iter().map(|held| move |event: &Event<'_>| held.concerns(event)).collect();
        let holds: Vec<_> = held.iter().zip(&concerns).map(|(held, concerns)| held.hold(concerns)).collect();
        let key = self.keys.first().ok_or_else(Failure::internal)?;
        let answer = self.journal.purge(id, &by, &holds, &tables, key).map_err(refused)?;
        written(&purge::Answer::of(&answer, by.instant_ms)?)
    }

    fn release(&mut self, request: &str) -> Result<String, Failure> {
        let request: purge::Release = wire::request(request)?;
        let (id, by, tables) = (request.segment()?, request.by(), Tables::built_in());
        let key = self.keys.first().ok_or_else(Failure::internal)?;
        let contentieux = request.litigation.0.into();
        let answer = self.journal.release(id, request.number, contentieux, &by, &tables, key);
        written(&purge::Answer::of(&answer.map_err(refused)?, by.instant_ms)?)
    }
}
