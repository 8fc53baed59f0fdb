//! The matrix actor × operation × category of a day, as a security officer reads and prints it; and its differences.

use crate::dossier::Rubrique;
use crate::explain::Outcome;
use crate::law::Citation;

use super::donnee::{DonneeSet, FREE_TEXT, Heading, NIR};
use super::hypothesis::favourable;
use super::request::Request;
use super::rules::AccessRules;
use super::tables::ListRow;
use super::words::{FinaliteSet, Form, Operation, OperationSet};

/// The columns of the matrix, with the data of each.
pub const CATEGORIES: [(&str, &str, DonneeSet); 11] = [
    ("identité", "identity", with(&[Rubrique::Identite, Rubrique::DateNaissance], &[Heading::Identite])),
    ("NIR", "NIR", NIR),
    ("famille", "family", with(&[Rubrique::Famille], &[Heading::Famille])),
    (
        "vie professionnelle",
        "professional life",
        with(&[Rubrique::VieProfessionnelle], &[Heading::VieProfessionnelle]),
    ),
    ("partie D", "part D", with(&[], &[Heading::PartieD])),
    ("social", "social", with(&[Rubrique::Social, Rubrique::QuotientFamilial], &[Heading::Social])),
    ("données bancaires", "bank data", with(&[Rubrique::Bancaire], &[])),
    ("logement", "housing", with(&[Rubrique::Logement], &[])),
    ("suivi", "follow-up", with(&[Rubrique::Suivi], &[Heading::Suivi])),
    (
        "protégées (1° bis à 1° octies)",
        "protected (1° bis to 1° octies)",
        with(
            &[
                Rubrique::Protecteurs,
                Rubrique::ListeDemandeurs,
                Rubrique::MesuresProtection,
                Rubrique::Sejour,
                Rubrique::Penitentiaire,
                Rubrique::Itinerance,
                Rubrique::PriseEnCharge,
            ],
            &[],
        ),
    ),
    ("textes libres", "free text", FREE_TEXT),
];

const fn with(rubriques: &[Rubrique], headings: &[Heading]) -> DonneeSet {
    DonneeSet::under(rubriques).union(DonneeSet::of(crate::dossier::FieldSet::EMPTY, headings))
}

/// What a row says of a category, once its conditions are met and necessity is attested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cell {
    /// Granted.
    Yes,
    /// Some of it granted; of the rest nothing granted.
    Partly,
    /// Granted with a legal title of one's own.
    WithTitle,
    /// Refused.
    No,
    /// No rule that was read decides.
    Undetermined,
}

impl Cell {
    /// As the tables print it, in French.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Yes => "oui",
            Self::Partly => "en partie",
            Self::WithTitle => "avec titre",
            Self::No => "non",
            Self::Undetermined => "?",
        }
    }
}

/// A line of the matrix: a row of a list, with what it says of each category.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatrixRow<'l> {
    /// The row.
    pub row: &'l ListRow,
    /// The operations for which the cells are these.
    pub operations: OperationSet,
    /// The purposes of it that are of the processing on the day.
    pub finalites: FinaliteSet,
    /// One a category, in the order of [`CATEGORIES`].
    pub cells: [Cell; CATEGORIES.len()],
}

impl MatrixRow<'_> {
    /// The provision.
    #[must_use]
    pub const fn citation(&self) -> &Citation {
        &self.row.citation
    }
}

