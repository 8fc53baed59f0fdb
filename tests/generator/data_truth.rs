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
            filled: vec![false; count],
            filling: vec![0; count],
            dossiers: 0,
            truth: DataTruth::default(),
        }
    }

    /// Counts a row.
    pub(crate) fn count(&mut self, cells: &Cells<'_>, seen: &Seen) {
        self.dossiers += 1;
        cells.filled(self.form, &mut self.filled);
        let (mut not_allowed, mut open) = (false, false);
        let fields = self.table.fields.iter().zip(&self.filled).zip(&self.standings).zip(&mut self.filling);
        for (((field, filled), standing), filling) in fields {
            if !filled {
                continue;
            }
            *filling += 1;
            let standing = match seen.representatives {
                Some(standing) if *field == data_law::REPRESENTATIVES => standing,
                _ => *standing,
            };
            match standing {
                Standing::Allowed => {}
                Standing::NotAllowed => {
                    not_allowed = true;
                    add(&mut self.truth.not_allowed, field);
                }
                Standing::Conditional => {
                    open = true;
                    add(&mut self.truth.conditional, field);
                }
                Standing::Undetermined => {
                    open = true;
                    add(&mut self.truth.not_decided, field);
                }
            }
        }
        let truth = &mut self.truth;
        *match (not_allowed, open) {
            (true, _) => &mut truth.not_conforming,
            (false, true) => &mut truth.undetermined,
            (false, false) => &mut truth.conforming,
        } += 1;
        let carried = |name: &&'static str| self.table.has(self.form, name);
        truth.with_nir_in_text += tally(self.table, &mut truth.nir_in_text, &seen.nir_in_text, carried);
        truth.with_invalid_code += tally(self.table, &mut truth.invalid_codes, &seen.invalid_codes, carried);
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
