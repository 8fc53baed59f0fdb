//! The matrix of a day: request and answer.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::super::{Failure, serve};
use super::{AccessRowAnswer, By, OptionsJson};
use crate::calendar::Date;
use crate::habilitation::{
    AccessRules, AjoutsJson, CATEGORIES, Finalite, Language, ListName, MatrixRow, matrix_markdown,
    matrix_page, matrix_table,
};
use crate::serde_read::{Readable, deserialize, keyed, word};

/// How a table is given.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    Json,
    Csv,
    Markdown,
    Html,
}

impl Readable for Format {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, "a format")
    }
}

#[derive(Default)]
struct MatrixRequest {
    date: Option<Date>,
    format: Option<Format>,
    language: Option<Language>,
    added: Option<AjoutsJson>,
    options: Option<OptionsJson>,
}

keyed!(MatrixRequest { date, format, language, added, options } required { date });
deserialize!(MatrixRequest);

/// A list of the law on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccessListAnswer {
    /// Which list.
    pub list: &'static str,
    /// Its name in French.
    pub label_fr: &'static str,
    /// Its name in English.
    pub label_en: &'static str,
    /// Whether it was read in full: who is in no row of it is then refused, and otherwise undetermined.
    pub in_full: bool,
}

/// A line of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccessLineAnswer {
    /// The row, for the operations of this line.
    pub row: AccessRowAnswer,
    /// What it says of each category, by its code: `yes`, `partly`, `with_title`, `no`, `undetermined`.
    pub cells: BTreeMap<&'static str, &'static str>,
}

impl AccessLineAnswer {
    /// A line of the matrix, with the purposes that are of the processing on the day.
    #[must_use]
    pub fn of(line: &MatrixRow<'_>) -> Self {
        let mut row = AccessRowAnswer::of(line.row, line.operations);
        row.purposes = line.finalites.iter().map(Finalite::code).collect();
        let cells = CATEGORIES.iter().zip(&line.cells).map(|(category, cell)| (category.code, cell.code()));
        Self { row, cells: cells.collect() }
    }
}

/// The matrix of a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccessMatrixAnswer {
    /// Rule set of the day.
    pub rule_set: String,
    /// The day.
    pub date: Date,
    /// The lists of the law, each with whether it was read in full.
    pub lists: Vec<AccessListAnswer>,
    /// The lines; none in another format than JSON.
    pub lines: Option<Vec<AccessLineAnswer>>,
    /// The table in the format that was asked for; none in JSON.
    pub text: Option<String>,
}

impl AccessListAnswer {
    /// The lists of the day of some rules.
    #[must_use]
    pub fn all(rules: &AccessRules<'_>) -> Vec<Self> {
        let list = |(name, in_full): &(ListName, bool)| {
            let (label_fr, label_en) = name.words();
            Self { list: name.code(), label_fr, label_en, in_full: *in_full }
        };
        rules.lists_read().iter().map(list).collect()
    }
}

pub(in crate::wire) fn matrix(request: &str) -> Result<String, Failure> {
    serve(request, |MatrixRequest { date, format, language, added, options }: MatrixRequest| {
        let date = date.ok_or_else(Failure::internal)?;
        let by = By { added, options };
        let tables = by.tables()?;
        let rules = by.rules(&tables, date, "date")?;
        let language = language.unwrap_or(Language::French);
        let matrix = rules.matrix();
        let text = match format.unwrap_or(Format::Json) {
            Format::Json => None,
            Format::Csv => {
                let table = matrix_table(&matrix, language)
                    .with_column(language.of(("jour", "day")), &date.to_string());
                Some(table.with_column(language.of(("règles", "rule set")), rules.rule_set()).csv())
            }
            Format::Markdown => Some(matrix_markdown(&rules, language)),
            Format::Html => Some(matrix_page(&rules, language)),
        };
        Ok(AccessMatrixAnswer {
            rule_set: rules.rule_set().to_owned(),
            date,
            lists: AccessListAnswer::all(&rules),
            lines: text.is_none().then(|| matrix.iter().map(AccessLineAnswer::of).collect()),
            text,
        })
    })
}
