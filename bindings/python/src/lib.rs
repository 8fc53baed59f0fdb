//! The native module `imilo._imilo`: every service of [`imilo_core::wire::FACADE`], JSON text in and out.
//!
//! Each function gives `(true, answer)` or `(false, failure)`; the Python package turns them into typed
//! answers and exceptions. The interpreter is released while a service runs, and the request is read where
//! Python keeps it: no copy of a NIR is made here. This crate holds no rule of the law.

mod access_columns;
mod arrow;
mod files;
mod fse;
mod fse_columns;
mod keyring;
mod nir_columns;
mod pseudonym;
mod sealed;
mod table;
mod texts;

use std::io::Write;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};

use imilo_core::error::ErrorCode;
use imilo_core::wire::{self, FACADE, Failure};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

// A macro, where a function would not do: a service needs a Python function of its own.
macro_rules! services {
    ($($name:ident)*) => {
        $(
            /// Answers a request in JSON by the service of the same name.
            #[pyfunction]
            fn $name(py: Python<'_>, request: &Bound<'_, PyString>) -> (bool, String) {
                answer(py, stringify!($name), request)
            }
        )*

        fn add_services(module: &Bound<'_, PyModule>) -> PyResult<()> {
            $(module.add_function(wrap_pyfunction!($name, module)?)?;)*
            Ok(())
        }
    };
}

services! {
    versions
    nir_check
    nir_check_many
    nir_coherence
    nir_coherence_many
    conservation
    conservation_many
    dossier_check
    dossier_check_many
    dossier_fields
    habilitation
    disclose
    counterfactual
    who_can
    access_matrix
    access_changes
    exercise_right
    log_retention
    rights_deadline
    responsibilities
    fse_indicators
    fse_explain
    fse_report_records
    fse_compare
    fse_participation
    rule_set
    articles
    errors
}

fn answer(py: Python<'_>, service: &'static str, request: &Bound<'_, PyString>) -> (bool, String) {
    let answer = match request.to_str() {
        Ok(text) => py.detach(|| guarded(|| wire::call(service, text))),
        // Python's own error carries the whole text, numbers included: it is dropped.
        Err(_) => Err(Failure::of(ErrorCode::TextEncoding)),
    };
    match answer {
        Ok(text) => (true, text),
        Err(failure) => (false, failure.to_json()),
    }
}

/// `(True, answer)` or `(False, failure)`.
type Answer<'py> = (bool, Bound<'py, PyAny>);

/// The same of what is no JSON text.
fn answered<'py, T: IntoPyObject<'py>>(py: Python<'py>, answer: Result<T, Failure>) -> PyResult<Answer<'py>> {
    match answer {
        Ok(value) => Ok((true, value.into_bound_py_any(py)?)),
        Err(failure) => Ok((false, failure.to_json().into_bound_py_any(py)?)),
    }
}

/// Stops a panic: PyO3 would raise `PanicException`, which no `except Exception` catches. What a service has half
/// done is dropped with it.
fn guarded<T>(service: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    catch_unwind(AssertUnwindSafe(service)).unwrap_or_else(|_| Err(Failure::internal()))
}

/// Says where a panic arose, and not what it says: its text may quote the input.
fn without_text(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(|place| format!(" at {}:{}", place.file(), place.line()));
    // `eprintln!` panics when standard error is closed.
    let _ = writeln!(std::io::stderr(), "imilo: internal error{}", place.unwrap_or_default());
}

/// Every service of the library, with what it does.
#[pyfunction]
fn services(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let services = PyDict::new(py);
    for service in FACADE {
        services.set_item(service.name, service.doc)?;
    }
    Ok(services)
}

/// Panics behind the guard, with a text that must not come out.
#[cfg(feature = "probe")]
#[expect(clippy::panic, reason = "the tests need a panic")]
#[pyfunction]
fn _panic_probe(py: Python<'_>, text: String) -> (bool, String) {
    match py.detach(|| guarded(|| std::panic::panic_any(text))) {
        Ok(text) => (true, text),
        Err(failure) => (false, failure.to_json()),
    }
}

#[pymodule]
fn _imilo(module: &Bound<'_, PyModule>) -> PyResult<()> {
    // Of this library alone: a cdylib has its own copy of the hook.
    std::panic::set_hook(Box::new(without_text));
    module.add_function(wrap_pyfunction!(services, module)?)?;
    add_services(module)?;
    module.add_class::<arrow::Column>()?;
    module.add_function(wrap_pyfunction!(access_columns::access_columns, module)?)?;
    module.add_class::<files::Import>()?;
    module.add_function(wrap_pyfunction!(files::bilan, module)?)?;
    module.add_function(wrap_pyfunction!(files::bilan_table, module)?)?;
    module.add_function(wrap_pyfunction!(files::rights_register, module)?)?;
    module.add_function(wrap_pyfunction!(files::access_dossier, module)?)?;
    module.add_function(wrap_pyfunction!(files::import_open, module)?)?;
    module.add_function(wrap_pyfunction!(files::import_table, module)?)?;
    module.add_function(wrap_pyfunction!(files::today, module)?)?;
    module.add_class::<fse::FseFile>()?;
    module.add_class::<arrow::Table>()?;
    module.add_function(wrap_pyfunction!(fse::fse_report, module)?)?;
    module.add_function(wrap_pyfunction!(fse::fse_report_table, module)?)?;
    module.add_function(wrap_pyfunction!(fse::fse_codes, module)?)?;
    module.add_function(wrap_pyfunction!(fse::fse_codes_table, module)?)?;
    module.add_function(wrap_pyfunction!(nir_columns::nir_valid, module)?)?;
    module.add_function(wrap_pyfunction!(nir_columns::nir_codes, module)?)?;
    pseudonym::add_to(module)?;
    // Set past `__all__`, which is that of the published module.
    #[cfg(feature = "probe")]
    {
        module.setattr("_panic_probe", wrap_pyfunction!(_panic_probe, module)?)?;
        module.setattr("_table_probe", wrap_pyfunction!(arrow::_table_probe, module)?)?;
    }
    Ok(())
}
