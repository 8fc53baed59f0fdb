//! The command line of the service; its README tells each command.

use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;

use imilo_service::clock::Clock;
use imilo_service::config::{Config, hash_of_token};
use imilo_service::error::{Code, Result};
use imilo_service::service::Service;
use imilo_service::{http, keys};
use lexopt::{Arg, ValueExt};
use serde_json::json;

struct Given {
    command: String,
    config: PathBuf,
    rest: Vec<String>,
    day: Option<String>,
}

fn given() -> std::result::Result<Given, lexopt::Error> {
    let mut parser = lexopt::Parser::from_env();
    let mut given =
        Given { command: String::new(), config: "service.toml".into(), rest: Vec::new(), day: None };
    while let Some(arg) = parser.next()? {
        match arg {
            Arg::Long("config") => given.config = parser.value()?.into(),
            Arg::Long("day") => given.day = Some(parser.value()?.string()?),
            Arg::Value(value) if given.command.is_empty() => given.command = value.string()?,
            Arg::Value(value) => given.rest.push(value.string()?),
            other => return Err(other.unexpected()),
        }
    }
    Ok(given)
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_ansi(false).with_writer(std::io::stderr).init();
    // The message of a panic may hold a value; its place does not.
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(code = "panic", place);
    }));
    let done = match given() {
        Ok(given) => run(given).await,
        Err(_) => Err(Code::Usage.into()),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}\n{}", error.message_fr);
            ExitCode::from(if error.status == 2 { 2 } else { 1 })
        }
    }
}

async fn run(given: Given) -> Result<bool> {
    match (given.command.as_str(), given.rest.as_slice()) {
        ("make-keys", [file]) => keys::make(file.as_ref()).map(|()| true),
        ("hash-token", []) => {
            let mut token = String::new();
            std::io::stdin().read_to_string(&mut token).map_err(|_| Code::Usage)?;
            println!("{}", hash_of_token(token.trim_end()));
            Ok(true)
        }
        ("serve", []) => serve(open(&given).await?).await,
        ("daily", []) => {
            let service = open(&given).await?;
            let done = service.daily(service.day(given.day.as_deref())?).await?;
            println!("{}", serde_json::to_string(&done)?);
            Ok(true)
        }
        ("export", []) => {
            print!("{}", open(&given).await?.export(None).await?);
            Ok(true)
        }
        ("verify", []) => verify(&open(&given).await?).await,
        _ => Err(Code::Usage.into()),
    }
}

async fn open(given: &Given) -> Result<Service> {
    Service::open(Config::read(&given.config)?, Clock::default()).await
}

async fn verify(service: &Service) -> Result<bool> {
    let found = service.verify().await?;
    for flaw in &found.flaws {
        println!("{}", json!({ "flaw": flaw.to_string(), "flaw_fr": flaw.fr() }));
    }
    let events: u64 = found.segments.iter().map(|segment| segment.events).sum();
    println!(
        "{}",
        json!({ "whole": found.flaws.is_empty(), "segments": found.segments.len(), "events": events,
            "checkpoints": found.checkpoints, "attested": found.attested })
    );
    Ok(found.flaws.is_empty())
}

async fn serve(service: Service) -> Result<bool> {
    let listener = tokio::net::TcpListener::bind(&service.config.listen).await.map_err(|_| Code::Config)?;
    let address = listener.local_addr().map(|address| address.to_string()).unwrap_or_default();
    // Opens the journal: what is wrong in it is told now.
    drop(service.recorder.begin().await?);
    tracing::info!(code = "listening", address);
    let night = service.config.daily.then(|| tokio::spawn(service.clone().every_day()));
    let served = axum::serve(listener, http::router(service.clone())).with_graceful_shutdown(stopped()).await;
    if let Some(night) = night {
        night.abort();
    }
    service.store.close().await;
    tracing::info!(code = "stopped");
    Ok(served.is_ok())
}

/// Until the operator ends it; what was begun comes to its end.
async fn stopped() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = terminate.recv() => return,
                _ = tokio::signal::ctrl_c() => return,
            }
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
