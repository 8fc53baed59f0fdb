//! Rows of CSV as a French Excel opens them: UTF-8 with its mark, `;`, and no cell that it would run.

use std::io::{self, Write};

use crate::source::Refusal;

/// Byte order mark: without it Excel reads UTF-8 as Windows-1252.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Header of the findings.
pub(super) const FINDINGS: [&str; 12] = [
    "enregistrement",
    "ligne",
    "matricule",
    "code_structure",
    "code",
    "etat",
    "date",
    "champ",
    "article",
    "preuve",
    "message_fr",
    "message_en",
];
/// Header of the refused rows.
pub(crate) const REFUSED: [&str; 7] =
    ["enregistrement", "ligne", "colonne", "champ", "code", "message_fr", "message_en"];

/// Begins a file: the mark, then the names of the columns.
pub(crate) fn begin<const N: usize>(out: &mut impl Write, header: [&str; N]) -> io::Result<()> {
    begin_cells(out, header.into_iter())
}

/// The same with columns of any number.
pub(crate) fn begin_cells<'c>(out: &mut impl Write, header: impl Iterator<Item = &'c str>) -> io::Result<()> {
    out.write_all(MARK)?;
    write_cells(out, header)
}

/// A line of CSV with `;`. A cell that a spreadsheet would run as a formula is made text.
pub(crate) fn write_row<const N: usize>(out: &mut impl Write, cells: [&str; N]) -> io::Result<()> {
    write_cells(out, cells.into_iter())
}

/// The same with columns of any number.
pub(crate) fn write_cells<'c>(out: &mut impl Write, cells: impl Iterator<Item = &'c str>) -> io::Result<()> {
    for (index, cell) in cells.enumerate() {
        if index > 0 {
            out.write_all(b";")?;
        }
        let negative = cell.strip_prefix('-').is_some_and(|rest| rest.parse::<u64>().is_ok());
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']) && !negative;
        let quoted = formula || cell.contains([';', '"', '\n', '\r']);
        match (quoted, formula) {
            (false, _) => out.write_all(cell.as_bytes())?,
            (true, formula) => {
                let apostrophe = if formula { "'" } else { "" };
                write!(out, "\"{apostrophe}{}\"", cell.replace('"', "\"\""))?;
            }
        }
    }
    out.write_all(b"\r\n")
}

/// Writes a refused row.
pub(crate) fn write_refusal(out: &mut impl Write, refusal: &Refusal) -> io::Result<()> {
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    write_row(
        out,
        [
            &refusal.record.to_string(),
            &number(refusal.line),
            &number(refusal.column.and_then(|column| u64::try_from(column).ok())),
            refusal.field.as_deref().unwrap_or_default(),
            refusal.code,
            &refusal.fr,
            &refusal.en,
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_formulas_made_text() {
        let mut out = Vec::new();
        write_row(&mut out, ["a;b", "dit \"oui\"", "=1+1", "-3", "-3+1", "@x", "+33", "1-2"]).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "\"a;b\";\"dit \"\"oui\"\"\";\"'=1+1\";-3;\"'-3+1\";\"'@x\";\"'+33\";1-2\r\n");
    }
}
