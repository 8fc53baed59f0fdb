//! Where the territory of a code went, and whether two codes are one place.

use super::commune::{Commune, Nature, states};
use super::pays::pays;
use crate::calendar::Date;
use crate::dossier::{CodeCommune, CodeLieu, CodePays};

/// More codes than any code of the table leads to; a test counts them.
const MOST: usize = 16;

/// Codes with the day from which each is followed, the first one being where the way began.
#[derive(Default)]
struct Way {
    steps: [Option<(CodeCommune, Option<Date>)>; MOST],
    length: usize,
}

impl Way {
    /// Adds a code, or follows it from an earlier day; its place, if that is new.
    fn add(&mut self, code: CodeCommune, from: Option<Date>) -> Option<usize> {
        let place = self.steps.iter().flatten().position(|(known, _)| *known == code).unwrap_or(self.length);
        let step = self.steps.get_mut(place)?;
        if step.is_some_and(|(_, known_from)| known_from <= from) {
            return None;
        }
        self.length += usize::from(step.is_none());
        *step = Some((code, from));
        Some(place)
    }
}

/// The codes to which the territory of a code came, going forward in time: recoded, merged, or a part of another
/// commune. The first is the nearest; the code itself is not among them.
///
/// ```
/// use imilo_core::cog::successors;
/// let codes: Vec<_> = successors("20004".parse()?).map(|code| code.to_string()).collect();
/// assert_eq!(codes, ["2A004"]);
/// assert_eq!(successors("75056".parse()?).count(), 0);
/// # Ok::<(), imilo_core::dossier::CodeError>(())
/// ```
pub fn successors(code: CodeCommune) -> impl Iterator<Item = CodeCommune> {
    let mut way = Way::default();
    way.add(code, None);
    let mut at = 0;
    while let Some((code, from)) = way.steps.get(at).copied().flatten() {
        at += 1;
        let later = |state: &Commune| state.fin().is_none_or(|fin| Some(fin.by()) > from);
        for state in states(code).filter(later) {
            // A commune is followed when it ends, a part belongs to its commune from its first day.
            let day = if state.nature() == Nature::Commune { state.fin() } else { state.debut() };
            let holder = state.rattachement().filter(|_| state.nature() != Nature::Arrondissement);
            if let Some(place) = holder.and_then(|holder| way.add(holder, day.map(|day| day.by()))) {
                at = at.min(place);
            }
        }
    }
    way.steps.into_iter().skip(1).flatten().map(|(code, _)| code)
}

/// Whether two codes are those of one place, whatever the time: equal; an arrondissement and its city; one among the
/// [`successors`] of the other; a country and one that it was, or to which it belongs.
///
/// ```
/// use imilo_core::cog::same_place;
/// assert!(same_place("75012".parse()?, "92012".parse()?)); // Boulogne-Billancourt
/// assert!(same_place("75056".parse()?, "75112".parse()?)); // Paris
/// assert!(!same_place("75101".parse()?, "75112".parse()?));
/// assert!(same_place("98204".parse()?, "99326".parse()?)); // Côte d'Ivoire
/// # Ok::<(), imilo_core::dossier::CodeError>(())
/// ```
#[must_use]
pub fn same_place(one: CodeLieu, other: CodeLieu) -> bool {
    let communes = || one.commune().zip(other.commune()).is_some_and(|(one, other)| same_commune(one, other));
    let countries = || one.pays().zip(other.pays()).is_some_and(|(one, other)| same_country(one, other));
    one == other || communes() || countries()
}

fn same_commune(one: CodeCommune, other: CodeCommune) -> bool {
    let leads = |from, to| successors(from).any(|code| code == to) || city(from) == Some(to);
    leads(one, other) || leads(other, one)
}

/// The city of an arrondissement.
fn city(code: CodeCommune) -> Option<CodeCommune> {
    states(code).find(|state| state.nature() == Nature::Arrondissement)?.rattachement()
}

fn same_country(one: CodePays, other: CodePays) -> bool {
    leads_up(one, other, UPWARDS) || leads_up(other, one, UPWARDS)
}

/// How far up the countries are followed; the longest way in the table has four steps, a test counts them.
const UPWARDS: u8 = 6;

/// Whether one comes to the other by going from a country to the one it was and to the one it belongs to.
fn leads_up(from: CodePays, to: CodePays, steps: u8) -> bool {
    from == to
        || steps > 0
            && pays(from)
                .flat_map(|row| [row.ancien, row.rattachement])
                .flatten()
                .any(|up| up != from && leads_up(up, to, steps - 1))
}
