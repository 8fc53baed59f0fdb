//! Whoever changes a row of the lists of habilitation on purpose must see a vector fail.
//!
//! Each entry is shifted by a day; of each row each condition, purpose and operation is dropped, the actor, the extent,
//! the rule on the NIR, the form and the citation are changed, the row itself is left out; each list is closed or opened.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use std::borrow::Cow;
use std::path::Path;

use imilo_core::droits::{self, Answerer, Openness};
use imilo_core::habilitation::{
    AccessList, Actor, Condition, ConditionSet, DonneeSet, Extent, FinaliteSet, Form, ListLine, ListRow,
    Necessity, NirRule, OperationSet, Tables,
};
use imilo_core::law::{Entry, Evidence, Provision, Timeline, Version};
use imilo_tests::habilitation;

const FILES: [&str; 4] = ["acces", "destinataires", "liens", "droits"];

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("vectors/habilitation-{name}.json"));
    std::fs::read_to_string(path).unwrap()
}

fn passes(tables: &Tables, rights: &droits::Tables, text: &str) -> bool {
    habilitation::run_by(tables, rights, text).unwrap().counts().1 == 0
}

/// What a single change of a row makes of it; the first is what it was named after.
fn row_mutants(row: &ListRow) -> Vec<(String, ListRow)> {
    let mut mutants = Vec::new();
    let mut push = |what: String, row: ListRow| mutants.push((what, row));
    // The option has a test of its own.
    let option = ConditionSet::of(&[Condition::TransferAuthorised]);
    for condition in row.conditions.minus(option).iter() {
        let conditions = row.conditions.minus(ConditionSet::of(&[condition]));
        push(format!("without {}", condition.code()), ListRow { conditions, ..row.clone() });
    }
    // A row of every purpose would need a vector for each.
    if row.finalites.len() < 5 {
        for finalite in row.finalites.iter() {
            let finalites = row.finalites.minus(FinaliteSet::of(&[finalite]));
            push(format!("without {}", finalite.code()), ListRow { finalites, ..row.clone() });
        }
    }
    for operation in row.operations.iter().filter(|_| row.operations.len() < 4 || row.id == "3 I") {
        let operations = row.operations.minus(OperationSet::of(&[operation]));
        push(format!("without {}", operation.code()), ListRow { operations, ..row.clone() });
    }
    push("another actor".to_owned(), ListRow { actor: Actor::Police, ..row.clone() });
    let extent = row.extent;
    let decides = !extent.given.is_empty();
    let other = if decides { Extent::UNREAD } else { Extent::WHOLE };
    push("extent".to_owned(), ListRow { extent: other, ..row.clone() });
    if !extent.excluded.is_empty() {
        let given = extent.given.union(extent.excluded);
        let extent = Extent { given, excluded: DonneeSet::EMPTY, ..extent };
        push("nothing excluded".to_owned(), ListRow { extent, ..row.clone() });
    }
    if decides && row.necessity != Necessity::Habilitation {
        push("necessity".to_owned(), ListRow { necessity: Necessity::Habilitation, ..row.clone() });
    }
    if decides && row.extent.given.len() > 30 && row.form == Form::Nominative {
        let nir = if row.nir == NirRule::Included { NirRule::OwnTitle } else { NirRule::Included };
        // The row of the person gives her own number, and that of payments does not decide on it.
        push("NIR".to_owned(), ListRow { nir, ..row.clone() });
    }
    if row.processing.is_some() {
        push("any processing".to_owned(), ListRow { processing: None, ..row.clone() });
    }
    if row.form == Form::Anonymised {
        push("form".to_owned(), ListRow { form: Form::Nominative, ..row.clone() });
    }
    let mut cited = row.clone();
    cited.citation.code = Cow::Borrowed("RGPD:5");
    push("citation".to_owned(), cited);
    mutants
}

/// Whether an earlier version has the same row: it is then changed with it, as the tables write it once.
fn earlier(line: &ListLine, index: usize, row: &ListRow) -> bool {
    line.rows()
        .iter()
        .take(index)
        .any(|version| version.value.stated().is_some_and(|list| list.rows.contains(row)))
}

/// The timeline with a row changed, or left out, in every version that has it.
fn everywhere(line: &ListLine, row: &ListRow, changed: Option<&ListRow>) -> ListLine {
    let mut versions = line.rows().to_vec();
    for version in &mut versions {
        if let Provision::Stated(list) = &mut version.value {
            let rows =
                list.rows.iter().filter_map(|it| if it == row { changed.cloned() } else { Some(it.clone()) });
            list.rows = Cow::Owned(rows.collect());
        }
    }
    Timeline::with_rows_unchecked(versions)
}

