//! The rules of a day in the register machine of regorus.

use std::collections::BTreeSet;

use imilo_core::habilitation::{Condition, Donnee, Operation, Request};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::vm::RegoVM;
use regorus::{Engine, Rc, Value};

use crate::Said;
use crate::places::Place;
use crate::tables::{data, object, tables, words};

/// Answers of the policy, in the order in which they are compiled.
const ENTRIES: [&str; 3] = ["data.imilo.answer", "data.imilo.granted", "data.imilo.allow"];

/// The rules that hold on every day of the subset.
pub const POLICY: &str = include_str!("policy.rego");

/// The policy, compiled once, with the tables of a day.
pub struct Rego {
    machine: RegoVM,
}

/// What the policy answers to a whole record.
pub struct Whole {
    /// The data.
    pub said: Said,
    /// Codes of the causes.
    pub causes: BTreeSet<String>,
    /// The row, empty when there is none.
    pub row: String,
}

impl Rego {
    /// The rules of a day.
    ///
    /// # Errors
    /// What the engine has against them, or a rule that the policy does not state.
    pub fn new(place: &Place<'_>) -> Result<Self, String> {
        Self::with_policy(place, POLICY)
    }

    /// The same with another text of the policy.
    ///
    /// # Errors
    /// As [`Rego::new`].
    pub fn with_policy(place: &Place<'_>, policy: &str) -> Result<Self, String> {
        let tables = tables(place)?;
        let mut engine = Engine::new();
        let text = |error: &dyn std::fmt::Display| error.to_string();
        engine.add_policy("policy.rego".to_owned(), policy.to_owned()).map_err(|error| text(&error))?;
        engine.add_data(tables.clone()).map_err(|error| text(&error))?;
        let [first, ..] = ENTRIES;
        let compiled = engine.compile_with_entrypoint(&Rc::from(first)).map_err(|error| text(&error))?;
        let program = Compiler::compile_from_policy(&compiled, &ENTRIES).map_err(|error| text(&error))?;
        let mut machine = RegoVM::new();
        machine.load_program(program);
        machine.set_data(tables).map_err(|error| text(&error))?;
        if machine.get_entry_point_names() != ENTRIES {
            return Err(format!("other entries: {:?}", machine.get_entry_point_names()));
        }
        Ok(Self { machine })
    }

    fn ask(&mut self, entry: usize, input: &Value) -> Result<Value, String> {
        self.machine.set_input(input.clone());
        self.machine.execute_entry_point_by_index(entry).map_err(|error| error.to_string())
    }

    /// Granted, refused, causes and row, as the engine gives them.
    ///
    /// # Errors
    /// What the engine says.
    pub fn answer(&mut self, input: &Value) -> Result<Value, String> {
        self.ask(0, input)
    }

    /// What is granted, alone.
    ///
    /// # Errors
    /// What the engine says.
    pub fn granted(&mut self, input: &Value) -> Result<Value, String> {
        self.ask(1, input)
    }

    /// The same by names.
    ///
    /// # Errors
    /// What the engine says.
    pub fn granted_names(&mut self, input: &Value) -> Result<BTreeSet<String>, String> {
        names(&self.granted(input)?)
    }

    /// Whether one datum is granted.
    ///
    /// # Errors
    /// What the engine says.
    pub fn allow(&mut self, input: &Value) -> Result<bool, String> {
        self.ask(2, input)?.as_bool().copied().map_err(|error| error.to_string())
    }

    /// The answer, read.
    ///
    /// # Errors
    /// What the engine says.
    pub fn whole(&mut self, input: &Value) -> Result<Whole, String> {
        let answer = self.answer(input)?;
        Ok(Whole {
            said: Said { granted: names(&answer["granted"])?, refused: names(&answer["refused"])? },
            causes: names(&answer["causes"])?,
            row: name(&answer["row"])?,
        })
    }
}

fn name(value: &Value) -> Result<String, String> {
    value.as_string().map(|it| it.as_ref().to_owned()).map_err(|error| error.to_string())
}

/// A set of the engine as names.
fn names(value: &Value) -> Result<BTreeSet<String>, String> {
    value.as_set().map_err(|error| error.to_string())?.iter().map(name).collect()
}

/// A request as the policy reads it, on one datum or on all.
pub fn input(request: &Request<'_>, place: &Place<'_>, donnee: Option<Donnee>) -> Value {
    let (actor, facts) = (&request.actor, &request.facts);
    let day = |day: imilo_core::calendar::Date| Value::from(day.to_string());
    let acts = |set: imilo_core::habilitation::OperationSet| words(set.iter().map(Operation::code));
    let given = |pairs: Vec<(&'static str, Option<Value>)>| {
        object(pairs.into_iter().filter_map(|(key, value)| Some((key, value?))))
    };
    let requester = given(vec![
        ("class", Some(Value::from(actor.class.code()))),
        ("designated", Some(Value::from(actor.designated))),
        ("habilitated_until", actor.habilitated_until.map(day)),
        ("operations", actor.operations.map(acts)),
        ("withheld", Some(data(actor.withheld))),
    ]);
    let scheme = facts.scheme.map(|it| {
        given(vec![
            ("structure", Some(Value::from(it.with))),
            ("valid_from", Some(day(it.valid_from))),
            ("valid_to", it.valid_to.map(day)),
        ])
    });
    let convention = facts.convention.map(|it| {
        given(vec![
            ("structure", Some(Value::from(it.with))),
            ("signed_on", Some(day(it.signed_on))),
            ("valid_to", it.valid_to.map(day)),
            ("operations", Some(acts(it.operations))),
        ])
    });
    given(vec![
        ("actor", Some(requester)),
        ("day", Some(day(place.day))),
        ("finalite", Some(Value::from(request.finalite.code()))),
        ("form", Some(Value::from(request.form.code()))),
        ("mission_locale", Some(Value::from(request.mission_locale))),
        ("state", Some(Value::from(facts.state.code()))),
        ("attested", Some(words(facts.attested.iter().map(Condition::code)))),
        ("necessary", facts.necessary.map(data)),
        ("scheme", scheme),
        ("convention", convention),
        ("commissions", facts.commissions.map(Value::from)),
        ("finances", facts.finances.map(Value::from)),
        ("own_nir_title_from", facts.own_nir_title_from.map(day)),
        ("donnee", donnee.map(|it| Value::from(it.name()))),
    ])
}
