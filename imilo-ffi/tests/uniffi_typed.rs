//! The typed functions answer what the JSON services answer: the same fields, the same failures.

use imilo::uniffi_api::dates::Day;
use imilo::uniffi_api::requests::{A2, InterruptionCause, ProgrammeKind};
use imilo::uniffi_api::{
    AccountEnd, ConservationFacts, ConservationRequest, ContratCej, DossierFacts, Fse, ImiloError,
    Interruption, Period, Programme, Readings, articles, call_json, conservation, conservation_many, errors,
    failure_json, nir_check, nir_check_many, rule_set, versions,
};
use imilo_core::nir::Acceptance;
use imilo_core::wire::{self, Failure};
use serde::Serialize;
use serde_json::{Value, json};

/// The canonical JSON of a typed result.
fn canonical<T: Serialize>(typed: Result<T, ImiloError>) -> Result<String, Failure> {
    typed
        .map(|answer| serde_json::to_string(&answer).unwrap_or_default())
        .map_err(|error| error.failure().clone())
}

fn day(text: &str) -> Day {
    Day::from(text)
}

fn full_request() -> ConservationRequest {
    let facts = DossierFacts {
        birth_date: Some(day("2000-02-29")),
        rqth_periods: Some(vec![Period { from: day("2019-01-01"), until: None }]),
        programmes: Some(vec![Programme {
            kind: ProgrammeKind::GarantieJeunes,
            start: day("2018-01-01"),
            end: Some(day("2018-12-31")),
            regular_follow_up: Some(true),
        }]),
        cej_contracts: Some(vec![ContratCej { start: day("2023-01-01"), end: Some(day("2023-12-31")) }]),
        fse: Some(Fse::Cofinanced {
            first_record: Some(day("2018-02-01")),
            last_record: Some(day("2019-02-01")),
            interruptions: Some(vec![Interruption {
                from: day("2020-01-01"),
                until: Some(day("2020-03-01")),
                cause: InterruptionCause::JudicialProceedings,
            }]),
        }),
        anonymised_on: None,
    };
    ConservationRequest {
        facts: ConservationFacts::Dossier { facts },
        date: Some(day("2026-12-01")),
        instant: None,
        options: Some(Readings { a2: Some(A2::Mar1), ..Readings::default() }),
    }
}

fn account(end: Option<AccountEnd>) -> ConservationRequest {
    ConservationRequest {
        facts: ConservationFacts::UserAccount { habilitation_end: end },
        date: None,
        instant: Some("2026-12-01T12:00:00Z".to_owned()),
        options: None,
    }
}

#[test]
fn a_typed_request_is_written_as_its_service_reads_it() {
    let written: Value = serde_json::from_str(&full_request().to_json().unwrap()).unwrap();
    let wanted = json!({
        "kind": "dossier",
        "facts": {
            "birth_date": "2000-02-29",
            "rqth_periods": [{"from": "2019-01-01", "until": null}],
            "programmes": [{
                "kind": "garantie_jeunes", "start": "2018-01-01", "end": "2018-12-31", "regular_follow_up": true,
            }],
            "cej_contracts": [{"start": "2023-01-01", "end": "2023-12-31"}],
            "fse": {
                "cofinanced": true, "first_record": "2018-02-01", "last_record": "2019-02-01",
                "interruptions": [{"from": "2020-01-01", "until": "2020-03-01", "cause": "judicial_proceedings"}],
            },
            "anonymised_on": null,
        },
        "date": "2026-12-01",
        "instant": null,
        "options": {"A2": "mar1"},
    });
    assert_eq!(written, wanted);
}

#[test]
fn null_is_not_known_and_running_is_told() {
    let facts =
        |end| serde_json::from_str::<Value>(&account(end).to_json().unwrap()).unwrap()["facts"].clone();
    assert_eq!(facts(None), json!({}));
    assert_eq!(facts(Some(AccountEnd::Running)), json!({"habilitation_end": null}));
    assert_eq!(
        facts(Some(AccountEnd::Ended { on: day("2025-01-01") })),
        json!({"habilitation_end": "2025-01-01"})
    );
    assert_eq!(serde_json::to_value(Fse::NotCofinanced).unwrap()["cofinanced"], json!(false));
}