fn list_mutants(line: &ListLine) -> Vec<(String, ListLine)> {
    let mut mutants = entries(line);
    for (index, version) in line.rows().iter().enumerate() {
        let with = |value: Provision<AccessList>| {
            let mut rows = line.rows().to_vec();
            rows.get_mut(index).unwrap().value = value;
            Timeline::with_rows_unchecked(rows)
        };
        let Provision::Stated(list) = &version.value else {
            let closed = AccessList { in_full: true, rows: Cow::Borrowed(&[]) };
            mutants.push((format!("{}: read in full", version.id), with(Provision::Stated(closed))));
            continue;
        };
        let opened = AccessList { in_full: !list.in_full, ..list.clone() };
        mutants.push((format!("{}: read in full or not", version.id), with(Provision::Stated(opened))));
        for row in list.rows.iter() {
            if earlier(line, index, row) {
                continue;
            }
            let mut push = |what: &str, changed: Option<ListRow>| {
                let what = format!("{}, {}: {what}", version.id, row.id);
                mutants.push((what, everywhere(line, row, changed.as_ref())));
            };
            push("left out", None);
            for (what, changed) in row_mutants(row) {
                push(&what, Some(changed));
            }
        }
    }
    mutants
}

/// Every entry a day earlier or later, where that is another day of the law; the first is fixed by the compiler.
fn entries<T: Clone + 'static>(line: &Timeline<T>) -> Vec<(String, Timeline<T>)> {
    let mut mutants = Vec::new();
    for (index, version) in line.rows().iter().enumerate().skip(1) {
        let Entry { earliest, certain } = version.entry;
        for shift in [-1, 1] {
            for (earliest, certain) in [
                (earliest.plus_days(shift), certain.plus_days(shift)),
                (earliest.plus_days(shift), certain),
                (earliest, certain.plus_days(shift)),
            ] {
                if earliest > certain
                    || (certain == version.entry.certain && earliest == version.entry.earliest)
                {
                    continue;
                }
                let mut rows = line.rows().to_vec();
                rows.get_mut(index).unwrap().entry = Entry { earliest, certain };
                let what = format!("{}: entry {earliest}/{certain}", version.id);
                mutants.push((what, Timeline::with_rows_unchecked(rows)));
            }
        }
    }
    mutants
}

/// Changes that change no answer: the same rows again, known less well; unread beside unread; a purpose that is not
/// yet one, a datum that is not listed.
const EQUIVALENT: &[&str] = &[
    "access, V2021: entry 2021-05-23/2021-05-24",
    "access, V2025: entry",
    "recipients, annexes-2026: entry",
    "recipients, V2026-07: entry 2026-06-30",
    "links, V2021-A: entry",
    "links, annexes-2025: entry 2025-01-12/2025-01-15",
    "links, annexes-2025: entry 2025-01-14/2025-01-15",
    "links, annexes-2026: entry",
    "links, V2026-07: entry 2026-06-30",
    "archive, V2026: entry 2026-01-14/2026-01-20",
    "archive, V2026: entry 2026-01-14/2026-01-22",
    "free text, V2021: entry 2021-05-22",
    "free text, V2021: entry 2021-05-23/2021-05-24",
    "free text, V2021-A: entry 2022-01-30/2022-01-31",
    "free text, annexes-2025: entry",
    "free text, annexes-2026: entry",
    "titles to the NIR, cadre NIR: entry 2019-04-19/2019-05-01",
    "titles to the NIR, cadre NIR: entry 2019-04-21/2019-05-01",
];

fn survivors<T: Clone + 'static>(
    name: &str,
    mutants: Vec<(String, Timeline<T>)>,
    passes: impl Fn(Timeline<T>) -> bool,
) -> Vec<String> {
    assert!(!mutants.is_empty(), "{name}");
    mutants
        .into_iter()
        .filter(|(_, line)| passes(line.clone()))
        .map(|(what, _)| format!("{name}, {what}"))
        .collect()
}

#[test]
fn every_change_of_a_row_makes_a_vector_fail() {
    let (tables, rights) = (Tables::built_in(), droits::Tables::built_in());
    let [access, recipients, links, persons] = FILES.map(read);
    for text in [&access, &recipients, &links, &persons] {
        assert!(passes(&tables, &rights, text), "the vectors pass unchanged");
    }
    let by = |change: &dyn Fn(&mut Tables), text: &str| {
        let mut changed = tables.clone();
        change(&mut changed);
        passes(&changed, &rights, text)
    };
    let mut alive = survivors("access", list_mutants(&tables.access), |line| {
        by(&|tables| tables.access = line.clone(), &access)
    });
    alive.extend(survivors("recipients", list_mutants(&tables.recipients), |line| {
        by(&|tables| tables.recipients = line.clone(), &recipients)
    }));
    alive.extend(survivors("links", list_mutants(&tables.links), |line| {
        by(&|tables| tables.links = line.clone(), &links)
    }));
    alive.extend(survivors("archive", list_mutants(&tables.archive), |line| {
        by(&|tables| tables.archive = line.clone(), &access)
    }));
    alive.extend(survivors("free text", entries(&tables.free_text), |line| {
        by(&|tables| tables.free_text = line.clone(), &recipients)
    }));
    alive.extend(survivors("titles to the NIR", entries(&tables.nir_titles), |line| {
        by(&|tables| tables.nir_titles = line.clone(), &recipients)
    }));
    alive.retain(|what| !EQUIVALENT.iter().any(|same| what.starts_with(same)));
    assert!(alive.is_empty(), "no vector sees: {alive:#?}");
}

