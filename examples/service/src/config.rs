//! The configuration: where, by which keys, and who may ask. There is no default account.

use std::path::{Path, PathBuf};

use imilo_core::habilitation::RequestJson;
use imilo_core::journal::{Contentieux, KeyName};
use imilo_core::nir::holds_a_nir;
use imilo_core::wire;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::error::{Code, Result, ServiceError, coded};

/// What a requester may do beside asking for data, which the law decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Have the journal exported.
    ExportJournal,
    /// Answer the requests of access of young people, on behalf of the mission locale that holds their dossier.
    AnswerAccess,
}

/// Who may ask: a reference, the hash of a token, what he is, and what the controller attests of him.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// By which name the journal has him.
    pub reference: String,
    /// SHA-256 of his token, in hexadecimal digits.
    token_sha256: String,
    /// `actor` of a request (`docs/json.md`).
    pub actor: Map<String, Value>,
    /// What the controller attests of him: convention, needs, authorisation. Nobody attests it for himself.
    #[serde(default)]
    pub facts: Map<String, Value>,
    /// What he may do beside.
    #[serde(default)]
    pub may: Vec<Permission>,
}

/// A dispute, for which traces are held beyond their term.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// Its number.
    pub number: u16,
    /// The dossiers that it concerns, by their ids.
    pub dossiers: Vec<String>,
    /// Day on which it began.
    from: String,
    /// Day of the definitive decision of a court.
    definitive_decision: Option<String>,
}

impl Dispute {
    /// The dispute, as the library has it.
    ///
    /// # Errors
    /// A day that is none.
    pub fn contentieux(&self) -> Result<Contentieux> {
        let day = |text: &str| text.parse().map_err(|error| coded(error).ours().at("dispute"));
        Ok(Contentieux {
            from: day(&self.from)?,
            definitive_decision: self.definitive_decision.as_deref().map(day).transpose()?,
            concerns_this_log: Some(true),
        })
    }
}

/// The configuration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// `sqlite://file` or `postgres://…`.
    #[serde(default = "embedded")]
    pub database: String,
    /// Address and port.
    #[serde(default = "local")]
    pub listen: String,
    /// Name of the journal and of the keys that attest it.
    journal: String,
    /// The file of keys.
    pub keys: PathBuf,
    /// Whether the daily work runs by itself, when the day of Paris changes.
    #[serde(default)]
    pub daily: bool,
    /// Who may ask.
    #[serde(default, rename = "account")]
    pub accounts: Vec<Account>,
    /// Disputes.
    #[serde(default, rename = "dispute")]
    pub disputes: Vec<Dispute>,
}

fn embedded() -> String {
    "sqlite://imilo.db".to_owned()
}

fn local() -> String {
    "127.0.0.1:8080".to_owned()
}

impl Config {
    /// Reads a file; `IMILO_SERVICE_DATABASE` and `IMILO_SERVICE_KEYS` go before what stands in it. Relative paths are
    /// those of its folder.
    ///
    /// # Errors
    /// What cannot be read, by its line; a requester that is none.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|_| Code::Config)?;
        let mut config = Self::parse(&text)?;
        if let Ok(database) = std::env::var("IMILO_SERVICE_DATABASE") {
            config.database = database;
        }
        if let Some(keys) = std::env::var_os("IMILO_SERVICE_KEYS") {
            config.keys = keys.into();
        }
        let folder = path.parent().unwrap_or(Path::new(""));
        config.keys = folder.join(&config.keys);
        if let Some(file) = config.database.strip_prefix("sqlite://") {
            config.database = format!("sqlite://{}", folder.join(file).display());
        }
        Ok(config)
    }

    /// Reads a text.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    pub fn parse(text: &str) -> Result<Self> {
        // The message of the reader quotes the line, which may hold a hash: its number is enough.
        let config: Self = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            ServiceError::from(Code::Config).at(format!("line {}", before.matches('\n').count() + 1))
        })?;
        config.name()?;
        config.disputes.iter().try_for_each(|dispute| dispute.contentieux().map(|_| ()))?;
        for (number, account) in (1..).zip(&config.accounts) {
            account.check().map_err(|error| {
                let field = error.field.clone().map(|field| format!(": {field}")).unwrap_or_default();
                error.ours().at(format!("account {number}{field}"))
            })?;
        }
        let mut hashes: Vec<_> = config.accounts.iter().map(|account| &account.token_sha256).collect();
        hashes.sort_unstable();
        hashes.dedup();
        if hashes.len() < config.accounts.len() {
            return Err(Code::ConfigToken.into());
        }
        Ok(config)
    }

    /// The name of the journal.
    ///
    /// # Errors
    /// A name that is none.
    pub fn name(&self) -> Result<KeyName> {
        KeyName::new(&self.journal).map_err(|error| coded(error).ours().at("journal"))
    }

    /// Who has this token: each hash is looked at, whichever is equal.
    #[must_use]
    pub fn who(&self, token: &str) -> Option<&Account> {
        let hash = hash_of_token(token);
        let mut found = None;
        for account in &self.accounts {
            if bool::from(account.token_sha256.as_bytes().ct_eq(hash.as_bytes())) {
                found = Some(account);
            }
        }
        found
    }
}

/// The hash of a token, as the configuration has it. A token is 32 random bytes, not a password: it needs no slow hash.
#[must_use]
pub fn hash_of_token(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Account {
    fn check(&self) -> Result<()> {
        if self.reference.is_empty() || self.reference.len() > 200 || holds_a_nir(&self.reference) {
            return Err(ServiceError::from(Code::Reference).at("reference"));
        }
        let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if self.token_sha256.len() != 64 || !self.token_sha256.bytes().all(digit) {
            return Err(ServiceError::from(Code::ConfigToken).at("token_sha256"));
        }
        // A request that asks nothing is read as the others will be.
        let asked = json!({ "date": "2015-01-29", "actor": self.actor, "operation": "consult",
            "purpose": "accompaniment", "facts": self.facts,
            "target": { "owning_mission_locale": "-", "fields": [] } });
        wire::request::<RequestJson>(&asked.to_string())?;
        Ok(())
    }

    /// Whether he may.
    #[must_use]
    pub fn may(&self, permission: Permission) -> bool {
        self.may.contains(&permission)
    }
}
