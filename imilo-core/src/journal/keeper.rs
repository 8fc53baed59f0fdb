//! The journal as its host writes it: events in, checkpoints at the end of each day.

use std::collections::BTreeMap;

use crate::calendar::Date;
use crate::pseudonym::Randomness;

use super::attest::{KeyName, Signer, Verifier};
use super::checkpoint::{Checkpoint, Note, Purged, ReadChain, Signature, read_chain};
use super::compact::Receipt;
use super::event::{Event, EventError};
use super::flaw::{Flaw, FlawKind, Place};
use super::journal_error::JournalError;
use super::merkle::Hash;
use super::salts::Salts;
use super::segment::Segment;
use super::segment_id::SegmentId;
use super::storage::{Log, Storage, read_all};
use super::walk::walk;

/// Bytes of a segment that wait at most before they are stored.
const WAITING: usize = 1 << 16;

/// A journal: append-only segments by day, and the chain of their checkpoints.
///
/// ```
/// use imilo_core::journal::{Act, Event, EventOutcome, Journal, KeyName, MacKey, MemoryStore, verify};
/// use imilo_core::journal::{Tables, Verifier};
/// use imilo_core::pseudonym::{Attesting, KeyId, Keyring, OsRandomness};
///
/// let name = KeyName::new("imilo.example/journal")?;
/// let mut keys = Keyring::<Attesting>::new();
/// keys.add(KeyId::new(1)?, b"an example, no key: 32 bytes....")?;
/// let key = MacKey::new(&keys, KeyId::new(1)?, name.clone())?;
///
/// let (mut journal, _) = Journal::open(MemoryStore::default(), name.clone(), OsRandomness)?;
/// let event = Event {
///     instant_ms: 1_795_521_600_000, // 2026-11-24, noon
///     agent: "agent-7",
///     mission_locale: Some("ML-A"),
///     dossier: None,
///     act: Act::new("agent_mission_locale", "connect", EventOutcome::Conforming),
/// };
/// journal.append(&event)?;
/// journal.flush()?; // durable from here on
/// journal.close("2026-11-24".parse()?, &key)?;
///
/// let found = verify(journal.storage(), &name, &[&key as &dyn Verifier], &Tables::built_in())?;
/// assert!(found.flaws.is_empty() && found.segments[0].events == 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Journal<S: Storage, R> {
    pub(super) storage: S,
    pub(super) origin: KeyName,
    salts: Salts<R>,
    open: BTreeMap<SegmentId, Segment>,
    /// The last part of each day that is there or was.
    parts: BTreeMap<Date, u16>,
    pub(super) notes: Vec<Checkpoint>,
    /// Of the last of them.
    signatures: Vec<Signature>,
    failed: bool,
}

/// What was found when a journal was opened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recovery {
    /// Logs whose end was no whole record, and the length to which each was cut: a write did not come to its end.
    pub torn: Vec<(Log, u64)>,
    /// What is wrong in segments that were not closed: they are left as they are, and nothing is added to them.
    pub flaws: Vec<Flaw>,
    /// Segments that were ended and have no checkpoint: their closing did not come to its end, or it was taken away. Close
    /// their day again.
    pub unclosed: Vec<SegmentId>,
}

impl<S: Storage, R: Randomness> Journal<S, R> {
    /// Opens a journal, or begins one. The end of a write that was interrupted is cut off and reported; nothing before
    /// it is lost.
    ///
    /// # Errors
    /// [`JournalError`]: the storage failed; a chain of checkpoints that is damaged elsewhere than at its end.
    pub fn open(storage: S, origin: KeyName, random: R) -> Result<(Self, Recovery), JournalError<S::Error>> {
        let mut journal = Self {
            storage,
            origin,
            salts: Salts::new(random),
            open: BTreeMap::new(),
            parts: BTreeMap::new(),
            notes: Vec::new(),
            signatures: Vec::new(),
            failed: false,
        };
        let mut recovery = Recovery::default();
        journal.read_chain(&mut recovery)?;
        for log in journal.storage.logs().map_err(JournalError::Storage)? {
            if let Log::Segment(id) = log
                && !journal.notes.iter().any(|note| note.segment == id)
            {
                journal.read_open(id, &mut recovery)?;
            }
        }
        let parts = journal.notes.iter().map(|note| note.segment).collect::<Vec<_>>();
        parts.into_iter().for_each(|id| journal.see_part(id));
        Ok((journal, recovery))
    }

    fn see_part(&mut self, id: SegmentId) {
        let last = self.parts.entry(id.day()).or_default();
        *last = id.part().max(*last);
    }

