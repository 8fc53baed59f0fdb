//! The tables of a day: agents, structures, sets of data and acts, each named by the order in which it came.

use std::borrow::Cow;
use std::collections::HashMap;

use super::codec::{Content, RawAct, RawEvent, base_ms};
use super::event::{Act, Event, EventOutcome};
use super::segment_id::SegmentId;

/// Indexes of what was written, by its canonical bytes: for whoever writes.
#[derive(Default)]
pub(super) struct Indexes {
    known: HashMap<Box<[u8]>, u32>,
    counts: [u32; 4],
}

impl Indexes {
    /// The index of canonical bytes, if they are known.
    pub(super) fn find(&self, canonical: &[u8]) -> Option<u32> {
        self.known.get(canonical).copied()
    }

    /// Gives the next index of its kind to canonical bytes; none when there is no more.
    pub(super) fn add(&mut self, canonical: &[u8], kind: usize) -> Option<u32> {
        let count = self.counts.get_mut(kind)?;
        *count = count.checked_add(1)?;
        self.known.insert(canonical.into(), *count);
        Some(*count)
    }
}

struct StoredAct {
    texts: [String; 5],
    outcome: EventOutcome,
    granted: u32,
    withheld: u32,
    provisions: Vec<String>,
}

/// What the indexes of a segment mean: for whoever reads.
#[derive(Default)]
pub(super) struct Dictionary {
    id: Option<SegmentId>,
    origin: String,
    agents: HashMap<u32, String>,
    structures: HashMap<u32, String>,
    data: HashMap<u32, Vec<String>>,
    acts: HashMap<u32, StoredAct>,
    counts: [u32; 4],
}

/// What a leaf meant to a dictionary.
pub(super) enum Meant {
    /// It defines something, or is the header.
    Definition,
    /// An event, whole.
    Event(RawEvent),
    /// It contradicts what came before it: a second header, an index that was not given.
    Wrong,
}

/// Places of the tables in their counts.
pub(super) const AGENTS: usize = 0;
pub(super) const STRUCTURES: usize = 1;
pub(super) const DATA: usize = 2;
pub(super) const ACTS: usize = 3;

impl Dictionary {
    pub(super) const fn id(&self) -> Option<SegmentId> {
        self.id
    }

    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// Takes what a leaf says, in the order of the leaves.
    pub(super) fn take(&mut self, content: Content<'_>) -> Meant {
        self.taken(content, None).unwrap_or(Meant::Wrong)
    }

    /// Takes what a leaf defines under an index that is known from elsewhere: of a part of a segment.
    pub(super) fn take_at(&mut self, content: Content<'_>, index: u32) -> Meant {
        self.taken(content, Some(index)).unwrap_or(Meant::Wrong)
    }

    fn next(&mut self, kind: usize, given: Option<u32>) -> Option<u32> {
        let count = self.counts.get_mut(kind)?;
        let next = given.unwrap_or(count.checked_add(1)?);
        // Rows rise: one that is held does not take the place of one before it.
        (next > *count).then_some(())?;
        *count = next;
        Some(*count)
    }

    fn taken(&mut self, content: Content<'_>, given: Option<u32>) -> Option<Meant> {
        if let Content::Header { id, origin } = content {
            if self.id.is_some() {
                return None;
            }
            self.id = Some(id);
            origin.clone_into(&mut self.origin);
            return Some(Meant::Definition);
        }
        self.id?;
        match content {
            Content::Header { .. } => None,
            Content::Agent(text) => {
                let index = self.next(AGENTS, given)?;
                self.agents.insert(index, text.to_owned());
                Some(Meant::Definition)
            }
            Content::Structure(text) => {
                let index = self.next(STRUCTURES, given)?;
                self.structures.insert(index, text.to_owned());
                Some(Meant::Definition)
            }
            Content::Data(names) => {
                let index = self.next(DATA, given)?;
                self.data.insert(index, names.into_iter().map(str::to_owned).collect());
                Some(Meant::Definition)
            }
            Content::Act(act) => {
                let known = |index: u32| index == 0 || self.data.contains_key(&index);
                (known(act.granted) && known(act.withheld)).then_some(())?;
                let index = self.next(ACTS, given)?;
                self.acts.insert(index, StoredAct::of(act));
                Some(Meant::Definition)
            }
            Content::Event(event) => {
                let structure = event.structure == 0 || self.structures.contains_key(&event.structure);
                let known = self.agents.contains_key(&event.agent) && self.acts.contains_key(&event.act);
                (structure && known).then_some(Meant::Event(event))
            }
        }
    }

    /// An event with its words.
    pub(super) fn event(&self, raw: &RawEvent) -> Option<Event<'_>> {
        let act = self.acts.get(&raw.act)?;
        Some(Event {
            instant_ms: base_ms(self.id?.day()) + i64::from(raw.offset),
            agent: self.agents.get(&raw.agent)?,
            mission_locale: self.structures.get(&raw.structure).map(String::as_str),
            dossier: raw.dossier,
            act: self.act(act),
        })
    }

    fn act<'d>(&'d self, act: &'d StoredAct) -> Act<'d> {
        let [actor, operation, purpose, form, rule_set] = act.texts.each_ref().map(String::as_str);
        let some = |text: &'d str| (!text.is_empty()).then_some(text);
        Act {
            actor,
            operation,
            purpose: some(purpose),
            form: some(form),
            outcome: act.outcome,
            granted: self.names(act.granted),
            withheld: self.names(act.withheld),
            rule_set: some(rule_set).map(Cow::Borrowed),
            provisions: act.provisions.iter().map(String::as_str).collect(),
        }
    }

    fn names(&self, index: u32) -> Vec<&str> {
        self.data.get(&index).map(|names| names.iter().map(String::as_str).collect()).unwrap_or_default()
    }

    /// The sets of data of an act, by their indexes.
    pub(super) fn sets_of(&self, act: u32) -> impl Iterator<Item = u32> {
        let sets = self.acts.get(&act).map(|act| [act.granted, act.withheld]).unwrap_or_default();
        sets.into_iter().filter(|index| *index != 0)
    }

    /// How many there are of each kind: of what was taken last, its index.
    pub(super) const fn counts(&self) -> [u32; 4] {
        self.counts
    }
}

impl StoredAct {
    fn of(act: RawAct<'_>) -> Self {
        Self {
            texts: act.texts.map(str::to_owned),
            outcome: act.outcome,
            granted: act.granted,
            withheld: act.withheld,
            provisions: act.provisions.into_iter().map(str::to_owned).collect(),
        }
    }
}
