//! The client: where it sends, with which key, and how patiently.

use std::fmt;
use std::sync::Arc;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::connections::{Connections, Recipe};
use crate::error::Error;
use crate::key::Key;
use crate::options::{self, CallOptions};
use crate::origin::{is_loopback, is_private};
use crate::profile::Profile;
use crate::retry::{Budget, Clock, Jitter, Paces, RetryPolicy, SystemClock};
use crate::settings::Settings;
use crate::timeouts::Timeouts;
use crate::tls::Tls;

/// Sends the requests of one API to one server.
///
/// Cheap to clone: clones share connections, the pace of requests and the retry budget. `Debug` does
/// not show the key.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) options: Arc<CallOptions>,
}

/// The parts that all clones of a client share.
pub(crate) struct Shared {
    pub profile: &'static Profile,
    pub idempotency_header: HeaderName,
    pub connections: Connections,
    pub root: Url,
    pub key: Option<Key>,
    pub user_agent: HeaderValue,
    pub headers: HeaderMap,
    pub timeouts: Timeouts,
    pub retry: RetryPolicy,
    pub budget: Budget,
    pub paces: Paces,
    pub body_limit: usize,
    pub clock: Arc<dyn Clock>,
    pub jitter: Jitter,
    #[cfg(feature = "drift-report")]
    pub drift: crate::drift::Log,
}

impl Client {
    /// Creates a client for the API below `root`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the key or a header is
    /// invalid, if the key would travel unencrypted to another machine, or if TLS
    /// cannot be set up.
    pub fn new(root: Url, profile: &'static Profile, settings: Settings) -> Result<Self, Error> {
        let key = settings.key.as_deref().map(Key::parse).transpose()?;
        if key.is_some() && !settings.allow_plain_http && !is_private(&root) {
            return Err(Error::plain_http(&root));
        }
        let idempotency_header = HeaderName::from_static(profile.idempotency_header);
        let user_agent = match settings.user_agent {
            // Of a static value, copies share nothing.
            None => HeaderValue::from_static(profile.user_agent),
            Some(given) => given
                .try_into()
                .map_err(|_| Error::bad_header("user-agent"))?,
        };
        let headers = headers(&settings.headers, &idempotency_header)?;
        let connections = match settings.http {
            Some(client) => Connections::handed_in(client),
            None => {
                let proxy = settings.proxy.as_deref().map(proxy).transpose()?;
                if let Some((_, private)) = proxy
                    && key.is_some()
                    && !(private || root.scheme() == "https" || settings.allow_plain_http)
                {
                    return Err(Error::plain_proxy());
                }
                let direct = is_loopback(&root);
                // A proxy of the environment may need TLS as well.
                let tls = root.scheme() == "https" || proxy.is_some() || !direct;
                Connections::new(Recipe {
                    timeouts: settings.timeouts,
                    tls: Tls::new(tls)?,
                    proxy: proxy.map(|(proxy, _)| proxy),
                    direct,
                })?
            }
        };
        let shared = Shared {
            profile,
            idempotency_header,
            connections,
            root,
            key,
            user_agent,
            headers,
            timeouts: settings.timeouts,
            budget: Budget::new(settings.retry.budget),
            paces: Paces::default(),
            retry: settings.retry,
            body_limit: settings.body_limit,
            clock: settings.clock.unwrap_or_else(|| Arc::new(SystemClock)),
            jitter: settings.jitter.unwrap_or_else(|| Arc::new(fastrand::f64)),
            #[cfg(feature = "drift-report")]
            drift: crate::drift::Log::new(settings.on_drift, settings.drift_enabled),
        };
        Ok(Self {
            shared: Arc::new(shared),
            options: Arc::default(),
        })
    }

    /// Returns the same client with other options for its calls.
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            options: Arc::new(options),
        }
    }

    /// Returns the options of the calls of this clone.
    pub fn options(&self) -> &CallOptions {
        &self.options
    }

    /// Returns the API root.
    pub fn root(&self) -> &Url {
        &self.shared.root
    }

    /// Returns whether calls carry a key.
    pub fn has_key(&self) -> bool {
        self.shared.key.is_some()
    }

    /// Returns the retry policy of the calls of this clone.
    pub fn retry(&self) -> &RetryPolicy {
        self.options.retry.as_ref().unwrap_or(&self.shared.retry)
    }

    /// Returns the time limits.
    pub fn timeouts(&self) -> &Timeouts {
        &self.shared.timeouts
    }

    /// Returns the clock of waits and deadlines.
    pub fn clock(&self) -> &dyn Clock {
        self.shared.clock.as_ref()
    }

    /// Returns a random number from 0 (included) to 1 (excluded).
    pub fn random(&self) -> f64 {
        (self.shared.jitter)()
    }

    /// Returns the HTTP client that calls share.
    pub fn http(&self) -> &reqwest::Client {
        self.shared.connections.shared()
    }

    /// Returns where responses differed from the contract, and how often, sorted.
    #[cfg(feature = "drift-report")]
    pub fn drifts(&self) -> Vec<crate::Drift> {
        self.shared.drift.drifts()
    }

    /// Returns the error without the key in any of its texts.
    pub fn redact(&self, error: Error) -> Error {
        error.redacted(self.key_text())
    }

    /// Returns the key itself, to find it in texts of others.
    pub(crate) fn key_text(&self) -> Option<&str> {
        self.shared.key.as_ref()?.text()
    }
}

fn headers(
    given: &[(String, String)],
    idempotency_header: &HeaderName,
) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    for (name, value) in given {
        let (name, value) = options::header(name, value)?;
        if name == idempotency_header {
            return Err(Error::shared_idempotency_key(&name));
        }
        headers.insert(name, value);
    }
    Ok(headers)
}

/// Returns a proxy, and whether the way to it is private.
fn proxy(address: &str) -> Result<(reqwest::Proxy, bool), Error> {
    // `proxy.example:8080` would be parsed as a scheme and its rest.
    let url = match address.contains("://") {
        true => Url::parse(address),
        false => Url::parse(&format!("http://{address}")),
    };
    // A proxy of another kind would be bypassed silently.
    let url = url
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"));
    let url = url.ok_or_else(Error::bad_proxy)?;
    let private = is_private(&url);
    let proxy = reqwest::Proxy::all(url)
        .map_err(|error| Error::bad_proxy().caused_by(error.without_url()))?;
    Ok((proxy, private))
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("root", &self.root().as_str())
            .field("has_key", &self.has_key())
            .field("timeouts", &self.shared.timeouts)
            .field("retry", self.retry())
            .finish_non_exhaustive()
    }
}
