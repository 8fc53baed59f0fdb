//! The decisions that change between two days as a table to be read: what is alike stands in one line.

use super::changes::{Change, changes_together};
use super::donnee::DonneeSet;
use super::hypothesis::Scene;
use super::matrix::CATEGORIES;
use super::table::{Language, TextTable};
use super::words::{Actor, Direction, Finalite, Form, Operation, Processing};

/// Data told by their names up to this many, and by their categories beyond.
const NAMED: u32 = 6;

/// What the decisions of a line have in common.
#[derive(Clone, PartialEq, Eq)]
struct Line {
    actors: Vec<Actor>,
    operations: Vec<Operation>,
    forms: Vec<Form>,
    scenes: Vec<Scene>,
    finalites: Vec<Finalite>,
    links: Vec<(Processing, Direction)>,
    data: [DonneeSet; 4],
}

const COLUMNS: [(&str, &str); 10] = [
    ("acteurs", "actors"),
    ("opérations", "operations"),
    ("formes", "forms"),
    ("dossier", "dossier"),
    ("finalités", "purposes"),
    ("mises en relation", "links"),
    ("désormais accordé", "now granted"),
    ("n'est plus accordé", "no longer granted"),
    ("désormais refusé", "now refused"),
    ("désormais indéterminé", "now undetermined"),
];

/// The decisions that change, with every fact told in favour of the actor. None is left out: actors, operations and forms
/// with the same change share a line.
#[must_use]
pub(super) fn decisions_table(changes: &[Change], language: Language) -> TextTable {
    let mut lines: Vec<Line> = changes_together(changes)
        .into_iter()
        .map(|group| Line {
            actors: vec![group.actor],
            operations: vec![group.operation],
            forms: vec![group.form],
            scenes: vec![group.scene],
            finalites: group.finalites,
            links: group.links,
            data: group.data,
        })
        .collect();
    lines = joined(lines, |line| &mut line.forms);
    lines = joined(lines, |line| &mut line.operations);
    lines = joined(lines, |line| &mut line.scenes);
    lines = joined(lines, |line| &mut line.actors);
    // What is granted or lost first.
    lines.sort_by_key(|line| line.data.iter().position(|data| !data.is_empty()));
    let header = COLUMNS.map(|words| language.of(words).to_owned()).to_vec();
    TextTable { header, lines: lines.iter().map(|line| told(line, language)).collect() }
}

/// The lines that differ in one list only, put together.
fn joined<T: Clone>(lines: Vec<Line>, list: fn(&mut Line) -> &mut Vec<T>) -> Vec<Line> {
    let mut all: Vec<(Line, Vec<T>)> = Vec::new();
    for mut line in lines {
        let own = core::mem::take(list(&mut line));
        match all.iter_mut().find(|(other, _)| *other == line) {
            Some((_, list)) => list.extend(own),
            None => all.push((line, own)),
        }
    }
    let back = |(mut line, own): (Line, Vec<T>)| {
        *list(&mut line) = own;
        line
    };
    all.into_iter().map(back).collect()
}

fn told(line: &Line, language: Language) -> Vec<String> {
    let [gained, lost, refused, undetermined] = line.data.map(|data| data_told(data, language));
    let every = |some: usize, all: usize, words: (&'static str, &'static str), named: Vec<String>| {
        if some == all { language.of(words).to_owned() } else { named.join(", ") }
    };
    let named = |words: Vec<(&'static str, &'static str)>| -> Vec<String> {
        words.into_iter().map(|words| language.of(words).to_owned()).collect()
    };
    let links = line.links.iter().map(|(processing, direction)| {
        format!("{} ({})", language.of(processing.words()), language.of(direction.words()))
    });
    let links = links.collect();
    let actors = named(line.actors.iter().map(|it| it.words()).collect());
    let operations = named(line.operations.iter().map(|it| it.words()).collect());
    let finalites = named(line.finalites.iter().map(|it| it.words()).collect());
    vec![
        every(line.actors.len(), Actor::ALL.len(), ("tous", "every one"), actors),
        every(line.operations.len(), Operation::ALL.len(), ("toutes", "every one"), operations),
        named(line.forms.iter().map(|it| it.words()).collect()).join(", "),
        named(line.scenes.iter().map(|it| it.words()).collect()).join(" ; "),
        every(line.finalites.len(), Finalite::ALL.len(), ("toutes", "every one"), finalites),
        every(line.links.len(), Processing::ALL.len() * Direction::ALL.len(), ("toutes", "every one"), links),
        gained,
        lost,
        refused,
        undetermined,
    ]
}

fn data_told(data: DonneeSet, language: Language) -> String {
    if data == DonneeSet::ALL {
        return language.of(("toutes les données", "all data")).to_owned();
    }
    if data.len() <= NAMED {
        return data.iter().map(|donnee| language.of(donnee.words())).collect::<Vec<_>>().join(", ");
    }
    let of = language.of(("sur", "of"));
    let mut rest = data;
    let mut parts: Vec<String> = Vec::new();
    for category in CATEGORIES {
        let here = rest.intersection(category.donnees).len();
        rest = rest.minus(category.donnees);
        let name = language.of(category.words);
        if here == category.donnees.len() {
            parts.push(name.to_owned());
        } else if here > 0 {
            parts.push(format!("{name} ({here} {of} {})", category.donnees.len()));
        }
    }
    if !rest.is_empty() {
        parts.push(format!("{} ({})", language.of(("autres", "others")), rest.len()));
    }
    parts.join(", ")
}
