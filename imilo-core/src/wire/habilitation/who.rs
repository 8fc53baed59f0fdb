//! Who may use a datum on a day: request and answer.

use serde::Serialize;

use super::super::{Failure, serve};
use super::{AccessRowAnswer, By, OptionsJson};
use crate::calendar::Date;
use crate::habilitation::{
    Access, AccessRules, AjoutsJson, Donnee, DonneeCode, Operation, OperationSet, answer_code,
};
use crate::serde_read::{deserialize, keyed};

#[derive(Default)]
struct WhoCanRequest {
    date: Option<Date>,
    field: Option<DonneeCode>,
    operation: Option<Operation>,
    added: Option<AjoutsJson>,
    options: Option<OptionsJson>,
}

keyed!(WhoCanRequest { date, field, operation, added, options } required { date, field });
deserialize!(WhoCanRequest);

/// A row that gives a datum, or may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhoCanRow {
    /// `granted` once its conditions are met; `with_title`: so, and with a title of one's own to the NIR; or
    /// `undetermined`.
    pub answer: &'static str,
    /// The row.
    pub row: AccessRowAnswer,
}

/// Who may use one datum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhoCanDonnee {
    /// Its name.
    pub field: &'static str,
    /// Label in French.
    pub label_fr: &'static str,
    /// Label in English.
    pub label_en: &'static str,
    /// The rows that give it, or may.
    pub rows: Vec<WhoCanRow>,
}

/// Who may use a datum on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhoCanAnswer {
    /// Rule set of the day.
    pub rule_set: String,
    /// The day.
    pub date: Date,
    /// The data that the code names: one, or several.
    pub fields: Vec<WhoCanDonnee>,
    /// Operations whose list was not read in full: others than these rows may be in it.
    pub unread: Vec<&'static str>,
}

impl WhoCanAnswer {
    /// Who may use the data of a code by some operations, on the day of some rules.
    #[must_use]
    pub fn of(rules: &AccessRules<'_>, code: &DonneeCode, asked: OperationSet) -> Self {
        let row = |access: &Access<'_>| {
            let operations = access.operations.intersection(asked);
            let answer = if access.with_title { "with_title" } else { answer_code(access.outcome) };
            (!operations.is_empty())
                .then(|| WhoCanRow { answer, row: AccessRowAnswer::of(access.row, operations) })
        };
        let mut unread = OperationSet::EMPTY;
        let fields = code.donnees.iter().map(|donnee: Donnee| {
            let who = rules.who_can(donnee);
            unread = unread.union(who.unread);
            let (label_fr, label_en) = donnee.words();
            WhoCanDonnee {
                field: donnee.name(),
                label_fr,
                label_en,
                rows: who.rows.iter().filter_map(row).collect(),
            }
        });
        let fields = fields.collect();
        Self {
            rule_set: rules.rule_set().to_owned(),
            date: rules.day(),
            fields,
            unread: unread.intersection(asked).iter().map(Operation::code).collect(),
        }
    }
}

pub(in crate::wire) fn who_can(request: &str) -> Result<String, Failure> {
    serve(request, |WhoCanRequest { date, field, operation, added, options }: WhoCanRequest| {
        let (date, field) = date.zip(field).ok_or_else(Failure::internal)?;
        let by = By { added, options };
        let tables = by.tables()?;
        let rules = by.rules(&tables, date, "date")?;
        let asked = operation.map_or(OperationSet::ALL, |operation| OperationSet::of(&[operation]));
        Ok(WhoCanAnswer::of(&rules, &field, asked))
    })
}
