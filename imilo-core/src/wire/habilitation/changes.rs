//! What changes between two days: request and answer.

use serde::Serialize;

use super::super::{Failure, serve};
use super::matrix::{AccessLineAnswer, Format};
use super::{By, OptionsJson};
use crate::calendar::Date;
use crate::error::ErrorCode;
use crate::habilitation::{
    Actor, AjoutsJson, Between, ChangeGroup, Direction, Donnee, DonneeSet, Finalite, Language, MatrixChange,
    MatrixRow, Operation, Processing, changes_markdown, changes_page, changes_table, changes_together,
    matrix_changes,
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

impl AccessChangeAnswer {
    fn of(group: &ChangeGroup) -> Self {
        let names = |set: DonneeSet| set.iter().map(Donnee::name).collect::<Vec<_>>();
        let [gained, lost, now_refused, now_undetermined] = group.data.map(names);
        let link = |(processing, direction): &(Processing, Direction)| AccessLinkAnswer {
            other_processing: processing.code(),
            direction: direction.code(),
        };
        Self {
            actor: group.actor.code(),
            operation: group.operation.code(),
            form: group.form.code(),
            scene: group.scene.code(),
            purposes: group.finalites.iter().map(|finalite| finalite.code()).collect(),
            links: group.links.iter().map(link).collect(),
            gained,
            lost,
            now_refused,
            now_undetermined,
        }
    }
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

pub(in crate::wire) fn changes(request: &str) -> Result<String, Failure> {
    serve(request, |asked: ChangesRequest| {
        let (from, to) = asked.from.zip(asked.to).ok_or_else(Failure::internal)?;
        if to < from {
            return Err(Failure::of(ErrorCode::PeriodReversed).at("to"));
        }
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
        let mut decisions = Vec::new();
        if asked.format != Some(Format::Csv) {
            decisions = earlier.changes_to(&later);
            decisions.retain(|change| {
                asked.actor.is_none_or(|actor| change.actor == actor)
                    && asked.operation.is_none_or(|operation| change.operation == operation)
                    && asked.purpose.is_none_or(|purpose| change.finalite == purpose)
            });
        }
        let between = Between { earlier: &earlier, later: &later, lines: &lines, decisions: &decisions };
        let text = match asked.format.unwrap_or(Format::Json) {
            Format::Json => None,
            Format::Csv => {
                let table = changes_table(&lines, language)
                    .with_column(language.of(("du", "from")), &from.to_string());
                Some(table.with_column(language.of(("au", "to")), &to.to_string()).csv())
            }
            Format::Markdown => Some(changes_markdown(&between, language)),
            Format::Html => Some(changes_page(&between, language)),
        };
        let decisions =
            text.is_none().then(|| changes_together(&decisions).iter().map(AccessChangeAnswer::of).collect());
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
