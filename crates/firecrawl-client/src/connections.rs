//! Connections: those that are shared, and those of one request alone.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use reqwest::{Client as Http, Proxy};

use crate::error::Error;
use crate::timeouts::Timeouts;
use crate::tls::Tls;

/// How long an unused connection is kept; the server closes it after 5 s.
const IDLE: Duration = Duration::from_secs(4);

/// How exactly it is known when the last answer came, in milliseconds.
const EXACT_MS: u64 = 100;

/// The connections of a client and its clones.
pub(crate) struct Connections {
    shared: Http,
    /// What makes a client without shared connections; `None` where the client was handed in.
    recipe: Option<Recipe>,
    /// Made when it is needed first: most programs need none.
    single: OnceLock<Http>,
    started: Instant,
    /// When an answer came last, in milliseconds after the start and one more; 0 is never.
    answered: AtomicU64,
}

/// How connections are made.
#[derive(Clone)]
pub(crate) struct Recipe {
    pub timeouts: Timeouts,
    pub tls: Tls,
    pub proxy: Option<Proxy>,
    /// Whether the environment's proxies are left alone.
    pub direct: bool,
}

impl Connections {
    /// Connections of our own.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up.
    pub fn new(recipe: Recipe) -> Result<Self, Error> {
        let shared = recipe.client(true).map_err(Error::http_client)?;
        Ok(Self::with(shared, Some(recipe)))
    }

    /// The connections of a client that was handed in.
    pub fn handed_in(client: Http) -> Self {
        Self::with(client, None)
    }

    fn with(shared: Http, recipe: Option<Recipe>) -> Self {
        Self {
            shared,
            recipe,
            single: OnceLock::new(),
            started: Instant::now(),
            answered: AtomicU64::new(0),
        }
    }

    /// Sends over connections that were used before, if there are any.
    pub fn shared(&self) -> &Http {
        &self.shared
    }

    /// Sends each request over a connection of its own.
    pub fn single(&self) -> &Http {
        match &self.recipe {
            None => &self.shared,
            Some(recipe) => self.single.get_or_init(|| {
                // What could be made once can be made twice.
                recipe.client(false).unwrap_or_else(|_| self.shared.clone())
            }),
        }
    }

    /// Whether a request that is sent now may meet a connection that was used before.
    pub fn may_be_used(&self) -> bool {
        match self.answered.load(Ordering::Relaxed) {
            0 => false,
            last => self.now().saturating_sub(last) <= millis(IDLE) + EXACT_MS,
        }
    }

    /// The same without a memory of answers; TLS is not set up again.
    #[cfg(test)]
    pub fn anew(&self) -> Self {
        let anew = Self::with(self.shared.clone(), self.recipe.clone());
        anew.single.get_or_init(|| self.single().clone());
        anew
    }

    /// Notes that an answer came.
    pub fn answered(&self) {
        let (now, last) = (self.now(), self.answered.load(Ordering::Relaxed));
        // Written by every call, it would go from core to core on each.
        if last == 0 || now.saturating_sub(last) > EXACT_MS {
            self.answered.store(now, Ordering::Relaxed);
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
            .connect_timeout(self.timeouts.connect)
            .pool_idle_timeout(IDLE)
            // A redirect could carry the request to another origin.
            .redirect(reqwest::redirect::Policy::none());
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
