//! What whoever starts a server can choose.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::Duration;

/// The settings of one server.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The address to listen at.
    pub host: IpAddr,
    /// The port; 0 takes a free one.
    pub port: u16,
    /// The accepted keys; `None` accepts any well-formed key and none at all, as a self-hosted server does.
    pub keys: Option<Vec<String>>,
    /// How many documents a status page holds at most.
    pub page_documents: usize,
    /// How many bytes of documents a status page holds at most; one larger document comes alone.
    pub page_bytes: usize,
    /// How long results are kept after a job has ended.
    pub expiry: Duration,
    /// The secret that signs webhooks; without one they are not signed.
    pub webhook_secret: Option<String>,
    /// The waits before each repeated delivery of a webhook; empty sends once.
    pub webhook_retries: Vec<Duration>,
    /// Addresses for host names that the engine is not to look up.
    pub resolve: Vec<(String, SocketAddr)>,
    /// How many bytes of a page the engine reads at most.
    pub page_limit: usize,
    /// Whether batches ask robots.txt, as crawls do; the recorded server's batches do not.
    pub batch_robots: bool,
    /// Whether the bundled demo site is served too, at a port of its own.
    pub demo: bool,
    /// Whether requests are logged to standard error.
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
