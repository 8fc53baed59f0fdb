//! The journal: an exported file verified, and a folder written, verified, exported and purged.

mod event;
mod folder;
mod purge;
mod reading;
mod told;
mod verify;

pub use folder::JournalFolder;
pub use verify::journal_verify;

use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::journal::{Checkpoint, JournalError, KeyName, MacKey, Verifier};
use imilo_core::pseudonym::{Attesting, KeyId, Keyring};
use imilo_core::wire::Failure;

use super::failure;
use crate::journal::FileStoreError;

/// The keys of a keyring, each under the name: checkpoints may be of any of them, for keys are replaced.
fn mac_keys(keys: &Keyring<Attesting>, name: &KeyName) -> Result<Vec<MacKey>, Failure> {
    let key = |id: KeyId| MacKey::new(keys, id, name.clone()).map_err(Failure::from);
    keys.ids().map(key).collect()
}

fn verifiers(keys: &[MacKey]) -> Vec<&dyn Verifier> {
    keys.iter().map(|key| key as &dyn Verifier).collect()
}

fn key_name(name: &str) -> Result<KeyName, Failure> {
    KeyName::new(name).map_err(|error| Failure::from(error).at("name"))
}

/// An error of the journal; what is wrong in it is told in the words of the first flaw.
fn refused(error: JournalError<FileStoreError>) -> Failure {
    match &error {
        JournalError::Damaged(flaws) => match flaws.first() {
            Some(flaw) => {
                failure(ErrorCode::JournalDamaged, None, (flaw.fr().as_str(), flaw.to_string().as_str()))
            }
            None => Failure::from(error),
        },
        JournalError::Storage(cause) => stored(cause),
        JournalError::BeforeClosed(id) => {
            let words = (
                format!("le {} est déjà clos : rien n'est purgé avant lui", id.day()),
                format!("{} is closed already: nothing is purged before it", id.day()),
            );
            failure(error.code(), Some("instant_ms"), (words.0.as_str(), words.1.as_str()))
        }
        _ => Failure::from(error),
    }
}

fn stored(error: &FileStoreError) -> Failure {
    let words = match error {
        FileStoreError::Io(error) => crate::io_words::io_words(error.kind()),
        FileStoreError::ReadOnly => ("il n'est ouvert qu'en lecture", "it was opened to be read only"),
        _ => ("quelqu'un d'autre y écrit", "somebody else writes to it"),
    };
    failure(error.code(), Some("folder"), words)
}

/// Copies of checkpoints that somebody else keeps: their texts, an empty line behind each.
fn copies(text: Option<&str>) -> Result<Vec<Checkpoint>, Failure> {
    let wrong = || {
        let words = (
            "ce ne sont pas des points de contrôle, une ligne vide entre eux",
            "these are no checkpoints with an empty line between them",
        );
        failure(ErrorCode::InvalidArgument, Some("copies"), words)
    };
    // A file of copies in which there is none compares nothing.
    let parse = |text: &str| Checkpoint::parse_all(text.trim_start_matches('\u{feff}'));
    text.map_or(Ok(Vec::new()), |text| parse(text).filter(|copies| !copies.is_empty()).ok_or_else(wrong))
}

#[cfg(test)]
mod tests;
