//! Settings of a client.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use url::Url;

use crate::base_url;
use crate::client::{Client, Shared};
use crate::connections::{Connections, Recipe};
use crate::error::Error;
use crate::key::Key;
use crate::options;
use crate::retry::{Budget, Clock, Jitter, RetryPolicy, SystemClock};
use crate::timeouts::Timeouts;
use crate::tls::Tls;

/// The address of the cloud service.
pub(crate) const CLOUD: &str = "https://api.firecrawl.dev";

/// The largest answer that is read: several times a page of results.
const BODY_LIMIT: usize = 128 * 1024 * 1024;

/// Settings of a client, from [`Client::builder`].
///
/// ```
/// use std::time::Duration;
/// use firecrawl_client::{Client, RetryPolicy};
///
/// # fn main() -> Result<(), firecrawl_client::Error> {
/// let client = Client::builder()
///     .key("fc-0123456789abcdef")
///     .attempt_timeout(Duration::from_secs(60))
///     .retry(RetryPolicy::default().attempts(3))
///     .user_agent("weather-reports/2.1")
///     .build()?;
/// assert!(!format!("{client:?}").contains("0123456789abcdef"));
/// # Ok(())
/// # }
/// ```
#[derive(Default)]
#[must_use = "nothing is made before `build`"]
pub struct ClientBuilder {
    base_url: Option<String>,
    key: Option<String>,
    http: Option<reqwest::Client>,
    proxy: Option<String>,
    timeouts: Timeouts,
    retry: RetryPolicy,
    headers: Vec<(String, String)>,
    user_agent: Option<String>,
    body_limit: Option<usize>,
    allow_plain_http: bool,
    clock: Option<Arc<dyn Clock>>,
    jitter: Option<Jitter>,
    #[cfg(feature = "drift-report")]
    on_drift: Option<crate::drift::OnDrift>,
}

impl ClientBuilder {
    /// The address of the server, with or without `/v2` and a slash at its end; the cloud unless set.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// The API key. White space around it is not part of it.
    pub fn key(mut self, key: impl Into<String>) -> Self {
        self.key = Some(key.into());
        self
    }

    /// Sends no key: for servers without keys, and for what the cloud does without one.
    pub fn keyless(mut self) -> Self {
        self.key = None;
        self
    }

    /// Sends through a client that you made; proxy, connection settings and TLS are then its own.
    ///
    /// Its limits of time apply beside those of this client. Let it follow no
    /// redirects: what another server answers is an error here, after the
    /// request was sent there without the key. Let it keep no idle connections
    /// (`pool_max_idle_per_host(0)`) if a start must never be lost to one that
    /// the server closes at that moment; the client made here sees to that.
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Sends everything through this proxy, such as `http://user:word@proxy.example:8080`.
    ///
    /// It is one of `http` or `https`; any other is an error of [`build`](Self::build).
    /// Without it, the environment's `HTTPS_PROXY` and its kin apply, except
    /// for a server on this machine.
    pub fn proxy(mut self, address: impl Into<String>) -> Self {
        self.proxy = Some(address.into());
        self
    }

