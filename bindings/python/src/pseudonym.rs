//! What leaves in place of a number, and the keys by which it does. Keys come as bytes, never as JSON.

use std::sync::{Arc, PoisonError, RwLock};

use arrow_array::builder::{StringBuilder, UInt16Builder};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::nir::{Acceptance, Nir};
use imilo_core::pseudonym::{
    self, Admission, Aliases, Domain, FirstPass, KeyError, KeyId, KeyUse, Keyring as Ring, Name,
    OneKeySealer, Opener, OsRandomness, Pseudonym, Pseudonymiser, RecipientPseudonym, RecipientPseudonymiser,
    RotationTable, SealCount, SealScope, SealedNir, Sealer, Sealing, SecondPass,
};
use imilo_core::wire::{self, Failure};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyByteArray, PyBytes};
use zeroize::Zeroizing;

use crate::arrow::{self, Column};
use crate::{Answer, answered, guarded};

enum Keys {
    FirstPass(Ring<FirstPass>),
    SecondPass(Ring<SecondPass>),
    Sealing(Ring<Sealing>),
}

/// Root keys of one use: `first_pass`, `second_pass` or `sealing`. What it holds is erased when it is freed, and it does
/// not show.
#[pyclass(module = "imilo._imilo", name = "Keyring", frozen)]
pub(crate) struct Keyring(RwLock<Keys>);

#[pymethods]
impl Keyring {
    #[new]
    fn new(key_use: &str) -> PyResult<Self> {
        Ok(Self(RwLock::new(match key_use {
            "first_pass" => Keys::FirstPass(Ring::new()),
            "second_pass" => Keys::SecondPass(Ring::new()),
            "sealing" => Keys::Sealing(Ring::new()),
            _ => return Err(PyTypeError::new_err("key_use: expected first_pass, second_pass or sealing")),
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
        };
        answered(py, apart.map_err(Failure::from))
    }
}

fn apart<U: KeyUse>(one: &Ring<U>, other: &Keys) -> Result<(), KeyError> {
    match other {
        Keys::FirstPass(other) => one.disjoint_from(other),
        Keys::SecondPass(other) => one.disjoint_from(other),
        Keys::Sealing(other) => one.disjoint_from(other),
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

type Names<'a> = (&'a str, &'a str, &'a str, u32);

fn domain((sector, recipient, purpose, key_id): Names<'_>) -> Result<Domain, Failure> {
    let key_id = KeyId::new(key_id).map_err(|error| at(error.into(), "domain.key_id"))?;
    Domain::new(sector, recipient, purpose, key_id).map_err(|error| {
        let field = format!("domain.{}", error.field_name());
        at(error.into(), &field)
    })
}

fn at(failure: Failure, field: &str) -> Failure {
    Failure { field: Some(field.to_owned()), ..failure }
}

fn wrong_use() -> Failure {
    at(Failure::of(ErrorCode::InvalidArgument), "keys")
}

fn admission((without_key, nnp, mig): (bool, bool, bool)) -> Admission {
    Admission { without_key, nnp, mig }
}

/// A column of texts, whole in memory, chunk by chunk; dropped after the call.
struct Texts(Vec<ArrayRef>);

impl Texts {
    /// Pulls every chunk, with the interpreter released.
    fn of(column: &Bound<'_, PyAny>, name: &str) -> PyResult<Self> {
        let chunks = arrow::column(column, name)?;
        let kind = chunks.field().data_type().clone();
        if !matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null) {
            return Err(PyTypeError::new_err(format!("{name}: expected texts, not {kind}")));
        }
        let chunks = column.py().detach(|| guarded(|| Ok(chunks.collect::<Result<Vec<_>, _>>())));
        match chunks {
            Ok(Ok(chunks)) => Ok(Self(chunks)),
            _ => Err(arrow::unreadable(name)),
        }
    }

    fn len(&self) -> usize {
        self.0.iter().map(|chunk| chunk.len()).sum()
    }

    fn rows(&self) -> impl Iterator<Item = Option<&str>> {
        self.0.iter().flat_map(|chunk| -> Box<dyn Iterator<Item = Option<&str>> + '_> {
            match chunk.data_type() {
                DataType::Utf8 => Box::new(chunk.as_string::<i32>().iter()),
                DataType::LargeUtf8 => Box::new(chunk.as_string::<i64>().iter()),
                DataType::Utf8View => Box::new(chunk.as_string_view().iter()),
                _ => Box::new(std::iter::repeat_n(None, chunk.len())),
            }
        })
    }
}

/// Two columns: texts, and error numbers; a refused row is null in the first, every other one 0 in the second.
struct Rows {
    texts: StringBuilder,
    codes: UInt16Builder,
}

impl Rows {
    fn new(rows: usize) -> Self {
        Self {
            texts: StringBuilder::with_capacity(rows, rows * 40),
            codes: UInt16Builder::with_capacity(rows),
        }
    }

    fn push<T: AsRef<str>>(&mut self, row: Option<Result<T, ErrorCode>>) {
        let code = match &row {
            Some(Err(code)) => Some(code.number()),
            Some(Ok(_)) => Some(0),
            None => None,
        };
        self.texts.append_option(row.and_then(Result::ok));
        self.codes.append_option(code);
    }

    fn columns(mut self, name: &str) -> (Column, Column) {
        let codes: ArrayRef = Arc::new(self.codes.finish());
        (Column::new(name, Arc::new(self.texts.finish())), Column::new("error", codes))
    }
}

fn code<E: CodedError>(error: E) -> ErrorCode {
    error.code()
}

/// The pseudonyms of a column of numbers, and why a row has none.
#[pyfunction]
pub(crate) fn pseudonyms<'py>(
    keys: &Bound<'py, Keyring>,
    names: Names<'_>,
    column: &Bound<'py, PyAny>,
    accept: &str,
    admit: (bool, bool, bool),
) -> PyResult<Answer<'py>> {
    let (py, texts) = (column.py(), Texts::of(column, "column")?);
    let keys = keys.get();
    answered(
        py,
        py.detach(|| {
            guarded(|| {
                let (accept, domain) = (wire::acceptance(accept)?, domain(names)?);
                let keys = keys.0.read().unwrap_or_else(PoisonError::into_inner);
                let Keys::FirstPass(keys) = &*keys else { return Err(wrong_use()) };
                let by = Pseudonymiser::new(keys, domain)?;
                let mut rows = Rows::new(texts.len());
                for row in by.derive_from_texts(texts.rows(), &accept, &admission(admit)) {
                    rows.push(row.map(|row| row.map(|row| row.text().to_string()).map_err(code)));
                }
                Ok(rows.columns("pseudonym"))
            })
        }),
    )
}

