//! The journal as an auditor has it: exported, verified.

use imilo_core::journal::{
    Act, Event, EventOutcome, JournalError, SegmentId, Tables, Verification, Verifier, export, verify,
};

use crate::config::Account;
use crate::error::{Result, coded};
use crate::journal::{everything, one_segment};
use crate::service::Service;

impl Service {
    /// Journals that somebody has the journal exported.
    ///
    /// # Errors
    /// The database.
    pub async fn journal_asked(&self, account: &Account) -> Result<()> {
        let class = account.actor.get("class").and_then(serde_json::Value::as_str).unwrap_or_default();
        let mut unit = self.recorder.begin().await?;
        unit.append(&Event {
            instant_ms: self.clock.now_ms(),
            agent: &account.reference,
            mission_locale: None,
            dossier: None,
            act: Act::new(class, "export_journal", EventOutcome::Conforming),
        })?;
        unit.commit().await
    }

    /// The closed segments of the journal, or one of them, as JSON Lines.
    ///
    /// # Errors
    /// Something is wrong in it: nothing is exported then.
    pub async fn export(&self, only: Option<SegmentId>) -> Result<String> {
        let mut tx = self.store.snapshot().await?;
        let store = match only {
            Some(id) => one_segment(&mut tx, id).await?,
            None => everything(&mut tx).await?,
        };
        let mut lines = String::new();
        let done = export(&store, &self.name, only, |line| lines.push_str(line));
        done.map_err(|error| match error {
            JournalError::Segment(_) => coded(error),
            _ => coded(error).ours(),
        })?;
        Ok(lines)
    }

    /// Verifies the whole journal against the keys of the operator.
    ///
    /// # Errors
    /// The database; what is wrong in the journal is in the answer.
    pub async fn verify(&self) -> Result<Verification> {
        let mut tx = self.store.snapshot().await?;
        let store = everything(&mut tx).await?;
        let verifiers: Vec<&dyn Verifier> = self.keys.attesting.iter().map(|key| key as _).collect();
        let found = verify(&store, &self.name, &verifiers, &Tables::built_in());
        Ok(found.unwrap_or_else(|never| match never {}))
    }
}