/// One of the tables of the rights.
type Line = fn(&mut droits::Tables) -> &mut Timeline<Provision<Openness>>;

#[test]
fn every_change_of_a_right_makes_a_vector_fail() {
    let (tables, built_in) = (Tables::built_in(), droits::Tables::built_in());
    let text = read("droits");
    let by = |change: &dyn Fn(&mut droits::Tables)| {
        let mut rights = built_in.clone();
        change(&mut rights);
        passes(&tables, &rights, &text)
    };
    let lines: [(&str, Line); 6] = [
        ("access", |tables| &mut tables.access),
        ("rectification", |tables| &mut tables.rectification),
        ("opposition", |tables| &mut tables.opposition),
        ("limitation", |tables| &mut tables.limitation),
        ("erasure", |tables| &mut tables.erasure),
        ("portability", |tables| &mut tables.portability),
    ];
    let openness = |value: &Provision<Openness>| {
        let all = [Openness::Open, Openness::Excluded, Openness::UnlessNeeded].map(Provision::Stated);
        let others = all.into_iter().chain([Provision::Unknown]);
        others.filter(|other| other != value).collect::<Vec<_>>()
    };
    let mut alive = Vec::new();
    for (name, get) in lines {
        let mut all = built_in.clone();
        let line = get(&mut all).clone();
        alive.extend(survivors(name, right_mutants(&line, openness), |line| {
            by(&|tables| *get(tables) = line.clone())
        }));
    }
    let answerer = |value: &Provision<Answerer>| {
        let all = [Answerer::Director, Answerer::MissionLocale].map(Provision::Stated);
        all.into_iter().chain([Provision::Unknown]).filter(|other| other != value).collect::<Vec<_>>()
    };
    alive.extend(survivors("answerers", values(&built_in.answerers, answerer), |line| {
        by(&|tables| tables.answerers = line.clone())
    }));
    // Open unless needed and not needed, excluded: a request as made says the same of both.
    alive.retain(|what| !what.starts_with("opposition, V202") || !what.contains("entry"));
    alive.retain(|what| !what.contains("opposition, V20") || !what.ends_with("Stated(UnlessNeeded)"));
    alive.retain(|what| !what.contains("portability, RGPD") || !what.ends_with("Stated(UnlessNeeded)"));
    alive.retain(|what| {
        !what.contains(", V2015: value") || !what.ends_with("UnlessNeeded)") && !what.ends_with("Excluded)")
    });
    assert!(alive.is_empty(), "no vector sees: {alive:#?}");
}

fn values<T: Clone + core::fmt::Debug + 'static>(
    line: &Timeline<T>,
    others: impl Fn(&T) -> Vec<T>,
) -> Vec<(String, Timeline<T>)> {
    let mut mutants = Vec::new();
    for (index, version) in line.rows().iter().enumerate() {
        for value in others(&version.value) {
            let mut rows = line.rows().to_vec();
            let what = format!("{}: value {value:?}", version.id);
            rows.get_mut(index).unwrap().value = value;
            mutants.push((what, Timeline::with_rows_unchecked(rows)));
        }
    }
    mutants
}

fn right_mutants<T: Clone + core::fmt::Debug + 'static>(
    line: &Timeline<T>,
    others: impl Fn(&T) -> Vec<T>,
) -> Vec<(String, Timeline<T>)> {
    let mut mutants = values(line, others);
    mutants.extend(entries(line));
    for (index, version) in line.rows().iter().enumerate() {
        let mut push = |what: &str, version: Version<T>| {
            let mut rows = line.rows().to_vec();
            let what = format!("{}: {what}", version.id);
            *rows.get_mut(index).unwrap() = version;
            mutants.push((what, Timeline::with_rows_unchecked(rows)));
        };
        let mut cited = version.clone();
        cited.citation.code = Cow::Borrowed("RGPD:5");
        push("citation", cited);
        for evidence in [Evidence::Seen, Evidence::Secondary, Evidence::Inferred, Evidence::Unknown] {
            if evidence != version.citation.evidence {
                let mut marked = version.clone();
                marked.citation.evidence = evidence;
                push("evidence", marked);
            }
        }
    }
    mutants
}
