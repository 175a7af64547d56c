//! The options that the user of a server can choose.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

/// The settings of one server.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address to listen on.
    pub host: IpAddr,
    /// The port; 0 picks a free one.
    pub port: u16,
    /// The accepted keys; `None` accepts any well-formed key, and requests without one, like a
    /// self-hosted server.
    pub keys: Option<Vec<String>>,
    /// The maximum number of documents on a status page.
    pub page_documents: usize,
    /// The maximum bytes of documents on a status page; a larger document is alone on its page.
    pub page_bytes: usize,
    /// The time that results are kept after a job has ended.
    pub expiry: Duration,
    /// The secret that signs webhooks; without it they are not signed.
    pub webhook_secret: Option<String>,
    /// The wait before each retry of a webhook; empty sends once.
    pub webhook_retries: Vec<Duration>,
    /// The addresses of host names that are not looked up.
    pub resolve: Vec<(String, SocketAddr)>,
    /// The maximum bytes that are read of a page.
    pub page_limit: usize,
    /// `true` if batches obey robots.txt, as crawls do; those of the recorded server do not.
    pub batch_robots: bool,
    /// `true` if the bundled demo site is also served, on a port of its own.
    pub demo: bool,
    /// `true` if requests are logged to standard error.
    pub log: bool,
}

impl Default for Settings {
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
            demo: false,
            log: false,
        }
    }
}
