//! Runs one watch.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use tokio::time::timeout;

use super::frames::{Frame, Progress, Rejection};
use crate::state::ServerState;

/// The time that a client has to read a frame.
const SEND_TIMEOUT: Duration = Duration::from_secs(30);
/// The time that a client has to return a close frame.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(5);

/// The client disconnected.
struct Disconnected;

/// Sends the frames of a watch until its end; `authorized` says whether the key was accepted.
pub async fn watch(state: Arc<ServerState>, id: String, authorized: bool, mut socket: WebSocket) {
    if follow(state, &id, authorized, &mut socket).await.is_ok() {
        // Reads the client's close frame, so that it does not see a broken connection.
        let rest = async { while let Some(Ok(_)) = socket.recv().await {} };
        let _ = timeout(CLOSE_TIMEOUT, rest).await;
    }
}

async fn follow(
    state: Arc<ServerState>,
    id: &str,
    authorized: bool,
    socket: &mut WebSocket,
) -> Result<(), Disconnected> {
    let mut progress = Progress::default();
    if !authorized {
        return send(socket, progress.reject(Rejection::Unauthorized)).await;
    }
    let Some(job) = state.jobs.get(id) else {
        return send(socket, progress.reject(Rejection::NotFound)).await;
    };
    // Subscribes before the first status, so that no change is missed.
    let mut changes = job.changes();
    let opening = progress.open(job.status_body());
    // A waiting watch keeps neither the server nor the job alive.
    let waiting = Arc::downgrade(&job);
    drop((job, state));
    send_all(socket, opening).await?;

    while !progress.ended() {
        tokio::select! {
            changed = changes.changed() => {
                let Some(job) = waiting.upgrade().filter(|_| changed.is_ok()) else {
                    return send(socket, progress.reject(Rejection::Gone)).await;
                };
                // The status is read first: documents come before the end, so none is missed.
                let status = job.status();
                let frames = progress.advance(&job.documents(progress.sent()), status);
                drop(job);
                send_all(socket, frames).await?;
            }
            message = socket.recv() => match message {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(Disconnected),
                // Messages of the client are ignored; the socket itself responds to pings.
                Some(Ok(_)) => {}
            },
        }
    }
    Ok(())
}

async fn send_all(socket: &mut WebSocket, frames: Vec<Frame>) -> Result<(), Disconnected> {
    for frame in frames {
        send(socket, frame).await?;
    }
    Ok(())
}

async fn send(socket: &mut WebSocket, frame: Frame) -> Result<(), Disconnected> {
    let message = match frame {
        Frame::Text(text) => Message::Text(text.into()),
        Frame::Close { code, reason } => Message::Close(Some(CloseFrame {
            code,
            reason: reason.into(),
        })),
    };
    match timeout(SEND_TIMEOUT, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Disconnected),
    }
}
