//! What the tables must be, whatever they say.

use std::collections::BTreeSet;

use super::*;
use crate::calendar::Date;
use crate::dossier::{Champ, Dossier, FieldSet};
use crate::explain::Outcome;
use crate::law::articles::article;
use crate::law::{Citation, Entry, Evidence, Provision};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn agent<'a>(tables: &Tables, date: &str, options: Options, request: &Request<'a>) -> (Outcome, CauseSet) {
    let rules = AccessRules::on(day(date), tables, options).unwrap();
    let decision = rules.decide(request);
    (decision.outcome(), decision.all_causes())
}

/// A request of an agent of ML-B on a dossier of ML-A, after a move.
fn transfer() -> Request<'static> {
    let names = DonneeSet::by_code("I.A.1").unwrap();
    Request {
        actor: Requester::agent("ML-B", day("2035-12-31")),
        operation: Operation::Transfer,
        finalite: Finalite::ContinuityAfterMove,
        form: Form::Nominative,
        mission_locale: "ML-A",
        donnees: names,
        facts: Facts {
            moved_on: Some(day("2018-02-01")),
            residence_zone_of: Some("ML-B"),
            continuity: Some(names),
            ..Facts::NONE
        },
    }
}

#[test]
fn the_wish_of_the_cnil_is_an_option() {
    let tables = Tables::built_in();
    let on = Options { transfer_authorisation: true };
    let mut request = transfer();
    assert_eq!(agent(&tables, "2018-03-14", Options::default(), &request).0, Outcome::Conforming);
    assert_eq!(agent(&tables, "2018-03-14", on, &request).0, Outcome::NotConforming);
    request.facts.attested = ConditionSet::of(&[Condition::MinisterialAuthorisation]);
    assert_eq!(agent(&tables, "2018-03-14", on, &request).0, Outcome::Conforming);
    // Consultation by the new structure is no transfer.
    request.facts.attested = ConditionSet::EMPTY;
    request.operation = Operation::Consult;
    assert_eq!(agent(&tables, "2018-03-14", on, &request).0, Outcome::Conforming);
}

#[test]
fn a_computed_condition_cannot_be_attested() {
    let mut request = transfer();
    request.facts.moved_on = None;
    request.facts.attested = ConditionSet::ALL.minus(ConditionSet::of(&[Condition::Limitation]));
    let (outcome, causes) = agent(&Tables::built_in(), "2018-03-14", Options::default(), &request);
    assert_eq!(outcome, Outcome::NotConforming);
    assert!(causes.contains(Cause::Conditions));
}

/// The articles are another table, written apart: a row is never known better than its article on its first certain day.
fn known_as(citation: &Citation, entry: Entry) {
    let code = citation.code.as_ref();
    let versions = article(code).unwrap_or_else(|_| panic!("{code}: no such article"));
    let on = entry.certain.to_string();
    let holds = |from: &str, until: &str| {
        (from.is_empty() || from <= on.as_str()) && (until.is_empty() || on.as_str() < until)
    };
    let mut marks = versions.iter().filter(|it| holds(it.from, it.until)).map(|it| it.evidence);
    assert!(marks.any(|mark| mark <= citation.evidence), "{code} on {on}: {}", citation.evidence);
}

#[test]
fn every_citation_is_an_article_and_known_no_better() {
    let tables = Tables::built_in();
    // Not of the article itself: a reading, and an access that was not read under an article that was.
    let apart = ["ancienne mission locale", "ancienne PAIO"];
    for line in [&tables.access, &tables.recipients, &tables.links, &tables.archive] {
        for version in line.rows() {
            known_as(&version.citation, version.entry);
            let Provision::Stated(list) = &version.value else { continue };
            for row in list.rows.iter().filter(|row| !apart.contains(&row.id.as_ref())) {
                let unread = row.extent.given.is_empty() && row.citation.evidence == Evidence::Unknown;
                if !unread {
                    known_as(&row.citation, version.entry);
                }
                assert!(article(&row.citation.code).is_ok(), "{}", row.citation.code);
            }
        }
    }
    for version in tables.finalites.rows() {
        known_as(&version.citation, version.entry);
    }
    for version in tables.closing.rows() {
        known_as(&version.citation, version.entry);
    }
    for version in tables.nir_titles.rows() {
        assert!(article(&version.citation.code).is_ok(), "{}", version.citation.code);
    }
}

