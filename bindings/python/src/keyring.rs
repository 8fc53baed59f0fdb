//! Root keys, which the caller makes, keeps and destroys. They come as bytes.

use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use imilo_core::pseudonym::{
    self, Attesting, FirstPass, KeyError, KeyId, KeyUse, Keyring as Ring, OsRandomness, Referencing, Sealing,
    SecondPass,
};
use imilo_core::wire::Failure;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes};
use zeroize::Zeroizing;

use crate::{Answer, answered, guarded};

pub(crate) enum Keys {
    FirstPass(Ring<FirstPass>),
    SecondPass(Ring<SecondPass>),
    Sealing(Ring<Sealing>),
    Referencing(Ring<Referencing>),
    Attesting(Ring<Attesting>),
}

/// Root keys of one use: `first_pass`, `second_pass`, `sealing`, `referencing` or `attesting`. What it holds is erased when it is freed, and it does
/// not show.
#[pyclass(module = "imilo._imilo", name = "Keyring", frozen)]
pub(crate) struct Keyring(RwLock<Keys>);

impl Keyring {
    /// The keys, for as long as a call derives by them.
    pub(crate) fn read(&self) -> RwLockReadGuard<'_, Keys> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }
}

#[pymethods]
impl Keyring {
    #[new]
    fn new(key_use: &str) -> PyResult<Self> {
        Ok(Self(RwLock::new(match key_use {
            "first_pass" => Keys::FirstPass(Ring::new()),
            "second_pass" => Keys::SecondPass(Ring::new()),
            "sealing" => Keys::Sealing(Ring::new()),
            "referencing" => Keys::Referencing(Ring::new()),
            "attesting" => Keys::Attesting(Ring::new()),
            _ => {
                let expected = "first_pass, second_pass, sealing, referencing or attesting";
                return Err(PyTypeError::new_err(format!("key_use: expected {expected}")));
            }
        })))
    }

    /// Adds a root key of 32 bytes.
    fn add<'py>(&self, py: Python<'py>, key_id: u32, root: &Bound<'py, PyAny>) -> PyResult<Answer<'py>> {
        let root = secret(root, "root")?;
        let add = || {
            let id = KeyId::new(key_id)?;
            let mut keys = self.0.write().unwrap_or_else(PoisonError::into_inner);
            match &mut *keys {
                Keys::FirstPass(keys) => keys.add(id, &root),
                Keys::SecondPass(keys) => keys.add(id, &root),
                Keys::Sealing(keys) => keys.add(id, &root),
                Keys::Referencing(keys) => keys.add(id, &root),
                Keys::Attesting(keys) => keys.add(id, &root),
            }
        };
        answered(py, guarded(|| add().map_err(Failure::from)))
    }

    /// Takes a key out and erases it; whether it was there.
    fn destroy(&self, key_id: u32) -> bool {
        let Ok(id) = KeyId::new(key_id) else { return false };
        let mut keys = self.0.write().unwrap_or_else(PoisonError::into_inner);
        match &mut *keys {
            Keys::FirstPass(keys) => keys.destroy(id),
            Keys::SecondPass(keys) => keys.destroy(id),
            Keys::Sealing(keys) => keys.destroy(id),
            Keys::Referencing(keys) => keys.destroy(id),
            Keys::Attesting(keys) => keys.destroy(id),
        }
    }

    /// Refuses two keyrings that share a root key.
    fn disjoint_from<'py>(&self, py: Python<'py>, other: &Self) -> PyResult<Answer<'py>> {
        if std::ptr::eq(self, other) {
            return answered::<()>(py, Err(KeyError::BytesTwice.into()));
        }
        let one = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let other = other.0.read().unwrap_or_else(PoisonError::into_inner);
        let apart = match &*one {
            Keys::FirstPass(one) => apart(one, &other),
            Keys::SecondPass(one) => apart(one, &other),
            Keys::Sealing(one) => apart(one, &other),
            Keys::Referencing(one) => apart(one, &other),
            Keys::Attesting(one) => apart(one, &other),
        };
        answered(py, apart.map_err(Failure::from))
    }
}

fn apart<U: KeyUse>(one: &Ring<U>, other: &Keys) -> Result<(), KeyError> {
    match other {
        Keys::FirstPass(other) => one.disjoint_from(other),
        Keys::SecondPass(other) => one.disjoint_from(other),
        Keys::Sealing(other) => one.disjoint_from(other),
        Keys::Referencing(other) => one.disjoint_from(other),
        Keys::Attesting(other) => one.disjoint_from(other),
    }
}

/// The bytes of a `bytes` or a `bytearray`, in memory that is erased.
fn secret(bytes: &Bound<'_, PyAny>, name: &str) -> PyResult<Zeroizing<Vec<u8>>> {
    if let Ok(bytes) = bytes.cast::<PyBytes>() {
        Ok(Zeroizing::new(bytes.as_bytes().to_vec()))
    } else if let Ok(bytes) = bytes.cast::<PyByteArray>() {
        Ok(Zeroizing::new(bytes.to_vec()))
    } else {
        let kind = bytes.get_type();
        let kind = kind.name().map_or_else(|_| "this object".to_owned(), |name| name.to_string());
        Err(PyTypeError::new_err(format!("{name}: expected bytes or bytearray, not {kind}")))
    }
}

/// A new root key of 32 bytes of the operating system.
#[pyfunction]
pub(crate) fn make_root_key(py: Python<'_>) -> PyResult<Answer<'_>> {
    match guarded(|| pseudonym::make_root_key(&mut OsRandomness).map_err(Failure::from)) {
        Ok(root) => answered(py, Ok(PyByteArray::new(py, &*root))),
        Err(failure) => answered::<()>(py, Err(failure)),
    }
}