/// A line that is not the same in two matrices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MatrixChange<'l> {
    /// Only in the later one.
    Added(MatrixRow<'l>),
    /// Only in the earlier one.
    Removed(MatrixRow<'l>),
    /// In both, with other cells.
    Changed(MatrixRow<'l>, MatrixRow<'l>),
}

impl<'l> AccessRules<'l> {
    /// The matrix of the day: each row of each list, by actor in the order of the lists. Who is in no line is refused
    /// where the list was read in full, and undetermined elsewhere.
    #[must_use]
    pub fn matrix(&self) -> Vec<MatrixRow<'l>> {
        let mut lines: Vec<MatrixRow<'l>> = Vec::new();
        for operation in Operation::ALL {
            for row in self.rows(&self.newest, *operation) {
                let Some(request) = favourable(row, *operation, self.newest.finalites.value, self.day) else {
                    continue;
                };
                let cells = self.cells(&request);
                let same = |line: &&mut MatrixRow<'l>| core::ptr::eq(line.row, row) && line.cells == cells;
                match lines.iter_mut().find(same) {
                    Some(line) => line.operations = line.operations.with(*operation),
                    None => lines.push(MatrixRow {
                        row,
                        operations: OperationSet::of(&[*operation]),
                        finalites: row.finalites.intersection(self.newest.finalites.value),
                        cells,
                    }),
                }
            }
        }
        lines
    }

    fn cells(&self, request: &Request<'_>) -> [Cell; CATEGORIES.len()] {
        let decision = self.decide(request);
        let mut titled = *request;
        titled.facts.own_nir_title_from = Some(self.day);
        let titled = self.decide(&titled);
        CATEGORIES.map(|(_, _, category)| {
            // What the version does not list at all is no part of its category.
            let listed = category.minus(self.not_listed);
            let donnees = if listed.is_empty() { category } else { listed };
            let granted = decision.granted().intersection(donnees);
            match decision.of_all(donnees) {
                Some(Outcome::Conforming) => Cell::Yes,
                _ if !granted.is_empty() => Cell::Partly,
                _ if titled.of_all(donnees) == Some(Outcome::Conforming) => Cell::WithTitle,
                _ if !decision.undetermined().intersection(donnees).is_empty() => Cell::Undetermined,
                _ => Cell::No,
            }
        })
    }
}

/// What changes from one matrix to another. Lines are the same when their row has the same name and actor.
#[must_use]
pub fn matrix_changes<'l>(earlier: &[MatrixRow<'l>], later: &[MatrixRow<'l>]) -> Vec<MatrixChange<'l>> {
    let same = |a: &MatrixRow<'_>, b: &MatrixRow<'_>| {
        a.row.id == b.row.id && a.row.actor == b.row.actor && a.operations == b.operations
    };
    let mut changes = Vec::new();
    for line in earlier {
        match later.iter().find(|other| same(line, other)) {
            None => changes.push(MatrixChange::Removed(line.clone())),
            Some(other) if other.cells != line.cells || other.row.conditions != line.row.conditions => {
                changes.push(MatrixChange::Changed(line.clone(), other.clone()));
            }
            Some(_) => {}
        }
    }
    let new = later.iter().filter(|line| !earlier.iter().any(|other| same(other, line)));
    changes.extend(new.cloned().map(MatrixChange::Added));
    changes
}

/// A table of texts: its header, then its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextTable {
    /// Header.
    pub header: Vec<String>,
    /// Lines, each as long as the header.
    pub lines: Vec<Vec<String>>,
}

/// The matrix as a table in French: actor, operations, purposes, categories, conditions, provision, evidence, origin.
#[must_use]
pub fn matrix_table(matrix: &[MatrixRow<'_>]) -> TextTable {
    let names = ["acteur", "opérations", "finalités"].map(str::to_owned);
    let after = ["conditions", "ligne", "disposition", "preuve", "origine"].map(str::to_owned);
    let categories = CATEGORIES.map(|(fr, _, _)| fr.to_owned());
    let header = names.into_iter().chain(categories).chain(after).collect();
    TextTable { header, lines: matrix.iter().map(line).collect() }
}

fn line(line: &MatrixRow<'_>) -> Vec<String> {
    let row = line.row;
    let operations: Vec<_> = line.operations.iter().map(|it| it.words().0).collect();
    let finalites: Vec<_> = line.finalites.iter().map(|it| it.words().0).collect();
    let purposes =
        if finalites.len() > 5 { "toute finalité du traitement".to_owned() } else { finalites.join(", ") };
    let conditions: Vec<_> = row.conditions.iter().map(|it| it.words().0).collect();
    let form = if row.form == Form::Anonymised { " (anonymisé)" } else { "" };
    let names = [format!("{}{form}", row.actor.words().0), operations.join(", "), purposes];
    let cells = line.cells.map(|cell| cell.mark().to_owned());
    let origin = if row.added { "ajoutée" } else { "textes lus" };
    let after = [
        conditions.join(" ; "),
        row.id.clone().into_owned(),
        row.citation.code.clone().into_owned(),
        row.citation.evidence.code().to_owned(),
        origin.to_owned(),
    ];
    names.into_iter().chain(cells).chain(after).collect()
}

impl TextTable {
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
        let escape = |text: &String| {
            text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
        };
        let line = |tag: &str, cells: &[String]| {
            let cells: String = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escape(cell))).collect();
            format!("<tr>{cells}</tr>\n")
        };
        let body: String = self.lines.iter().map(|cells| line("td", cells)).collect();
        format!("<table>\n<thead>\n{}</thead>\n<tbody>\n{body}</tbody>\n</table>\n", line("th", &self.header))
    }
}
