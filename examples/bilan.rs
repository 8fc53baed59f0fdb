//! The main job: what the law says about a file of dossiers.
//!
//! `cargo run --release --example bilan -- [FILE] [--date AAAA-MM-JJ] [--mapping F] [--out DIR] [--lang fr|en]
//! [--register F [--register-mapping F] [--register-holidays T]] [--participations F [--participations-mapping F] [--programme FSE+] [--annexe 2018]]`

#[path = "bilan/participations.rs"]
mod participations;
#[path = "bilan/register.rs"]
mod register;
#[path = "bilan/words.rs"]
mod words;

use std::fs::File;
use std::io::{ErrorKind, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use imilo_core::calendar::Date;
use imilo_core::conservation::{Readings, Retention, Tables};
use imilo_core::dossier::{DataRules, DataTables};
use imilo_core::droits::registre::Query;
use imilo_core::fse::Programme;
use imilo_formats::clock;
use imilo_formats::folder::{Folder, FolderError};
use imilo_formats::io_words::io_words;
use imilo_formats::registre::Holidays;
use imilo_formats::report::{self, Rules, Run, all_processors};
use imilo_formats::source::{DossierReader, Options};
use imilo_formats::tabular::Mapping;

use words::{Lang, SEE, Said, of_file, of_path, said};

/// The bundled sample: synthetic dossiers with planted faults, as of a fixed day (`tests/generator`).
const SAMPLE: &[u8] = include_bytes!("data/echantillon.csv");
const SAMPLE_NAME: &str = "echantillon.csv";
const SAMPLE_DATE: &str = "2026-11-24";

/// How a run ends when it does not end well.
enum Failure {
    /// The command line is wrong: exit 1.
    Usage(Said),
    /// A file cannot be read to its end, or the folder not be written: exit 2.
    Unreadable(Said),
}

/// What the command line asks.
#[derive(Default)]
struct Arguments {
    file: Option<PathBuf>,
    date: Option<Date>,
    mapping: Option<PathBuf>,
    out: Option<PathBuf>,
    participations: Option<PathBuf>,
    participations_mapping: Option<PathBuf>,
    programme: Option<Programme>,
    register: Option<PathBuf>,
    register_mapping: Option<PathBuf>,
    register_holidays: Option<Holidays>,
    lang: Lang,
    help: bool,
}

fn main() -> ExitCode {
    let done = arguments().and_then(|arguments| {
        if !arguments.help {
            return run(&arguments);
        }
        print(&words::help(arguments.lang));
        Ok(())
    });
    // The language may be told behind what is wrong.
    let lang = lang_told();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage(why)) => {
            eprintln!("bilan: {}\n{}", lang.pick(why), lang.pick(SEE));
            ExitCode::from(1)
        }
        Err(Failure::Unreadable(why)) => {
            eprintln!("bilan: {}", lang.pick(why));
            ExitCode::from(2)
        }
    }
}

fn lang_told() -> Lang {
    let told: Vec<_> = std::env::args_os().map(|told| told.to_string_lossy().into_owned()).collect();
    let apart = told.windows(2).filter_map(|pair| match pair {
        [option, code] if option == "--lang" => Lang::of(code),
        _ => None,
    });
    let joined = told.iter().filter_map(|told| told.strip_prefix("--lang=").and_then(Lang::of));
    apart.chain(joined).last().unwrap_or_default()
}

