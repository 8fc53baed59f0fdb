//! What changes between two days: request and answer.

use core::hash::Hash;
use std::collections::HashMap;

use serde::Serialize;

use super::super::{Failure, serve};
use super::matrix::{AccessLineAnswer, Format};
use super::{By, OptionsJson};
use crate::calendar::Date;
use crate::habilitation::{
    Actor, AjoutsJson, Change, Direction, Donnee, DonneeSet, Finalite, Form, Language, MatrixChange,
    MatrixRow, Operation, Processing, Scene, changes_page, changes_table, matrix_changes,
};
use crate::serde_read::{deserialize, keyed};

#[derive(Default)]
struct ChangesRequest {
    from: Option<Date>,
    to: Option<Date>,
    actor: Option<Actor>,
    operation: Option<Operation>,
    purpose: Option<Finalite>,
    format: Option<Format>,
    language: Option<Language>,
    added: Option<AjoutsJson>,
    options: Option<OptionsJson>,
}

keyed!(ChangesRequest {
    from,
    to,
    actor,
    operation,
    purpose,
    format,
    language,
    added,
    options,
} required { from, to });
deserialize!(ChangesRequest);

/// A line of the matrix that is not the same on the two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccessLineChangeAnswer {
    /// On the first day; none when it is new.
    pub before: Option<AccessLineAnswer>,
    /// On the second day; none when it is no more.
    pub after: Option<AccessLineAnswer>,
}

impl AccessLineChangeAnswer {
    fn of(change: &MatrixChange<'_>) -> Self {
        let (before, after) = match change {
            MatrixChange::Added(after) => (None, Some(after)),
            MatrixChange::Removed(before) => (Some(before), None),
            MatrixChange::Changed(before, after) => (Some(before), Some(after)),
        };
        Self { before: before.map(AccessLineAnswer::of), after: after.map(AccessLineAnswer::of) }
    }
}

/// A link of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct AccessLinkAnswer {
    /// The other processing.
    pub other_processing: &'static str,
    /// Which way the data go.
    pub direction: &'static str,
}

/// Decisions that change in the same way, with every fact told in favour of the actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccessChangeAnswer {
    /// Who.
    pub actor: &'static str,
    /// What.
    pub operation: &'static str,
    /// In which form.
    pub form: &'static str,
    /// On whose dossier: that of the own structure (`own`), that of a person who moved into the own zone (`after_move`),
    /// that which the own structure handed over (`former`).
    pub scene: &'static str,
    /// For which purposes.
    pub purposes: Vec<&'static str>,
    /// Links: with which processing, which way.
    pub links: Vec<AccessLinkAnswer>,
    /// Data granted on the second day only.
    pub gained: Vec<&'static str>,
    /// Data granted on the first day only.
    pub lost: Vec<&'static str>,
    /// Data refused on the second day only.
    pub now_refused: Vec<&'static str>,
    /// Data undetermined on the second day only.
    pub now_undetermined: Vec<&'static str>,
}

/// What changes between two days.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccessChangesAnswer {
    /// First day.
    pub from: Date,
    /// Second day.
    pub to: Date,
    /// Rule set of the first day.
    pub rule_set_from: String,
    /// Rule set of the second day.
    pub rule_set_to: String,
    /// Lines of the matrix that change.
    pub lines: Option<Vec<AccessLineChangeAnswer>>,
    /// Every decision that changes; those that change alike stand together.
    pub decisions: Option<Vec<AccessChangeAnswer>>,
    /// The lines in the format that was asked for; none in JSON.
    pub text: Option<String>,
}

/// What decisions that change alike have in common.
type Alike = (Actor, Operation, Form, Scene, [DonneeSet; 4]);
type Links = Vec<(Processing, Direction)>;

