//! Whoever changes the law tables on purpose must see a vector fail.
//!
//! Each date of each table is shifted by a day, each row's value flipped, each citation swapped, each
//! evidence mark changed, one at a time. Every such change must be refused by the check that the compiler
//! runs on built-in timelines, or make at least one committed vector fail.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use std::borrow::Cow;
use std::path::Path;

use imilo_core::calendar::Date;
use imilo_core::conservation::{
    ArchiveFse, Autorite, Duree, ExceptionProgramme, Limite, Origine, Tables, Terme,
};
use imilo_core::dossier::{Admission, Champ, DataRules, DataTables, Rubrique, Standing};
use imilo_core::law::{self, AnnexeSet, Entry, Evidence, Provision, RuleSet, Timeline, Version};
use imilo_tests::{conservation, law as law_cases};
use serde_json::Value;

const EVIDENCE: [Evidence; 4] = [Evidence::Seen, Evidence::Secondary, Evidence::Inferred, Evidence::Unknown];

type Annexes = Timeline<Provision<AnnexeSet>>;

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(name)).unwrap()
}

/// Whether every committed vector passes by these tables.
struct Vectors {
    conservation: Vec<String>,
    law: Vec<String>,
}

impl Vectors {
    fn read() -> Self {
        let conservation =
            ["limite", "cej", "fse", "comptes"].map(|n| read(&format!("conservation-{n}.json")));
        Self { conservation: conservation.into(), law: vec![read("law.json"), read("law-provisions.json")] }
    }

    fn pass(&self, tables: &Tables, annexes: &Annexes) -> bool {
        let clean = |report: imilo_tests::report::Report| report.counts().1 == 0;
        self.law.iter().all(|text| clean(law_cases::run_by(tables, annexes, text).unwrap()))
            && self.conservation.iter().all(|text| clean(conservation::run_by(tables, text).unwrap()))
    }
}

/// A timeline with one row changed.
struct Mutant<T: Clone + 'static> {
    what: String,
    line: Timeline<T>,
}

/// Every single change of a timeline.
fn mutants<T: Clone + 'static>(
    name: &str,
    line: &Timeline<T>,
    flips: impl Fn(&T) -> Vec<T>,
) -> Vec<Mutant<T>> {
    let mut mutants = Vec::new();
    for (index, row) in line.rows().iter().enumerate() {
        let mut push = |what: &str, row: Version<T>| {
            let mut rows = line.rows().to_vec();
            let what = format!("{name}, row {index} ({}): {what}", row.id);
            *rows.get_mut(index).unwrap() = row;
            mutants.push(Mutant { what, line: Timeline::with_rows_unchecked(rows) });
        };
        for shift in [-1, 1] {
            let Entry { earliest, certain } = row.entry;
            let mut entries =
                vec![Entry { earliest: earliest.plus_days(shift), certain: certain.plus_days(shift) }];
            if earliest != certain {
                entries.push(Entry { earliest: earliest.plus_days(shift), certain });
                entries.push(Entry { earliest, certain: certain.plus_days(shift) });
            }
            for entry in entries {
                push(&format!("entry {entry}"), Version { entry, ..row.clone() });
            }
        }
        for evidence in EVIDENCE.into_iter().filter(|evidence| *evidence != row.citation.evidence) {
            let mut changed = row.clone();
            changed.citation.evidence = evidence;
            push(&format!("evidence {evidence}"), changed);
        }
        let mut swapped = row.clone();
        swapped.citation.code = Cow::Borrowed("RGPD:5");
        push("citation swapped", swapped);
        for value in flips(&row.value) {
            push("value flipped", Version { value, ..row.clone() });
        }
    }
    mutants
}

/// The other things that a provision could say, and silence.
fn provision<T: Clone>(others: impl Fn(&T) -> Vec<T>) -> impl Fn(&Provision<T>) -> Vec<Provision<T>> {
    move |value| match value {
        Provision::Stated(rule) => others(rule)
            .into_iter()
            .map(Provision::Stated)
            .chain([Provision::Absent, Provision::Unknown])
            .collect(),
        Provision::Absent => vec![Provision::Unknown],
        Provision::Unknown => vec![Provision::Absent],
    }
}

