//! Streamable HTTP.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, ORIGIN,
    VARY, WWW_AUTHENTICATE,
};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use rmcp::model::ErrorCode;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;

use super::server::Server;
use super::sessions::Sessions;
use super::state::State;
use crate::failure::{Failure, exit};
use crate::interrupt::Interrupt;
use crate::output::terminal;

/// The media type of messages.
const JSON: &str = "application/json";
/// The path of the endpoint.
const PATH: &str = "/mcp";
/// The headers that clients of the protocol send.
const SENT: &str = "authorization, content-type, accept, last-event-id, mcp-session-id, \
    mcp-protocol-version, mcp-method, mcp-name";

/// The address, and who may use it.
pub struct Access {
    /// The address.
    pub address: SocketAddr,
    /// Host names that requests may be for, beside those of this machine.
    pub hosts: Vec<String>,
    /// Origins of web pages that may use it.
    pub origins: Vec<String>,
    /// The bearer token that requests need.
    pub token: Option<String>,
}

/// Serves until Ctrl-C.
///
/// # Errors
///
/// If the address is in use.
pub async fn serve(state: Arc<State>, access: Access) -> Result<u8, Failure> {
    let fault = |error: std::io::Error| {
        Failure::new(format!("{}: {error}", access.address))
            .remedy("`--http 127.0.0.1:0` takes a free port")
    };
    let listener = TcpListener::bind(access.address).await.map_err(fault)?;
    let address = listener.local_addr().map_err(fault)?;
    let mut hosts = StreamableHttpServerConfig::default().allowed_hosts;
    hosts.push(address.ip().to_string());
    hosts.extend(access.hosts);
    let origins = Arc::new(access.origins.clone());
    // A web page has an origin and a program has none, so that an empty list keeps out all pages.
    let config = StreamableHttpServerConfig::default()
        .with_allowed_hosts(hosts)
        .with_allowed_origins(access.origins)
        .enforce_origin_validation();
    let stop = config.cancellation_token.clone();
    let expected = access.token.map(|token| hash(token.as_bytes()));
    let sessions = Arc::new(Sessions::default());
    let service = StreamableHttpService::new(
        move || Ok(Server(state.clone())),
        sessions.manager.clone(),
        config,
    );
    terminal::note(&format!(
        "serving MCP at http://{address}{PATH}; Ctrl-C stops it"
    ));
    let mut interrupt = Interrupt::listen();
    loop {
        let connection = tokio::select! {
            () = interrupt.asked() => break,
            connection = listener.accept() => connection,
        };
        let Ok((stream, _)) = connection else {
            // Too many connections: others have to end first.
            tokio::time::sleep(Duration::from_millis(100)).await;
            continue;
        };
        let shared = (service.clone(), origins.clone(), sessions.clone());
        let respond = service_fn(move |request: Request<Incoming>| {
            let (service, origins, sessions) = shared.clone();
            async move {
                let page = request.headers().get(ORIGIN).cloned();
                let page = page.filter(|page| origins.iter().any(|origin| page == origin));
                let given = request.headers().get(AUTHORIZATION).and_then(token);
                let status = match request.uri().path() {
                    // A browser asks before it sends anything else, and without the token.
                    PATH if page.is_some() && request.method() == Method::OPTIONS => {
                        StatusCode::NO_CONTENT
                    }
                    PATH if expected.is_none() || given == expected => {
                        let ends = request.method() == Method::DELETE;
                        let kind = request.headers().get(CONTENT_TYPE).cloned();
                        let is_call = request.method() == Method::POST;
                        let call = sessions.used(request.headers(), true).await;
                        let mut response = service.handle(request).await;
                        sessions.used(response.headers(), false).await;
                        if let Some(call) = call.filter(|_| is_call) {
                            // The call is under way until its last byte.
                            response = response.map(|body| {
                                let hold = move |frame| {
                                    let _ = &call;
                                    frame
                                };
                                body.map_frame(hold).boxed()
                            });
                        }
                        // The official client for Python takes 202 for a session that goes on.
                        if ends && response.status() == StatusCode::ACCEPTED {
                            *response.status_mut() = StatusCode::OK;
                        }
                        if response.status() == StatusCode::UNSUPPORTED_MEDIA_TYPE
                            && kind.is_some_and(|kind| kind.as_bytes().starts_with(JSON.as_bytes()))
                        {
                            response = no_message();
                        }
                        share(response.headers_mut(), page);
                        return Ok::<_, Infallible>(response);
                    }
                    PATH => StatusCode::UNAUTHORIZED,
                    _ => StatusCode::NOT_FOUND,
                };
                let mut response = Response::new(Full::default().boxed());
                *response.status_mut() = status;
                if status == StatusCode::UNAUTHORIZED {
                    let scheme = HeaderValue::from_static("Bearer");
                    response.headers_mut().insert(WWW_AUTHENTICATE, scheme);
                }
                share(response.headers_mut(), page);
                Ok(response)
            }
        });
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .serve_connection(TokioIo::new(stream), respond);
        // A connection that breaks off concerns its client alone.
        tokio::spawn(async move { drop(connection.await) });
    }
    stop.cancel();
    Ok(exit::OK)
}

/// Returns the response to a body that holds no message; rmcp takes it for another media type.
fn no_message() -> Response<BoxBody<Bytes, Infallible>> {
    let code = ErrorCode::PARSE_ERROR.0;
    let message = "the body is not a message of JSON-RPC";
    let body = json!({"jsonrpc": "2.0", "error": {"code": code, "message": message}});
    let mut response = Response::new(Full::from(body.to_string()).boxed());
    *response.status_mut() = StatusCode::BAD_REQUEST;
    let kind = HeaderValue::from_static(JSON);
    response.headers_mut().insert(CONTENT_TYPE, kind);
    response
}

/// Lets a page of an allowed origin send what the protocol needs, and read the response.
fn share(headers: &mut HeaderMap, page: Option<HeaderValue>) {
    let Some(page) = page else { return };
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, page);
    for (name, value) in [
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, DELETE"),
        (ACCESS_CONTROL_ALLOW_HEADERS, SENT),
        (ACCESS_CONTROL_EXPOSE_HEADERS, "mcp-session-id"),
        (VARY, "origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Returns the hash of a bearer token; the name of the scheme may have any case.
fn token(given: &HeaderValue) -> Option<[u8; 32]> {
    let (scheme, token) = given.to_str().ok()?.split_once(' ')?;
    let is_bearer = scheme.eq_ignore_ascii_case("bearer");
    is_bearer.then(|| hash(token.trim_start().as_bytes()))
}

/// Tokens are compared by their hashes, which take the same time whatever a guess has in common.
fn hash(text: &[u8]) -> [u8; 32] {
    Sha256::digest(text).into()
}
