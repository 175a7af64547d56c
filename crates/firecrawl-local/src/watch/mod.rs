//! The live watch of crawls and batches over WebSocket.

use std::sync::Arc;

use axum::extract::ws::WebSocket;

use crate::app::App;

/// Sends the frames of one watch until its end; `authorized` says whether the key was accepted.
pub async fn watch(_app: Arc<App>, _id: String, _authorized: bool, _socket: WebSocket) {}
