//! The client.

use std::env::{self, VarError};
use std::fmt;
use std::sync::Arc;

use api_transport::{Error, ErrorKind, Prepared, Response, ResponseBody};

use crate::builder::ClientBuilder;
use crate::jobs::StartHook;
use crate::profile::PROFILE;

/// A client of the Firecrawl API.
///
/// Cheap to clone: clones share connections, the pace of requests and the retry
/// budget. `Debug` does not show the key. Its calls need a tokio runtime; without
/// one they are an error of the kind [`Config`](crate::ErrorKind::Config).
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
    pub(crate) transport: api_transport::Client,
    pub(crate) api: Arc<firecrawl_api::Client>,
    pub(crate) on_started: StartHook,
}

impl Client {
    /// Creates a client for the cloud service with an API key.
    ///
    /// # Errors
    ///
    /// If the key is empty or has characters that no key has.
    pub fn new(key: impl Into<String>) -> Result<Self, Error> {
        Self::builder().key(key).build()
    }

    /// Creates a client from `FIRECRAWL_API_KEY` and `FIRECRAWL_API_URL`.
    ///
    /// Without the first it sends no key; without the second it calls the cloud.
    /// A variable that is set and empty is an error: if the key got lost, calls
    /// would silently be made without one.
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

    /// Returns the settings of a client for the cloud without a key.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    pub(crate) fn with_transport(transport: api_transport::Client) -> Self {
        Self {
            api: Arc::new(firecrawl_api::Client::new(transport.root().clone())),
            transport,
            on_started: StartHook::default(),
        }
    }

    /// Returns the generated client, which prepares requests.
    pub(crate) fn api(&self) -> &firecrawl_api::Client {
        &self.api
    }

    /// Sends the request that the generated client prepares, and returns the value of the response.
    pub(crate) async fn send<T: ResponseBody>(
        &self,
        prepare: impl FnOnce(&firecrawl_api::Client) -> Result<Prepared<T>, Error>,
    ) -> Result<Response<T::Value>, Error> {
        self.transport.send(prepare(&self.api)).await
    }

    /// Returns the same client with a fresh idempotency key for each start.
    pub(crate) fn with_fresh_keys(&self) -> Self {
        let options = self.transport.options().clone();
        self.with_options(options.without_idempotency_key(PROFILE.idempotency_header))
    }

    /// Returns the same client for the calls that follow a start: its idempotency key and
    /// its extra fields were for the request that began the job.
    pub(crate) fn after_start(&self) -> Self {
        let options = self.transport.options().clone();
        let options = options.without_idempotency_key(PROFILE.idempotency_header);
        self.with_options(options.without_body_fields())
    }
}

fn variable(name: &'static str) -> Result<Option<String>, Error> {
    match env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(Error::new(
            ErrorKind::Config,
            format!("the variable {name} is not Unicode; set it again"),
        )),
    }
}

/// Shows where it sends and whether there is a key, never the key.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("api_root", &self.api_root())
            .field("has_key", &self.has_key())
            .field("timeouts", self.transport.timeouts())
            .field("retry", self.transport.retry())
            .finish_non_exhaustive()
    }
}
