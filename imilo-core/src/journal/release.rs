//! What ends: a hold whose dispute is over, and what a purge or a release left that was interrupted.

use std::collections::{BTreeMap, BTreeSet};

use crate::pseudonym::Randomness;

use super::attest::{Signer, Verifier};
use super::checkpoint::{Checkpoint, Purged, read_chain};
use super::event::day_of;
use super::journal_error::JournalError;
use super::keeper::Journal;
use super::purge::{PurgeAnswer, PurgeBy, worth};
use super::segment_id::SegmentId;
use super::storage::{Log, Storage, read_all};
use super::tables::Tables;
use super::trace::{Contentieux, Trace, TraceState};
use super::verify::verify_held;

impl<S: Storage, R: Randomness> Journal<S, R> {
    /// Ends a hold: what was held for a dispute is erased when its term has come; the answer says so, or why not.
    ///
    /// # Errors
    /// [`JournalError`]: nothing is held for that dispute; a day that cannot be judged.
    pub fn release<'l>(
        &mut self,
        id: SegmentId,
        number: u16,
        contentieux: Contentieux,
        by: &PurgeBy<'_>,
        tables: &'l Tables,
        signer: &dyn Signer,
    ) -> Result<PurgeAnswer<'l>, JournalError<S::Error>> {
        let today = day_of(by.instant_ms)?;
        self.check_signer(signer)?;
        let log = Log::Held(id, number);
        let there = self.storage.logs().map_err(JournalError::Storage)?.contains(&log);
        let last = self.notes.iter().rev().find(|note| note.segment == id).cloned();
        let (Some(closed @ Checkpoint { purged: Some(purged), .. }), true) = (&last, there) else {
            return Err(JournalError::Segment(id));
        };
        let trace = Trace { operation: id.day(), contentieux: Some(contentieux), erased_on: Some(today) };
        let decision = trace.judge(today, tables)?;
        let erased = decision.state == TraceState::LogErase;
        let mut answer = PurgeAnswer { outcome: worth(&decision), decision, held: Vec::new(), note: None };
        if !erased {
            return Ok(answer);
        }
        let (ended, others): (Vec<_>, Vec<_>) = purged.held.iter().partition(|held| held.number == number);
        // Of a release that was interrupted the checkpoint stands already: what is left to do is to erase.
        if !ended.is_empty() {
            let only = Purged { held: ended, ..purged.clone() };
            let flaws = verify_held(&self.storage, closed, &only, (&[log], &BTreeSet::new()))
                .map_err(JournalError::Storage)?;
            if !flaws.is_empty() {
                return Err(JournalError::Damaged(flaws));
            }
        }
        let founded_by: Vec<_> = answer.decision.founded_by().into_iter().map(str::to_owned).collect();
        self.append_purge(by, &founded_by, &answer.decision)?;
        let content = (closed.size, closed.events, closed.root);
        let purged = Purged { held: others, ..purged.clone() };
        answer.note = Some(self.note(id, content, Some(purged), signer)?);
        self.storage.erase(log).map_err(JournalError::Storage)?;
        Ok(answer)
    }

    /// Completes what was interrupted, or was brought back: erases segments and held events of which an attested checkpoint says
    /// that they are gone, and what a purge without its checkpoint left beside a segment that is whole. What was erased.
    ///
    /// To be called once the journal is opened.
    ///
    /// # Errors
    /// [`JournalError::Storage`].
    pub fn complete(&mut self, keys: &[&dyn Verifier]) -> Result<Vec<Log>, JournalError<S::Error>> {
        let bytes = read_all(&self.storage, Log::Checkpoints).map_err(JournalError::Storage)?;
        let attested = read_chain(&bytes).notes.into_iter().flatten().filter(|note| note.attested(keys));
        let purged: BTreeMap<SegmentId, Purged> =
            attested.filter_map(|note| Some((note.checkpoint.segment, note.checkpoint.purged?))).collect();
        let logs = self.storage.logs().map_err(JournalError::Storage)?;
        let gone = |log: &&Log| match **log {
            Log::Checkpoints => false,
            Log::Segment(id) => purged.contains_key(&id),
            Log::Held(id, number) => match purged.get(&id) {
                Some(purged) => purged.held.iter().all(|held| held.number != number),
                None => logs.contains(&Log::Segment(id)),
            },
        };
        let gone: Vec<Log> = logs.iter().filter(gone).copied().collect();
        for log in &gone {
            self.storage.erase(*log).map_err(JournalError::Storage)?;
        }
        Ok(gone)
    }
}
