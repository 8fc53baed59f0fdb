//! The main job: what the law says about a file of dossiers.
//!
//! `cargo run --release --example bilan -- [FILE] [--date AAAA-MM-JJ] [--mapping F] [--out DIR]`

use std::fs::File;
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use imilo_core::calendar::Date;
use imilo_core::conservation::{Readings, Retention, Tables};
use imilo_formats::folder::{Folder, FolderError};
use imilo_formats::report::{self, FileBilan, RowFiles};
use imilo_formats::source::{DossierReader, Options, role_names};
use imilo_formats::tabular::Mapping;

/// The bundled sample: synthetic dossiers with planted faults, as of a fixed day (`tests/generator`).
const SAMPLE: &[u8] = include_bytes!("data/echantillon.csv");
const SAMPLE_NAME: &str = "echantillon.csv";
const SAMPLE_DATE: &str = "2026-11-24";

/// How a run ends when it does not end well.
enum Failure {
    /// The command line is wrong: exit 1.
    Usage(String),
    /// A file cannot be read, or the folder not be written: exit 2.
    Unreadable(String),
}

/// What the command line asks.
#[derive(Default)]
struct Arguments {
    file: Option<PathBuf>,
    date: Option<Date>,
    mapping: Option<PathBuf>,
    out: Option<PathBuf>,
    help: bool,
}

fn main() -> ExitCode {
    let done = arguments().and_then(|arguments| if arguments.help { help() } else { run(&arguments) });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage(why)) => {
            eprintln!("bilan : {why}\nVoir : cargo run --release --example bilan -- --help");
            ExitCode::from(1)
        }
        Err(Failure::Unreadable(why)) => {
            eprintln!("bilan : {why}");
            ExitCode::from(2)
        }
    }
}

fn arguments() -> Result<Arguments, Failure> {
    use lexopt::prelude::{Long, Short, Value};
    let usage = |error: lexopt::Error| Failure::Usage(error.to_string());
    let mut arguments = Arguments::default();
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(usage)? {
        match argument {
            Long("date") => {
                let text = parser.value().map_err(usage)?;
                let date = text.to_str().and_then(|text| text.parse().ok());
                let date =
                    date.ok_or_else(|| Failure::Usage("--date attend un jour AAAA-MM-JJ".to_owned()))?;
                arguments.date = Some(date);
            }
            Long("mapping") => arguments.mapping = Some(parser.value().map_err(usage)?.into()),
            Long("out") => arguments.out = Some(parser.value().map_err(usage)?.into()),
            Long("help") | Short('h') => arguments.help = true,
            Value(file) if arguments.file.is_none() => arguments.file = Some(file.into()),
            other => return Err(usage(other.unexpected())),
        }
    }
    Ok(arguments)
}

fn help() -> Result<(), Failure> {
    let roles: Vec<_> = role_names().collect();
    print(&format!(
        "\
Ce que la loi d'I-MILO dit d'un fichier de dossiers : conservation, qualité du NIR.

  cargo run --release --example bilan -- [FICHIER] [--date AAAA-MM-JJ] [--mapping F] [--out DOSSIER]

FICHIER    CSV (; , ou tabulation ; UTF-8 ou Windows-1252), ou JSON de l'interface I-MILO
           (tableau ou un objet par ligne). Sans fichier : un échantillon fictif, au {SAMPLE_DATE}.
--date     jour auquel la loi est interrogée ; aujourd'hui sans cette option
--mapping  fichier TOML, une ligne par rôle : date_naissance = \"Né le\"
--out      dossier à écrire ; sans cette option, bilan-AAAA-MM-JJ sous le dossier courant
--help     ce texte

Écrit bilan.html (à ouvrir), bilan.json, constats.csv (par dossier) et refus.csv (lignes refusées).
Aucun NIR n'est écrit. Sortie : 0 fait, 1 usage, 2 illisible.

Rôles reconnus dans l'en-tête, sans égard à la casse ni aux accents :
  {}
Plusieurs valeurs dans une même case sont séparées par « | ».

(English: README.md explains every option and column.)",
        roles.join(", ")
    ))
}

/// Standard output may be closed by a pager: that is no fault of ours.
fn print(text: &str) -> Result<(), Failure> {
    let _ = writeln!(std::io::stdout(), "{text}");
    Ok(())
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let date = match (arguments.date, &arguments.file) {
        (Some(date), _) => date,
        (None, None) => SAMPLE_DATE.parse().map_err(|_| Failure::Usage("date".to_owned()))?,
        (None, Some(_)) => today()?,
    };
    let tables = Tables::built_in();
    let retention = Retention::on(date, &tables, Readings::default()).map_err(|_| {
        Failure::Usage("rien n'est jugé avant le 29 janvier 2015 (décret n° 2015-59)".to_owned())
    })?;
    let mapping = arguments.mapping.as_deref().map(mapping).transpose()?;
    let options = Options { mapping: mapping.as_ref() };
    match &arguments.file {
        None => bilan(SAMPLE_NAME, SAMPLE, SAMPLE.len() as u64, &retention, &options, arguments),
        Some(path) => {
            let unreadable = |error: std::io::Error| {
                Failure::Unreadable(format!("{} ne peut pas être lu : {}", path.display(), error.kind()))
            };
            let file = File::open(path).map_err(unreadable)?;
            let metadata = file.metadata().map_err(unreadable)?;
            if metadata.is_dir() {
                return Err(Failure::Unreadable(format!("{} est un dossier", path.display())));
            }
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            bilan(&name, file, metadata.len(), &retention, &options, arguments)
        }
    }
}

