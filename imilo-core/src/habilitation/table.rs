//! The matrix and its differences as tables of texts: Markdown, CSV, HTML.

use super::matrix::{CATEGORIES, MatrixChange, MatrixRow};
use super::words::{Form, words};

words! {
    /// The language of a table or a page.
    Language {
        French = "fr", "français", "French";
        English = "en", "anglais", "English";
    }
}

impl Language {
    /// The words of this language, of the two that are given.
    #[must_use]
    pub const fn of(self, words: (&'static str, &'static str)) -> &'static str {
        match self {
            Self::French => words.0,
            Self::English => words.1,
        }
    }
}

/// A table of texts: its header, then its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextTable {
    /// Header.
    pub header: Vec<String>,
    /// Lines, each as long as the header.
    pub lines: Vec<Vec<String>>,
}

/// A text as HTML holds it.
pub(super) fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The columns before and after those of the categories.
const BEFORE: [(&str, &str); 3] =
    [("acteur", "actor"), ("opérations", "operations"), ("finalités", "purposes")];
const AFTER: [(&str, &str); 5] = [
    ("conditions", "conditions"),
    ("ligne", "row"),
    ("disposition", "provision"),
    ("preuve", "evidence"),
    ("origine", "origin"),
];

/// The matrix as a table: actor, operations, purposes, categories, conditions, provision, evidence, origin.
#[must_use]
pub fn matrix_table(matrix: &[MatrixRow<'_>], language: Language) -> TextTable {
    let columns = BEFORE.into_iter().chain(CATEGORIES.map(|category| category.words)).chain(AFTER);
    let header = columns.map(|words| language.of(words).to_owned()).collect();
    TextTable { header, lines: matrix.iter().map(|row| line(row, language)).collect() }
}

/// What changes as a table: that of the matrix, after a column that says what became of the line.
#[must_use]
pub fn changes_table(changes: &[MatrixChange<'_>], language: Language) -> TextTable {
    let told = |row, words| {
        [language.of(words).to_owned()].into_iter().chain(line(row, language)).collect::<Vec<_>>()
    };
    let lines = changes.iter().flat_map(|change| match change {
        MatrixChange::Added(row) => vec![told(row, ("nouvelle", "new"))],
        MatrixChange::Removed(row) => vec![told(row, ("n'est plus", "is no more"))],
        MatrixChange::Changed(before, after) => {
            vec![
                told(before, ("changée : avant", "changed: before")),
                told(after, ("changée : après", "changed: after")),
            ]
        }
    });
    let lines = lines.collect();
    let header = [language.of(("changement", "change")).to_owned()];
    TextTable { header: header.into_iter().chain(matrix_table(&[], language).header).collect(), lines }
}

fn line(line: &MatrixRow<'_>, language: Language) -> Vec<String> {
    let row = line.row;
    let operations: Vec<_> = line.operations.iter().map(|it| language.of(it.words())).collect();
    let finalites: Vec<_> = line.finalites.iter().map(|it| language.of(it.words())).collect();
    let purposes = if finalites.len() > 5 {
        language.of(("toute finalité du traitement", "every purpose of the processing")).to_owned()
    } else {
        finalites.join(", ")
    };
    let conditions: Vec<_> = row.conditions.iter().map(|it| language.of(it.words())).collect();
    let form = match row.form {
        Form::Anonymised => language.of((" (anonymisé)", " (anonymised)")),
        Form::Nominative => "",
    };
    let names = [format!("{}{form}", language.of(row.actor.words())), operations.join(", "), purposes];
    let cells = line.cells.map(|cell| language.of(cell.words()).to_owned());
    let origin = if row.added { ("ajoutée", "added") } else { ("textes lus", "texts read") };
    let between = language.of((" ; ", "; "));
    let after = [
        conditions.join(between),
        row.id.clone().into_owned(),
        row.citation.code.clone().into_owned(),
        language.of(row.citation.evidence.words()).to_owned(),
        language.of(origin).to_owned(),
    ];
    names.into_iter().chain(cells).chain(after).collect()
}

impl TextTable {
    /// The same table with a column more, which holds the same text in every line.
    #[must_use]
    pub fn with_column(mut self, header: &str, text: &str) -> Self {
        self.header.push(header.to_owned());
        self.lines.iter_mut().for_each(|line| line.push(text.to_owned()));
        self
    }

    /// As Markdown.
    #[must_use]
    pub fn markdown(&self) -> String {
        let line = |cells: &[String]| {
            let cells: Vec<_> =
                cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let rule = format!("|{}\n", " --- |".repeat(self.header.len()));
        let lines: String = self.lines.iter().map(|cells| line(cells)).collect();
        line(&self.header) + &rule + &lines
    }

    /// As CSV (RFC 4180), in UTF-8.
    #[must_use]
    pub fn csv(&self) -> String {
        let cell = |text: &String| {
            // A spreadsheet must take no cell for a formula.
            let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text.clone() };
            if text.contains([',', '"', '\n', '\r', ';']) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text
            }
        };
        let line = |cells: &Vec<String>| cells.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n";
        [&self.header].into_iter().chain(&self.lines).map(line).collect()
    }

    /// As an HTML table.
    #[must_use]
    pub fn html(&self) -> String {
        let line = |tag: &str, cells: &[String]| {
            let cells: String = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escape(cell))).collect();
            format!("<tr>{cells}</tr>\n")
        };
        let body: String = self.lines.iter().map(|cells| line("td", cells)).collect();
        format!("<table>\n<thead>\n{}</thead>\n<tbody>\n{body}</tbody>\n</table>\n", line("th", &self.header))
    }
}
