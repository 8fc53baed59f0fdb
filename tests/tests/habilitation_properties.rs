//! What holds of every decision, whatever the request; and the finite space of the rules, walked whole.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use imilo_core::calendar::Date;
use imilo_core::dossier::Dossier;
use imilo_core::explain::Outcome;
use imilo_core::habilitation::{
    AccessRules, Actor, Cause, CauseSet, Condition, ConditionSet, ControlAuthorisation, ControlAuthority,
    Convention, Decision, Direction, DonneeSet, DossierState, EntrustedScheme, Facts, Finalite, Form,
    Operation, OperationSet, Options, Processing, References, Request, Requester, Tables,
};
use proptest::prelude::*;
use proptest::sample::select;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// A day in each version and each window, and those around them.
const DAYS: [&str; 22] = [
    "2015-01-29",
    "2018-05-24",
    "2018-05-25",
    "2019-04-25",
    "2019-05-01",
    "2021-05-22",
    "2021-05-23",
    "2022-01-30",
    "2022-01-31",
    "2022-03-01",
    "2023-03-06",
    "2024-12-31",
    "2025-01-01",
    "2025-01-13",
    "2025-01-14",
    "2025-01-15",
    "2026-01-13",
    "2026-01-14",
    "2026-01-20",
    "2026-01-21",
    "2026-06-30",
    "2026-07-01",
];

/// Causes that the law states as prohibitions: no fact of the caller lifts them.
const PROHIBITIONS: CauseSet = CauseSet::of(&[
    Cause::ForeignPurpose,
    Cause::Anonymised,
    Cause::InFseArchive,
    Cause::NoRow,
    Cause::AnonymisedOnly,
    Cause::NotListed,
    Cause::FreeText,
    Cause::Excluded,
    Cause::NotAnonymous,
]);

const CODES: [&str; 16] = [
    "I.A.1",
    "I.A.5",
    "I.B.2",
    "II.A.2",
    "II.C.3",
    "III",
    "IV.B.5",
    "IV.B.10",
    "IV.D.2",
    "1°",
    "3°",
    "3°.D",
    "bank_data",
    "free_text",
    "1° sexies",
    "cej_status",
];

fn donnees() -> impl Strategy<Value = DonneeSet> {
    let one = select(&CODES[..]).prop_map(|code| DonneeSet::by_code(code).unwrap());
    prop_oneof![
        3 => prop::collection::vec(one, 1..6).prop_map(|sets| sets.into_iter().fold(DonneeSet::EMPTY, DonneeSet::union)),
        1 => Just(DonneeSet::ALL),
    ]
}

fn structure() -> impl Strategy<Value = &'static str> {
    select(&["ML-A", "ML-B", "ML-C"][..])
}

fn flags() -> impl Strategy<Value = ConditionSet> {
    prop_oneof![
        any::<u64>().prop_map(|bits| {
            let chosen = |condition: &Condition| bits >> (*condition as u32) & 1 == 1;
            Condition::ALL.iter().copied().filter(chosen).collect()
        }),
        // Most rows need several at once.
        Just(ConditionSet::ALL.minus(ConditionSet::of(&[Condition::Limitation]))),
    ]
}

fn facts() -> impl Strategy<Value = Facts<'static>> {
    let when = || prop::option::of(select(&DAYS[..]).prop_map(day));
    (
        (
            flags(),
            prop::option::of(donnees()),
            prop::option::of(donnees()),
            when(),
            prop::option::of(structure()),
        ),
        (when(), prop::option::of(structure()), select(DossierState::ALL), prop::option::of(14_u8..20)),
        (any::<bool>(), structure(), donnees(), when(), when()),
        (prop::option::of(select(Processing::ALL)), prop::option::of(select(Direction::ALL))),
    )
        .prop_map(
            |(
                (attested, necessary, continuity, moved_on, zone),
                (transferred_on, former, state, age),
                (told, with, extent, title, declared_on),
                (processing, direction),
            )| {
                let (from, to) = (day("2015-01-01"), day("2030-12-31"));
                let control =
                    ControlAuthorisation { by: ControlAuthority::Minister, from, to, donnees: extent };
                let convention = Convention {
                    with,
                    signed_on: from,
                    valid_to: Some(to),
                    operations: OperationSet::ALL,
                    security_undertaking: true,
                    no_other_use_undertaking: told,
                };
                Facts {
                    attested,
                    necessary,
                    continuity,
                    moved_on,
                    residence_zone_of: zone,
                    transferred_on,
                    former_mission_locale: former,
                    state,
                    age,
                    control: told.then_some(control),
                    scheme: told.then_some(EntrustedScheme { with, valid_from: from, valid_to: None }),
                    convention: told.then_some(convention),
                    commissions: told.then_some(with),
                    finances: told.then_some(with),
                    own_nir_title_from: title,
                    processing,
                    direction,
                    declared_on,
                    opened_on: None,
                }
            },
        )
}

