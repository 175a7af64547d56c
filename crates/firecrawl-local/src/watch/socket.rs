//! Runs one watch.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{Message, WebSocket};
use tokio::time::timeout;

use super::frames::{altered, faulty_opening, news, opening, rejection};
use crate::faults::WatchFault;
use crate::state::ServerState;

/// The time that a client has to read a frame.
const SEND_TIMEOUT: Duration = Duration::from_secs(30);
/// The time that a client has to return a close frame.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);

/// Sends the frames of a watch until its end; `authorized` says whether the key was accepted.
pub async fn watch(
    state: Arc<ServerState>,
    id: String,
    authorized: bool,
    fault: Option<WatchFault>,
    mut socket: WebSocket,
) {
    if fault == Some(WatchFault::Silence) {
        // Not even an end: the client has to give up by itself.
        while let Some(Ok(_)) = socket.recv().await {}
        return;
    }
    if follow(state, &id, authorized, fault, &mut socket)
        .await
        .is_some()
    {
        // Reads the client's close frame, so that it does not see a broken connection.
        let rest = async { while let Some(Ok(_)) = socket.recv().await {} };
        let _ = timeout(CLOSE_TIMEOUT, rest).await;
    }
}

/// Returns `None` once the client has disconnected.
async fn follow(
    state: Arc<ServerState>,
    id: &str,
    authorized: bool,
    fault: Option<WatchFault>,
    socket: &mut WebSocket,
) -> Option<bool> {
    if !authorized {
        let unauthorized = rejection(3000, "Unauthorized: Invalid token");
        return send(socket, vec![unauthorized]).await;
    }
    let Some(job) = state.jobs.get(id) else {
        return send(socket, vec![rejection(1008, "Job not found")]).await;
    };
    // Subscribes before the first status, so that no change is missed.
    let mut changes = job.changes();
    let status = job.status_body();
    let mut sent = status["data"].as_array().map_or(0, Vec::len);
    // A waiting watch keeps neither the server nor the job alive.
    let waiting = Arc::downgrade(&job);
    drop((job, state));
    let fault = fault.as_ref();
    let frames = match fault {
        Some(fault) => faulty_opening(status, fault),
        None => opening(status),
    };
    let mut ended = send(socket, frames).await?;
    match fault {
        Some(WatchFault::Cut) => return None,
        Some(WatchFault::Stall) => {
            while let Some(Ok(_)) = socket.recv().await {}
            return None;
        }
        _ => {}
    }

    while !ended {
        tokio::select! {
            changed = changes.changed() => {
                let Some(job) = waiting.upgrade().filter(|_| changed.is_ok()) else {
                    // The server stops, or the job was removed.
                    let gone = rejection(1011, "An unexpected error occurred.");
                    return send(socket, vec![gone]).await;
                };
                // The status is read first: documents come before the end, so none is missed.
                let status = job.status();
                let documents = job.documents(sent);
                drop(job);
                let first = sent;
                sent += documents.len();
                let documents = altered(documents, first, fault);
                ended = send(socket, news(&documents, status)).await?;
            }
            message = socket.recv() => match message {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return None,
                // Messages of the client are ignored; the socket itself responds to pings.
                Some(Ok(_)) => {}
            },
        }
    }
    Some(ended)
}

/// Sends frames and returns whether the last one closes the watch.
async fn send(socket: &mut WebSocket, frames: Vec<Message>) -> Option<bool> {
    let closes = matches!(frames.last(), Some(Message::Close(_)));
    for frame in frames {
        let sent = timeout(SEND_TIMEOUT, socket.send(frame)).await;
        sent.ok()?.ok()?;
    }
    Some(closes)
}
