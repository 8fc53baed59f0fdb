//! The service: what everything works with.

use std::sync::Arc;

use imilo_core::journal::{DossierRef, KeyName};

use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Result, coded};
use crate::journal::Recorder;
use crate::keys::Keys;
use crate::store::Store;

/// The service.
#[derive(Clone)]
pub struct Service {
    /// Who may ask.
    pub config: Arc<Config>,
    /// The keys.
    pub keys: Arc<Keys>,
    /// The database.
    pub store: Store,
    /// The journal.
    pub recorder: Recorder,
    /// The time.
    pub clock: Clock,
    /// Name of the journal.
    pub name: KeyName,
}

impl Service {
    /// Opens everything.
    ///
    /// # Errors
    /// Keys that are missing, a database that does not answer.
    pub async fn open(config: Config, clock: Clock) -> Result<Self> {
        let name = config.name()?;
        let keys = Arc::new(Keys::read(&config.keys, &name)?);
        let store = Store::open(&config.database).await?;
        let recorder = Recorder::new(store.clone(), name.clone());
        Ok(Self { config: Arc::new(config), keys, store, recorder, clock, name })
    }

    /// By which reference the journal has a dossier.
    ///
    /// # Errors
    /// An id that is none.
    pub fn reference(&self, dossier: &str) -> Result<DossierRef> {
        self.keys.references.derive(dossier.as_bytes()).map_err(coded)
    }
}
