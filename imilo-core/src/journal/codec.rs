//! The canonical bytes of what is hashed into a leaf. Their description, byte by byte, is `docs/journal.md`.

use crate::calendar::Date;

use super::dossier_ref::DossierRef;
use super::event::EventOutcome;
use super::segment_id::SegmentId;

/// Version of the format, in the header of a segment.
pub(super) const VERSION: u8 = 2;
/// Milliseconds of a day of 24 hours.
const DAY_MS: i64 = 86_400_000;

/// What a leaf says, by its first byte.
pub(super) mod kind {
    pub(in crate::journal) const HEADER: u8 = b'H';
    pub(in crate::journal) const AGENT: u8 = b'A';
    pub(in crate::journal) const STRUCTURE: u8 = b'S';
    pub(in crate::journal) const DATA: u8 = b'D';
    pub(in crate::journal) const ACT: u8 = b'C';
    pub(in crate::journal) const EVENT: u8 = b'E';
    pub(in crate::journal) const EVENT_WITHOUT_DOSSIER: u8 = b'F';
    /// The root of a block: no leaf.
    pub(in crate::journal) const NODE: u8 = b'N';
}

/// Appends a text behind its length.
pub(super) fn put_text(bytes: &mut Vec<u8>, text: &str) -> Option<()> {
    bytes.extend_from_slice(&u16::try_from(text.len()).ok()?.to_be_bytes());
    bytes.extend_from_slice(text.as_bytes());
    Some(())
}

/// Appends a list of texts behind their number.
pub(super) fn put_list(bytes: &mut Vec<u8>, texts: &[&str]) -> Option<()> {
    bytes.extend_from_slice(&u16::try_from(texts.len()).ok()?.to_be_bytes());
    texts.iter().try_for_each(|text| put_text(bytes, text))
}

/// The first leaf of a segment.
pub(super) fn header(id: SegmentId, origin: &str) -> Option<Vec<u8>> {
    let mut bytes = vec![kind::HEADER, VERSION];
    bytes.extend_from_slice(&id.day().unix_days().to_be_bytes());
    bytes.extend_from_slice(&id.part().to_be_bytes());
    put_text(&mut bytes, origin)?;
    Some(bytes)
}

/// An act as it is stored: sets of data by their index (0: none), texts that may be absent empty.
pub(super) struct RawAct<'a> {
    pub(super) texts: [&'a str; 5],
    pub(super) outcome: EventOutcome,
    pub(super) granted: u32,
    pub(super) withheld: u32,
    pub(super) provisions: Vec<&'a str>,
}

/// Appends an act, without its index. Its texts: actor, operation, purpose, form, rule set.
pub(super) fn put_act(bytes: &mut Vec<u8>, act: &RawAct<'_>) -> Option<()> {
    bytes.extend_from_slice(&[kind::ACT, act.outcome as u8]);
    bytes.extend_from_slice(&act.granted.to_be_bytes());
    bytes.extend_from_slice(&act.withheld.to_be_bytes());
    act.texts.iter().try_for_each(|text| put_text(bytes, text))?;
    put_list(bytes, &act.provisions)
}

/// An event as it is stored: indexes from 1, and 0 for no structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RawEvent {
    /// Milliseconds from 00:00 UTC of the eve of the day.
    pub(super) offset: u32,
    pub(super) agent: u32,
    pub(super) structure: u32,
    pub(super) act: u32,
    pub(super) dossier: Option<DossierRef>,
}

/// Instant that offsets of a day count from: the day of Paris begins after it, in any season.
pub(super) fn base_ms(day: Date) -> i64 {
    (i64::from(day.unix_days()) - 1) * DAY_MS
}