    fn read_chain(&mut self, recovery: &mut Recovery) -> Result<(), JournalError<S::Error>> {
        let bytes = read_all(&self.storage, Log::Checkpoints).map_err(JournalError::Storage)?;
        let ReadChain { notes, torn, unended } = read_chain(&bytes);
        if unended {
            self.storage.append(Log::Checkpoints, b"\n").map_err(JournalError::Storage)?;
        }
        if let Some(length) = torn {
            self.storage.cut(Log::Checkpoints, length as u64).map_err(JournalError::Storage)?;
            recovery.torn.push((Log::Checkpoints, length as u64));
        }
        for (place, note) in (1..).zip(notes) {
            let Some(note) = note else {
                let place = Place::Checkpoint(place);
                let flaw = Flaw { segment: None, place, kind: FlawKind::Malformed, line: None };
                return Err(JournalError::Damaged(vec![flaw]));
            };
            // A name that was mistyped would write a chain that no name verifies.
            if note.checkpoint.origin != self.origin.as_str() {
                let segment = Some(note.checkpoint.segment);
                let flaw =
                    Flaw { segment, place: Place::Checkpoint(place), kind: FlawKind::Foreign, line: None };
                return Err(JournalError::Damaged(vec![flaw]));
            }
            self.notes.push(note.checkpoint);
            self.signatures = note.signatures;
        }
        Ok(())
    }

    /// Whether the last checkpoint is attested by one of these keys: to be asked once, when a journal is opened with keys that
    /// may be the wrong ones.
    ///
    /// # Errors
    /// [`JournalError::Damaged`] with that checkpoint: none of the keys made it, or it was changed.
    pub fn check_keys(&self, keys: &[&dyn Verifier]) -> Result<(), JournalError<S::Error>> {
        let made = |key: &&dyn Verifier| self.made_by(*key) == Some(true);
        if self.notes.is_empty() || keys.iter().any(made) { Ok(()) } else { Err(self.not_attested()) }
    }

    /// Whether a key made the last checkpoint; none: nothing there is signed under its id.
    fn made_by(&self, key: &dyn Verifier) -> Option<bool> {
        let same = |signature: &&Signature| signature.name == key.name().as_str() && signature.id == key.id();
        let signature = self.signatures.iter().find(same)?;
        Some(key.verify(self.notes.last()?.text().as_bytes(), &signature.bytes))
    }

    fn not_attested(&self) -> JournalError<S::Error> {
        let segment = self.notes.last().map(|note| note.segment);
        let place = Place::Checkpoint(self.notes.len() as u64);
        JournalError::Damaged(vec![Flaw { segment, place, kind: FlawKind::NotAttested, line: None }])
    }

    /// Nothing is closed or erased under a key that did not make the checkpoint of its own id.
    pub(super) fn check_signer(&self, signer: &dyn Signer) -> Result<(), JournalError<S::Error>> {
        match signer.verifier().and_then(|key| self.made_by(key)) {
            Some(false) => Err(self.not_attested()),
            _ => Ok(()),
        }
    }

    fn read_open(&mut self, id: SegmentId, recovery: &mut Recovery) -> Result<(), JournalError<S::Error>> {
        let mut segment = Segment::empty(id)?;
        let mut whole = true;
        let (storage, log) = (&self.storage, Log::Segment(id));
        let read = |offset, into: &mut [u8]| storage.read(log, offset, into);
        let walked = walk(id, self.origin.as_str(), None, read, |leaf| {
            whole &= segment.replay(leaf.canonical, leaf.hash).is_some();
        })
        .map_err(JournalError::Storage)?;
        let wrong = |flaw: &&Flaw| flaw.kind != FlawKind::TornEnd;
        let damaged = !whole || walked.flaws.iter().any(|flaw| wrong(&flaw));
        if let Some(length) = walked.torn.filter(|_| !damaged) {
            self.storage.cut(log, length).map_err(JournalError::Storage)?;
            recovery.torn.push((log, length));
        }
        // Of a file without a leaf nothing was begun: its part is still to come.
        if walked.size == 0 && !damaged {
            return Ok(());
        }
        self.see_part(id);
        if damaged {
            recovery.flaws.extend(walked.flaws);
            return Ok(());
        }
        if walked.ended {
            segment.mark_ended();
            recovery.unclosed.push(id);
        }
        self.open.insert(id, segment);
        Ok(())
    }

    /// Adds an event to its day. It is durable once [`flush`](Self::flush) has returned.
    ///
    /// # Errors
    /// [`JournalError`]: an event that cannot be taken (the journal is as it was), the storage.
    pub fn append(&mut self, event: &Event<'_>) -> Result<Receipt, JournalError<S::Error>> {
        let id = self.current(event.day()?)?;
        let segment = self.open.get_mut(&id).ok_or(JournalError::Segment(id))?;
        let receipt = segment.append(event, &mut self.salts)?;
        if segment.pending().len() >= WAITING {
            self.flush()?;
        }
        Ok(receipt)
    }

