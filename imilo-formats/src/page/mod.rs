//! The bilan as one HTML page that a director of a mission locale reads in two minutes.
//!
//! The page stands alone: style, charts (SVG) and a small script are inside, it is opened from disk and asks
//! nothing from anywhere. It reads without the script, which only filters and sorts, and it is written in
//! French with an English switch. It holds no NIR and no name of a person; the lists hold matricules, so the
//! page is to be kept as the dossiers are.
//!
//! Text reaches the page through one writer only, which escapes all of it (`escape`).
//!
//! # Example
//!
//! ```
//! use imilo_core::bilan::Bilan;
//! use imilo_core::conservation::{Readings, Retention, Tables};
//! use imilo_core::dossier::{Carried, DataRules, DataTables};
//! use imilo_formats::page::{self, Lists, Source};
//!
//! let (tables, data) = (Tables::built_in(), DataTables::built_in());
//! let retention = Retention::on("2026-11-24".parse()?, &tables, Readings::default())?;
//! let data = DataRules::on(retention.day(), &data)?;
//! let report = Bilan::new(&retention, &data, Carried::everything()).report();
//! let lists = Lists::default();
//! let source = Source { name: "export.csv", format: "CSV", complete: true, notices: &[], lists: &lists };
//! let mut html = Vec::new();
//! page::write(&mut html, &report, &source)?;
//! assert!(html.starts_with(b"<!DOCTYPE html>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod access;
mod access_journal;
mod charts;
mod citations;
mod completude;
mod donnees;
mod escape;
mod figures;
mod fse;
mod head;
mod legal;
mod lists;
mod mend;
mod numbers;
mod recipients;
mod register;
mod summary;
mod tables;
mod typography;
mod words;

pub(crate) use numbers::french_date;

#[cfg(test)]
mod donnees_tests;
#[cfg(test)]
mod mend_tests;
#[cfg(test)]
mod policy_tests;
#[cfg(test)]
mod recipients_tests;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use imilo_core::bilan::Report;
use imilo_core::calendar::Date;
use imilo_core::dossier::Champ;

use escape::Page;

use crate::acces::Access;
use crate::fse::FseSection;
use crate::report::{Recipients, RegisterSection};
pub use summary::Summary;
pub(crate) use summary::summary;

/// Where the dossiers of a bilan came from, and what is to be done with them next.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Name of the file, as it is shown.
    pub name: &'a str,
    /// Its format, as it is shown (`CSV, UTF-8, « ; »`); may be empty.
    pub format: &'a str,
    /// Whether it was read to its end.
    pub complete: bool,
    /// Remarks made while reading it.
    pub notices: &'a [Notice<'a>],
    /// What to do next.
    pub lists: &'a Lists<'a>,
}

/// A remark on the whole source, in both languages.
#[derive(Clone, Copy, Debug)]
pub struct Notice<'a> {
    /// Sentence in French.
    pub fr: &'a str,
    /// Sentence in English.
    pub en: &'a str,
}

/// The dossiers to act on. The counts are those of the [`Report`]; a list may hold the first ones only.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lists<'a> {
    /// To be anonymised now.
    pub due_now: List<'a>,
    /// Closing within ninety days.
    pub due_soon: List<'a>,
    /// Closing within ninety days at the earliest.
    pub due_at_the_earliest: List<'a>,
    /// To be moved to the FSE archive now.
    pub fse_archive: List<'a>,
    /// To be closed now, what becomes of them being unknown.
    pub archive_unknown: List<'a>,
    /// What is to be mended, in the order of the file: of each kind the first dossiers only, a few hundred at most.
    pub mend: &'a [Mend<'a>],
}

/// What is wrong with a datum of a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MendKind {
    /// The law of the day does not allow it.
    NotAllowed,
    /// A NIR is written in it.
    NirInText,
    /// A NIR that was refused.
    RefusedNir,
    /// A NIR that does not agree with the civil identity beside it: to be looked at.
    NirDisagrees,
    /// A value that is no code of its list or form.
    InvalidCode,
}