fn requests() -> impl Strategy<Value = Request<'static>> {
    let actor = (select(Actor::ALL), structure(), any::<bool>(), any::<bool>(), donnees(), 0_u8..4);
    (actor, select(Operation::ALL), select(Finalite::ALL), select(Form::ALL), structure(), donnees(), facts())
        .prop_map(|(actor, operation, finalite, form, mission_locale, donnees, facts)| {
            let (class, own, designated, accompanies, withheld, profile) = actor;
            let actor = Requester {
                class,
                mission_locale: Some(own),
                designated: designated || profile > 0,
                habilitated_until: (profile != 1).then(|| day("2035-12-31")),
                by_local_authority: false,
                accompanies,
                operations: None,
                withheld: if profile == 2 { withheld } else { DonneeSet::EMPTY },
            };
            Request { actor, operation, finalite, form, mission_locale, donnees, facts }
        })
}

/// What must be so of any decision.
fn sound(rules: &AccessRules<'_>, request: &Request<'_>, decision: &Decision<'_>) {
    let (granted, refused) = (decision.granted(), decision.refused());
    let answer = rules.answer(request);
    assert_eq!((answer.granted, answer.refused), (granted, refused), "the answer is that of the decision");
    assert_eq!(
        (answer.row, answer.missing, answer.causes),
        (decision.row(), decision.missing(), decision.all_causes())
    );
    assert!(granted.intersection(refused).is_empty(), "granted and refused");
    assert!(granted.minus(decision.asked()).is_empty(), "granted and not asked");
    if !granted.is_empty() {
        let row = decision.row().unwrap();
        assert!(decision.missing().is_empty(), "granted with a condition missing");
        assert!(granted.minus(row.extent.given).is_empty(), "granted beyond the row");
        assert!(row.finalites.contains(request.finalite) && row.operations.contains(request.operation));
        assert_eq!(row.actor, request.actor.class);
        assert!(request.form == Form::Anonymised || row.form == Form::Nominative, "a nominative view");
        assert!(granted.intersection(request.actor.withheld).is_empty(), "withheld by the profile");
        let free = DonneeSet::by_code("free_text").unwrap();
        let leaves = matches!(request.operation, Operation::Transmit);
        assert!(!leaves || granted.intersection(free).is_empty(), "free text goes to nobody");
    }
    // Refused by default in a list read in full, undetermined in the others.
    let causes = decision.all_causes();
    if decision.row().is_none() && rules.rule_set() == "V2015" {
        assert_eq!(refused, decision.asked(), "refused by default");
    }
    if decision.row().is_none() && causes.contains(Cause::ListUnread) {
        assert!(granted.is_empty(), "nothing is granted by a list that was not read");
        let stated = CauseSet::of(&[Cause::ListUnread, Cause::DataUnread, Cause::RowUnread]);
        if causes.minus(stated).is_empty() {
            assert!(refused.is_empty(), "an unread list refuses nothing");
        }
    }
    // Every datum that is not granted has a cause, and no granted datum has one.
    for donnee in decision.asked().iter() {
        let outcome = decision.of(donnee);
        let causes = decision.causes(donnee);
        match outcome {
            Some(Outcome::Conforming) => assert!(causes.is_empty(), "{}", donnee.name()),
            Some(Outcome::NotConforming) => {
                assert!(causes.iter().any(|cause| !cause.is_undetermined()), "{}", donnee.name());
            }
            _ => assert!(!causes.is_empty(), "{}", donnee.name()),
        }
    }
}

