//! Accepts connections and serves each.

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::body::Body;
use axum::http::Response;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::dispatch::{self, Dropped};
use super::http_response::Closing;
use crate::state::ServerState;

/// How long an idle connection stays open, as the answers say.
const KEEP_ALIVE: Duration = Duration::from_secs(5);
/// How many connections are open at most; more wait until one closes.
const MOST_CONNECTIONS: usize = 4096;
/// How long requests under way may take once the server stops.
const GRACE: Duration = Duration::from_millis(250);
/// How long an response has to get out before its connection is cut as a fault.
const FLUSH: Duration = Duration::from_millis(5);
/// The wait after an accept that failed, for want of file handles say.
const AFTER_FAILURE: Duration = Duration::from_millis(20);

/// Serves until the server stops.
pub(super) async fn accept(listener: TcpListener, address: SocketAddr, state: Arc<ServerState>) {
    let mut connections = JoinSet::new();
    let mut stopped = pin!(state.tasks.stopped());
    loop {
        tokio::select! {
            () = &mut stopped => break,
            accepted = listener.accept(), if connections.len() < MOST_CONNECTIONS => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(serve(stream, address, Arc::clone(&state)));
                }
                Err(_) => sleep(AFTER_FAILURE).await,
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
        }
    }
    drop(listener);
    let ended = async { while connections.join_next().await.is_some() {} };
    // Those that do not end in time end with the set.
    let _ = timeout(GRACE, ended).await;
}

/// A connection that a fault can end.
#[derive(Default)]
pub(super) struct Cut {
    cut: AtomicBool,
    notify: Notify,
}

impl Cut {
    /// Ends the connection once what was written is out.
    pub fn cut(&self) {
        self.cut.store(true, Ordering::Release);
        self.notify.notify_one();
    }
}

async fn serve(stream: TcpStream, address: SocketAddr, state: Arc<ServerState>) {
    // Answers go out at once; failing to ask for that is no reason not to response.
    let _ = stream.set_nodelay(true);
    let cut = Arc::new(Cut::default());
    let service = service_fn(|request| {
        let state = Arc::clone(&state);
        let cut = Arc::clone(&cut);
        async move {
            if cut.cut.load(Ordering::Acquire) {
                return Err(Dropped);
            }
            let (response, closes) = dispatch::serve(&state, address, request).await?;
            Ok::<Response<Body>, Dropped>(if closes {
                response.map(|body| Body::new(Closing::new(body, cut)))
            } else {
                response
            })
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(KEEP_ALIVE)
        .serve_connection(TokioIo::new(stream), service)
        .with_upgrades();
    let mut connection = pin!(connection);
    tokio::select! {
        // An error is the client's going away, or a fault that was ordered.
        _ = &mut connection => {}
        () = cut.notify.notified() => {
            let _ = timeout(FLUSH, connection).await;
        }
        () = state.tasks.stopped() => {
            connection.as_mut().graceful_shutdown();
            let _ = connection.await;
        }
    }
}
