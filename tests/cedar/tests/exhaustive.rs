//! The rule space: every actor, operation, purpose, form, link, state and datum, under scenes of facts.
//!
//! imilo decides every point. The engine answers once for all points whose words its policies cannot tell apart (they
//! stand in the same lists of their text); each of these points must then have that answer.

mod common;

use std::collections::HashMap;

use common::classes::{Classes, Lists};
use common::pick::favourable;
use common::{Place, kinds, places};
use imilo_cedar::{Asked, Engine, action_uid, donnee_uid};
use imilo_core::calendar::Date;
use imilo_core::explain::Outcome;
use imilo_core::habilitation::{
    Actor, Condition, ConditionSet, Direction, Donnee, DonneeSet, DossierState, Facts, Finalite, Form,
    ListName, Operation, OperationSet, Processing, Request, Requester, Tables,
};

/// Facts of a scene, on the request of an agent of ML-A.
type Scene = fn(Request<'static>, &Place) -> Request<'static>;

fn with(request: Request<'static>, conditions: &[Condition], place: &Place) -> Request<'static> {
    let mut request = favourable(request, ConditionSet::of(conditions), place.day);
    request.facts.own_nir_title_from = None;
    request
}

const OWN: &[Condition] = &[Condition::OwnStructure];

const SCENES: [(&str, Scene); 12] = [
    ("nothing attested", |request, _| request),
    ("every fact", |request, place| with(request, OWN, place)),
    ("every fact after a move", |request, place| with(request, &[], place)),
    ("every fact of the former structure, after a move", |request, place| {
        with(request, &[Condition::FormerStructure], place)
    }),
    ("title to the NIR", |request, place| favourable(request, ConditionSet::of(OWN), place.day)),
    ("archive", |request, place| with(request, &[Condition::InFseArchive], place)),
    ("anonymised", |request, place| {
        let mut request = with(request, OWN, place);
        request.facts.state = DossierState::Anonymised;
        request
    }),
    ("limitation", |request, place| {
        let mut request = with(request, OWN, place);
        request.facts.attested = request.facts.attested.with(Condition::Limitation);
        request
    }),
    ("no need attested", |request, place| {
        let mut request = with(request, &[], place);
        (request.facts.necessary, request.facts.continuity) = (None, None);
        request
    }),
    ("nothing needed", |request, place| {
        let mut request = with(request, OWN, place);
        request.facts.necessary = Some(DonneeSet::EMPTY);
        request
    }),
    ("no operation in the profile", |request, place| {
        let mut request = with(request, OWN, place);
        request.actor.operations = Some(OperationSet::EMPTY);
        request
    }),
    ("a title, not habilitated", |request, place| {
        let mut request = favourable(request, ConditionSet::of(OWN), place.day);
        request.actor.habilitated_until = None;
        request
    }),
];

/// Where links are asked for in every direction.
const DIRECTED: [&str; 3] = ["nothing attested", "every fact", "title to the NIR"];
/// Where recipients and links are asked for: a move changes nothing for who is no agent of a structure.
const SENT: [&str; 6] =
    ["nothing attested", "every fact", "title to the NIR", "anonymised", "limitation", "no need attested"];

/// The links that an operation may be, or none; in every direction or outbound only.
fn links(operation: Operation, directions: bool) -> Vec<(Option<Processing>, Option<Direction>)> {
    if operation != Operation::Link {
        return vec![(None, None)];
    }
    let all = [Some(Direction::Outbound), Some(Direction::Inbound), None];
    let directions = if directions { all.as_slice() } else { &all[..1] };
    let processings = [None].into_iter().chain(Processing::ALL.iter().copied().map(Some));
    processings
        .flat_map(|processing| directions.iter().map(move |direction| (processing, *direction)))
        .collect()
}

struct Walk<'p> {
    place: &'p Place,
    operation: Operation,
    engine: Engine,
    lists: Lists,
    points: u64,
    answers: u64,
    disagreements: Vec<String>,
}

impl<'p> Walk<'p> {
    /// The policies that can fit an operation.
    fn new(place: &'p Place, operation: Operation) -> Self {
        let name = format!("Imilo::Action::\"{}\"", operation.code());
        let fits = |policy: &str| {
            let head = policy.lines().find(|line| line.starts_with("permit") || line.starts_with("forbid"));
            head.is_some_and(|head| !head.contains("Imilo::Action") || head.contains(&name))
        };
        let text: Vec<_> = place.export.policies.split("\n\n").filter(|policy| fits(policy)).collect();
        let lists = Lists::of(&text.join("\n"));
        let engine = place.engine.for_action(&action_uid(operation)).unwrap();
        Self { place, operation, engine, lists, points: 0, answers: 0, disagreements: Vec::new() }
    }

    /// The class of each word of a kind.
    fn classes(&self, kind: &str, words: &[&'static str]) -> Vec<usize> {
        let mut classes = Classes::new();
        words.iter().map(|word| classes.number(self.lists.class(kind, word))).collect()
    }

    fn scene(&mut self, scene: Scene, directions: bool) {
        let kinds = kinds(&self.place.export, &self.lists);
        let actors = self.classes("Actor", &Actor::ALL.iter().map(|it| it.code()).collect::<Vec<_>>());
        let finalites =
            self.classes("Finalite", &Finalite::ALL.iter().map(|it| it.code()).collect::<Vec<_>>());
        let processings =
            self.classes("Processing", &Processing::ALL.iter().map(|it| it.code()).collect::<Vec<_>>());
        let mut known = HashMap::new();
        for (actor, actor_class) in Actor::ALL.iter().zip(&actors) {
            for (finalite, finalite_class) in Finalite::ALL.iter().zip(&finalites) {
                for form in Form::ALL {
                    for (processing, direction) in links(self.operation, directions) {
                        let request = Request {
                            actor: Requester::new(*actor),
                            operation: self.operation,
                            finalite: *finalite,
                            form: *form,
                            mission_locale: "ML-A",
                            donnees: DonneeSet::ALL,
                            facts: Facts::NONE,
                        };
                        let mut request = scene(request, self.place);
                        (request.facts.processing, request.facts.direction) = (processing, direction);
                        let link = processing.and_then(|it| processings.get(it as usize)).copied();
                        let point = (actor_class, finalite_class, link, *form, direction);
                        let (granted, refused) = *known.entry(point).or_insert_with(|| {
                            self.answers += kinds.len() as u64;
                            ask(&self.engine, &request, self.place.day, &kinds)
                        });
                        let decision = self.place.rules.decide(&request);
                        self.points += u64::from(DonneeSet::ALL.len());
                        if (decision.granted(), decision.refused()) != (granted, refused)
                            && self.disagreements.len() < 9
                        {
                            let more = names(decision.granted().minus(granted))
                                + "; "
                                + &names(granted.minus(decision.granted()));
                            let bars = names(decision.refused().minus(refused))
                                + "; "
                                + &names(refused.minus(decision.refused()));
                            self.disagreements.push(format!(
                                "granted {more}; refused {bars} by imilo and by Cedar only: {request:?}"
                            ));
                        }
                    }
                }
            }
        }
    }
}

fn names(set: DonneeSet) -> String {
    format!("{:?}", set.iter().map(Donnee::name).collect::<Vec<_>>())
}

/// What the engine grants and refuses, asked of one datum of each class.
fn ask(engine: &Engine, request: &Request<'_>, day: Date, kinds: &[DonneeSet]) -> (DonneeSet, DonneeSet) {
    let asked = Asked::new(request, day).unwrap();
    let entities = engine.entities(&asked).unwrap();
    let (mut granted, mut refused) = (DonneeSet::EMPTY, DonneeSet::EMPTY);
    for (index, kind) in kinds.iter().enumerate() {
        let donnee = kind.iter().next().unwrap();
        let said = engine.answer(&asked, &donnee_uid(donnee), &entities, index == 0).unwrap();
        match said.outcome.unwrap() {
            Outcome::Conforming => granted = granted.union(*kind),
            Outcome::NotConforming => refused = refused.union(*kind),
            Outcome::Undetermined => {}
        }
    }
    (granted, refused)
}

/// One day of the large sets of rules, a window, and added rows.
const WALKED: [&str; 5] = ["2018-05-25", "2022-01-31", "2026-01-15", "2026-07-01", "2026-07-15, added rows"];

/// Half of the work each; the count of points is printed.
fn walk(half: usize) {
    let (mut points, mut answers) = (0, 0);
    let work = places()
        .iter()
        .filter(|place| WALKED.contains(&place.name.as_str()))
        .flat_map(|place| Operation::ALL.iter().map(move |operation| (place, *operation)));
    let began = std::time::Instant::now();
    for (place, operation) in work.skip(half).step_by(2) {
        let mut walk = Walk::new(place, operation);
        let sent = matches!(Tables::list_name(operation), ListName::Recipients | ListName::Links);
        for (name, scene) in SCENES.into_iter().filter(|(name, _)| !sent || SENT.contains(name)) {
            walk.scene(scene, DIRECTED.contains(&name));
            assert!(
                walk.disagreements.is_empty(),
                "{}, {name}: {}",
                place.name,
                walk.disagreements.join("\n")
            );
        }
        eprintln!(
            "{} {}: {} {} {:?}",
            place.name,
            operation.code(),
            walk.points,
            walk.answers,
            began.elapsed()
        );
        points += walk.points;
        answers += walk.answers;
    }
    eprintln!("half {half}: {points} points decided by imilo, {answers} answers of Cedar, no disagreement");
}

#[test]
#[ignore = "minutes: cargo test --manifest-path tests/cedar/Cargo.toml --test exhaustive -- --ignored"]
fn the_whole_space_one_half() {
    walk(0);
}

#[test]
#[ignore = "minutes: cargo test --manifest-path tests/cedar/Cargo.toml --test exhaustive -- --ignored"]
fn the_whole_space_other_half() {
    walk(1);
}
