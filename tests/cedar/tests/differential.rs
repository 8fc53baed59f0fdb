//! Random requests: the engine and `AccessRules::decide` say the same of every datum.

mod common;

use common::{compare, pick::Picks, places};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: std::env::var("PROPTEST_CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(1024),
        failure_persistence: None,
        // Each step asks the engine for every datum.
        max_shrink_iters: 300,
        ..ProptestConfig::default()
    })]

    #[test]
    fn cedar_says_the_same(place in any::<prop::sample::Index>(), picks in prop::collection::vec(any::<u16>(), 160)) {
        let place = place.get(places());
        let request = Picks(&picks).request(place);
        let decision = place.rules.decide(&request);
        if let Err(error) = compare(&place.engine, &decision, &request, place.day) {
            return Err(TestCaseError::fail(format!("{}: {error}\n{request:?}", place.name)));
        }
    }
}

/// The picks reach what they are for: all three outcomes on most days, and grants of most rows.
#[test]
fn the_requests_are_not_all_refused() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = prop::collection::vec(any::<u16>(), 160);
    for place in places() {
        let mut seen = [0; 3];
        let mut rows = std::collections::BTreeSet::new();
        for _ in 0..2_000 {
            let picks = strategy.new_tree(&mut runner).unwrap().current();
            let request = Picks(&picks).request(place);
            let decision = place.rules.decide(&request);
            let sets = [decision.granted(), decision.refused(), decision.undetermined()];
            for (count, set) in seen.iter_mut().zip(sets) {
                *count += u32::from(!set.is_empty());
            }
            if !decision.granted().is_empty() {
                rows.extend(decision.row().map(|row| row.id.clone()));
            }
        }
        let giving = place.rows.iter().filter(|row| !row.extent.given.is_empty()).count();
        assert!(seen[0] > 100 && seen[1] > 100, "{}: {seen:?}", place.name);
        assert!(rows.len() * 2 > giving, "{}: {} of {giving} rows give", place.name, rows.len());
    }
}
