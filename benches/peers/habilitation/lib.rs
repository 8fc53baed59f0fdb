//! Habilitation beside policy engines: the same requests, whose answers are compared before anything is measured.

use cedar_policy::{Authorizer, Decision, Entities, EntityUid, Request as CedarRequest};
use imilo_cedar::{Asked, Engine, donnee_uid};
use imilo_core::calendar::Date;
use imilo_core::explain::Outcome;
use imilo_core::habilitation::{
    AccessRules, Actor, Condition, ConditionSet, Donnee, DonneeSet, Facts, Finalite, Form, ListRow,
    Operation, Request, Requester,
};

/// Requests for all data: of every row of the day with every fact in favour, the same without habilitation, and others
/// spread over actors, operations and purposes, most of which no row names.
#[must_use]
pub fn requests(rules: &AccessRules<'_>) -> Vec<Request<'static>> {
    let day = rules.day();
    let rows: Vec<_> = rules.matrix().into_iter().map(|line| of_row(line.row, day)).collect();
    let refused = rows.iter().map(|request| {
        let mut request = *request;
        request.actor.habilitated_until = Some(day.plus_days(-1));
        request
    });
    let all =
        Actor::ALL.iter().flat_map(|actor| Operation::ALL.iter().map(move |operation| (*actor, *operation)));
    let others = all.step_by(5).zip(Finalite::ALL.iter().cycle()).map(|((actor, operation), finalite)| {
        let request = Request { operation, finalite: *finalite, ..plain(actor) };
        request.with_every_fact(day)
    });
    let mut requests: Vec<_> = rows.iter().copied().chain(refused).chain(others).collect();
    for request in &mut requests {
        // Told of who asks, as in JSON.
        let told = ConditionSet::of(&[Condition::Designated, Condition::Accompanies]);
        request.facts.attested = request.facts.attested.minus(told);
    }
    requests
}

fn plain(actor: Actor) -> Request<'static> {
    Request {
        actor: Requester { mission_locale: Some("ML-A"), ..Requester::new(actor) },
        operation: Operation::Consult,
        finalite: Finalite::Accompaniment,
        form: Form::Nominative,
        mission_locale: "ML-A",
        donnees: DonneeSet::ALL,
        facts: Facts::NONE,
    }
}

fn of_row(row: &ListRow, day: Date) -> Request<'static> {
    let request = plain(row.actor);
    Request {
        operation: row.operations.iter().next().unwrap_or(request.operation),
        finalite: row.finalites.iter().next().unwrap_or(request.finalite),
        form: row.form,
        facts: Facts { processing: row.processing, ..Facts::NONE },
        ..request
    }
    .with_every_fact(day)
}

/// A request of the engine on each datum, made once, with the entities that it needs.
pub struct Prepared {
    /// One a datum.
    pub requests: Vec<(Donnee, CedarRequest)>,
    /// Data, groups, and who asks.
    pub entities: Entities,
}

/// The requests of the engine.
///
/// # Errors
/// What the engine has against one.
pub fn prepare(engine: &Engine, request: &Request<'_>, day: Date) -> Result<Prepared, String> {
    let asked = Asked::new(request, day)?;
    let entities = engine.entities(&asked)?;
    let uids: (EntityUid, _) = (asked.principal.uid(), asked.action);
    let of = |donnee| {
        let (principal, action) = uids.clone();
        let request = CedarRequest::new(
            principal,
            action,
            donnee_uid(donnee),
            asked.context.clone(),
            Some(engine.schema()),
        );
        Ok((donnee, request.map_err(|error| error.to_string())?))
    };
    let requests = request.donnees.iter().map(of).collect::<Result<_, String>>()?;
    Ok(Prepared { requests, entities })
}

/// What the engine grants, by a call a datum: the answer Allow or Deny alone.
#[must_use]
pub fn cedar_grants(authorizer: &Authorizer, engine: &Engine, prepared: &Prepared) -> DonneeSet {
    let allowed = |request| {
        authorizer.is_authorized(request, engine.policies(), &prepared.entities).decision() == Decision::Allow
    };
    let granted = prepared.requests.iter().filter(|(_, request)| allowed(request));
    granted.fold(DonneeSet::EMPTY, |all, (donnee, _)| all.with(*donnee))
}

/// Compares all three outcomes of every datum of every request; how many were granted, refused, undetermined.
///
/// # Errors
/// The first disagreement.
pub fn compare(
    rules: &AccessRules<'_>,
    engine: &Engine,
    requests: &[Request<'_>],
) -> Result<[u32; 3], String> {
    let mut counts = [0; 3];
    for request in requests {
        let answer = rules.answer(request);
        let prepared = prepare(engine, request, rules.day())?;
        for (donnee, asked) in &prepared.requests {
            let of = if answer.granted.contains(*donnee) {
                Outcome::Conforming
            } else if answer.refused.contains(*donnee) {
                Outcome::NotConforming
            } else {
                Outcome::Undetermined
            };
            let said = engine.is_authorized(asked, &prepared.entities)?.outcome;
            if said != Some(of) {
                return Err(format!("{}: {of:?}, Cedar {said:?}: {request:?}", donnee.name()));
            }
            let [granted, refused, undetermined] = &mut counts;
            *match of {
                Outcome::Conforming => granted,
                Outcome::NotConforming => refused,
                Outcome::Undetermined => undetermined,
            } += 1;
        }
    }
    Ok(counts)
}
