//! The tables of a day for `policy.rego`, written from the rows of the list of recipients. What the policy does not state
//! is an error here, so that it never answers for a rule that it does not have.

use std::collections::{BTreeMap, BTreeSet};

use imilo_core::habilitation::{
    Actor, Cause, Condition, ConditionSet, DonneeSet, Finalite, Form, ListRow, Necessity, NirRule, Operation,
    Request, Tables,
};
use regorus::Value;

use crate::places::{Place, STRUCTURE};

/// An object.
pub fn object<'k>(pairs: impl IntoIterator<Item = (&'k str, Value)>) -> Value {
    Value::from(pairs.into_iter().map(|(key, value)| (Value::from(key), value)).collect::<BTreeMap<_, _>>())
}

/// A set of names.
pub fn words<'k>(words: impl IntoIterator<Item = &'k str>) -> Value {
    Value::from(words.into_iter().map(Value::from).collect::<BTreeSet<_>>())
}

/// A set of data.
pub fn data(set: DonneeSet) -> Value {
    words(set.iter().map(|donnee| donnee.name()))
}

/// Conditions of the staff of the recipient.
const STAFF: ConditionSet = ConditionSet::of(&[Condition::Designated, Condition::Habilitated]);
/// What the texts of the day say of the data, whatever the row.
struct Day {
    not_listed: DonneeSet,
    list_unread: DonneeSet,
    free_text: DonneeSet,
    never_anonymised: DonneeSet,
    nir: DonneeSet,
}

impl Day {
    /// Lists of data are no rows: they are read from the causes of a decision.
    fn new(place: &Place<'_>) -> Result<Self, String> {
        let request = Request {
            form: Form::Anonymised,
            ..crate::places::favourable(
                Actor::Dares,
                Finalite::StatisticsResearch,
                Form::Nominative,
                place.day,
            )
        };
        let decision = place.rules.decide(&request);
        let of = |cause: Cause| {
            let bears = DonneeSet::ALL.iter().filter(|donnee| decision.causes(*donnee).contains(cause));
            bears.fold(DonneeSet::EMPTY, DonneeSet::with)
        };
        Ok(Self {
            not_listed: of(Cause::NotListed),
            list_unread: of(Cause::DataUnread),
            free_text: of(Cause::FreeText),
            never_anonymised: of(Cause::NotAnonymous),
            nir: DonneeSet::by_code("identite.nir").ok_or("no field of that path")?,
        })
    }

    /// The causes that a request of that form has by the day, and what each bears on.
    fn causes(&self, form: Form, person: bool) -> Vec<(Cause, DonneeSet)> {
        let listed = |set| if person { DonneeSet::EMPTY } else { set };
        let never = if form == Form::Anonymised { self.never_anonymised } else { DonneeSet::EMPTY };
        vec![
            (Cause::NotListed, listed(self.not_listed)),
            (Cause::DataUnread, listed(self.list_unread)),
            (Cause::FreeText, self.free_text),
            (Cause::NotAnonymous, never),
        ]
    }
}

/// What is known of a row, or of who is in none, in a form.
fn form(mut causes: Vec<(Cause, DonneeSet)>, whole: Option<Cause>) -> Value {
    causes.retain(|(_, set)| !set.is_empty());
    let union = |undetermined: bool| {
        let of = causes.iter().filter(|(cause, _)| cause.is_undetermined() == undetermined);
        of.fold(DonneeSet::EMPTY, |all, (_, set)| all.union(*set))
    };
    let codes = causes.iter().map(|(cause, _)| cause.code()).chain(whole.map(Cause::code));
    object([
        ("refused", data(union(false))),
        ("may", data(DonneeSet::ALL.minus(union(false)).minus(union(true)))),
        ("causes", words(codes)),
    ])
}

fn forms(make: impl Fn(Form) -> Value) -> Value {
    object(Form::ALL.iter().map(|form| (form.code(), make(*form))))
}

fn row(place: &Place<'_>, day: &Day, tables: &Tables, row: &ListRow) -> Result<Value, String> {
    let staff = !row.conditions.intersection(STAFF).is_empty();
    let structure = row.conditions.intersection(STRUCTURE);
    let profile = ConditionSet::of(&[Condition::OperationHabilitated]);
    let attested = row.conditions.minus(STAFF).minus(structure).minus(profile);
    let stated = row.conditions.contains(Condition::OperationHabilitated)
        && (!staff || STAFF.minus(row.conditions).is_empty())
        && attested.iter().all(Condition::is_attested)
        && row.necessity == Necessity::Attested
        && row.actor != Actor::DataSubject
        && row.processing.is_none()
        && row.operations.contains(Operation::Transmit)
        && !row.added;
    if !stated {
        return Err(format!("the policy does not state what the row {} needs", row.id));
    }
    let titles = tables.nir_titles.at(place.day).map_err(|error| error.to_string())?.newer().value;
    let free = row.nir == NirRule::Included || row.extent.given.is_empty() || titles.own.contains(row.actor);
    let nir = match (free, titles.unknown.contains(row.actor)) {
        (true, _) => "free",
        (false, true) => "unknown",
        (false, false) => "refused",
    };
    let extent = row.extent;
    let outside = DonneeSet::ALL.minus(extent.given).minus(extent.excluded).minus(extent.unread);
    let of_form = |of| {
        let mut causes = day.causes(of, false);
        causes.extend([
            (Cause::Excluded, extent.excluded),
            (Cause::OutsideRow, outside),
            (Cause::RowUnread, extent.unread),
        ]);
        form(causes, None)
    };
    Ok(object([
        ("id", Value::from(row.id.as_ref())),
        ("form", Value::from(row.form.code())),
        ("staff", Value::from(staff)),
        ("attested", words(attested.iter().map(Condition::code))),
        ("structure", words(structure.iter().map(Condition::code))),
        ("nir", Value::from(nir)),
        ("forms", forms(of_form)),
    ]))
}

/// The tables of a day.
///
/// # Errors
/// When a row needs what the policy does not state, or two rows name the same request.
pub fn tables(place: &Place<'_>) -> Result<Value, String> {
    let tables = place.rules.tables();
    let day = Day::new(place)?;
    let mut rows = BTreeMap::<&str, BTreeMap<&str, Value>>::new();
    for it in place.rows {
        let value = row(place, &day, tables, it)?;
        for finalite in it.finalites.iter() {
            let of_actor = rows.entry(it.actor.code()).or_default();
            if of_actor.insert(finalite.code(), value.clone()).is_some() {
                return Err(format!("two rows name {} for {}", it.actor.code(), finalite.code()));
            }
        }
    }
    let finalites = tables.finalites.at(place.day).map_err(|error| error.to_string())?.newer().value;
    let unread = (!place.in_full).then_some(Cause::ListUnread);
    let unnamed = |person| forms(|of| form(day.causes(of, person), unread));
    Ok(object([(
        "tables",
        object([
            ("rows", object(rows.into_iter().map(|(actor, of_actor)| (actor, object(of_actor))))),
            ("unnamed", object([("person", unnamed(true)), ("other", unnamed(false))])),
            ("finalites", words(finalites.iter().map(Finalite::code))),
            ("in_full", Value::from(place.in_full)),
            ("nir", data(day.nir)),
            ("all", data(DonneeSet::ALL)),
            ("none", data(DonneeSet::EMPTY)),
        ]),
    )]))
}
