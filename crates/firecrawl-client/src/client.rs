//! The client.

use std::fmt;
use std::sync::Arc;

use api_transport::{Error, Prepared, Response, ResponseBody};

use crate::builder::ClientBuilder;
use crate::environment;
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
    /// The variables are those of [`builder_from_env`](Self::builder_from_env).
    ///
    /// # Errors
    ///
    /// As [`builder_from_env`](Self::builder_from_env) and [`ClientBuilder::build`].
    pub fn from_env() -> Result<Self, Error> {
        Self::builder_from_env()?.build()
    }

    /// Returns the settings of a client for the cloud without a key.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Returns the settings that the environment has, for others to be added.
    ///
    /// | Variable | |
    /// |---|---|
    /// | `FIRECRAWL_API_KEY` | the key; none is sent without it |
    /// | `FIRECRAWL_API_URL` | the base URL; the cloud without it |
    /// | `FIRECRAWL_ALLOW_HTTP` | `1` or `true` lets the key travel over plain `http`, to a server on a private network |
    ///
    /// An empty `FIRECRAWL_API_KEY` counts as unset for a server of your own. For the cloud it is an error
    /// of [`build`](ClientBuilder::build), and so is an empty `FIRECRAWL_API_URL`: if one got lost,
    /// calls would silently be made without a key, or to another server.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if a variable is not Unicode, or if
    /// `FIRECRAWL_ALLOW_HTTP` has another value.
    ///
    /// ```no_run
    /// # fn main() -> Result<(), firecrawl_client::Error> {
    /// use std::time::Duration;
    ///
    /// let client = firecrawl_client::Client::builder_from_env()?
    ///     .first_byte_timeout(Duration::from_secs(60))
    ///     .build()?;
    /// # let _ = client;
    /// # Ok(())
    /// # }
    /// ```
    pub fn builder_from_env() -> Result<ClientBuilder, Error> {
        environment::builder(environment::variable)
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
    pub(crate) fn send<T: ResponseBody>(
        &self,
        prepare: impl FnOnce(&firecrawl_api::Client) -> Result<Prepared<T>, Error>,
    ) -> impl Future<Output = Result<Response<T::Value>, Error>> + Send {
        self.transport.send(prepare(&self.api))
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
