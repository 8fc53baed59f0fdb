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

/// The requests of a day: what rows name, whom no row names after the term, and then any actor for any purpose.
pub fn requests(place: &Place<'_>) -> Vec<Request<'static>> {
    let mut all = Vec::new();
    for row in place.rows {
        // A row for every purpose is asked for four of them.
        for finalite in row.finalites.iter().take(4) {
            let request = favourable(row.actor, finalite, row.form, place.day);
            let other = if row.form == Form::Nominative { Form::Anonymised } else { Form::Nominative };
            all.extend([request, favourable(row.actor, finalite, other, place.day)]);
            all.extend([untitled(request), needed_in_part(request, all.len()), staff(request, all.len())]);
            all.extend(closed(request));
            if !row.conditions.intersection(STRUCTURE).is_empty() {
                all.extend(elsewhere(request, place.day));
            }
        }
    }
    for actor in [Actor::DataSubject, Actor::OtherBody] {
        all.extend(closed(favourable(actor, Finalite::RightOfAccess, Form::Nominative, place.day)));
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
            accompanies: !n.is_multiple_of(7),
            ..Requester::recipient(class, day.plus_days((n % 5) as i64 - 1))
        },
        operation: Operation::Transmit,
        finalite,
        form: Form::Nominative,
        mission_locale: owner(n),
        donnees: DonneeSet::ALL,
        facts: Facts {
            attested: if n.is_multiple_of(2) { ConditionSet::ALL } else { ConditionSet::EMPTY }
                .minus(ConditionSet::of(&[Condition::Limitation])),
            necessary: (!n.is_multiple_of(3)).then_some(DonneeSet::ALL),
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

/// Conditions that look at the structure of the dossier.
pub(crate) const STRUCTURE: ConditionSet = ConditionSet::of(&[
    Condition::SchemeEntrusted,
    Condition::ConventionSigned,
    Condition::ConventionCovers,
    Condition::CommissionsStructure,
    Condition::FinancesStructure,
]);

fn untitled(mut request: Request<'static>) -> Request<'static> {
    request.facts.own_nir_title_from = None;
    request
}

/// One datum of three is needed, a category is withheld.
fn needed_in_part(mut request: Request<'static>, n: usize) -> Request<'static> {
    let needed =
        DonneeSet::ALL.iter().enumerate().filter(|(at, _)| (at + n).is_multiple_of(3)).map(|(_, it)| it);
    request.facts.necessary = Some(needed.fold(DonneeSet::EMPTY, DonneeSet::with));
    request.actor.withheld = CATEGORIES[n % CATEGORIES.len()].donnees;
    request.actor.operations = Some(OperationSet::ALL);
    request
}

/// One of the facts that every row asks for is missing.
fn staff(mut request: Request<'static>, n: usize) -> Request<'static> {
    let (actor, facts) = (&mut request.actor, &mut request.facts);
    match n % 6 {
        0 => facts.attested = ConditionSet::EMPTY,
        1 => actor.habilitated_until = actor.habilitated_until.map(|last| last.plus_days(-1)),
        2 => actor.designated = false,
        3 => actor.operations = Some(OperationSet::of(&[Operation::Consult])),
        4 => facts.necessary = None,
        _ => actor.habilitated_until = None,
    }
    request
}

/// The term is past, or the processing limited.
fn closed(request: Request<'static>) -> [Request<'static>; 3] {
    let mut all = [request; 3];
    all[0].facts.state = DossierState::Anonymised;
    all[1].facts.state = DossierState::FseArchive;
    all[2].facts.attested = all[2].facts.attested.with(Condition::Limitation);
    all
}

/// What only some rows look at, in each of the ways not to be met.
fn elsewhere(request: Request<'static>, day: Date) -> Vec<Request<'static>> {
    let (eve, morrow) = (day.plus_days(-1), day.plus_days(1));
    let change = |n: usize| {
        let mut request = request;
        let facts = &mut request.facts;
        match (n, &mut facts.scheme, &mut facts.convention) {
            (0, Some(scheme), Some(convention)) => (scheme.with, convention.with) = (OWNERS[1], OWNERS[1]),
            (1, Some(scheme), Some(convention)) => {
                (scheme.valid_from, convention.signed_on) = (morrow, morrow)
            }
            (2, Some(scheme), Some(convention)) => {
                (scheme.valid_to, convention.valid_to) = (Some(eve), Some(eve));
            }
            (3, _, Some(convention)) => convention.operations = OperationSet::of(&[Operation::Link]),
            (4, Some(scheme), Some(convention)) => {
                (request.mission_locale, scheme.with, convention.with) = ("", "", "");
                (facts.commissions, facts.finances) = (Some(""), Some(""));
            }
            (5, scheme, _) => *scheme = None,
            (6, _, convention) => *convention = None,
            (7, ..) => facts.commissions = Some(OWNERS[1]),
            _ => (facts.finances, facts.own_nir_title_from) = (None, Some(morrow)),
        }
        request
    };
    (0..9).map(change).collect()
}
