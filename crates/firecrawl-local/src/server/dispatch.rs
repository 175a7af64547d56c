//! Takes a request from its routing to its response.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use axum::body::Body;
use axum::http::header::{ALLOW, HOST, WARNING};
use axum::http::request::Parts;
use axum::http::{self, HeaderValue, Method};
use bytes::Bytes;
use futures_util::FutureExt;
use hyper::body::Incoming;
use serde_json::{Map, Value, json};

use super::{auth, host, http_response, request_body, websocket};
use crate::contract::{Match, Operation, removed_on};
use crate::engine::Uploads;
use crate::faults::{self, Delivery};
use crate::request::{CLIENT_FIELDS, Request};
use crate::response::{self, Response};
use crate::routes;
use crate::state::ServerState;

/// Returns the error that ends a connection without a response.
pub(super) fn dropped() -> io::Error {
    io::Error::other("a fault closed the connection")
}

enum Outcome {
    Response(Response),
    /// The response to a WebSocket handshake.
    Upgrade(http::Response<Body>),
}

/// Handles one request; the flag says whether the connection closes after the response.
pub(super) async fn serve(
    state: &Arc<ServerState>,
    address: SocketAddr,
    request: http::Request<Incoming>,
) -> io::Result<(http::Response<Body>, bool)> {
    let started = Instant::now();
    let (parts, incoming) = request.into_parts();
    let persistent = http_response::is_persistent(&parts);
    // It shows neither headers nor the query, since both can contain a key.
    let line = format!("{} {}", parts.method, parts.uri.path());
    // A panic in a handler must not take down the server. The shared state is behind locks that
    // are not poisoned by a panic.
    let outcome = AssertUnwindSafe(outcome(state, address, parts, incoming))
        .catch_unwind()
        .await
        .unwrap_or_else(|_| Err(Response::internal_error().into()));
    let outcome = outcome.unwrap_or_else(|response| Outcome::Response(*response));
    let built = match outcome {
        Outcome::Upgrade(response) => Ok((response, false)),
        Outcome::Response(response) if response.delivery == Delivery::Dropped => Err(dropped()),
        Outcome::Response(response) => {
            let closes = response.delivery == Delivery::CloseAfter;
            Ok((http_response::build(response, persistent), closes))
        }
    };
    if state.settings.log {
        let status = match &built {
            Ok((response, _)) => response.status().as_str().to_owned(),
            Err(_) => "dropped".to_owned(),
        };
        let time = started.elapsed().as_millis();
        // A log that cannot be written does not stop the server.
        let _ = writeln!(anstream::stderr().lock(), "{line} {status} {time} ms");
    }
    built
}

async fn outcome(
    state: &Arc<ServerState>,
    address: SocketAddr,
    mut parts: Parts,
    incoming: Incoming,
) -> Result<Outcome, Box<Response>> {
    if let Err(response) = host::check(&state.settings, &parts) {
        request_body::discard(incoming).await;
        return Err(response);
    }
    if websocket::is_handshake(&parts) {
        let response = websocket::accept(state, &mut parts).await?;
        return Ok(Outcome::Upgrade(response));
    }
    if parts.method == Method::PUT
        && let Some(reference) = Uploads::reference(parts.uri.path())
    {
        state.recorder.record(&parts, None, Bytes::new());
        let file = request_body::file(incoming).await?;
        let stored = state.engine.uploads.store(reference, file);
        return Ok(Outcome::Response(stored));
    }
    let method = match parts.method {
        // hyper leaves the body of the response out.
        Method::HEAD => "GET",
        _ => parts.method.as_str(),
    };
    let (operation, path) = match state.contract.route(method, parts.uri.path()) {
        Match::Operation(operation, values) => (operation, values),
        Match::BadEncoding => return Err(Response::internal_error().into()),
        Match::OtherMethods(methods) if parts.method == Method::OPTIONS => {
            return Err(allowed(methods).into());
        }
        Match::OtherMethods(_) | Match::Unknown => {
            state.recorder.record(&parts, None, Bytes::new());
            let path = parts.uri.path();
            return Err(match (method, removed_on(path)) {
                ("GET", _) if path == "/" => http_response::welcome(),
                (_, Some(day)) => Response::error(410, format!("This route was removed on {day}")),
                _ => http_response::not_found(&parts),
            }
            .into());
        }
    };
    state.coverage.lock().called(operation);
    // Read before a fault, so that the record has the body of every request.
    let bytes = request_body::read(operation, &parts.headers, incoming).await;
    let body = bytes.clone().unwrap_or_default();
    state.recorder.record(&parts, Some(&operation.id), body);
    let fault = faults::before(&state.faults, &operation.id, &parts.headers).await?;
    let request = validate(state, address, operation, path, parts, bytes?).await?;
    state.coverage.lock().used(&request);
    let mut response = respond(state, &request).await;
    remember(state, &request, &response);
    add_hints(&request, &mut response);
    state.team.called(&request, &response);
    let response = faults::after(&state.faults, fault.as_deref(), &request, response);
    Ok(Outcome::Response(response))
}

