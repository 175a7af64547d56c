//! WebSocket handshakes.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::FromRequestParts;
use axum::extract::ws::{Message, WebSocketUpgrade};
use axum::http::header::{CONNECTION, SEC_WEBSOCKET_PROTOCOL, UPGRADE};
use axum::http::request::Parts;
use axum::http::{self, HeaderMap, HeaderName, Method};

use bytes::Bytes;

use super::auth;
use crate::contract::{Match, Operation};
use crate::faults::WatchFault;
use crate::response::Response;
use crate::state::ServerState;
use crate::watch;

/// The operations whose path can be watched: those that return the status of a job.
const WATCHED: [&str; 2] = ["getCrawlStatus", "getBatchScrapeStatus"];

/// Returns whether a request asks for a WebSocket.
pub(super) fn is_handshake(parts: &Parts) -> bool {
    parts.method == Method::GET
        && has(&parts.headers, UPGRADE, "websocket")
        && has(&parts.headers, CONNECTION, "upgrade")
}

fn has(headers: &HeaderMap, name: HeaderName, wanted: &str) -> bool {
    headers
        .get_all(name)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|value| value.trim().eq_ignore_ascii_case(wanted))
}

/// Accepts every handshake, like the service: an error shows in how the socket closes.
pub(super) async fn accept(
    state: &Arc<ServerState>,
    parts: &mut Parts,
) -> Result<http::Response<Body>, Box<Response>> {
    let mut upgrade = WebSocketUpgrade::from_request_parts(parts, &())
        .await
        .map_err(|rejection| Response::error(400, rejection.to_string()))?;
    let protocol = parts
        .headers
        .get(SEC_WEBSOCKET_PROTOCOL)
        .and_then(|value| value.to_str().ok()?.split(',').next())
        .map(|protocol| protocol.trim().to_owned());
    if let Some(protocol) = protocol {
        upgrade = upgrade.protocols([protocol]);
    }
    let watched = watched_job(state, parts.uri.path());
    let operation = watched.as_ref().map(|(operation, _)| operation.id.as_str());
    state.recorder.record(parts, operation, Bytes::new());
    let fault = operation.and_then(|operation| state.faults.take_watch(operation));
    if let Some(WatchFault::Refused(status)) = fault {
        return Err(Response::error(status, "no WebSocket is opened here").into());
    }
    let authorized = auth::may_watch(&state.settings, &parts.headers);
    let state = Arc::clone(state);
    Ok(upgrade.on_upgrade(move |mut socket| async move {
        let stopped = state.tasks.stopped();
        let watch = async {
            match watched {
                Some((_, id)) => watch::watch(state, id, authorized, fault, socket).await,
                // The client may have disconnected already.
                None => drop(socket.send(Message::Close(None)).await),
            }
        };
        tokio::select! {
            () = stopped => {}
            () = watch => {}
        }
    }))
}

/// Returns the operation and the id of the job that a path names.
fn watched_job(state: &ServerState, path: &str) -> Option<(&'static Operation, String)> {
    match state.contract.route("GET", path) {
        Match::Operation(operation, mut values) if WATCHED.contains(&operation.id.as_str()) => {
            Some((operation, values.remove("id")?))
        }
        _ => None,
    }
}
