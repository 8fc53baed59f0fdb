//! The access dossier of one person, out of a file of dossiers.

use std::io::Read;

use imilo_core::calendar::Date;
use imilo_core::dossier::Dossier;
use imilo_core::error::ErrorCode;
use imilo_core::wire::{self, Failure, Object};
use serde::Deserialize;

use super::{failure, mapping, name, source, unreadable};
use crate::acces::{Asked, Given, GivenStatement, access};
use crate::io_words::io_words;
use crate::registre::Holidays;
use crate::source::{DossierReader, FileNotice, NirState, Options, Refusal};

/// How the answer is given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Format {
    #[default]
    Json,
    Html,
}

/// The reading that is chosen, by the name that the register of requests has for it.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Holds {
    #[serde(rename = "A21_holidays", default)]
    holidays: Holidays,
}

/// What is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    /// The day by whose law the person is told.
    date: Date,
    /// Matricule, or identifier in the interface.
    dossier: String,
    /// The file, unless the caller gives bytes.
    path: Option<String>,
    /// Which column carries what, as the text of a TOML file.
    mapping: Option<String>,
    /// Whether the NIR is shown.
    nir: Option<NirState>,
    /// `json` or `html`.
    #[serde(default)]
    format: Format,
    /// The statement of the journal.
    consultations: Option<GivenStatement>,
    /// Day on which the request was received.
    received: Option<Date>,
    /// Whose holidays count.
    options: Option<Object<Holds>>,
    /// What the caller knows of controller, contact, officer and source.
    given: Option<Object<Given>>,
    /// Name of the file, where bytes are given.
    name: Option<String>,
}

/// The access dossier of one person: `{"date": "2026-11-24", "path": "dossiers.csv", "dossier": "7"}`, or without a path
/// out of the bytes given.
///
/// Further keys: `mapping`, `nir` (`left_out`, which holds without it, or `clear`), `format` (`json`, or `html` for the
/// page that is handed over), `consultations` (the statement of the journal), `given` (controller, contact, dpo, source, which no
/// text says), `name` (of the file, where bytes are given), `received` (day of the request), `options` (`A21_holidays`, as in the
/// register). The answer is `imilo-access/1`, or
/// `{"html": …}`.
///
/// # Errors
/// [`Failure`]: the request; `before_first_rule_set`; `file_unreadable`, `file_mapping`, `file_source`; `invalid_argument`
/// with `dossier` when no dossier of the file has that number, or several have it.
pub fn access_dossier(request: &str, bytes: Option<&[u8]>) -> Result<String, Failure> {
    let request: Request = wire::request(request)?;
    let read = source(request.path.as_deref(), bytes)?;
    let found = find(&request, read)?;
    let (consultations, coverage, dossier_ref) = match request.consultations {
        None => (None, None, None),
        Some(GivenStatement::Alone(list)) => (Some(list), None, None),
        Some(GivenStatement::Whole(statement)) => {
            (Some(statement.consultations), Some(statement.coverage), statement.dossier_ref)
        }
    };
    let asked = Asked {
        day: request.date,
        nir: request.nir.unwrap_or(NirState::LeftOut),
        nir_written: found.nir_written,
        consultations,
        coverage,
        dossier_ref,
        received: request.received,
        holidays: request.options.map(|Object(options)| options.holidays).unwrap_or_default(),
        given: request.given.map(|Object(given)| given).unwrap_or_default(),
        file: Some(name(request.name.as_deref(), request.path.as_deref()).to_owned())
            .filter(|name| !name.is_empty()),
        notices: found.notices,
    };
    let told = access(&found.dossier, &asked).map_err(|failure| at_line(failure, found.line))?;
    let text = match request.format {
        Format::Json => serde_json::to_string(&told),
        Format::Html => {
            let mut html = Vec::new();
            told.write_page(&mut html).map_err(|_| Failure::internal())?;
            let html = String::from_utf8(html).map_err(|_| Failure::internal())?;
            serde_json::to_string(&serde_json::json!({ "html": html }))
        }
    };
    text.map_err(|_| Failure::internal())
}

/// A fault of the facts of a dossier, at its line.
fn at_line(failure: Failure, line: Option<u64>) -> Failure {
    match (line, failure.field.as_deref()) {
        // The others are the caller's.
        (Some(number), Some(field)) if field != "date" && !field.starts_with("given") => Failure {
            message_fr: format!("ligne {number}, {field} : {}", failure.message_fr),
            message_en: format!("line {number}, {field}: {}", failure.message_en),
            line: i32::try_from(number).ok(),
            ..failure
        },
        _ => failure,
    }
}

/// A dossier, and what the file has of it beside.
struct Found {
    dossier: Dossier,
    line: Option<u64>,
    nir_written: Option<String>,
    notices: Vec<FileNotice>,
}

