//! The export broken on purpose: a policy less, a clause of a permit less. Each must be seen: refused by the validation of
//! the engine, or told by a request on which it no longer says what imilo says.

mod common;

use cedar_policy::{Entities, EntityUid, Request};
use common::classes::Lists;
use common::pick::{NEAR, Picks};
use common::{Place, kinds, places};
use imilo_cedar::{Asked, Engine, donnee_uid};
use imilo_core::explain::Outcome;

/// A request on one datum, what imilo says of it, and by which policies the whole export says it.
struct Point {
    request: Request,
    entities: std::rc::Rc<Entities>,
    outcome: Option<Outcome>,
    policies: Vec<String>,
}

/// Requests near the rows of a day: every fact in favour, but one part drawn anew, some times over.
fn points(place: &Place, times: usize) -> Vec<Point> {
    let kinds = kinds(&place.export, &Lists::of(&place.export.policies));
    let data: Vec<_> = kinds.iter().filter_map(|kind| kind.iter().next()).collect();
    let mut points = Vec::new();
    let mut state = 1_u64;
    let near = place.rows.iter().flat_map(|row| (0..NEAR * times).map(move |turn| Some((row, turn))));
    // And some that are near no row.
    for (count, near) in near.chain([None; 200]).enumerate() {
        let picks: Vec<u16> = std::iter::repeat_with(|| next(&mut state)).take(160).collect();
        let request = match near {
            Some((row, turn)) => Picks(&picks).near(place, row, turn % NEAR),
            None => Picks(&picks).request(place),
        };
        let decision = place.rules.decide(&request);
        // Some days before and after those on which the set holds: it says nothing then.
        let outside = [place.export.from.plus_days(-1), place.export.until.unwrap_or(place.day)];
        let day = if count % 50 == 0 { outside[count / 50 % 2] } else { place.day };
        let asked = Asked::new(&request, day).unwrap();
        let engine = place.engine.for_action(&asked.action).unwrap();
        let entities = std::rc::Rc::new(place.engine.entities(&asked).unwrap());
        for donnee in &data {
            let uids: (_, _, EntityUid) = (asked.principal.uid(), asked.action.clone(), donnee_uid(*donnee));
            let request = Request::new(uids.0, uids.1, uids.2, asked.context.clone(), None).unwrap();
            let said = engine.is_authorized(&request, &entities).unwrap();
            let outcome = decision.of(*donnee).filter(|_| day == place.day);
            assert_eq!(said.outcome, outcome, "{}", place.name);
            points.push(Point { request, entities: entities.clone(), outcome, policies: said.policies });
        }
    }
    points
}

/// Numbers without order (splitmix64).
fn next(state: &mut u64) -> u16 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (z ^ (z >> 31)) as u16
}

/// Whether a broken set says something else than imilo on some of these points; of a permit, whether it grants something
/// else, for the policies that only say why then are left out.
fn seen(place: &Place, text: &str, points: &[&Point], grants: bool) -> bool {
    // Its own validation may refuse it.
    let Ok(engine) = Engine::with_policies(&place.export, text) else { return true };
    points.iter().any(|point| {
        engine.is_authorized(&point.request, &point.entities).is_ok_and(|said| {
            let granted = |outcome| outcome == Some(Outcome::Conforming);
            if grants {
                granted(said.outcome) != granted(point.outcome)
            } else {
                said.outcome != point.outcome
            }
        })
    })
}

/// Policies that change no decision: they say why nothing is granted.
const ONLY_SAY_WHY: [&str; 5] = ["conditions", "no_row", "excluded", "outside_row", "anonymised_only"];

fn only_says_why(policy: &str) -> bool {
    ONLY_SAY_WHY.iter().any(|cause| policy.contains(&format!("@cause(\"habilitation_{cause}\")")))
}

fn id_of(policy: &str) -> String {
    let annotation =
        policy.lines().find_map(|line| line.strip_prefix("@id(\"")?.strip_suffix("\")")).unwrap();
    annotation.replace("\\u{a}", "\n").replace("\\\"", "\"").replace("\\\\", "\\")
}

