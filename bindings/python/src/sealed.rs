//! Sealed numbers: only the holder of the key reads them, for the dossier and the purpose they are bound to.

use imilo_core::error::ErrorCode;
use imilo_core::nir::Nir;
use imilo_core::pseudonym::{
    self, KeyId, Name, OneKeySealer, Opener, OsRandomness, SealCount, SealScope, SealedNir, Sealer,
};
use imilo_core::wire::{self, Failure};
use pyo3::prelude::*;
use zeroize::Zeroizing;

use crate::keyring::{Keyring, Keys};
use crate::pseudonym::{at, code, numbers, wrong_use};
use crate::texts::{Rows, Texts};
use crate::{Answer, answered, guarded};

/// Seals a column of numbers, each for the dossier of its row.
#[pyfunction]
pub(crate) fn make_seals<'py>(
    keys: &Bound<'py, Keyring>,
    key_id: u32,
    column: &Bound<'py, PyAny>,
    dossiers: &Bound<'py, PyAny>,
    purpose: &str,
    used: Option<u64>,
    accept: &str,
) -> PyResult<Answer<'py>> {
    let (py, texts, dossiers) = (column.py(), Texts::of(column, "column")?, Texts::of(dossiers, "dossiers")?);
    let keys = keys.get();
    answered(
        py,
        py.detach(|| {
            guarded(|| {
                let accept = wire::acceptance(accept)?;
                let (key_id, purpose) = (
                    KeyId::new(key_id).map_err(|error| at(error.into(), "key_id"))?,
                    Name::purpose(purpose)?,
                );
                let keys = keys.read();
                let Keys::Sealing(keys) = &*keys else { return Err(wrong_use()) };
                same(&texts, &dossiers)?;
                let read: Vec<Scoped<'_>> = numbers(&texts, &accept)
                    .into_iter()
                    .zip(dossiers.rows())
                    .map(|(nir, dossier)| scoped(nir, dossier, purpose))
                    .collect();
                let good = || read.iter().filter_map(|row| row.as_ref()?.as_ref().ok());
                let pairs = good().map(|(nir, scope)| (nir, *scope));
                let (seals, used) = match used {
                    None => (Sealer::new(keys, key_id).make_seals(pairs, &mut OsRandomness)?, None),
                    Some(used) => {
                        let mut count = SealCount::stored(used);
                        let mut reserved = count.reserve(good().count() as u64)?;
                        let sealer = OneKeySealer::new(keys, key_id)?;
                        (sealer.make_seals(pairs, &mut OsRandomness, &mut reserved)?, Some(count.used()))
                    }
                };
                let (mut seals, mut rows) = (seals.into_iter(), Rows::new(texts.len()));
                for row in &read {
                    rows.push(row.as_ref().map(|row| {
                        match row {
                            Ok(_) => seals
                                .next()
                                .map(|seal| seal.text().as_str().to_owned())
                                .ok_or(ErrorCode::Internal),
                            Err(code) => Err(*code),
                        }
                    }));
                }
                let (seals, errors) = rows.columns("seal");
                Ok((seals, errors, used))
            })
        }),
    )
}

/// Opens a column of seals, each for the dossier of its row: numbers in clear.
#[pyfunction]
pub(crate) fn open_seals<'py>(
    keys: &Bound<'py, Keyring>,
    column: &Bound<'py, PyAny>,
    dossiers: &Bound<'py, PyAny>,
    purpose: &str,
) -> PyResult<Answer<'py>> {
    let (py, texts, dossiers) = (column.py(), Texts::of(column, "column")?, Texts::of(dossiers, "dossiers")?);
    let keys = keys.get();
    answered(
        py,
        py.detach(|| {
            guarded(|| {
                let purpose = Name::purpose(purpose)?;
                let keys = keys.read();
                let Keys::Sealing(keys) = &*keys else { return Err(wrong_use()) };
                same(&texts, &dossiers)?;
                let (opener, mut rows) = (Opener::new(keys), Rows::new(texts.len()));
                for (seal, dossier) in texts.rows().zip(dossiers.rows()) {
                    let open = |seal: &str| {
                        let seal: SealedNir = seal.parse().map_err(code::<pseudonym::OpenError>)?;
                        let scope =
                            SealScope::new(dossier.unwrap_or_default().as_bytes(), purpose).map_err(code)?;
                        let nir = opener.open(&seal, &scope).map_err(code)?;
                        let text = Zeroizing::new(*nir.expose());
                        Ok(Zeroizing::new(String::from_utf8_lossy(&*text).into_owned()))
                    };
                    rows.push(seal.map(open).map(|row| row.map(Opened)));
                }
                Ok(rows.columns("nir"))
            })
        }),
    )
}

/// A number on its way into a column.
struct Opened(Zeroizing<String>);

impl AsRef<str> for Opened {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

type Scoped<'a> = Option<Result<(Nir, SealScope<'a>), ErrorCode>>;

/// A number with what its seal is bound to.
fn scoped(nir: Option<Result<Nir, ErrorCode>>, dossier: Option<&str>, purpose: Name) -> Scoped<'_> {
    nir.map(|nir| {
        let scope = SealScope::new(dossier.unwrap_or_default().as_bytes(), purpose).map_err(code)?;
        Ok((nir?, scope))
    })
}

fn same(rows: &Texts, dossiers: &Texts) -> Result<(), Failure> {
    if rows.len() == dossiers.len() {
        Ok(())
    } else {
        Err(at(Failure::of(ErrorCode::ColumnLength), "dossiers"))
    }
}