/// The request with every fact told in favour of the actor, the state of the dossier and the link apart.
fn with_every_fact<'a>(request: &Request<'a>) -> Request<'a> {
    let owner = request.mission_locale;
    let early = day("2015-01-29");
    let limitation = request.facts.attested.intersection(ConditionSet::of(&[Condition::Limitation]));
    let attested = ConditionSet::ALL.minus(ConditionSet::of(&[Condition::Limitation])).union(limitation);
    let control = ControlAuthorisation {
        by: ControlAuthority::Minister,
        from: early,
        to: day("2035-12-31"),
        donnees: DonneeSet::ALL,
    };
    let convention = Convention {
        with: owner,
        signed_on: early,
        valid_to: None,
        operations: OperationSet::ALL,
        security_undertaking: true,
        no_other_use_undertaking: true,
    };
    let facts = Facts {
        attested,
        necessary: Some(DonneeSet::ALL),
        continuity: Some(DonneeSet::ALL),
        moved_on: Some(early),
        residence_zone_of: request.actor.mission_locale,
        age: Some(16),
        control: Some(control),
        scheme: Some(EntrustedScheme { with: owner, valid_from: early, valid_to: None }),
        convention: Some(convention),
        commissions: Some(owner),
        finances: Some(owner),
        own_nir_title_from: Some(early),
        direction: request.facts.direction,
        declared_on: Some(early),
        ..request.facts
    };
    let actor = Requester {
        designated: true,
        habilitated_until: Some(day("2035-12-31")),
        by_local_authority: true,
        accompanies: true,
        operations: None,
        withheld: DonneeSet::EMPTY,
        ..request.actor
    };
    Request { actor, facts, ..*request }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_decision_is_sound(request in requests(), on in select(&DAYS[..])) {
        let tables = Tables::built_in();
        let rules = AccessRules::on(day(on), &tables, Options::default()).unwrap();
        sound(&rules, &request, &rules.decide(&request));
        let all = with_every_fact(&request);
        sound(&rules, &all, &rules.decide(&all));
    }

    #[test]
    fn no_fact_lifts_a_prohibition(request in requests(), on in select(&DAYS[..])) {
        let tables = Tables::built_in();
        let rules = AccessRules::on(day(on), &tables, Options::default()).unwrap();
        let before = rules.decide(&request);
        let after = rules.decide(&with_every_fact(&request));
        for donnee in before.asked().iter() {
            let prohibited = !before.causes(donnee).intersection(PROHIBITIONS).is_empty();
            let refused = before.of(donnee) == Some(Outcome::NotConforming);
            prop_assert!(!(prohibited && refused && after.granted().contains(donnee)), "{}", donnee.name());
        }
    }

    #[test]
    fn attesting_less_never_grants_more(request in requests(), less in donnees(), on in select(&DAYS[..])) {
        let tables = Tables::built_in();
        let rules = AccessRules::on(day(on), &tables, Options::default()).unwrap();
        let mut narrowed = request;
        narrowed.facts.necessary = Some(request.facts.necessary.unwrap_or(DonneeSet::ALL).intersection(less));
        if request.facts.necessary.is_some() || !matches!(request.operation, Operation::Transmit | Operation::Link) {
            let granted = rules.decide(&narrowed).granted();
            prop_assert!(granted.minus(rules.decide(&request).granted()).is_empty());
        }
    }

    /// In a window an answer stands only where the version before and the version after give it.
    #[test]
    fn in_a_window_both_versions_must_agree(request in requests()) {
        let tables = Tables::built_in();
        let on = |date| AccessRules::on(day(date), &tables, Options::default()).unwrap().decide(&request);
        for (before, within, after) in
            [("2025-01-12", "2025-01-13", "2025-01-15"), ("2026-01-13", "2026-01-20", "2026-01-21")]
        {
            // What a fact dates on one of these days changes for another reason.
            let facts = request.facts;
            let dated = [facts.moved_on, facts.transferred_on, facts.own_nir_title_from, facts.declared_on];
            let among = |date: &Date| *date > day(before) && *date <= day(after);
            if dated.iter().flatten().any(among) {
                continue;
            }
            let (before, within, after) = (on(before), on(within), on(after));
            prop_assert!(within.granted().minus(before.granted()).is_empty());
            prop_assert!(within.granted().minus(after.granted()).is_empty());
            prop_assert!(within.refused().minus(before.refused()).is_empty());
        }
    }

    #[test]
    fn a_disclosure_holds_only_what_was_granted(request in requests(), on in select(&DAYS[..])) {
        let dossier: Dossier = serde_json::from_str(FULL).unwrap();
        let tables = Tables::built_in();
        let rules = AccessRules::on(day(on), &tables, Options::default()).unwrap();
        for request in [request, with_every_fact(&request)] {
            let references = References { agent: "agent", dossier: "dossier" };
            let disclosure = rules.disclose(&dossier, &request, references).unwrap();
            let granted = disclosure.decision().granted();
            let open = granted.with_fields();
            if let Some(reduced) = disclosure.dossier() {
                prop_assert!(DonneeSet::fields_only(reduced.filled()).minus(open).is_empty());
                prop_assert_eq!(request.form, Form::Nominative);
                // What was granted by its name is all there; nothing else but what a granted heading holds, granted
                // by its name too if everything about it is attested.
                let named = dossier.filled().intersection(granted.fields());
                prop_assert!(named.minus(reduced.filled()).is_empty());
                let mut by_name = Request { donnees: DonneeSet::fields_only(reduced.filled()), ..request };
                by_name.facts.necessary = Some(DonneeSet::ALL);
                by_name.facts.continuity = Some(DonneeSet::ALL);
                if let Some(control) = &mut by_name.facts.control {
                    control.donnees = DonneeSet::ALL;
                }
                let by_name = rules.decide(&by_name);
                prop_assert_eq!(by_name.granted(), by_name.asked());
                prop_assert_eq!(
                    disclosure.event().granted.len(),
                    reduced.granted().iter().count(),
                );
                let written = serde_json::to_string(reduced).unwrap();
                prop_assert!(!written.contains("2550814"));
            }
            let event = disclosure.event();
            prop_assert!(event.granted.iter().all(|name| !event.withheld.contains(name)));
            prop_assert_eq!(disclosure.event().outcome, disclosure.decision().outcome());
        }
    }
}

