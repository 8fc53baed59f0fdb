//! A segment that is being written.

use std::borrow::Cow;

use crate::pseudonym::Randomness;

use super::codec::{self, RawAct, RawEvent, base_ms, kind};
use super::compact::{ActId, AgentId, CompactEvent, Receipt, StructureId};
use super::dictionary::{ACTS, AGENTS, DATA, Indexes, STRUCTURES};
use super::event::{Act, Event, EventError, check_list, check_text, day_of, length_is_right};
use super::merkle::{Blocks, Hash};
use super::record::{put_leaf, put_node};
use super::salts::Salts;
use super::segment_id::SegmentId;

/// A segment that is being written: it makes the bytes to be stored, and knows the root of its tree.
///
/// ```
/// use imilo_core::journal::{Act, CompactEvent, EventOutcome, Salts, Segment, SegmentId};
/// use imilo_core::pseudonym::OsRandomness;
/// let mut salts = Salts::new(OsRandomness);
/// let id = SegmentId::first("2026-11-24".parse()?);
/// let mut segment = Segment::begin(id, "imilo.example/journal", &mut salts)?;
/// // Once for many events.
/// let agent = segment.agent("agent-7", &mut salts)?;
/// let act = segment.act(&Act::new("agent_mission_locale", "connect", EventOutcome::Conforming), &mut salts)?;
/// let event = CompactEvent { instant_ms: 1_795_521_600_000, agent, mission_locale: None, act, dossier: None };
/// let receipt = segment.push(&event, &mut salts)?;
/// assert_eq!((receipt.index, segment.size(), segment.events()), (3, 4, 1)); // behind the header, agent and act
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Segment {
    id: SegmentId,
    /// First instant of the day, and the first that is no longer of it.
    instants: core::ops::Range<i64>,
    base_ms: i64,
    tree: Blocks,
    events: u64,
    ended: bool,
    indexes: Indexes,
    pending: Vec<u8>,
    scratch: Vec<u8>,
}

impl Segment {
    /// Begins a segment.
    ///
    /// # Errors
    /// [`EventError`]: an origin that is no text, no randomness.
    pub fn begin<R: Randomness>(
        id: SegmentId,
        origin: &str,
        salts: &mut Salts<R>,
    ) -> Result<Self, EventError> {
        let mut segment = Self::empty(id)?;
        check_text(origin, "origin")?;
        let header = codec::header(id, origin).ok_or(EventError::Text { field: "origin" })?;
        segment.put(&header, salts)?;
        Ok(segment)
    }

    /// A segment without its header, to be filled with what was stored of it.
    pub(super) fn empty(id: SegmentId) -> Result<Self, EventError> {
        let base_ms = base_ms(id.day());
        // The day of Paris begins one hour or two before that of UTC, and is looked for at both.
        let starts = |day| {
            let midnight = codec::base_ms(day) + 86_400_000;
            let early = midnight - 7_200_000;
            if day_of(early)? == day { Ok(early) } else { Ok(midnight - 3_600_000) }
        };
        let instants = starts(id.day())?..starts(id.day().next_day())?;
        Ok(Self {
            id,
            instants,
            base_ms,
            tree: Blocks::default(),
            events: 0,
            ended: false,
            indexes: Indexes::default(),
            pending: Vec::new(),
            scratch: Vec::new(),
        })
    }

    /// Takes a leaf that is stored already.
    pub(super) fn replay(&mut self, canonical: &[u8], leaf: Hash) -> Option<()> {
        let table = match *canonical.first()? {
            kind::AGENT => Some(AGENTS),
            kind::STRUCTURE => Some(STRUCTURES),
            kind::DATA => Some(DATA),
            kind::ACT => Some(ACTS),
            kind::HEADER => None,
            _ => {
                self.events += 1;
                None
            }
        };
        if let Some(table) = table {
            self.indexes.add(&codec::unindexed(canonical)?, table)?;
        }
        self.tree.push(leaf);
        Some(())
    }

