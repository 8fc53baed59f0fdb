//! Whether a peer says what imilo says; if not, of which request.

use imilo_core::explain::Outcome;
use imilo_core::habilitation::{Donnee, DonneeSet, Request};
use regorus::Value;

use crate::{Cedar, Place, Record, Rego, Said};

fn differs(what: &str, request: &Request<'_>, imilo: &Said, other: &Said) -> String {
    let only = |a: &Said, b: &Said| {
        let (granted, refused) = (a.granted.difference(&b.granted), a.refused.difference(&b.refused));
        format!("granted {:?}, refused {:?}", granted.collect::<Vec<_>>(), refused.collect::<Vec<_>>())
    };
    format!("{what}: by imilo alone {}; by it alone {}: {request:?}", only(imilo, other), only(other, imilo))
}

/// Data granted and refused.
///
/// # Errors
/// When they differ.
pub fn record_by_cedar(
    place: &Place<'_>,
    cedar: &Cedar,
    request: &Request<'_>,
    record: &Record,
) -> Result<(), String> {
    let (ours, theirs) = (Said::from(place.rules.answer(request)), cedar.whole(record)?);
    if theirs == ours { Ok(()) } else { Err(differs("Cedar", request, &ours, &theirs)) }
}

/// Data granted and refused, causes and row.
///
/// # Errors
/// When they differ.
pub fn record_by_rego(
    place: &Place<'_>,
    rego: &mut Rego,
    request: &Request<'_>,
    input: &Value,
) -> Result<(), String> {
    let answer = place.rules.answer(request);
    let ours = Said::from(answer);
    let whole = rego.whole(input)?;
    let alone = Said { granted: rego.granted_names(input)?, refused: ours.refused.clone() };
    for said in [&whole.said, &alone] {
        if *said != ours {
            return Err(differs("Rego", request, &ours, said));
        }
    }
    let causes = answer.causes.iter().map(|cause| cause.code().to_owned()).collect();
    let row = answer.row.map(|row| row.id.as_ref()).unwrap_or_default();
    if whole.causes == causes && whole.row == row {
        return Ok(());
    }
    Err(format!("imilo {causes:?} {row}, Rego {:?} {}: {request:?}", whole.causes, whole.row))
}

/// Whether the only datum of a request is granted.
///
/// # Errors
/// When they differ.
pub fn one_by_rego(
    place: &Place<'_>,
    rego: &mut Rego,
    request: &Request<'_>,
    input: &Value,
) -> Result<(), String> {
    let ours = place.rules.decide(request).outcome();
    let allowed = rego.allow(input)?;
    if allowed == (ours == Outcome::Conforming) {
        return Ok(());
    }
    Err(format!("imilo {ours:?}, Rego {allowed}: {request:?}"))
}

/// Four data of each record, one by one.
pub fn alone(whole: &[Request<'static>]) -> Vec<Request<'static>> {
    let donnees: Vec<Donnee> = DonneeSet::ALL.iter().collect();
    let of = |(n, request): (usize, &Request<'static>)| {
        let at = |k: usize| donnees[(n * 4 + k * 61) % donnees.len()];
        let request = *request;
        [0, 1, 2, 3].map(|k| Request { donnees: DonneeSet::EMPTY.with(at(k)), ..request })
    };
    whole.iter().enumerate().flat_map(of).collect()
}
