//! Reports of progress to the host.

use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use rmcp::model::{ProgressNotificationParam, ProgressToken};
use rmcp::service::{Peer, RoleServer};

/// The time between two reports about a call that shows no progress itself: a host may give up on
/// one that says nothing.
const STEP: Duration = Duration::from_secs(5);

/// The reports of one call; nothing is sent if the host gave no token.
pub struct Progress {
    peer: Peer<RoleServer>,
    token: Option<ProgressToken>,
    /// The last report plus one: each report must be larger than the one before.
    last: AtomicU64,
}

impl Progress {
    /// Creates the reports for a call.
    pub fn new(peer: Peer<RoleServer>, token: Option<ProgressToken>) -> Self {
        Self {
            peer,
            token,
            last: AtomicU64::new(0),
        }
    }

    /// Waits for a call and reports now and then that it goes on.
    pub async fn during<T>(&self, call: impl Future<Output = T>) -> T {
        let mut call = pin!(call);
        loop {
            match tokio::time::timeout(STEP, &mut call).await {
                Ok(result) => return result,
                Err(_) => self.report(None, None, "the service works on it").await,
            }
        }
    }

    /// Reports the number of pages that are done, if it has grown; without a number, one step more.
    pub async fn report(&self, done: Option<f64>, total: Option<f64>, message: &str) {
        let Some(token) = self.token.clone() else {
            return;
        };
        let last = self.last.load(Ordering::Relaxed);
        let done = done.unwrap_or(last as f64);
        let next = (done.max(0.0) as u64).saturating_add(1);
        if next <= last {
            return;
        }
        self.last.store(next, Ordering::Relaxed);
        let mut report = ProgressNotificationParam::new(token, done).with_message(message);
        report.total = total.filter(|total| *total >= done && *total > 0.0);
        // A host that has gone needs no report.
        let _ = self.peer.notify_progress(report).await;
    }
}