fn years(n: u16) -> [u16; 2] {
    [n - 1, n + 1]
}

fn limite(rule: &Limite) -> Vec<Limite> {
    let mut flips: Vec<Limite> = match rule.terme {
        Terme::Anniversaire(age) => years(age).map(Terme::Anniversaire).to_vec(),
        Terme::AgeMaximal { age_revolu, annees } => years(age_revolu)
            .map(|age_revolu| Terme::AgeMaximal { age_revolu, annees })
            .into_iter()
            .chain(years(annees).map(|annees| Terme::AgeMaximal { age_revolu, annees }))
            .collect(),
    }
    .into_iter()
    .map(|terme| Limite { terme, ..*rule })
    .collect();
    match rule.derogation_rqth_cej {
        Some(age) => {
            flips.extend(years(age).map(|age| Limite { derogation_rqth_cej: Some(age), ..*rule }));
            flips.push(Limite { derogation_rqth_cej: None, ..*rule });
        }
        None => flips.push(Limite { derogation_rqth_cej: Some(29), ..*rule }),
    }
    flips
}

fn exception(rule: &ExceptionProgramme) -> Vec<ExceptionProgramme> {
    vec![
        ExceptionProgramme { suivi_regulier_exige: !rule.suivi_regulier_exige, ..*rule },
        ExceptionProgramme { pacea_admis: !rule.pacea_admis, ..*rule },
    ]
}

fn duree(rule: &Duree) -> Vec<Duree> {
    years(rule.annees).map(|annees| Duree { annees }).to_vec()
}

fn archive(rule: &ArchiveFse) -> Vec<ArchiveFse> {
    let origins = [Origine::Premiere, Origine::Derniere, Origine::SelonLectureA7];
    years(rule.annees)
        .map(|annees| ArchiveFse { annees, ..*rule })
        .into_iter()
        .chain(
            origins.into_iter().filter(|o| *o != rule.origine).map(|origine| ArchiveFse { origine, ..*rule }),
        )
        .chain([ArchiveFse {
            prorogation: if rule.prorogation.is_some() { None } else { Some(Evidence::Unknown) },
            ..*rule
        }])
        .collect()
}

/// What the compiler checks on a built-in timeline, asked of a changed one.
fn compiles<T: Clone + Sync + std::panic::RefUnwindSafe + 'static>(line: &Timeline<T>) -> bool {
    let rows: &'static [Version<T>] = Box::leak(line.rows().to_vec().into_boxed_slice());
    std::panic::catch_unwind(|| Timeline::new(rows)).is_ok()
}

/// Every mutant that neither the compiler nor a vector catches.
fn survivors<T: Clone + Sync + std::panic::RefUnwindSafe + 'static>(
    mutants: Vec<Mutant<T>>,
    passes: impl Fn(Timeline<T>) -> bool,
) -> Vec<String> {
    assert!(!mutants.is_empty());
    let survives = |mutant: &Mutant<T>| compiles(&mutant.line) && passes(mutant.line.clone());
    mutants.into_iter().filter(survives).map(|mutant| mutant.what).collect()
}

