//! Requests that are right but for one value.

use imilo_core::wire;
use serde_json::{Value, json};

/// A value at a path, inside a request that is right but for it.
fn requests_with(service: &str, path: &str, value: &Value) -> Vec<String> {
    let nested = path.rsplit('.').fold(value.clone(), |inner, segment| match segment.strip_suffix("[]") {
        Some(key) => json!({ key: [inner] }),
        None => json!({ segment: inner }),
    });
    let bases: Vec<Value> = match service {
        "nir_check" => vec![json!({ "nir": "x" })],
        "nir_check_many" => vec![json!({ "nirs": [] })],
        "conservation" => ["dossier", "user_account", "partner_staff"]
            .map(|kind| json!({ "kind": kind, "date": "2026-11-24", "facts": {} }))
            .to_vec(),
        "nir_coherence" => vec![json!({ "nir": "x" })],
        "conservation_many" | "dossier_check_many" | "nir_coherence_many" => vec![json!({ "requests": [] })],
        "dossier_check" => vec![json!({ "date": "2026-11-24", "dossier": {} })],
        "fse_indicators" => vec![json!({ "programme": "FSE+", "participation": {} })],
        "fse_explain" => vec![json!({ "programme": "FSE+", "participation": {}, "code": "EECO01" })],
        "fse_report_records" => vec![json!({ "programme": "FSE+", "participations": [] })],
        "fse_compare" => vec![json!({ "programme": "FSE+", "before": { "participations": [] },
            "after": { "participations": [] } })],
        "fse_participation" => vec![json!({ "participant_id": "p", "operation_id": "o",
            "entry_date": "2023-10-02", "dossier": {} })],
        "dossier_fields" | "rule_set" => vec![json!({ "date": "2026-11-24" })],
        // Whole objects, so that a part of one may be put in.
        "habilitation" | "disclose" | "disclose_many" | "counterfactual" => {
            let mut request = json!({ "date": "2018-03-14", "actor": { "class": "asp" }, "operation": "link",
            "purpose": "ppae", "target": { "owning_mission_locale": "ML-A", "fields": ["I.A.1"] }, "facts": {
                "control_authorisation": { "by": "minister", "from": "2018-01-01", "to": "2018-12-31", "fields": [] },
                "entrusted_scheme": { "with": "ML-A", "valid_from": "2018-01-01" },
                "convention": { "with": "ML-A", "signed_on": "2018-01-01" },
                "own_nir_title": { "valid_from": "2018-01-01" },
            } });
            if service == "disclose" {
                put(&mut request, &json!({ "dossier": {}, "references": { "agent": "a", "dossier": "d" } }));
            }
            if service == "disclose_many" {
                put(&mut request, &json!({ "agent": "a", "dossiers": [] }));
            }
            vec![request]
        }
        "who_can" => vec![json!({ "date": "2018-03-14", "field": "NIR" })],
        "access_matrix" => vec![json!({ "date": "2018-03-14" })],
        "access_changes" => vec![json!({ "from": "2018-03-14", "to": "2018-03-14" })],
        "exercise_right" => vec![json!({ "date": "2018-03-14", "right": "right_of_access",
            "mission_locale": "ML-A" })],
        "log_retention" => vec![json!({ "date": "2026-06-01", "facts": { "operation_date": "2026-01-15" } })],
        "rights_deadline" => vec![json!({ "date": "2026-06-01", "facts": { "receipt_date": "2026-05-31" } })],
        "responsibilities" => [
            ("controller", "who"),
            ("information_notice", "where"),
            ("answer_rights_request", "rejection"),
            ("breach_notification", "due"),
            ("aipd", "required"),
        ]
        .map(|(duty, question)| json!({ "date": "2026-06-01", "duty": duty, "question": question }))
        .to_vec(),
        _ => vec![json!({})],
    };
    let with = |mut base: Value| {
        put(&mut base, &nested);
        base.to_string()
    };
    bases.into_iter().map(with).collect()
}

/// Puts a part into a request, whose other keys stay.
fn put(base: &mut Value, part: &Value) {
    match (base, part) {
        (Value::Object(base), Value::Object(part)) => {
            part.iter().for_each(|(key, value)| put(base.entry(key).or_insert(Value::Null), value));
        }
        (base, part) => *base = part.clone(),
    }
}

/// Whether a request with this value at this path fails by one of these codes, whatever it is a request for.
pub(super) fn always_fails(service: &str, path: &str, value: &Value, codes: &[&str]) -> bool {
    requests_with(service, path, value).iter().all(|request| {
        wire::call(service, request).is_err_and(|failure| codes.contains(&failure.code.as_str()))
    })
}