/// Refused rows that are told one by one.
const MOST_TOLD: usize = 5;

/// The one dossier of that number. A row that is refused is nobody's: it may be that of the person, and nothing is then
/// answered as if it were not there.
fn find(request: &Request, read: impl Read) -> Result<Found, Failure> {
    // The sentence of the catalogue speaks of arguments, which an agent who prints a page has not.
    let wrong = |(fr, en): (&str, &str)| Failure {
        message_fr: fr.to_owned(),
        message_en: en.to_owned(),
        ..Failure::of(ErrorCode::InvalidArgument).at("dossier")
    };
    let mapping = mapping(request.mapping.as_deref())?;
    let mut reader = DossierReader::open(read, &Options { mapping: mapping.as_ref() })
        .map_err(|error| unreadable(&error))?;
    let wanted = request.dossier.trim();
    let (mut found, mut count, mut refused): (Option<Found>, usize, Vec<Refusal>) = (None, 0, Vec::new());
    while let Some(row) = reader.next_row() {
        let (dossier, line) = match row {
            Ok(row) => (&row.dossier, row.line),
            Err(refusal) => {
                count += 1;
                if refused.len() < MOST_TOLD {
                    refused.push(refusal);
                }
                continue;
            }
        };
        let identite = &dossier.identite;
        let is = |text: Option<&String>| !wanted.is_empty() && text.is_some_and(|text| text.trim() == wanted);
        if !is(identite.matricule.given()) && !is(identite.id_jeune.given()) {
            continue;
        }
        let dossier = dossier.clone();
        let nir_written = reader.nir_as_written();
        if found.replace(Found { dossier, line, nir_written, notices: Vec::new() }).is_some() {
            return Err(wrong((
                "plusieurs dossiers du fichier ont ce numéro",
                "several dossiers of the file have that number",
            )));
        }
    }
    if let Some(kind) = reader.read_error() {
        return Err(failure(ErrorCode::FileUnreadable, Some("path"), io_words(kind)));
    }
    match (found, count) {
        (Some(found), _) => {
            let mut notices = unread(reader.notices());
            notices.extend(rows_refused(&refused, count));
            Ok(Found { notices, ..found })
        }
        (None, 0) => {
            Err(wrong(("aucun dossier du fichier n'a ce numéro", "no dossier of the file has that number")))
        }
        (None, _) => {
            let (fr, en) = told(&refused, count);
            let line = refused.first().and_then(|refusal| i32::try_from(refusal.line?).ok());
            Err(Failure { line, ..wrong((&fr, &en)) })
        }
    }
}

/// Of what is said of a file, that parts of it were not read: they may hold data of the person.
fn unread(notices: Vec<FileNotice>) -> Vec<FileNotice> {
    notices.into_iter().filter(|notice| UNREAD.contains(&notice.code)).collect()
}

/// Rows that were refused beside the one that was found: they may be of the same dossier.
fn rows_refused(refused: &[Refusal], count: usize) -> Option<FileNotice> {
    let (fr, en) = places(refused, count);
    (count > 0).then(|| FileNotice {
        code: "rows_refused",
        fr: format!(
            "des lignes du fichier ont été refusées, et l'une d'elles peut être du même dossier : regardez-les, et ajoutez ce qui est à la personne{fr}"
        ),
        en: format!(
            "rows of the file were refused, and one of them may be of the same dossier: look at them, and add what is of the person{en}"
        ),
    })
}

const UNREAD: [&str; 4] = ["columns_ignored", "nir_left_out", "interface_limits", "keys_unknown"];

/// Which rows were refused, and why; never what stands in them.
fn told(refused: &[Refusal], count: usize) -> (String, String) {
    let (fr, en) = places(refused, count);
    (
        format!(
            "aucun dossier lu n'a ce numéro ; des lignes du fichier ont été refusées, le sien peut en être{fr}"
        ),
        format!(
            "no dossier that was read has that number; rows of the file were refused, it may be one of them{en}"
        ),
    )
}

/// The rows, each with its field and why.
fn places(refused: &[Refusal], count: usize) -> (String, String) {
    let (mut fr, mut en) = (String::new(), String::new());
    for Refusal { record, line, field, fr: why_fr, en: why_en, .. } in refused {
        let (place_fr, place_en) = match line {
            Some(line) => (format!("ligne {line}"), format!("line {line}")),
            None => (format!("enregistrement {record}"), format!("record {record}")),
        };
        let field = field.as_deref().map(|field| format!(", {field}")).unwrap_or_default();
        fr.push_str(&format!(" ; {place_fr}{field} : {why_fr}"));
        en.push_str(&format!("; {place_en}{field}: {why_en}"));
    }
    if let more @ 1.. = count - refused.len() {
        fr.push_str(&format!(" ; et {more} autres"));
        en.push_str(&format!("; and {more} others"));
    }
    (fr, en)
}
