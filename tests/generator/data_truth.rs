//! What the data of the sample are, under the names of the library's report.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::data_law::{self, List, Standing};
use crate::fields::{Cells, Form, Table};

type Tally = BTreeMap<&'static str, u64>;

fn add(tally: &mut Tally, name: &'static str) {
    *tally.entry(name).or_default() += 1;
}

/// How often a field is filled; of a field that the file does not carry, nothing can be said, and it has no key.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Filling {
    filled: u64,
    empty: u64,
}

/// What the data of a mission locale are.
#[derive(Clone, Debug, Default, Serialize)]
struct Group {
    conforming: u64,
    not_conforming: u64,
    undetermined: u64,
    with_nir_in_text: u64,
    with_invalid_code: u64,
}

/// A category of the annexe: dossiers with a field of it that is not allowed, under a condition that is not established,
/// or on which nothing decides; then values: places for them, and those that are filled.
#[derive(Clone, Copy, Debug, Default, Serialize)]
struct Category {
    not_allowed: u64,
    conditional: u64,
    undetermined: u64,
    carried: u64,
    filled: u64,
}

/// What a dossier has in a category.
#[derive(Clone, Copy, Debug, Default)]
struct InCategory {
    not_allowed: bool,
    conditional: bool,
    undetermined: bool,
    filled: u64,
}

/// Counts of data over the dossiers that are not refused.
#[derive(Debug, Default, Serialize)]
pub(crate) struct DataTruth {
    conforming: u64,
    not_conforming: u64,
    undetermined: u64,
    /// Dossiers that hold a field, by field: not allowed, under a condition that is not established, and on which no
    /// list that was read decides.
    not_allowed: Tally,
    conditional: Tally,
    not_decided: Tally,
    with_nir_in_text: u64,
    nir_in_text: Tally,
    with_invalid_code: u64,
    invalid_codes: Tally,
    /// Dossiers with an incoherence, by its name.
    coherence: Tally,
    fields: BTreeMap<&'static str, Filling>,
    /// By category.
    categories: BTreeMap<&'static str, Category>,
    /// By code of the mission locale.
    structures: BTreeMap<&'static str, Group>,
}

/// What was put into a row beside its natural values.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// Columns with a NIR in their text.
    pub(crate) nir_in_text: Vec<&'static str>,
    /// Columns with a value that is no code.
    pub(crate) invalid_codes: Vec<&'static str>,
    /// Names of incoherences, each with the columns without which it cannot be seen.
    pub(crate) coherence: Vec<(&'static str, &'static [&'static str])>,
    /// What was planted, with the column without which it is not.
    pub(crate) planted: Vec<(&'static str, &'static str)>,
    /// What is to be said of the legal representatives, if there are any.
    pub(crate) representatives: Option<Standing>,
}

impl Seen {
    /// Forgets the row before.
    pub(crate) fn clear(&mut self) {
        self.nir_in_text.clear();
        self.invalid_codes.clear();
        self.coherence.clear();
        self.planted.clear();
        self.representatives = None;
    }
}

/// Counts the data of a sample of one form and one day.
#[derive(Debug)]
pub(crate) struct DataCount<'t> {
    table: &'t Table,
    form: Form,
    carried: Vec<bool>,
    standings: Vec<Standing>,
    /// Of each field, the position of its category.
    categories: Vec<usize>,
    filled: Vec<bool>,
    filling: Vec<u64>,
    dossiers: u64,
    truth: DataTruth,
}

impl<'t> DataCount<'t> {
    pub(crate) fn new(table: &'t Table, form: Form, list: List) -> Self {
        let standings = table.fields.iter().map(|field| data_law::standing(list, field)).collect();
        let count = table.fields.len();
        Self {
            table,
            form,
            carried: table.carried(form),
            standings,
            categories: table.fields.iter().map(|field| position(data_law::category(field))).collect(),
            filled: vec![false; count],
            filling: vec![0; count],
            dossiers: 0,
            truth: DataTruth::default(),
        }
    }

