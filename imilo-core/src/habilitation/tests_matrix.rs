//! Matrix, changes, counterfactual, reverse question, transfer and merger.

use super::*;
use crate::calendar::Date;
use crate::dossier::Champ;
use crate::explain::Outcome;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn cell(matrix: &[MatrixRow<'_>], id: &str, category: &str) -> Cell {
    let line = matrix.iter().find(|line| line.row.id == id).unwrap_or_else(|| panic!("{id}"));
    let column = CATEGORIES.iter().position(|it| it.words.0 == category).unwrap();
    line.cells[column]
}

#[test]
fn the_matrix_says_what_the_text_says() {
    let tables = Tables::built_in();
    let on = |date: &str| AccessRules::on(day(date), &tables, Options::default()).unwrap();
    let v2015 = on("2017-06-15");
    let matrix = v2015.matrix();
    assert_eq!(cell(&matrix, "3 I", "NIR"), Cell::Yes);
    assert_eq!(cell(&matrix, "4 I 1°, PPAE", "NIR"), Cell::WithTitle);
    assert_eq!(cell(&matrix, "4 I 1°, PPAE", "logement"), Cell::Yes);
    assert_eq!(cell(&matrix, "4 I 1°, PPAE", "textes libres"), Cell::No);
    assert_eq!(cell(&matrix, "4 I 1°, PPAE", "données bancaires"), Cell::No);
    assert_eq!(cell(&matrix, "4 II 1°", "NIR"), Cell::No);
    assert_eq!(cell(&matrix, "4 II 1°", "identité"), Cell::Partly);
    let v2021 = on("2023-06-20");
    let matrix = v2021.matrix();
    let dgefp = "annexe 3, DGEFP, première ligne";
    for (category, expected) in [
        ("NIR", Cell::Yes),
        ("famille", Cell::Yes),
        ("partie D", Cell::No),
        ("social", Cell::Yes),
        ("données bancaires", Cell::No),
        ("logement", Cell::Undetermined),
        ("suivi", Cell::Yes),
        ("protégées (1° bis à 1° octies)", Cell::Undetermined),
        ("textes libres", Cell::No),
        // The heading is given, and a field of it may lie in part D.
        ("vie professionnelle", Cell::Partly),
    ] {
        assert_eq!(cell(&matrix, dgefp, category), expected, "{category}");
    }
    let table = matrix_table(&matrix, Language::French);
    assert!(table.lines.iter().all(|line| line.len() == table.header.len()));
    assert_eq!(table.csv().lines().count(), matrix.len() + 1);
    assert_eq!(table.html().matches("<tr>").count(), matrix.len() + 1);
    assert_eq!(table.markdown().lines().count(), matrix.len() + 2);
}

#[test]
fn tables_of_texts_are_quoted() {
    let table = TextTable {
        header: vec!["a|b".to_owned(), "c".to_owned()],
        lines: vec![vec!["x \"y\", z".to_owned(), "=1+1 <b>".to_owned()]],
    };
    assert_eq!(table.csv(), "a|b,c\r\n\"x \"\"y\"\", z\",'=1+1 <b>\r\n");
    assert_eq!(table.markdown(), "| a\\|b | c |\n| --- | --- |\n| x \"y\", z | =1+1 <b> |\n");
    assert!(table.html().contains("<td>=1+1 &lt;b&gt;</td>"));
}

#[test]
fn what_changes_on_a_day_is_found_whole() {
    let tables = Tables::built_in();
    let on = |date: &str| AccessRules::on(day(date), &tables, Options::default()).unwrap();
    let (eve, first) = (on("2022-01-30"), on("2022-01-31"));
    let changes = eve.changes_to(&first);
    let dgefp = |change: &&Change| {
        change.actor == Actor::Dgefp
            && change.operation == Operation::Transmit
            && change.finalite == Finalite::IndicatorsMonitoring
            && change.form == Form::Nominative
    };
    let change = changes.iter().find(dgefp).unwrap();
    assert!(change.gained.contains(Donnee::Champ(Champ::Nir)) && change.lost.is_empty());
    assert!(change.now_refused.contains(Donnee::Champ(Champ::Commentaires)));
    assert!(on("2023-06-20").changes_to(&on("2023-06-21")).is_empty());
    let matrix = matrix_changes(&eve.matrix(), &first.matrix());
    assert!(
        matrix.iter().any(|it| matches!(it, MatrixChange::Added(line) if line.row.actor == Actor::Dgefp))
    );
    assert!(matrix_changes(&first.matrix(), &first.matrix()).is_empty());
}

fn request(actor: Requester<'static>, operation: Operation, finalite: Finalite) -> Request<'static> {
    let (form, facts) = (Form::Nominative, Facts::NONE);
    Request { actor, operation, finalite, form, mission_locale: "ML-A", donnees: DonneeSet::ALL, facts }
}

#[test]
fn the_counterfactual_names_what_is_missing_and_following_it_grants() {
    let tables = Tables::built_in();
    let rules = AccessRules::on(day("2017-06-15"), &tables, Options::default()).unwrap();
    let names = Donnee::Champ(Champ::Prenoms);
    let mut asked = request(Requester::new(Actor::Asp), Operation::Transmit, Finalite::BenefitPayment);
    let Counterfactual::Missing { ways, causes } = rules.counterfactual(&asked, names) else {
        panic!("missing")
    };
    assert_eq!(ways.len(), 1);
    let expected = [Condition::Designated, Condition::AllowanceDue, Condition::Habilitated];
    assert_eq!(ways[0].conditions, ConditionSet::of(&expected));
    assert_eq!(causes, CauseSet::of(&[Cause::NotNecessary]));
    asked.actor = Requester::recipient(Actor::Asp, day("2017-06-15"));
    asked.facts.attested = ConditionSet::of(&[Condition::AllowanceDue]);
    asked.facts.necessary = Some(DonneeSet::ALL);
    assert_eq!(rules.counterfactual(&asked, names), Counterfactual::Granted);
    let text = Donnee::Champ(Champ::Commentaires);
    let Counterfactual::Never { causes, conditions, alternative } = rules.counterfactual(&asked, text) else {
        panic!("never")
    };
    assert_eq!((conditions, alternative), (ConditionSet::EMPTY, None));
    assert!(causes.contains(Cause::FreeText) && causes.contains(Cause::NotListed));
    let later = AccessRules::on(day("2023-06-20"), &tables, Options::default()).unwrap();
    let Counterfactual::Unread(causes) = later.counterfactual(&asked, names) else { panic!("unread") };
    assert!(causes.contains(Cause::ListUnread));
    // An agent of another mission locale: by a move only.
    let agent = request(
        Requester::agent("ML-B", day("2020-01-01")),
        Operation::Consult,
        Finalite::ContinuityAfterMove,
    );
    let Counterfactual::Missing { ways, .. } = rules.counterfactual(&agent, names) else { panic!("missing") };
    assert_eq!(ways[0].row.id, "3 II");
    assert_eq!(ways[0].conditions, ConditionSet::of(&[Condition::Moved, Condition::NewZone]));
}

/// What no attestation changes is named: the state of the dossier; and the form that stays open.
#[test]
fn what_is_never_granted_says_which_condition_and_which_form_is_open() {
    let tables = Tables::built_in();
    let rules = AccessRules::on(day("2018-03-14"), &tables, Options::default()).unwrap();
    let names = Donnee::Champ(Champ::Prenoms);
    let archive =
        request(Requester::new(Actor::FseController), Operation::OpenFseArchive, Finalite::FseControl);
    let Counterfactual::Never { conditions, .. } = rules.counterfactual(&archive, names) else {
        panic!("never")
    };
    assert_eq!(conditions, ConditionSet::of(&[Condition::InFseArchive]));
    let housing = Donnee::Champ(Champ::LogementSituation);
    let mut past =
        request(Requester::agent("ML-A", day("2035-12-31")), Operation::Consult, Finalite::Accompaniment);
    past.facts.state = DossierState::Anonymised;
    let Counterfactual::Never { causes, alternative, .. } = rules.counterfactual(&past, housing) else {
        panic!("never")
    };
    assert!(causes.contains(Cause::Anonymised));
    assert_eq!(alternative, Some(Form::Anonymised));
}

/// 1° sexies is recorded of persons under justice who are fit for a job within six months.
#[test]
fn the_conditions_under_which_a_datum_is_recorded_are_missing_too() {
    let tables = Tables::built_in();
    let rules = AccessRules::on(day("2025-06-20"), &tables, Options::default()).unwrap();
    let agent = Requester::agent("ML-A", day("2035-12-31"));
    let prison = Donnee::Champ(Champ::SituationPenitentiaire);
    let create = request(agent, Operation::Create, Finalite::Accompaniment);
    let Counterfactual::Missing { ways, .. } = rules.counterfactual(&create, prison) else {
        panic!("missing")
    };
    assert_eq!(ways[0].conditions, ConditionSet::of(&[Condition::UnderJustice, Condition::FitForJob]));
    let findings = rules.findings(&rules.decide(&create));
    let told = findings.iter().find(|finding| finding.code == "habilitation_datum_condition").unwrap();
    assert!(told.fr.contains("sous main de justice") && told.facts.contains(&prison.name()));
    let consult = request(agent, Operation::Consult, Finalite::Accompaniment);
    assert_eq!(rules.counterfactual(&consult, prison), Counterfactual::Granted);
}

#[test]
fn who_can_see_a_datum_is_told_with_what_was_not_read() {
    let tables = Tables::built_in();
    let on = |date: &str| AccessRules::on(day(date), &tables, Options::default()).unwrap();
    let rules = on("2017-06-15");
    let nir = rules.who_can(Donnee::Champ(Champ::Nir));
    assert!(nir.unread.is_empty(), "every list of 2015 was read in full");
    let granted: Vec<_> = nir.rows.iter().filter(|it| it.outcome == Outcome::Conforming).collect();
    // Recipients and links need a title of their own; the former structure's row does not decide on it.
    let actors = [Actor::AgentMissionLocale, Actor::AgentPaio, Actor::DataSubject];
    assert!(granted.iter().all(|access| access.with_title != actors.contains(&access.row.actor)));
    assert!(granted.iter().any(|access| access.row.actor == Actor::Asp && access.with_title));
    let names = rules.who_can(Donnee::Champ(Champ::Prenoms));
    assert!(names.rows.iter().all(|access| !access.with_title));
    assert!(granted.iter().any(|access| access.row.id == "3 I" && access.operations.len() == 4));
    let later = on("2023-06-20");
    let seen = later.who_can(Donnee::Champ(Champ::Nir));
    assert!(seen.rows.iter().any(|it| it.row.actor == Actor::Dgefp && it.outcome == Outcome::Conforming));
    assert!(seen.unread.contains(Operation::Transmit) && seen.unread.contains(Operation::Link));
    let nobody = rules.who_can(Donnee::Champ(Champ::CoordonneesBancaires));
    // No listed datum of 2015: the person alone reaches what is held on her.
    assert!(nobody.rows.iter().all(|access| access.row.actor == Actor::DataSubject));
}

#[test]
fn after_a_transfer_the_new_structure_has_all_and_the_former_its_payments() {
    let tables = Tables::built_in();
    let transfer = Transfer {
        from: "ML-A",
        to: "ML-B",
        moved_on: day("2018-02-01"),
        transferred_on: Some(day("2018-03-01")),
        continuity: DonneeSet::by_code("I.A.1").unwrap(),
        payment_engaged: true,
        authorised: false,
    };
    let options = |transfer_authorisation| Options { transfer_authorisation };
    let on = |date: &str, option| {
        AccessRules::on(day(date), &tables, options(option)).unwrap().transfer(&transfer)
    };
    let before = on("2018-01-31", false);
    assert!(before.new.granted().is_empty() && before.transfer.granted().is_empty());
    assert!(!before.former.granted().is_empty());
    let between = on("2018-02-01", false);
    assert_eq!(between.transfer.granted(), transfer.continuity);
    assert!(on("2018-02-01", true).transfer.granted().is_empty(), "the option asks for an authorisation");
    let after = on("2018-03-01", false);
    assert!(after.former.granted().is_empty());
    assert!(after.former_payment.granted().contains(Donnee::Champ(Champ::AllocationVersements)));
    assert!(!after.former_payment.granted().contains(Donnee::Champ(Champ::LogementSituation)));
}

#[test]
fn the_successor_of_a_merger_holds_and_a_circle_is_an_error() {
    let mergers = [
        Merger { absorbed: "ML-A", successor: "ML-B", on: day("2020-01-01") },
        Merger { absorbed: "ML-B", successor: "ML-C", on: day("2021-01-01") },
    ];
    assert_eq!(successor("ML-A", &mergers, day("2019-12-31")), Ok("ML-A"));
    assert_eq!(successor("ML-A", &mergers, day("2020-01-01")), Ok("ML-B"));
    assert_eq!(successor("ML-A", &mergers, day("2021-01-01")), Ok("ML-C"));
    let circle = [mergers[0], Merger { absorbed: "ML-B", successor: "ML-A", on: day("2020-01-01") }];
    assert_eq!(successor("ML-A", &circle, day("2022-01-01")), Err(MergerCycle));
    let tables = Tables::built_in();
    let rules = AccessRules::on(day("2021-02-01"), &tables, Options::default()).unwrap();
    let asked =
        request(Requester::agent("ML-C", day("2035-12-31")), Operation::Consult, Finalite::Accompaniment);
    assert_eq!(rules.decide(&asked).outcome(), Outcome::NotConforming);
    let merged = asked.after_mergers(&mergers, day("2021-02-01")).unwrap();
    assert!(!rules.decide(&merged).granted().is_empty());
}
