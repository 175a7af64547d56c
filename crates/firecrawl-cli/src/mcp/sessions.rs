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
    /// The sessions in the order of their last use, the longest idle one first.
    order: Mutex<Vec<Session>>,
}

struct Session {
    id: Arc<str>,
    /// Shared by the calls that are under way.
    calls: Arc<()>,
    /// True if its client has sent more than the request that began it.
    is_used: bool,
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
    /// Notes the session that the headers of a request or response name, and ends one if there are too many; its
    /// client gets a 404, as the protocol has it, and begins anew.
    ///
    /// A session is not idle as long as something that was returned for it exists.
    pub async fn used(&self, headers: &HeaderMap, is_request: bool) -> Option<Arc<()>> {
        let id = headers.get(ID).and_then(|id| id.to_str().ok())?;
        let (calls, idle) = {
            let known = self.manager.sessions.read().await;
            let mut order = self.order.lock().unwrap_or_else(PoisonError::into_inner);
            order.retain(|other| known.contains_key(&other.id));
            // A client may name any.
            if !known.contains_key(id) {
                return None;
            }
            let place = order.iter().position(|other| &*other.id == id);
            let mut session = match place {
                Some(place) => order.remove(place),
                None => Session {
                    id: id.into(),
                    calls: Arc::default(),
                    is_used: false,
                },
            };
            session.is_used |= is_request;
            let calls = session.calls.clone();
            order.push(session);
            let idle = (order.len() > MOST).then(|| longest_idle(&order));
            let idle = idle.map(|place| order.remove(place));
            (calls, idle)
        };
        if let Some(idle) = idle {
            // It may have ended by itself.
            let _ = self.manager.close_session(&idle.id).await;
        }
        Some(calls)
    }
}

/// Returns the place of the session that ends first: one that was only begun, then one without a call.
fn longest_idle(order: &[Session]) -> usize {
    let is_idle = |session: &&Session| Arc::strong_count(&session.calls) == 1;
    let begun = order.iter().position(|one| is_idle(&one) && !one.is_used);
    let idle = || order.iter().position(|one| is_idle(&one));
    begun.or_else(idle).unwrap_or(0)
}
