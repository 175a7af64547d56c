//! Reports of progress to the host.

use std::pin::pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rmcp::model::{ProgressNotificationParam, ProgressToken};
use rmcp::service::{Peer, RoleServer};
use tokio::time::Instant;

/// The time between two reports about a call that shows no progress itself: a host may give up on
/// one that says nothing.
const STEP: Duration = Duration::from_secs(5);

/// The growth of the number in a report that only says that the call goes on: each number must be
/// larger than the one before.
const GOES_ON: f64 = 0.001;

/// The reports of one call; nothing is sent if the host gave no token.
pub struct Progress {
    peer: Peer<RoleServer>,
    token: Option<ProgressToken>,
    /// The number and the time of the last report.
    last: Mutex<(f64, Instant)>,
}

impl Progress {
    /// Creates the reports for a call.
    pub fn new(peer: Peer<RoleServer>, token: Option<ProgressToken>) -> Self {
        Self {
            peer,
            token,
            last: Mutex::new((-1.0, Instant::now())),
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

    /// Reports the number of pages that are done, if it has grown or the last report is some time ago.
    pub async fn report(&self, done: Option<f64>, total: Option<f64>, message: &str) {
        let Some(token) = self.token.clone() else {
            return;
        };
        let Some(done) = self.step(done) else { return };
        let mut report = ProgressNotificationParam::new(token, done).with_message(message);
        report.total = total.filter(|total| *total >= done && *total > 0.0);
        // A host that has gone needs no report.
        let _ = self.peer.notify_progress(report).await;
    }

    /// Returns the number for the next report, if one is due.
    fn step(&self, done: Option<f64>) -> Option<f64> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let next = match done {
            Some(done) if done > last.0 => done,
            _ if last.1.elapsed() >= STEP => (last.0 + GOES_ON).max(0.0),
            _ => return None,
        };
        *last = (next, Instant::now());
        Some(next)
    }
}