    /// The segment of a day to which events are added, for [`Segment::push`]; it is begun if there is none.
    ///
    /// # Errors
    /// [`JournalError`]: no randomness, an earlier failure of the storage.
    pub fn segment(&mut self, day: Date) -> Result<(&mut Segment, &mut Salts<R>), JournalError<S::Error>> {
        let id = self.current(day)?;
        let segment = self.open.get_mut(&id).ok_or(JournalError::Segment(id))?;
        Ok((segment, &mut self.salts))
    }

    fn current(&mut self, day: Date) -> Result<SegmentId, JournalError<S::Error>> {
        if self.failed {
            return Err(JournalError::Damaged(Vec::new()));
        }
        let of_day = self.open.values().filter(|segment| segment.id().day() == day);
        if let Some(segment) = of_day.rev().find(|segment| !segment.is_ended()) {
            return Ok(segment.id());
        }
        let last = self.parts.get(&day).copied().unwrap_or(0);
        let id = last.checked_add(1).and_then(|part| SegmentId::new(day, part)).ok_or(EventError::Full)?;
        let segment = Segment::begin(id, self.origin.as_str(), &mut self.salts)?;
        self.open.insert(id, segment);
        self.see_part(id);
        Ok(id)
    }

    /// Stores what waits.
    ///
    /// # Errors
    /// [`JournalError::Storage`]: the journal then takes no more, and is to be opened again.
    pub fn flush(&mut self) -> Result<(), JournalError<S::Error>> {
        // What was written in part is not written behind itself once more.
        if self.failed {
            return Err(JournalError::Damaged(Vec::new()));
        }
        for (id, segment) in &mut self.open {
            if segment.pending().is_empty() {
                continue;
            }
            self.storage.append(Log::Segment(*id), segment.pending()).map_err(|error| {
                self.failed = true;
                JournalError::Storage(error)
            })?;
            segment.stored();
        }
        Ok(())
    }

    /// Closes a day: each of its segments gets its checkpoint. A day without an event gets an empty segment, so that its
    /// silence is proved too.
    ///
    /// # Errors
    /// [`JournalError`]: whoever attests does not answer, the storage.
    pub fn close(&mut self, day: Date, signer: &dyn Signer) -> Result<Vec<Note>, JournalError<S::Error>> {
        self.check_signer(signer)?;
        if !self.parts.contains_key(&day) {
            self.current(day)?;
        }
        let of_day = |id: &&SegmentId| id.day() == day;
        let ids: Vec<_> = self.open.keys().filter(of_day).copied().collect();
        for id in &ids {
            if let Some(segment) = self.open.get_mut(id) {
                segment.end();
            }
        }
        self.flush()?;
        let mut notes = Vec::new();
        for id in ids {
            let Some(segment) = self.open.get(&id) else { continue };
            let (size, events, root) = (segment.size(), segment.events(), segment.root());
            notes.push(self.note(id, (size, events, root), None, signer)?);
            self.open.remove(&id);
        }
        Ok(notes)
    }

    /// Chains, signs and stores a checkpoint.
    pub(super) fn note(
        &mut self,
        segment: SegmentId,
        (size, events, root): (u64, u64, Hash),
        purged: Option<Purged>,
        signer: &dyn Signer,
    ) -> Result<Note, JournalError<S::Error>> {
        if self.failed {
            return Err(JournalError::Damaged(Vec::new()));
        }
        let checkpoint = Checkpoint {
            origin: self.origin.as_str().to_owned(),
            segment,
            size,
            root,
            number: self.notes.len() as u64 + 1,
            events,
            previous: self.notes.last().map(Checkpoint::hash),
            purged,
        };
        let note = Note::sign(checkpoint, signer)?;
        let text = note.text() + "\n";
        self.storage.append(Log::Checkpoints, text.as_bytes()).map_err(|error| {
            self.failed = true;
            JournalError::Storage(error)
        })?;
        self.notes.push(note.checkpoint.clone());
        self.signatures.clone_from(&note.signatures);
        Ok(note)
    }

    /// The storage.
    #[must_use]
    pub const fn storage(&self) -> &S {
        &self.storage
    }

    /// Gives the storage back. What was not flushed is lost.
    #[must_use]
    pub fn into_storage(self) -> S {
        self.storage
    }

    /// The last day that is there or was.
    #[must_use]
    pub fn last_day(&self) -> Option<Date> {
        self.parts.keys().next_back().copied()
    }

    /// The checkpoints, in the order of the chain.
    #[must_use]
    pub fn checkpoints(&self) -> &[Checkpoint] {
        &self.notes
    }
}
