//! Each condition as Cedar text: the same facts as `condition::met` looks at, for the same operations.

use super::super::added_json::ListName;
use super::super::condition::{Condition, ConditionSet, RGPD};
use super::super::tables::Tables;
use super::super::words::{Actor, Operation, OperationSet};
use super::policy::action;
use super::text::{day, entity};

/// Of what a condition is asked: a row, and the options of the rules.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub(super) list: ListName,
    pub(super) actor: Actor,
    pub(super) operations: OperationSet,
    pub(super) transfer_authorisation: bool,
}

/// The clauses of some conditions, each once; none when one of them is never met by that actor for those operations.
pub(super) fn clauses(conditions: ConditionSet, asked: Asked) -> Option<Vec<String>> {
    let mut all = Vec::new();
    for condition in conditions.iter() {
        for clause in of(condition, asked)? {
            crate::explain::push_new(&mut all, clause);
        }
    }
    Some(all)
}

/// A structure that has no name is none.
const OWN: &str = "principal has mission_locale && principal.mission_locale != \"\" && principal.mission_locale == context.mission_locale";

/// What is not looked at for an operation is not met.
fn of(condition: Condition, asked: Asked) -> Option<Vec<String>> {
    use Condition as C;
    let list = asked.list;
    let sent = matches!(list, ListName::Recipients | ListName::Links);
    let link = list == ListName::Links;
    let archive = list == ListName::Archive;
    // Another structure's dossier: only agents of a structure have a way to it.
    let other =
        list == ListName::Access && matches!(asked.actor, Actor::AgentMissionLocale | Actor::AgentPaio);
    let when = |looked_at: bool, clauses: &[&str]| {
        looked_at.then(|| clauses.iter().map(|clause| (*clause).to_owned()).collect::<Vec<_>>())
    };
    let elsewhere = |clause: &str| when(other, &[&format!("!({OWN})"), clause]);
    match condition {
        C::Designated => when(true, &["principal.designated"]),
        C::Accompanies => when(true, &["principal.accompanies"]),
        C::Habilitated => {
            when(true, &["principal has habilitated_until && context.day <= principal.habilitated_until"])
        }
        C::OperationHabilitated => Some(vec![profile_has(asked.operations)]),
        C::Accompanying => when(true, &["(principal.accompanies || principal.by_local_authority)"]),
        C::OwnStructure => when(true, &[OWN]),
        C::OwnDataOrMandate => Some(vec![format!("({} || {})", attested(C::OwnData), attested(C::Mandate))]),
        C::InFseArchive => {
            when(true, &[&format!("context.state == {}", entity("DossierState", "fse_archive"))])
        }
        C::Moved => elsewhere("context has moved_on && context.moved_on <= context.day"),
        C::NewZone => elsewhere(
            "context has residence_zone_of && context.residence_zone_of != \"\" && principal has mission_locale && context.residence_zone_of == principal.mission_locale",
        ),
        C::TransferAuthorised if asked.transfer_authorisation => {
            elsewhere(&attested(C::MinisterialAuthorisation))
        }
        C::TransferAuthorised => when(other, &[&format!("!({OWN})")]),
        C::FormerStructure => elsewhere(
            "context has former_mission_locale && context.former_mission_locale != \"\" && principal has mission_locale && context.former_mission_locale == principal.mission_locale && context has transferred_on && context.transferred_on <= context.day",
        ),
        C::ControlAuthorised => when(
            archive,
            &[
                "context has control && context.control.from <= context.day && context.day <= context.control.to",
            ],
        ),
        C::ByMinister => when(
            archive,
            &[&format!(
                "context has control && context.control.by == {}",
                entity("ControlAuthority", "minister")
            )],
        ),
        C::SchemeEntrusted => when(
            sent,
            &[
                "context has scheme && context.scheme.with != \"\" && context.scheme.with == context.mission_locale && context.scheme.valid_from <= context.day && (if context.scheme has valid_to then context.day <= context.scheme.valid_to else true)",
            ],
        ),
        C::ConventionSigned => when(
            sent,
            &[
                "context has convention && context.convention.with != \"\" && context.convention.with == context.mission_locale && context.convention.signed_on <= context.day && (if context.convention has valid_to then context.day <= context.convention.valid_to else true)",
            ],
        ),
        C::ConventionCovers => sent.then(|| {
            vec![format!(
                "context has convention && {}",
                covers("context.convention.operations", asked.operations)
            )]
        }),
        C::ConventionUndertakings => when(
            sent,
            &[
                "context has convention && context.convention.security_undertaking && context.convention.no_other_use_undertaking",
            ],
        ),
        C::CommissionsStructure => when(
            sent,
            &[
                "context has commissions && context.commissions != \"\" && context.commissions == context.mission_locale",
            ],
        ),
        C::FinancesStructure => when(
            sent,
            &[
                "context has finances && context.finances != \"\" && context.finances == context.mission_locale",
            ],
        ),
        C::InboundLink => when(link, &[&inbound()]),
        C::DirectionGiven => when(link, &["context has direction"]),
        C::LinkDeclared => link.then(|| vec![declared()]),
        C::Aged16Or17 => when(link, &["context has age && (context.age == 16 || context.age == 17)"]),
        attestable => Some(vec![attested(attestable)]),
    }
}

pub(super) fn attested(condition: Condition) -> String {
    format!("context.attested.contains({})", entity("Condition", condition.code()))
}

pub(super) fn inbound() -> String {
    format!("context has direction && context.direction == {}", entity("Direction", "inbound"))
}

/// A link opened before the RGPD needs a declaration, a later one a record by the other controller (reading A12).
fn declared() -> String {
    let rgpd = day(RGPD);
    let recorded = attested(Condition::RecordedByOther);
    format!(
        "((if (if context has opened_on then context.opened_on else context.day) < {rgpd} then context has declared_on && context.declared_on <= context.day else {recorded}) && (if context has opened_on then context.opened_on <= context.day else true))"
    )
}

/// No list of operations in the profile: every operation of the class.
fn profile_has(operations: OperationSet) -> String {
    format!("(if principal has operations then {} else true)", covers("principal.operations", operations))
}

/// That a set of operations holds that of the request, which is one of some.
fn covers(set: &str, operations: OperationSet) -> String {
    let holds = |operation: Operation| format!("{set}.contains({})", entity("Operation", operation.code()));
    let all: Vec<_> = operations.iter().collect();
    match all.as_slice() {
        [one] => holds(*one),
        several => {
            let each = |it: &Operation| format!("(action == {} && {})", action(*it), holds(*it));
            format!("({})", several.iter().map(each).collect::<Vec<_>>().join(" || "))
        }
    }
}

/// The operations that a list decides on.
pub(super) fn operations_of(list: ListName) -> OperationSet {
    Operation::ALL.iter().copied().filter(|it| Tables::list_name(*it) == list).collect()
}
