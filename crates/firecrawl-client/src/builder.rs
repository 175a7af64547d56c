//! The settings of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use api_transport::{AttemptHook, Clock, Error, RetryPolicy, Settings};

use crate::base_url;
use crate::client::Client;
use crate::profile::PROFILE;
#[cfg(feature = "drift-report")]
use crate::profile::{drift_events_enabled, emit_drift_event};

/// The address of the cloud service.
pub(crate) const CLOUD: &str = "https://api.firecrawl.dev";

/// The header that asks for hints, one of `components.parameters` of the contract.
const AGENT_HINTS: &str = "X-Firecrawl-Agent-Hints";

/// The settings of a client, from [`Client::builder`].
///
/// ```
/// use std::time::Duration;
/// use firecrawl_client::{Client, RetryPolicy};
///
/// # fn main() -> Result<(), firecrawl_client::Error> {
/// let client = Client::builder()
///     .key("fc-0123456789abcdef")
///     .first_byte_timeout(Duration::from_secs(60))
///     .retry(RetryPolicy::default().attempts(3))
///     .user_agent("weather-reports/2.1")
///     .build()?;
/// assert!(!format!("{client:?}").contains("0123456789abcdef"));
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
#[must_use = "nothing is created before `build`"]
pub struct ClientBuilder {
    base_url: Option<String>,
    settings: Settings,
}

