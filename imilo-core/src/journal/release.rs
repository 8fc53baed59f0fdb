//! What ends: a hold whose dispute is over, and what a purge or a release left that was interrupted.

use std::collections::BTreeSet;

use crate::pseudonym::Randomness;

use super::attest::{Signer, Verifier};
use super::chain::ChainCheck;
use super::checkpoint::{Checkpoint, Purged, read_chain};
use super::event::day_of;
use super::journal_error::JournalError;
use super::keeper::Journal;
use super::purge::{PurgeAnswer, PurgeBy, worth};
use super::segment_id::SegmentId;
use super::storage::{Log, Storage, read_all};
use super::tables::Tables;
use super::trace::{Contentieux, Trace, TraceState};
use super::verify::{verify_held, verify_segment};

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
        self.check_instant(today)?;
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

    /// Completes what was interrupted, or was brought back: erases segments and held events of which the last checkpoint of
    /// their segment says that they are gone, and what a purge without its checkpoint left beside a segment that is whole. What
    /// was erased.
    ///
    /// To be called once the journal is opened, with every key of it. Nothing is erased when anything is wrong in the chain of
    /// checkpoints, or one of them is of none of the keys: a note that was put there, or replayed, would erase.
    ///
    /// # Errors
    /// [`JournalError::Storage`].
    pub fn complete(&mut self, keys: &[&dyn Verifier]) -> Result<Vec<Log>, JournalError<S::Error>> {
        let bytes = read_all(&self.storage, Log::Checkpoints).map_err(JournalError::Storage)?;
        let mut chain = ChainCheck::new(self.origin.as_str().to_owned());
        let mut flaws = Vec::new();
        let read = read_chain(&bytes);
        read.notes.iter().for_each(|note| chain.take(note.as_ref(), keys, &mut flaws));
        if !flaws.is_empty() || keys.is_empty() {
            return Ok(Vec::new());
        }
        let logs = self.storage.logs().map_err(JournalError::Storage)?;
        let mut gone = Vec::new();
        for log in &logs {
            let is_gone = match *log {
                Log::Checkpoints => false,
                Log::Segment(id) => matches!(chain.segments.get(&id), Some((_, Some(_)))),
                Log::Held(id, number) => match chain.segments.get(&id) {
                    Some((_, Some(purged))) => purged.held.iter().all(|held| held.number != number),
                    Some((closed, None)) => self.is_whole(id, closed)?,
                    None => false,
                },
            };
            gone.extend(is_gone.then_some(*log));
        }
        for log in &gone {
            self.storage.erase(*log).map_err(JournalError::Storage)?;
        }
        Ok(gone)
    }

    fn is_whole(&self, id: SegmentId, closed: &Checkpoint) -> Result<bool, JournalError<S::Error>> {
        let found = verify_segment(&self.storage, &self.origin, id, Some(closed));
        Ok(found.map_err(JournalError::Storage)?.flaws.is_empty())
    }
}