#[test]
fn the_archive_agrees_with_the_table_of_retention() {
    use crate::conservation::{self, Autorite};
    let archive = Tables::built_in().archive;
    for version in conservation::Tables::built_in().autorisation.rows() {
        let found = archive.at(version.entry.certain).unwrap().newer();
        let rows = &found.value.stated().unwrap().rows;
        let by_minister = rows.iter().any(|row| row.conditions.contains(Condition::ByMinister));
        let expected = matches!(version.value, Provision::Stated(Autorite::Ministre));
        assert_eq!(by_minister, expected, "{}", version.id);
        assert_eq!(rows[0].citation.evidence, version.citation.evidence, "{}", version.id);
    }
}

#[test]
fn every_code_of_the_annexe_and_every_field_is_named() {
    let codes: BTreeSet<_> = Champ::ALL.iter().filter_map(|champ| champ.row().code).collect();
    assert_eq!(codes.len(), 67, "the annexe of 2015 has sixty-seven");
    let mut all = FieldSet::EMPTY;
    for code in codes {
        all = all.union(DonneeSet::by_code(code).unwrap().fields());
    }
    for champ in Champ::ALL {
        let by_path = DonneeSet::by_code(champ.row().path).unwrap();
        assert_eq!(by_path, DonneeSet::fields_only(FieldSet::of(&[*champ])));
        assert_eq!(all.contains(*champ), champ.row().code.is_some());
    }
}

#[test]
fn rows_have_names_of_their_own_and_actors_in_order() {
    let tables = Tables::built_in();
    for line in [&tables.access, &tables.recipients, &tables.links, &tables.archive] {
        for version in line.rows() {
            let Provision::Stated(list) = &version.value else { continue };
            let names: BTreeSet<_> = list.rows.iter().map(|row| &row.id).collect();
            assert_eq!(names.len(), list.rows.len(), "{}", version.id);
        }
    }
}

#[test]
fn findings_name_the_rule_and_every_cause() {
    let tables = Tables::built_in();
    let rules = AccessRules::on(day("2017-06-15"), &tables, Options::default()).unwrap();
    let asked = ["I.A.1", "I.A.5", "III"].map(|code| DonneeSet::by_code(code).unwrap());
    let [names, nir, housing] = asked;
    let request = Request {
        actor: Requester::recipient(Actor::Asp, day("2017-06-14")),
        operation: Operation::Transmit,
        finalite: Finalite::BenefitPayment,
        form: Form::Nominative,
        mission_locale: "ML-A",
        donnees: names.union(nir).union(housing),
        facts: Facts { necessary: Some(names.union(nir)), ..Facts::NONE },
    };
    let decision = rules.decide(&request);
    let findings = rules.findings(&decision);
    let codes: Vec<_> = findings.iter().map(|finding| finding.code).collect();
    // Whether the ASP has a title to the NIR is not known, and all is refused already.
    assert_eq!(codes, ["habilitation_conditions", "habilitation_not_necessary"]);
    assert!(decision.all_causes().contains(Cause::NirTitleUnknown));
    assert_eq!(findings[0].facts, ["allowance_due", "habilitated"]);
    assert_eq!(findings[0].rule.citation.code, "D2015-59:4:I:8°");
    assert_eq!(findings[1].facts, ["logement.situation", "logement.difficultes"]);
    let due = Facts { attested: ConditionSet::of(&[Condition::AllowanceDue]), ..request.facts };
    let met = Request { actor: Requester::recipient(Actor::Asp, day("2017-06-15")), facts: due, ..request };
    let unread = rules.findings(&rules.decide(&met));
    let title = unread.iter().find(|finding| finding.code == "habilitation_nir_title_unknown").unwrap();
    assert_eq!(title.readings, ["A13"]);
    let on_housing = rules.findings_on(&decision, Donnee::Champ(Champ::LogementSituation));
    assert_eq!(on_housing.len(), 2);
    assert!(findings.iter().all(|finding| !finding.fr.is_empty() && !finding.en.is_empty()));
}

