//! The rules of habilitation of a day as files of a Cedar engine (`docs/guide/cedar.md`).
//!
//! `cargo run --release --example cedar -- --date AAAA-MM-JJ [--added FILE.json] [--transfer-authorisation] [--out DIR]`

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use imilo_core::calendar::Date;
use imilo_core::habilitation::{AccessRules, Options, Tables};
use imilo_formats::clock;
use imilo_formats::folder::{Folder, FolderError};
use imilo_formats::io_words::io_words;

const HELP: &str = "cedar --date AAAA-MM-JJ [--added FILE.json] [--transfer-authorisation] [--out DIR]
  écrit habilitation.cedarschema, habilitation.cedar et entities.json (docs/guide/cedar.md)
  --date     jour dont les règles sont écrites ; sans elle, aujourd'hui
  --added    lignes et versions ajoutées (schemas/habilitation-ajouts.schema.json)
  --transfer-authorisation   un transfert demande une autorisation du ministère (lecture A19)
  --out      dossier ; sans lui, cedar-DATE";

#[derive(Default)]
struct Arguments {
    date: Option<Date>,
    added: Option<PathBuf>,
    out: Option<PathBuf>,
    options: Options,
    help: bool,
}

/// How a run ends when it does not end well: the exit code, then why, in French and in English.
type Failure = (u8, String, String);

fn main() -> ExitCode {
    let done = arguments().and_then(|arguments| {
        if arguments.help {
            print(HELP);
            return Ok(());
        }
        export(&arguments)
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, fr, en)) => {
            eprintln!("cedar: {fr}\ncedar: {en}");
            ExitCode::from(code)
        }
    }
}

fn usage(error: lexopt::Error) -> Failure {
    (1, format!("ligne de commande : {error} (--help)"), format!("command line: {error} (--help)"))
}

fn arguments() -> Result<Arguments, Failure> {
    use lexopt::prelude::{Long, Short};
    let mut arguments = Arguments::default();
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(usage)? {
        match argument {
            Long("date") => {
                let text = parser.value().map_err(usage)?;
                let date = text.to_str().and_then(|text| text.parse().ok());
                let wrong = (
                    1,
                    "--date attend un jour AAAA-MM-JJ".to_owned(),
                    "--date takes a day YYYY-MM-DD".to_owned(),
                );
                arguments.date = Some(date.ok_or(wrong)?);
            }
            Long("added") => arguments.added = Some(parser.value().map_err(usage)?.into()),
            Long("out") => arguments.out = Some(parser.value().map_err(usage)?.into()),
            Long("transfer-authorisation") => arguments.options.transfer_authorisation = true,
            Long("help") | Short('h') => arguments.help = true,
            other => return Err(usage(other.unexpected())),
        }
    }
    Ok(arguments)
}

fn export(arguments: &Arguments) -> Result<(), Failure> {
    let no_clock = || {
        let (fr, en) = (
            "l'horloge ne donne pas la date : utilisez --date",
            "the clock does not give the date: use --date",
        );
        (1, fr.to_owned(), en.to_owned())
    };
    let date = arguments.date.or_else(clock::today).ok_or_else(no_clock)?;
    let built_in = Tables::built_in();
    let tables = match &arguments.added {
        Some(path) => with_added(&built_in, path)?,
        None => built_in,
    };
    let rules = AccessRules::on(date, &tables, arguments.options).map_err(|_| {
        let fr = "aucune règle avant le 29 janvier 2015 (décret n° 2015-59)".to_owned();
        (1, fr, "no rule before 2015-01-29 (décret n° 2015-59)".to_owned())
    })?;
    let export = rules.cedar();
    let named = format!("cedar-{date}");
    let folder = match &arguments.out {
        Some(path) => Folder::at(path),
        None => Folder::under(Path::new("."), &named),
    };
    let folder = folder.map_err(|error| match error {
        FolderError::Io(error) => unreadable("", &error),
        _ => {
            let fr = "le dossier contient des fichiers que ce programme n'a pas écrits".to_owned();
            (2, fr, "the folder holds files that this program did not write".to_owned())
        }
    })?;
    let files = [
        ("habilitation.cedarschema", &export.schema),
        ("habilitation.cedar", &export.policies),
        ("entities.json", &export.entities),
    ];
    for (name, text) in files {
        let written = folder.file(name).and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.flush()
        });
        written.map_err(|error| unreadable(name, &error))?;
    }
    let until = export.until.map(|until| format!(" → {until}")).unwrap_or_default();
    print(&format!("{}: {}, {}{until}", folder.path().display(), export.rule_set, export.from));
    Ok(())
}

/// Each addition that is refused, with its place.
fn with_added(tables: &Tables, path: &Path) -> Result<Tables, Failure> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|error| unreadable(&name, &error))?;
    tables.with_added(&text).map_err(|errors| {
        let said = |words: fn(&imilo_core::error::CatalogueRow) -> &'static str| {
            let line = |error: &imilo_core::habilitation::AddedError| {
                format!("{name}: {}: {}", error.place, words(&error.reason.code().row()))
            };
            errors.iter().map(line).collect::<Vec<_>>().join("\n")
        };
        (1, said(|row| row.fr), said(|row| row.en))
    })
}

fn unreadable(name: &str, error: &std::io::Error) -> Failure {
    let (fr, en) = io_words(error.kind());
    let of = |words: &str| if name.is_empty() { words.to_owned() } else { format!("{name}: {words}") };
    (2, of(fr), of(en))
}

/// Standard output may be closed by a pager: that is no fault of ours.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}