    fn put<R: Randomness>(
        &mut self,
        canonical: &[u8],
        salts: &mut Salts<R>,
    ) -> Result<(u64, Hash), EventError> {
        let salt = salts.take().map_err(|_| EventError::NoRandomness)?;
        let index = self.tree.size();
        let leaf = put_leaf(&mut self.pending, index, canonical, &salt).ok_or(EventError::Full)?;
        if let Some(root) = self.tree.push(leaf) {
            put_node(&mut self.pending, index + 1, &root);
        }
        Ok((index, leaf))
    }

    /// The index of what is in the scratch, which is written if it is new.
    fn defined<R: Randomness>(
        &mut self,
        table: usize,
        check: impl Fn() -> Result<(), EventError>,
        salts: &mut Salts<R>,
    ) -> Result<u32, EventError> {
        if let Some(index) = self.indexes.find(&self.scratch) {
            return Ok(index);
        }
        check()?;
        let index = self.indexes.next(table).ok_or(EventError::Full)?;
        let canonical = codec::indexed(&self.scratch, index).unwrap_or_default();
        if canonical.len() > usize::from(u16::MAX) {
            return Err(EventError::Text { field: "act" });
        }
        self.put(&canonical, salts)?;
        self.indexes.add(&self.scratch, table).ok_or(EventError::Full)
    }