    /// How long a connection may take: 10 s.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.timeouts.connect = limit;
        self
    }

    /// How long one attempt may take with its answer: 210 s.
    ///
    /// A request that gives the server more time than this gets 30 s beyond it.
    pub fn attempt_timeout(mut self, limit: Duration) -> Self {
        self.timeouts.attempt = limit;
        self
    }

    /// How long a call may take with all attempts and waits: no limit.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.timeouts.total = Some(limit);
        self
    }

    /// How long an answer that has begun may pause: 30 s.
    pub fn stall_timeout(mut self, limit: Duration) -> Self {
        self.timeouts.stall = limit;
        self
    }

    /// When requests are sent again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// A header for every request.
    ///
    /// Refused are `Authorization`, which belongs to [`key`](Self::key), and
    /// `x-idempotency-key`, which belongs to a single call.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The `User-Agent`: `firecrawl-rust/` and the version unless set.
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = Some(user_agent.into());
        self
    }

    /// The largest answer that is read, in bytes: 128 MiB. A larger one is an error.
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = Some(bytes);
        self
    }

    /// Allows the key to travel over plain `http` to another machine.
    ///
    /// Whoever listens on the way can read it.
    pub fn allow_plain_http(mut self, allow: bool) -> Self {
        self.allow_plain_http = allow;
        self
    }

    /// The clock that waits between attempts and polls are measured by.
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Some(Arc::new(clock));
        self
    }

    /// The randomness of delays: numbers from 0 (included) to 1 (not included).
    pub fn jitter(mut self, jitter: impl Fn() -> f64 + Send + Sync + 'static) -> Self {
        self.jitter = Some(Arc::new(jitter));
        self
    }

    /// Tells where answers are not as the contract says: unknown fields,
    /// unknown values, values of another type.
    ///
    /// Each place of each operation is told once, at its first sight, from
    /// within the call; how often it was seen is in
    /// [`Client::drifts`](crate::Client::drifts). Told are operation, path and
    /// kind, never a value, nor a key that a page can choose. Every answer with
    /// success is read a second time for this; without it, and without anybody
    /// who wants the event `firecrawl.drift` of the feature `tracing`, none is.
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
    pub fn on_drift(mut self, tell: impl Fn(&crate::Drift) + Send + Sync + 'static) -> Self {
        self.on_drift = Some(Arc::new(tell));
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the address is no URL
    /// of `http` or `https`, if the key or a header cannot be one, if the key
    /// would travel over plain `http` to another machine, or if TLS cannot be
    /// set up.
    pub fn build(self) -> Result<Client, Error> {
        let root = base_url::api_root(self.base_url.as_deref().unwrap_or(CLOUD))?;
        let key = self.key.as_deref().map(Key::parse).transpose()?;
        if key.is_some() && !self.allow_plain_http && !base_url::is_private(&root) {
            return Err(Error::plain_http(&root));
        }
        let headers = headers(&self.headers, self.user_agent.as_deref())?;
        let connections = match self.http {
            Some(client) => Connections::handed_in(client),
            None => {
                let proxy = self.proxy.as_deref().map(proxy).transpose()?;
                if let Some((_, private)) = proxy
                    && key.is_some()
                    && !(private || root.scheme() == "https" || self.allow_plain_http)
                {
                    return Err(Error::plain_proxy());
                }
                let direct = base_url::is_here(&root);
                // A proxy of the environment may want TLS as well.
                let tls = root.scheme() == "https" || proxy.is_some() || !direct;
                Connections::new(Recipe {
                    timeouts: self.timeouts,
                    tls: Tls::new(tls)?,
                    proxy: proxy.map(|(proxy, _)| proxy),
                    direct,
                })?
            }
        };
        let budget = Budget::new(self.retry.budget);
        Ok(Client::from_shared(Shared {
            api: firecrawl_api::Client::new(root.clone()),
            connections: Arc::new(connections),
            root,
            key,
            headers,
            timeouts: self.timeouts,
            retry: self.retry,
            budget,
            body_limit: self.body_limit.unwrap_or(BODY_LIMIT),
            clock: self.clock.unwrap_or_else(|| Arc::new(SystemClock)),
            jitter: self.jitter.unwrap_or_else(|| Arc::new(fastrand::f64)),
            #[cfg(feature = "drift-report")]
            drift: crate::drift::Log::new(self.on_drift),
        }))
    }
}

fn headers(given: &[(String, String)], user_agent: Option<&str>) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    let ours = concat!("firecrawl-rust/", env!("CARGO_PKG_VERSION"));
    let user_agent = user_agent.unwrap_or(ours);
    let value = HeaderValue::from_str(user_agent).map_err(|_| Error::bad_header("user-agent"))?;
    headers.insert(USER_AGENT, value);
    for (name, value) in given {
        let (name, value): (HeaderName, HeaderValue) = options::header(name, value)?;
        if name == options::IDEMPOTENCY_KEY {
            return Err(Error::shared_idempotency_key());
        }
        headers.insert(name, value);
    }
    Ok(headers)
}

/// A proxy, and whether the way to it is private.
fn proxy(address: &str) -> Result<(reqwest::Proxy, bool), Error> {
    // `proxy.example:8080` reads like a scheme and what belongs to it.
    let url = match address.contains("://") {
        true => Url::parse(address),
        false => Url::parse(&format!("http://{address}")),
    };
    // One of another kind would be passed by without a word.
    let url = url
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"));
    let url = url.ok_or_else(Error::bad_proxy)?;
    let private = base_url::is_private(&url);
    let proxy = reqwest::Proxy::all(url)
        .map_err(|error| Error::bad_proxy().caused_by(error.without_url()))?;
    Ok((proxy, private))
}

/// Shows neither the key nor what may hold secrets.
impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("base_url", &self.base_url.as_deref().map(base_url::shown))
            .field("has_key", &self.key.is_some())
            .field("timeouts", &self.timeouts)
            .field("retry", &self.retry)
            .finish_non_exhaustive()
    }
}