/// Checks a request against the contract, in the service's order: JSON, key, then the schemas.
async fn validate(
    state: &ServerState,
    address: SocketAddr,
    operation: &'static Operation,
    path: BTreeMap<String, String>,
    parts: Parts,
    bytes: Bytes,
) -> Result<Request, Box<Response>> {
    let headers = &parts.headers;
    let (fields, file) = if operation.is_multipart() && !request_body::is_json(headers) {
        auth::check(&state.settings, operation, headers)?;
        request_body::read_form(headers, &bytes).await?
    } else {
        let fields = request_body::parse(headers, &bytes)?;
        auth::check(&state.settings, operation, headers)?;
        (fields, None)
    };
    let query = operation.read_query(parts.uri.query().unwrap_or_default());
    let mut issues = operation.check_path(&path);
    issues.extend(operation.check_query(&query));
    let body = match fields {
        _ if operation.body_schema().is_none() => Ok(Value::Null),
        // The service treats a missing body, or one of another type, as an empty object.
        Value::Null => operation.check_body(Value::Object(Map::new())),
        json if state.settings.monitor_origin => {
            operation.check_body(without_origin(operation, json))
        }
        json => operation.check_body(json),
    };
    let body = body.unwrap_or_else(|more| {
        issues.extend(more);
        Value::Null
    });
    if !issues.is_empty() {
        return Err(Response::bad_request(issues).into());
    }
    Ok(Request {
        operation,
        path,
        query,
        origin: origin(&parts, address),
        headers: parts.headers,
        body,
        bytes,
        file,
    })
}

/// Returns the body of a monitor without the names of its client; other bodies as they are.
fn without_origin(operation: &Operation, mut body: Value) -> Value {
    if operation.path.starts_with("/monitor")
        && let Some(fields) = body.as_object_mut()
    {
        fields.retain(|name, _| !CLIENT_FIELDS.contains(&name.as_str()));
    }
    body
}

async fn respond(state: &Arc<ServerState>, request: &Request) -> Response {
    let stub = state.stubs.read().get(request.id()).cloned();
    if let Some(stub) = stub {
        return stub(request);
    }
    routes::handle(state, request)
        .await
        .unwrap_or_else(|| synthetic(request.operation))
}

/// Remembers the ids of results, which feedback and interactions are about; also those of a stub.
fn remember(state: &ServerState, request: &Request, response: &Response) {
    let endpoint = match request.id() {
        "scrapeAndExtractFromUrl" => "scrape",
        "searchAndScrape" | "searchGov" => "search",
        "mapUrls" => "map",
        "parseFile" => "parse",
        _ => return,
    };
    if let response::Body::Json(body) = &response.body {
        let ids = [&body["id"], &body["data"]["metadata"]["scrapeId"]];
        for id in ids.into_iter().filter_map(Value::as_str) {
            state.engine.ids.add(endpoint, id);
        }
    }
}

/// Adds the hints that a header asks for.
fn add_hints(request: &Request, response: &mut Response) {
    let wants = request.headers.get("x-firecrawl-agent-hints");
    if wants.is_none_or(|value| value != "true") {
        return;
    }
    let hints = json!(["made up: this local server has no hints for agents"]);
    match &mut response.body {
        response::Body::Json(Value::Object(body)) => {
            body.entry("agent_hints").or_insert(hints);
        }
        // An object with fields: a document, or the status of a job.
        response::Body::Serialized(text) if text.starts_with(b"{\"") => {
            let head = format!("{{\"agent_hints\":{hints},");
            *text = [head.as_bytes(), &text[1..]].concat().into();
        }
        _ => {}
    }
}

/// Returns a sample of the response schema with a warning that says so, in the body and in the header of
/// HTTP, by which programs know that the contract may lack the field.
fn synthetic(operation: &Operation) -> Response {
    const TEXT: &str = "made up from the response schema: the local server cannot do this by itself; \
                        stub the operation, or use the service";
    let mut body = operation.synthetic().clone();
    body["warning"] = TEXT.into();
    let mut response = Response::ok(body);
    let header = HeaderValue::try_from(format!("299 - \"{TEXT}\""));
    response
        .headers
        .extend(header.map(|value| (WARNING, value)));
    response
}

fn allowed(mut methods: Vec<String>) -> Response {
    methods.push("OPTIONS".to_owned());
    let mut response = Response::raw(204, "", Bytes::new());
    let methods = HeaderValue::from_str(&methods.join(", "));
    response
        .headers
        .extend(methods.map(|methods| (ALLOW, methods)));
    response
}

/// Returns scheme, host and port as the client sees them.
fn origin(parts: &Parts, address: SocketAddr) -> String {
    let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok());
    match host {
        Some(host) if !host.is_empty() => format!("http://{host}"),
        _ => format!("http://{address}"),
    }
}
