//! The sessions of streamable HTTP, of which there are never more than a bound.
//!
//! A session costs some 60 kB, and a client that reconnects for each call need not end its sessions.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hyper::header::HeaderMap;
use rmcp::transport::streamable_http_server::session::SessionManager as _;
use rmcp::transport::streamable_http_server::session::local::LocalSessionManager;

/// The most sessions.
const MOST: usize = 100;
/// The time after which a session without a message ends: a person thinks for longer than a program.
const IDLE: Duration = Duration::from_secs(3600);
/// The header with the id of a session.
const ID: &str = "mcp-session-id";

/// The sessions, and the order in which they were used.
pub struct Sessions {
    /// The sessions themselves.
    pub manager: Arc<LocalSessionManager>,
    /// The ids of sessions, that of the longest idle one first.
    order: Mutex<Vec<Arc<str>>>,
}

impl Default for Sessions {
    fn default() -> Self {
        let mut manager = LocalSessionManager::default();
        manager.session_config.keep_alive = Some(IDLE);
        Self {
            manager: Arc::new(manager),
            order: Mutex::default(),
        }
    }
}

impl Sessions {
    /// Notes the session that the headers of a request or response name, and ends the longest idle one if
    /// there are too many; its client gets a 404, as the protocol has it, and begins anew.
    pub async fn used(&self, headers: &HeaderMap) {
        let id = headers.get(ID).and_then(|id| id.to_str().ok());
        let Some(id) = id.map(Arc::<str>::from) else {
            return;
        };
        let idle = {
            let known = self.manager.sessions.read().await;
            let mut order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
            order.retain(|other| *other != id && known.contains_key(other));
            // A client may name any.
            if known.contains_key(&id) {
                order.push(id);
            }
            (order.len() > MOST).then(|| order.remove(0))
        };
        if let Some(idle) = idle {
            // It may have ended by itself.
            let _ = self.manager.close_session(&idle).await;
        }
    }
}
