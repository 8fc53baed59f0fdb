//! A small journal, with known salts.

use std::sync::Arc;

use crate::journal::{
    Act, Event, EventOutcome, Journal, KeyName, Log, MacKey, MemoryStore, SegmentId, Tables, Verification,
    Verifier, verify,
};
use crate::pseudonym::{Attesting, KeyId, Keyring, NoRandomness, Randomness};

/// Bytes that no two calls give twice, the same in each run.
pub(super) struct Known(pub(super) u64);

impl Randomness for Known {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = (self.0 >> 56) as u8;
        }
        Ok(())
    }
}

pub(super) fn name() -> KeyName {
    KeyName::new("imilo.test/journal").unwrap()
}

pub(super) fn key() -> MacKey {
    key_of(1)
}

pub(super) fn key_of(first: u8) -> MacKey {
    let mut keys = Keyring::<Attesting>::new();
    let root: [u8; 32] = core::array::from_fn(|at| first.wrapping_add(at as u8));
    keys.add(KeyId::new(1).unwrap(), &root).unwrap();
    MacKey::new(&keys, KeyId::new(1).unwrap(), name()).unwrap()
}

pub(super) type Kept = Journal<MemoryStore, Known>;

pub(super) fn open(store: MemoryStore) -> Kept {
    let (journal, recovery) = Journal::open(store, name(), Known(7)).unwrap();
    assert_eq!(recovery, Default::default());
    journal
}

/// 2026-11-24, noon UTC.
pub(super) const NOON: i64 = 1_795_521_600_000;
pub(super) const DAY: i64 = 86_400_000;
pub(super) const AGENTS: [&str; 3] = ["agent-1", "agent-2", "agent-trois"];

pub(super) fn id(text: &str) -> SegmentId {
    text.parse().unwrap()
}

pub(super) fn act<'a>(n: usize) -> Act<'a> {
    let granted: &'a [&'a str] =
        [&["identite.prenoms"][..], &["identite.prenoms", "social.minima_sociaux"], &[]][n % 3];
    let outcome = [EventOutcome::Conforming, EventOutcome::Conforming, EventOutcome::NotConforming][n % 3];
    Act {
        purpose: Some("accompaniment"),
        form: Some("nominative"),
        granted: granted.to_vec(),
        withheld: if n % 3 == 2 { vec!["identite.nir"] } else { Vec::new() },
        rule_set: Some("V2026".into()),
        provisions: vec!["D2015-59:3"],
        ..Act::new("agent_mission_locale", ["consult", "update", "transmit"][n % 3], outcome)
    }
}

/// The n-th event of a day: some without dossier.
pub(super) fn event<'a>(n: usize, instant_ms: i64) -> Event<'a> {
    let connection = n % 7 == 3;
    Event {
        instant_ms: instant_ms + n as i64,
        agent: AGENTS[n % 3],
        mission_locale: (!connection).then_some(["ML-A", "ML-B"][n / 3 % 2]),
        dossier: (!connection).then(|| crate::journal::DossierRef::new([n as u8 % 5 + 1; 16])),
        act: if connection {
            Act::new("agent_mission_locale", "connect", EventOutcome::Conforming)
        } else {
            act(n / 2)
        },
    }
}

/// A journal of closed days: so many events on each day from the 24th of November 2026 on.
pub(super) fn days(counts: &[usize]) -> Kept {
    days_from(NOON, counts)
}

pub(super) fn days_from(noon: i64, counts: &[usize]) -> Kept {
    let mut journal = open(MemoryStore::default());
    for (day, count) in counts.iter().enumerate() {
        let noon = noon + day as i64 * DAY;
        (0..*count).for_each(|n| assert!(journal.append(&event(n, noon)).is_ok()));
        journal.close(event(0, noon).day().unwrap(), &key()).unwrap();
    }
    journal
}

pub(super) fn found(store: &MemoryStore) -> Verification {
    verify(store, &name(), &[&key() as &dyn Verifier], &Tables::built_in()).unwrap()
}

/// A store with another log in the place of one.
pub(super) fn with(store: &MemoryStore, log: Log, bytes: Vec<u8>) -> MemoryStore {
    let mut store = store.clone();
    store.replace(log, bytes);
    store
}

/// The records of a segment as (start, end): read by their lengths alone.
pub(super) fn records(bytes: &[u8]) -> Arc<[(usize, usize, u8)]> {
    let (mut at, mut records) = (0, Vec::new());
    while at < bytes.len() {
        let length = usize::from(bytes[at]) << 8 | usize::from(bytes[at + 1]);
        let kind = bytes[at + 2];
        let end = at + 2 + length + if kind == b'N' { 8 } else { 24 };
        records.push((at, end, kind));
        at = end;
    }
    records.into()
}
