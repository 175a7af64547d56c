//! Choosing how a server starts.

use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use super::local_server::{LocalServer, StartError};
use crate::settings::Settings;

/// Chooses how a server starts.
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until it is started"]
pub struct Builder {
    settings: Settings,
}

impl Builder {
    /// The port to listen at; a free one unless told otherwise.
    pub fn port(mut self, port: u16) -> Self {
        self.settings.port = port;
        self
    }

    /// The address to listen at; `127.0.0.1` unless told otherwise.
    pub fn host(mut self, host: IpAddr) -> Self {
        self.settings.host = host;
        self
    }

    /// Accepts these keys only, as the cloud does; without this, any key and none at all.
    pub fn keys<K: Into<String>>(mut self, keys: impl IntoIterator<Item = K>) -> Self {
        self.settings.keys = Some(keys.into_iter().map(Into::into).collect());
        self
    }

    /// How many documents a status page holds at most; 100 unless told otherwise.
    pub fn page_documents(mut self, count: usize) -> Self {
        self.settings.page_documents = count.max(1);
        self
    }

    /// How many bytes of documents a status page holds at most; 10 MiB unless told otherwise.
    ///
    /// A document that is larger comes alone.
    pub fn page_bytes(mut self, bytes: usize) -> Self {
        self.settings.page_bytes = bytes;
        self
    }

    /// How many bytes of a fetched page are read at most; 50 MiB unless told otherwise.
    pub fn page_limit(mut self, bytes: usize) -> Self {
        self.settings.page_limit = bytes;
        self
    }

    /// How long results are kept after a job has ended; a day unless told otherwise.
    pub fn expiry(mut self, time: Duration) -> Self {
        self.settings.expiry = time;
        self
    }

    /// Lets batches ask robots.txt, so that their errors have `robotsBlocked`.
    ///
    /// Unless told otherwise only crawls do, as on the recorded server.
    pub fn batch_robots(mut self, ask: bool) -> Self {
        self.settings.batch_robots = ask;
        self
    }

    /// Signs webhooks with this secret; without it they are not signed.
    pub fn webhook_secret(mut self, secret: impl Into<String>) -> Self {
        self.settings.webhook_secret = Some(secret.into());
        self
    }

    /// The waits before each repeated delivery of a webhook; none unless told otherwise.
    pub fn webhook_retries(mut self, waits: impl IntoIterator<Item = Duration>) -> Self {
        self.settings.webhook_retries = waits.into_iter().collect();
        self
    }

    /// Where a host name of pages is found, in place of a look-up; for several names request it again.
    pub fn resolve(mut self, host: impl Into<String>, address: SocketAddr) -> Self {
        self.settings.resolve.push((host.into(), address));
        self
    }

    /// Serves the bundled demo site too; [`LocalServer::demo_url`] tells where.
    pub fn demo_site(mut self) -> Self {
        self.settings.demo = true;
        self
    }

    /// Whether requests are logged to standard error; they are not unless told otherwise.
    pub fn log(mut self, log: bool) -> Self {
        self.settings.log = log;
        self
    }

    /// Starts the server on the current tokio runtime.
    ///
    /// # Errors
    /// If the address or port cannot be listened at.
    pub async fn start(self) -> Result<LocalServer, StartError> {
        LocalServer::start(self.settings).await
    }
}
