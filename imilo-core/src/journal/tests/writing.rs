//! What is taken, what is refused, what is read again.

use std::fmt::Write as _;

use super::kit::{DAY, Known, NOON, days, event, found, id, key, name, open};
use crate::calendar::Date;
use crate::error::CodedError;
use crate::explain::{AccessEvent, Outcome};
use crate::journal::{
    Act, CompactEvent, DossierRef, Event, EventError, EventOutcome, FlawKind, Journal, JournalError, Log,
    MemoryStore, Place, PurgeBy, Recovery, Salts, Segment, SegmentId, SegmentState, Storage, Tables,
    Verifier, read_events,
};
use crate::pseudonym::{NoRandomness, Randomness};

/// What of an event can be told apart: its `Debug` hides who and whose on purpose.
fn told(event: &Event<'_>) -> String {
    let dossier = event.dossier.map(|dossier| dossier.to_hex());
    format!("{} {} {:?} {dossier:?} {:?}", event.instant_ms, event.agent, event.mission_locale, event.act)
}

#[test]
fn events_are_read_as_they_were_written() {
    let journal = days(&[700, 0, 5]);
    for (day, count) in [(0, 700), (1, 0), (2, 5)] {
        let noon = NOON + day * DAY;
        let segment = SegmentId::first(event(0, noon).day().unwrap());
        let mut read = Vec::new();
        let found = read_events(journal.storage(), &name(), segment, None, |_, event| read.push(told(event)));
        let found = found.unwrap();
        assert_eq!((found.flaws, found.events), (vec![], count));
        let written: Vec<_> = (0..count as usize).map(|n| told(&event(n, noon))).collect();
        assert_eq!(read, written);
    }
    let found = found(journal.storage());
    assert_eq!((found.flaws, found.checkpoints, found.attested), (vec![], 3, true));
    assert!(found.segments.iter().all(|segment| segment.state == SegmentState::Closed));
}

#[test]
fn what_is_on_another_day_is_refused_and_the_day_is_that_of_paris() {
    let mut journal = open(MemoryStore::default());
    // Midnight of 24 November in Paris is 23:00 UTC of the 23rd; in July it is 22:00.
    for (instant, day) in [
        (NOON - DAY / 2 - 3_600_001, "2026-11-23"),
        (NOON - DAY / 2 - 3_600_000, "2026-11-24"),
        (NOON + DAY / 2 - 3_600_001, "2026-11-24"),
        (NOON + DAY / 2 - 3_600_000, "2026-11-25"),
        (1_783_980_000_000 - 1, "2026-07-13"),
        (1_783_980_000_000, "2026-07-14"),
    ] {
        let receipt = journal.append(&event(0, instant)).unwrap();
        assert_eq!(receipt.segment.day().to_string(), day, "{instant}");
    }
    let mut salts = Salts::new(Known(1));
    let mut segment = Segment::begin(id("2026-11-24/1"), "x", &mut salts).unwrap();
    for wrong in [NOON + DAY / 2, NOON - DAY, i64::MIN, i64::MAX] {
        assert_eq!(segment.append(&event(0, wrong), &mut salts), Err(EventError::Instant));
    }
    assert_eq!(segment.size(), 1);
}

#[test]
fn texts_that_cannot_stand_are_refused_by_their_field() {
    let mut salts = Salts::new(Known(1));
    let mut segment = Segment::begin(id("2026-11-24/1"), "x", &mut salts).unwrap();
    let long = "x".repeat(1025);
    // An invented NIR with its right key: 97 - (2990175001001 mod 97).
    let key = 97 - 2_990_175_001_001_u64 % 97;
    let nir = format!("vu 2 99 01 75 001 001 {key:02}");
    for wrong in ["", "a\nb", "\u{7f}", long.as_str(), nir.as_str()] {
        let field = |field| Err(EventError::Text { field });
        let good = event(0, NOON);
        let with = |act| Event { act, ..event(0, NOON) };
        let act = || super::kit::act(0);
        for (event, name) in [
            (Event { agent: wrong, ..good.clone() }, "agent"),
            (Event { mission_locale: Some(wrong), ..good.clone() }, "mission_locale"),
            (with(Act { actor: wrong, ..act() }), "actor"),
            (with(Act { operation: wrong, ..act() }), "operation"),
            (with(Act { purpose: Some(wrong), ..act() }), "purpose"),
            (with(Act { form: Some(wrong), ..act() }), "form"),
            (with(Act { rule_set: Some(wrong.into()), ..act() }), "rule_set"),
            (with(Act { granted: vec!["a", wrong], ..act() }), "granted"),
            (with(Act { withheld: vec![wrong], ..act() }), "withheld"),
            (with(Act { provisions: vec![wrong], ..act() }), "provisions"),
        ] {
            assert_eq!(segment.append(&event, &mut salts), field(name), "{wrong:?}");
        }
    }
    let many = vec!["a name of twenty bytes"; 4000];
    let event = Event { act: Act { granted: many, ..super::kit::act(0) }, ..event(0, NOON) };
    let error = segment.append(&event, &mut salts).unwrap_err();
    assert_eq!((error.code().number(), segment.events()), (730, 0));
}

