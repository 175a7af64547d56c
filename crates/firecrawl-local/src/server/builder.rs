//! The options of a server.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use super::local_server::{LocalServer, StartError};
use crate::settings::Settings;

/// Sets the options of a server and starts it.
///
/// ```
/// use std::time::Duration;
///
/// use firecrawl_local::LocalServer;
///
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = LocalServer::builder()
///     .keys(["fc-test"])
///     .page_documents(2)
///     .expiry(Duration::from_secs(60))
///     .start()
///     .await?;
/// assert!(server.base_url().starts_with("http://127.0.0.1:"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it is started"]
pub struct Builder {
    settings: Settings,
}

impl Builder {
    /// Sets the port to listen on; by default a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.settings.port = port;
        self
    }

    /// Sets the address to listen on; by default `127.0.0.1`.
    pub fn host(mut self, host: IpAddr) -> Self {
        self.settings.host = host;
        self
    }

    /// Accepts only these keys, like the cloud; by default any key is accepted, and none is needed.
    pub fn keys<K: Into<String>>(mut self, keys: impl IntoIterator<Item = K>) -> Self {
        self.settings.keys = Some(keys.into_iter().map(Into::into).collect());
        self
    }

    /// Limits the number of documents on a status page; 100 by default.
    pub fn page_documents(mut self, count: usize) -> Self {
        self.settings.page_documents = count.max(1);
        self
    }

    /// Limits the bytes of documents on a status page; 10 MiB by default.
    ///
    /// A larger document is alone on its page.
    pub fn page_bytes(mut self, bytes: usize) -> Self {
        self.settings.page_bytes = bytes;
        self
    }

    /// Limits the bytes that are read of a fetched page; 50 MiB by default.
    pub fn page_limit(mut self, bytes: usize) -> Self {
        self.settings.page_limit = bytes;
        self
    }

    /// Sets the time that results are kept after a job has ended; a day by default.
    pub fn expiry(mut self, time: Duration) -> Self {
        self.settings.expiry = time;
        self
    }

    /// Lets batches obey robots.txt, so that their errors have `robotsBlocked`.
    ///
    /// By default only crawls do, as on the recorded server.
    pub fn batch_robots(mut self, obey: bool) -> Self {
        self.settings.batch_robots = obey;
        self
    }

    /// Signs webhooks with this secret; by default they are not signed.
    pub fn webhook_secret(mut self, secret: impl Into<String>) -> Self {
        self.settings.webhook_secret = Some(secret.into());
        self
    }

    /// Sets the wait before each retry of a webhook; by default there are no retries.
    pub fn webhook_retries(mut self, waits: impl IntoIterator<Item = Duration>) -> Self {
        self.settings.webhook_retries = waits.into_iter().collect();
        self
    }

    /// Resolves a host name of fetched pages to this address; call it again for further names.
    pub fn resolve(mut self, host: impl Into<String>, address: SocketAddr) -> Self {
        self.settings.resolve.push((host.into(), address));
        self
    }

    /// Also serves the bundled demo site, at [`LocalServer::demo_url`].
    pub fn demo_site(mut self) -> Self {
        self.settings.demo = true;
        self
    }

    /// Logs requests to standard error; by default they are not logged.
    pub fn log(mut self, log: bool) -> Self {
        self.settings.log = log;
        self
    }

    /// Starts the server on the current tokio runtime.
    ///
    /// # Errors
    /// If the server cannot listen on the address or port.
    pub async fn start(self) -> Result<LocalServer, StartError> {
        LocalServer::start(self.settings).await
    }
}
