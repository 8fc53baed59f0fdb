//! A power cut at any byte of a purge: nothing that is due is lost, and the purge is done when it is asked again.

use super::kit::{DAY, Kept, Known, NOON, days_from, event, found, id, key, name};
use crate::journal::{
    Contentieux, DossierRef, Event, FlawKind, Hold, Journal, Log, MemoryStore, PurgeBy, SegmentState,
    Storage, Tables, Verifier,
};

/// A store whose power is cut after so many bytes; to erase or to cut off counts for one.
struct Cut {
    store: MemoryStore,
    left: usize,
}

#[derive(Debug, thiserror::Error)]
#[error("no power")]
struct NoPower;

impl Cut {
    fn spend(&mut self, bytes: usize) -> usize {
        let spent = bytes.min(self.left);
        self.left -= spent;
        spent
    }
}

fn powered(spent: usize, wanted: usize) -> Result<(), NoPower> {
    if spent < wanted { Err(NoPower) } else { Ok(()) }
}

impl Storage for Cut {
    type Error = NoPower;

    fn append(&mut self, log: Log, bytes: &[u8]) -> Result<(), NoPower> {
        let spent = self.spend(bytes.len());
        self.store.append(log, &bytes[..spent]).unwrap();
        powered(spent, bytes.len())
    }

    fn read(&self, log: Log, offset: u64, into: &mut [u8]) -> Result<usize, NoPower> {
        Ok(self.store.read(log, offset, into).unwrap())
    }

    fn cut(&mut self, log: Log, length: u64) -> Result<(), NoPower> {
        let spent = self.spend(1);
        powered(spent, 1)?;
        self.store.cut(log, length).unwrap();
        Ok(())
    }

    fn erase(&mut self, log: Log) -> Result<(), NoPower> {
        let spent = self.spend(1);
        powered(spent, 1)?;
        self.store.erase(log).unwrap();
        Ok(())
    }

    fn logs(&self) -> Result<Vec<Log>, NoPower> {
        Ok(self.store.logs().unwrap())
    }
}

fn purge<S: Storage>(journal: &mut Journal<S, Known>) -> bool {
    let concerns = |event: &Event<'_>| event.dossier == Some(DossierRef::new([3; 16]));
    let contentieux = Contentieux {
        from: "2026-02-01".parse().unwrap(),
        definitive_decision: None,
        concerns_this_log: Some(true),
    };
    let hold = Hold { number: 7, contentieux, concerns: &concerns };
    let by = PurgeBy { agent: "agent-dpo", actor: "technical_operator", instant_ms: NOON - 153 * DAY };
    journal.purge(id("2025-11-24/1"), &by, &[hold], &Tables::built_in(), &key()).is_ok()
}

#[test]
fn a_purge_cut_at_any_byte_loses_nothing_that_is_held_and_is_done_when_asked_again() {
    let before = days_from(NOON - 365 * DAY, &[4, 2]).into_storage();
    let wanted = (0..4).filter(|n| event(*n, NOON).dossier == Some(DossierRef::new([3; 16]))).count() as u64;
    assert_eq!(wanted, 1);
    let segment = id("2025-11-24/1");
    let (mut left, mut states) = (0, [false; 3]);
    loop {
        let cut = Cut { store: before.clone(), left };
        let (mut journal, _) = Journal::open(cut, name(), Known(left as u64)).unwrap();
        let done = purge(&mut journal);
        let store = journal.into_storage().store;
        let whole = store.logs().unwrap().contains(&Log::Segment(segment));
        let told = found(&store);
        // Before the checkpoint of the purge the day verifies; with it, it is told as not erased, or gone.
        let (state, _) =
            told.segments.iter().map(|of| (&of.state, of.id)).find(|of| of.1 == segment).unwrap();
        let noted = matches!(state, SegmentState::Purged { .. });
        states[usize::from(noted) + usize::from(!whole)] = true;
        assert!(whole || noted, "cut at {left}: erased before its checkpoint");
        let expected =
            |kind| matches!(kind, FlawKind::TornEnd) || (kind == FlawKind::NotErased && whole && noted);
        assert!(told.flaws.iter().all(|flaw| expected(flaw.kind)), "cut at {left}: {:?}", told.flaws);

        let (mut again, recovery): (Kept, _) = Journal::open(store, name(), Known(9)).unwrap();
        assert_eq!(recovery.flaws, [], "cut at {left}");
        // Before its checkpoint it is asked again, behind it what is left to erase is erased.
        let completed = again.complete(&[&key() as &dyn Verifier]).unwrap();
        assert_eq!(completed.contains(&Log::Segment(segment)), whole && noted, "cut at {left}");
        assert!(noted || purge(&mut again), "cut at {left}");
        let after = found(again.storage());
        assert_eq!(after.flaws, [], "cut at {left}");
        let held = after.segments.iter().find_map(|of| match &of.state {
            SegmentState::Purged { purged, .. } => Some(purged.events_held()),
            _ => None,
        });
        assert_eq!(held, Some(wanted), "cut at {left}");
        if done {
            break;
        }
        // Every byte of the event and of the checkpoint, every seventh of what is held, which is written first.
        let in_held = store_length(again.storage(), segment) > left + 16;
        left += if in_held { 7 } else { 1 };
    }
    assert_eq!(states, [true; 3], "cut before the checkpoint, behind it, and not at all");
}

fn store_length(store: &MemoryStore, segment: crate::journal::SegmentId) -> usize {
    store.bytes(Log::Held(segment, 7)).len()
}