#[test]
fn every_change_of_a_law_table_makes_a_vector_fail() {
    let vectors = Vectors::read();
    let built_in = Tables::built_in();
    let annexes = law::annexes();
    assert!(vectors.pass(&built_in, annexes), "the vectors pass unchanged");
    // The compile check panics on purpose; its text is not of interest.
    std::panic::set_hook(Box::new(|_| {}));

    let by = |change: &dyn Fn(&mut Tables)| {
        let mut tables = built_in.clone();
        change(&mut tables);
        vectors.pass(&tables, annexes)
    };
    let mut alive = Vec::new();
    let set: fn(&RuleSet) -> Vec<RuleSet> = |_| Vec::new();
    alive.extend(survivors(mutants("rule sets", &built_in.rule_sets, set), |line| {
        by(&|tables| tables.rule_sets = line.clone())
    }));
    alive.extend(survivors(mutants("limit", &built_in.limite, provision(limite)), |line| {
        by(&|tables| tables.limite = line.clone())
    }));
    alive.extend(survivors(mutants("exception", &built_in.exception, provision(exception)), |line| {
        by(&|tables| tables.exception = line.clone())
    }));
    alive.extend(survivors(mutants("CEJ", &built_in.cej, provision(duree)), |line| {
        by(&|tables| tables.cej = line.clone())
    }));
    alive.extend(survivors(mutants("users", &built_in.utilisateurs, provision(duree)), |line| {
        by(&|tables| tables.utilisateurs = line.clone())
    }));
    alive.extend(survivors(mutants("partners", &built_in.partenaires, provision(duree)), |line| {
        by(&|tables| tables.partenaires = line.clone())
    }));
    alive.extend(survivors(mutants("archive", &built_in.archive, provision(archive)), |line| {
        by(&|tables| tables.archive = line.clone())
    }));
    let nobody: fn(&Autorite) -> Vec<Autorite> = |_| Vec::new();
    alive.extend(survivors(mutants("authority", &built_in.autorisation, provision(nobody)), |line| {
        by(&|tables| tables.autorisation = line.clone())
    }));
    let list: fn(&AnnexeSet) -> Vec<AnnexeSet> = |_| Vec::new();
    alive.extend(survivors(mutants("annexes", annexes, provision(list)), |line| {
        vectors.pass(&built_in, &line)
    }));

    let _ = std::panic::take_hook();
    assert!(alive.is_empty(), "no vector sees these changes:\n{}", alive.join("\n"));
}

/// What the vectors say of the standing of each field of a heading.
fn standings(cases: &[Value], rubrique: Rubrique) -> Vec<(Date, Champ, String)> {
    let text = |case: &Value, path: &str| case.pointer(path).and_then(Value::as_str).map(str::to_owned);
    let mut found = Vec::new();
    for case in cases {
        let Some(expected) = text(case, "/expected/standing") else { continue };
        let date = text(case, "/date").unwrap().parse().unwrap();
        let (code, field) = (text(case, "/code"), text(case, "/field"));
        let of = |champ: &&Champ| {
            let row = champ.row();
            row.rubrique == rubrique
                && (row.code == code.as_deref() && code.is_some() || field.as_deref() == Some(row.path))
        };
        found.extend(Champ::ALL.iter().filter(of).map(|champ| (date, *champ, expected.clone())));
    }
    found
}

/// Evidence and citations of the headings are compared by the vectors themselves, where the reader of the law was sure.
#[test]
fn every_flipped_heading_makes_a_vector_fail() {
    let file: Value = serde_json::from_str(&read("dossier-fields.json")).unwrap();
    let cases = file.get("cases").and_then(Value::as_array).unwrap();
    let built_in = DataTables::built_in();
    let mut alive = Vec::new();
    for rubrique in Rubrique::ALL {
        let expected = standings(cases, rubrique);
        let passes = |tables: &DataTables| {
            expected.iter().all(|(date, champ, expected)| {
                let standing = DataRules::on(*date, tables).unwrap().standing(*champ);
                let found = match standing {
                    Standing::Allowed => "allowed",
                    Standing::Conditional => "conditional",
                    Standing::NotAllowed => "not_allowed",
                    Standing::Undetermined => "undetermined",
                };
                found == expected
            })
        };
        assert!(!expected.is_empty() && passes(&built_in), "{rubrique:?}: the vectors pass unchanged");
        let flips = |provision: &Provision<Admission>| match provision {
            Provision::Stated(_) => vec![Provision::Absent, Provision::Unknown],
            Provision::Absent => vec![Provision::Unknown, Provision::Stated(Admission::ParCategorie)],
            Provision::Unknown => vec![Provision::Absent, Provision::Stated(Admission::ParCategorie)],
        };
        for mutant in mutants(&format!("{rubrique:?}"), built_in.line(rubrique), flips) {
            let mut tables = built_in.clone();
            *tables.line_mut(rubrique) = mutant.line;
            if mutant.what.ends_with("value flipped") && passes(&tables) {
                alive.push(mutant.what);
            }
        }
    }
    assert!(alive.is_empty(), "no vector sees these changes:\n{}", alive.join("\n"));
}
