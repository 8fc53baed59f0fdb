//! Writing a journal as JSON Lines: one line a leaf, a block, a checkpoint, in the order of the chain.

use super::attest::KeyName;
use super::checkpoint::{Checkpoint, Note, read_chain};
use super::dictionary::Meant;
use super::export_line::{LeafLine, of_block, of_leaf, of_note};
use super::flaw::{Flaw, FlawKind, Place};
use super::journal_error::JournalError;
use super::merkle::Blocks;
use super::segment_id::SegmentId;
use super::storage::{Log, Storage, read_all};
use super::verify::verify_segment;
use super::walk::walk;

/// Exports the whole journal, or one segment of it with its checkpoints. Each line ends with a line feed. Only what is
/// closed is exported, and what is not is given back by its name; nothing is exported when something is wrong in it.
///
/// Every line that is an event stands alone as OCSF (class 6005), its indexes resolved; the raw leaf beside it makes the
/// export lossless, and lets it be verified alone ([`verify_export`](super::verify_export)).
///
/// # Errors
/// [`JournalError`]: the storage, a flaw, a segment that is not closed.
pub fn export<S: Storage>(
    storage: &S,
    origin: &KeyName,
    only: Option<SegmentId>,
    mut out: impl FnMut(&str),
) -> Result<Vec<SegmentId>, JournalError<S::Error>> {
    let bytes = read_all(storage, Log::Checkpoints).map_err(JournalError::Storage)?;
    let notes: Vec<Note> = read_chain(&bytes).notes.into_iter().collect::<Option<_>>().ok_or_else(|| {
        let place = Place::Checkpoint(0);
        JournalError::Damaged(vec![Flaw { segment: None, place, kind: FlawKind::Malformed, line: None }])
    })?;
    let wanted: Vec<&Note> = notes.iter().filter(|note| of(note, only)).collect();
    if let (Some(id), true) = (only, wanted.is_empty()) {
        return Err(JournalError::Segment(id));
    }
    let logs = storage.logs().map_err(JournalError::Storage)?;
    let there = |note: &Note| logs.contains(&Log::Segment(note.checkpoint.segment));
    // Of a purged day that came back not a line leaves.
    let back = wanted.iter().filter(|note| note.checkpoint.purged.is_some() && there(note));
    let back: Vec<_> =
        back.map(|note| Flaw::of(note.checkpoint.segment, Place::Day, FlawKind::NotErased)).collect();
    if !back.is_empty() {
        return Err(JournalError::Damaged(back));
    }
    for Note { checkpoint, .. } in
        wanted.iter().filter(|note| note.checkpoint.purged.is_none() && there(note))
    {
        let found = verify_segment(storage, origin, checkpoint.segment, Some(checkpoint));
        let flaws = found.map_err(JournalError::Storage)?.flaws;
        if !flaws.is_empty() {
            return Err(JournalError::Damaged(flaws));
        }
    }
    for note in wanted {
        let id = note.checkpoint.segment;
        if note.checkpoint.purged.is_none() {
            if there(note) {
                export_segment(storage, origin, &note.checkpoint, &mut out)?;
            }
            // Beside a segment that is whole they are what an interrupted purge began.
            for log in logs.iter().filter(|log| matches!(log, Log::Held(of, _) if *of == id && !there(note)))
            {
                let held = read_all(storage, *log).map_err(JournalError::Storage)?;
                out(&String::from_utf8_lossy(&held));
            }
        }
        out(&of_note(id, note.checkpoint.number, note.text()));
    }
    let closed = |id: &SegmentId| notes.iter().any(|note| note.checkpoint.segment == *id);
    let segments = logs.into_iter().filter_map(|log| match log {
        Log::Segment(id) => Some(id),
        Log::Held(..) | Log::Checkpoints => None,
    });
    Ok(segments.filter(|id| only.is_none() && !closed(id)).collect())
}

fn of(note: &Note, only: Option<SegmentId>) -> bool {
    only.is_none_or(|id| id == note.checkpoint.segment)
}

fn export_segment<S: Storage>(
    storage: &S,
    origin: &KeyName,
    checkpoint: &Checkpoint,
    out: &mut impl FnMut(&str),
) -> Result<(), JournalError<S::Error>> {
    let id = checkpoint.segment;
    let mut tree = Blocks::default();
    let read = |offset, into: &mut [u8]| storage.read(Log::Segment(id), offset, into);
    walk(id, origin.as_str(), Some(checkpoint.closed()), read, |leaf| {
        let event = match &leaf.meant {
            Meant::Event(raw) => leaf.dictionary.event(raw),
            _ => None,
        };
        let line = LeafLine {
            segment: id,
            index: leaf.index,
            salt: leaf.salt,
            canonical: leaf.canonical,
            hash: leaf.hash,
            held: None,
        };
        out(&of_leaf(&line, event.as_ref()));
        if let Some(root) = tree.push(leaf.hash) {
            out(&of_block(id, tree.size(), &root));
        }
    })
    .map_err(JournalError::Storage)?;
    if let Some(root) = tree.last_root() {
        out(&of_block(id, tree.size(), &root));
    }
    Ok(())
}