/// A value in each part, those of the highest classes included.
const FULL: &str = r#"{
    "identite": {"nom_naissance": "N", "prenoms": "P", "nir": "255081416802538", "date_naissance": "2000-01-01"},
    "famille": {"enfants": 1, "representants_legaux": [{"nom": "R"}]},
    "formation": {"niveau_formation": "3", "situations": [{"date_debut": "2019-01-01"}]},
    "emploi": {"numero_de": "1234567A", "inscrit_france_travail": true},
    "social": {"minima_sociaux": true, "numeros_allocataire": ["1"]},
    "logement": {"situation": "S"},
    "suivi": {"referent": "A", "entretiens": [{"date": "2020-01-01", "agent": "B"}]},
    "personnel": {"agents": [{"nom_naissance": "C", "fonctions": "F"}]},
    "ajouts": {"commentaires": ["libre"], "coordonnees_bancaires": {"iban": "FR"}, "mode_vie_itinerant": true},
    "conservation": {"programmes": [{"kind": "pacea", "start": "2019-01-01"}]}
}"#;

/// Every actor, operation, purpose, form, state and processing on every day: with every fact and with none.
#[test]
fn the_whole_rule_space_is_sound() {
    let tables = Tables::built_in();
    let bare = Request {
        actor: Requester { mission_locale: Some("ML-B"), ..Requester::new(Actor::OtherBody) },
        operation: Operation::Consult,
        finalite: Finalite::Accompaniment,
        form: Form::Nominative,
        mission_locale: "ML-A",
        donnees: DonneeSet::ALL,
        facts: Facts { direction: Some(Direction::Inbound), ..Facts::NONE },
    };
    let (mut points, mut grants) = (0_u64, 0_u64);
    for on in DAYS {
        let rules = AccessRules::on(day(on), &tables, Options::default()).unwrap();
        for class in Actor::ALL {
            for operation in Operation::ALL {
                let links = *operation == Operation::Link;
                let processings = if links { Processing::ALL } else { &[Processing::Ppae] };
                for (finalite, processing) in
                    Finalite::ALL.iter().flat_map(|it| processings.iter().map(move |of| (it, of)))
                {
                    for (form, state) in
                        Form::ALL.iter().flat_map(|form| DossierState::ALL.iter().map(move |it| (form, it)))
                    {
                        let mut request =
                            Request { operation: *operation, finalite: *finalite, form: *form, ..bare };
                        request.actor.class = *class;
                        request.facts.processing = Some(*processing);
                        request.facts.state = *state;
                        let none = rules.decide(&request);
                        let all = rules.decide(&with_every_fact(&request));
                        points += 2;
                        grants += u64::from(!all.granted().is_empty());
                        assert!(
                            none.granted().is_empty(),
                            "granted on no fact: {on} {class:?} {operation:?}"
                        );
                        let nominative = all.granted().is_empty() || *form == Form::Anonymised;
                        let closed =
                            *state != DossierState::Active && *operation != Operation::OpenFseArchive;
                        assert!(
                            nominative || !closed || *class == Actor::DataSubject,
                            "{on} {class:?} {state:?}"
                        );
                    }
                }
            }
        }
    }
    assert!(points > 1_000_000 && grants > 1_000 && grants < points / 20, "{points} points, {grants} grants");
}