impl RawEvent {
    /// Writes the event over the beginning of the bytes; how many.
    pub(super) fn write(&self, bytes: &mut [u8; 33]) -> usize {
        let [kind, rest @ ..] = bytes;
        *kind = if self.dossier.is_some() { kind::EVENT } else { kind::EVENT_WITHOUT_DOSSIER };
        let numbers = [self.offset, self.agent, self.structure, self.act];
        for (slot, number) in rest.chunks_exact_mut(4).zip(numbers) {
            slot.copy_from_slice(&number.to_be_bytes());
        }
        match (self.dossier, rest.last_chunk_mut::<16>()) {
            (Some(dossier), Some(slot)) => {
                *slot = *dossier.as_bytes();
                33
            }
            _ => 17,
        }
    }
}

/// A row of a table as its leaf has it: its index stands behind its kind, so that a proof of the leaf is one of the index too.
pub(super) fn indexed(row: &[u8], index: u32) -> Option<Vec<u8>> {
    let (kind, rest) = row.split_first()?;
    let mut bytes = Vec::with_capacity(row.len() + 4);
    bytes.push(*kind);
    bytes.extend_from_slice(&index.to_be_bytes());
    bytes.extend_from_slice(rest);
    Some(bytes)
}

/// The row of a table without its index: what two rows may not share.
pub(super) fn unindexed(canonical: &[u8]) -> Option<Vec<u8>> {
    let (kind, rest) = canonical.split_first()?;
    Some([core::slice::from_ref(kind), rest.get(4..)?].concat())
}

/// What a leaf says. A row of a table has its index.
pub(super) enum Content<'a> {
    Header { id: SegmentId, origin: &'a str },
    Agent(u32, &'a str),
    Structure(u32, &'a str),
    Data(u32, Vec<&'a str>),
    Act(u32, RawAct<'a>),
    Event(RawEvent),
}

/// Reads the canonical bytes of a leaf; none when they are of no form.
pub(super) fn read(canonical: &[u8]) -> Option<Content<'_>> {
    let (kind, rest) = canonical.split_first()?;
    let mut from = Bytes(rest);
    let content = match *kind {
        kind::HEADER => {
            let [version] = from.take()?;
            let day = Date::from_unix_days(i32::from_be_bytes(from.take()?)).ok()?;
            let part = u16::from_be_bytes(from.take()?);
            let origin = from.text()?;
            (version == VERSION).then_some(())?;
            Content::Header { id: SegmentId::new(day, part)?, origin }
        }
        kind::AGENT => Content::Agent(from.number()?, from.text()?),
        kind::STRUCTURE => Content::Structure(from.number()?, from.text()?),
        kind::DATA => Content::Data(from.number()?, from.list()?),
        kind::ACT => {
            let index = from.number()?;
            let [outcome] = from.take()?;
            let act = RawAct {
                outcome: EventOutcome::of_byte(outcome)?,
                granted: from.number()?,
                withheld: from.number()?,
                texts: [from.text()?, from.text()?, from.text()?, from.text()?, from.text()?],
                provisions: from.list()?,
            };
            Content::Act(index, act)
        }
        kind::EVENT | kind::EVENT_WITHOUT_DOSSIER => Content::Event(RawEvent {
            offset: from.number()?,
            agent: from.number()?,
            structure: from.number()?,
            act: from.number()?,
            dossier: if *kind == kind::EVENT { Some(DossierRef::new(from.take()?)) } else { None },
        }),
        _ => return None,
    };
    from.0.is_empty().then_some(content)
}

/// Bytes that are read from their beginning.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (taken, rest) = self.0.split_first_chunk::<N>()?;
        self.0 = rest;
        Some(*taken)
    }

    fn number(&mut self) -> Option<u32> {
        self.take().map(u32::from_be_bytes)
    }

    fn text(&mut self) -> Option<&'a str> {
        let length = usize::from(u16::from_be_bytes(self.take()?));
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        core::str::from_utf8(text).ok()
    }

    fn list(&mut self) -> Option<Vec<&'a str>> {
        let count = u16::from_be_bytes(self.take()?);
        (0..count).map(|_| self.text()).collect()
    }
}
