//! One watch from its start to its end.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use tokio::time::timeout;

use super::frames::{Frame, Progress, Refusal};
use crate::state::ServerState;

/// How long a client may take to read a frame.
const SENT_WITHIN: Duration = Duration::from_secs(30);
/// How long a client may take to response a close frame.
const CLOSED_WITHIN: Duration = Duration::from_secs(5);

/// The client is gone.
struct Away;

/// Sends the frames of one watch until its end; `authorized` says whether the key was accepted.
pub async fn watch(state: Arc<ServerState>, id: String, authorized: bool, mut socket: WebSocket) {
    if follow(state, &id, authorized, &mut socket).await.is_ok() {
        // Lets the client's own close frame arrive, so that it does not see a broken connection.
        let rest = async { while let Some(Ok(_)) = socket.recv().await {} };
        let _ = timeout(CLOSED_WITHIN, rest).await;
    }
}

async fn follow(
    state: Arc<ServerState>,
    id: &str,
    authorized: bool,
    socket: &mut WebSocket,
) -> Result<(), Away> {
    let mut progress = Progress::default();
    if !authorized {
        return send(socket, progress.refuse(Refusal::Unauthorized)).await;
    }
    let Some(job) = state.jobs.get(id) else {
        return send(socket, progress.refuse(Refusal::NotFound)).await;
    };
    // Before the first look, so that no change falls between the two.
    let mut changes = job.changes();
    let opening = progress.open(job.status_body());
    // A watch that waits keeps neither the server nor the job alive: their end shall end it.
    let waiting = Arc::downgrade(&job);
    drop((job, state));
    send_all(socket, opening).await?;

    while !progress.ended() {
        tokio::select! {
            changed = changes.changed() => {
                let Some(job) = waiting.upgrade().filter(|_| changed.is_ok()) else {
                    return send(socket, progress.refuse(Refusal::Gone)).await;
                };
                // The status first: documents come before the end, so none can be missed.
                let status = job.status();
                let frames = progress.advance(&job.documents(progress.sent()), status);
                drop(job);
                send_all(socket, frames).await?;
            }
            message = socket.recv() => match message {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return Err(Away),
                // What a client says is of no interest; pings are answered by the socket itself.
                Some(Ok(_)) => {}
            },
        }
    }
    Ok(())
}

async fn send_all(socket: &mut WebSocket, frames: Vec<Frame>) -> Result<(), Away> {
    for frame in frames {
        send(socket, frame).await?;
    }
    Ok(())
}

async fn send(socket: &mut WebSocket, frame: Frame) -> Result<(), Away> {
    let message = match frame {
        Frame::Text(text) => Message::Text(text.into()),
        Frame::Close { code, reason } => Message::Close(Some(CloseFrame {
            code,
            reason: reason.into(),
        })),
    };
    match timeout(SENT_WITHIN, socket.send(message)).await {
        Ok(Ok(())) => Ok(()),
        _ => Err(Away),
    }
}