#[test]
fn an_index_of_another_segment_is_refused() {
    let mut salts = Salts::new(Known(1));
    let mut one = Segment::begin(id("2026-11-24/1"), "x", &mut salts).unwrap();
    let mut other = Segment::begin(id("2026-11-24/2"), "x", &mut salts).unwrap();
    let act = super::kit::act(0);
    let (agent, of_other) = (one.agent("a", &mut salts).unwrap(), other.agent("a", &mut salts).unwrap());
    let act = (one.act(&act, &mut salts).unwrap(), other.act(&act, &mut salts).unwrap());
    let structure = other.structure("ML-A", &mut salts).unwrap();
    let good = CompactEvent { instant_ms: NOON, agent, mission_locale: None, act: act.0, dossier: None };
    assert!(one.push(&good, &mut salts).is_ok());
    for wrong in [
        CompactEvent { agent: of_other, ..good },
        CompactEvent { act: act.1, ..good },
        CompactEvent { mission_locale: Some(structure), ..good },
    ] {
        assert_eq!(one.push(&wrong, &mut salts), Err(EventError::Reference));
    }
}

#[test]
fn an_event_after_its_day_was_closed_goes_to_the_next_part() {
    let mut journal = days(&[3]);
    let receipt = journal.append(&event(9, NOON)).unwrap();
    assert_eq!(receipt.segment, id("2026-11-24/2"));
    let notes = journal.close(receipt.segment.day(), &key()).unwrap();
    assert_eq!(notes.len(), 1);
    let found = found(journal.storage());
    assert_eq!((found.flaws, found.segments.len()), (vec![], 2));
}

#[test]
fn the_event_of_a_disclosure_is_taken_whole_on_its_day() {
    let access = AccessEvent {
        day: "2018-03-14".parse().unwrap(),
        agent: "agent-7".to_owned(),
        dossier: "dossier-42".to_owned(),
        mission_locale: "ML-A".to_owned(),
        actor: "agent_mission_locale",
        operation: "consult",
        purpose: "accompaniment",
        form: "nominative",
        outcome: Outcome::Undetermined,
        granted: vec!["identite.prenoms"],
        withheld: vec!["identite.nir", "1°"],
        provisions: vec!["D2015-59:3:I".to_owned()],
    };
    // 2018-03-14, 10:00 UTC.
    let (instant, dossier) = (1_521_021_600_000, DossierRef::new([9; 16]));
    let event = Event::of_access(&access, instant, dossier).unwrap();
    assert_eq!(event.act.outcome, EventOutcome::Undetermined);
    assert_eq!(event.act.rule_set.as_deref(), Some("V2015"));
    assert_eq!(
        (&*event.act.granted, &*event.act.withheld),
        (&["identite.prenoms"][..], &["identite.nir", "1°"][..])
    );
    assert!(matches!(Event::of_access(&access, instant + DAY, dossier), Err(EventError::Instant)));
    // Neither the agent nor the dossier shows.
    let shown = format!("{event:?}");
    assert!(!shown.contains("agent-7") && !shown.contains("0909"), "{shown}");
    let mut journal = open(MemoryStore::default());
    let receipt = journal.append(&event).unwrap();
    journal.flush().unwrap();
    let mut read = String::new();
    let show = |_, event: &Event<'_>| write!(read, "{}", told(event)).unwrap();
    read_events(journal.storage(), &name(), receipt.segment, None, show).unwrap();
    assert_eq!(read, told(&event));
    // The id of the dossier itself is in no byte of it.
    let bytes = journal.storage().bytes(Log::Segment(receipt.segment));
    assert!(!bytes.windows(7).any(|window| window == b"dossier"));
}

