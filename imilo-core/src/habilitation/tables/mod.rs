//! The lists of who may do what, as tables: one timeline a list, one row a line of the text.
//!
//! # Droit
//! V2015 was read in full: what is not in a list is refused. No later list was read in full: what no row names is
//! undetermined. From 2021-05-23 to 2022-01-30 no list of recipients or links was found (reading A11).

mod access;
mod archive;
mod links;
mod prohibitions;
mod recipients;

use std::borrow::Cow;

use crate::law::{self, Citation, Evidence, Provision, RuleSet, Source, Text, Timeline};

use super::added_json::ListName;
use super::condition::{Condition, ConditionSet};
use super::donnee::DonneeSet;
use super::words::{Actor, Finalite, FinaliteSet, Form, Operation, OperationSet, Processing};

pub use prohibitions::{ActorSet, NirTitles};

/// What a row says of the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Data that the row gives.
    pub given: DonneeSet,
    /// Data that the row excludes in words.
    pub excluded: DonneeSet,
    /// Data of which the row, or what was read of it, does not decide. What is in none of the three is outside the
    /// row, and refused.
    pub unread: DonneeSet,
}

impl Extent {
    /// Every datum that may be held: the text sets no list, necessity is the filter.
    pub const WHOLE: Self =
        Self { given: DonneeSet::ALL, excluded: DonneeSet::EMPTY, unread: DonneeSet::EMPTY };
    /// The row is known to be there, and its data were not read.
    pub const UNREAD: Self =
        Self { given: DonneeSet::EMPTY, excluded: DonneeSet::EMPTY, unread: DonneeSet::ALL };

    /// These data; of every other, nothing was read.
    pub(super) const fn at_least(given: DonneeSet) -> Self {
        Self { given, excluded: DonneeSet::EMPTY, unread: DonneeSet::ALL.minus(given) }
    }
}

/// How the need to know is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Necessity {
    /// By the caller, datum by datum: recipients and links.
    Attested,
    /// By the habilitation; a list restricts it when one is given: persons of art. 3.
    Habilitation,
    /// By the caller, for the continuity after a move: art. 3 II.
    Continuity,
    /// By the extent of the authorisation: FSE archive.
    Authorisation,
}

/// What a row says of the NIR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NirRule {
    /// It goes with the other data.
    Included,
    /// Withheld, unless the actor has a legal title of his own (reading A13).
    OwnTitle,
}

/// A row of a list: who, for what, under which conditions, which data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// Name of the row: its place in the text (`4 I 1°`).
    pub id: Text,
    /// Who.
    pub actor: Actor,
    /// For which purposes.
    pub finalites: FinaliteSet,
    /// Which operations.
    pub operations: OperationSet,
    /// Links: the other processing.
    pub processing: Option<Processing>,
    /// Conditions, all of which must be met.
    pub conditions: ConditionSet,
    /// Which data.
    pub extent: Extent,
    /// How the need to know is told.
    pub necessity: Necessity,
    /// What it says of the NIR.
    pub nir: NirRule,
    /// The most that it gives: nominative data, or anonymised ones only.
    pub form: Form,
    /// The provision.
    pub citation: Citation,
    /// Readings that it rests on.
    pub readings: Cow<'static, [&'static str]>,
    /// Whether an integrator added it.
    pub added: bool,
}

impl ListRow {
    /// Whether what it says was not read, nor inferred: it is known to be there, and gives and refuses nothing by itself.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        self.citation.evidence == Evidence::Unknown
    }
}

/// A list of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessList {
    /// Read in full: what no row names is refused. Otherwise it is undetermined.
    pub in_full: bool,
    /// Its rows.
    pub rows: Cow<'static, [ListRow]>,
}

/// A list by date.
pub type ListLine = Timeline<Provision<AccessList>>;

