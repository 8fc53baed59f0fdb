//! The tables of a day: agents, structures, sets of data and acts, each named by the order in which it came.

use std::borrow::Cow;
use std::collections::HashMap;

use super::codec::{Content, RawAct, RawEvent, base_ms};
use super::event::{Act, Event, EventOutcome};
use super::segment_id::SegmentId;

/// Indexes of what was written, by its row without its index: for whoever writes.
#[derive(Default)]
pub(super) struct Indexes {
    known: HashMap<Box<[u8]>, u32>,
    counts: [u32; 4],
}

impl Indexes {
    /// The index of a row, if it is known.
    pub(super) fn find(&self, row: &[u8]) -> Option<u32> {
        self.known.get(row).copied()
    }

    /// The next index of a kind; none when there is no more.
    pub(super) fn next(&self, kind: usize) -> Option<u32> {
        self.counts.get(kind)?.checked_add(1)
    }

    /// Gives the next index of its kind to a row; none when there is no more.
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

    /// Takes what a leaf says, in the order of the leaves: the rows of a table follow each other.
    pub(super) fn take(&mut self, content: Content<'_>) -> Meant {
        self.taken(content, false).unwrap_or(Meant::Wrong)
    }

    /// Takes what a leaf says of a part of a segment: rows rise, and some may be left out.
    pub(super) fn take_part(&mut self, content: Content<'_>) -> Meant {
        self.taken(content, true).unwrap_or(Meant::Wrong)
    }

    fn rises(&mut self, kind: usize, index: u32, part: bool) -> Option<()> {
        let count = self.counts.get_mut(kind)?;
        let right = if part { index > *count } else { Some(index) == count.checked_add(1) };
        right.then(|| *count = index)
    }

    fn taken(&mut self, content: Content<'_>, part: bool) -> Option<Meant> {
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
            Content::Agent(index, text) => {
                self.rises(AGENTS, index, part)?;
                self.agents.insert(index, text.to_owned());
                Some(Meant::Definition)
            }
            Content::Structure(index, text) => {
                self.rises(STRUCTURES, index, part)?;
                self.structures.insert(index, text.to_owned());
                Some(Meant::Definition)
            }
            Content::Data(index, names) => {
                self.rises(DATA, index, part)?;
                self.data.insert(index, names.into_iter().map(str::to_owned).collect());
                Some(Meant::Definition)
            }
            Content::Act(index, act) => {
                let known = |index: u32| index == 0 || self.data.contains_key(&index);
                (known(act.granted) && known(act.withheld)).then_some(())?;
                self.rises(ACTS, index, part)?;
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
