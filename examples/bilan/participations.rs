//! `--participations`: the indicators of the FSE from a file of participations, in place of what the dossiers give.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use imilo_core::calendar::Date;
use imilo_core::fse::{Annexe, Programme, Rules};
use imilo_formats::fse::{Asked, FileError, FseSection, file_report};
use imilo_formats::source::Unreadable;
use imilo_formats::tabular::Mapping;

use super::words::{Said, of_file, of_path, said};

/// A fund with its version of annexe I, as the two options name them.
const PROGRAMMES: &[(&str, Option<&str>, Programme)] = &[
    ("FSE+", None, Programme::FsePlus),
    ("FSE", Some("2013"), Programme::Fse(Annexe::Of2013)),
    ("FSE", Some("2018"), Programme::Fse(Annexe::Of2018)),
    ("IEJ", Some("2013"), Programme::Iej(Annexe::Of2013)),
    ("IEJ", Some("2018"), Programme::Iej(Annexe::Of2018)),
];

/// The fund of the words of the command line; the FSE+ without any.
pub(super) fn programme(fund: Option<&str>, annexe: Option<&str>) -> Result<Programme, Said> {
    let fund = fund.unwrap_or("FSE+");
    let found = PROGRAMMES.iter().find(|(name, of, _)| *name == fund && *of == annexe);
    found.map(|(.., programme)| *programme).ok_or_else(|| {
        said(
            "--programme attend FSE+, ou FSE ou IEJ avec --annexe 2013 ou --annexe 2018",
            "--programme takes FSE+, or FSE or IEJ with --annexe 2013 or --annexe 2018",
        )
    })
}

/// The section of a file, as of a day.
pub(super) fn section(
    path: &Path,
    mapping: Option<&Mapping>,
    programme: Programme,
    date: Date,
) -> Result<FseSection, Said> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let open = || Ok(Box::new(File::open(path)?) as Box<dyn Read + Send>);
    let asked = Asked { name: &name, mapping, ..Asked::new(Rules::new(programme).on(Some(date))) };
    let report = file_report(&open, &asked, None).map_err(|error| match error {
        FileError::Unreadable(Unreadable::Io(kind)) => of_path(path, kind),
        FileError::Unreadable(error) => of_file(&name, (&error.message_fr(), &error.message_en())),
        FileError::Io(error) => of_path(path, error.kind()),
        _ => said("fichier de participations illisible", "the file of participations cannot be read"),
    })?;
    match report.notices.iter().find(|_| !report.complete) {
        Some(notice) => Err(of_file(&name, (&notice.fr, &notice.en))),
        None => Ok(FseSection::of_file(report)),
    }
}