fn arguments() -> Result<Arguments, Failure> {
    use lexopt::prelude::{Long, Short, Value};
    let usage = |error: lexopt::Error| Failure::Usage(words::usage(&error));
    let mut arguments = Arguments::default();
    let (mut fund, mut annexe): (Option<String>, Option<String>) = (None, None);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next().map_err(usage)? {
        match argument {
            Long("date") => {
                let text = parser.value().map_err(usage)?;
                let date = text.to_str().and_then(|text| text.parse().ok());
                let wrong = || {
                    Failure::Usage(said("--date attend un jour AAAA-MM-JJ", "--date takes a day YYYY-MM-DD"))
                };
                arguments.date = Some(date.ok_or_else(wrong)?);
            }
            Long("lang") => {
                let lang = parser.value().map_err(usage)?.to_str().and_then(Lang::of);
                let wrong = || Failure::Usage(said("--lang attend fr ou en", "--lang takes fr or en"));
                arguments.lang = lang.ok_or_else(wrong)?;
            }
            Long("mapping") => arguments.mapping = Some(parser.value().map_err(usage)?.into()),
            Long("participations-mapping") => {
                arguments.participations_mapping = Some(parser.value().map_err(usage)?.into());
            }
            Long("register") => arguments.register = Some(parser.value().map_err(usage)?.into()),
            Long("register-mapping") => {
                arguments.register_mapping = Some(parser.value().map_err(usage)?.into());
            }
            Long("register-holidays") => {
                let text = parser.value().map_err(usage)?;
                let wrong = || Failure::Usage(register::holidays_wanted());
                let found = text.to_str().and_then(|text| text.parse().ok());
                arguments.register_holidays = Some(found.ok_or_else(wrong)?);
            }
            Long("participations") => arguments.participations = Some(parser.value().map_err(usage)?.into()),
            Long("programme") => {
                fund = Some(parser.value().map_err(usage)?.to_string_lossy().into_owned());
            }
            Long("annexe") => {
                annexe = Some(parser.value().map_err(usage)?.to_string_lossy().into_owned());
            }
            Long("out") => arguments.out = Some(parser.value().map_err(usage)?.into()),
            Long("help") | Short('h') => arguments.help = true,
            Value(file) if arguments.file.is_none() => arguments.file = Some(file.into()),
            other => return Err(usage(other.unexpected())),
        }
    }
    let programme = participations::programme(fund.as_deref(), annexe.as_deref());
    arguments.programme = Some(programme.map_err(Failure::Usage)?);
    let alone = fund.is_some() || annexe.is_some() || arguments.participations_mapping.is_some();
    if alone && arguments.participations.is_none() {
        let why = said(
            "--programme, --annexe et --participations-mapping vont avec --participations",
            "--programme, --annexe and --participations-mapping go with --participations",
        );
        return Err(Failure::Usage(why));
    }
    if arguments.participations.is_some() && arguments.file.is_none() {
        // The sample's dossiers beside the participations of somebody would be taken for theirs.
        let why = said(
            "--participations va avec un FICHIER de dossiers ; pour un fichier de participations seul : \
             python -m imilo fse FICHIER --programme FSE+",
            "--participations goes with a FILE of dossiers; for a file of participations alone: \
             python -m imilo fse FILE --programme FSE+",
        );
        return Err(Failure::Usage(why));
    }
    let beside = arguments.register_mapping.is_some() || arguments.register_holidays.is_some();
    if beside && arguments.register.is_none() {
        let why = said(
            "--register-mapping et --register-holidays vont avec --register",
            "--register-mapping and --register-holidays go with --register",
        );
        return Err(Failure::Usage(why));
    }
    Ok(arguments)
}

