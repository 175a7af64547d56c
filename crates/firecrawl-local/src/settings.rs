//! The options that the user of a server can choose.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

use crate::server::{LocalServer, StartError};

/// The settings of a running server.
pub type Settings = Builder;

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
#[derive(Clone)]
#[must_use = "a builder does nothing until it is started"]
pub struct Builder {
    /// The address to listen on.
    pub(crate) host: IpAddr,
    /// The port; 0 picks a free one.
    pub(crate) port: u16,
    /// The accepted keys; `None` accepts any well-formed key, and requests without one, like a
    /// self-hosted server.
    pub(crate) keys: Option<Vec<String>>,
    /// The maximum number of documents on a status page.
    pub(crate) page_documents: usize,
    /// The maximum bytes of documents on a status page; a larger document is alone on its page.
    pub(crate) page_bytes: usize,
    /// The time that results are kept after a job has ended.
    pub(crate) expiry: Duration,
    /// The secret that signs webhooks; without it they are not signed.
    pub(crate) webhook_secret: Option<String>,
    /// The wait before each retry of a webhook; empty sends once.
    pub(crate) webhook_retries: Vec<Duration>,
    /// The addresses of host names that are not looked up.
    pub(crate) resolve: Vec<(String, SocketAddr)>,
    /// The maximum bytes that are read of a page.
    pub(crate) page_limit: usize,
    /// `true` if batches obey robots.txt, as crawls do; those of the recorded server do not.
    pub(crate) batch_robots: bool,
    /// The time that each page of a job takes at least, one after the other.
    pub(crate) pace: Option<Duration>,
    /// `true` if the bodies of monitors may have `origin`.
    pub(crate) monitor_origin: bool,
    /// `true` if nothing is fetched from private addresses.
    pub(crate) public_only: bool,
    /// The names under which clients may address the server, beside its addresses.
    pub(crate) host_names: Vec<String>,
    /// `true` if the bundled demo site is also served, on a port of its own.
    pub(crate) demo: bool,
    /// `true` if the demo site is served under every host name.
    pub(crate) demo_hosts: bool,
    /// The folder with the pages of sites.
    pub(crate) pages: Option<PathBuf>,
    /// `true` if requests are logged to standard error.
    pub(crate) log: bool,
}

/// Shows neither the keys nor the secret.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("keys", &self.keys.as_ref().map(Vec::len))
            .field("is_signing", &self.webhook_secret.is_some())
            .field("host_names", &self.host_names)
            .finish_non_exhaustive()
    }
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            host: IpAddr::V4(Ipv4Addr::LOCALHOST),
            port: 0,
            keys: None,
            page_documents: 100,
            page_bytes: 10 * 1024 * 1024,
            expiry: Duration::from_secs(24 * 60 * 60),
            webhook_secret: None,
            webhook_retries: Vec::new(),
            resolve: Vec::new(),
            page_limit: 50 * 1024 * 1024,
            batch_robots: false,
            pace: None,
            monitor_origin: false,
            public_only: false,
            host_names: Vec::new(),
            demo: false,
            demo_hosts: false,
            pages: None,
            log: false,
        }
    }
}

impl Builder {
    /// Sets the port to listen on; by default a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Sets the address to listen on; by default `127.0.0.1`.
    pub fn host(mut self, host: IpAddr) -> Self {
        self.host = host;
        self
    }

    /// Accepts only these keys, like the cloud; by default any key is accepted, and none is needed.
    pub fn keys<K: Into<String>>(mut self, keys: impl IntoIterator<Item = K>) -> Self {
        self.keys = Some(keys.into_iter().map(Into::into).collect());
        self
    }

    /// Limits the number of documents on a status page; 100 by default.
    pub fn page_documents(mut self, count: usize) -> Self {
        self.page_documents = count.max(1);
        self
    }

    /// Limits the bytes of documents on a status page; 10 MiB by default.
    ///
    /// A larger document is alone on its page.
    pub fn page_bytes(mut self, bytes: usize) -> Self {
        self.page_bytes = bytes;
        self
    }

    /// Limits the bytes that are read of a fetched page; 50 MiB by default.
    pub fn page_limit(mut self, bytes: usize) -> Self {
        self.page_limit = bytes;
        self
    }

    /// Sets the time that results are kept after a job has ended; a day by default.
    pub fn expiry(mut self, time: Duration) -> Self {
        self.expiry = time;
        self
    }

