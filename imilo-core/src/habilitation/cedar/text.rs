//! Pieces of Cedar text: literals, days, membership in a list of words or of data.

use std::fmt::Write as _;

use crate::calendar::Date;
use crate::dossier::{Champ, FieldSet, Rubrique};

use super::super::donnee::{Donnee, DonneeSet, Heading};

/// The group of all data.
pub(super) const EVERYTHING: &str = "Toutes";

/// A string literal. What an integrator wrote may hold anything.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for char in text.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            char if char.is_control() => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{{{:x}}}", u32::from(char));
            }
            char => out.push(char),
        }
    }
    out.push('"');
    out
}

/// An entity of the namespace.
pub(super) fn entity(kind: &str, id: &str) -> String {
    format!("Imilo::{kind}::{}", literal(id))
}

pub(super) fn day(day: Date) -> String {
    format!("datetime(\"{day}\")")
}

fn list(kind: &str, ids: &[&str]) -> String {
    let ids: Vec<_> = ids.iter().map(|id| entity(kind, id)).collect();
    match ids.as_slice() {
        [one] => format!("== {one}"),
        several => format!("in [{}]", several.join(", ")),
    }
}

/// That a word is one of a list, written by the shorter of the list and its complement; none when it is any word.
pub(super) fn among(what: &str, kind: &str, words: &[&str], others: &[&str]) -> Option<String> {
    match others {
        [] => None,
        [other] if words.len() > 1 => Some(format!("{what} != {}", entity(kind, other))),
        _ if others.len() < words.len() => Some(format!("!({what} {})", list(kind, others))),
        _ => Some(format!("{what} {}", list(kind, words))),
    }
}

/// The name of a heading of the catalogue as a group: that of its variant, which is a noun of the law.
pub(super) fn group(rubrique: Rubrique) -> String {
    format!("{rubrique:?}")
}

/// The fields under a heading of the catalogue.
fn under(rubrique: Rubrique) -> DonneeSet {
    let of = |champ: &Champ| champ.row().rubrique == rubrique;
    let fields: FieldSet = Champ::ALL.iter().copied().filter(of).collect();
    DonneeSet::fields_only(fields)
}

/// That the datum is in a set that is not empty. Whatever form it takes, a datum of no group is in no set: without the
/// entities nothing is granted.
pub(super) fn resource_in(set: DonneeSet) -> String {
    let everything = format!("resource in {}", entity("Rubrique", EVERYTHING));
    if set == DonneeSet::ALL {
        return everything;
    }
    let (inside, outside) = (pieces(set), pieces(DonneeSet::ALL.minus(set)));
    if outside.len() < inside.len() {
        format!("{everything} && !({})", any(&outside))
    } else if inside.len() > 1 {
        format!("({})", any(&inside))
    } else {
        any(&inside)
    }
}

/// Groups that lie whole in a set, then the data of the others.
fn pieces(set: DonneeSet) -> Vec<(&'static str, String)> {
    let mut rest = set;
    let mut pieces = Vec::new();
    for rubrique in Rubrique::ALL {
        let all = under(rubrique);
        if !all.is_empty() && all.minus(set).is_empty() {
            pieces.push(("Rubrique", group(rubrique)));
            rest = rest.minus(all);
        }
    }
    pieces.extend(rest.iter().map(|donnee| ("Donnee", donnee_id(donnee))));
    pieces
}

fn any(pieces: &[(&'static str, String)]) -> String {
    let of = |wanted: &str| {
        let ids: Vec<_> =
            pieces.iter().filter(|(kind, _)| *kind == wanted).map(|(_, id)| id.as_str()).collect();
        match (wanted, ids.as_slice()) {
            (_, []) => None,
            ("Donnee", ids) => Some(format!("resource {}", list(wanted, ids))),
            (_, [one]) => Some(format!("resource in {}", entity(wanted, one))),
            (_, ids) => Some(format!("resource {}", list(wanted, ids))),
        }
    };
    [of("Rubrique"), of("Donnee")].into_iter().flatten().collect::<Vec<_>>().join(" || ")
}

/// The id of a datum: its name. `°` is no printable ASCII, of which the validation of an engine warns: 1° is `1o`.
pub(super) fn donnee_id(donnee: Donnee) -> String {
    donnee.name().replace('°', "o")
}

/// Each datum with the group that it stands in.
pub(super) fn data() -> impl Iterator<Item = (Donnee, Option<Rubrique>)> {
    let fields = Champ::ALL.iter().map(|champ| (Donnee::Champ(*champ), Some(champ.row().rubrique)));
    fields.chain(Heading::ALL.iter().map(|heading| (Donnee::Heading(*heading), None)))
}
