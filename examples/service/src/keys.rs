//! The keys: given by the operator in a file of its own, never defaulted.
//!
//! One line a key: its use, its number, 64 hexadecimal digits. Of several keys of a use the last number is used for what is
//! new; the earlier ones still open and verify. The key of references has no second: what it made would not be found.

use std::io::{Read, Write};
use std::path::Path;

use imilo_core::journal::{DossierRefs, KeyName, MacKey};
use imilo_core::pseudonym::{
    Attesting, KeyId, KeyUse, Keyring, OsRandomness, Referencing, Sealing, make_root_key,
};
use zeroize::Zeroizing;

use crate::error::{Code, Result, ServiceError, coded};

/// The keys of the service, each for one use.
pub struct Keys {
    /// Those that seal NIR.
    pub sealing: Keyring<Sealing>,
    /// The one that seals now.
    pub sealing_id: KeyId,
    /// The one by which dossiers are named in the journal.
    pub references: DossierRefs,
    /// Those that attest checkpoints, the one of today last.
    pub attesting: Vec<MacKey>,
}

impl Keys {
    /// Reads the file of keys.
    ///
    /// # Errors
    /// No file, one that others can read, a line that is no key, a use without a key.
    pub fn read(path: &Path, journal: &KeyName) -> Result<Self> {
        let mut file = std::fs::File::open(path).map_err(|_| Code::KeysMissing)?;
        only_for_us(&file)?;
        // Room for all of it at once: a text that grows would leave copies behind.
        let length = file.metadata().map_or(0, |metadata| metadata.len()).min(1 << 16);
        let mut text = Zeroizing::new(String::with_capacity(usize::try_from(length).unwrap_or(0) + 1));
        file.read_to_string(&mut text).map_err(|_| Code::KeysLine)?;
        Self::parse(&text, journal)
    }

    fn parse(text: &str, journal: &KeyName) -> Result<Self> {
        let (mut sealing, mut referencing, mut attesting) = (Keyring::new(), Keyring::new(), Keyring::new());
        for (number, line) in (1..).zip(text.lines()) {
            let wrong = || ServiceError::from(Code::KeysLine).at(format!("line {number}"));
            let mut words = line.split_whitespace();
            let (of, id, hex) = match (words.next(), words.next(), words.next(), words.next()) {
                (None, ..) => continue,
                (Some(comment), ..) if comment.starts_with('#') => continue,
                (Some(of), Some(id), Some(hex), None) => (of, id, hex),
                _ => return Err(wrong()),
            };
            let id = id.parse().ok().and_then(|id| KeyId::new(id).ok()).ok_or_else(wrong)?;
            let root = bytes(hex).ok_or_else(wrong)?;
            let added = match of {
                "sealing" => sealing.add(id, &*root),
                "referencing" => referencing.add(id, &*root),
                "attesting" => attesting.add(id, &*root),
                _ => return Err(wrong()),
            };
            added.map_err(|error| coded(error).ours().at(format!("line {number}")))?;
        }
        let shared = sealing.disjoint_from(&referencing).and(sealing.disjoint_from(&attesting));
        shared.and(referencing.disjoint_from(&attesting)).map_err(|error| coded(error).ours())?;
        Self::of(sealing, &referencing, &attesting, journal)
    }

    fn of(
        sealing: Keyring<Sealing>,
        referencing: &Keyring<Referencing>,
        attesting: &Keyring<Attesting>,
        journal: &KeyName,
    ) -> Result<Self> {
        let reference = sole(referencing).ok_or(Code::KeysUse)?;
        let mut ids: Vec<KeyId> = attesting.ids().collect();
        ids.sort_unstable();
        let macs = ids.into_iter().map(|id| MacKey::new(attesting, id, journal.clone()));
        let attesting: Vec<MacKey> =
            macs.collect::<std::result::Result<_, _>>().map_err(|error| coded(error).ours())?;
        if attesting.is_empty() {
            return Err(Code::KeysUse.into());
        }
        let sealing_id = sealing.ids().max().ok_or(Code::KeysUse)?;
        let references = DossierRefs::new(referencing, reference).map_err(|error| coded(error).ours())?;
        Ok(Self { sealing, sealing_id, references, attesting })
    }

    /// The key that attests now.
    ///
    /// # Errors
    /// Never: there is one.
    pub fn signer(&self) -> Result<&MacKey> {
        self.attesting.last().ok_or_else(|| Code::KeysUse.into())
    }
}

/// Makes a file of new keys that only its owner can read.
///
/// # Errors
/// The file is there already, or cannot be written.
pub fn make(path: &Path) -> Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut text = Zeroizing::new(String::with_capacity(512));
    for of in ["sealing", "referencing", "attesting"] {
        let root = make_root_key(&mut OsRandomness).map_err(coded)?;
        text.push_str(of);
        text.push_str(" 1 ");
        for byte in root.iter() {
            for half in [byte >> 4, byte & 15] {
                text.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
            }
        }
        text.push('\n');
    }
    let mut file = options.open(path).map_err(|_| Code::KeysThere)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(|_| Code::KeysMissing.into())
}

fn sole<U: KeyUse>(keys: &Keyring<U>) -> Option<KeyId> {
    let mut ids = keys.ids();
    ids.next().filter(|_| ids.next().is_none())
}

/// Thirty-two bytes from their digits.
fn bytes(hex: &str) -> Option<Zeroizing<[u8; 32]>> {
    let digits = hex.as_bytes();
    let mut root = Zeroizing::new([0; 32]);
    if digits.len() != 64 {
        return None;
    }
    for (slot, pair) in root.iter_mut().zip(digits.chunks_exact(2)) {
        let half = |at: usize| pair.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        *slot = u8::try_from(half(0)? << 4 | half(1)?).ok()?;
    }
    Some(root)
}

#[cfg(unix)]
fn only_for_us(file: &std::fs::File) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = file.metadata().map_err(|_| Code::KeysMissing)?.permissions().mode();
    if mode & 0o077 == 0 { Ok(()) } else { Err(Code::KeysReadable.into()) }
}

#[cfg(not(unix))]
fn only_for_us(_: &std::fs::File) -> Result<()> {
    Ok(())
}
