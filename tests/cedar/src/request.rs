//! A request of imilo as a request of the engine, as `docs/guide/cedar.md` says.

use std::collections::{HashMap, HashSet};

use cedar_policy::{Context, Entity, EntityId, EntityTypeName, EntityUid, RestrictedExpression as Expr};
use imilo_core::calendar::Date;
use imilo_core::habilitation::{Condition, Donnee, DonneeSet, Operation, OperationSet, Request};

/// Who asks, what, with which facts.
pub struct Asked {
    /// Who asks.
    pub principal: Entity,
    /// What.
    pub action: EntityUid,
    /// With which facts.
    pub context: Context,
}

/// The id of a datum: its name, 1° written `1o`.
pub fn donnee_id(donnee: Donnee) -> String {
    donnee.name().replace('°', "o")
}

/// A datum.
pub fn donnee_uid(donnee: Donnee) -> EntityUid {
    uid("Donnee", &donnee_id(donnee))
}

/// An action.
pub fn action_uid(operation: Operation) -> EntityUid {
    uid("Action", operation.code())
}

fn uid(kind: &str, id: &str) -> EntityUid {
    // The names of the kinds are written here, and are names.
    let kind: EntityTypeName = format!("Imilo::{kind}").parse().expect("a name of the schema");
    EntityUid::from_type_name_and_id(kind, EntityId::new(id))
}

fn word(kind: &str, id: &str) -> Expr {
    Expr::new_entity_uid(uid(kind, id))
}

fn text(text: &str) -> Expr {
    Expr::new_string(text.to_owned())
}

fn day(day: Date) -> Expr {
    Expr::new_datetime(day.to_string())
}

fn data(set: DonneeSet) -> Expr {
    Expr::new_set(set.iter().map(|donnee| Expr::new_entity_uid(donnee_uid(donnee))))
}

fn operations(set: OperationSet) -> Expr {
    Expr::new_set(set.iter().map(|operation| word("Operation", operation.code())))
}

type Pairs = Vec<(&'static str, Option<Expr>)>;

/// What is not there is left out.
fn given(pairs: Pairs) -> impl Iterator<Item = (String, Expr)> {
    pairs.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?)))
}

fn record(pairs: Pairs) -> Expr {
    Expr::new_record(given(pairs)).expect("keys are not repeated")
}

impl Asked {
    /// A request on a day.
    ///
    /// # Errors
    /// What the engine has against it.
    pub fn new(request: &Request<'_>, on: Date) -> Result<Self, String> {
        let actor = &request.actor;
        let attributes: HashMap<_, _> = given(vec![
            ("class", Some(word("Actor", actor.class.code()))),
            ("mission_locale", actor.mission_locale.map(text)),
            ("designated", Some(Expr::new_bool(actor.designated))),
            ("habilitated_until", actor.habilitated_until.map(day)),
            ("by_local_authority", Some(Expr::new_bool(actor.by_local_authority))),
            ("accompanies", Some(Expr::new_bool(actor.accompanies))),
            ("operations", actor.operations.map(operations)),
            ("withheld", Some(data(actor.withheld))),
        ])
        .collect();
        let principal = Entity::new(uid("Requester", "who asks"), attributes, HashSet::new())
            .map_err(|error| error.to_string())?;
        let context = Context::from_pairs(given(context(request, on))).map_err(|error| error.to_string())?;
        Ok(Self { principal, action: action_uid(request.operation), context })
    }
}

fn context(request: &Request<'_>, on: Date) -> Pairs {
    let facts = &request.facts;
    let attested = facts
        .attested
        .iter()
        .filter(|it| it.is_attested() && !matches!(it, Condition::Designated | Condition::Accompanies));
    let control = facts.control.map(|control| {
        record(vec![
            ("by", Some(word("ControlAuthority", control.by.code()))),
            ("from", Some(day(control.from))),
            ("to", Some(day(control.to))),
            ("donnees", Some(data(control.donnees))),
        ])
    });
    let scheme = facts.scheme.map(|scheme| {
        record(vec![
            ("with", Some(text(scheme.with))),
            ("valid_from", Some(day(scheme.valid_from))),
            ("valid_to", scheme.valid_to.map(day)),
        ])
    });
    let convention = facts.convention.map(|convention| {
        record(vec![
            ("with", Some(text(convention.with))),
            ("signed_on", Some(day(convention.signed_on))),
            ("valid_to", convention.valid_to.map(day)),
            ("operations", Some(operations(convention.operations))),
            ("security_undertaking", Some(Expr::new_bool(convention.security_undertaking))),
            ("no_other_use_undertaking", Some(Expr::new_bool(convention.no_other_use_undertaking))),
        ])
    });
    vec![
        ("day", Some(day(on))),
        ("finalite", Some(word("Finalite", request.finalite.code()))),
        ("form", Some(word("Form", request.form.code()))),
        ("mission_locale", Some(text(request.mission_locale))),
        ("state", Some(word("DossierState", facts.state.code()))),
        ("attested", Some(Expr::new_set(attested.map(|it| word("Condition", it.code()))))),
        ("necessary", facts.necessary.map(data)),
        ("continuity", facts.continuity.map(data)),
        ("moved_on", facts.moved_on.map(day)),
        ("residence_zone_of", facts.residence_zone_of.map(text)),
        ("transferred_on", facts.transferred_on.map(day)),
        ("former_mission_locale", facts.former_mission_locale.map(text)),
        ("age", facts.age.map(|age| Expr::new_long(age.into()))),
        ("control", control),
        ("scheme", scheme),
        ("convention", convention),
        ("commissions", facts.commissions.map(text)),
        ("finances", facts.finances.map(text)),
        ("own_nir_title_from", facts.own_nir_title_from.map(day)),
        ("processing", facts.processing.map(|it| word("Processing", it.code()))),
        ("direction", facts.direction.map(|it| word("Direction", it.code()))),
        ("declared_on", facts.declared_on.map(day)),
        ("opened_on", facts.opened_on.map(day)),
    ]
}
