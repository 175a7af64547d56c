//! Connections: shared ones, and those of a single request.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use reqwest::{Client as Http, Proxy};

use crate::error::Error;
use crate::tls::Tls;

/// The time for which an idle connection is kept; servers commonly close it after 5 s.
const IDLE: Duration = Duration::from_secs(4);

/// The precision of the time of the last response, in milliseconds.
const PRECISION_MS: u64 = 100;

/// The connections of a client and its clones.
pub(crate) struct Connections {
    shared: Http,
    /// Creates a client without shared connections; `None` where the client was handed in.
    recipe: Option<Recipe>,
    /// Created at its first use: most programs need none.
    single: OnceLock<Http>,
    started: Instant,
    /// The time of the last response, in milliseconds after the start plus one; 0 is never.
    last_response: AtomicU64,
}

/// The settings of connections.
pub(crate) struct Recipe {
    pub connect_timeout: Duration,
    pub tls: Tls,
    pub proxy: Option<Proxy>,
    /// True if the proxies of the environment are ignored.
    pub direct: bool,
}

impl Connections {
    /// Creates connections.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up.
    pub fn new(recipe: Recipe) -> Result<Self, Error> {
        let shared = recipe.client(true).map_err(|source| {
            let message = "the HTTP client cannot be created; see the cause";
            Error::config(message).caused_by(source.without_url())
        })?;
        Ok(Self::with(shared, Some(recipe)))
    }

    /// Wraps a client that was handed in.
    pub fn handed_in(client: Http) -> Self {
        Self::with(client, None)
    }

    fn with(shared: Http, recipe: Option<Recipe>) -> Self {
        Self {
            shared,
            recipe,
            single: OnceLock::new(),
            started: Instant::now(),
            last_response: AtomicU64::new(0),
        }
    }

    /// Returns the client that reuses connections.
    pub fn shared(&self) -> &Http {
        &self.shared
    }

    /// Returns the client that opens a connection for each request.
    pub fn single(&self) -> &Http {
        match &self.recipe {
            None => &self.shared,
            Some(recipe) => self.single.get_or_init(|| {
                // It was created once with the same settings.
                recipe.client(false).unwrap_or_else(|_| self.shared.clone())
            }),
        }
    }

    /// Returns whether a request that is sent now may reuse a connection.
    pub fn may_be_reused(&self) -> bool {
        match self.last_response.load(Ordering::Relaxed) {
            0 => false,
            last => self.now().saturating_sub(last) <= millis(IDLE) + PRECISION_MS,
        }
    }

    /// Notes a response.
    pub fn note_response(&self) {
        let (now, last) = (self.now(), self.last_response.load(Ordering::Relaxed));
        // If every call wrote it, it would move between cores on each.
        if last == 0 || now.saturating_sub(last) > PRECISION_MS {
            self.last_response.store(now, Ordering::Relaxed);
        }
    }

    fn now(&self) -> u64 {
        millis(self.started.elapsed()).saturating_add(1)
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

impl Recipe {
    fn client(&self, shared: bool) -> reqwest::Result<Http> {
        let mut builder = Http::builder()
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(IDLE)
            // A redirect could carry the request to another origin.
            .redirect(reqwest::redirect::Policy::none())
            // It would copy each request to retry it, which the client does itself.
            .retry(reqwest::retry::never().max_retries_per_request(0));
        if !shared {
            builder = builder.pool_max_idle_per_host(0);
        }
        builder = match &self.proxy {
            Some(proxy) => builder.proxy(proxy.clone()),
            None if self.direct => builder.no_proxy(),
            None => builder,
        };
        self.tls.apply(builder).build()
    }
}
