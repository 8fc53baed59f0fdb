//! Runs a file of test vectors: `cargo run --release --bin vectors -- <kind> <file>`.
//!
//! Prints each failing case, then `N passed, N failed, N skipped`. Exit 0 when none failed, 1 when one did,
//! 2 when the file cannot be run.
//!
//! `vectors conformance <folder> -- <driver…>` asks every vector of the folder to a program of another
//! language (see `imilo_tests::conformance`).

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use imilo_tests::case_file::Unreadable;
use imilo_tests::report::Report;

type Runner = fn(&str) -> Result<Report, Unreadable>;

/// The kinds of files, and who runs them.
const KINDS: &[(&str, Runner)] = &[
    ("nir", imilo_tests::nir::run_list),
    ("nir-details", imilo_tests::nir::run_details),
    ("nir-coherence", imilo_tests::nir_coherence::run),
    ("conservation", imilo_tests::conservation::run),
    ("law", imilo_tests::law::run),
    ("fields", imilo_tests::dossier::run_fields),
    ("dossier", imilo_tests::dossier::run_dossiers),
    ("fse", imilo_tests::fse::run),
    ("responsibilities", imilo_tests::responsibilities::run),
    ("pseudonym", imilo_tests::pseudonym::run),
    ("habilitation", imilo_tests::habilitation::run),
];

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let kinds = || KINDS.iter().map(|(kind, _)| *kind).collect::<Vec<_>>().join(", ");
    if let [first, folder, dashes, driver @ ..] = arguments.as_slice()
        && first == "conformance"
        && dashes == "--"
    {
        let driver: Vec<_> = driver.iter().map(|word| word.to_string_lossy().into_owned()).collect();
        return end(imilo_tests::conformance::run(Path::new(folder), &driver), "the driver");
    }
    let [kind, path] = arguments.as_slice() else {
        eprintln!(
            "usage: vectors <kind> <file>, or vectors conformance <folder> -- <driver>; kinds: {}",
            kinds()
        );
        return ExitCode::from(2);
    };
    let Some((_, runner)) = KINDS.iter().find(|(name, _)| kind == name) else {
        eprintln!("unknown kind; kinds: {}", kinds());
        return ExitCode::from(2);
    };
    let report = std::fs::read_to_string(path)
        .map_err(|error| Unreadable(error.to_string()))
        .and_then(|text| runner(text.strip_prefix('\u{feff}').unwrap_or(&text)));
    end(report, &path.to_string_lossy())
}

/// Prints the verdicts, and gives the exit code.
fn end(report: Result<Report, Unreadable>, what: &str) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match report {
        Ok(report) if report.print(&mut out).and_then(|()| out.flush()).is_ok() => {
            ExitCode::from(u8::from(report.counts().1 > 0))
        }
        Ok(_) => ExitCode::from(2),
        Err(error) => {
            eprintln!("cannot run {what}: {error}");
            ExitCode::from(2)
        }
    }
}
