//! An exported journal, verified alone.

use std::collections::BTreeSet;
use std::io::BufReader;
use std::path::Path;

use imilo_core::error::ErrorCode;
use imilo_core::journal::{
    Checkpoint, Erasure, ExportCheck, ExportVerification, MacKey, Note, Storage, Tables,
};
use imilo_core::pseudonym::{Attesting, Keyring};
use imilo_core::wire::{self, Failure};
use serde::{Deserialize, Serialize};

use super::folder::written;
use super::reading::verified_beside_a_writer;
use super::told::{CheckpointTold, Counted, FlawTold, PurgeTold, WithoutSegment, Words};
use super::{copies, key_name, mac_keys, stored, verifiers};
use crate::io_words::io_words;
use crate::journal::{FileStore, verify_lines};
use crate::wire::{failure, source};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    path: Option<String>,
    /// In the place of a path: a folder that others write to.
    folder: Option<String>,
    /// Name of the key, in the checkpoints.
    name: Option<String>,
    /// Copies of checkpoints that somebody else keeps.
    copies: Option<String>,
    /// Whether it is some segments of a journal, and not all of it.
    #[serde(default)]
    part: bool,
    /// Whether the checkpoints are to be given as they were signed.
    #[serde(default)]
    notes: bool,
}

#[derive(Serialize)]
struct SegmentTold {
    segment: String,
    events: u64,
}

/// A checkpoint as it was signed, for whoever verifies the signature.
#[derive(Serialize)]
struct NoteTold {
    text: String,
    signatures: Vec<SignatureTold>,
}

#[derive(Serialize)]
struct SignatureTold {
    name: String,
    id: u32,
    bytes: Vec<u8>,
}

#[derive(Serialize)]
struct Answer {
    sound: bool,
    summary: Words,
    lines: u64,
    days: usize,
    events: u64,
    checkpoints: u64,
    attested: bool,
    from_the_first: bool,
    /// Whether it was verified as a part.
    part: bool,
    last_checkpoint: Option<CheckpointTold>,
    segments: Vec<SegmentTold>,
    without_segment: Vec<WithoutSegment>,
    purged: Vec<PurgeTold>,
    flaws: Vec<FlawTold>,
    #[serde(skip_serializing_if = "Option::is_none")]
    notes: Option<Vec<NoteTold>>,
}

/// Verifies an exported journal from its file alone: `{"path": "journal.jsonl"}`, or without a path that of the bytes given; or a
/// folder that others write to, without writing to it: `{"folder": "journal", "name": "imilo.example/journal"}`, whose answer is
/// that of `verify` of [`JournalFolder`](super::JournalFolder).
///
/// With keys, `name` is the name of the key in the checkpoints, and each checkpoint has to be attested by one of them. Without
/// keys nothing says who made the checkpoints: `last_checkpoint` is what is compared with the copy that somebody else keeps,
/// An export of some segments only is told by `"part": true`. `copies` are compared all at once (their texts, an empty line behind each), and `"notes": true` gives the checkpoints as they were signed, for a signature that the caller verifies.
///
/// ```
/// let answer = imilo_formats::wire::journal_verify("{}", Some(b"no line of an export\n"), None)?;
/// assert!(answer.starts_with(r#"{"sound":false,"#) && answer.contains("line 1, leaf 0: unreadable"));
/// # Ok::<(), imilo_core::wire::Failure>(())
/// ```
///
/// # Errors
/// [`Failure`]: the request, `file_unreadable`, `file_source`, a name that is missing or is none. What is wrong in the journal
/// is an answer.
pub fn journal_verify(
    request: &str,
    bytes: Option<&[u8]>,
    keys: Option<&Keyring<Attesting>>,
) -> Result<String, Failure> {
    let request: Request = wire::request(request)?;
    let name = request.name.as_deref().map(key_name).transpose()?;
    let keys = match (keys, &name) {
        (None, _) => Vec::new(),
        (Some(keys), Some(name)) => mac_keys(keys, name)?,
        (Some(_), None) => return Err(Failure::of(ErrorCode::MissingField).at("name")),
    };
    let copies = copies(request.copies.as_deref())?;
    if let Some(folder) = &request.folder {
        return verify_folder(folder, &request, bytes, &keys, &copies);
    }
    let read = source(request.path.as_deref(), bytes)?;
    let mut notes = request.notes.then(Vec::new);
    let show = |line: &[u8]| {
        if let Some(notes) = &mut notes {
            notes.extend(note(line).map(NoteTold::from));
        }
    };
    let reader = BufReader::with_capacity(1 << 16, read);
    let (keys_given, tables) = (verifiers(&keys), Tables::built_in());
    let mut check = ExportCheck::of_export(&keys_given, &tables);
    if let Some(name) = &name {
        check = check.named(name);
    }
    if request.part {
        check = check.as_part();
    }
    let found = verify_lines(reader, check, show)
        .map_err(|error| failure(ErrorCode::FileUnreadable, Some("path"), io_words(error.kind())))?;
    written(&answer(&found, &keys, &copies, notes))
}

