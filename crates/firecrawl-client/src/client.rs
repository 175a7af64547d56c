//! The client: where it sends, and with which key.

use std::env::{self, VarError};
use std::time::Duration;

use firecrawl_api::Hook;

use crate::authorize::Authorize;
use crate::base_url;
use crate::error::ConfigError;
use crate::key::Key;

/// The address of the cloud service.
const CLOUD: &str = "https://api.firecrawl.dev";

/// How long a connection may take; an answer may take as long as the server needs.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// Calls the Firecrawl API.
///
/// Cheap to clone: clones share one pool of connections. `Debug` shows no key.
#[derive(Clone, Debug)]
pub struct Client {
    api: firecrawl_api::Client,
}

impl Client {
    /// Makes a client for the cloud service with an API key.
    ///
    /// # Errors
    ///
    /// If the key is empty or has characters that no key has.
    pub fn new(key: impl AsRef<str>) -> Result<Self, ConfigError> {
        Self::build(CLOUD, Some(key.as_ref()))
    }

    /// Makes a client for a server at another address, with or without a key.
    ///
    /// The address may end in `/v2`, in a slash, in both or in neither. Without
    /// a key no `Authorization` header is sent.
    ///
    /// # Errors
    ///
    /// If the address is no URL of `http` or `https`, if the key cannot be one,
    /// or if the key would travel over plain `http` to another machine.
    pub fn with_base_url(base_url: &str, key: Option<&str>) -> Result<Self, ConfigError> {
        Self::build(base_url, key)
    }

    /// Makes a client from `FIRECRAWL_API_KEY` and `FIRECRAWL_API_URL`.
    ///
    /// Without the first it sends no key; without the second it calls the cloud.
    ///
    /// # Errors
    ///
    /// As [`with_base_url`](Self::with_base_url), and if a variable is not Unicode.
    pub fn from_env() -> Result<Self, ConfigError> {
        let base_url = variable("FIRECRAWL_API_URL")?;
        let key = variable("FIRECRAWL_API_KEY")?;
        Self::build(base_url.as_deref().unwrap_or(CLOUD), key.as_deref())
    }

    /// The generated operations, such as `GET /batch/scrape/{id}/errors`.
    ///
    /// ```no_run
    /// # async fn run(client: &firecrawl_client::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let report = client.api().get_batch_scrape_errors("the id of a batch").await?;
    /// for failed in report.errors.iter().flatten() {
    ///     println!("{:?}: {:?}", failed.url, failed.error);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn api(&self) -> &firecrawl_api::Client {
        &self.api
    }

    fn build(base_url: &str, key: Option<&str>) -> Result<Self, ConfigError> {
        let root = base_url::api_root(base_url)?;
        let key = key.map(Key::parse).transpose()?;
        if key.is_some() && !base_url::is_private(&root) {
            return Err(ConfigError::plain_http(&root));
        }
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            // A redirect could carry the request to another origin.
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(ConfigError::http_client)?;
        let hook = Hook::new(Authorize::new(root.clone(), key));
        Ok(Self {
            api: firecrawl_api::Client::new_with_client(root.as_str(), http, hook),
        })
    }
}

fn variable(name: &'static str) -> Result<Option<String>, ConfigError> {
    match env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(ConfigError::not_unicode(name)),
    }
}