#[test]
fn a_journal_that_is_opened_again_goes_on_where_it_was() {
    let mut whole = open(MemoryStore::default());
    for n in 0..600 {
        whole.append(&event(n, NOON)).unwrap();
    }
    whole.close(event(0, NOON).day().unwrap(), &key()).unwrap();
    for at in [0, 1, 2, 255, 256, 300, 512, 599] {
        let mut journal = open(MemoryStore::default());
        for n in 0..600 {
            if n == at {
                journal.flush().unwrap();
                journal = open(journal.into_storage());
            }
            journal.append(&event(n, NOON)).unwrap();
        }
        let notes = journal.close(event(0, NOON).day().unwrap(), &key()).unwrap();
        // Salts differ, and with them the root.
        assert_eq!(notes[0].checkpoint.size, whole.checkpoints()[0].size, "opened again at {at}");
        assert_eq!(found(journal.storage()).flaws, []);
    }
}

#[test]
fn a_close_that_was_interrupted_before_its_checkpoint_is_done_again() {
    let closed = days(&[20]);
    let mut store = MemoryStore::default();
    let log = Log::Segment(id("2026-11-24/1"));
    store.append(log, closed.storage().bytes(log)).unwrap();
    let (mut journal, recovery) = Journal::open(store, name(), Known(3)).unwrap();
    assert_eq!(recovery, Recovery { unclosed: vec![id("2026-11-24/1")], ..Recovery::default() });
    // The root of the last block is written already: what comes now is of the next part.
    assert_eq!(journal.append(&event(1, NOON)).unwrap().segment, id("2026-11-24/2"));
    let notes = journal.close(event(1, NOON).day().unwrap(), &key()).unwrap();
    assert_eq!(notes[0].checkpoint.root, closed.checkpoints()[0].root);
    assert_eq!((notes.len(), found(journal.storage()).flaws), (2, vec![]));
}

#[test]
fn a_source_without_randomness_leaves_the_journal_as_it_was() {
    struct Dry(Known, bool);
    impl Randomness for Dry {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
            if core::mem::take(&mut self.1) { self.0.fill(bytes) } else { Err(NoRandomness) }
        }
    }
    let mut salts = Salts::new(Dry(Known(1), true));
    let mut segment = Segment::begin(id("2026-11-24/1"), "x", &mut salts).unwrap();
    let mut taken = 0;
    let error = loop {
        match segment.append(&event(taken, NOON), &mut salts) {
            Ok(_) => taken += 1,
            Err(error) => break error,
        }
    };
    assert_eq!((error, segment.size(), segment.events()), (EventError::NoRandomness, 256, taken as u64));
}

#[test]
fn a_storage_that_failed_takes_no_more_until_it_is_opened_again() {
    #[derive(Debug, thiserror::Error)]
    #[error("full")]
    struct Disk;
    struct Failing(MemoryStore, bool);
    impl Storage for Failing {
        type Error = Disk;
        fn append(&mut self, log: Log, bytes: &[u8]) -> Result<(), Disk> {
            let half = if self.1 { bytes.len() / 2 } else { bytes.len() };
            let Ok(()) = self.0.append(log, &bytes[..half]);
            if self.1 { Err(Disk) } else { Ok(()) }
        }
        fn read(&self, log: Log, offset: u64, into: &mut [u8]) -> Result<usize, Disk> {
            Ok(self.0.read(log, offset, into).unwrap())
        }
        fn cut(&mut self, log: Log, length: u64) -> Result<(), Disk> {
            self.0.cut(log, length).unwrap();
            Ok(())
        }
        fn erase(&mut self, _: Log) -> Result<(), Disk> {
            Err(Disk)
        }
        fn logs(&self) -> Result<Vec<Log>, Disk> {
            Ok(self.0.logs().unwrap())
        }
    }
    let (mut journal, _) = Journal::open(Failing(MemoryStore::default(), false), name(), Known(1)).unwrap();
    journal.append(&event(0, NOON)).unwrap();
    journal.flush().unwrap();
    journal.append(&event(1, NOON)).unwrap();
    journal.storage.1 = true;
    assert!(matches!(journal.flush(), Err(JournalError::Storage(Disk))));
    let day: Date = "2026-11-24".parse().unwrap();
    assert!(matches!(journal.append(&event(2, NOON)), Err(JournalError::Damaged(_))));
    assert!(journal.close(day, &key()).is_err());
    let store = journal.into_storage().0;
    let (mut journal, recovery) = Journal::open(store, name(), Known(2)).unwrap();
    assert_eq!(recovery.torn.len(), 1);
    journal.append(&event(1, NOON)).unwrap();
    let notes = journal.close(day, &key()).unwrap();
    assert_eq!((notes[0].checkpoint.events, found(journal.storage()).flaws), (2, vec![]));
}

