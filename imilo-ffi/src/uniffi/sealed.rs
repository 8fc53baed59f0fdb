//! Sealed numbers: only the holder of the key reads them, for the dossier and the purpose they are bound to.

use imilo_core::error::ErrorCode;
use imilo_core::nir::Nir;
use imilo_core::pseudonym::{
    Name, OneKeySealer, OpenError, Opener, OsRandomness, SealCount, SealScope, SealedNir, Sealer,
};
use imilo_core::wire::Failure;

use super::ImiloError;
use super::erased::{Keys, Numbers, Secret};
use super::guard::guard;
use super::pseudonym::{at, key_id, keyring};
use super::requests::Acceptance;

/// The seal of a row, or why it has none: one of the two is null.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct SealRow {
    /// Base64url without padding, 62 characters.
    pub seal: Option<String>,
    /// The failure.
    pub error: Option<Failure>,
}

/// Seals, and the count of the key.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct Seals {
    /// One row a number, in their order; null where there is no number.
    pub rows: Vec<Option<SealRow>>,
    /// How many seals the key has made, to be stored before the seals are used; null in version 2.
    pub used: Option<i64>,
}

/// Seals many numbers, each for a dossier and all for one purpose. The same number sealed twice gives two seals.
///
/// Without `used`: version 2, a key for each dossier, nothing to count. With `used`: version 1, one key for all
/// dossiers, which has made so many seals; past 2³⁰ nothing is sealed. Processes that share a key share the count.
///
/// ```kotlin
/// val seals = makeSeals(listOf(RootKey(3, SecretBytes(root))), 3, listOf("2 55 08 14 168 025 38"), listOf("123456"), "c2s")
/// ```
///
/// # Errors
/// `key_…` for the keys, `key_id_unknown`, `pseudonym_name` for the purpose, `seal_count`, `no_randomness`,
/// `column_length` unless there are as many dossiers as numbers. In a row: `nir_…`, `seal_dossier`.
#[uniffi::export(default(used = None, accept = None))]
pub fn make_seals(
    keys: Keys,
    sealing_key: i64,
    nirs: Numbers,
    dossiers: Vec<String>,
    purpose: String,
    used: Option<i64>,
    accept: Option<Acceptance>,
) -> Result<Seals, ImiloError> {
    guard(|| {
        let (keys, id) = (keyring(&keys)?, key_id(sealing_key, "sealing_key")?);
        let (purpose, accept) = (name(&purpose)?, accept.unwrap_or_default());
        same(nirs.iter().count(), dossiers.len())?;
        let read: Vec<Option<Result<(Nir, SealScope<'_>), Failure>>> = nirs
            .iter()
            .zip(&dossiers)
            .map(|(text, dossier)| {
                text.map(|text| {
                    Ok((Nir::parse(text, &accept)?, SealScope::new(dossier.as_bytes(), purpose)?))
                })
            })
            .collect();
        let good = || read.iter().filter_map(|row| row.as_ref()?.as_ref().ok());
        let pairs = good().map(|(nir, scope)| (nir, *scope));
        let (seals, used) = match used {
            None => (Sealer::new(&keys, id).make_seals(pairs, &mut OsRandomness)?, None),
            Some(used) => {
                let stored =
                    u64::try_from(used).map_err(|_| at(Failure::of(ErrorCode::InvalidArgument), "used"))?;
                let mut count = SealCount::stored(stored);
                let mut reserved = count.reserve(good().count() as u64)?;
                let sealer = OneKeySealer::new(&keys, id)?;
                (
                    sealer.make_seals(pairs, &mut OsRandomness, &mut reserved)?,
                    i64::try_from(count.used()).ok(),
                )
            }
        };
        let mut seals = seals.into_iter();
        let rows = read.iter().map(|row| {
            row.as_ref().map(|row| match row {
                Ok(_) => SealRow { seal: seals.next().map(|seal| seal.text().to_string()), error: None },
                Err(error) => SealRow { seal: None, error: Some(error.clone()) },
            })
        });
        Ok(Seals { rows: rows.collect(), used })
    })
}

/// The number of a row as thirteen bytes, or why it does not open: one of the two is null. Close the bytes after use.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct OpenedRow {
    /// The thirteen characters.
    pub nir: Option<Secret>,
    /// The failure.
    pub error: Option<Failure>,
}

/// Opens many seals of both versions, in order; null where there is none. The key is chosen by the id in the seal.
///
/// ```kotlin
/// val opened = openSeals(listOf(RootKey(3, SecretBytes(root))), listOf(seal), listOf("123456"), "c2s")
/// ```
///
/// # Errors
/// As `makeSeals`. In a row: `seal_malformed`, `key_id_unknown`, and for everything else `seal_refused`, which tells
/// nothing of the content.
#[uniffi::export]
pub fn open_seals(
    keys: Keys,
    seals: Vec<Option<String>>,
    dossiers: Vec<String>,
    purpose: String,
) -> Result<Vec<Option<OpenedRow>>, ImiloError> {
    guard(|| {
        let (opener, purpose) = (Opener::new(keyring(&keys)?), name(&purpose)?);
        same(seals.len(), dossiers.len())?;
        let open = |seal: &str, dossier: &String| -> Result<Nir, Failure> {
            let seal: SealedNir = seal.parse().map_err(|error: OpenError| Failure::from(error))?;
            Ok(opener.open(&seal, &SealScope::new(dossier.as_bytes(), purpose)?)?)
        };
        let row = |(seal, dossier): (&Option<String>, &String)| {
            Some(match open(seal.as_deref()?, dossier) {
                Ok(nir) => OpenedRow { nir: Some(Secret::from(&nir.expose()[..])), error: None },
                Err(error) => OpenedRow { nir: None, error: Some(error) },
            })
        };
        Ok(seals.iter().zip(&dossiers).map(row).collect())
    })
}

fn name(purpose: &str) -> Result<Name, Failure> {
    Name::purpose(purpose).map_err(|error| at(error.into(), "purpose"))
}

fn same(rows: usize, dossiers: usize) -> Result<(), Failure> {
    if rows == dossiers { Ok(()) } else { Err(at(Failure::of(ErrorCode::ColumnLength), "dossiers")) }
}
