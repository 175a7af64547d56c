//! Accepts connections and serves each.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use http_body_util::BodyExt;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::dispatch;
use crate::state::ServerState;

/// The time that an idle connection stays open, as responses announce it.
const KEEP_ALIVE: Duration = Duration::from_secs(5);
/// The number of connections that are open at most; more wait until one closes.
const MAX_CONNECTIONS: usize = 4096;
/// The time that requests in flight have once the server stops.
const SHUTDOWN_GRACE: Duration = Duration::from_millis(250);
/// The time that a response has to be sent before a fault closes its connection.
const FLUSH_TIME: Duration = Duration::from_millis(5);
/// The wait after a failed accept, for example without free file handles.
const ACCEPT_BACKOFF: Duration = Duration::from_millis(20);

/// Accepts and serves connections until the server stops.
pub(super) async fn accept(listener: TcpListener, address: SocketAddr, state: Arc<ServerState>) {
    let mut connections = JoinSet::new();
    let mut stopped = pin!(state.tasks.stopped());
    loop {
        tokio::select! {
            () = &mut stopped => break,
            accepted = listener.accept(), if connections.len() < MAX_CONNECTIONS => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, address, Arc::clone(&state)));
                }
                Err(_) => sleep(ACCEPT_BACKOFF).await,
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
    drop(listener);
    let ended = async { while connections.join_next().await.is_some() {} };
    // Connections that are still open after this end with the set.
    let _ = timeout(SHUTDOWN_GRACE, ended).await;
}

async fn serve(stream: TcpStream, address: SocketAddr, state: Arc<ServerState>) {
    // Without it responses are only sent later.
    let _ = stream.set_nodelay(true);
    let close = CancellationToken::new();
    let service = service_fn(|request| {
        let state = Arc::clone(&state);
        let close = close.clone();
        async move {
            if close.is_cancelled() {
                return Err(dispatch::dropped());
            }
            let (response, closes) = dispatch::serve(&state, address, request).await?;
            if !closes {
                return Ok::<_, io::Error>(response);
            }
            // The body owns the guard, so the connection closes once the body has been written.
            let guard = close.drop_guard();
            Ok(response.map(|body| {
                Body::new(body.map_frame(move |frame| {
                    let _keep = &guard;
                    frame
                }))
            }))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(KEEP_ALIVE)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    tokio::select! {
        // An error means that the client disconnected, or a fault.
        _ = &mut connection => {}
        () = close.cancelled() => {
            let _ = timeout(FLUSH_TIME, connection).await;
        }
        () = state.tasks.stopped() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}