    /// Counts a row of a mission locale.
    pub(crate) fn count(&mut self, structure: &'static str, cells: &Cells<'_>, seen: &Seen) {
        self.dossiers += 1;
        cells.filled(self.form, &mut self.filled);
        let (mut not_allowed, mut open) = (false, false);
        let mut held = [InCategory::default(); data_law::CATEGORIES.len()];
        let mut nowhere = InCategory::default();
        let fields = self.table.fields.iter().zip(&self.filled).zip(&self.standings).zip(&mut self.filling);
        for ((((field, filled), standing), filling), category) in fields.zip(&self.categories) {
            if !filled {
                continue;
            }
            *filling += 1;
            let held = held.get_mut(*category).unwrap_or(&mut nowhere);
            held.filled += 1;
            let standing = match seen.representatives {
                Some(standing) if *field == data_law::REPRESENTATIVES => standing,
                _ => *standing,
            };
            match standing {
                Standing::Allowed => {}
                Standing::NotAllowed => {
                    held.not_allowed = true;
                    not_allowed = true;
                    add(&mut self.truth.not_allowed, field);
                }
                Standing::Conditional => {
                    held.conditional = true;
                    open = true;
                    add(&mut self.truth.conditional, field);
                }
                Standing::Undetermined => {
                    held.undetermined = true;
                    open = true;
                    add(&mut self.truth.not_decided, field);
                }
            }
        }
        let truth = &mut self.truth;
        let group = truth.structures.entry(structure).or_default();
        let (whole, part) = match (not_allowed, open) {
            (true, _) => (&mut truth.not_conforming, &mut group.not_conforming),
            (false, true) => (&mut truth.undetermined, &mut group.undetermined),
            (false, false) => (&mut truth.conforming, &mut group.conforming),
        };
        (*whole, *part) = (*whole + 1, *part + 1);
        for (at, (name, held)) in data_law::CATEGORIES.into_iter().zip(held).enumerate() {
            let places =
                self.carried.iter().zip(&self.categories).filter(|(carried, of)| **carried && **of == at);
            let category = truth.categories.entry(name).or_default();
            category.not_allowed += u64::from(held.not_allowed);
            category.conditional += u64::from(held.conditional);
            category.undetermined += u64::from(held.undetermined);
            category.carried += places.count() as u64;
            category.filled += held.filled;
        }
        let carried = |name: &&'static str| self.table.has(self.form, name);
        let nirs = tally(self.table, &mut truth.nir_in_text, &seen.nir_in_text, carried);
        let codes = tally(self.table, &mut truth.invalid_codes, &seen.invalid_codes, carried);
        truth.with_nir_in_text += nirs;
        truth.with_invalid_code += codes;
        group.with_nir_in_text += nirs;
        group.with_invalid_code += codes;
        for (name, columns) in &seen.coherence {
            if columns.iter().all(carried) {
                add(&mut truth.coherence, name);
            }
        }
    }

    /// What was planted that this form shows.
    pub(crate) fn planted(&self, seen: &Seen) -> impl Iterator<Item = &'static str> {
        seen.planted.iter().filter(|(_, column)| self.table.has(self.form, column)).map(|(name, _)| *name)
    }

    /// The truth of the sample.
    pub(crate) fn finish(mut self) -> DataTruth {
        let fields = self.table.fields.iter().zip(&self.filling).zip(&self.carried);
        let carried = fields.filter(|(_, carried)| **carried);
        self.truth.fields = carried
            .map(|((field, filled), _)| (*field, Filling { filled: *filled, empty: self.dossiers - filled }))
            .collect();
        self.truth
    }
}

/// Where a category stands.
fn position(category: &str) -> usize {
    data_law::CATEGORIES.iter().position(|name| *name == category).unwrap_or(data_law::CATEGORIES.len())
}

/// Counts the fields of columns once each; 1 if there is any.
fn tally(
    table: &Table,
    tally: &mut Tally,
    columns: &[&'static str],
    carried: impl Fn(&&'static str) -> bool,
) -> u64 {
    let mut fields: Vec<&'static str> = Vec::new();
    for name in columns.iter().filter(|name| carried(name)) {
        let column = table.columns.iter().find(|column| column.name == *name);
        if let Some(field) = column.map(|column| column.field).filter(|field| !fields.contains(field)) {
            fields.push(field);
            add(tally, field);
        }
    }
    u64::from(!fields.is_empty())
}