#[test]
fn a_dossier_that_says_otherwise_is_not_disclosed() {
    let tables = Tables::built_in();
    let rules = AccessRules::on(day("2018-03-14"), &tables, Options::default()).unwrap();
    let request = Request {
        actor: Requester::agent("75101S00", day("2035-12-31")),
        operation: Operation::Consult,
        finalite: Finalite::Accompaniment,
        form: Form::Nominative,
        mission_locale: "75101S00",
        donnees: DonneeSet::ALL,
        facts: Facts::NONE,
    };
    let references = References { agent: "a", dossier: "d" };
    let read = |text: &str| -> Dossier { serde_json::from_str(text).unwrap() };
    let other = read(r#"{"personnel": {"mission_locale": {"code": "69381S00"}}}"#);
    assert_eq!(rules.disclose(&other, &request, references).unwrap_err(), DisclosureError::Structure);
    let anonymised = read(r#"{"conservation": {"anonymised_on": "2018-03-14"}}"#);
    assert_eq!(rules.disclose(&anonymised, &request, references).unwrap_err(), DisclosureError::State);
    let own = read(
        r#"{"identite": {"nir": "255081416802538"}, "personnel": {"mission_locale": {"code": "75101S00"}}}"#,
    );
    let disclosure = rules.disclose(&own, &request, references).unwrap();
    let reduced = disclosure.dossier().unwrap();
    assert!(reduced.filled().contains(Champ::Nir));
    assert!(!serde_json::to_string(reduced).unwrap().contains("2550814"));
    assert!(serde_json::to_string(&reduced.clear().unwrap()).unwrap().contains("2550814"));
    let shown = format!("{disclosure:?} {:?}", disclosure.event());
    assert!(!shown.contains("2550814") && !shown.contains("\"a\""));
    // The profile withholds the NIR: nothing can write it.
    let withheld = Requester { withheld: DonneeSet::by_code("NIR").unwrap(), ..request.actor };
    let disclosure = rules.disclose(&own, &Request { actor: withheld, ..request }, references).unwrap();
    let reduced = disclosure.dossier().unwrap();
    assert!(!reduced.filled().contains(Champ::Nir) && reduced.clear().is_none());
}

fn recipient(class: Actor, finalite: Finalite, donnees: &[&str]) -> Request<'static> {
    let codes = donnees.iter().map(|code| DonneeSet::by_code(code).unwrap());
    let donnees = codes.fold(DonneeSet::EMPTY, DonneeSet::union);
    Request {
        actor: Requester::recipient(class, day("2035-12-31")),
        operation: Operation::Transmit,
        finalite,
        form: Form::Nominative,
        mission_locale: "ML-A",
        donnees,
        facts: Facts { necessary: Some(donnees), ..Facts::NONE },
    }
}

/// The DGEFP gets by headings (annexe 3 of 2021); what went out is told by its fields, and a field of 3° may lie in its
/// part D.
#[test]
fn a_heading_gives_the_fields_that_its_row_gives_by_name() {
    let tables = Tables::built_in();
    let rules = AccessRules::on(day("2022-06-10"), &tables, Options::default()).unwrap();
    let request = recipient(Actor::Dgefp, Finalite::IndicatorsMonitoring, &["1°", "3°"]);
    let text = r#"{"identite": {"prenoms": "Ada", "nir": "255081416802538"}, "formation": {"niveau_formation": "3"}}"#;
    let dossier: Dossier = serde_json::from_str(text).unwrap();
    let references = References { agent: "a", dossier: "d" };
    let disclosure = rules.disclose(&dossier, &request, references).unwrap();
    assert_eq!(disclosure.decision().granted(), request.donnees);
    let reduced = disclosure.dossier().unwrap();
    assert_eq!(reduced.filled(), FieldSet::of(&[Champ::Prenoms]), "1° is without the NIR");
    let event = disclosure.event();
    assert!(event.granted.contains(&"identite.prenoms") && !event.granted.contains(&"identite.nir"));
    assert!(event.withheld.contains(&"formation.niveau_formation") && !event.withheld.contains(&"3°"));
    // What the profile withholds as a heading is withheld field by field.
    let actor = Requester { withheld: DonneeSet::by_code("1°").unwrap(), ..request.actor };
    let both = DonneeSet::by_code("1°").unwrap().union(DonneeSet::by_code("I.A.4").unwrap());
    let request =
        Request { actor, donnees: both, facts: Facts { necessary: Some(both), ..Facts::NONE }, ..request };
    let disclosure = rules.disclose(&dossier, &request, references).unwrap();
    assert!(disclosure.dossier().is_none_or(|reduced| !reduced.filled().contains(Champ::Prenoms)));
}

#[test]
fn a_nir_in_a_text_does_not_leave_with_it() {
    let tables = Tables::built_in();
    let rules = AccessRules::on(day("2018-01-10"), &tables, Options::default()).unwrap();
    let text = r#"{"identite": {"prenoms": "Ada 2 55 08 14 168 025 38", "nom_naissance": "N", "telephones": ["255081416802538"]}}"#;
    let dossier: Dossier = serde_json::from_str(text).unwrap();
    let mut request = recipient(Actor::PoleEmploi, Finalite::Ppae, &["I.A.1", "I.A.9"]);
    request.facts.attested = ConditionSet::of(&[Condition::PpaeInProgress]);
    let references = References { agent: "a", dossier: "d" };
    let disclosure = rules.disclose(&dossier, &request, references).unwrap();
    let kept = FieldSet::of(&[Champ::Prenoms, Champ::Telephones]);
    assert_eq!(disclosure.nir_in_text(), kept);
    assert_eq!(disclosure.dossier().unwrap().filled(), FieldSet::of(&[Champ::NomNaissance]));
    assert!(disclosure.event().withheld.contains(&"identite.prenoms"));
    // Whoever may see the NIR sees what holds it.
    let agent = Request {
        actor: Requester::agent("ML-A", day("2035-12-31")),
        operation: Operation::Consult,
        finalite: Finalite::Accompaniment,
        facts: Facts::NONE,
        ..request
    };
    let disclosure = rules.disclose(&dossier, &agent, references).unwrap();
    assert!(
        disclosure.nir_in_text().is_empty()
            && disclosure.dossier().unwrap().filled().contains(Champ::Prenoms)
    );
}

#[test]
fn a_reference_that_cannot_stand_in_the_journal_is_refused() {
    let tables = Tables::built_in();
    let rules = AccessRules::on(day("2018-01-10"), &tables, Options::default()).unwrap();
    let request = recipient(Actor::Asp, Finalite::BenefitPayment, &["I.A.1"]);
    let long = "x".repeat(1025);
    for (agent, dossier, field) in [
        ("", "d", "references.agent"),
        ("a\nb", "d", "references.agent"),
        ("2 55 08 14 168 025 38", "d", "references.agent"),
        ("a", long.as_str(), "references.dossier"),
    ] {
        let refused = rules.disclose(&Dossier::default(), &request, References { agent, dossier });
        assert_eq!(refused.unwrap_err(), DisclosureError::Reference { field });
    }
}

/// law.md 6.1: (a) the NIR is withheld by what the CNIL said in 2014; the title of the ASP is that of 2019.
#[test]
fn the_nir_cites_the_provision_that_withholds_it_or_gives_it() {
    let tables = Tables::built_in();
    let found = |on: &str, request: &Request<'_>| {
        let rules = AccessRules::on(day(on), &tables, Options::default()).unwrap();
        let decision = rules.decide(request);
        let of = rules.findings(&decision).into_iter().filter(|finding| finding.readings.contains(&"A13"));
        of.map(|finding| (finding.code, finding.rule.citation.code.to_string())).collect::<Vec<_>>()
    };
    let mut request = recipient(Actor::PoleEmploi, Finalite::Ppae, &["NIR"]);
    request.facts.attested = ConditionSet::of(&[Condition::PpaeInProgress]);
    let withheld = vec![("habilitation_nir_withheld", "CNIL2014-466:NIR".to_owned())];
    assert_eq!(found("2018-01-10", &request), withheld);
    assert_eq!(found("2020-01-10", &request), withheld);
    request.facts.own_nir_title_from = Some(day("2019-01-01"));
    assert_eq!(found("2020-01-10", &request), [("habilitation_nir_title", "CNIL2014-466:NIR".to_owned())]);
    let mut asp = recipient(Actor::Asp, Finalite::BenefitPayment, &["NIR"]);
    asp.facts.attested = ConditionSet::of(&[Condition::AllowanceDue]);
    let title = "D2019-341:Agence de services et de paiement".to_owned();
    assert_eq!(found("2020-02-01", &asp), [("habilitation_nir_title", title)]);
}

