//! The client: where it sends, with which key, and how patiently.

use std::env::{self, VarError};
use std::fmt;
use std::sync::Arc;

use reqwest::header::HeaderMap;
use url::Url;

use crate::builder::ClientBuilder;
use crate::connections::Connections;
use crate::error::Error;
use crate::key::Key;
use crate::options::CallOptions;
use crate::retry::{Budget, Clock, Jitter, RetryPolicy};
use crate::timeouts::Timeouts;

/// Calls the Firecrawl API.
///
/// Cheap to clone: clones share connections and the retry budget. `Debug`
/// shows no key. Its calls need a tokio runtime; without one
/// they are an error of the kind [`Config`](crate::ErrorKind::Config).
///
/// ```no_run
/// # async fn run() -> Result<(), firecrawl_client::Error> {
/// let client = firecrawl_client::Client::from_env()?;
/// let page = client.scrape("https://example.com").await?;
/// println!("{}", page.markdown.as_deref().unwrap_or_default());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) options: Arc<CallOptions>,
}

/// What all clones of a client share.
pub(crate) struct Shared {
    pub connections: Arc<Connections>,
    /// The API root without a slash at its end, such as `https://api.firecrawl.dev/v2`.
    pub root: Url,
    /// Makes the requests of the operations below it.
    pub api: firecrawl_api::Client,
    pub key: Option<Key>,
    pub headers: HeaderMap,
    pub timeouts: Timeouts,
    pub retry: RetryPolicy,
    pub budget: Budget,
    pub body_limit: usize,
    pub clock: Arc<dyn Clock>,
    pub jitter: Jitter,
    #[cfg(feature = "drift-report")]
    pub drift: crate::drift::Log,
}

impl Client {
    /// Makes a client for the cloud service with an API key.
    ///
    /// # Errors
    ///
    /// If the key is empty or has characters that no key has.
    pub fn new(key: impl Into<String>) -> Result<Self, Error> {
        Self::builder().key(key).build()
    }

    /// Makes a client from `FIRECRAWL_API_KEY` and `FIRECRAWL_API_URL`.
    ///
    /// Without the first it sends no key; without the second it calls the cloud.
    /// One that is set and empty is an error: a key that was lost on the way
    /// would make a paying user one without a key.
    ///
    /// # Errors
    ///
    /// As [`ClientBuilder::build`], and if a variable is not Unicode.
    pub fn from_env() -> Result<Self, Error> {
        let mut builder = Self::builder();
        if let Some(base_url) = variable("FIRECRAWL_API_URL")? {
            builder = builder.base_url(base_url);
        }
        if let Some(key) = variable("FIRECRAWL_API_KEY")? {
            builder = builder.key(key);
        }
        builder.build()
    }

    /// Starts with the settings of a client for the cloud without a key.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// The same client with other options for its calls.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::CallOptions;
    ///
    /// let raw = CallOptions::new().keep_body(true);
    /// let page = client.with_options(raw).scrape("https://example.com").await?;
    /// println!("{} bytes", page.body().map_or(0, |body| body.len()));
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            options: Arc::new(options),
        }
    }

    /// The API root, such as `https://api.firecrawl.dev/v2`.
    pub fn api_root(&self) -> &str {
        self.shared.root.as_str()
    }

    /// Whether calls carry a key.
    pub fn has_key(&self) -> bool {
        self.shared.key.is_some()
    }

    /// Where answers were not as the contract says, and how often, sorted.
    ///
    /// Counted for all clones of this client, as
    /// [`ClientBuilder::on_drift`](crate::ClientBuilder::on_drift) says, of
    /// the first 1,000 places. Empty if nobody was to be told.
    #[cfg(feature = "drift-report")]
    pub fn drifts(&self) -> Vec<crate::Drift> {
        self.shared.drift.drifts()
    }

    /// The same client with a fresh idempotency key for each start.
    pub(crate) fn with_fresh_keys(&self) -> Self {
        self.with_options(CallOptions::clone(&self.options).without_key())
    }

    /// The same client for the calls that follow a start: its key and its extra
    /// fields were for the request that began the job.
    pub(crate) fn after_start(&self) -> Self {
        let mut options = CallOptions::clone(&self.options).without_key();
        options.body_fields.clear();
        self.with_options(options)
    }

    pub(crate) fn from_shared(shared: Shared) -> Self {
        Self {
            shared: Arc::new(shared),
            options: Arc::default(),
        }
    }

    /// The key itself, to take it out of texts of others.
    pub(crate) fn key_text(&self) -> Option<&str> {
        self.shared.key.as_ref()?.text()
    }

    /// The policy of the calls of this clone.
    pub(crate) fn retry(&self) -> &RetryPolicy {
        self.options.retry.as_ref().unwrap_or(&self.shared.retry)
    }
}

fn variable(name: &'static str) -> Result<Option<String>, Error> {
    match env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Error::not_unicode(name)),
    }
}

/// Shows where it sends and whether there is a key, never the key.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api_root", &self.api_root())
            .field("has_key", &self.has_key())
            .field("timeouts", &self.shared.timeouts)
            .field("retry", self.retry())
            .finish_non_exhaustive()
    }
}