#[test]
fn retention_is_answered_as_by_json() {
    let requests = [
        full_request(),
        account(None),
        account(Some(AccountEnd::Running)),
        account(Some(AccountEnd::Ended { on: day("2025-01-01") })),
        account(Some(AccountEnd::Ended { on: day("2025-02-30") })),
        ConservationRequest { date: Some(day("2014-01-01")), ..full_request() },
        ConservationRequest { date: Some(day("+12026-01-01")), ..full_request() },
        ConservationRequest { date: None, ..full_request() },
        ConservationRequest { instant: Some("yesterday".to_owned()), ..full_request() },
    ];
    let mut failed = 0;
    let rows = conservation_many(requests.to_vec()).unwrap();
    assert_eq!(rows.len(), requests.len());
    for (request, row) in requests.iter().zip(rows) {
        let wire = wire::call("conservation", &request.to_json().unwrap());
        assert_eq!(canonical(conservation(request.clone())), wire);
        failed += usize::from(wire.is_err());
        assert_eq!(row.answer.map(|answer| serde_json::to_string(&answer).unwrap()), wire.clone().ok());
        assert_eq!(row.error, wire.err());
    }
    assert_eq!(failed, 5);
}

#[test]
fn numbers_are_answered_as_by_json() {
    let lenient = Acceptance { nnp: true, ..Acceptance::default() };
    let rows = ["2 84 05 88 321 025 32", "284058832102530", "", "é", "8 70 12 34567890"];
    for accept in [None, Some(lenient)] {
        for text in rows {
            let mut request = json!({ "nir": text });
            if let Some(accept) = accept {
                request["accept"] = serde_json::to_value(accept).unwrap();
            }
            let wire = wire::call("nir_check", &request.to_string());
            assert_eq!(canonical(nir_check(text.to_owned(), accept)), wire);
        }
    }
    let many = nir_check_many([Some("284058832102532"), None, Some("1")].into_iter().collect(), None);
    let wire = wire::call("nir_check_many", r#"{"nirs":["284058832102532",null,"1"]}"#).unwrap();
    assert_eq!(format!("{{\"results\":{}}}", canonical(many).unwrap()), wire);
}

#[test]
fn the_law_is_answered_as_by_json() {
    assert_eq!(canonical(versions()), wire::call("versions", "{}"));
    assert_eq!(canonical(errors()), wire::call("errors", "{}"));
    for date in ["2026-01-16", "2026-07-01", "2014-12-31", "2500-01-01", "2026-02-30", "01/07/2026", ""] {
        let request = json!({ "date": date }).to_string();
        assert_eq!(canonical(rule_set(day(date))), wire::call("rule_set", &request), "{date}");
        assert_eq!(canonical(articles(None, Some(day(date)))), wire::call("articles", &request), "{date}");
    }
    for code in ["D2015-59:6:I", "nowhere"] {
        let request = json!({ "code": code }).to_string();
        assert_eq!(canonical(articles(Some(code.to_owned()), None)), wire::call("articles", &request));
    }
    assert_eq!(canonical(articles(None, None)), wire::call("articles", "{}"));
}

#[test]
fn json_passes_as_it_is() {
    for (service, request) in
        [("versions", "{}"), ("rule_set", "{\"date\":\"2014-12-31\"}"), ("no", "{}"), ("errors", "{")]
    {
        let typed = call_json(service, request.to_owned()).map_err(|error| error.failure().clone());
        assert_eq!(typed, wire::call(service, request));
        if let Err(failure) = typed {
            assert_eq!(failure_json(failure.clone()).unwrap(), failure.to_json());
        }
    }
}

#[test]
fn no_date_of_a_request_shows_in_debug() {
    let text =
        format!("{:?} {:?}", full_request(), account(Some(AccountEnd::Ended { on: day("2025-01-01") })));
    assert!(!text.contains("2000-02-29") && !text.contains("2025-01-01"), "{text}");
}
