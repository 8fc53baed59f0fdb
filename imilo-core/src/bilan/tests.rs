use crate::conservation::{DossierFacts, Fse, Programme, ProgrammeKind, Readings, Tables};

use super::*;
use crate::dossier::{Coded, DataTables, Field};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// Everything known, and nothing there, but for what the test says.
fn known(birth: &str) -> DossierFacts {
    DossierFacts {
        birth_date: Some(date(birth)),
        rqth_periods: Some(vec![]),
        programmes: Some(vec![]),
        cej_contracts: Some(vec![]),
        fse: Fse::NotCofinanced,
        anonymised_on: None,
    }
}

/// Judges on 2026-11-24; ninety days later is 2027-02-22 (6 + 31 + 31 + 22).
fn counted<T>(facts: &[DossierFacts], look: impl Fn(&[Judged<'_>]) -> T) -> (T, Counts) {
    let tables = Tables::built_in();
    let retention = Retention::on(date("2026-11-24"), &tables, Readings::default()).unwrap();
    let data = DataTables::built_in();
    let rules = DataRules::on(retention.day(), &data).unwrap();
    let mut bilan = Bilan::new(&retention, &rules, Carried::default());
    let lignes: Vec<_> =
        facts.iter().map(|facts| bilan.add(&Dossier::from(facts.clone())).unwrap()).collect();
    (look(&lignes), bilan.report().total)
}

#[test]
fn a_term_that_can_only_be_put_off_is_due_at_the_earliest() {
    // The 28th birthday is the limit (25 + 1 + 2); a CEJ that is not known may only put it off.
    let without_cej = |birth| DossierFacts { cej_contracts: None, rqth_periods: None, ..known(birth) };
    let facts = [
        without_cej("1999-01-20"),
        without_cej("1999-02-22"), // closes on the ninetieth day
        without_cej("1999-02-23"), // on the ninety-first
        DossierFacts { rqth_periods: None, ..known("1999-01-20") }, // no CEJ: RQTH plays no part
    ];
    let look =
        |lignes: &[Judged<'_>]| lignes.iter().map(|judged| (judged.due, judged.due_on())).collect::<Vec<_>>();
    let (found, total) = counted(&facts, look);
    assert_eq!(
        found,
        [
            (Due::Within90DaysAtTheEarliest, Some(date("2027-01-20"))),
            (Due::Within90DaysAtTheEarliest, Some(date("2027-02-22"))),
            (Due::Nothing, Some(date("2027-02-23"))),
            (Due::Within90Days, Some(date("2027-01-20"))),
        ]
    );
    let retention = total.retention;
    assert_eq!((retention.accessible, retention.due_within_90_days), (4, 1));
    assert_eq!(retention.due_within_90_days_at_the_earliest, 2);
    // Programmes are asked about on the limit date only.
    assert_eq!(retention.due_at_the_earliest_for_lack_of, [("cej_contracts", 2), ("rqth_periods", 2)].into());
}

#[test]
fn an_attestation_that_would_extend_is_counted_apart_from_the_archive() {
    let programme = |start: &str, regular_follow_up| Programme {
        kind: ProgrammeKind::Other,
        start: date(start),
        end: None,
        regular_follow_up,
    };
    let with = |birth, programme| DossierFacts { programmes: Some(vec![programme]), ..known(birth) };
    let facts = [
        // Closed on 2026-10-01 with a programme in progress, whose follow-up nobody attested (A5).
        with("1998-10-01", programme("2026-01-01", None)),
        // Closes on 2027-01-20: the programme, attested, counts from that day on.
        with("1999-01-20", programme("2026-01-01", Some(true))),
        // Closed as well; whether it is to be archived is not known.
        DossierFacts { fse: Fse::Unknown, ..with("1998-10-01", programme("2026-01-01", None)) },
        // Begun after the limit: it never extends.
        with("1998-10-01", programme("2026-10-02", None)),
        // Far from its term.
        with("2005-01-20", programme("2026-01-01", None)),
        // Interruptions prolong the archive, not the access.
        DossierFacts {
            fse: Fse::Cofinanced {
                first_record: None,
                last_record: Some(date("2020-05-10")),
                interruptions: None,
            },
            ..known("1998-10-01")
        },
    ];
    let ((), total) = counted(&facts, |_| ());
    assert_eq!(
        total.retention.would_be_extended,
        ExtendedCounts {
            now: 2,
            within_90_days: 1,
            by_fact: [("programmes", 1), ("regular_follow_up", 2)].into(),
        }
    );
}

#[test]
fn each_finding_has_the_day_of_its_own_provision() {
    let facts = [
        // 28th birthday 2026-03-15 (I); nineteen years from the last record: 2039-05-10 (V).
        DossierFacts {
            fse: Fse::Cofinanced {
                first_record: Some(date("2018-01-02")),
                last_record: Some(date("2020-05-10")),
                interruptions: Some(vec![]),
            },
            ..known("1998-03-15")
        },
        // 26th birthday on 2020-03-01, under the version of 2015; 28th on 2022-03-01.
        known("1994-03-01"),
    ];
    let look = |lignes: &[Judged<'_>]| {
        let days = |judged: &Judged<'_>| {
            let findings = judged.decision.findings();
            findings.iter().map(|f| (f.code, judged.day_of(f).map(|day| day.to_string()))).collect::<Vec<_>>()
        };
        lignes.iter().map(days).collect::<Vec<_>>()
    };
    let (days, _) = counted(&facts, look);
    let day = |judged: usize, code: &str| {
        days[judged].iter().find(|(found, _)| *found == code).and_then(|(_, day)| day.as_deref())
    };
    assert_eq!(day(0, "conservation_limit"), Some("2026-03-15"));
    assert_eq!(day(0, "conservation_fse"), Some("2039-05-10"));
    assert_eq!(day(1, "conservation_limit"), Some("2022-03-01"));
    assert_eq!(day(1, "conservation_was_due"), Some("2020-03-01"));
}

#[test]
fn a_code_of_commune_is_counted_by_its_form() {
    let tables = Tables::built_in();
    let retention = Retention::on(date("2026-11-24"), &tables, Readings::default()).unwrap();
    let data = DataTables::built_in();
    let rules = DataRules::on(retention.day(), &data).unwrap();
    let mut bilan = Bilan::new(&retention, &rules, Carried::default());
    for commune_naissance in [
        Field::Given(Coded::read("2A004")),
        Field::Given(Coded::read("99100")),
        Field::Given(Coded::read("Paris")),
        Field::Empty,
        Field::NotCarried,
    ] {
        let mut dossier = Dossier::default();
        dossier.identite.commune_naissance = commune_naissance;
        bilan.add(&dossier).unwrap();
    }
    let found = bilan.report().total.commune_naissance;
    assert_eq!(found, CommuneCounts { not_carried: 1, empty: 1, well_formed: 2, malformed: 1 });
}

#[test]
fn a_closed_dossier_whose_archive_is_not_known_is_to_be_closed() {
    let closed = |fse| DossierFacts { fse, ..known("1998-10-01") };
    let facts = [
        closed(Fse::Unknown),
        // The nineteen years run from the last record (art. 6 V).
        closed(Fse::Cofinanced { first_record: None, last_record: None, interruptions: Some(vec![]) }),
        closed(Fse::NotCofinanced),
        // Whether it is closed is not known either.
        DossierFacts { birth_date: None, ..closed(Fse::Unknown) },
    ];
    let (dues, total) = counted(&facts, |lignes| lignes.iter().map(|l| l.due).collect::<Vec<_>>());
    let unknown = Due::CloseArchiveUnknown;
    assert_eq!(dues, [unknown, unknown, Due::Anonymise, Due::Undetermined]);
    let retention = &total.retention;
    assert_eq!((retention.to_close_now_archive_unknown, retention.to_anonymise_now), (2, 1));
    assert_eq!(retention.archive_unknown_for_lack_of, [("fse", 1), ("last_record", 1)].into());
    assert_eq!(retention.undetermined, 1);
    assert_eq!((total.not_conforming, total.undetermined), (3, 1));
    // Art. 6 I closes all three.
    assert_eq!(retention.by_provision.values().sum::<u64>(), 3);
}

/// Of more codes than are counted apart, the same ones are, with the same sums, in whatever order they come.
#[test]
fn the_missions_locales_counted_apart_do_not_depend_on_the_order() {
    let codes: Vec<Option<CodeStructure>> = (0..40)
        .map(|n| (n % 9 != 0).then(|| format!("{}S00", 13_001 + n * 17 % 40 % 23).parse().unwrap()))
        .collect();
    let count = |codes: &[Option<CodeStructure>]| {
        let mut groups = Groups::default();
        for code in codes {
            groups.of(*code, 5).counts.dossiers += 1;
        }
        groups.0.iter().map(|(code, group)| (*code, group.counts.dossiers)).collect::<Vec<_>>()
    };
    let mut named: Vec<_> = codes.iter().flatten().copied().collect();
    named.sort_unstable();
    named.dedup();
    let naive = |code: &Option<CodeStructure>| code.filter(|code| named[..5].contains(code));
    let mut expected = std::collections::BTreeMap::new();
    codes.iter().for_each(|code| *expected.entry(naive(code)).or_insert(0) += 1);
    let expected: Vec<_> = expected.into_iter().collect();
    let backwards: Vec<_> = codes.iter().rev().copied().collect();
    let mut sorted = codes.clone();
    sorted.sort_unstable();
    for order in [&codes, &backwards, &sorted] {
        assert_eq!(count(order), expected);
    }
}

/// A bilan of dossiers given as NIR, sex, date and code of birth.
#[cfg(feature = "cog")]
fn compared(rows: &[[&str; 4]], parts: usize) -> NirCoherenceCounts {
    let tables = Tables::built_in();
    let retention = Retention::on(date("2026-11-24"), &tables, Readings::default()).unwrap();
    let data = DataTables::built_in();
    let rules = DataRules::on(retention.day(), &data).unwrap();
    let mut bilan = Bilan::new(&retention, &rules, Carried::default());
    for part in rows.chunks(parts) {
        let mut of_part = Bilan::new(&retention, &rules, Carried::default());
        for [nir, sexe, birth, place] in part {
            let mut dossier = Dossier::default();
            dossier.identite.nir = Field::Given(crate::dossier::NirRead::read(nir));
            if !sexe.is_empty() {
                dossier.identite.sexe = Field::Given(Coded::read(sexe));
            }
            if !birth.is_empty() {
                dossier.identite.date_naissance = Field::Given(date(birth));
            }
            if !place.is_empty() {
                dossier.identite.commune_naissance = Field::Given(Coded::read(place));
            }
            of_part.add(&dossier).unwrap();
        }
        bilan.merge(of_part);
    }
    bilan.report().total.nir_coherence
}

#[cfg(feature = "cog")]
#[test]
fn findings_of_coherence_are_counted_by_kind_and_parts_add_up() {
    let rows = [
        // Everything agrees (Bordeaux, 1998).
        ["298043306321820", "F", "1998-04-12", "33063"],
        // The mother's number.
        ["275115935008831", "M", "2008-05-20", "59350"],
        // The other sex alone.
        ["298043306321820", "M", "", ""],
        // Another place.
        ["298043306321820", "", "", "31555"],
        // Nothing to compare with; refused; a sex and a place that cannot be read.
        ["298043306321820", "", "", ""],
        ["298043306321821", "F", "1998-04-12", "33063"],
        ["298043306321820", "X", "", "Bordeaux"],
    ];
    let by_code = [
        ("sex_differs", 2),
        ("year_differs", 1),
        ("month_differs", 1),
        ("parents_number", 1),
        ("place_differs", 1),
    ];
    let expected = NirCoherenceCounts { compared: 4, with_findings: 3, by_code: by_code.into() };
    for parts in [1, 2, 3, 7] {
        assert_eq!(compared(&rows, parts), expected);
    }
}
