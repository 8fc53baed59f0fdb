use std::process;

use imilo_core::journal::{
    Act, Event, EventOutcome, Journal, KeyName, Log, MacKey, SegmentId, Storage, Tables, Verifier, export,
    read_events, verify,
};
use imilo_core::pseudonym::{Attesting, KeyId, Keyring, NoRandomness, Randomness};

use super::*;
use crate::journal::verify_file;

const NOON: i64 = 1_795_521_600_000;

struct Known(u64);

impl Randomness for Known {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            *byte = (self.0 >> 56) as u8;
        }
        Ok(())
    }
}

fn key() -> MacKey {
    let mut keys = Keyring::<Attesting>::new();
    keys.add(KeyId::new(1).unwrap(), b"an example, no key: 32 bytes....").unwrap();
    MacKey::new(&keys, KeyId::new(1).unwrap(), origin()).unwrap()
}

fn origin() -> KeyName {
    KeyName::new("imilo.test/journal").unwrap()
}

fn event(n: i64) -> Event<'static> {
    let act = Act::new("agent_mission_locale", "connect", EventOutcome::Conforming);
    Event {
        instant_ms: NOON + n,
        agent: ["a", "b"][n as usize % 2],
        mission_locale: None,
        dossier: None,
        act,
    }
}

/// A folder of the test, removed when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("imilo-journal-{name}-{}", process::id()));
        let _ = fs::remove_dir_all(&folder);
        Self(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn segment() -> SegmentId {
    "2026-11-24/1".parse().unwrap()
}

#[test]
fn the_names_of_files_are_read_as_they_are_written_and_nothing_else() {
    let logs =
        [Log::Checkpoints, Log::Segment(segment()), Log::Held(segment(), 0), Log::Held(segment(), 65535)];
    for expected in logs {
        assert_eq!(log(&name(expected)), Some(expected));
    }
    for other in [
        "",
        ".journal.lock",
        "2026-11-24.0.journal",
        "2026-11-24.01.journal",
        "2026-11-24.1.held-01.jsonl",
        "x.journal",
    ] {
        assert_eq!(log(other), None, "{other}");
    }
}

#[test]
fn a_file_cut_at_any_byte_keeps_every_event_before_it() {
    let folder = Folder::new("cut");
    let (mut journal, _) = Journal::open(FileStore::open(&folder.0).unwrap(), origin(), Known(1)).unwrap();
    let mut ends = vec![];
    for n in 0..6 {
        journal.append(&event(n)).unwrap();
        journal.flush().unwrap();
        ends.push(fs::metadata(folder.0.join("2026-11-24.1.journal")).unwrap().len());
    }
    drop(journal);
    let path = folder.0.join("2026-11-24.1.journal");
    let whole = fs::read(&path).unwrap();
    for length in 0..=whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        let store = FileStore::open(&folder.0).unwrap();
        let (mut journal, recovery) = Journal::open(store, origin(), Known(2)).unwrap();
        assert_eq!(recovery.flaws, []);
        journal.append(&event(9)).unwrap();
        journal.flush().unwrap();
        let mut instants = vec![];
        let show = |_, event: &Event<'_>| instants.push(event.instant_ms - NOON);
        assert_eq!(read_events(journal.storage(), &origin(), segment(), None, show).unwrap().flaws, []);
        let kept = ends.iter().filter(|end| **end <= length as u64).count() as i64;
        assert_eq!(instants, (0..kept).chain([9]).collect::<Vec<_>>(), "cut at {length}");
        // Nothing but the file of the day, and the lock.
        assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2);
    }
}

#[test]
fn a_journal_in_files_is_closed_exported_verified_and_erased() {
    let folder = Folder::new("whole");
    let store = FileStore::open(&folder.0).unwrap();
    assert!(matches!(FileStore::open(&folder.0), Err(FileStoreError::Locked)));
    let (mut journal, _) = Journal::open(store, origin(), Known(1)).unwrap();
    (0..300).for_each(|n| assert!(journal.append(&event(n)).is_ok()));
    journal.close(segment().day(), &key()).unwrap();
    let key = key();
    let found = verify(journal.storage(), &origin(), &[&key as &dyn Verifier], &Tables::built_in()).unwrap();
    assert_eq!((found.flaws, found.segments[0].events, found.attested), (vec![], 300, true));
    let mut text = String::new();
    export(journal.storage(), &origin(), None, |line| text.push_str(line)).unwrap();
    let file = folder.0.join("export.jsonl");
    fs::write(&file, &text).unwrap();
    let found = verify_file(&file, &[&key as &dyn Verifier], &Tables::built_in()).unwrap();
    assert_eq!((found.flaws, found.events, found.attested), (vec![], 300, true));
    fs::write(&file, text.replacen("\"uid\":\"a\"", "\"uid\":\"b\"", 1)).unwrap();
    let found = verify_file(&file, &[&key as &dyn Verifier], &Tables::built_in()).unwrap();
    let line = 1 + text.lines().position(|line| line.contains("\"uid\":\"a\"")).unwrap() as u64;
    assert_eq!((found.flaws.len(), found.flaws[0].line), (1, Some(line)));
    let mut store = journal.into_storage();
    store.erase(Log::Segment(segment())).unwrap();
    store.erase(Log::Segment(segment())).unwrap();
    assert_eq!(store.logs().unwrap(), [Log::Checkpoints]);
    let missing = verify_file(&folder.0.join("none.jsonl"), &[], &Tables::built_in());
    assert_eq!(missing.unwrap_err().code(), ErrorCode::FileUnreadable);
}

#[test]
fn a_chain_of_checkpoints_in_a_file_cut_at_any_byte_keeps_every_one_before_it() {
    const DAY: i64 = 86_400_000;
    let folder = Folder::new("chain");
    let (mut journal, _) = Journal::open(FileStore::open(&folder.0).unwrap(), origin(), Known(1)).unwrap();
    let mut ends = vec![];
    let path = folder.0.join(CHECKPOINTS);
    for day in 0..3 {
        journal.append(&event(day * DAY)).unwrap();
        journal.close(event(day * DAY).day().unwrap(), &key()).unwrap();
        ends.push(fs::metadata(&path).unwrap().len());
    }
    drop(journal);
    let whole = fs::read(&path).unwrap();
    for length in 0..=whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        let (mut journal, recovery) =
            Journal::open(FileStore::open(&folder.0).unwrap(), origin(), Known(2)).unwrap();
        // A note without the empty line behind it is whole.
        let length = length as u64;
        let kept = ends.iter().filter(|end| **end <= length + 1).count();
        let torn = if length == 0 || ends.iter().any(|end| (*end - 1..=*end).contains(&length)) {
            vec![]
        } else {
            vec![(Log::Checkpoints, kept.checked_sub(1).map_or(0, |last| ends[last]))]
        };
        assert_eq!((recovery.torn, recovery.flaws), (torn, vec![]), "cut at {length}");
        assert_eq!(journal.checkpoints().len(), kept, "cut at {length}");
        // The days are there; those whose checkpoint went get it anew.
        for day in kept as i64..3 {
            journal.close(event(day * DAY).day().unwrap(), &key()).unwrap();
        }
        let key = key();
        let found =
            verify(journal.storage(), &origin(), &[&key as &dyn Verifier], &Tables::built_in()).unwrap();
        assert_eq!((found.flaws, found.checkpoints, found.segments.len()), (vec![], 3, 3), "cut at {length}");
    }
}
