//! The rule space: every actor, operation, purpose, form, link, state and datum, under scenes of facts.
//!
//! imilo decides every point. The engine answers once for all points that its policies cannot tell apart: class of who asks,
//! purpose, form and processing are put into the syntax tree of the policies (`common::residual`), and points of a scene
//! that leave the same rest have the same facts otherwise (asserted) and so the same answer; data are alike to a rest if
//! they or the headings above them stand in the same lists of its text. Each of these points must then have that answer of
//! imilo. Of every rest the whole set of policies is asked of one datum, and must say the same by the same policies.

mod common;

use std::collections::HashMap;

use cedar_policy::PolicySet;
use common::classes::Lists;
use common::pick::favourable;
use common::residual::Residuals;
use common::{Place, kinds, places};
use imilo_cedar::{Asked, Engine, action_uid, donnee_uid};
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

/// What is left of the policies when the words of a request are known, and the data that they cannot tell apart.
struct Rest {
    policies: PolicySet,
    kinds: Vec<DonneeSet>,
}

struct Walk<'p> {
    place: &'p Place,
    operation: Operation,
    engine: Engine,
    residuals: Residuals,
    rests: HashMap<usize, Rest>,
    points: u64,
    answers: u64,
    disagreements: Vec<String>,
}

impl<'p> Walk<'p> {
    /// The policies that can fit an operation.
    fn new(place: &'p Place, operation: Operation) -> Self {
        let engine = place.engine.for_action(&action_uid(operation)).unwrap();
        let residuals = Residuals::new(engine.policies());
        let (rests, disagreements) = (HashMap::new(), Vec::new());
        Self { place, operation, engine, residuals, rests, points: 0, answers: 0, disagreements }
    }

    fn scene(&mut self, scene: Scene, directions: bool) {
        let mut known = HashMap::<_, (Request<'static>, Sets)>::new();
        for actor in Actor::ALL {
            let of_actor = self.residuals.fold(0, ("principal", "class", Some(actor.code())));
            for finalite in Finalite::ALL {
                let of_both = self.residuals.fold(of_actor, ("context", "finalite", Some(finalite.code())));
                for form in Form::ALL {
                    let of_three = self.residuals.fold(of_both, ("context", "form", Some(form.code())));
                    for (processing, direction) in links(self.operation, directions) {
                        let link = ("context", "processing", processing.map(|it| it.code()));
                        let rest = self.residuals.fold(of_three, link);
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
                        let first = known.entry((rest, direction)).or_insert_with(|| {
                            let sets = self.ask(rest, &request);
                            (request, sets)
                        });
                        assert_eq!(alike(&first.0), alike(&request), "facts that the words do not tell");
                        let cedar = first.1;
                        self.compare(&request, cedar);
                    }
                }
            }
        }
    }

    fn compare(&mut self, request: &Request<'_>, (granted, refused): Sets) {
        let decision = self.place.rules.decide(request);
        self.points += u64::from(DonneeSet::ALL.len());
        if (decision.granted(), decision.refused()) == (granted, refused) || self.disagreements.len() > 8 {
            return;
        }
        let more =
            names(decision.granted().minus(granted)) + "; " + &names(granted.minus(decision.granted()));
        let bars =
            names(decision.refused().minus(refused)) + "; " + &names(refused.minus(decision.refused()));
        self.disagreements
            .push(format!("granted {more}; refused {bars} by imilo and by Cedar only: {request:?}"));
    }

    /// What the engine grants and refuses by a rest, asked of one datum of each kind; of one of them the whole set of
    /// policies must say the same, by the same policies.
    fn ask(&mut self, rest: usize, request: &Request<'_>) -> Sets {
        // The sets of data among the facts tell no datum from another.
        let facts = &request.facts;
        let sets = [
            Some(request.actor.withheld),
            facts.necessary,
            facts.continuity,
            facts.control.map(|it| it.donnees),
        ];
        let plain = |set: DonneeSet| set == DonneeSet::ALL || set.is_empty();
        assert!(sets.into_iter().flatten().all(plain), "{request:?}");
        let asked = Asked::new(request, self.place.day).unwrap();
        let entities = self.engine.entities(&asked).unwrap();
        let of = self.rests.entry(rest).or_insert_with(|| {
            let policies = self.residuals.policies(rest);
            let text: Vec<_> = policies.policies().map(|policy| policy.to_cedar().unwrap()).collect();
            Rest { policies, kinds: kinds(&self.place.export, &Lists::of(&text.join("\n"))) }
        });
        let (mut granted, mut refused) = (DonneeSet::EMPTY, DonneeSet::EMPTY);
        // Another one for each rest and scene.
        let whole = usize::try_from(self.answers).unwrap() % of.kinds.len();
        for (index, kind) in of.kinds.iter().enumerate() {
            let donnee = kind.iter().next().unwrap();
            let question = self.engine.request(&asked, &donnee_uid(donnee), index == whole).unwrap();
            let said = self.engine.by(&of.policies, &question, &entities).unwrap();
            if index == whole {
                assert_eq!(said, self.place.engine.is_authorized(&question, &entities).unwrap());
            }
            self.answers += 1;
            match said.outcome.unwrap() {
                Outcome::Conforming => granted = granted.union(*kind),
                Outcome::NotConforming => refused = refused.union(*kind),
                Outcome::Undetermined => {}
            }
        }
        (granted, refused)
    }
}

/// Granted, refused.
type Sets = (DonneeSet, DonneeSet);

/// A request without its words.
fn alike<'r>(request: &Request<'r>) -> Request<'r> {
    let mut alike = *request;
    alike.actor.class = Actor::ALL[0];
    (alike.finalite, alike.form) = (Finalite::ALL[0], Form::ALL[0]);
    alike.facts.processing = None;
    alike
}

fn names(set: DonneeSet) -> String {
    format!("{:?}", set.iter().map(Donnee::name).collect::<Vec<_>>())
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
fn the_whole_space_one_half() {
    walk(0);
}

#[test]
fn the_whole_space_other_half() {
    walk(1);
}