/// A recipient's own pseudonyms of those it was given.
#[pyfunction]
pub(crate) fn second_pass<'py>(
    keys: &Bound<'py, Keyring>,
    names: Names<'_>,
    column: &Bound<'py, PyAny>,
) -> PyResult<Answer<'py>> {
    let (py, texts) = (column.py(), Texts::of(column, "column")?);
    let keys = keys.get();
    answered(
        py,
        py.detach(|| {
            guarded(|| {
                let domain = domain(names)?;
                let keys = keys.0.read().unwrap_or_else(PoisonError::into_inner);
                let Keys::SecondPass(keys) = &*keys else { return Err(wrong_use()) };
                let by = RecipientPseudonymiser::new(keys, domain)?;
                let read: Vec<_> = texts.rows().map(|row| row.map(str::parse::<Pseudonym>)).collect();
                let mut derived = by
                    .derive_pseudonyms(read.iter().filter_map(|row| row.as_ref()?.as_ref().ok()))
                    .into_iter();
                let mut rows = Rows::new(texts.len());
                for row in read {
                    rows.push(row.map(|row| match row {
                        Ok(_) => derived.next().map(|own| own.text().to_string()).ok_or(ErrorCode::Internal),
                        Err(error) => Err(code(error)),
                    }));
                }
                Ok(rows.columns("pseudonym"))
            })
        }),
    )
}

/// Reads pseudonyms that somebody typed.
#[pyfunction]
pub(crate) fn read_pseudonyms<'py>(column: &Bound<'py, PyAny>) -> PyResult<Answer<'py>> {
    let (py, texts) = (column.py(), Texts::of(column, "column")?);
    answered(
        py,
        py.detach(|| {
            guarded(|| {
                let mut rows = Rows::new(texts.len());
                for text in texts.rows() {
                    rows.push(text.map(|text| {
                        let second = || text.parse::<RecipientPseudonym>().map(|second| second.text());
                        let text = text.parse::<Pseudonym>().map(|first| first.text()).or_else(|_| second());
                        text.map(|text| text.to_string()).map_err(code)
                    }));
                }
                Ok(rows.columns("pseudonym"))
            })
        }),
    )
}