/// A policy without one of its clauses, for each of them.
fn looser(policy: &str) -> Vec<String> {
    let Some((head, body)) = policy.split_once("when {\n  ") else { return Vec::new() };
    let clauses: Vec<_> = body.trim_end().trim_end_matches("\n};").split(" &&\n  ").collect();
    let without = |index: usize| {
        let rest: Vec<_> =
            clauses.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, it)| *it).collect();
        let body = if rest.is_empty() { "true".to_owned() } else { rest.join(" &&\n  ") };
        format!("{head}when {{\n  {body}\n}};")
    };
    (0..clauses.len()).map(without).collect()
}

/// Those that the fewest policies determined.
fn first(mut near: Vec<&Point>) -> Vec<&Point> {
    near.sort_by_key(|point| point.policies.len());
    near.truncate(300);
    near
}

/// What no request shows, of a day.
fn unseen(name: &str, times: usize, clauses: bool) -> (Vec<String>, usize) {
    let (mut unseen, mut mutants) = (Vec::new(), 0);
    let place = places().iter().find(|place| place.name == name).unwrap();
    let points = points(place, times);
    let (title, text) = place.export.policies.split_once("\n\n").unwrap();
    let policies: Vec<_> = text.split("\n\n").collect();
    let broken = |index: usize, with: Option<&str>, grants: bool| {
        let all = policies.iter().enumerate().filter(|(_, policy)| !grants || !only_says_why(policy));
        let all = all.filter_map(|(at, policy)| if at == index { with } else { Some(*policy) });
        format!("{title}\n\n{}", all.collect::<Vec<_>>().join("\n\n"))
    };
    for (index, policy) in policies.iter().enumerate() {
        let id = id_of(policy);
        let permit = policy.contains("\npermit (");
        // Without it: on requests that it determined, with the fewest others.
        let near = first(points.iter().filter(|point| point.policies.contains(&id)).collect());
        mutants += 1;
        if !seen(place, &broken(index, None, false), &near, false) {
            unseen.push(format!("without {id}"));
        }
        let whole = Engine::with_policies(&place.export, policy).unwrap();
        for (clause, looser) in looser(policy).iter().enumerate().filter(|_| clauses && permit) {
            mutants += 1;
            let Ok(alone) = Engine::with_policies(&place.export, looser) else { continue };
            // On requests that it fits now and did not.
            let fits = |engine: &Engine, point: &Point| {
                let said = engine.is_authorized(&point.request, &point.entities);
                said.is_ok_and(|said| !said.policies.is_empty())
            };
            let fits = |point: &&Point| fits(&alone, point) && !fits(&whole, point);
            let near = first(points.iter().filter(fits).collect());
            if !seen(place, &broken(index, Some(looser), permit), &near, permit) {
                unseen.push(format!("{id} without clause {clause}"));
            }
        }
    }
    (unseen, mutants)
}

/// What another part says too: the last clause of a row of all data holds for every datum that the engine was given; the
/// own mission locale, from whose dossier « ancienne mission locale » keeps off, has the row 3 I; and before 2026-07-01 the C2S,
/// which 3 I leaves to a row of its own, is no purpose at all.
const SAID_TWICE: [&str; 5] = [
    "access: 3 I without clause 1",
    "access: 3 I without clause 7",
    "access: RGPD 15 without clause 5",
    "archive: 6 V, accès without clause 9",
    "access: ancienne mission locale without clause 7",
];

/// Every policy, and every clause of a permit.
#[test]
fn every_policy_and_every_clause_is_needed() {
    let (mut unseen, mutants) = unseen("2023-06-20, added rows", 3, true);
    unseen.retain(|name| !SAID_TWICE.contains(&name.as_str()));
    eprintln!("{mutants} mutants");
    assert!(unseen.is_empty(), "{} of {mutants} were not seen:\n{}", unseen.len(), unseen.join("\n"));
}

/// What another policy of 2015 says too: the annexe of that time lists no free text.
const TWICE_IN_2015: [&str; 3] = [
    "without free_text, transmit",
    "without free_text, link",
    "without free_text, open_fse_archive",
];

#[test]
fn every_policy_of_2015_is_needed() {
    let (mut unseen, mutants) = unseen("2018-05-25", 2, false);
    eprintln!("{mutants} mutants");
    unseen.retain(|name| !TWICE_IN_2015.contains(&name.as_str()));
    assert!(unseen.is_empty(), "{} of {mutants} were not seen:\n{}", unseen.len(), unseen.join("\n"));
}
