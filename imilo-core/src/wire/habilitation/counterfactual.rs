//! What is missing for a request to be granted: answer, datum by datum; those that lack the same stand together.

use serde::Serialize;

use super::super::Failure;
use super::super::serve;
use super::{AccessRowAnswer, Asked};
use crate::calendar::Date;
use crate::explain::Outcome;
use crate::habilitation::{
    AccessRules, CauseSet, Condition, ConditionSet, Counterfactual, Donnee, Form, Lack, OperationSet, Request,
};

/// A word of an answer with its sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LackAnswer {
    /// Code of the condition, or of the cause.
    pub code: &'static str,
    /// For people, in French.
    pub message_fr: &'static str,
    /// For people, in English.
    pub message_en: &'static str,
}

/// A way to a grant: a row, and the conditions that are not met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WayAnswer {
    /// The conditions of the row that are not met, and those under which the datum is recorded.
    pub missing: Vec<LackAnswer>,
    /// The row.
    pub row: AccessRowAnswer,
}

/// What is missing for some data to be granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingAnswer {
    /// Names of the data.
    pub fields: Vec<&'static str>,
    /// `granted`; `missing`: facts would open them; `never`: the law refuses them whatever is attested, to this actor, for
    /// this operation and purpose, on a dossier of this structure and state; `unread`: with every fact no rule that was
    /// read decides.
    pub answer: &'static str,
    /// `missing`: the rows that lead to a grant, that which lacks least first.
    pub ways: Vec<WayAnswer>,
    /// `never`: conditions that no attestation meets, for they follow from what is asked: the state of the dossier, the
    /// structure, the link.
    pub unattainable: Vec<LackAnswer>,
    /// `never`: the form in which the law would answer instead.
    pub alternative_form: Option<&'static str>,
    /// What bears on the data themselves: of `missing` what facts would lift besides, of the others why no fact would do.
    pub causes: Vec<LackAnswer>,
}

/// What is missing for a request to be granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CounterfactualAnswer {
    /// Whether everything that was asked for is granted.
    pub outcome: Outcome,
    /// Rule set of the day.
    pub rule_set: String,
    /// Day of the operation.
    pub date: Date,
    /// What is missing, datum by datum.
    pub data: Vec<MissingAnswer>,
}

impl CounterfactualAnswer {
    /// What some rules say is missing for a request.
    #[must_use]
    pub fn of(rules: &AccessRules<'_>, request: &Request<'_>) -> Self {
        let mut groups: Vec<(Counterfactual<'_>, Vec<&'static str>)> = Vec::new();
        for donnee in request.donnees.iter() {
            let found = rules.counterfactual(request, donnee);
            match groups.iter_mut().find(|(other, _)| *other == found) {
                Some((_, names)) => names.push(Donnee::name(donnee)),
                None => groups.push((found, vec![donnee.name()])),
            }
        }
        let asked = OperationSet::of(&[request.operation]);
        let data = groups.into_iter().map(|(found, fields)| told(&found, fields, asked)).collect();
        Self {
            outcome: rules.decide(request).outcome(),
            rule_set: rules.rule_set().to_owned(),
            date: rules.day(),
            data,
        }
    }
}

fn told(found: &Counterfactual<'_>, fields: Vec<&'static str>, asked: OperationSet) -> MissingAnswer {
    let (answer, lacks, causes): (_, &[Lack<'_>], _) = match found {
        Counterfactual::Granted => ("granted", &[], CauseSet::EMPTY),
        Counterfactual::Missing { ways, causes } => ("missing", ways, *causes),
        Counterfactual::Never { causes, .. } => ("never", &[], *causes),
        Counterfactual::Unread(causes) => ("unread", &[], *causes),
    };
    let (unattainable, alternative) = match found {
        Counterfactual::Never { conditions, alternative, .. } => (*conditions, *alternative),
        _ => (ConditionSet::EMPTY, None),
    };
    let lack = |code, (message_fr, message_en)| LackAnswer { code, message_fr, message_en };
    let condition = |it: Condition| lack(it.code(), it.words());
    let way = |way: &Lack<'_>| WayAnswer {
        missing: way.conditions.iter().map(condition).collect(),
        row: AccessRowAnswer::of(way.row, asked),
    };
    MissingAnswer {
        fields,
        answer,
        ways: lacks.iter().map(way).collect(),
        unattainable: unattainable.iter().map(condition).collect(),
        alternative_form: alternative.map(Form::code),
        causes: causes.iter().map(|it| lack(it.code(), it.words())).collect(),
    }
}

pub(in crate::wire) fn counterfactual(request: &str) -> Result<String, Failure> {
    serve(request, |asked: Asked| {
        let tables = asked.tables()?;
        let Asked { request, by } = &asked;
        let rules = by.rules(&tables, request.date, "date")?;
        Ok(CounterfactualAnswer::of(&rules, &request.request()))
    })
}
