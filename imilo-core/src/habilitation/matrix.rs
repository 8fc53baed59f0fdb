//! The matrix actor × operation × category of a day, as a security officer reads and prints it; and its differences.

use crate::dossier::Rubrique;
use crate::explain::Outcome;
use crate::law::Citation;

use super::added_json::ListName;
use super::donnee::{DonneeSet, FREE_TEXT, Heading, NIR};
use super::hypothesis::favourable;
use super::request::Request;
use super::rules::AccessRules;
use super::tables::ListRow;
use super::words::{FinaliteSet, Operation, OperationSet, words};

/// A column of the matrix: a category of data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Category {
    /// Stable code.
    pub code: &'static str,
    /// Name in French and in English.
    pub words: (&'static str, &'static str),
    /// Its data.
    pub donnees: DonneeSet,
}

/// The columns of the matrix.
pub const CATEGORIES: [Category; 11] = [
    category(
        "identity",
        ("identité", "identity"),
        with(&[Rubrique::Identite, Rubrique::DateNaissance], &[Heading::Identite]),
    ),
    category("nir", ("NIR", "NIR"), NIR),
    category("family", ("famille", "family"), with(&[Rubrique::Famille], &[Heading::Famille])),
    category(
        "professional_life",
        ("vie professionnelle", "professional life"),
        with(&[Rubrique::VieProfessionnelle], &[Heading::VieProfessionnelle]),
    ),
    category("part_d", ("partie D", "part D"), with(&[], &[Heading::PartieD])),
    category(
        "social",
        ("social", "social"),
        with(&[Rubrique::Social, Rubrique::QuotientFamilial], &[Heading::Social]),
    ),
    category("bank_data", ("données bancaires", "bank data"), with(&[Rubrique::Bancaire], &[])),
    category("housing", ("logement", "housing"), with(&[Rubrique::Logement], &[])),
    category("follow_up", ("suivi", "follow-up"), with(&[Rubrique::Suivi], &[Heading::Suivi])),
    category(
        "protected",
        ("protégées (1° bis à 1° octies)", "protected (1° bis to 1° octies)"),
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
    category("free_text", ("textes libres", "free text"), FREE_TEXT),
];

const fn category(code: &'static str, words: (&'static str, &'static str), donnees: DonneeSet) -> Category {
    Category { code, words, donnees }
}

const fn with(rubriques: &[Rubrique], headings: &[Heading]) -> DonneeSet {
    DonneeSet::under(rubriques).union(DonneeSet::of(crate::dossier::FieldSet::EMPTY, headings))
}

words! {
    /// What a row says of a category, once its conditions are met and necessity is attested.
    Cell {
        Yes = "yes", "oui", "yes";
        Partly = "partly", "en partie", "partly";
        WithTitle = "with_title", "avec titre", "with a title";
        No = "no", "non", "no";
        Undetermined = "undetermined", "?", "?";
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
    /// The lists of the day, each with whether it was read in full: then who is in no row of it is refused. In a window
    /// of entry both versions must have been.
    #[must_use]
    pub fn lists_read(&self) -> [(ListName, bool); 4] {
        [
            (ListName::Access, Operation::Consult),
            (ListName::Recipients, Operation::Transmit),
            (ListName::Links, Operation::Link),
            (ListName::Archive, Operation::OpenFseArchive),
        ]
        .map(|(name, operation)| {
            let older = self.older.as_ref().is_none_or(|older| older.list(operation).in_full);
            (name, older && self.newest.list(operation).in_full)
        })
    }

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
                let cells = self.cells(row, &request);
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

    /// What a row gives by itself: what an added one gives besides stands in its own line.
    fn cells(&self, row: &ListRow, request: &Request<'_>) -> [Cell; CATEGORIES.len()] {
        let given = row.extent.given;
        let decision = self.decide(request);
        let mut titled = *request;
        titled.facts.own_nir_title_from = Some(self.day);
        let titled = self.decide(&titled);
        CATEGORIES.map(|category| {
            // What the version does not list at all is no part of its category.
            let listed = category.donnees.minus(self.not_listed);
            let donnees = if listed.is_empty() { category.donnees } else { listed };
            let granted = decision.granted().intersection(donnees).intersection(given);
            let open = donnees.minus(decision.refused());
            match decision.of_all(donnees) {
                Some(Outcome::Conforming) if granted == donnees => Cell::Yes,
                _ if !granted.is_empty() => Cell::Partly,
                _ if donnees.minus(given).is_empty()
                    && titled.of_all(donnees) == Some(Outcome::Conforming) =>
                {
                    Cell::WithTitle
                }
                _ if !open.is_empty() => Cell::Undetermined,
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
