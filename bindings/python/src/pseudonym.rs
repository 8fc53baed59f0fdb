//! What leaves in place of a number. Keys come as bytes, never as JSON.

use std::sync::Arc;

use arrow_array::builder::{StringBuilder, UInt16Builder};
use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::nir::{Acceptance, Nir};
use imilo_core::pseudonym::{
    self, Admission, Aliases, Domain, KeyId, Pseudonym, Pseudonymiser, RecipientPseudonym,
    RecipientPseudonymiser, RotationTable,
};
use imilo_core::wire::{self, Failure};
use pyo3::prelude::*;

use crate::arrow::Column;
use crate::keyring::{self, Keyring, Keys};
use crate::texts::{Rows, Texts};
use crate::{Answer, answered, guarded, sealed};

type Names<'a> = (&'a str, &'a str, &'a str, u32);

fn domain((sector, recipient, purpose, key_id): Names<'_>) -> Result<Domain, Failure> {
    let key_id = KeyId::new(key_id).map_err(|error| at(error.into(), "domain.key_id"))?;
    Domain::new(sector, recipient, purpose, key_id).map_err(|error| {
        let field = format!("domain.{}", error.field_name());
        at(error.into(), &field)
    })
}

pub(crate) fn at(failure: Failure, field: &str) -> Failure {
    Failure { field: Some(field.to_owned()), ..failure }
}

pub(crate) fn wrong_use() -> Failure {
    at(Failure::of(ErrorCode::KeyUse), "keys")
}

fn admission((without_key, nnp, mig): (bool, bool, bool)) -> Admission {
    Admission { without_key, nnp, mig }
}

pub(crate) fn code<E: CodedError>(error: E) -> ErrorCode {
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
                let keys = keys.read();
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
                let keys = keys.read();
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
                    return Err(at(Failure::of(ErrorCode::ColumnLength), "first"));
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
                let keys = keys.read();
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

pub(crate) fn numbers(texts: &Texts, accept: &Acceptance) -> Vec<Option<Result<Nir, ErrorCode>>> {
    texts.rows().map(|row| row.map(|text| Nir::parse(text, accept).map_err(code))).collect()
}

/// Adds pseudonyms, seals and keys to the module.
pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Keyring>()?;
    module.add_function(wrap_pyfunction!(keyring::make_root_key, module)?)?;
    module.add_function(wrap_pyfunction!(pseudonyms, module)?)?;
    module.add_function(wrap_pyfunction!(second_pass, module)?)?;
    module.add_function(wrap_pyfunction!(read_pseudonyms, module)?)?;
    module.add_function(wrap_pyfunction!(follow_aliases, module)?)?;
    module.add_function(wrap_pyfunction!(rotation_table, module)?)?;
    module.add_function(wrap_pyfunction!(sealed::make_seals, module)?)?;
    module.add_function(wrap_pyfunction!(sealed::open_seals, module)?)
}
