//! Streamable HTTP.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::header::AUTHORIZATION;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
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
    hosts.extend(access.hosts.iter().cloned());
    // A web page has an origin and a program has none, so that an empty list keeps out all pages.
    let config = StreamableHttpServerConfig::default()
        .with_allowed_hosts(hosts)
        .with_allowed_origins(access.origins)
        .enforce_origin_validation();
    let stop = config.cancellation_token.clone();
    let expected = access
        .token
        .map(|token| hash(format!("Bearer {token}").as_bytes()));
    let service = StreamableHttpService::new(
        move || Ok(Server(state.clone())),
        Arc::new(LocalSessionManager::default()),
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
        let service = service.clone();
        let respond = service_fn(move |request: Request<Incoming>| {
            let service = service.clone();
            async move {
                let given = request.headers().get(AUTHORIZATION);
                let given = given.map(|given| hash(given.as_bytes()));
                let status = match request.uri().path() {
                    PATH if expected.is_none() || given == expected => {
                        let ends = request.method() == Method::DELETE;
                        let mut response = service.handle(request).await;
                        // The official client for Python takes 202 for a session that goes on.
                        if ends && response.status() == StatusCode::ACCEPTED {
                            *response.status_mut() = StatusCode::OK;
                        }
                        return Ok::<_, Infallible>(response);
                    }
                    PATH => StatusCode::UNAUTHORIZED,
                    _ => StatusCode::NOT_FOUND,
                };
                let mut response = Response::new(Full::default().boxed());
                *response.status_mut() = status;
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

/// Tokens are compared by their hashes, which take the same time whatever a guess has in common.
fn hash(text: &[u8]) -> [u8; 32] {
    Sha256::digest(text).into()
}
