//! The settings of a client.

use std::fmt;
use std::sync::Arc;

use crate::hook::AttemptHook;
use crate::retry::{Clock, Jitter, RetryPolicy, SystemClock};
use crate::timeouts::Timeouts;

/// The largest response that is read unless set otherwise.
///
/// A page of results has about 10 MiB. A document that is larger comes alone.
const BODY_LIMIT: usize = 32 * 1024 * 1024;

/// The settings of a client.
#[derive(Clone)]
#[non_exhaustive]
pub struct Settings {
    /// The API key.
    pub key: Option<String>,
    /// An `Authorization` in place of the key.
    pub authorization: Option<String>,
    /// A client to send through; proxy, connection settings and TLS are then its own.
    pub http: Option<reqwest::Client>,
    /// The address of a proxy.
    pub proxy: Option<String>,
    /// Time limits.
    pub timeouts: Timeouts,
    /// The retry policy.
    pub retry: RetryPolicy,
    /// Headers of every request.
    pub headers: Vec<(String, String)>,
    /// The integration that requests name, where their operation has a field for it.
    pub label: Option<String>,
    /// The `User-Agent`, instead of that of the profile.
    pub user_agent: Option<String>,
    /// The largest response that is read, in bytes.
    pub body_limit: usize,
    /// The most requests of all clones that are in flight at once; `None` does not limit them.
    pub max_in_flight: Option<usize>,
    /// Sees the heads of all attempts.
    pub attempt_hook: Option<Arc<dyn AttemptHook>>,
    /// Allows the key to travel unencrypted to another machine.
    pub allow_plain_http: bool,
    /// Certificates to trust beside those of the platform, as PEM; each may be a bundle.
    pub root_certificates: Vec<Vec<u8>>,
    /// The clock of waits and deadlines.
    pub clock: Arc<dyn Clock>,
    /// The randomness of delays.
    pub jitter: Jitter,
    /// Called for each drift at its first sight.
    #[cfg(feature = "drift-report")]
    pub on_drift: Option<crate::drift::OnDrift>,
    /// Returns whether responses are examined for drift at this moment.
    #[cfg(feature = "drift-report")]
    pub drift_enabled: fn() -> bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            key: None,
            authorization: None,
            http: None,
            proxy: None,
            timeouts: Timeouts::default(),
            retry: RetryPolicy::default(),
            headers: Vec::new(),
            label: None,
            user_agent: None,
            body_limit: BODY_LIMIT,
            max_in_flight: None,
            attempt_hook: None,
            allow_plain_http: false,
            root_certificates: Vec::new(),
            clock: Arc::new(SystemClock),
            jitter: Arc::new(fastrand::f64),
            #[cfg(feature = "drift-report")]
            on_drift: None,
            #[cfg(feature = "drift-report")]
            drift_enabled: || true,
        }
    }
}

/// Shows neither the key nor anything that may hold secrets.
impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field(
                "has_key",
                &(self.key.is_some() || self.authorization.is_some()),
            )
            .field("timeouts", &self.timeouts)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
