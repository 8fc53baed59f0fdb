//! What a day asks: data of the ESF go to the closed archive, the rest of what retention closes is deleted, the journal's
//! days are closed and purged at their term.

use std::borrow::Cow;

use imilo_core::bilan::{Bilan, Due};
use imilo_core::calendar::Date;
use imilo_core::conservation::{Decision, DossierFacts, Fse, Readings, Retention, Tables};
use imilo_core::dossier::{Carried, Champ, DataRules, DataTables, Part};
use imilo_core::journal::{Act, Event, EventOutcome};
use serde::Serialize;
use sqlx::Row;

use crate::clock::day_of;
use crate::dossiers::{self, Held};
use crate::error::{Code, Result, ServiceError, coded};
use crate::journal::Unit;
use crate::service::Service;

/// How many dossiers a unit of work takes.
const AT_ONCE: i64 = 100;

/// By which name the journal has the service itself.
pub(crate) const AGENT: &str = "service/daily";
/// What it is, by its code.
pub(crate) const ACTOR: &str = "technical_operator";

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Daily {
    /// Dossiers moved to the archive: what is not flagged of them is deleted.
    pub moved: u64,
    /// Dossiers deleted.
    pub deleted: u64,
    /// Dossiers deleted from the archive.
    pub archive_deleted: u64,
    /// Dossiers of which nothing can be told for lack of a fact: they stay, and answer nobody.
    pub undetermined: u64,
    /// Closed dossiers of which it is not known whether they go to the archive: they stay, and answer nobody.
    pub archive_unknown: u64,
    /// Dossiers that cannot be read, or whose facts cannot be: they stay, and are to be looked at.
    pub refused: u64,
    /// Segments of the journal closed.
    pub closed: u64,
    /// Segments of the journal purged.
    pub purged: u64,
    /// What was held for a dispute that has ended, erased.
    pub released: u64,
}

impl Service {
    /// The work of a day; done twice, the second time does nothing.
    ///
    /// # Errors
    /// A day that has not come; the database. What was committed before stays done, with its events.
    pub async fn daily(&self, day: Date) -> Result<Daily> {
        if day > day_of(self.clock.now_ms())? {
            return Err(ServiceError::from(Code::DayToCome).at("day"));
        }
        let mut done = Daily::default();
        let tables = Tables::built_in();
        let retention = Retention::on(day, &tables, Readings::default()).map_err(coded)?;
        self.close_dossiers(&retention, &mut done).await?;
        self.empty_archive(&retention, &mut done).await?;
        self.keep_journal(&mut done).await?;
        if done.moved + done.deleted + done.archive_deleted + done.purged + done.released > 0 {
            self.store.sweep().await?;
        }
        Ok(done)
    }

    async fn close_dossiers(&self, retention: &Retention<'_>, done: &mut Daily) -> Result<()> {
        let tables = DataTables::built_in();
        let data = DataRules::on(retention.day(), &tables).map_err(coded)?;
        let sql = "SELECT id, structure, dossier, nir, cofinanced, facts FROM dossiers WHERE id > $1 ORDER BY id LIMIT $2";
        let mut after = String::new();
        loop {
            let mut unit = self.recorder.begin().await?;
            let query = sqlx::query(sql).bind(after.clone()).bind(AT_ONCE);
            let rows = query.fetch_all(unit.db()?).await?;
            let before = *done;
            for row in &rows {
                after = row.try_get("id")?;
                let mut bilan = Bilan::new(retention, &data, Carried::default());
                // One row that cannot be read or judged does not keep the others from their term.
                let read = dossiers::held(row).ok();
                let Some((held, judged)) =
                    read.and_then(|held| bilan.add(&held.dossier).ok().map(|it| (held, it)))
                else {
                    done.refused += 1;
                    continue;
                };
                match judged.due {
                    Due::MoveToFseArchive => {
                        self.archive(&mut unit, &after, &held, retention, &judged.decision).await?;
                        done.moved += 1;
                    }
                    Due::Anonymise => {
                        self.delete(&mut unit, &after, &held, retention, &judged.decision).await?;
                        done.deleted += 1;
                    }
                    Due::CloseArchiveUnknown => done.archive_unknown += 1,
                    Due::Undetermined => done.undetermined += 1,
                    _ => {}
                }
            }
            if (before.moved, before.deleted) != (done.moved, done.deleted) {
                unit.commit().await?;
            }
            if rows.is_empty() {
                return Ok(());
            }
        }
    }