/// Every table that habilitation reads. [`Tables::built_in`] has the versions known to this library.
///
/// ```
/// use imilo_core::habilitation::Tables;
/// let tables = Tables::built_in();
/// let first = &tables.recipients.rows()[0];
/// assert!(first.value.stated().is_some_and(|list| list.in_full));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    /// Names of the rule sets.
    pub rule_sets: Timeline<RuleSet>,
    /// The purposes of the processing.
    pub finalites: Timeline<FinaliteSet>,
    /// Art. 3: persons with access.
    pub access: ListLine,
    /// Art. 4, then annexe 3: recipients.
    pub recipients: ListLine,
    /// Art. 5, then annexe 2: links with other processing.
    pub links: ListLine,
    /// Art. 6: the FSE archive.
    pub archive: ListLine,
    /// Free text goes to no recipient.
    pub free_text: Timeline<Provision<()>>,
    /// After the term, only in anonymised form.
    pub closing: Timeline<()>,
    /// Recipients with a legal title of their own to the NIR.
    pub nir_titles: Timeline<NirTitles>,
    /// Which data each version lists.
    pub data: crate::dossier::DataTables,
    /// Rows that an integrator added, each with its period.
    pub added: Vec<super::added::AddedRow>,
}

impl Tables {
    /// The versions that this library knows. The rows are borrowed.
    #[must_use]
    pub fn built_in() -> Self {
        Self {
            rule_sets: law::rule_sets().clone(),
            finalites: prohibitions::FINALITES_LINE.clone(),
            access: access::LINE.clone(),
            recipients: recipients::LINE.clone(),
            links: links::LINE.clone(),
            archive: archive::LINE.clone(),
            free_text: prohibitions::FREE_TEXT_LINE.clone(),
            closing: prohibitions::CLOSING_LINE.clone(),
            nir_titles: prohibitions::NIR_LINE.clone(),
            data: crate::dossier::DataTables::built_in(),
            added: Vec::new(),
        }
    }

    /// The name of the list that decides on an operation.
    #[must_use]
    pub const fn list_name(operation: Operation) -> ListName {
        match operation {
            Operation::Transmit => ListName::Recipients,
            Operation::Link => ListName::Links,
            Operation::OpenFseArchive => ListName::Archive,
            _ => ListName::Access,
        }
    }

    pub(super) const fn line_mut(&mut self, list: ListName) -> &mut ListLine {
        match list {
            ListName::Access => &mut self.access,
            ListName::Recipients => &mut self.recipients,
            ListName::Links => &mut self.links,
            ListName::Archive => &mut self.archive,
        }
    }

    /// The list that decides on an operation.
    #[must_use]
    pub const fn list_of(&self, operation: Operation) -> &ListLine {
        match operation {
            Operation::Transmit => &self.recipients,
            Operation::Link => &self.links,
            Operation::OpenFseArchive => &self.archive,
            _ => &self.access,
        }
    }
}

/// A row before it has an owner: copied, so that the tables name only what differs.
#[derive(Clone, Copy)]
struct Spec {
    id: &'static str,
    actor: Actor,
    finalites: FinaliteSet,
    operations: OperationSet,
    processing: Option<Processing>,
    conditions: &'static [Condition],
    extent: Extent,
    necessity: Necessity,
    nir: NirRule,
    form: Form,
    cites: (&'static str, Evidence, Source),
    readings: &'static [&'static str],
}

impl Spec {
    /// The row. Every one asks that the profile of the actor has the operation.
    const fn row(self) -> ListRow {
        ListRow {
            id: Cow::Borrowed(self.id),
            actor: self.actor,
            finalites: self.finalites,
            operations: self.operations,
            processing: self.processing,
            conditions: ConditionSet::of(self.conditions).with(Condition::OperationHabilitated),
            extent: self.extent,
            necessity: self.necessity,
            nir: self.nir,
            form: self.form,
            citation: Citation::new(self.cites.0, self.cites.1, self.cites.2),
            readings: Cow::Borrowed(self.readings),
            added: false,
        }
    }
}

const fn list(in_full: bool, rows: &'static [ListRow]) -> Provision<AccessList> {
    Provision::Stated(AccessList { in_full, rows: Cow::Borrowed(rows) })
}

const fn version<T>(
    id: &'static str,
    entry: law::Entry,
    cites: (&'static str, Evidence, Source),
    value: T,
) -> law::Version<T> {
    law::Version { id: Cow::Borrowed(id), entry, citation: Citation::new(cites.0, cites.1, cites.2), value }
}

/// One purpose.
const fn only(finalite: Finalite) -> FinaliteSet {
    FinaliteSet::of(&[finalite])
}
