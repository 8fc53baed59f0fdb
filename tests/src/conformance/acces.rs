//! Questions on habilitation besides single decisions: disclosure, what is missing, who can, tables, rows of an integrator.

use serde_json::{Value, json};

type Asked = (&'static str, Value);

/// The questions; `accesses` are those of `habilitation` that the cases ask.
pub(super) fn questions(accesses: &[Value]) -> Vec<Asked> {
    let mut asked = Vec::new();
    for access in accesses {
        asked.push(("counterfactual", access.clone()));
    }
    // Every tenth discloses: all actors, days and operations come by.
    for (index, access) in accesses.iter().enumerate().filter(|(index, _)| index % 10 == 0) {
        let request = [
            ("dossier", dossier()),
            ("references", json!({ "agent": format!("agent-{index}"), "dossier": "284058832102532" })),
            ("clear_nir", json!(index % 20 == 0)),
        ];
        asked.push(("disclose", with(access, &request)));
        asked.push((
            "disclose_many",
            with(access, &[("agent", json!("agent-7")), ("dossiers", dossiers(index))]),
        ));
    }
    asked.extend(tables());
    asked.extend(added());
    asked.extend(wrong());
    asked
}

fn dossier() -> Value {
    json!({
        "identite": { "prenoms": "Ada", "nom_naissance": "Exemple", "fax": null, "nir": "284058832102532" },
        "social": { "minima_sociaux": true },
        "ajouts": { "commentaires": ["vue le 3"], "quotient_familial": 700 },
    })
}

/// Some that are disclosed, some that are not, and what is no dossier.
fn dossiers(index: usize) -> Value {
    json!([
        { "reference": format!("dossier-{index}"), "dossier": dossier() },
        { "reference": "d", "dossier": dossier(), "facts": ["allowance_due", "minor"],
            "owning_mission_locale": "ML-B", "dossier_state": "anonymised" },
        { "reference": "d", "dossier": { "identite": { "nom": "x" } } },
        { "reference": "d", "dossier": {}, "facts": ["own_structure"] },
        { "dossier": {} },
        null,
    ])
}

fn with(request: &Value, keys: &[(&str, Value)]) -> Value {
    let mut request = request.clone();
    if let Some(object) = request.as_object_mut() {
        object.extend(keys.iter().map(|(key, value)| ((*key).to_owned(), value.clone())));
    }
    request
}

fn access() -> Value {
    json!({ "date": "2026-02-01", "actor": { "class": "asp", "designated": true, "habilitated_until": "2035-12-31" },
        "operation": "transmit", "purpose": "benefit_payment",
        "target": { "owning_mission_locale": "ML-A", "fields": ["I.A.1", "NIR", "free_text"] },
        "facts": { "allowance_due": true, "necessary_fields": ["I.A.1", "NIR"] } })
}

fn row() -> Value {
    json!({ "name": "ASP, annexe 3", "actor": "asp", "purposes": ["benefit_payment"], "operations": ["transmit"],
        "fields": ["I.A.1"], "conditions": ["allowance_due"], "from": "2026-02-01",
        "citation": { "code": "A2025-01-03:annexe 3:ASP", "evidence": "seen", "url": "https://example.invalid/" } })
}

fn tables() -> Vec<Asked> {
    let mut asked = Vec::new();
    for day in
        ["2015-01-28", "2018-06-01", "2021-06-01", "2022-06-01", "2025-01-10", "2026-01-16", "2026-07-01"]
    {
        asked.push(("access_matrix", json!({ "date": day })));
        for field in ["NIR", "I.A.1", "3°.D", "bank_data", "ajouts.commentaires"] {
            asked.push(("who_can", json!({ "date": day, "field": field })));
        }
    }
    for format in ["json", "csv", "markdown", "html"] {
        for language in ["fr", "en"] {
            let request = json!({ "date": "2026-07-01", "format": format, "language": language });
            asked.push(("access_matrix", request));
            let request =
                json!({ "from": "2025-01-10", "to": "2025-01-15", "format": format, "language": language });
            asked.push(("access_changes", request));
        }
    }
    for (from, to) in
        [("2021-12-01", "2022-02-01"), ("2026-06-30", "2026-07-01"), ("2018-01-01", "2018-01-02")]
    {
        asked.push(("access_changes", json!({ "from": from, "to": to })));
    }
    let of = json!({ "from": "2015-02-01", "to": "2026-07-01", "actor": "agent_mission_locale",
        "operation": "consult", "purpose": "accompaniment" });
    asked.push(("access_changes", of));
    asked.push(("who_can", json!({ "date": "2018-06-01", "field": "NIR", "operation": "transmit" })));
    asked
}

fn added() -> Vec<Asked> {
    let rows = json!({ "rows": [row()] });
    let version = json!({ "versions": [{ "name": "later", "list": "recipients", "from": "2030-01-01", "in_full": true,
        "citation": { "code": "D2029-1:4", "evidence": "seen" } }] });
    let options = json!({ "transfer_authorisation": true });
    vec![
        ("habilitation", with(&access(), &[("added", rows.clone()), ("options", options.clone())])),
        ("habilitation", with(&access(), &[("added", version.clone()), ("date", json!("2030-01-01"))])),
        ("counterfactual", with(&access(), &[("added", rows.clone()), ("options", options.clone())])),
        (
            "disclose",
            with(
                &access(),
                &[
                    ("added", rows.clone()),
                    ("dossier", dossier()),
                    ("references", json!({ "agent": "a", "dossier": "d" })),
                ],
            ),
        ),
        ("who_can", json!({ "date": "2026-02-01", "field": "I.A.1", "added": rows, "options": options })),
        ("access_matrix", json!({ "date": "2026-02-01", "added": rows, "options": options })),
        (
            "access_changes",
            json!({ "from": "2026-01-31", "to": "2026-02-01", "added": rows, "options": options,
            "actor": "asp" }),
        ),
        (
            "access_changes",
            json!({ "from": "2029-12-31", "to": "2030-01-01", "added": version, "actor": "asp" }),
        ),
    ]
}

/// Each refusal of an addition, and of the other requests.
fn wrong() -> Vec<Asked> {
    let but = |key: &str, value: Value| {
        let rows = json!({ "rows": [with(&row(), &[(key, value)])] });
        ("habilitation", with(&access(), &[("added", rows)]))
    };
    let disclose = |key: &str, value: Value| {
        let whole = [("dossier", dossier()), ("references", json!({ "agent": "a", "dossier": "d" }))];
        ("disclose", with(&with(&access(), &whole), &[(key, value)]))
    };
    vec![
        but("name", json!("")),
        but("actor", json!("bank")),
        but("purposes", json!([])),
        but("purposes", json!(["commercial"])),
        but("operations", json!(["transmit", "consult"])),
        but("fields", json!(["I.A.1", "free_text"])),
        but("from", json!("2018-01-01")),
        but("until", json!("2026-01-31")),
        but("citation", json!({ "code": "", "evidence": "seen" })),
        but("citation", json!({ "evidence": "unknown" })),
        but("citation", Value::Null),
        but("284058832102532", json!(1)),
        ("habilitation", with(&access(), &[("added", json!({ "rows": [row(), row()] }))])),
        ("habilitation", with(&access(), &[("added", json!([row()]))])),
        ("habilitation", with(&access(), &[("options", json!({ "A19": true }))])),
        ("habilitation", with(&access(), &[("actor", json!({ "designated": true }))])),
        ("habilitation", with(&access(), &[("dossier", json!({}))])),
        disclose("dossier", json!({ "identite": { "nom": "x" } })),
        disclose("dossier", json!({ "conservation": { "anonymised_on": "2017-01-01" } })),
        disclose("references", json!({ "agent": "a" })),
        disclose("references", Value::Null),
        disclose("clear_nir", json!("yes")),
        ("disclose_many", with(&access(), &[("agent", json!("a"))])),
        ("disclose_many", with(&access(), &[("dossiers", dossiers(1))])),
        (
            "disclose_many",
            with(&access(), &[("agent", json!("a")), ("dossiers", dossiers(1)), ("clear_nir", json!(true))]),
        ),
        ("counterfactual", with(&access(), &[("date", json!("2015-01-28"))])),
        ("who_can", json!({ "date": "2018-06-01", "field": "I.Z.1" })),
        ("who_can", json!({ "date": "2018-06-01" })),
        ("access_matrix", json!({ "date": "2018-06-01", "format": "pdf" })),
        ("access_matrix", json!({ "date": "2018-06-01", "language": "de" })),
        ("access_matrix", json!({})),
        ("access_changes", json!({ "from": "2015-01-28", "to": "2018-06-01" })),
        ("access_changes", json!({ "from": "2018-06-01", "to": "2015-01-28" })),
        ("access_changes", json!({ "from": "2018-06-01" })),
    ]
}