#[test]
fn a_structure_without_a_name_is_none_and_a_link_that_opens_later_is_not_open() {
    let tables = Tables::built_in();
    let rules = AccessRules::on(day("2018-01-10"), &tables, Options::default()).unwrap();
    let mut agent = recipient(Actor::AgentMissionLocale, Finalite::Accompaniment, &["I.A.1"]);
    agent.operation = Operation::Consult;
    agent.actor = Requester::agent("", day("2035-12-31"));
    agent.mission_locale = "";
    assert!(rules.decide(&agent).granted().is_empty());
    let mut link = recipient(Actor::PoleEmploi, Finalite::Ppae, &["I.A.1"]);
    link.operation = Operation::Link;
    link.facts.processing = Some(Processing::Ppae);
    link.facts.direction = Some(Direction::Outbound);
    link.facts.attested = ConditionSet::of(&[Condition::RecordedByOther]);
    link.facts.opened_on = Some(day("2018-06-01"));
    assert!(
        rules.decide(&link).granted().is_empty(),
        "it opens after the day, with a record that is not due yet"
    );
}

#[test]
fn columns_answer_as_single_requests_do() {
    let tables = Tables::built_in();
    let rules = AccessRules::on(day("2017-06-15"), &tables, Options::default()).unwrap();
    let names = DonneeSet::by_code("I.A.1").unwrap();
    let common = Request {
        actor: Requester::recipient(Actor::Commanditaire, day("2035-12-31")),
        operation: Operation::Transmit,
        finalite: Finalite::Commissioning,
        form: Form::Anonymised,
        mission_locale: "",
        donnees: DonneeSet::by_code("I.A.4").unwrap().union(names),
        facts: Facts { necessary: Some(DonneeSet::ALL), commissions: Some("ML-A"), ..Facts::NONE },
    };
    let owners = ["ML-A", "ML-B", "ML-A"];
    let states = [DossierState::Active, DossierState::Active, DossierState::Anonymised];
    let mut granted = [DonneeSet::ALL; 3];
    let columns = Columns { mission_locales: &owners, attested: None, states: Some(&states) };
    let counts = rules.grant_columns(&common, columns, &mut granted).unwrap();
    for ((owner, state), granted) in owners.iter().zip(states).zip(granted) {
        let mut request = Request { mission_locale: owner, ..common };
        request.facts.state = state;
        assert_eq!(rules.decide(&request).granted(), granted);
    }
    assert_eq!(granted[1], DonneeSet::EMPTY);
    assert_eq!(counts, AnswerCounts { refused: 3, ..AnswerCounts::default() });
    let error = rules.grant_columns(&common, columns, &mut granted[..2]).unwrap_err();
    assert_eq!(error, ColumnLength { column: "granted" });
}
