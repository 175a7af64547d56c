//! The way of a request through the server.

use std::fmt;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::http::header::{ALLOW, HOST};
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, Request, Response, StatusCode};
use bytes::Bytes;
use futures_util::FutureExt;
use hyper::body::Incoming;
use serde_json::Value;

use super::body::{self, Refused};
use super::{auth, form, log, refusals, respond, socket};
use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;
use crate::contract::{Match, Operation};
use crate::faults::{self, Before};
use crate::{engine, jobs, monitors, team};

/// The connection is to end without an answer.
#[derive(Debug)]
pub(super) struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection was ordered to break")
    }
}

impl std::error::Error for Dropped {}

enum Outcome {
    Answer(Answer),
    /// A handshake.
    Response(Response<Body>),
    Dropped,
}

/// Answers one request; the flag says whether its connection is to close after the answer.
pub(super) async fn serve(
    app: &Arc<App>,
    address: SocketAddr,
    request: Request<Incoming>,
) -> Result<(Response<Body>, bool), Dropped> {
    let line = app
        .settings
        .log
        .then(|| log::Line::new(&request, Instant::now()));
    let (parts, incoming) = request.into_parts();
    let persistent = respond::is_persistent(&parts);
    // A handler that panics must not take down the server; its own state is behind locks that
    // survive a panic.
    let outcome = AssertUnwindSafe(outcome(app, address, parts, incoming))
        .catch_unwind()
        .await
        .unwrap_or_else(|_| Outcome::Answer(Answer::unexpected()));
    let (response, closes) = match outcome {
        Outcome::Answer(answer) => {
            let closes = answer.delivery.closes();
            (respond::response(answer, persistent), closes)
        }
        Outcome::Response(response) => (response, false),
        Outcome::Dropped => {
            if let Some(line) = line {
                line.write(None);
            }
            return Err(Dropped);
        }
    };
    if let Some(line) = line {
        line.write(Some(response.status()));
    }
    Ok((response, closes))
}

async fn outcome(
    app: &Arc<App>,
    address: SocketAddr,
    mut parts: Parts,
    incoming: Incoming,
) -> Outcome {
    if socket::is_handshake(&parts) {
        return match socket::accept(app, &mut parts).await {
            Ok(response) => Outcome::Response(response),
            Err(answer) => Outcome::Answer(answer),
        };
    }
    let method = match parts.method {
        // hyper leaves the body of the answer out.
        Method::HEAD => "GET",
        _ => parts.method.as_str(),
    };
    let (operation, path) = match app.contract.route(method, parts.uri.path()) {
        Match::Operation(operation, values) => (operation, values),
        Match::BadEncoding => return Outcome::Answer(Answer::unexpected()),
        Match::OtherMethods(methods) if parts.method == Method::OPTIONS => {
            return Outcome::Answer(allowed(&methods));
        }
        Match::OtherMethods(_) | Match::Unknown => {
            return Outcome::Answer(match (method, parts.uri.path()) {
                ("GET", "/") => respond::welcome(),
                _ => respond::not_found(&parts),
            });
        }
    };
    app.coverage.called(&operation);
    let (before, plan) = faults::before(app, &operation.id).await;
    match before {
        Before::Go => {}
        Before::Answer(answer) => {
            body::discard(incoming).await;
            return Outcome::Answer(answer);
        }
        Before::Drop => return Outcome::Dropped,
        Before::Hang => std::future::pending().await,
    }
    let call = match checked(app, address, operation, path, parts, incoming).await {
        Ok(call) => call,
        Err(Refused::Answer(answer)) => return Outcome::Answer(*answer),
        Err(Refused::Gone) => return Outcome::Dropped,
    };
    app.coverage.used(&call);
    let answer = answered(app, &call).await;
    app.team.called(&call, answer.status);
    Outcome::Answer(faults::after(plan, &call, answer))
}

/// Holds a request against the contract, in the service's order: JSON, key, then the schemas.
async fn checked(
    app: &Arc<App>,
    address: SocketAddr,
    operation: Arc<Operation>,
    path: std::collections::BTreeMap<String, String>,
    parts: Parts,
    incoming: Incoming,
) -> Result<Call, Refused> {
    let bytes = body::read(&operation, &parts.headers, incoming).await?;
    let json = if operation.is_multipart() {
        Value::Null
    } else {
        body::parse(&parts.headers, &bytes)?
    };
    auth::check(&app.settings, &operation, &parts.headers)?;
    let json = if operation.is_multipart() {
        form::read(&parts.headers, &bytes).await?
    } else {
        json
    };
    let query = operation.read_query(parts.uri.query().unwrap_or_default());
    let mut issues = operation.check_path(path.iter());
    issues.extend(operation.check_query(&query));
    let has_schema = operation.body_schema().is_some();
    let body = match json {
        _ if !has_schema => Ok(Value::Null),
        // No body, or one of another type, is to the service as if it were empty.
        Value::Null => operation.check_body(Value::Object(serde_json::Map::new())),
        json => operation.check_body(json),
    };
    let body = match body {
        Ok(body) => body,
        Err(more) => {
            issues.extend(more);
            Value::Null
        }
    };
    if !issues.is_empty() {
        return Err(refusals::bad_request(issues).into());
    }
    Ok(Call {
        operation,
        path,
        query,
        origin: origin(&parts, address),
        headers: parts.headers,
        body,
        bytes,
    })
}

async fn answered(app: &Arc<App>, call: &Call) -> Answer {
    if let Some(script) = app.scripts.get(call.id()) {
        return script(call);
    }
    if let Some(answer) = engine::handle(app, call).await {
        return answer;
    }
    if let Some(answer) = jobs::handle(app, call).await {
        return answer;
    }
    if let Some(answer) = monitors::handle(app, call).await {
        return answer;
    }
    if let Some(answer) = team::handle(app, call).await {
        return answer;
    }
    made_up(&call.operation)
}

/// An instance of the response schema that says what it is.
fn made_up(operation: &Operation) -> Answer {
    let mut body = operation.made_up().clone();
    if let Some(body) = body.as_object_mut() {
        let warning = "made up from the response schema: the local server cannot do this by itself; \
                       script an answer, or use the service";
        body.insert("warning".to_owned(), Value::from(warning));
    }
    Answer::ok(body)
}

fn allowed(methods: &[String]) -> Answer {
    let mut methods: Vec<&str> = methods.iter().map(String::as_str).collect();
    methods.push("OPTIONS");
    let answer = Answer::raw(StatusCode::NO_CONTENT.as_u16(), "", Bytes::new());
    match HeaderValue::from_str(&methods.join(", ")) {
        Ok(methods) => answer.header(ALLOW, methods),
        Err(_) => answer,
    }
}

/// Scheme, host and port as the client sees them.
fn origin(parts: &Parts, address: SocketAddr) -> String {
    let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    match host {
        Some(host) if !host.is_empty() => format!("http://{host}"),
        _ => format!("http://{address}"),
    }
}
