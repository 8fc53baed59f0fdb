//! The table of the findings; the cases are in `tests/vectors/nir-coherence.json`.

use super::*;
use crate::nir::Acceptance;

#[test]
fn every_row_is_that_of_its_code() {
    for (index, row) in CoherenceCode::all().iter().enumerate() {
        assert_eq!(row.code as usize, index);
        assert_eq!(serde_json::to_value(row.code).unwrap(), row.slug);
        let citation = row.citation();
        let articles = crate::law::articles::article(&citation.code).unwrap();
        assert!(articles.iter().all(|article| article.source.url == citation.url), "{}", citation.code);
        for sentence in [row.fr, row.en, row.exceptions_fr, row.exceptions_en] {
            assert!(!sentence.is_empty() && !sentence.ends_with('.'));
        }
    }
}

#[test]
fn nothing_known_gives_nothing_dated() {
    let nir = Nir::parse("160012A004165", &Acceptance::EVERY).unwrap();
    assert!(check(&nir, &Identity::default()).is_empty());
}

#[test]
fn a_birth_in_part_allows_each_of_its_days() {
    // 2A from 1976: of a person born in 1975 every day speaks against it, of one born in 1976 none does.
    let nir = Nir::parse("175062A004165", &Acceptance::EVERY).unwrap();
    let found = |birth: &str| {
        let identity = Identity { birth: Some(birth.parse().unwrap()), ..Identity::default() };
        check(&nir, &identity).contains(CoherenceCode::CorsicaDate)
    };
    assert!(found("1975") && found("1975-12") && found("1975-12-31"));
    assert!(!found("1976") && !found("1976-01") && !found("1976-01-01"));
}

/// Beside a walk through every day: the days on which something may change are all there.
#[test]
fn every_day_is_what_each_day_says() {
    let places = [
        "01001", "20004", "2A004", "75012", "75056", "78646", "91110", "91228", "92012", "93059", "94500",
        "95001", "95018", "96001", "97127", "97611", "98501", "98503", "98204", "98301", "69001", "38119",
        "44060", "49144", "99352", "99350", "99115", "99123", "31999", "22222", "55227", "02344",
    ];
    let civils = ["", "75056", "92012", "95018", "99352", "97611"];
    let (as_of, mut met) = ("2026-06-15".parse().unwrap(), Findings::default());
    for place in places {
        for year in ["56", "62", "67", "76", "07", "08", "20", "24", "26"] {
            let nir = Nir::parse(&format!("1{year}99{place}001"), &Acceptance::EVERY).unwrap();
            let [.., _, _, _, d1, d2, c1, c2, c3, _, _, _] = *nir.expose();
            let code = CodeLieu::of_checked([d1, d2, c1, c2, c3]);
            for civil in civils {
                let civil = civil.parse::<CodeLieu>().ok();
                let compared = place::Compared { code, civil: civil.filter(|civil| place::is_known(*civil)) };
                let on = |day| place::on(nir.place().unwrap(), &compared, day);
                for birth in
                    [None, Some(format!("19{year}")), Some(format!("20{year}")), Some(format!("19{year}-07"))]
                {
                    let birth = birth.map(|birth| birth.parse().unwrap());
                    let spans = || birth::spans(birth, year.parse().unwrap(), Some(as_of));
                    let days = spans().flat_map(|span| {
                        core::iter::successors(Some(span.first), |day| Some(day.next_day()))
                            .take_while(move |day| *day <= span.last)
                    });
                    let walked = days.map(on).reduce(Findings::and).unwrap_or_default();
                    let found = birth::every_day(spans(), || place::changes(code), on);
                    assert_eq!(found, walked, "{place} {year} {civil:?} {birth:?}");
                    met.join(found);
                }
            }
        }
    }
    let seen: Vec<_> = met.iter().map(|finding| finding.slug).collect();
    let place = [
        "corsica_date",
        "maghreb_date",
        "place_differs",
        "place_no_longer",
        "place_not_yet",
        "place_unknown",
        "region_1968",
    ];
    assert!(place.iter().all(|slug| seen.contains(slug)), "{seen:?}");
}

#[test]
fn spans_are_the_days_that_a_birth_allows() {
    let day = |text: &str| text.parse::<Date>().unwrap();
    let of = |birth: Option<&str>, yy, as_of: Option<&str>| {
        let birth = birth.map(|birth| birth.parse().unwrap());
        birth::spans(birth, yy, as_of.map(day)).map(|span| (span.first, span.last)).collect::<Vec<_>>()
    };
    assert_eq!(of(Some("2000-02"), 0, None), [(day("2000-02-01"), day("2000-02-29"))]);
    assert_eq!(of(Some("1999"), 0, Some("2026-01-01")), [(day("1999-01-01"), day("1999-12-31"))]);
    assert_eq!(of(Some("2399-12"), 0, None), [(day("2399-12-01"), day("2399-12-31"))]);
    assert_eq!(
        of(None, 26, Some("2026-03-01")),
        [(day("1926-01-01"), day("1926-12-31")), (day("2026-01-01"), day("2026-03-01"))]
    );
    assert_eq!(of(None, 27, Some("2026-03-01")), [(day("1927-01-01"), day("1927-12-31"))]);
    assert_eq!(of(None, 27, None), []);
}