/// A key that is not the one of its id makes no checkpoint, purges nothing and releases nothing.
#[test]
fn the_wrong_key_under_the_right_id_is_refused() {
    let mut journal = super::kit::days(&[3]);
    let wrong = super::kit::key_of(9);
    let no_key = |found: Result<_, JournalError<_>>| match found {
        Err(JournalError::Damaged(flaws)) => {
            assert_eq!((flaws[0].place, flaws[0].kind), (Place::Checkpoint(1), FlawKind::NotAttested))
        }
        _ => panic!("taken"),
    };
    let whole = journal.storage().clone();
    no_key(journal.close("2026-11-25".parse().unwrap(), &wrong).map(|_| ()));
    let by = PurgeBy { agent: "agent-dpo", actor: "technical_operator", instant_ms: NOON + 300 * DAY };
    no_key(journal.purge(id("2026-11-24/1"), &by, &[], &Tables::built_in(), &wrong).map(|_| ()));
    no_key(journal.check_keys(&[&wrong as &dyn Verifier]));
    no_key(journal.check_keys(&[]));
    assert!(journal.check_keys(&[&wrong as &dyn Verifier, &key() as &dyn Verifier]).is_ok());
    for log in whole.logs().unwrap() {
        assert_eq!(journal.storage().bytes(log), whole.bytes(log));
    }
    journal.close("2026-11-25".parse().unwrap(), &key()).unwrap();
    assert_eq!(found(journal.storage()).flaws, []);
    // Nothing is closed yet: no key can be the wrong one.
    assert!(open(MemoryStore::default()).check_keys(&[]).is_ok());
}

/// A NIR in whatever digits, with whatever key, or cut over the elements of a list; what is not seen; what is empty or too long.
#[test]
fn no_text_of_an_event_hides_a_nir_or_what_is_not_seen() {
    let mut journal = open(MemoryStore::default());
    let long = "x".repeat(70_000);
    let plain = || Act::new("agent_mission_locale", "consult", EventOutcome::Conforming);
    let of = |agent: &'static str| Event {
        instant_ms: NOON,
        agent,
        mission_locale: None,
        dossier: None,
        act: plain(),
    };
    for agent in [
        "٢٥٥٠٨١٤١٦٨٠٢٥٣٨",
        "255081416802539",
        "355081416802538",
        "agent\u{202e}7",
        "agent\u{200b}7",
        "a\u{2066}b",
    ] {
        let Err(refused) = journal.append(&of(agent)) else { panic!("taken: {agent}") };
        assert_eq!((refused.code().row().slug, refused.field().as_deref()), ("event_text", Some("agent")));
        assert!(!refused.to_string().contains(agent));
    }
    for (field, act) in [
        ("granted", Act { granted: vec!["2550814168", "02538"], ..plain() }),
        ("withheld", Act { withheld: vec!["255081", "416802538"], ..plain() }),
        ("provisions", Act { provisions: vec!["2550814", "16802538"], ..plain() }),
        ("purpose", Act { purpose: Some(""), ..plain() }),
        ("purpose", Act { purpose: Some(&long), ..plain() }),
        ("operation", Act { operation: &long, ..plain() }),
    ] {
        let refused = journal.append(&Event { act, ..of("agent-7") }).unwrap_err();
        assert_eq!((refused.code().row().slug, refused.field().as_deref()), ("event_text", Some(field)));
    }
    // Identifiers of other kinds are texts like others.
    for agent in ["0b0a4c4e-2550-4141-8025-381234567890", "67180S00", "agent de l'été"] {
        journal.append(&of(agent)).unwrap();
    }
    assert!(crate::journal::KeyName::new("imilo.test/255081416802538").is_err());
}