/// Standard output may be closed by a pager: that is no fault of ours.
fn print(text: &str) {
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn run(arguments: &Arguments) -> Result<(), Failure> {
    let date = match (arguments.date, &arguments.file) {
        (Some(date), _) => date,
        (None, None) => SAMPLE_DATE.parse().map_err(|_| Failure::Usage(said("date", "date")))?,
        (None, Some(_)) => today()?,
    };
    let tables = Tables::built_in();
    let data = DataTables::built_in();
    let too_early = |_| {
        Failure::Usage(said(
            "rien n'est jugé avant le 29 janvier 2015 (décret n° 2015-59)",
            "nothing is judged before 2015-01-29 (décret n° 2015-59)",
        ))
    };
    let retention = Retention::on(date, &tables, Readings::default()).map_err(too_early)?;
    let data = DataRules::on(date, &data).map_err(too_early)?;
    let rules = Rules { retention: &retention, data: &data };
    let mapping = arguments.mapping.as_deref().map(mapping).transpose()?;
    let options = Options { mapping: mapping.as_ref() };
    match &arguments.file {
        None => bilan(SAMPLE_NAME, SAMPLE, SAMPLE.len() as u64, rules, &options, arguments),
        Some(path) => {
            let unreadable = |error: std::io::Error| Failure::Unreadable(of_path(path, error.kind()));
            let file = File::open(path).map_err(unreadable)?;
            let metadata = file.metadata().map_err(unreadable)?;
            if metadata.is_dir() {
                return Err(Failure::Unreadable(of_path(path, ErrorKind::IsADirectory)));
            }
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            bilan(&name, file, metadata.len(), rules, &options, arguments)
        }
    }
}

fn today() -> Result<Date, Failure> {
    clock::today().ok_or_else(|| {
        Failure::Usage(said(
            "l'horloge ne donne pas la date : utilisez --date",
            "the clock does not give the date: use --date",
        ))
    })
}

fn mapping(path: &Path) -> Result<Mapping, Failure> {
    let text =
        std::fs::read_to_string(path).map_err(|error| Failure::Unreadable(of_path(path, error.kind())))?;
    Mapping::parse(&text).map_err(|error| {
        Failure::Usage(of_file(&path.to_string_lossy(), (&error.message_fr(), &error.message_en())))
    })
}

fn bilan<R: Read>(
    name: &str,
    read: R,
    size: u64,
    rules: Rules<'_, '_>,
    options: &Options<'_>,
    arguments: &Arguments,
) -> Result<(), Failure> {
    let mut reader = DossierReader::open(read, options).map_err(|error| {
        let with_code = |message: String| format!("{message} [{}]", error.code());
        let why = of_file(name, (&with_code(error.message_fr()), &with_code(error.message_en())));
        // A mapping that does not fit the file is the caller's to mend, not the file's.
        if error.code().starts_with("mapping") { Failure::Usage(why) } else { Failure::Unreadable(why) }
    })?;
    let day = rules.retention.day();
    let columns = arguments.participations_mapping.as_deref().map(mapping).transpose()?;
    let indicators = arguments.participations.as_deref().map(|path| {
        participations::section(
            path,
            columns.as_ref(),
            arguments.programme.unwrap_or(Programme::FsePlus),
            day,
        )
        .map_err(Failure::Unreadable)
    });
    let indicators = indicators.transpose()?;
    let columns = arguments.register_mapping.as_deref().map(mapping).transpose()?;
    let query = arguments.register_holidays.unwrap_or_default().asked_of(Query::of(day));
    let requests = arguments.register.as_deref().map(|path| register::read(path, columns.as_ref(), query));
    let requests = requests.transpose().map_err(Failure::Unreadable)?;
    let folder = folder(day, arguments.out.as_deref())?;
    let written = |error: std::io::Error| {
        let (fr, en) = io_words(error.kind());
        Failure::Unreadable((format!("écriture impossible : {fr}"), format!("writing failed: {en}")))
    };
    let mut progress = Progress::new(size, arguments.lang);
    let run = Run { threads: all_processors(), progress: &mut |bytes, rows| progress.show(bytes, rows) };
    let beside = report::Beside { fse: indicators, register: requests };
    let bilan = report::into_folder_with(name, &mut reader, rules, &folder, run, beside);
    let bilan = bilan.map_err(written)?;
    progress.done();
    print(&words::summary(arguments.lang, &bilan, &folder.path().join("bilan.html")));
    // The last lines of standard error are what a user sees: the notice of what was not read comes there too.
    match bilan.notices.iter().find(|_| !bilan.complete) {
        Some(notice) => Err(Failure::Unreadable(of_file(name, (&notice.fr, &notice.en)))),
        None => Ok(()),
    }
}

fn folder(date: Date, out: Option<&Path>) -> Result<Folder, Failure> {
    let folder = match out {
        Some(path) => Folder::at(path),
        None => Folder::under(Path::new("."), &format!("bilan-{date}")),
    };
    folder.map_err(|error| match error {
        FolderError::Io(error) => {
            let (fr, en) = io_words(error.kind());
            Failure::Unreadable((format!("dossier de sortie : {fr}"), format!("folder of the bilan: {en}")))
        }
        _ => Failure::Usage(said(
            "le dossier de sortie contient des fichiers qu'imilo n'a pas faits",
            "the folder of the bilan holds files that imilo did not make",
        )),
    })
}

/// Progress on standard error, for work that lasts more than a second.
struct Progress {
    size: u64,
    began: Instant,
    shown: Option<Instant>,
    live: bool,
    lang: Lang,
}

impl Progress {
    fn new(size: u64, lang: Lang) -> Self {
        Self { lang, size, began: Instant::now(), shown: None, live: std::io::stderr().is_terminal() }
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
        let _ = write!(
            std::io::stderr(),
            "{start}{percent:>3} %  {rows} {}{end}",
            self.lang.pick(("lignes", "rows"))
        );
    }

    fn done(&self) {
        if self.live && self.shown.is_some() {
            let _ = writeln!(std::io::stderr());
        }
    }
}
