//! Checkpoints: what is kept of a segment for good, chained and attested, as C2SP tlog-checkpoint and signed-note.

use base64ct::{Base64, Encoding};
use sha2::{Digest, Sha256};

use crate::calendar::Date;
use crate::pseudonym::KeyError;

use super::attest::{KeyName, Signer};
use super::merkle::Hash;
use super::segment_id::SegmentId;
use super::walk::Closed;

/// That a segment was purged, in a checkpoint of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purged {
    /// On which day.
    pub on: Date,
    /// What is held of it, a dispute each, by ascending number.
    pub held: Vec<HeldFor>,
    /// Codes of the provisions that founded it.
    pub founded_by: Vec<String>,
}

impl Purged {
    /// How many of its events are held, for all disputes together.
    #[must_use]
    pub fn events_held(&self) -> u64 {
        self.held.iter().map(|held| held.events).sum()
    }
}

/// What is held of a purged segment for a dispute: bound here, so that no other event of the day can take its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldFor {
    /// Number of the dispute.
    pub number: u16,
    /// How many events.
    pub events: u64,
    /// Root of the tree of its leaves, in their order: header, definitions and events.
    pub root: Hash,
}

/// A checkpoint of a segment: its size and root, and the hash of the checkpoint before it. It holds nothing of a person.
///
/// ```
/// use imilo_core::journal::{Checkpoint, SegmentId};
/// let checkpoint = Checkpoint {
///     origin: "imilo.example/journal".to_owned(),
///     segment: SegmentId::first("2026-11-24".parse()?),
///     size: 3,
///     root: [0; 32],
///     number: 1,
///     events: 1,
///     previous: None,
///     purged: None,
/// };
/// let text = checkpoint.text();
/// assert!(text.starts_with("imilo.example/journal/2026-11-24/1\n3\nAAAA"));
/// assert_eq!(Checkpoint::parse(&text), Some(checkpoint));
/// # Ok::<(), imilo_core::calendar::DateError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// Name of the journal.
    pub origin: String,
    /// Which segment.
    pub segment: SegmentId,
    /// Number of its leaves.
    pub size: u64,
    /// Root of its tree.
    pub root: Hash,
    /// Its place in the chain, from 1.
    pub number: u64,
    /// Number of its events.
    pub events: u64,
    /// Hash of the text of the checkpoint before it; none for the first.
    pub previous: Option<Hash>,
    /// That it was purged; none: it was closed.
    pub purged: Option<Purged>,
}

fn hash_of_base64(text: &str) -> Option<Hash> {
    let mut hash = [0; 32];
    let length = Base64::decode(text, &mut hash).ok()?.len();
    (length == 32).then_some(hash)
}

fn held_for(text: &str) -> Option<HeldFor> {
    let mut words = text.split(' ');
    let (number, events) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
    Some(HeldFor { number, events, root: hash_of_base64(words.next()?)? })
}

impl Checkpoint {
    /// The text that is signed: its last line ends too.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { origin, segment, size, number, events, .. } = self;
        let root = Base64::encode_string(&self.root);
        let previous = self.previous.map_or("none".to_owned(), |hash| Base64::encode_string(&hash));
        let mut text = format!(
            "{origin}/{segment}\n{size}\n{root}\nnumber {number}\nevents {events}\nprevious {previous}\n"
        );
        if let Some(Purged { on, held, founded_by }) = &self.purged {
            text.push_str(&format!("purged {on}\n"));
            for HeldFor { number, events, root } in held {
                text.push_str(&format!("held {number} {events} {}\n", Base64::encode_string(root)));
            }
            text.push_str(&format!("founded {}\n", founded_by.join(" ")));
        }
        text
    }

    /// The hash by which the next checkpoint names this one.
    #[must_use]
    pub fn hash(&self) -> Hash {
        Sha256::digest(self.text()).into()
    }

    /// Reads [`text`](Self::text); none when it is not, to the byte, a text that it gives.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let mut next = |word: &str| lines.next()?.strip_prefix(word);
        let (rest, part) = next("")?.rsplit_once('/')?;
        let (origin, day) = rest.rsplit_once('/')?;
        let segment = SegmentId::new(day.parse().ok()?, part.parse().ok()?)?;
        let (size, root) = (next("")?.parse().ok()?, hash_of_base64(next("")?)?);
        let number = next("number ")?.parse().ok()?;
        let events = next("events ")?.parse().ok()?;
        let previous = match next("previous ")? {
            "none" => None,
            hash => Some(hash_of_base64(hash)?),
        };
        let mut checkpoint =
            Self { origin: origin.to_owned(), segment, size, root, number, events, previous, purged: None };
        if let Some(on) = lines.next() {
            let on = on.strip_prefix("purged ")?.parse().ok()?;
            let mut held = Vec::new();
            let founded = loop {
                let line = lines.next()?;
                match line.strip_prefix("held ") {
                    Some(rest) => held.push(held_for(rest)?),
                    None => break line.strip_prefix("founded ")?,
                }
            };
            if !held.is_sorted_by(|one, next| one.number < next.number) {
                return None;
            }
            let founded_by = founded.split(' ').filter(|code| !code.is_empty()).map(str::to_owned).collect();
            checkpoint.purged = Some(Purged { on, held, founded_by });
        }
        // Whatever was read leniently (a zero before a number, a line too many) would give another text.
        (checkpoint.text() == text).then_some(checkpoint)
    }

    /// Reads copies of checkpoints, in whatever order: their texts, with or without their signatures, an empty line behind each.
    /// None when one is not, to the byte, a checkpoint (but for the line ends of another system).
    ///
    /// ```
    /// use imilo_core::journal::Checkpoint;
    /// assert_eq!(Checkpoint::parse_all("no checkpoint"), None);
    /// assert_eq!(Checkpoint::parse_all(""), Some(Vec::new()));
    /// ```
    #[must_use]
    pub fn parse_all(text: &str) -> Option<Vec<Self>> {
        let text = text.replace("\r\n", "\n");
        let blocks = text.split("\n\n").map(|block| block.trim_matches('\n'));
        let checkpoints = blocks.filter(|block| !block.is_empty() && !block.starts_with("— "));
        checkpoints.map(|block| Self::parse(&format!("{block}\n"))).collect()
    }

    pub(super) const fn closed(&self) -> Closed {
        Closed { size: self.size, events: self.events, root: self.root }
    }
}