    /// Of a dossier the flagged data go to the archive (reading A17), and all of it leaves the dossiers.
    async fn archive(
        &self,
        unit: &mut Unit,
        id: &str,
        held: &Held,
        retention: &Retention<'_>,
        decision: &Decision<'_>,
    ) -> Result<()> {
        let flagged = dossiers::donnees(&held.cofinanced, "cofinanced")?.fields();
        let kept = held.dossier.reduced(flagged);
        let nir = held.nir.filter(|_| flagged.contains(Champ::Nir));
        let sql = "INSERT INTO fse_archive (id, structure, dossier, nir, fse, moved_on) VALUES ($1, $2, $3, $4, $5, $6)";
        let query = sqlx::query(sql)
            .bind(id.to_owned())
            .bind(held.structure.clone())
            .bind(dossiers::stored(&kept)?)
            .bind(nir.map(|seal| seal.to_bytes().to_vec()))
            .bind(serde_json::to_string(&held.dossier.conservation.fse.given())?)
            .bind(retention.day().to_string());
        query.execute(unit.db()?).await?;
        remove(unit, "DELETE FROM dossiers WHERE id = $1", id).await?;
        let mut act = Act::new(ACTOR, "move_to_fse_archive", EventOutcome::Conforming);
        act.granted = kept.filled().iter().map(|champ| champ.row().path).collect();
        act.provisions = decision.founded_by();
        act.provisions.extend(
            decision.fse_founded_by().into_iter().filter(|code| !decision.founded_by().contains(code)),
        );
        self.tell(unit, id, &held.structure, retention, act)
    }

    async fn delete(
        &self,
        unit: &mut Unit,
        id: &str,
        held: &Held,
        retention: &Retention<'_>,
        decision: &Decision<'_>,
    ) -> Result<()> {
        remove(unit, "DELETE FROM dossiers WHERE id = $1", id).await?;
        let act =
            Act { provisions: decision.founded_by(), ..Act::new(ACTOR, "delete", EventOutcome::Conforming) };
        self.tell(unit, id, &held.structure, retention, act)
    }

    async fn empty_archive(&self, retention: &Retention<'_>, done: &mut Daily) -> Result<()> {
        let sql = "SELECT id, structure, fse FROM fse_archive WHERE id > $1 ORDER BY id LIMIT $2";
        let mut after = String::new();
        loop {
            let mut unit = self.recorder.begin().await?;
            let query = sqlx::query(sql).bind(after.clone()).bind(AT_ONCE);
            let rows = query.fetch_all(unit.db()?).await?;
            let before = done.archive_deleted;
            for row in &rows {
                after = row.try_get("id")?;
                // That it is closed was told when it came; what is kept tells the term of the archive alone.
                let fse = serde_json::from_str::<Fse>(row.try_get("fse")?).ok();
                let facts = fse.map(|fse| DossierFacts { fse, ..DossierFacts::default() });
                let Some(decision) = facts.and_then(|facts| retention.dossier(&facts).ok()) else {
                    done.refused += 1;
                    continue;
                };
                if decision.fse_archive_until.is_none_or(|until| retention.day() < until) {
                    continue;
                }
                remove(&mut unit, "DELETE FROM fse_archive WHERE id = $1", &after).await?;
                let act = Act {
                    provisions: decision.fse_founded_by(),
                    ..Act::new(ACTOR, "delete", EventOutcome::Conforming)
                };
                self.tell(&mut unit, &after, row.try_get("structure")?, retention, act)?;
                done.archive_deleted += 1;
            }
            if before < done.archive_deleted {
                unit.commit().await?;
            }
            if rows.is_empty() {
                return Ok(());
            }
        }
    }

    fn tell(
        &self,
        unit: &mut Unit,
        id: &str,
        structure: &str,
        retention: &Retention<'_>,
        act: Act<'_>,
    ) -> Result<()> {
        unit.append(&Event {
            instant_ms: self.clock.now_ms(),
            agent: AGENT,
            mission_locale: Some(structure),
            dossier: Some(self.reference(id)?),
            act: Act { rule_set: Some(Cow::Borrowed(retention.rule_set())), ..act },
        })
    }
}

async fn remove(unit: &mut Unit, sql: &'static str, id: &str) -> Result<()> {
    sqlx::query(sql).bind(id.to_owned()).execute(unit.db()?).await?;
    Ok(())
}
