//! Additions: what they complete, and what they are refused for, with the place.

use super::*;
use crate::calendar::Date;
use crate::explain::Outcome;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

const ROW: &str = r#"{"name": "A", "actor": "asp", "purposes": ["benefit_payment"], "operations": ["transmit"],
    "fields": ["1°", "5°"], "conditions": ["allowance_due"], "from": "2026-02-01", "until": "2027-01-01",
    "citation": {"code": "A2025-01-03:annexe 3:ASP", "evidence": "seen", "url": "https://example.invalid"}}"#;

fn add(rows: &[String]) -> Result<Tables, Vec<(String, AddedReason)>> {
    let json = format!(r#"{{"rows": [{}]}}"#, rows.join(","));
    let told = |error: AddedError| (error.place, error.reason);
    Tables::built_in().with_added(&json).map_err(|errors| errors.into_iter().map(told).collect())
}

fn changed(from: &str, to: &str) -> String {
    assert!(ROW.contains(from), "{from}");
    ROW.replace(from, to)
}

fn decide<'l>(
    tables: &'l Tables,
    on: &str,
    actor: Actor,
    finalite: Finalite,
    codes: &[&str],
) -> Decision<'l> {
    let donnees =
        codes.iter().fold(DonneeSet::EMPTY, |all, code| all.union(DonneeSet::by_code(code).unwrap()));
    let conditions = [Condition::AllowanceDue, Condition::CejBeneficiary];
    let request = Request {
        actor: Requester::recipient(actor, day("2035-12-31")),
        operation: Operation::Transmit,
        finalite,
        form: Form::Nominative,
        mission_locale: "ML-A",
        donnees,
        facts: Facts {
            necessary: Some(DonneeSet::ALL),
            attested: ConditionSet::of(&conditions),
            ..Facts::NONE
        },
    };
    AccessRules::on(day(on), tables, Options::default()).unwrap().decide(&request)
}

fn of(decision: &Decision<'_>, code: &str) -> Outcome {
    decision.of_all(DonneeSet::by_code(code).unwrap()).unwrap()
}

#[test]
fn a_row_completes_what_is_unknown_on_its_days_and_is_marked() {
    let tables = add(&[ROW.to_owned()]).unwrap();
    let codes = ["1°", "5°", "4°", "NIR", "free_text"];
    let decision = decide(&tables, "2026-03-01", Actor::Asp, Finalite::BenefitPayment, &codes);
    assert_eq!(of(&decision, "1°"), Outcome::Conforming);
    assert_eq!(of(&decision, "5°"), Outcome::Conforming);
    assert_eq!(of(&decision, "4°"), Outcome::Undetermined);
    assert_eq!(of(&decision, "free_text"), Outcome::NotConforming);
    assert_eq!(decision.founded_by(), ["A2025-01-03:annexe 3:ASP"]);
    let rules = AccessRules::on(day("2026-03-01"), &tables, Options::default()).unwrap();
    assert!(rules.findings(&decision)[0].fr.contains("ajoutée par l'intégrateur"));
    assert!(matrix_table(&rules.matrix(), Language::French).csv().contains("ajoutée"));
    for on in ["2026-01-31", "2027-01-01"] {
        let outside = decide(&tables, on, Actor::Asp, Finalite::BenefitPayment, &["1°"]);
        assert_eq!(of(&outside, "1°"), Outcome::Undetermined, "{on}");
    }
    // Its condition, and the designation that is always asked for.
    let mut request = Request {
        actor: Requester::recipient(Actor::Asp, day("2035-12-31")),
        operation: Operation::Transmit,
        finalite: Finalite::BenefitPayment,
        form: Form::Nominative,
        mission_locale: "ML-A",
        donnees: DonneeSet::by_code("1°").unwrap(),
        facts: Facts { necessary: Some(DonneeSet::ALL), ..Facts::NONE },
    };
    assert_eq!(rules.decide(&request).outcome(), Outcome::NotConforming);
    request.facts.attested = ConditionSet::of(&[Condition::AllowanceDue]);
    assert_eq!(rules.decide(&request).outcome(), Outcome::Conforming);
    request.actor.designated = false;
    assert_eq!(rules.decide(&request).outcome(), Outcome::NotConforming);
}