impl ClientBuilder {
    /// Sets the address of the server, with or without `/v2` and a trailing slash; the cloud unless set.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Sets the API key; surrounding white space is ignored.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.settings.key = Some(key.into());
        self
    }

    /// Removes the key: for servers without keys, and for operations that the cloud allows without one.
    pub fn keyless(mut self) -> Self {
        self.settings.key = None;
        self
    }

    /// Sends this `Authorization` in place of an API key, for a server behind an access proxy.
    ///
    /// It goes to the origin of the base URL only, and is shown nowhere. A proxy that wants a header
    /// of its own gets it from [`header`](Self::header), beside the key.
    ///
    /// ```
    /// # fn main() -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::Client;
    ///
    /// let behind_basic_auth = Client::builder()
    ///     .base_url("https://firecrawl.internal.example")
    ///     .authorization("Basic dXNlcjpwYXNzd29yZA==")
    ///     .build()?;
    /// let behind_cloudflare_access = Client::builder()
    ///     .base_url("https://firecrawl.internal.example")
    ///     .header("CF-Access-Client-Id", "0123456789abcdef.access")
    ///     .header("CF-Access-Client-Secret", "0123456789abcdef0123456789abcdef")
    ///     .build()?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn authorization(mut self, value: impl Into<String>) -> Self {
        self.settings.authorization = Some(value.into());
        self
    }

    /// Sends through an HTTP client of yours; proxy, connection settings and TLS are then its own.
    ///
    /// Its time limits apply beside those of this client. Let it follow no
    /// redirects: the response of another server is an error, and the request was
    /// sent there without the key by then. Let it keep no idle connections
    /// (`pool_max_idle_per_host(0)`) if a start must never be lost to a connection
    /// that the server closes at that moment; the default client ensures that.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.settings.http = Some(client);
        self
    }

    /// Sends everything through this proxy, such as `http://user:word@proxy.example:8080`.
    ///
    /// It is one of `http` or `https`, or with the feature `socks` of `socks4`, `socks4a`, `socks5`
    /// or `socks5h` (the proxy resolves names); any other is an error of [`build`](Self::build).
    /// User and password in the address are sent to the proxy and shown nowhere. To a server of
    /// `https`, the proxy sees an encrypted tunnel, without the key.
    ///
    /// Without it, `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY` of the environment
    /// apply, except for a server on this machine.
    pub fn proxy(mut self, address: impl Into<String>) -> Self {
        self.settings.proxy = Some(address.into());
        self
    }

    /// Trusts the certificates of a PEM file beside those of the platform, such as that of a private
    /// authority; it may contain several.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let client = firecrawl_client::Client::builder()
    ///     .base_url("https://firecrawl.internal.example")
    ///     .add_root_certificate(std::fs::read("/etc/ssl/internal-ca.pem")?)
    ///     .build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn add_root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.settings.root_certificates.push(pem.into());
        self
    }

    /// Sets how long opening a connection may take: 10 s.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.settings.timeouts.connect = limit;
        self
    }

    /// Sets how long an attempt may take until its response begins: 210 s.
    ///
    /// It includes opening a connection and sending the request, but begins anew while an upload
    /// advances. A request that gives the server more time than this gets 30 s beyond it.
    pub fn first_byte_timeout(mut self, limit: Duration) -> Self {
        self.settings.timeouts.first_byte = limit;
        self
    }

    /// Sets how long a call may take with all attempts and waits: no limit.
    ///
    /// It is the only limit that ends a response that arrives steadily.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.settings.timeouts.total = Some(limit);
        self
    }

    /// Sets how long a response that has begun may pause: 30 s.
    pub fn stall_timeout(mut self, limit: Duration) -> Self {
        self.settings.timeouts.stall = limit;
        self
    }

    /// Sets the retry policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// Adds a header to every request, such as one that an access proxy wants.
    ///
    /// It goes to the origin of the base URL only, and its value is shown nowhere. A client of
    /// [`http_client`](Self::http_client) that follows redirects takes it along: reqwest removes only
    /// `Authorization`, cookies and a few others on the way to another host.
    /// `Authorization`, which belongs to [`key`](Self::key) and
    /// [`authorization`](Self::authorization), and `x-idempotency-key`, which belongs to a single
    /// call, are errors.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.headers.push((name.into(), value.into()));
        self
    }

    /// Names an integration in every request that has a field `integration`, such as that of the
    /// program that this client is a part of; nothing is sent unless set.
    ///
    /// A request that sets the field itself keeps its own value.
    pub fn integration(mut self, name: impl Into<String>) -> Self {
        self.settings.label = Some(name.into());
        self
    }

    /// Asks for hints to programs that act by themselves, in the field `agent_hints` of every response;
    /// [`Response::agent_hints`](crate::Response::agent_hints) reads those beside a value.
    ///
    /// It sends the header `X-Firecrawl-Agent-Hints: true`, which was seen in use; the contract does
    /// not promise it.
    pub fn agent_hints(self) -> Self {
        self.header(AGENT_HINTS, "true")
    }

    /// Sets the `User-Agent`: `firecrawl-rust/` and the version unless set.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.settings.user_agent = Some(user_agent.into());
        self
    }

    /// Sets the largest response that is read, in bytes: 32 MiB. A larger one is an error.
    ///
    /// The service sends pages of about 10 MiB; a document that is larger comes alone.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.settings.body_limit = bytes;
        self
    }

    /// Sets how many requests of this client and its clones may be in flight at once: no limit.
    ///
    /// Further ones wait in order, and their wait counts into the total time. A place is taken for
    /// an attempt and its response only, so that a job or stream with many pages never holds one
    /// while it waits. 0 is an error of [`build`](Self::build).
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.settings.max_in_flight = Some(requests);
        self
    }

    /// Sets a hook that sees each attempt, to add headers or to count.
    ///
    /// ```
    /// use firecrawl_client::{Attempt, AttemptHook, HeaderMap, HeaderValue};
    ///
    /// struct TraceContext;
    ///
    /// impl AttemptHook for TraceContext {
    ///     fn on_request(&self, attempt: &Attempt<'_>, headers: &mut HeaderMap) {
    ///         let span = u64::from(attempt.number);
    ///         let value = format!("00-4bf92f3577b34da6a3ce929d0e0e4736-{span:016x}-01");
    ///         headers.extend(HeaderValue::from_str(&value).map(|value| (TRACEPARENT, value)));
    ///     }
    /// }
    ///
    /// const TRACEPARENT: firecrawl_client::HeaderName =
    ///     firecrawl_client::HeaderName::from_static("traceparent");
    /// # fn main() -> Result<(), firecrawl_client::Error> {
    /// let client = firecrawl_client::Client::builder().attempt_hook(TraceContext).build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn attempt_hook(mut self, hook: impl AttemptHook + 'static) -> Self {
        self.settings.attempt_hook = Some(Arc::new(hook));
        self
    }

    /// Allows the key to travel over plain `http` to another machine, such as a server of one's own
    /// on a private network.
    ///
    /// Anyone on the way can read it. In the environment it is `FIRECRAWL_ALLOW_HTTP=1`.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.settings.allow_plain_http = allow;
        self
    }

    /// Sets the clock that waits between attempts and polls are measured by.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// Sets the randomness of delays: numbers from 0 (included) to 1 (excluded).
    pub fn jitter(mut self, jitter: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.settings.jitter = Arc::new(jitter);
        self
    }

    /// Reports where responses differ from the contract: unknown fields, unknown
    /// values, values of another type.
    ///
    /// Each location of each operation is reported once, at its first sight, from
    /// within the call; [`Client::drifts`](crate::Client::drifts) counts them. A
    /// report has the operation, the path and the kind, never a value, nor a key
    /// that a page can choose. Success responses are examined while they are
    /// read, and only if this function is set or a subscriber wants the event
    /// `firecrawl.drift` of the feature `tracing`.
    ///
    /// ```
    /// # fn main() -> Result<(), firecrawl_client::Error> {
    /// let client = firecrawl_client::Client::builder()
    ///     .key("fc-0123456789abcdef")
    ///     .on_drift(|drift| eprintln!("{drift}"))
    ///     .build()?;
    /// assert!(client.drifts().is_empty());
    /// # Ok(())
    /// # }
    /// ```
    #[cfg(feature = "drift-report")]
    pub fn on_drift(mut self, report: impl Fn(&crate::Drift) + Send + Sync + 'static) -> Self {
        self.settings.on_drift = Some(Arc::new(move |drift| {
            emit_drift_event(drift);
            report(drift);
        }));
        self
    }

    /// Creates the client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the address is not a URL
    /// of `http` or `https` or names another version of the API, if the key, a header or the proxy
    /// is invalid, if there is both a key and another `Authorization`, if one of them would travel
    /// over plain `http` to another machine, or if TLS cannot be set up.
    pub fn build(self) -> Result<Client, Error> {
        let root = base_url::api_root(self.base_url.as_deref().unwrap_or(CLOUD))?;
        let settings = self.settings;
        #[cfg(feature = "drift-report")]
        let settings = with_drift_events(settings);
        let transport = api_transport::Client::new(root, &PROFILE, settings)?;
        Ok(Client::with_transport(transport))
    }
}

/// Lets a subscriber alone be enough to examine responses.
#[cfg(feature = "drift-report")]
fn with_drift_events(mut settings: Settings) -> Settings {
    if settings.on_drift.is_none() {
        settings.on_drift = Some(Arc::new(emit_drift_event));
        settings.drift_enabled = drift_events_enabled;
    }
    settings
}

/// Shows neither the key nor anything that may hold secrets.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url.as_deref().map(base_url::shown))
            .field("settings", &self.settings)
            .finish()
    }
}
