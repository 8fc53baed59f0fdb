//! The requests that are compared notice every line of the policy: without it some answer differs, or it does not compile.

use imilo_core::habilitation::Tables;
use imilo_peers_habilitation::{
    DAYS, POLICY, Place, Rego, alone, input, one_by_rego, record_by_rego, requests,
};

/// What the first answer that differs says, for a text of the policy.
fn difference(places: &[Place<'_>], policy: &str) -> Option<String> {
    let of = |place: &Place<'_>| -> Result<(), String> {
        let mut rego = Rego::with_policy(place, policy)?;
        let whole = requests(place);
        for request in &whole {
            record_by_rego(place, &mut rego, request, &input(request, place, None))?;
        }
        for request in alone(&whole) {
            let donnee = request.donnees.iter().next();
            one_by_rego(place, &mut rego, &request, &input(&request, place, donnee))?;
        }
        Ok(())
    };
    places.iter().find_map(|place| of(place).err())
}

/// No row that gives data names such a purpose on these days.
const SAYS_NOTHING_HERE: &str = "\tnot foreign_purpose";

#[test]
fn every_line_is_noticed() {
    let tables = Tables::built_in();
    let places: Vec<_> = DAYS.iter().map(|(_, day)| Place::new(day, &tables).unwrap()).collect();
    assert_eq!(difference(&places, POLICY), None);
    let lines: Vec<_> = POLICY.lines().collect();
    let mut unnoticed = Vec::new();
    let mut noticed = 0;
    for (at, line) in lines.iter().enumerate() {
        // A condition in a body, or a rule of one line.
        let condition = line.starts_with('\t') && !line.ends_with('{') && !line.ends_with('}');
        let rule = line.contains(" if ") && !line.ends_with('{');
        if *line == SAYS_NOTHING_HERE || !(condition || rule) {
            continue;
        }
        let without: Vec<_> =
            lines.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, line)| *line).collect();
        match difference(&places, &without.join("\n")) {
            Some(_) => noticed += 1,
            None => unnoticed.push(format!("{}: {line}", at + 1)),
        }
    }
    assert!(unnoticed.is_empty(), "{noticed} noticed, not: {unnoticed:#?}");
    assert!(noticed > 40, "{noticed}");
}
