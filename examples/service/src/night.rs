//! The journal's own day: segments closed, purged at their term, what a dispute holds; and the work that comes by itself.

use std::time::Duration;

use imilo_core::calendar::Date;
use imilo_core::journal::{DossierRef, Event, Hold, Log, PurgeBy, SegmentId, Tables, purge_day};

use crate::clock::day_of;
use crate::config::Dispute;
use crate::daily::{ACTOR, AGENT, Daily};
use crate::error::{Code, Result};
use crate::journal::{Unit, failed};
use crate::service::Service;

/// A dispute, with the references of its dossiers.
type Concerned<'c> = Vec<(&'c Dispute, Vec<DossierRef>)>;

impl Service {
    pub(crate) async fn keep_journal(&self, done: &mut Daily) -> Result<()> {
        let now = self.clock.now_ms();
        let today = day_of(now)?;
        let mut unit = self.recorder.begin().await?;
        let days = to_close(&unit, today);
        for day in &days {
            let notes = unit.journal()?.close(*day, self.keys.signer()?).map_err(failed)?;
            done.closed += notes.len() as u64;
        }
        if days.is_empty() {
            drop(unit);
        } else {
            unit.commit().await?;
        }
        let tables = Tables::built_in();
        let disputes = self.concerned()?;
        let by = PurgeBy { agent: AGENT, actor: ACTOR, instant_ms: now };
        loop {
            let mut unit = self.recorder.begin().await?;
            let Some(id) = next_to_purge(&unit, today, &tables) else { break };
            unit.load(Log::Segment(id)).await?;
            if !self.purge(&mut unit, id, &by, &disputes, &tables)? {
                // Its law forbids it after all: nothing was written.
                return Ok(());
            }
            unit.commit().await?;
            done.purged += 1;
        }
        self.release(&by, &tables, done).await
    }

    fn concerned(&self) -> Result<Concerned<'_>> {
        let references = |dispute: &Dispute| {
            dispute.dossiers.iter().map(|id| self.reference(id)).collect::<Result<Vec<_>>>()
        };
        self.config.disputes.iter().map(|dispute| Ok((dispute, references(dispute)?))).collect()
    }

    fn purge(
        &self,
        unit: &mut Unit,
        id: SegmentId,
        by: &PurgeBy<'_>,
        disputes: &Concerned<'_>,
        tables: &Tables,
    ) -> Result<bool> {
        let concerns: Vec<_> = disputes
            .iter()
            .map(|(_, of)| {
                move |event: &Event<'_>| event.dossier.is_some_and(|dossier| of.contains(&dossier))
            })
            .collect();
        let mut holds = Vec::new();
        for ((dispute, _), concerns) in disputes.iter().zip(&concerns) {
            holds.push(Hold { number: dispute.number, contentieux: dispute.contentieux()?, concerns });
        }
        let signer = self.keys.signer()?;
        let answer = unit.journal()?.purge(id, by, &holds, tables, signer).map_err(failed)?;
        // Late is done all the same.
        Ok(answer.note.is_some())
    }

    /// What was held for a dispute goes when it has ended.
    async fn release(&self, by: &PurgeBy<'_>, tables: &Tables, done: &mut Daily) -> Result<()> {
        for dispute in &self.config.disputes {
            let contentieux = dispute.contentieux()?;
            if contentieux.definitive_decision.is_none() {
                continue;
            }
            let unit = self.recorder.begin().await?;
            let held = unit.logs().into_iter().filter_map(|log| match log {
                Log::Held(id, number) if number == dispute.number => Some(id),
                _ => None,
            });
            let held: Vec<SegmentId> = held.collect();
            drop(unit);
            for id in held {
                let mut unit = self.recorder.begin().await?;
                unit.load(Log::Held(id, dispute.number)).await?;
                let signer = self.keys.signer()?;
                let journal = unit.journal()?;
                let answer = journal.release(id, dispute.number, contentieux, by, tables, signer);
                if answer.map_err(failed)?.note.is_some() {
                    unit.commit().await?;
                    done.released += 1;
                }
            }
        }
        Ok(())
    }

    /// Does the work of each day by itself, the first when it starts; until the task is ended.
    pub async fn every_day(self) {
        let mut last = None;
        loop {
            match day_of(self.clock.now_ms()) {
                Ok(today) if last != Some(today) => match self.daily(today).await {
                    Ok(done) => {
                        tracing::info!(
                            code = "daily",
                            moved = done.moved,
                            deleted = done.deleted,
                            purged = done.purged
                        );
                        last = Some(today);
                    }
                    Err(error) => tracing::error!(code = %error.code, "daily"),
                },
                _ => {}
            }
            tokio::time::sleep(Duration::from_secs(60)).await;
        }
    }

    /// A day of the command line.
    ///
    /// # Errors
    /// A text that is no day.
    pub fn day(&self, text: Option<&str>) -> Result<Date> {
        match text {
            Some(text) => text.parse().map_err(|_| Code::Usage.into()),
            None => day_of(self.clock.now_ms()),
        }
    }
}

/// The days before today that are not closed, those without an event too.
fn to_close(unit: &Unit, today: Date) -> Vec<Date> {
    let closed = |id: SegmentId| unit.checkpoints().iter().any(|note| note.segment == id);
    let mut days: Vec<Date> = unit
        .logs()
        .into_iter()
        .filter_map(|log| if let Log::Segment(id) = log { Some(id) } else { None })
        .filter(|id| id.day() < today && !closed(*id))
        .map(SegmentId::day)
        .collect();
    let last = unit.checkpoints().iter().map(|note| note.segment.day()).max();
    let mut next = last.map(Date::next_day).or_else(|| days.iter().min().copied());
    while let Some(day) = next.filter(|day| *day < today) {
        days.push(day);
        next = Some(day.next_day());
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// A closed segment whose term has come.
fn next_to_purge(unit: &Unit, today: Date, tables: &Tables) -> Option<SegmentId> {
    let there = unit.logs();
    let ids = unit.checkpoints().iter().filter(|note| note.purged.is_none()).map(|note| note.segment);
    let due = |id: &SegmentId| {
        there.contains(&Log::Segment(*id)) && purge_day(*id, tables).is_some_and(|day| day <= today)
    };
    ids.into_iter().find(due)
}