/// A datum to be mended.
#[derive(Clone, Copy, Debug)]
pub struct Mend<'a> {
    /// What is wrong.
    pub kind: MendKind,
    /// Number of the record in the file, from 1.
    pub record: u64,
    /// Code of the mission locale; none when the dossier has none.
    pub structure: Option<&'a str>,
    /// Matricule of the dossier, as it may be [shown](crate::report::shown); none when the source gives none.
    pub matricule: Option<&'a str>,
    /// The field.
    pub champ: Champ,
    /// Of a refused NIR, the part that is wrong ([`NirFault::code`](imilo_core::nir::NirFault::code)).
    pub fault: Option<&'static str>,
    /// Codes of the provisions that say so, joined by ` + `; may be empty.
    pub provision: &'a str,
}

/// Dossiers of one kind, in the order in which they are shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct List<'a> {
    /// The rows: a few hundred at most, every one is written.
    pub rows: &'a [Row<'a>],
}

/// A dossier of a list.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Code of the mission locale; none when the dossier has none.
    pub structure: Option<&'a str>,
    /// Matricule of the dossier; none when the source gives none.
    pub matricule: Option<&'a str>,
    /// First day on which the dossier is no longer accessible, or the earliest that it can be.
    pub date: Option<Date>,
    /// Code of the provision that fixes that day (`D2015-59:6:I`).
    pub provision: &'a str,
    /// Facts for lack of which the day may be a later one.
    pub missing: &'a [&'static str],
    /// Facts that would put the day off if they were established.
    pub would_extend: &'a [&'static str],
}

/// Writes the page, in UTF-8. The same report and source give the same bytes.
///
/// # Errors
/// Whatever `out` gives.
pub fn write(out: &mut impl Write, report: &Report, source: &Source<'_>) -> io::Result<()> {
    write_with(out, report, source, Sections::default())
}

/// Writes the access dossier of a person.
pub(crate) fn write_access(out: &mut impl Write, access: &Access) -> io::Result<()> {
    let mut page = Page::new(out);
    access::write(&mut page, access);
    page.finish()
}

/// Sections that a page may have besides.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sections<'a> {
    /// Indicators of the FSE.
    pub fse: Option<&'a FseSection>,
    /// What recipients may not get.
    pub recipients: Option<&'a Recipients>,
    /// Requests of persons.
    pub register: Option<&'a RegisterSection>,
}

/// The same with more sections.
///
/// # Errors
/// Whatever `out` gives.
pub fn write_with(
    out: &mut impl Write,
    report: &Report,
    source: &Source<'_>,
    sections: Sections<'_>,
) -> io::Result<()> {
    let mut page = Page::new(out);
    let Sections { fse: indicators, recipients: found, register: asked } = sections;
    let fse = indicators.is_some_and(|indicators| indicators.says_something());
    head::open(&mut page, report, source, (fse, asked.is_some()));
    figures::key_figures(&mut page, report);
    lists::lists(&mut page, report, source.lists);
    if let Some(asked) = asked {
        register::requests(&mut page, asked);
    }
    mend::to_mend(&mut page, report, source.lists.mend);
    donnees::out_of_law(&mut page, report);
    if let Some(found) = found.filter(|found| found.filled_fields > 0) {
        recipients::recipients(&mut page, found);
    }
    charts::charts(&mut page, report);
    tables::missions_locales(&mut page, report);
    tables::regions(&mut page, report);
    if let Some(indicators) = indicators {
        fse::indicators(&mut page, indicators);
    }
    completude::completeness(&mut page, report);
    tables::not_assessable(&mut page, report);
    legal::provisions(&mut page, report);
    legal::refused(&mut page, report);
    legal::notices(&mut page, source.notices);
    head::close(&mut page, report);
    page.finish()
}
