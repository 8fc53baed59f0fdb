//! What is missing for a request to be granted: answer, datum by datum; those that lack the same stand together.

use serde::Serialize;

use super::super::Failure;
use super::super::serve;
use super::{AccessRowAnswer, Asked};
use crate::calendar::Date;
use crate::explain::{Outcome, push_new};
use crate::habilitation::{
    AccessRules, Cause, CauseSet, Condition, ConditionSet, Counterfactual, Donnee, Form, Lack, Necessity,
    OperationSet, Request,
};

/// A word of an answer with its sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LackAnswer {
    /// Code of the condition, or of the cause.
    pub code: &'static str,
    /// For people, in French.
    pub message_fr: &'static str,
    /// For people, in English.
    pub message_en: &'static str,
    /// Keys of the request that tell it; none where no fact lifts it.
    pub keys: Vec<String>,
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
    let lack = |code, (message_fr, message_en), keys| LackAnswer { code, message_fr, message_en, keys };
    let condition = |it: Condition| lack(it.code(), it.words(), keys_of(it));
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
        causes: causes.iter().map(|it| lack(it.code(), it.words(), keys_of_cause(it, lacks))).collect(),
    }
}

/// The keys of a request that tell a condition.
fn keys_of(condition: Condition) -> Vec<String> {
    use Condition as C;
    let keys: &[&str] = match condition {
        C::Designated => &["actor.designated"],
        C::Accompanies => &["actor.participates_in_accompaniment"],
        C::Habilitated => &["actor.habilitated_until"],
        C::OperationHabilitated => &["actor.habilitated_operations"],
        C::Accompanying => &["actor.participates_in_accompaniment", "actor.habilitated_by"],
        C::OwnStructure => &["actor.mission_locale", "target.owning_mission_locale"],
        C::Moved => &["facts.moved_on"],
        C::NewZone => &["facts.residence_zone_of"],
        C::TransferAuthorised => &["facts.ministerial_authorisation"],
        C::FormerStructure => &["facts.former_mission_locale", "facts.transferred_on"],
        C::InFseArchive => &["facts.dossier_state"],
        C::ControlAuthorised => &["facts.control_authorisation"],
        C::ByMinister => &["facts.control_authorisation.by"],
        C::SchemeEntrusted => &["facts.entrusted_scheme"],
        C::ConventionSigned => &["facts.convention"],
        C::ConventionCovers => &["facts.convention.operations"],
        C::ConventionUndertakings => {
            &["facts.convention.security_undertaking", "facts.convention.no_other_use_undertaking"]
        }
        C::CommissionsStructure => &["facts.commissions"],
        C::FinancesStructure => &["facts.finances"],
        C::Aged16Or17 => &["facts.age"],
        C::InboundLink | C::DirectionGiven => &["facts.direction"],
        C::LinkDeclared => {
            &["facts.opened_on", "facts.cnil_conformity_declaration_on", "facts.recorded_by_other_controller"]
        }
        C::OwnDataOrMandate => &["facts.own_data", "facts.mandate"],
        attested => return vec![format!("facts.{}", attested.code())],
    };
    keys.iter().map(|key| (*key).to_owned()).collect()
}

/// The keys of a request that lift a cause, by the rows that would then grant.
fn keys_of_cause(cause: Cause, ways: &[Lack<'_>]) -> Vec<String> {
    let mut keys = Vec::new();
    let need = |necessity| match necessity {
        Necessity::Attested | Necessity::Habilitation => "facts.necessary_fields",
        Necessity::Continuity => "facts.continuity_fields",
        Necessity::Authorisation => "facts.control_authorisation.fields",
    };
    match cause {
        Cause::NotNecessary => {
            ways.iter().for_each(|way| push_new(&mut keys, need(way.row.necessity).to_owned()));
        }
        Cause::NirWithheld | Cause::NirTitleUnknown => keys.push("facts.own_nir_title".to_owned()),
        Cause::Withheld => keys.push("actor.withheld_fields".to_owned()),
        _ => {}
    }
    keys
}

pub(in crate::wire) fn counterfactual(request: &str) -> Result<String, Failure> {
    serve(request, |asked: Asked| {
        let tables = asked.tables()?;
        let Asked { request, by } = &asked;
        let rules = by.rules(&tables, request.date, "date")?;
        Ok(CounterfactualAnswer::of(&rules, &request.request()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_keys_of_every_condition_are_keys_of_a_request() {
        let page = include_str!("../../../../docs/json.md");
        let causes = Cause::ALL.iter().flat_map(|cause| keys_of_cause(*cause, &[]));
        let keys: Vec<_> = Condition::ALL.iter().flat_map(|it| keys_of(*it)).chain(causes).collect();
        assert!(keys.len() > Condition::ALL.len());
        for key in keys {
            assert!(page.contains(&format!("| `{key}` | ")), "{key}");
        }
    }
}
