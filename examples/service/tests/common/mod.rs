//! The service over a database of its own: SQLite always, PostgreSQL where `IMILO_SERVICE_TEST_POSTGRES` names a server
//! whose user may create databases.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    reason = "shared by tests, each of which uses a part"
)]

use std::fmt::Write as _;
use std::path::Path;

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use imilo_service::clock::Clock;
use imilo_service::config::{Config, hash_of_token};
use imilo_service::service::Service;
use imilo_service::{http, keys};
use serde_json::{Value, json};
use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use tempfile::TempDir;
use tower::ServiceExt;

/// 2018-03-14, noon in Paris.
pub const NOON: i64 = 1_521_025_200_000;
/// A day.
pub const DAY: i64 = 86_400_000;
/// The number that nobody may find anywhere (the example of Insee).
pub const NIR: &str = "255081416802538";
/// The same without its key, as a seal gives it back.
pub const THIRTEEN: &str = "2550814168025";
/// The mission locale of the dossiers.
pub const ML: &str = "75056S01";

/// Who asks in the tests, each with a token of his name.
pub fn accounts() -> Vec<(&'static str, Value, Value, &'static str)> {
    let agent = |structure: &str| {
        json!({ "class": "agent_mission_locale", "mission_locale": structure, "designated": true,
            "habilitated_until": "2099-12-31", "participates_in_accompaniment": true })
    };
    let body = |class: &str| json!({ "class": class, "designated": true, "habilitated_until": "2099-12-31" });
    let control =
        json!({ "by": "minister", "from": "2018-01-01", "to": "2099-12-31", "fields": ["I.A.1", "NIR"] });
    let authorised = json!({ "control_in_progress": true, "control_authorisation": control });
    let mut titled = authorised.clone();
    titled["own_nir_title"] = json!({ "valid_from": "2016-01-01" });
    vec![
        ("agent-7", agent(ML), json!({}), ""),
        ("agent-of-another", agent("13055S01"), json!({}), ""),
        ("asp", body("asp"), json!({ "necessary_fields": ["I.A.1"] }), ""),
        ("police", body("police"), json!({}), ""),
        ("controller", body("fse_controller"), authorised, ""),
        ("controller-with-title", body("fse_controller"), titled, ""),
        ("dpo-of-another", agent("13055S01"), json!({}), r#"may = ["answer_access"]"#),
        ("dpo", agent(ML), json!({}), r#"may = ["export_journal", "answer_access"]"#),
    ]
}

fn toml_of(value: &Value) -> String {
    match value {
        Value::Object(keys) => {
            let inside: Vec<_> =
                keys.iter().map(|(key, value)| format!("{key} = {}", toml_of(value))).collect();
            format!("{{ {} }}", inside.join(", "))
        }
        other => other.to_string(),
    }
}

/// A configuration over a database.
pub fn config(folder: &Path, database: &str, more: &str) -> Config {
    let file = folder.join("keys");
    if !file.exists() {
        keys::make(&file).unwrap();
    }
    let mut text =
        format!("database = {database:?}\njournal = \"imilo.example/journal\"\nkeys = {file:?}\n{more}\n");
    for (name, actor, facts, may) in accounts() {
        write!(
            text,
            "[[account]]\nreference = {name:?}\ntoken_sha256 = {:?}\nactor = {}\nfacts = {}\n{may}\n",
            hash_of_token(name),
            toml_of(&actor),
            toml_of(&facts),
        )
        .unwrap();
    }
    Config::parse(&text).unwrap()
}

/// A database of its own, gone with it.
pub struct Place {
    /// Keys, and the files of SQLite.
    pub folder: TempDir,
    /// Where.
    pub database: String,
}

/// One place a database.
pub async fn places() -> Vec<Place> {
    sqlx::any::install_default_drivers();
    let folder = TempDir::new().unwrap();
    let database = format!("sqlite://{}", folder.path().join("imilo.db").display());
    let mut places = vec![Place { folder, database }];
    match std::env::var("IMILO_SERVICE_TEST_POSTGRES") {
        Ok(server) => {
            let folder = TempDir::new().unwrap();
            let name = folder.path().file_name().unwrap().to_str().unwrap().to_lowercase();
            let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
            let mut admin = AnyConnection::connect(&format!("{server}/postgres")).await.unwrap();
            let sql = AssertSqlSafe(format!("CREATE DATABASE t{}_{name}", std::process::id()));
            sqlx::query(sql).execute(&mut admin).await.unwrap();
            places.push(Place { folder, database: format!("{server}/t{}_{name}", std::process::id()) });
        }
        Err(_) => println!("SKIPPED: PostgreSQL (IMILO_SERVICE_TEST_POSTGRES is not set)"),
    }
    places
}

impl Place {
    /// The service over it.
    pub async fn service(&self, clock: &Clock) -> Service {
        self.service_with(clock, "").await
    }

    /// The service over it, with more in its configuration.
    pub async fn service_with(&self, clock: &Clock, more: &str) -> Service {
        Service::open(config(self.folder.path(), &self.database, more), clock.clone()).await.unwrap()
    }

    /// A connection of its own, past the service.
    pub async fn raw(&self) -> AnyConnection {
        AnyConnection::connect(&self.database).await.unwrap()
    }

    /// How many rows a table has.
    pub async fn count(&self, table: &str) -> i64 {
        let sql = AssertSqlSafe(format!("SELECT COUNT(*) FROM {table}"));
        sqlx::query_scalar(sql).fetch_one(&mut self.raw().await).await.unwrap()
    }
}

/// Asks; status and answer, as text.
pub async fn ask_text(service: &Service, who: &str, method: &str, path: &str, body: &str) -> (u16, String) {
    let request = Request::builder().method(method).uri(path);
    let request = request.header(header::AUTHORIZATION, format!("Bearer {who}"));
    let request = request.body(Body::from(body.to_owned())).unwrap();
    let response = http::router(service.clone()).oneshot(request).await.unwrap();
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    (status, String::from_utf8(bytes.to_vec()).unwrap())
}

/// Asks; status and answer.
pub async fn ask(service: &Service, who: &str, method: &str, path: &str, body: &Value) -> (u16, Value) {
    let (status, text) = ask_text(service, who, method, path, &body.to_string()).await;
    (status, serde_json::from_str(&text).unwrap_or(Value::Null))
}

/// Records a dossier as the agent.
pub async fn record(service: &Service, id: &str, body: &Value) -> (u16, Value) {
    ask(service, "agent-7", "PUT", &format!("/dossiers/{id}"), body).await
}

/// A dossier of somebody born on a day, with a NIR.
pub fn dossier(birth: &str) -> Value {
    json!({ "dossier": {
        "identite": { "prenoms": "Ada", "nom_naissance": "Exemple", "date_naissance": birth, "nir": NIR },
        "personnel": { "mission_locale": { "code": ML } },
        "conservation": { "programmes": [], "cej_contracts": [], "rqth_periods": [], "fse": { "cofinanced": false } },
    } })
}

/// A question of a view.
pub fn question(dossier: &str, operation: &str, purpose: &str, fields: &[&str]) -> Value {
    json!({ "dossier": dossier, "operation": operation, "purpose": purpose, "fields": fields })
}

/// How many events the journal has, in which nothing is wrong.
pub async fn events(service: &Service) -> i64 {
    let found = service.verify().await.unwrap();
    assert_eq!(found.flaws, []);
    found.segments.iter().map(|segment| i64::try_from(segment.events).unwrap()).sum()
}

/// A service on the fourteenth of March with the dossier 42 in it.
pub async fn with_42(place: &Place) -> Service {
    let service = place.service(&Clock::at(NOON)).await;
    let mut body = dossier("2000-05-01");
    body["facts"] = json!({ "allowance_due": true });
    let (status, answer) = record(&service, "42", &body).await;
    assert_eq!((status, &answer["recorded"]), (200, &json!(true)), "{answer}");
    service
}