/// The changes, those that are alike together: first the links of a purpose, then the purposes with the same links.
fn together(changes: &[Change]) -> Vec<AccessChangeAnswer> {
    let mut by_purpose = Groups::new();
    for change in changes {
        let sets = [change.gained, change.lost, change.now_refused, change.now_undetermined];
        let alike: Alike = (change.actor, change.operation, change.form, change.scene, sets);
        by_purpose.add((alike, change.finalite), |links: &mut Links| links.extend(change.link));
    }
    let mut by_links: Groups<(Alike, Links), Vec<Finalite>> = Groups::new();
    for ((alike, finalite), links) in by_purpose.groups {
        by_links.add((alike, links), |finalites| finalites.push(finalite));
    }
    let told =
        |(((actor, operation, form, scene, sets), links), finalites): ((Alike, Links), Vec<Finalite>)| {
            let names = |set: DonneeSet| set.iter().map(Donnee::name).collect::<Vec<_>>();
            let [gained, lost, now_refused, now_undetermined] = sets.map(names);
            let link = |(processing, direction): (Processing, Direction)| AccessLinkAnswer {
                other_processing: processing.code(),
                direction: direction.code(),
            };
            AccessChangeAnswer {
                actor: actor.code(),
                operation: operation.code(),
                form: form.code(),
                scene: scene.code(),
                purposes: finalites.into_iter().map(Finalite::code).collect(),
                links: links.into_iter().map(link).collect(),
                gained,
                lost,
                now_refused,
                now_undetermined,
            }
        };
    by_links.groups.into_iter().map(told).collect()
}

/// Groups in the order in which they were met.
struct Groups<K, V> {
    places: HashMap<K, usize>,
    groups: Vec<(K, V)>,
}

impl<K: Clone + Eq + Hash, V: Default> Groups<K, V> {
    fn new() -> Self {
        Self { places: HashMap::new(), groups: Vec::new() }
    }

    /// Adds to the group of a key.
    fn add(&mut self, key: K, add: impl FnOnce(&mut V)) {
        let place = *self.places.entry(key.clone()).or_insert(self.groups.len());
        match self.groups.get_mut(place) {
            Some((_, group)) => add(group),
            None => {
                let mut group = V::default();
                add(&mut group);
                self.groups.push((key, group));
            }
        }
    }
}

pub(in crate::wire) fn changes(request: &str) -> Result<String, Failure> {
    serve(request, |asked: ChangesRequest| {
        let (from, to) = asked.from.zip(asked.to).ok_or_else(Failure::internal)?;
        let by = By { added: asked.added, options: asked.options };
        let tables = by.tables()?;
        let (earlier, later) = (by.rules(&tables, from, "from")?, by.rules(&tables, to, "to")?);
        let language = asked.language.unwrap_or(Language::French);
        let concerned = |line: &MatrixRow<'_>| {
            asked.actor.is_none_or(|actor| line.row.actor == actor)
                && asked.operation.is_none_or(|operation| line.operations.contains(operation))
                && asked.purpose.is_none_or(|purpose| line.row.finalites.contains(purpose))
        };
        let [mut before, mut after] = [earlier.matrix(), later.matrix()];
        before.retain(concerned);
        after.retain(concerned);
        let lines = matrix_changes(&before, &after);
        let text = match asked.format.unwrap_or(Format::Json) {
            Format::Json => None,
            Format::Csv => Some(changes_table(&lines, language).csv()),
            Format::Markdown => Some(changes_table(&lines, language).markdown()),
            Format::Html => Some(changes_page(&earlier, &later, &lines, language)),
        };
        let decisions = text.is_none().then(|| {
            let mut changes = earlier.changes_to(&later);
            changes.retain(|change| {
                asked.actor.is_none_or(|actor| change.actor == actor)
                    && asked.operation.is_none_or(|operation| change.operation == operation)
                    && asked.purpose.is_none_or(|purpose| change.finalite == purpose)
            });
            together(&changes)
        });
        Ok(AccessChangesAnswer {
            from,
            to,
            rule_set_from: earlier.rule_set().to_owned(),
            rule_set_to: later.rule_set().to_owned(),
            lines: text.is_none().then(|| lines.iter().map(AccessLineChangeAnswer::of).collect()),
            decisions,
            text,
        })
    })
}
