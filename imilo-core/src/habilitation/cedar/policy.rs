//! A policy before it is text: whom and what it fits, what it says, which provision founds it.

use std::fmt::Write as _;

use crate::explain::push_new;
use crate::law::{Citation, Evidence};

use super::super::tables::ActorSet;
use super::super::words::{Actor, Finalite, FinaliteSet, Operation, OperationSet};
use super::text::{among, literal};

/// What a policy says of what it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// A row gives it.
    Granted,
    /// A rule that was read refuses it.
    Refused,
    /// No rule that was read decides, or the two sides of a window do not agree.
    Undetermined,
    /// The set does not hold on that day.
    NotInForce,
}

impl Says {
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Refused => "refused",
            Self::Undetermined => "undetermined",
            Self::NotInForce => "not_in_force",
        }
    }
}

/// One policy. All of its parts must hold together.
#[derive(Clone, Debug)]
pub(super) struct Policy {
    pub(super) name: String,
    pub(super) says: Says,
    /// Code of the cause, or of the finding of the row.
    pub(super) cause: &'static str,
    pub(super) sources: Vec<(String, Evidence)>,
    pub(super) readings: Vec<&'static str>,
    pub(super) actors: ActorSet,
    pub(super) finalites: FinaliteSet,
    pub(super) operations: OperationSet,
    pub(super) clauses: Vec<String>,
}

impl Policy {
    /// A policy that fits every request.
    pub(super) fn new(name: impl Into<String>, says: Says, cause: &'static str) -> Self {
        Self {
            name: name.into(),
            says,
            cause,
            sources: Vec::new(),
            readings: Vec::new(),
            actors: ActorSet::ALL,
            finalites: FinaliteSet::ALL,
            operations: OperationSet::ALL,
            clauses: Vec::new(),
        }
    }

    pub(super) fn cites<'c>(mut self, citations: impl IntoIterator<Item = &'c Citation>) -> Self {
        for citation in citations {
            push_new(&mut self.sources, (citation.code.clone().into_owned(), citation.evidence));
        }
        self
    }

    pub(super) fn reads(mut self, readings: &[&'static str]) -> Self {
        for reading in readings {
            push_new(&mut self.readings, reading);
        }
        self
    }

    pub(super) fn on(mut self, operations: OperationSet) -> Self {
        self.operations = self.operations.intersection(operations);
        self
    }

    pub(super) fn by(mut self, actors: ActorSet) -> Self {
        self.actors = self.actors.intersection(actors);
        self
    }

    pub(super) fn when(mut self, clauses: impl IntoIterator<Item = String>) -> Self {
        for clause in clauses {
            push_new(&mut self.clauses, clause);
        }
        self
    }

    /// Whether no request can fit it.
    pub(super) const fn is_empty(&self) -> bool {
        self.actors.is_empty() || self.finalites.is_empty() || self.operations.is_empty()
    }

    /// Whether it fits the same requests, as far as its text tells.
    pub(super) fn fits_as(&self, other: &Self) -> bool {
        let same = |a: &Self, b: &Self| a.clauses.iter().all(|clause| b.clauses.contains(clause));
        self.actors == other.actors
            && self.finalites == other.finalites
            && self.operations == other.operations
            && same(self, other)
            && same(other, self)
    }

    /// What fits both, if anything can.
    pub(super) fn and(&self, other: &Self) -> Option<Self> {
        let both = Self {
            actors: self.actors.intersection(other.actors),
            finalites: self.finalites.intersection(other.finalites),
            operations: self.operations.intersection(other.operations),
            ..self.clone()
        };
        let mut both = both.when(other.clauses.iter().cloned()).reads(&other.readings);
        for source in &other.sources {
            push_new(&mut both.sources, source.clone());
        }
        if self.name != other.name {
            both.name = format!("{} | {}", self.name, other.name);
        }
        (!both.is_empty()).then_some(both)
    }

    /// Its text.
    pub(super) fn text(&self) -> String {
        let join = |part: fn(&(String, Evidence)) -> &str| {
            let mut parts: Vec<_> = self.sources.iter().map(part).collect();
            // A mark a source, unless all are known alike.
            if parts.iter().all(|it| parts.first() == Some(it)) {
                parts.truncate(1);
            }
            parts.join(" ; ")
        };
        let mut text = String::new();
        let readings = self.readings.join(" ; ");
        let annotations = [
            ("id", self.name.as_str()),
            ("outcome", self.says.code()),
            ("cause", self.cause),
            ("source", &join(|(code, _)| code)),
            ("evidence", &join(|(_, evidence)| evidence.code())),
            ("readings", &readings),
        ];
        for (key, value) in annotations.into_iter().filter(|(_, value)| !value.is_empty()) {
            // Writing to a String cannot fail.
            let _ = writeln!(text, "@{key}({})", literal(value));
        }
        let effect = if self.says == Says::Granted { "permit" } else { "forbid" };
        let _ = writeln!(text, "{effect} (principal, {}, resource)", self.action());
        let actors = self.actors.iter().map(Actor::code);
        let finalites = self.finalites.iter().map(Finalite::code);
        let others = |all: ActorSet| ActorSet::ALL.minus(all).iter().map(Actor::code).collect::<Vec<_>>();
        let not_for = FinaliteSet::ALL.minus(self.finalites).iter().map(Finalite::code).collect::<Vec<_>>();
        let scope = [
            among("principal.class", "Actor", &actors.collect::<Vec<_>>(), &others(self.actors)),
            among("context.finalite", "Finalite", &finalites.collect::<Vec<_>>(), &not_for),
        ];
        let clauses: Vec<_> = scope.into_iter().flatten().chain(self.clauses.iter().cloned()).collect();
        if clauses.is_empty() {
            text.push_str(";\n");
        } else {
            let _ = writeln!(text, "when {{\n  {}\n}};", clauses.join(" &&\n  "));
        }
        text
    }

    fn action(&self) -> String {
        if self.operations == OperationSet::ALL {
            return "action".to_owned();
        }
        let names: Vec<_> = self.operations.iter().map(action).collect();
        match names.as_slice() {
            [one] => format!("action == {one}"),
            several => format!("action in [{}]", several.join(", ")),
        }
    }
}

pub(super) fn action(operation: Operation) -> String {
    format!("Imilo::Action::{}", literal(operation.code()))
}
