//! Streamable HTTP.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, AUTHORIZATION, HeaderMap, HeaderValue, ORIGIN, VARY,
    WWW_AUTHENTICATE,
};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use rmcp::transport::streamable_http_server::session::SessionManager as _;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use sha2::{Digest as _, Sha256};
use tokio::net::TcpListener;

use super::server::Server;
use super::state::State;
use crate::failure::{Failure, exit};
use crate::interrupt::Interrupt;
use crate::output::terminal;

/// The path of the endpoint.
const PATH: &str = "/mcp";
/// The time after which a session without a message ends: a person thinks for longer than a program.
const SESSION: Duration = Duration::from_secs(3600);
/// The most sessions; for another one, the one that was silent for longest ends.
const MOST_SESSIONS: usize = 100;
/// The header with the id of a session.
const ID: &str = "mcp-session-id";
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
    let mut sessions = LocalSessionManager::default();
    sessions.session_config.keep_alive = Some(SESSION);
    let sessions = Arc::new(sessions);
    let recent = Arc::new(Mutex::new(VecDeque::new()));
    let service =
        StreamableHttpService::new(move || Ok(Server(state.clone())), sessions.clone(), config);
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
        let (service, origins) = (service.clone(), origins.clone());
        let (sessions, recent) = (sessions.clone(), recent.clone());
        let respond = service_fn(move |request: Request<Incoming>| {
            let (service, origins) = (service.clone(), origins.clone());
            let (sessions, recent) = (sessions.clone(), recent.clone());
            async move {
                let page = request.headers().get(ORIGIN).cloned();
                let page = page.filter(|page| origins.iter().any(|origin| page == origin));
                let given = request.headers().get(AUTHORIZATION);
                let given = given.and_then(|given| given.to_str().ok()?.split_once(' '));
                let given = given.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
                let given = given.map(|(_, token)| hash(token.as_bytes()));
                let status = match request.uri().path() {
                    // A browser asks before it sends anything else, and without the token.
                    PATH if page.is_some() && request.method() == Method::OPTIONS => {
                        StatusCode::NO_CONTENT
                    }
                    PATH if expected.is_none() || given == expected => {
                        let ends = request.method() == Method::DELETE;
                        used(&recent, request.headers(), false);
                        let mut response = service.handle(request).await;
                        if let Some(silent) = used(&recent, response.headers(), true) {
                            // It may have ended by itself.
                            let _ = sessions.close_session(&silent.into()).await;
                        }
                        // The official client for Python takes 202 for a session that goes on.
                        if ends && response.status() == StatusCode::ACCEPTED {
                            *response.status_mut() = StatusCode::OK;
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

/// Notes that the session of a request or response is used, and returns the one that has to end; only
/// a response begins one.
fn used(recent: &Mutex<VecDeque<String>>, headers: &HeaderMap, begins: bool) -> Option<String> {
    let id = headers.get(ID)?.to_str().ok()?;
    let mut recent = recent.lock().unwrap_or_else(PoisonError::into_inner);
    let count = recent.len();
    recent.retain(|known| known != id);
    if begins || recent.len() < count {
        recent.push_back(id.to_owned());
    }
    match recent.len() > MOST_SESSIONS {
        true => recent.pop_front(),
        false => None,
    }
}

/// Lets a page of an allowed origin send what the protocol needs, and read the response.
fn share(headers: &mut HeaderMap, page: Option<HeaderValue>) {
    let Some(page) = page else { return };
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, page);
    for (name, value) in [
        (ACCESS_CONTROL_ALLOW_METHODS, "GET, POST, DELETE"),
        (ACCESS_CONTROL_ALLOW_HEADERS, SENT),
        (ACCESS_CONTROL_EXPOSE_HEADERS, ID),
        (VARY, "origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

/// Tokens are compared by their hashes, which take the same time whatever a guess has in common.
fn hash(text: &[u8]) -> [u8; 32] {
    Sha256::digest(text).into()
}
