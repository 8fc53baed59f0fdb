//! A window of entry: what both sides grant is granted, what both refuse is refused, the rest is undetermined.

use super::Said;
use super::policy::{Policy, Says};

pub(super) fn both(newest: &Said, older: &Said) -> Said {
    let refusals = |said: &Said| -> Vec<Policy> {
        said.bars.iter().filter(|bar| bar.says == Says::Refused).cloned().collect()
    };
    let mut bars = together(&refusals(newest), &refusals(older));
    // What one side only bars is not granted, and not refused.
    let sides = newest.bars.iter().chain(&older.bars);
    let mut one_sided: Vec<Policy> = Vec::new();
    for bar in sides {
        let known = |other: &Policy| other.fits_as(bar);
        match one_sided.iter_mut().find(|other| known(other)) {
            Some(other) => other.sources.extend(
                bar.sources.iter().filter(|it| !other.sources.contains(it)).cloned().collect::<Vec<_>>(),
            ),
            None if bars.iter().any(known) => {}
            None => {
                let name = if bar.says == Says::Refused {
                    format!("one side: {}", bar.name)
                } else {
                    bar.name.clone()
                };
                one_sided.push(Policy { name, says: Says::Undetermined, ..bar.clone() });
            }
        }
    }
    bars.extend(one_sided);
    Said { grants: together(&newest.grants, &older.grants), bars }
}

/// What fits one policy of each side. Policies that are the same on both sides come once: with them, of the others only
/// those of one side with those of the other side add anything.
fn together(newest: &[Policy], older: &[Policy]) -> Vec<Policy> {
    let same = |policy: &Policy, others: &[Policy]| others.iter().any(|other| other.fits_as(policy));
    let mut all: Vec<Policy> = Vec::new();
    for policy in newest {
        if let Some(twin) = older.iter().find(|other| other.fits_as(policy)) {
            all.extend(policy.and(twin));
        }
    }
    let rest = |policies: &[Policy], others: &[Policy]| -> Vec<Policy> {
        policies.iter().filter(|policy| !same(policy, others)).cloned().collect()
    };
    for policy in rest(newest, older) {
        for other in rest(older, newest) {
            all.extend(policy.and(&other));
        }
    }
    all
}
