//! Who may see and do what: the requests that the services share, and the row of a text as an answer tells it.

mod changes;
mod columns;
mod counterfactual;
mod decide;
mod disclose;
mod disclose_many;
mod matrix;
#[cfg(test)]
mod tests;
mod who;

pub(super) use changes::changes;
pub use changes::{AccessChangeAnswer, AccessChangesAnswer, AccessLineChangeAnswer, AccessLinkAnswer};
pub use columns::{AccessColumns, AccessRow};
pub(super) use counterfactual::counterfactual;
pub use counterfactual::{CounterfactualAnswer, LackAnswer, MissingAnswer, WayAnswer};
pub use decide::HabilitationAnswer;
pub(super) use decide::decide;
pub(super) use disclose::disclose;
pub(super) use disclose_many::disclose_many;
pub(super) use matrix::matrix;
pub use matrix::{AccessLineAnswer, AccessListAnswer, AccessMatrixAnswer};
pub(super) use who::who_can;
pub use who::{WhoCanAnswer, WhoCanDonnee, WhoCanRow};

use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize};

use super::Failure;
use super::conservation::CitationAnswer;
use crate::calendar::Date;
use crate::error::CodedError;
use crate::habilitation::{
    AccessRules, AddedError, AjoutsJson, Condition, ListRow, Operation, OperationSet, Options, RequestJson,
    RequestKeys, Tables,
};
use crate::serde_read::{Keyed, Readable, keyed, object, value};

/// Options that no act prescribes.
#[derive(Debug, Default)]
struct OptionsJson {
    transfer_authorisation: Option<bool>,
}

keyed!(OptionsJson { transfer_authorisation });

/// By which rules a service answers: rows of an integrator, options.
#[derive(Debug, Default)]
struct By {
    added: Option<AjoutsJson>,
    options: Option<OptionsJson>,
}

impl By {
    /// The tables of the texts with the rows that were added.
    fn tables(&self) -> Result<Tables, Failure> {
        let tables = Tables::built_in();
        let Some(added) = &self.added else { return Ok(tables) };
        tables.with_read(added).map_err(|errors| refused(&errors))
    }

    /// The rules of a day, which stands in the request under a key.
    fn rules<'t>(&self, tables: &'t Tables, date: Date, key: &str) -> Result<AccessRules<'t>, Failure> {
        let told = self.options.as_ref().and_then(|options| options.transfer_authorisation);
        let options = Options { transfer_authorisation: told == Some(true) };
        AccessRules::on(date, tables, options).map_err(|error| Failure::from(error).at(key))
    }
}

/// The first fault of some additions, whose sentences tell the others by their places.
fn refused(errors: &[AddedError]) -> Failure {
    let Some((first, others)) = errors.split_first() else { return Failure::internal() };
    let mut failure = Failure::from(first.clone()).at(&format!("added.{}", first.place));
    (failure.message_fr, failure.message_en) = first.words();
    for error in others {
        let (slug, (fr, en)) = (error.code().row().slug, error.words());
        failure.message_fr.push_str(&format!(" ; added.{} ({slug}) : {fr}", error.place));
        failure.message_en.push_str(&format!("; added.{} ({slug}): {en}", error.place));
    }
    failure
}

/// The keys of one object and those that another has besides: `N` in all.
const fn joined<const N: usize>(mut shared: &[&'static str], mut own: &[&'static str]) -> [&'static str; N] {
    assert!(shared.len() + own.len() == N, "the count of the keys");
    let mut all = [""; N];
    let mut rest: &mut [&'static str] = &mut all;
    while let Some((place, after)) = rest.split_first_mut() {
        match (shared.split_first(), own.split_first()) {
            (Some((key, others)), _) => (*place, shared) = (*key, others),
            (None, Some((key, others))) => (*place, own) = (*key, others),
            (None, None) => {}
        }
        rest = after;
    }
    all
}

/// The keys of a request on a dossier.
#[derive(Default)]
struct AskedKeys {
    request: RequestKeys,
    by: By,
}

impl Keyed for AskedKeys {
    const KEYS: &'static [&'static str] = &joined::<9>(RequestKeys::KEYS, &["added", "options"]);

    fn read_key<'de, A: MapAccess<'de>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "added" => self.by.added = value(object)?,
            "options" => self.by.options = value(object)?,
            _ => self.request.read_key(key, object)?,
        }
        Ok(())
    }
}

/// A request on a dossier, and by which rules it is answered.
#[derive(Debug)]
struct Asked {
    request: RequestJson,
    by: By,
}

impl Asked {
    /// The tables by which it is answered, once what it says of itself can be.
    fn tables(&self) -> Result<Tables, Failure> {
        self.request.check()?;
        self.by.tables()
    }
}

impl Readable for Asked {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let AskedKeys { request, by } = object(deserializer)?;
        Ok(Self { request: request.whole()?, by })
    }
}

impl<'de> Deserialize<'de> for Asked {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer)
    }
}

/// A row of a list: who, by which operations, for which purposes, under which conditions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccessRowAnswer {
    /// Its name.
    pub name: String,
    /// Who, by its code.
    pub actor: &'static str,
    /// Who, in French.
    pub actor_fr: &'static str,
    /// Who, in English.
    pub actor_en: &'static str,
    /// By which operations.
    pub operations: Vec<&'static str>,
    /// For which purposes.
    pub purposes: Vec<&'static str>,
    /// Links: the other processing.
    pub other_processing: Option<&'static str>,
    /// The most that it gives.
    pub form: &'static str,
    /// Its conditions.
    pub conditions: Vec<&'static str>,
    /// Whether an integrator added it.
    pub added: bool,
    /// The provision.
    pub citation: CitationAnswer,
}

impl AccessRowAnswer {
    /// A row, for some of its operations.
    fn of(row: &ListRow, operations: OperationSet) -> Self {
        let (actor_fr, actor_en) = row.actor.words();
        Self {
            name: row.id.clone().into_owned(),
            actor: row.actor.code(),
            actor_fr,
            actor_en,
            operations: operations.iter().map(Operation::code).collect(),
            purposes: row.finalites.iter().map(|it| it.code()).collect(),
            other_processing: row.processing.map(|it| it.code()),
            form: row.form.code(),
            conditions: row.conditions.iter().map(Condition::code).collect(),
            added: row.added,
            citation: CitationAnswer::of(&row.citation),
        }
    }
}
