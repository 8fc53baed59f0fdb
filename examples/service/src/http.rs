//! The addresses of the service.

use std::future::Future;

use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use imilo_core::journal::SegmentId;
use imilo_core::wire;
use serde::Serialize;

use crate::access::AccessQuestion;
use crate::config::{Account, Permission};
use crate::disclose::Question;
use crate::error::{Code, Result, ServiceError};
use crate::record::Record;
use crate::service::Service;

/// Longest body.
pub const LONGEST_BODY: usize = 256 * 1024;

/// The service behind its addresses.
pub fn router(service: Service) -> Router {
    Router::new()
        .route("/health", get(health))
        .route("/dossiers/{id}", put(record))
        .route("/disclosures", post(disclose))
        .route("/access", post(ask_access))
        .route("/access/page", post(access_page))
        .route("/journal/export", get(export_all))
        .route("/journal/export/{day}/{part}", get(export_one))
        .fallback(|| async { answer("-", Err::<Shown, _>(Code::RouteNotFound.into())) })
        .method_not_allowed_fallback(|| async { answer("-", Err::<Shown, _>(Code::RouteNotFound.into())) })
        .layer(DefaultBodyLimit::max(LONGEST_BODY))
        .with_state(service)
}

/// What is answered.
enum Shown {
    /// JSON, with its status.
    Json(StatusCode, String),
    /// JSON Lines.
    Lines(String),
    /// A page.
    Page(String),
}

fn json(status: StatusCode, answer: &impl Serialize) -> Result<Shown> {
    Ok(Shown::Json(status, serde_json::to_string(answer)?))
}

/// The answer, and its line of log: no id, no value.
fn answer(route: &'static str, shown: Result<Shown>) -> Response {
    let (status, kind, body, code) = match shown {
        Ok(Shown::Json(status, body)) => (status, "application/json", body, None),
        Ok(Shown::Lines(body)) => (StatusCode::OK, "application/x-ndjson", body, None),
        Ok(Shown::Page(body)) => (StatusCode::OK, "text/html; charset=utf-8", body, None),
        Err(error) => {
            let status = StatusCode::from_u16(error.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
            let body = serde_json::to_string(&error).unwrap_or_default();
            (status, "application/json", body, Some(error.code))
        }
    };
    tracing::info!(route, status = status.as_u16(), code = code.as_deref().unwrap_or("-"));
    (status, [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], body).into_response()
}

/// Runs to its end even when the caller goes away; a panic tells nothing.
async fn whole(route: &'static str, work: impl Future<Output = Result<Shown>> + Send + 'static) -> Response {
    let done = tokio::spawn(work).await.unwrap_or_else(|_| Err(Code::Internal.into()));
    answer(route, done)
}

fn who<'s>(service: &'s Service, headers: &HeaderMap) -> Result<&'s Account> {
    let token = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = token.and_then(|value| value.strip_prefix("Bearer "));
    token.and_then(|token| service.config.who(token)).ok_or_else(|| Code::Unauthenticated.into())
}

fn text(body: &std::result::Result<Bytes, BytesRejection>) -> Result<&str> {
    let bytes = body.as_ref().map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ServiceError::from(Code::BodyTooLarge),
        _ => Code::BodyUnreadable.into(),
    })?;
    std::str::from_utf8(bytes).map_err(|_| Code::BodyUnreadable.into())
}

async fn health(State(service): State<Service>) -> Response {
    let up = service.store.ping().await;
    answer("health", up.and_then(|()| json(StatusCode::OK, &serde_json::json!({ "up": true }))))
}

async fn record(
    State(service): State<Service>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Response {
    whole("record", async move {
        let account = who(&service, &headers)?;
        let record: Record = wire::request(text(&body)?)?;
        drop(body);
        let recorded = service.record(account, &id, record).await?;
        let status = if recorded.recorded { StatusCode::OK } else { StatusCode::FORBIDDEN };
        json(status, &recorded)
    })
    .await
}

async fn disclose(
    State(service): State<Service>,
    headers: HeaderMap,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Response {
    whole("disclose", async move {
        let account = who(&service, &headers)?;
        let question: Question = wire::request(text(&body)?)?;
        json(StatusCode::OK, &service.disclose(account, &question).await?)
    })
    .await
}

async fn ask_access(
    State(service): State<Service>,
    headers: HeaderMap,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Response {
    whole("access", async move {
        let account = who(&service, &headers)?;
        let question: AccessQuestion = wire::request(text(&body)?)?;
        json(StatusCode::OK, &service.access(account, &question).await?)
    })
    .await
}

/// The same, as the page that is handed to the person.
async fn access_page(
    State(service): State<Service>,
    headers: HeaderMap,
    body: std::result::Result<Bytes, BytesRejection>,
) -> Response {
    whole("access", async move {
        let account = who(&service, &headers)?;
        let question: AccessQuestion = wire::request(text(&body)?)?;
        let answer = service.access(account, &question).await?;
        let Some(access) = &answer.access else { return json(StatusCode::FORBIDDEN, &answer) };
        let mut page = Vec::new();
        access.write_page(&mut page).map_err(|_| Code::Internal)?;
        Ok(Shown::Page(String::from_utf8(page).map_err(|_| Code::Internal)?))
    })
    .await
}

async fn export_all(State(service): State<Service>, headers: HeaderMap) -> Response {
    whole("export", async move { exported(&service, &headers, None).await }).await
}

async fn export_one(
    State(service): State<Service>,
    Path((day, part)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    whole("export", async move {
        let id = format!("{day}/{part}").parse().map_err(|_| Code::RouteNotFound)?;
        exported(&service, &headers, Some(id)).await
    })
    .await
}

async fn exported(service: &Service, headers: &HeaderMap, only: Option<SegmentId>) -> Result<Shown> {
    let account = who(service, headers)?;
    if !account.may(Permission::ExportJournal) {
        return Err(Code::NotPermitted.into());
    }
    service.journal_asked(account).await?;
    service.export(only).await.map(Shown::Lines)
}