    fn text<R: Randomness>(
        &mut self,
        text: &str,
        (kind, table, field): (u8, usize, &'static str),
        salts: &mut Salts<R>,
    ) -> Result<u32, EventError> {
        self.scratch.clear();
        self.scratch.push(kind);
        codec::put_text(&mut self.scratch, text).ok_or(EventError::Text { field })?;
        self.defined(table, || check_text(text, field), salts)
    }

    /// The index of an agent.
    ///
    /// # Errors
    /// [`EventError`]: a text that is none, no randomness.
    pub fn agent<R: Randomness>(&mut self, agent: &str, salts: &mut Salts<R>) -> Result<AgentId, EventError> {
        self.text(agent, (kind::AGENT, AGENTS, "agent"), salts).map(|index| AgentId(self.id, index))
    }

    /// The index of a structure.
    ///
    /// # Errors
    /// [`EventError`]: a text that is none, no randomness.
    pub fn structure<R: Randomness>(
        &mut self,
        structure: &str,
        salts: &mut Salts<R>,
    ) -> Result<StructureId, EventError> {
        let place = (kind::STRUCTURE, STRUCTURES, "mission_locale");
        self.text(structure, place, salts).map(|index| StructureId(self.id, index))
    }

    fn data<R: Randomness>(
        &mut self,
        names: &[&str],
        field: &'static str,
        salts: &mut Salts<R>,
    ) -> Result<u32, EventError> {
        if names.is_empty() {
            return Ok(0);
        }
        self.scratch.clear();
        self.scratch.push(kind::DATA);
        codec::put_list(&mut self.scratch, names).ok_or(EventError::Text { field })?;
        self.defined(DATA, || check_list(names, field), salts)
    }

    /// The index of an act.
    ///
    /// # Errors
    /// [`EventError`]: a text that is none, a list that is too long, no randomness.
    pub fn act<R: Randomness>(&mut self, act: &Act<'_>, salts: &mut Salts<R>) -> Result<ActId, EventError> {
        let granted = self.data(&act.granted, "granted", salts)?;
        let withheld = self.data(&act.withheld, "withheld", salts)?;
        let rule_set = act.rule_set.as_ref().map(Cow::as_ref);
        let texts = [Some(act.actor), Some(act.operation), act.purpose, act.form, rule_set];
        let fields = ["actor", "operation", "purpose", "form", "rule_set"];
        let given = || texts.iter().zip(fields).filter_map(|(text, field)| text.map(|text| (text, field)));
        // Before it is looked up: an empty text is written as one that is none.
        if let Some((_, field)) = given().find(|(text, _)| !length_is_right(text)) {
            return Err(EventError::Text { field });
        }
        let raw = RawAct {
            texts: texts.map(Option::unwrap_or_default),
            outcome: act.outcome,
            granted,
            withheld,
            provisions: act.provisions.clone(),
        };
        self.scratch.clear();
        codec::put_act(&mut self.scratch, &raw).ok_or(EventError::Text { field: "provisions" })?;
        let check = || {
            given().try_for_each(|(text, field)| check_text(text, field))?;
            check_list(&act.provisions, "provisions")
        };
        self.defined(ACTS, check, salts).map(|index| ActId(self.id, index))
    }

    /// Adds an event by its indexes.
    ///
    /// # Errors
    /// [`EventError`]: an instant of another day, an index of another segment, no randomness. Nothing is then added.
    pub fn push<R: Randomness>(
        &mut self,
        event: &CompactEvent,
        salts: &mut Salts<R>,
    ) -> Result<Receipt, EventError> {
        let structure = event.mission_locale;
        let own = event.agent.0 == self.id
            && event.act.0 == self.id
            && structure.is_none_or(|structure| structure.0 == self.id);
        if !own {
            return Err(EventError::Reference);
        }
        if !self.instants.contains(&event.instant_ms) {
            return Err(EventError::Instant);
        }
        let raw = RawEvent {
            offset: u32::try_from(event.instant_ms - self.base_ms).map_err(|_| EventError::Instant)?,
            agent: event.agent.1,
            structure: structure.map_or(0, |structure| structure.1),
            act: event.act.1,
            dossier: event.dossier,
        };
        let mut bytes = [0; 33];
        let length = raw.write(&mut bytes);
        let (index, leaf) = self.put(bytes.get(..length).unwrap_or_default(), salts)?;
        self.events += 1;
        Ok(Receipt { segment: self.id, index, leaf })
    }

    /// Adds an event with its words: each is looked up in the tables of the day.
    ///
    /// # Errors
    /// As [`push`](Self::push), and a text that is none.
    pub fn append<R: Randomness>(
        &mut self,
        event: &Event<'_>,
        salts: &mut Salts<R>,
    ) -> Result<Receipt, EventError> {
        if !self.instants.contains(&event.instant_ms) {
            return Err(EventError::Instant);
        }
        let mission_locale =
            event.mission_locale.map(|structure| self.structure(structure, salts)).transpose()?;
        let compact = CompactEvent {
            instant_ms: event.instant_ms,
            agent: self.agent(event.agent, salts)?,
            mission_locale,
            act: self.act(&event.act, salts)?,
            dossier: event.dossier,
        };
        self.push(&compact, salts)
    }

    /// Ends the segment: the root of its last block is written too, so that a change is located there as well.
    pub(super) fn end(&mut self) {
        if self.ended {
            return;
        }
        self.ended = true;
        if let Some(root) = self.tree.last_root() {
            put_node(&mut self.pending, self.tree.size(), &root);
        }
    }

    /// Says of a segment that was read again that the root of its last block is stored: nothing is added to it any more.
    pub(super) fn mark_ended(&mut self) {
        self.ended = true;
    }

    pub(super) const fn is_ended(&self) -> bool {
        self.ended
    }

    /// Which segment.
    #[must_use]
    pub const fn id(&self) -> SegmentId {
        self.id
    }

    /// Number of leaves: header, definitions and events.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.tree.size()
    }

    /// Number of events.
    #[must_use]
    pub const fn events(&self) -> u64 {
        self.events
    }

    /// Root of the tree of the leaves.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.tree.root()
    }

    /// Bytes that are not stored yet.
    #[must_use]
    pub fn pending(&self) -> &[u8] {
        &self.pending
    }

    /// To be called once the pending bytes are stored.
    pub fn stored(&mut self) {
        self.pending.clear();
    }
}
