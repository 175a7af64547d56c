//! Waits that would look like a hang: for a rate limit, and for a service that is away.
//!
//! The client repeats attempts by itself. A line says so when they begin to fail, and again only if one
//! has succeeded since, so that a service that fails now and then does not fill the screen.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use firecrawl_client::{Attempt, AttemptHook, ErrorKind, HeaderMap, ResponseHead};

use crate::output::terminal;

/// The least time between two lines about attempts that fail.
const QUIET: Duration = Duration::from_secs(60);
/// The longest wait for a rate limit in one call, as the client has it.
const RATE_LIMIT: &str = "15 minutes";
/// The longest wait that a service may ask for, in seconds, as the client has it.
const LONGEST: u64 = 2 * 60;

/// The causes for which the last attempts of operations failed, if they are tried again.
static FAILING: Mutex<BTreeMap<&str, String>> = Mutex::new(BTreeMap::new());

/// Returns the cause for which the last attempt of an operation failed, if it is tried again.
#[cfg(feature = "mcp")]
pub fn failing(operation: &str) -> Option<String> {
    let failing = FAILING.lock().unwrap_or_else(PoisonError::into_inner);
    failing.get(operation).cloned()
}

/// Shows waits, and each attempt with `--verbose`.
pub struct Waits {
    is_verbose: bool,
    lacks_key: bool,
    proxy: Option<String>,
    shown: Mutex<Shown>,
}

/// The lines so far.
#[derive(Default)]
struct Shown {
    /// True if a line says that attempts fail, and none has succeeded since.
    is_failing: bool,
    last: Option<Instant>,
}

impl Waits {
    /// Creates the hook of one client; `lacks_key` is true if it has no key and the cloud wants one.
    pub fn new(is_verbose: bool, lacks_key: bool, proxy: Option<String>) -> Self {
        Self {
            is_verbose,
            lacks_key,
            proxy,
            shown: Mutex::default(),
        }
    }

    /// Notes an attempt that failed, and shows why the next one follows.
    fn failed(&self, attempt: &Attempt<'_>, cause: &str, wait: Option<String>) {
        if self.is_verbose {
            let (operation, number) = (attempt.operation, attempt.number);
            terminal::note(&format!("{operation}: attempt {number} failed: {cause}"));
        }
        let Some(wait) = wait else { return };
        let mut failing = FAILING.lock().unwrap_or_else(PoisonError::into_inner);
        failing.insert(attempt.operation, cause.to_owned());
        drop(failing);
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if shown.is_failing || shown.last.is_some_and(|last| last.elapsed() < QUIET) {
            return;
        }
        *shown = Shown {
            is_failing: true,
            last: Some(Instant::now()),
        };
        terminal::note(&wait);
    }
}

impl Waits {
    fn unreachable(&self, attempt: &Attempt<'_>) -> String {
        let why = if self.lacks_key {
            "no key is set, and "
        } else {
            ""
        };
        let way = self
            .proxy
            .as_ref()
            .map(|proxy| format!(" through the proxy {proxy}"));
        let (server, way) = (server(attempt), way.unwrap_or_default());
        format!("{why}{server} cannot be reached{way}; trying again")
    }
}

impl AttemptHook for Waits {
    fn on_request(&self, attempt: &Attempt<'_>, _: &mut HeaderMap) {
        if self.is_verbose {
            let (operation, number) = (attempt.operation, attempt.number);
            terminal::note(&format!("{operation}: attempt {number}"));
        }
    }

    fn on_response(&self, attempt: &Attempt<'_>, response: &ResponseHead<'_>) {
        let status = response.status.as_u16();
        let cause = format!("HTTP {status}");
        let wait = match status {
            429 => rate_limit(response.headers),
            500.. => retried(attempt, &format!("responds with {status}")),
            _ => {
                let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
                shown.is_failing = false;
                let mut failing = FAILING.lock().unwrap_or_else(PoisonError::into_inner);
                failing.remove(attempt.operation);
                None
            }
        };
        if status >= 400 {
            self.failed(attempt, &cause, wait);
        }
    }

    fn on_failure(&self, attempt: &Attempt<'_>, kind: ErrorKind, _: Duration) {
        let (cause, wait) = match kind {
            ErrorKind::Connect => ("no connection", Some(self.unreachable(attempt))),
            ErrorKind::Connection => ("the connection broke", retried(attempt, "breaks off")),
            ErrorKind::Timeout => ("no response in time", retried(attempt, "does not respond")),
            _ => ("no usable response", None),
        };
        self.failed(attempt, cause, wait);
    }
}

/// Returns the line about a rate limit; `None` if the client gives up instead of waiting.
fn rate_limit(headers: &HeaderMap) -> Option<String> {
    let asked = headers
        .get("retry-after")
        .and_then(|text| text.to_str().ok());
    let wait = match asked.and_then(|text| text.trim().parse::<u64>().ok()) {
        Some(seconds) if seconds > LONGEST => return None,
        Some(seconds) => format!("{seconds} s, as it asks for"),
        None => format!("{RATE_LIMIT} at most"),
    };
    Some(format!(
        "the service limits the rate; waiting {wait} (`--total-timeout TIME` sets less)"
    ))
}

/// Returns the line about a failure after which only a request that starts nothing is repeated.
fn retried(attempt: &Attempt<'_>, what: &str) -> Option<String> {
    let is_repeated = attempt.method == "GET";
    is_repeated.then(|| format!("{} {what}; trying again", server(attempt)))
}

fn server(attempt: &Attempt<'_>) -> String {
    format!("{}:{}", attempt.server, attempt.port)
}
