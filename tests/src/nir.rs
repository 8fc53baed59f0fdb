//! Case files of the NIR: the public list (CSV) and the details (JSON).

use imilo_core::nir::{Acceptance, KeyState, Kind, Month, Nir, Place};
use serde_json::{Value, json};

use crate::case_file::{self, Object, Schema, Unreadable};
use crate::report::{Report, Verdict};

/// The columns of the CSV list; the last two are for the reader and may be absent.
const COLUMNS: [&str; 4] = ["input", "valid", "reason", "source_repo"];

/// The lines of the CSV list: `input,valid,reason,source_repo`, input backslash-escaped. The verdict of a
/// disputed line is none.
///
/// # Errors
/// When the file is not such a list.
pub fn list(text: &str) -> Result<Vec<(usize, String, Option<bool>)>, Unreadable> {
    let mut lines = text.lines().enumerate();
    let header = lines.next().map(|(_, header)| fields(header)).transpose()?.unwrap_or_default();
    if !COLUMNS.starts_with(&header.iter().map(String::as_str).collect::<Vec<_>>()) || header.len() < 2 {
        return Err(Unreadable(format!("the header is not `{}`", COLUMNS.join(","))));
    }
    let mut rows = Vec::new();
    for (index, line) in lines.filter(|(_, line)| !line.is_empty()) {
        let number = index + 1;
        let unreadable = |why: &str| Unreadable(format!("line {number}: {why}"));
        let row = fields(line)?;
        let [input, valid, ..] = row.as_slice() else { return Err(unreadable("no verdict")) };
        if row.len() != header.len() {
            return Err(unreadable("not as many fields as the header"));
        }
        let valid = match valid.as_str() {
            "1" => Some(true),
            "0" => Some(false),
            "disputed" => None,
            _ => return Err(unreadable("`valid` is not 0, 1 or disputed")),
        };
        rows.push((number, unescape(input).ok_or_else(|| unreadable("bad escape"))?, valid));
    }
    if rows.is_empty() { Err(Unreadable("no case".to_owned())) } else { Ok(rows) }
}

/// Runs the CSV list, disputed lines skipped.
///
/// # Errors
/// When the file is not such a list.
pub fn run_list(text: &str) -> Result<Report, Unreadable> {
    let mut report = Report::default();
    for (line, input, expected) in list(text)? {
        let found = Nir::parse(&input, &Acceptance::default()).is_ok();
        let verdict = match expected {
            None => Verdict::Skipped("disputed"),
            Some(expected) if expected == found => Verdict::Passed,
            Some(expected) => Verdict::Failed(format!("expected {expected}, found {found}")),
        };
        report.push(format!("line {line}"), verdict);
    }
    Ok(report)
}

/// One line of RFC 4180; the file has no line break inside quotes (inputs are escaped).
fn fields(line: &str) -> Result<Vec<String>, Unreadable> {
    let mut fields = vec![String::new()];
    let mut characters = line.chars().peekable();
    let mut quoted = false;
    while let Some(character) = characters.next() {
        let Some(field) = fields.last_mut() else { break };
        match (character, quoted) {
            ('"', true) if characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            ('"', true) if matches!(characters.peek(), None | Some(',')) => quoted = false,
            ('"', true) => return Err(Unreadable("text follows a closed quote".to_owned())),
            ('"', false) if field.is_empty() => quoted = true,
            (',', false) => fields.push(String::new()),
            (other, _) => field.push(other),
        }
    }
    if quoted { Err(Unreadable("a quote is not closed".to_owned())) } else { Ok(fields) }
}

/// `\t`, `\n`, `\r`, `\\`, `\"`, `\xXX`, `\uXXXX`.
fn unescape(text: &str) -> Option<String> {
    let mut clear = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            clear.push(character);
            continue;
        }
        let digits = match characters.next()? {
            't' => {
                clear.push('\t');
                continue;
            }
            'n' => {
                clear.push('\n');
                continue;
            }
            'r' => {
                clear.push('\r');
                continue;
            }
            other @ ('\\' | '"' | '\'') => {
                clear.push(other);
                continue;
            }
            'x' => 2,
            'u' => 4,
            _ => return None,
        };
        let code: String = characters.by_ref().take(digits).collect();
        if code.len() != digits || !code.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        clear.push(char::from_u32(u32::from_str_radix(&code, 16).ok()?)?);
    }
    Some(clear)
}

/// The keys of a case of details.
pub const DETAILS: Schema = Schema {
    kind: "nir_details",
    case: &["input"],
    expected: &[
        "valid",
        "error",
        "position",
        "key",
        "kind",
        "canonical_length",
        "findings",
        "month",
        "month_known",
        "corsica",
    ],
    alternatives: false,
    error_alone: false,
};

/// Runs the details: error, position, key, findings.
///
/// # Errors
/// When the file cannot be run.
pub fn run_details(text: &str) -> Result<Report, Unreadable> {
    case_file::run(text, &DETAILS, detail)
}

fn detail(case: &Object) -> Result<Verdict, Unreadable> {
    let wrong = |what: &str| Unreadable(format!("case {}: {what}", case_file::id_of(case)));
    let input = case.get("input").and_then(Value::as_str).ok_or_else(|| wrong("no input"))?;
    // serde would also take a list, flag by flag in order.
    let flags = case.get("accept").cloned().unwrap_or_else(|| json!({}));
    let flags = Some(flags).filter(Value::is_object).ok_or_else(|| wrong("`accept` is not an object"))?;
    let accept: Acceptance = serde_json::from_value(flags).map_err(|_| wrong("unknown flag"))?;
    let answer = match Nir::parse(input, &accept) {
        Ok(nir) => accepted(&nir),
        Err(error) => json!({
            "valid": false, "error": error.fault.code(), "position": error.position, "key": error.key,
        }),
    };
    let Value::Object(answer) = answer else { return Err(wrong("no answer")) };
    case_file::verdict(&DETAILS, case, &answer)
}

fn accepted(nir: &Nir) -> Value {
    let month = nir.month();
    let corsica = nir.place().and_then(|place| match place {
        Place::Corse { letter, .. } => Some(format!("2{letter}")),
        Place::Metropole { departement: 20, .. } => Some("20".to_owned()),
        _ => None,
    });
    json!({
        "valid": true,
        "error": null,
        "position": null,
        "key": nir.key_state() as KeyState,
        "kind": nir.kind() as Kind,
        "canonical_length": nir.expose().len(),
        "findings": nir.findings().collect::<Vec<_>>(),
        "month": month.and_then(|month| match month { Month::Known(month) => Some(month), Month::Unknown => None }),
        "month_known": month.map(|month| month != Month::Unknown),
        "corsica": corsica,
    })
}