/// A signature of a note: the name and id of its key, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// Name of the key.
    pub name: String,
    /// Id of the key.
    pub id: [u8; 4],
    /// The signature.
    pub bytes: Vec<u8>,
}

/// A checkpoint with its signatures, as it stands in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The checkpoint.
    pub checkpoint: Checkpoint,
    /// Its signatures.
    pub signatures: Vec<Signature>,
}

impl Note {
    /// Signs a checkpoint.
    ///
    /// # Errors
    /// [`KeyError`] when the signer does not answer.
    pub fn sign(checkpoint: Checkpoint, signer: &dyn Signer) -> Result<Self, KeyError> {
        let bytes = signer.sign(checkpoint.text().as_bytes())?;
        let signature = Signature { name: signer.name().as_str().to_owned(), id: signer.id(), bytes };
        Ok(Self { checkpoint, signatures: vec![signature] })
    }

    /// The note: text, empty line, signatures.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = self.checkpoint.text();
        text.push('\n');
        for Signature { name, id, bytes } in &self.signatures {
            let signature = Base64::encode_string(&[id.as_slice(), bytes].concat());
            text.push_str(&format!("— {name} {signature}\n"));
        }
        text
    }

    /// Reads [`text`](Self::text); none when it is not, to the byte, a text that it gives.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (body, signatures) = text.split_once("\n\n")?;
        let checkpoint = Checkpoint::parse(&format!("{body}\n"))?;
        let signatures = signatures.lines().map(signature).collect::<Option<Vec<_>>>()?;
        let note = Self { checkpoint, signatures };
        (!note.signatures.is_empty() && note.text() == text).then_some(note)
    }
}

fn signature(line: &str) -> Option<Signature> {
    let (name, signature) = line.strip_prefix("— ")?.split_once(' ')?;
    KeyName::new(name).ok()?;
    let decoded = Base64::decode_vec(signature).ok()?;
    let (id, bytes) = decoded.split_first_chunk::<4>()?;
    Some(Signature { name: name.to_owned(), id: *id, bytes: bytes.to_vec() })
}

/// What was read of a chain: notes, or what stands in their place.
pub(super) struct ReadChain {
    /// Each note with its text; none where there is none.
    pub(super) notes: Vec<Option<Note>>,
    /// Where an end that is not whole begins.
    pub(super) torn: Option<usize>,
    /// Whether the empty line behind the last note is not there.
    pub(super) unended: bool,
}

/// Reads a chain: notes, each behind it an empty line.
pub(super) fn read_chain(bytes: &[u8]) -> ReadChain {
    let (mut notes, mut start, mut torn, mut unended) = (Vec::new(), 0, None, false);
    while start < bytes.len() {
        let rest = bytes.get(start..).unwrap_or_default();
        // The empty line before the signatures, and the one behind them.
        let body = find(rest, 0);
        let Some(end) = body.and_then(|body| find(rest, body + 2)) else {
            // All but the empty line behind it: the note is whole.
            let whole = core::str::from_utf8(rest).ok().and_then(Note::parse);
            unended = whole.is_some();
            // What no interrupted write leaves was changed: it is not cut off.
            match whole {
                Some(_) => notes.push(whole),
                None if interrupted(rest) => torn = Some(start),
                None => notes.push(None),
            }
            break;
        };
        let text = rest.get(..=end).and_then(|text| core::str::from_utf8(text).ok());
        notes.push(text.and_then(Note::parse));
        start += end + 2;
    }
    ReadChain { notes, torn, unended }
}

/// Whether an end that is no whole note may be the beginning of one, whose write did not come to its end.
fn interrupted(tail: &[u8]) -> bool {
    let Some(body) = find(tail, 0) else { return true };
    let (body, rest) = (tail.get(..=body), tail.get(body + 2..).unwrap_or_default());
    let whole = |text: &[u8]| core::str::from_utf8(text).ok().and_then(Checkpoint::parse).is_some();
    let mut lines: Vec<&[u8]> = rest.split(|byte| *byte == b'\n').collect();
    let last = lines.pop().unwrap_or_default();
    let sound = |line: &&[u8]| core::str::from_utf8(line).ok().and_then(signature).is_some();
    let begin = "— ".as_bytes();
    body.is_some_and(whole)
        && lines.iter().all(sound)
        && (last.starts_with(begin) && !last.iter().any(u8::is_ascii_control) || begin.starts_with(last))
}

/// The next line that is empty, from an offset on: where the line before it ends.
fn find(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(2).position(|pair| pair == b"\n\n").map(|at| from + at)
}