    /// Lets batches obey robots.txt, so that their errors have `robotsBlocked`.
    ///
    /// By default only crawls do, as on the recorded server.
    pub fn batch_robots(mut self, obey: bool) -> Self {
        self.batch_robots = obey;
        self
    }

    /// Signs webhooks with this secret; by default they are not signed.
    pub fn webhook_secret(mut self, secret: impl Into<String>) -> Self {
        self.webhook_secret = Some(secret.into());
        self
    }

    /// Sets the wait before each retry of a webhook; by default there are no retries.
    pub fn webhook_retries(mut self, waits: impl IntoIterator<Item = Duration>) -> Self {
        self.webhook_retries = waits.into_iter().collect();
        self
    }

    /// Resolves a host name of fetched pages to this address; call it again for further names.
    pub fn resolve(mut self, host: impl Into<String>, address: SocketAddr) -> Self {
        self.resolve.push((host.into(), address));
        self
    }

    /// Slows jobs down: the pages of a crawl or batch come one at a time, each after this time, and
    /// extracts and agent runs last as long.
    ///
    /// By default they are as fast as they can be, so that a test hardly sees one in progress.
    pub fn pace(mut self, time: Duration) -> Self {
        self.pace = Some(time);
        self
    }

    /// Accepts `origin` in the bodies of monitors.
    ///
    /// By default it is an unknown field there, as some official clients expect; others send it.
    pub fn monitor_origin(mut self, accept: bool) -> Self {
        self.monitor_origin = accept;
        self
    }

    /// Fetches nothing from addresses of this machine and of private networks, and sends no webhook
    /// to them.
    ///
    /// By default every address is fetched that a request names. Addresses that were given with
    /// [`resolve`](Self::resolve) are always fetched.
    pub fn public_only(mut self, only: bool) -> Self {
        self.public_only = only;
        self
    }

    /// Accepts requests to this host name; call it again for further names.
    ///
    /// IP addresses, names without a dot such as `localhost`, and names that no public domain can
    /// have, such as `server.test`, are always accepted. A request with another `Host` is rejected,
    /// since a web page could send it by changing what its own name resolves to.
    pub fn host_name(mut self, name: impl Into<String>) -> Self {
        self.host_names.push(name.into());
        self
    }

    /// Also serves the bundled demo site, at [`LocalServer::demo_url`]: on the port after the server's, if it
    /// was given one and the next is free.
    pub fn demo_site(mut self) -> Self {
        self.demo = true;
        self
    }

    /// Serves the pages of the demo site under every host name, such as `https://example.com/tea-room`,
    /// so that nothing is fetched from other machines.
    ///
    /// Pages that were put on the server and names that were given with [`resolve`](Self::resolve) are
    /// still their own, as are IP addresses and names without a dot; names that end in `.invalid`
    /// still do not exist.
    ///
    /// ```
    /// use firecrawl_local::LocalServer;
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = LocalServer::builder().demo_hosts().start().await?;
    /// let response = reqwest::Client::new()
    ///     .post(format!("{}/v2/scrape", server.base_url()))
    ///     .header("content-type", "application/json")
    ///     .body(r#"{"url": "https://example.com/tea-room"}"#)
    ///     .send()
    ///     .await?
    ///     .text()
    ///     .await?;
    /// assert!(response.contains("The tea room"));
    /// # Ok(())
    /// # }
    /// ```
    pub fn demo_hosts(mut self) -> Self {
        self.demo_hosts = true;
        self
    }

    /// Serves the files of a folder as the pages of sites: `shop.example.com/tea.html` in it is both
    /// `https://shop.example.com/tea` and `/tea.html`, and `index.html` is the page of its folder.
    ///
    /// All other pages of a host with a folder are missing, and nothing is fetched from it. The query
    /// of a URL makes no difference. Files are read for each request, so they can change meanwhile.
    pub fn pages(mut self, folder: impl Into<PathBuf>) -> Self {
        self.pages = Some(folder.into());
        self
    }

    /// Logs requests to standard error; by default they are not logged.
    pub fn log(mut self, log: bool) -> Self {
        self.log = log;
        self
    }

    /// Starts the server on the current tokio runtime.
    ///
    /// # Errors
    /// If the server cannot listen on the address or port.
    pub async fn start(self) -> Result<LocalServer, StartError> {
        LocalServer::start(self).await
    }
}