fn today() -> Result<Date, Failure> {
    let now =
        SystemTime::now().duration_since(UNIX_EPOCH).ok().and_then(|now| i64::try_from(now.as_secs()).ok());
    now.and_then(|now| Date::of_paris_at(now).ok())
        .ok_or_else(|| Failure::Usage("l'horloge ne donne pas la date : utilisez --date".to_owned()))
}

fn mapping(path: &Path) -> Result<Mapping, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::Unreadable(format!("{} : {}", path.display(), error.kind())))?;
    Mapping::parse(&text)
        .map_err(|error| Failure::Usage(format!("{} : {}", path.display(), error.message_fr())))
}

fn bilan<R: Read>(
    name: &str,
    read: R,
    size: u64,
    retention: &Retention<'_>,
    options: &Options<'_>,
    arguments: &Arguments,
) -> Result<(), Failure> {
    let mut reader = DossierReader::open(read, options).map_err(|error| {
        let why = format!("{name} : {} [{}]", error.message_fr(), error.code());
        // A mapping that does not fit the file is the caller's to mend, not the file's.
        if error.code().starts_with("mapping") { Failure::Usage(why) } else { Failure::Unreadable(why) }
    })?;
    let folder = folder(retention.day(), arguments.out.as_deref())?;
    let written =
        |error: std::io::Error| Failure::Unreadable(format!("écriture impossible : {}", error.kind()));
    let files = RowFiles {
        findings: folder.file("constats.csv").map_err(written)?,
        refused: folder.file("refus.csv").map_err(written)?,
    };
    let mut progress = Progress::new(size);
    let bilan =
        report::bilan(name, &mut reader, retention, files, &mut |bytes, rows| progress.show(bytes, rows))
            .map_err(written)?;
    progress.done();
    let mut json = folder.file("bilan.json").map_err(written)?;
    serde_json::to_writer_pretty(&mut json, &bilan).map_err(|error| written(error.into()))?;
    json.flush().map_err(written)?;
    let mut html = folder.file("bilan.html").map_err(written)?;
    bilan.write_page(&mut html).and_then(|()| html.flush()).map_err(written)?;
    summary(&bilan, folder.path())
}

fn folder(date: Date, out: Option<&Path>) -> Result<Folder, Failure> {
    let folder = match out {
        Some(path) => Folder::at(path),
        None => Folder::under(Path::new("."), &format!("bilan-{date}")),
    };
    folder.map_err(|error| match error {
        FolderError::NotOurs => {
            Failure::Usage("le dossier de sortie contient des fichiers qu'imilo n'a pas faits".to_owned())
        }
        other => Failure::Unreadable(format!("dossier de sortie : {other}")),
    })
}

fn summary(bilan: &FileBilan, folder: &Path) -> Result<(), Failure> {
    let (rapport, total) = (&bilan.rapport, &bilan.rapport.total);
    let retention = &total.retention;
    let nir = match total.nir.not_carried {
        0 => {
            let refused: u64 = total.nir.refused.values().sum();
            format!(
                "{} valides, {} sans clé, {refused} à corriger, {} vides",
                total.nir.valid, total.nir.valid_without_key, total.nir.empty
            )
        }
        _ => "non évaluable : la source ne le porte pas".to_owned(),
    };
    let lack: Vec<_> =
        retention.undetermined_for_lack_of.iter().map(|(fact, count)| format!("{fact} {count}")).collect();
    let lack = if lack.is_empty() { String::new() } else { format!(" (il manque : {})", lack.join(", ")) };
    // What may close or keep a dossier on that day.
    let provisions = &rapport.provisions;
    let founded: Vec<_> = provisions
        .terms
        .iter()
        .chain([&provisions.fse_archive])
        .map(|citation| format!("{} {} [{}]", citation.text, citation.article, citation.evidence))
        .collect();
    print(&format!(
        "\
{} ({}) au {}, {} [{}]
  lignes lues        {:>9}   dont refusées {}
  NIR                {nir}
  accessibles        {:>9}   dont échéance sous 90 jours {}
  à anonymiser       {:>9}
  à archiver (FSE)   {:>9}
  déjà anonymisés    {:>9}
  indéterminés       {:>9}{lack}
  fondé sur          {}
  {}",
        bilan.source,
        bilan.format,
        rapport.date,
        rapport.rule_set,
        rapport.rules_version,
        rapport.rows,
        rapport.refused.rows,
        retention.accessible,
        retention.due_within_90_days,
        retention.to_anonymise_now,
        retention.to_fse_archive_now,
        retention.already_anonymised,
        retention.undetermined,
        founded.join(", "),
        folder.join("bilan.html").display(),
    ))
}

/// Progress on standard error, for work that lasts more than a second.
struct Progress {
    size: u64,
    began: Instant,
    shown: Option<Instant>,
    live: bool,
}

impl Progress {
    fn new(size: u64) -> Self {
        Self { size, began: Instant::now(), shown: None, live: std::io::stderr().is_terminal() }
    }

    fn show(&mut self, bytes: u64, rows: u64) {
        let step = if self.live { Duration::from_millis(200) } else { Duration::from_secs(10) };
        let waited = self.shown.unwrap_or(self.began).elapsed();
        if self.began.elapsed() < Duration::from_secs(1) || waited < step {
            return;
        }
        self.shown = Some(Instant::now());
        let percent = (bytes * 100).checked_div(self.size).unwrap_or(0).min(100);
        let (start, end) = if self.live { ("\r", "") } else { ("", "\n") };
        let _ = write!(std::io::stderr(), "{start}{percent:>3} %  {rows} lignes{end}");
    }

    fn done(&self) {
        if self.live && self.shown.is_some() {
            let _ = writeln!(std::io::stderr());
        }
    }
}