#[test]
fn what_lifts_a_prohibition_overlaps_or_cites_nothing_is_refused_with_its_place() {
    use AddedReason::{Citation, Empty, ListRead, Name, Overlap, Period, Prohibition, TwoLists, Useless};
    let one = |from: &str, to: &str| add(&[changed(from, to)]).unwrap_err();
    for (from, to, place, reason) in [
        ("2026-02-01", "2020-02-01", "rows[0].from", ListRead),
        ("benefit_payment", "fraud_detection", "rows[0].purposes[0]", Prohibition),
        ("\"5°\"", "\"free_text\"", "rows[0].fields[1]", Prohibition),
        ("\"seen\"", "\"unknown\"", "rows[0].citation.evidence", Citation),
        ("A2025-01-03:annexe 3:ASP", "annexe 3", "rows[0].citation.code", Citation),
        ("A2025-01-03:annexe 3:ASP", "X:", "rows[0].citation.code", Citation),
        (
            "\"conditions\"",
            "\"other_processing\": \"ppae\", \"conditions\"",
            "rows[0].other_processing",
            Useless,
        ),
        ("\"conditions\"", "\"nir\": true, \"conditions\"", "rows[0].nir", Useless),
        ("[\"allowance_due\"]", "[\"allowance_due\", \"inbound_link\"]", "rows[0].conditions[1]", Useless),
        ("\"A\"", "\"3 I\"", "rows[0].name", Name),
        ("A2025-01-03:annexe 3:ASP", "", "rows[0].citation", Citation),
        ("2027-01-01", "2026-02-01", "rows[0].from", Period),
        ("[\"benefit_payment\"]", "[]", "rows[0].purposes", Empty),
        ("[\"1°\", \"5°\"]", "[]", "rows[0].fields", Empty),
        ("\"A\"", "\" \"", "rows[0].name", Name),
        ("[\"transmit\"]", "[\"transmit\", \"consult\"]", "rows[0].operations", TwoLists),
    ] {
        let errors = one(from, to);
        assert!(errors.contains(&(place.to_owned(), reason)), "{to}: {errors:?}");
    }
    // Isolation: an agent of a mission locale reaches only its own.
    let agent = changed("\"asp\"", "\"agent_mission_locale\"").replace("transmit", "consult");
    assert!(add(&[agent]).unwrap_err().contains(&("rows[0].conditions".to_owned(), Prohibition)));
    // Art. 3 II was not read after 2021: an integrator who read it says so, for dossiers that moved.
    let moved = changed("\"asp\"", "\"agent_mission_locale\"")
        .replace("transmit", "consult")
        .replace("benefit_payment", "continuity_after_move");
    let with = |conditions: &str| add(&[moved.replace("\"allowance_due\"", conditions)]);
    let tables = with("\"accompanying\", \"moved\", \"new_zone\"").unwrap();
    let on = day("2026-02-10");
    let rules = AccessRules::on(on, &tables, Options::default()).unwrap();
    let [names, family] = ["identite.prenoms", "5°"].map(|code| DonneeSet::by_code(code).unwrap());
    let after_the_move = Request {
        actor: Requester::agent("ML-B", on),
        operation: Operation::Consult,
        finalite: Finalite::ContinuityAfterMove,
        form: Form::Nominative,
        mission_locale: "ML-A",
        donnees: names.union(family),
        facts: Facts {
            moved_on: Some(on),
            residence_zone_of: Some("ML-B"),
            continuity: Some(names),
            ..Facts::NONE
        },
    };
    // Continuity is the measure of art. 3 II.
    let decision = rules.decide(&after_the_move);
    assert_eq!((decision.granted(), decision.refused()), (names, family));
    let contrary = with("\"own_structure\", \"accompanying\", \"moved\", \"new_zone\"").unwrap_err();
    assert_eq!(contrary, [("rows[0].conditions[0]".to_owned(), Useless)]);
    // The condition of a row whose data were not read is read, and stays.
    let c2s = changed("\"asp\"", "\"cnam_cpam\"").replace("benefit_payment", "c2s");
    let early = add(std::slice::from_ref(&c2s)).unwrap_err();
    assert!(
        early.contains(&("rows[0].purposes[0]".to_owned(), Prohibition)),
        "no purpose before July: {early:?}"
    );
    let july = c2s.replace("2026-02-01", "2026-07-01");
    let errors = add(std::slice::from_ref(&july)).unwrap_err();
    assert_eq!(errors, [("rows[0].conditions".to_owned(), Prohibition)]);
    assert!(add(&[july.replace("allowance_due", "cej_beneficiary")]).is_ok());
    // What a row that was read excludes: D of 3°, bank data.
    let dgefp = changed("\"asp\"", "\"dgefp\"")
        .replace("benefit_payment", "indicators_monitoring")
        .replace("2026-02-01", "2023-01-01")
        .replace("2027-01-01", "2024-12-31");
    for code in ["3°.D", "bank_data", "IV.D.2"] {
        let errors = add(&[dgefp.replace("\"5°\"", &format!("\"{code}\""))]).unwrap_err();
        assert_eq!(errors, [("rows[0].fields[1]".to_owned(), Prohibition)], "{code}");
    }
    let part =
        add(&[dgefp.replace("[\"1°\", \"5°\"]", "[\"II.A.2\"]").replace("allowance_due", "minor")]).unwrap();
    let decision =
        decide(&part, "2023-06-20", Actor::Dgefp, Finalite::IndicatorsMonitoring, &["II.A.2", "1°", "3°.D"]);
    // Its own condition is not met; the row that was read goes on.
    assert_eq!(of(&decision, "II.A.2"), Outcome::Undetermined);
    let whole = add(&[dgefp.replace("[\"1°\", \"5°\"]", "[\"II.A.2\"]")]).unwrap();
    let decision = decide(
        &whole,
        "2023-06-20",
        Actor::Dgefp,
        Finalite::IndicatorsMonitoring,
        &["II.A.2", "1°", "3°.D", "NIR"],
    );
    assert_eq!(of(&decision, "II.A.2"), Outcome::Conforming);
    assert_eq!(of(&decision, "1°"), Outcome::Conforming);
    assert_eq!(of(&decision, "NIR"), Outcome::Conforming);
    assert_eq!(of(&decision, "3°.D"), Outcome::NotConforming);
    // Two rows that say the same.
    let twice = add(&[ROW.to_owned(), changed("\"A\"", "\"B\"")]).unwrap_err();
    assert_eq!(twice, [("rows[1].from".to_owned(), Overlap)]);
    let named = add(&[ROW.to_owned(), changed("benefit_payment", "steering")]).unwrap_err();
    assert_eq!(named, [("rows[1].name".to_owned(), Name)]);
}

