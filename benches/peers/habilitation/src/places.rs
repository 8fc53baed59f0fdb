//! The subset that all three decide: whole records sent to recipients (operation `transmit`), on the days of
//! `benches/habilitation.rs`, every field and heading asked for.

use imilo_core::calendar::Date;
use imilo_core::habilitation::{
    AccessRules, Actor, CATEGORIES, Condition, ConditionSet, DonneeSet, DossierState, Facts, Finalite, Form,
    ListRow, Operation, OperationSet, Options, Request, Requester, Tables,
};

/// A list read in full, one read in part, and that of the C2S.
pub const DAYS: [(&str, &str); 3] =
    [("V2015", "2018-03-14"), ("V2021-C", "2023-06-20"), ("V2026-07", "2026-07-01")];

const OWNERS: [&str; 4] = ["75101S00", "69381S00", "13201S00", "59350S00"];

/// A day with its rules and its list of recipients.
pub struct Place<'l> {
    /// The day.
    pub day: Date,
    /// Its rules.
    pub rules: AccessRules<'l>,
    /// Rows of the list of recipients.
    pub rows: &'l [ListRow],
    /// Whether the list was read in full.
    pub in_full: bool,
}

impl<'l> Place<'l> {
    /// The rules of a day; an error in a window of entry, or where there is no list.
    pub fn new(day: &str, tables: &'l Tables) -> Result<Self, String> {
        let day: Date = day.parse().map_err(|_| format!("{day} is no day"))?;
        let rules = AccessRules::on(day, tables, Options::default()).map_err(|error| error.to_string())?;
        if rules.rule_set().contains('|') {
            return Err(format!("{day} lies in a window of entry"));
        }
        let version = tables.recipients.at(day).map_err(|error| error.to_string())?.newer();
        let list = version.value.stated().ok_or("no list of recipients")?;
        Ok(Self { day, rules, rows: &list.rows, in_full: list.in_full })
    }
}

/// The requests of a day: what rows name, and then any actor for any purpose.
pub fn requests(place: &Place<'_>) -> Vec<Request<'static>> {
    let mut all = Vec::new();
    for row in place.rows {
        // A row for every purpose is asked for four of them.
        for finalite in row.finalites.iter().take(4) {
            for (part, scene) in SCENES.into_iter().enumerate() {
                all.push(scene(favourable(row.actor, finalite, row.form, place.day), place.day, all.len() + part));
            }
            let other = if row.form == Form::Nominative { Form::Anonymised } else { Form::Nominative };
            all.push(favourable(row.actor, finalite, other, place.day));
        }
    }
    let pairs = Actor::ALL.iter().flat_map(|actor| Finalite::ALL.iter().map(move |it| (*actor, *it)));
    all.extend(pairs.enumerate().step_by(7).map(|(n, (actor, finalite))| any(actor, finalite, n, place.day)));
    // Told in the request by attributes of the requester, and not twice.
    let twice = ConditionSet::of(&[Condition::Designated, Condition::Accompanies]);
    for request in &mut all {
        request.facts.attested = request.facts.attested.minus(twice);
    }
    all
}

/// As `benches/habilitation.rs` makes them.
fn any(class: Actor, finalite: Finalite, n: usize, day: Date) -> Request<'static> {
    let owner = |n: usize| OWNERS[n % OWNERS.len()];
    Request {
        actor: Requester {
            mission_locale: Some(owner(n / 3)),
            accompanies: n % 7 != 0,
            ..Requester::recipient(class, day.plus_days((n % 5) as i64 - 1))
        },
        operation: Operation::Transmit,
        finalite,
        form: Form::Nominative,
        mission_locale: owner(n),
        donnees: DonneeSet::ALL,
        facts: Facts {
            attested: if n % 2 == 0 { ConditionSet::ALL } else { ConditionSet::EMPTY }
                .minus(ConditionSet::of(&[Condition::Limitation])),
            necessary: (n % 3 != 0).then_some(DonneeSet::ALL),
            ..Facts::NONE
        },
    }
}

pub(crate) fn favourable(class: Actor, finalite: Finalite, form: Form, day: Date) -> Request<'static> {
    let request = Request {
        actor: Requester::new(class),
        operation: Operation::Transmit,
        finalite,
        form,
        mission_locale: OWNERS[0],
        donnees: DonneeSet::ALL,
        facts: Facts::NONE,
    };
    request.with_every_fact(day)
}

type Scene = fn(Request<'static>, Date, usize) -> Request<'static>;

/// Of a request that has every fact in favour.
const SCENES: [Scene; 5] = [
    |request, _, _| request,
    |mut request, _, _| {
        request.facts.own_nir_title_from = None;
        request
    },
    |mut request, _, n| {
        let needed = DonneeSet::ALL.iter().enumerate().filter(|(at, _)| (at + n) % 3 == 0).map(|(_, it)| it);
        request.facts.necessary = Some(needed.fold(DonneeSet::EMPTY, DonneeSet::with));
        request.actor.withheld = CATEGORIES[n % CATEGORIES.len()].donnees;
        request
    },
    |mut request, day, n| {
        let facts = &mut request.facts;
        match n % 8 {
            0 => facts.attested = ConditionSet::EMPTY,
            1 => request.actor.habilitated_until = Some(day.plus_days(-1)),
            2 => request.actor.designated = false,
            3 => request.actor.operations = Some(OperationSet::of(&[Operation::Consult])),
            4 => (facts.scheme, facts.convention, facts.finances) = (None, None, Some("")),
            5 => facts.necessary = None,
            6 => facts.commissions = Some(OWNERS[1]),
            _ => request.actor.habilitated_until = None,
        }
        request
    },
    |mut request, _, n| {
        match n % 3 {
            0 => request.facts.state = DossierState::Anonymised,
            1 => request.facts.state = DossierState::FseArchive,
            _ => request.facts.attested = request.facts.attested.with(Condition::Limitation),
        }
        request
    },
];
