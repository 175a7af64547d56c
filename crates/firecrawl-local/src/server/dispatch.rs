//! The way of a request through the server.

use std::fmt;
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::http::header::{ALLOW, HOST};
use axum::http::request::Parts;
use axum::http::{self, HeaderValue, Method, StatusCode};
use bytes::Bytes;
use futures_util::FutureExt;
use hyper::body::Incoming;
use serde_json::Value;

use super::request_body::{self, Rejection};
use super::{auth, error_responses, http_response, multipart, request_log, websocket};
use crate::contract::{Match, Operation};
use crate::faults::{self, Before};
use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;
use crate::{engine, jobs, monitors, team};

/// The connection is to end without an response.
#[derive(Debug)]
pub(super) struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection was ordered to break")
    }
}

impl std::error::Error for Dropped {}

enum Outcome {
    Response(Response),
    /// The response to a WebSocket handshake.
    Upgrade(http::Response<Body>),
    Dropped,
}

/// Answers one request; the flag says whether its connection is to close after the response.
pub(super) async fn serve(
    state: &Arc<ServerState>,
    address: SocketAddr,
    request: http::Request<Incoming>,
) -> Result<(http::Response<Body>, bool), Dropped> {
    let line = state
        .settings
        .log
        .then(|| request_log::Line::new(&request, Instant::now()));
    let (parts, incoming) = request.into_parts();
    let persistent = http_response::is_persistent(&parts);
    // A handler that panics must not take down the server; its own state is behind locks that
    // survive a panic.
    let outcome = AssertUnwindSafe(outcome(state, address, parts, incoming))
        .catch_unwind()
        .await
        .unwrap_or_else(|_| Outcome::Response(Response::internal_error()));
    let (response, closes) = match outcome {
        Outcome::Response(response) => {
            let closes = response.delivery.closes();
            (http_response::build(response, persistent), closes)
        }
        Outcome::Upgrade(response) => (response, false),
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
    state: &Arc<ServerState>,
    address: SocketAddr,
    mut parts: Parts,
    incoming: Incoming,
) -> Outcome {
    if websocket::is_handshake(&parts) {
        return match websocket::accept(state, &mut parts).await {
            Ok(response) => Outcome::Upgrade(response),
            Err(response) => Outcome::Response(response),
        };
    }
    let method = match parts.method {
        // hyper leaves the body of the response out.
        Method::HEAD => "GET",
        _ => parts.method.as_str(),
    };
    let (operation, path) = match state.contract.route(method, parts.uri.path()) {
        Match::Operation(operation, values) => (operation, values),
        Match::BadEncoding => return Outcome::Response(Response::internal_error()),
        Match::OtherMethods(methods) if parts.method == Method::OPTIONS => {
            return Outcome::Response(allowed(&methods));
        }
        Match::OtherMethods(_) | Match::Unknown => {
            return Outcome::Response(match (method, parts.uri.path()) {
                ("GET", "/") => http_response::welcome(),
                _ => http_response::not_found(&parts),
            });
        }
    };
    state.coverage.called(&operation);
    let (before, plan) = faults::before(state, &operation.id).await;
    match before {
        Before::Go => {}
        Before::Response(response) => {
            request_body::discard(incoming).await;
            return Outcome::Response(response);
        }
        Before::Drop => return Outcome::Dropped,
        Before::Hang => std::future::pending().await,
    }
    let request = match checked(state, address, operation, path, parts, incoming).await {
        Ok(request) => request,
        Err(Rejection::Response(response)) => return Outcome::Response(*response),
        Err(Rejection::Disconnected) => return Outcome::Dropped,
    };
    state.coverage.used(&request);
    let response = answered(state, &request).await;
    state.team.called(&request, response.status);
    Outcome::Response(faults::after(plan, &request, response))
}

/// Holds a request against the contract, in the service's order: JSON, key, then the schemas.
async fn checked(
    state: &Arc<ServerState>,
    address: SocketAddr,
    operation: Arc<Operation>,
    path: std::collections::BTreeMap<String, String>,
    parts: Parts,
    incoming: Incoming,
) -> Result<Request, Rejection> {
    let bytes = request_body::read(&operation, &parts.headers, incoming).await?;
    let json = if operation.is_multipart() {
        Value::Null
    } else {
        request_body::parse(&parts.headers, &bytes)?
    };
    auth::check(&state.settings, &operation, &parts.headers)?;
    let json = if operation.is_multipart() {
        multipart::read(&parts.headers, &bytes).await?
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
        return Err(error_responses::bad_request(issues).into());
    }
    Ok(Request {
        operation,
        path,
        query,
        origin: origin(&parts, address),
        headers: parts.headers,
        body,
        bytes,
    })
}

async fn answered(state: &Arc<ServerState>, request: &Request) -> Response {
    if let Some(stub) = state.stubs.get(request.id()) {
        return stub(request);
    }
    if let Some(response) = engine::handle(state, request).await {
        return response;
    }
    if let Some(response) = jobs::handle(state, request).await {
        return response;
    }
    if let Some(response) = monitors::handle(state, request).await {
        return response;
    }
    if let Some(response) = team::handle(state, request).await {
        return response;
    }
    synthetic(&request.operation)
}

/// An instance of the response schema that says what it is.
fn synthetic(operation: &Operation) -> Response {
    let mut body = operation.synthetic().clone();
    if let Some(body) = body.as_object_mut() {
        let warning = "made up from the response schema: the local server cannot do this by itself; \
                       stub an response, or use the service";
        body.insert("warning".to_owned(), Value::from(warning));
    }
    Response::ok(body)
}

fn allowed(methods: &[String]) -> Response {
    let mut methods: Vec<&str> = methods.iter().map(String::as_str).collect();
    methods.push("OPTIONS");
    let response = Response::raw(StatusCode::NO_CONTENT.as_u16(), "", Bytes::new());
    match HeaderValue::from_str(&methods.join(", ")) {
        Ok(methods) => response.header(ALLOW, methods),
        Err(_) => response,
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