/// Of a folder, without writing to it or keeping others from it.
fn verify_folder(
    folder: &str,
    request: &Request,
    bytes: Option<&[u8]>,
    keys: &[MacKey],
    copies: &[Checkpoint],
) -> Result<String, Failure> {
    if request.path.is_some() || bytes.is_some() {
        return Err(Failure::of(ErrorCode::FileSource).at("folder"));
    }
    for (asked, field) in [(request.notes, "notes"), (request.part, "part")] {
        if asked {
            return Err(Failure::of(ErrorCode::InvalidArgument).at(field));
        }
    }
    let name = request.name.as_deref().ok_or_else(|| Failure::of(ErrorCode::MissingField).at("name"))?;
    let store = FileStore::to_read(Path::new(folder)).map_err(|error| stored(&error))?;
    if store.logs().map_err(|error| stored(&error))?.is_empty() {
        let words = ("il n'y a pas de journal ici", "there is no journal here");
        return Err(failure(ErrorCode::JournalStorage, Some("folder"), words));
    }
    verified_beside_a_writer(&store, &key_name(name)?, keys, copies)
}

fn answer(
    found: &ExportVerification,
    keys: &[MacKey],
    copies: &[Checkpoint],
    notes: Option<Vec<NoteTold>>,
) -> Answer {
    let flaws: Vec<_> = found.flaws.iter().copied().chain(found.compare(copies)).collect();
    let days: BTreeSet<_> = found.segments.keys().map(|id| id.day()).collect();
    let counted = Counted {
        days: days.len(),
        events: found.events,
        checkpoints: found.checkpoints,
        flaws: flaws.len(),
        attested: (!keys.is_empty()).then_some(found.attested),
        copies: found.compared(copies),
        open: (0, 0),
        part: !found.from_the_first,
        late: found.purged.iter().filter(|(.., worth)| *worth == Some(Erasure::NotConforming)).count(),
    };
    let segment = |(id, events): (&imilo_core::journal::SegmentId, &u64)| SegmentTold {
        segment: id.to_string(),
        events: *events,
    };
    Answer {
        sound: flaws.is_empty(),
        summary: counted.words(),
        lines: found.lines,
        days: days.len(),
        events: found.events,
        checkpoints: found.checkpoints,
        attested: found.attested,
        from_the_first: found.from_the_first,
        part: found.part,
        last_checkpoint: found.last.as_ref().map(CheckpointTold::from),
        segments: found.segments.iter().map(segment).collect(),
        without_segment: found.without_segment.iter().map(WithoutSegment::from).collect(),
        purged: found
            .purged
            .iter()
            .map(|(id, purged, erasure)| PurgeTold::of(*id, purged, *erasure))
            .collect(),
        flaws: flaws.iter().map(FlawTold::from).collect(),
        notes,
    }
}

/// The checkpoint of a line; none when it is another line.
fn note(line: &[u8]) -> Option<Note> {
    #[derive(Deserialize)]
    struct Line {
        unmapped: Unmapped,
    }
    #[derive(Deserialize)]
    struct Unmapped {
        imilo: Imilo,
    }
    #[derive(Deserialize)]
    struct Imilo {
        note: String,
    }
    let line: Line = serde_json::from_slice(line).ok()?;
    Note::parse(&line.unmapped.imilo.note)
}

impl From<Note> for NoteTold {
    fn from(note: Note) -> Self {
        let told = |signature: imilo_core::journal::Signature| SignatureTold {
            name: signature.name,
            id: u32::from_be_bytes(signature.id),
            bytes: signature.bytes,
        };
        Self { text: note.checkpoint.text(), signatures: note.signatures.into_iter().map(told).collect() }
    }
}
