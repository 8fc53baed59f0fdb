//! The rows of a file as CSV: codes, findings, calendar, refusals.

use std::io::{self, Write};

use imilo_core::fse::{Code, Observation, Programme, Truth};

use super::count::{Found, JudgedRow};
use crate::report::sheet;

/// Columns in front of the codes.
const CODES: [&str; 7] =
    ["enregistrement", "ligne", "participant_id", "operation_id", "complet", "manquants", "fusionne_dans"];
const FINDINGS: [&str; 8] = [
    "enregistrement",
    "ligne",
    "participant_id",
    "operation_id",
    "regle",
    "variables",
    "message_fr",
    "message_en",
];
const DUE: [&str; 7] =
    ["enregistrement", "ligne", "participant_id", "operation_id", "observation", "date", "en_retard"];

/// Where the rows of a file go.
pub(super) struct RowFiles<W> {
    programme: Programme,
    codes: W,
    findings: W,
    due: W,
    refused: W,
}

impl<W: Write> RowFiles<W> {
    /// Begins the four files.
    pub(super) fn begin(programme: Programme, [codes, findings, due, refused]: [W; 4]) -> io::Result<Self> {
        let mut files = Self { programme, codes, findings, due, refused };
        let names = Code::of(programme).map(Code::as_str);
        sheet::begin_cells(&mut files.codes, CODES.into_iter().chain(names))?;
        sheet::begin(&mut files.findings, FINDINGS)?;
        sheet::begin(&mut files.due, DUE)?;
        sheet::begin(&mut files.refused, sheet::REFUSED)?;
        Ok(files)
    }

    /// Writes what was found of a row.
    pub(super) fn write(&mut self, row: &JudgedRow) -> io::Result<()> {
        if let Found::Refused(refusal) = &row.found {
            return sheet::write_refusal(&mut self.refused, refusal);
        }
        self.write_codes(row)?;
        self.write_findings(row)?;
        self.write_due(row)
    }

    fn write_codes(&mut self, row: &JudgedRow) -> io::Result<()> {
        let (record, line) = (row.record.to_string(), row.line.to_string());
        let (mut complete, mut missing, mut into) = ("", String::new(), String::new());
        let mut values = Vec::new();
        match &row.found {
            Found::Codes { derivation, .. } => {
                complete = if derivation.is_complete() { "oui" } else { "non" };
                missing = derivation.missing().names().collect::<Vec<_>>().join("|");
                values.extend(Code::of(self.programme).map(|code| value(derivation.value(code))));
            }
            Found::Merged { into: record } => into = record.to_string(),
            Found::Refused(_) => {}
        }
        values.resize(Code::of(self.programme).count(), "");
        let first: [&str; 7] =
            [&record, &line, &row.participant_id, &row.operation_id, complete, &missing, &into];
        sheet::write_cells(&mut self.codes, first.into_iter().chain(values))
    }

    fn write_findings(&mut self, row: &JudgedRow) -> io::Result<()> {
        let (record, line) = (row.record.to_string(), row.line.to_string());
        let own = match &row.found {
            Found::Codes { derivation, .. } => Some(derivation.findings().counted()),
            Found::Merged { .. } | Found::Refused(_) => None,
        };
        let overlap = row.overlaps.then_some(&imilo_core::fse::OVERLAP);
        for check in overlap.into_iter().chain(own.into_iter().flat_map(imilo_core::fse::Checks::iter)) {
            let named = match &row.found {
                Found::Codes { derivation, .. } => derivation.variables_of(check).join("|"),
                Found::Merged { .. } | Found::Refused(_) => check.variables.join("|"),
            };
            let cells: [&str; 8] = [
                &record,
                &line,
                &row.participant_id,
                &row.operation_id,
                &check.code(),
                &named,
                check.fr,
                check.en,
            ];
            sheet::write_row(&mut self.findings, cells)?;
        }
        Ok(())
    }

    fn write_due(&mut self, row: &JudgedRow) -> io::Result<()> {
        let Found::Codes { due, .. } = &row.found else { return Ok(()) };
        for open in due {
            let observation = match open.observation {
                Observation::FourWeeks => "quatre_semaines",
                Observation::SixMonths => "six_mois",
            };
            let cells: [&str; 7] = [
                &row.record.to_string(),
                &row.line.to_string(),
                &row.participant_id,
                &row.operation_id,
                observation,
                &open.day.to_string(),
                if open.late { "oui" } else { "non" },
            ];
            sheet::write_row(&mut self.due, cells)?;
        }
        Ok(())
    }

    /// Ends the four files.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.codes.flush()?;
        self.findings.flush()?;
        self.due.flush()?;
        self.refused.flush()
    }
}

/// `1`, `0`, or the reason why it is not known; empty for a record that is refused.
fn value(truth: Option<Truth>) -> &'static str {
    match truth {
        None => "",
        Some(Truth::Yes) => "1",
        Some(Truth::No) => "0",
        Some(Truth::Unknown(reason)) => reason.name(),
    }
}