/// Replaces the pseudonyms of changed numbers by the first one of the person.
#[pyfunction]
pub(crate) fn follow_aliases<'py>(
    names: Names<'_>,
    changed: &Bound<'py, PyAny>,
    first: &Bound<'py, PyAny>,
    column: &Bound<'py, PyAny>,
) -> PyResult<Answer<'py>> {
    let py = column.py();
    let (changed, first) = (Texts::of(changed, "changed")?, Texts::of(first, "first")?);
    let texts = Texts::of(column, "column")?;
    answered(
        py,
        py.detach(|| {
            guarded(|| {
                let mut aliases = Aliases::new(domain(names)?);
                if changed.len() != first.len() {
                    return Err(at(Failure::of(ErrorCode::InvalidArgument), "first"));
                }
                for (place, (changed, first)) in changed.rows().zip(first.rows()).enumerate() {
                    let read =
                        |text: Option<&str>| text.unwrap_or_default().parse::<Pseudonym>().map_err(code);
                    let added =
                        read(changed).and_then(|changed| aliases.add(changed, read(first)?).map_err(code));
                    added.map_err(|code| at(Failure::of(code), &format!("changed[{place}]")))?;
                }
                let mut rows = Rows::new(texts.len());
                for text in texts.rows() {
                    let followed = |text: &str| {
                        text.parse()
                            .map(|row| aliases.follow(&row).text().to_string())
                            .map_err(code::<pseudonym::Malformed>)
                    };
                    rows.push(text.map(followed));
                }
                Ok(rows.columns("pseudonym"))
            })
        }),
    )
}

/// The old and the new pseudonym of each number, in the order of the old ones, and why a row has none.
#[pyfunction]
pub(crate) fn rotation_table<'py>(
    keys: &Bound<'py, Keyring>,
    names: Names<'_>,
    new_key_id: u32,
    column: &Bound<'py, PyAny>,
    accept: &str,
    admit: (bool, bool, bool),
) -> PyResult<Answer<'py>> {
    let (py, texts) = (column.py(), Texts::of(column, "column")?);
    let keys = keys.get();
    answered(
        py,
        py.detach(|| {
            guarded(|| {
                let (accept, domain) = (wire::acceptance(accept)?, domain(names)?);
                let keys = keys.0.read().unwrap_or_else(PoisonError::into_inner);
                let Keys::FirstPass(keys) = &*keys else { return Err(wrong_use()) };
                let new_id = KeyId::new(new_key_id).map_err(|error| at(error.into(), "new_key_id"))?;
                let (old, new) =
                    (Pseudonymiser::new(keys, domain)?, Pseudonymiser::new(keys, domain.with_key(new_id))?);
                let read = numbers(&texts, &accept);
                let good: Vec<_> = read.iter().filter_map(|row| row.as_ref()?.as_ref().ok()).collect();
                let (table, refused) =
                    RotationTable::derive(&old, &new, good.iter().copied(), &admission(admit))?;
                let mut refused = refused.into_iter().peekable();
                let (mut errors, mut place) = (UInt16Builder::with_capacity(read.len()), 0);
                for row in &read {
                    errors.append_option(row.as_ref().map(|row| match row {
                        Err(code) => code.number(),
                        Ok(_) => {
                            place += 1;
                            let here = refused.next_if(|(refused, _)| refused + 1 == place);
                            here.map_or(0, |(_, error)| error.code().number())
                        }
                    }));
                }
                let (mut olds, mut news) = (StringBuilder::new(), StringBuilder::new());
                for (old, new) in table.pairs() {
                    olds.append_value(old.text().as_str());
                    news.append_value(new.text().as_str());
                }
                let errors = Column::new("error", Arc::new(errors.finish()));
                Ok((
                    Column::new("old", Arc::new(olds.finish())),
                    Column::new("new", Arc::new(news.finish())),
                    errors,
                ))
            })
        }),
    )
}

fn numbers(texts: &Texts, accept: &Acceptance) -> Vec<Option<Result<Nir, ErrorCode>>> {
    texts.rows().map(|row| row.map(|text| Nir::parse(text, accept).map_err(code))).collect()
}

/// Seals a column of numbers, each for the dossier of its row.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "a native function; the Python one has keywords")]
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
                let keys = keys.0.read().unwrap_or_else(PoisonError::into_inner);
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
                let keys = keys.0.read().unwrap_or_else(PoisonError::into_inner);
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
        Err(at(Failure::of(ErrorCode::InvalidArgument), "dossiers"))
    }
}

/// Adds what this file has to the module.
pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Keyring>()?;
    module.add_function(wrap_pyfunction!(make_root_key, module)?)?;
    module.add_function(wrap_pyfunction!(pseudonyms, module)?)?;
    module.add_function(wrap_pyfunction!(second_pass, module)?)?;
    module.add_function(wrap_pyfunction!(read_pseudonyms, module)?)?;
    module.add_function(wrap_pyfunction!(follow_aliases, module)?)?;
    module.add_function(wrap_pyfunction!(rotation_table, module)?)?;
    module.add_function(wrap_pyfunction!(make_seals, module)?)?;
    module.add_function(wrap_pyfunction!(open_seals, module)?)
}