#[test]
fn what_cannot_be_read_names_its_place_and_repeats_no_value() {
    for (from, to, place) in [
        ("\"asp\"", "\"zorglub\"", "rows[0].actor"),
        ("\"5°\"", "\"zorglub\"", "rows[0].fields[1]"),
        ("\"evidence\": \"seen\"", "\"evidence\": \"zorglub\"", "rows[0].citation.evidence"),
        ("\"from\": \"2026-02-01\"", "\"from\": \"zorglub\"", "rows[0].from"),
        ("\"name\": \"A\", ", "", "rows[0]"),
        ("\"conditions\"", "\"zorglub12\"", "rows[0]"),
    ] {
        let errors = add(&[changed(from, to)]).unwrap_err();
        let [(at, AddedReason::Json(why))] = errors.as_slice() else { panic!("{errors:?}") };
        assert!(at.starts_with(place) && !why.contains("zorglub1"), "{at}: {why}");
        assert!(to == "\"zorglub12\"" || !why.contains("zorglub"), "{why}");
    }
    assert!(Tables::built_in().with_added("{").is_err());
    assert!(Tables::built_in().with_added("{} {}").is_err());
    assert!(Tables::built_in().with_added("[]").is_err());
}

#[test]
fn a_later_act_is_a_version_with_its_rows() {
    let version = r#"{"name": "V2028", "list": "recipients", "from": "2028-01-01", "in_full": true,
        "citation": {"code": "D2027-1:4", "evidence": "seen"}}"#;
    let row = changed("2026-02-01", "2028-01-01").replace("2027-01-01", "2030-01-01");
    let json = format!(r#"{{"versions": [{version}], "rows": [{row}]}}"#);
    let tables = Tables::built_in().with_added(&json).unwrap();
    let asp = decide(&tables, "2028-01-01", Actor::Asp, Finalite::BenefitPayment, &["1°"]);
    assert_eq!(of(&asp, "1°"), Outcome::Conforming);
    // Read in full, as the integrator says: what no row names is refused from that day on.
    let other = |on: &str| decide(&tables, on, Actor::Insurer, Finalite::Accompaniment, &["1°"]).outcome();
    assert_eq!(other("2027-12-31"), Outcome::Undetermined);
    assert_eq!(other("2028-01-01"), Outcome::NotConforming);
    let early = format!(r#"{{"versions": [{}]}}"#, version.replace("2028-01-01", "2026-01-01"));
    let errors = Tables::built_in().with_added(&early).unwrap_err();
    assert_eq!((errors[0].place.as_str(), &errors[0].reason), ("versions[0].from", &AddedReason::Order));
}

/// What a row that was read does not decide is founded by the added row that gives it, in the answer, in the reasons
/// and in the question who may.
#[test]
fn what_an_added_row_gives_alone_is_founded_by_it() {
    let row = r#"{"name": "convention", "actor": "france_travail", "purposes": ["accompaniment"], "operations": ["link"],
        "other_processing": "france_travail_gestion", "conditions": ["inbound_link"], "fields": ["1°", "I.A.1"],
        "from": "2026-08-01", "citation": {"code": "CONV:2026:1", "evidence": "seen"}}"#;
    let tables = add(&[row.to_owned()]).unwrap();
    let rules = AccessRules::on(day("2026-09-10"), &tables, Options::default()).unwrap();
    let link = |codes: &[&str]| {
        let donnees =
            codes.iter().fold(DonneeSet::EMPTY, |all, code| all.union(DonneeSet::by_code(code).unwrap()));
        Request {
            actor: Requester::recipient(Actor::FranceTravail, day("2035-12-31")),
            operation: Operation::Link,
            finalite: Finalite::Accompaniment,
            form: Form::Nominative,
            mission_locale: "ML-A",
            donnees,
            facts: Facts {
                necessary: Some(donnees),
                processing: Some(Processing::FranceTravailGestion),
                direction: Some(Direction::Inbound),
                ..Facts::NONE
            },
        }
    };
    let rows = |decision: &Decision<'_>| -> Vec<String> {
        let founds =
            rules.findings(decision).into_iter().filter(|finding| finding.code == "habilitation_row");
        founds.map(|finding| finding.rule.citation.code.to_string()).collect()
    };
    let added = rules.decide(&link(&["1°", "I.A.1"]));
    assert_eq!((added.outcome(), added.founded_by()), (Outcome::Conforming, vec!["CONV:2026:1"]));
    assert_eq!(rows(&added), ["CONV:2026:1"]);
    // 3° is of the row that was read.
    let both = rules.decide(&link(&["1°", "3°"]));
    assert_eq!(both.founded_by(), ["A2025-01-03:annexe 2:3", "CONV:2026:1"]);
    assert_eq!(rows(&both), both.founded_by());
    let heading = Donnee::Heading(Heading::Identite);
    let of: Vec<_> = rules
        .findings_on(&both, heading)
        .iter()
        .map(|finding| finding.rule.citation.code.to_string())
        .collect();
    assert_eq!(of, ["CONV:2026:1"]);
    let own = rules.decide(&link(&["3°"]));
    assert_eq!(own.founded_by(), ["A2025-01-03:annexe 2:3"]);
    let who = rules.who_can(heading);
    let of = |added: bool| {
        who.rows.iter().find(|it| it.row.added == added && it.row.actor == Actor::FranceTravail)
    };
    assert_eq!(of(true).unwrap().outcome, Outcome::Conforming);
    assert_eq!(of(false).unwrap().outcome, Outcome::Undetermined);
    // Without the other processing it would be no row of annexe 2, and would escape its conditions.
    let any =
        row.replace(r#""other_processing": "france_travail_gestion", "conditions": ["inbound_link"],"#, "");
    assert_eq!(add(&[any]).unwrap_err(), [("rows[0].other_processing".to_owned(), AddedReason::Empty)]);
}
