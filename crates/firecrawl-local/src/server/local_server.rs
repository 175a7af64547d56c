//! A running server.

use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use url::Url;

use super::connections;
use super::recorder::RecordedRequest;
use crate::coverage::Coverage;
use crate::demo::DemoSite;
use crate::engine::is_web;
use crate::faults::QueuedFault;
use crate::jobs;
use crate::request::Request;
use crate::response::Response;
use crate::settings::Builder;
use crate::state::ServerState;
use crate::webhooks::{Deliveries, UnknownWebhookEvent, WebhookEvent};

/// The time that [`LocalServer::shutdown`] waits for requests in flight.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(2);

/// A running server; dropping it stops it.
///
/// ```
/// use firecrawl_local::LocalServer;
///
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = LocalServer::builder().start().await?;
/// let url = format!("{}/v2/crawl/active", server.base_url());
/// assert_eq!(reqwest::get(url).await?.status(), 200);
/// assert_eq!(server.coverage().calls("getActiveCrawls"), 1);
/// # Ok(())
/// # }
/// ```
pub struct LocalServer {
    state: Arc<ServerState>,
    address: SocketAddr,
    base_url: String,
    demo: Option<(String, DemoSite)>,
    accepting: JoinHandle<()>,
}

impl LocalServer {
    /// Returns a builder; without further options the server takes a free port of `127.0.0.1`.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(crate) async fn start(settings: Builder) -> Result<Self, StartError> {
        let wanted = SocketAddr::new(settings.host, settings.port);
        let listener = TcpListener::bind(wanted)
            .await
            .map_err(|error| StartError::new(format!("cannot listen on {wanted}"), error))?;
        let address = listener
            .local_addr()
            .map_err(|error| StartError::new("cannot read the own address", error))?;
        let mut demo = None;
        if settings.demo {
            let site = DemoSite::start_beside(wanted).await;
            let site =
                site.map_err(|error| StartError::new("cannot serve the demo site", error))?;
            demo = Some((site.url(), site));
        }
        let state = Arc::new(ServerState::new(settings));
        jobs::start_sweeper(&state);
        let accepting = tokio::spawn(connections::accept(listener, address, Arc::clone(&state)));
        Ok(Self {
            state,
            address,
            base_url: format!("http://{}", reachable(address)),
            demo,
            accepting,
        })
    }

    /// Returns the base URL for clients, without a slash at its end: `http://127.0.0.1:3002`.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// Returns the address that the server listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns the URL of the demo site, if it is served.
    pub fn demo_url(&self) -> Option<&str> {
        self.demo.as_ref().map(|(url, _)| url.as_str())
    }

    /// Returns the number of webhooks that were delivered, that failed and that were dropped.
    pub fn webhooks(&self) -> Deliveries {
        self.state.webhooks.deliveries()
    }

    /// Creates an event of a webhook for a test, signed with the server's secret if it has one.
    ///
    /// # Errors
    /// If no event has this type.
    pub fn webhook_event(&self, kind: &str) -> Result<WebhookEvent, UnknownWebhookEvent> {
        Ok(WebhookEvent::new(kind)?.with_settings(&self.state.settings))
    }

    /// Returns the operations and request properties that were used so far.
    pub fn coverage(&self) -> Coverage {
        self.state.coverage.lock().clone()
    }

    /// Returns the requests so far, the oldest first: the last 10,000, with up to 64 MiB of bodies.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.state.recorder.requests()
    }

    /// Serves a page to scrapes, crawls and maps from now on, without a web server.
    ///
    /// All other pages of the same scheme, host and port are then missing, with status 404: nothing
    /// is fetched from a site that has such a page.
    ///
    /// ```
    /// use firecrawl_local::LocalServer;
    ///
    /// # #[tokio::main]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = LocalServer::builder().start().await?;
    /// server.page("https://shop.example.com/", "<title>Shop</title><a href=/tea>Tea</a>")?;
    /// server.page("https://shop.example.com/tea", "<h1>Tea</h1>")?;
    ///
    /// let response = reqwest::Client::new()
    ///     .post(format!("{}/v2/map", server.base_url()))
    ///     .header("content-type", "application/json")
    ///     .body(r#"{"url": "https://shop.example.com"}"#)
    ///     .send()
    ///     .await?
    ///     .text()
    ///     .await?;
    /// assert!(response.contains("https://shop.example.com/tea"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// If the URL is not an absolute one of HTTP or HTTPS.
    pub fn page(&self, url: &str, html: impl Into<Bytes>) -> Result<(), InvalidPageUrl> {
        let invalid = || InvalidPageUrl(url.to_owned());
        let parsed = Url::parse(url).ok().filter(is_web).ok_or_else(invalid)?;
        self.state.engine.put_page(parsed, html.into());
        Ok(())
    }

    /// Handles an operation with a stub from now on, in place of the server's own handler.
    ///
    /// The operation is named by its operationId, by the client's method that calls it, such as
    /// `Client::scrape` or `Crawl::status`, or by method and path: `POST /scrape`. Requests that
    /// break the contract do not reach the stub.
    ///
    /// # Errors
    /// If the contract has no such operation.
    pub fn on(
        &self,
        operation: &str,
        stub: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> Result<(), UnknownOperation> {
        let stub = Arc::new(stub);
        self.state.stubs.write().insert(self.id(operation)?, stub);
        Ok(())
    }

    /// Removes the stub of an operation.
    ///
    /// # Errors
    /// If the contract has no such operation.
    pub fn off(&self, operation: &str) -> Result<(), UnknownOperation> {
        self.state.stubs.write().remove(self.id(operation)?);
        Ok(())
    }

    /// Queues a fault for an operation, which is named as for [`LocalServer::on`].
    ///
    /// # Errors
    /// If the contract has no such operation.
    pub fn fault(
        &self,
        operation: &str,
        fault: impl Into<QueuedFault>,
    ) -> Result<(), UnknownOperation> {
        self.state.faults.push(self.id(operation)?, fault);
        Ok(())
    }

    /// Returns the number of faults in the queue of an operation, including one that applies
    /// always.
    ///
    /// # Errors
    /// If the contract has no such operation.
    pub fn faults_left(&self, operation: &str) -> Result<usize, UnknownOperation> {
        Ok(self.state.faults.len(self.id(operation)?))
    }

    /// Removes the faults of an operation.
    ///
    /// # Errors
    /// If the contract has no such operation.
    pub fn clear_faults(&self, operation: &str) -> Result<(), UnknownOperation> {
        self.state.faults.clear(self.id(operation)?);
        Ok(())
    }

    /// Stops the server: closes its connections and ends everything in the background.
    pub async fn shutdown(mut self) {
        self.state.tasks.stop();
        // What is left after this ends with the drop below.
        let _ = timeout(SHUTDOWN_TIMEOUT, &mut self.accepting).await;
    }

    fn id(&self, operation: &str) -> Result<&'static str, UnknownOperation> {
        let known = self.state.contract.operation(operation);
        let known = known.map(|known| known.id.as_str());
        known.ok_or_else(|| UnknownOperation {
            name: operation.to_owned(),
            alike: alike(operation),
        })
    }
}

impl Drop for LocalServer {
    fn drop(&mut self) {
        self.state.tasks.stop();
        self.accepting.abort();
    }
}

impl fmt::Debug for LocalServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalServer")
            .field("base_url", &self.base_url)
            .finish_non_exhaustive()
    }
}

/// Returns the address at which a client on the same machine reaches a listener.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

/// The error of a server that cannot start.
#[derive(Debug)]
pub struct StartError {
    message: String,
    source: std::io::Error,
}

impl StartError {
    fn new(message: impl Into<String>, source: std::io::Error) -> Self {
        let message = message.into();
        Self { message, source }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// The error of a name that is not an operation of the contract.
#[derive(Clone, PartialEq, Eq)]
pub struct UnknownOperation {
    name: String,
    alike: Vec<&'static str>,
}

impl fmt::Display for UnknownOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the contract has no operation {:?}: name an operationId, a method of the client such as \
             \"Client::scrape\", or a method and path such as \"POST /scrape\"",
            self.name
        )?;
        match self.alike[..] {
            [] => Ok(()),
            _ => write!(f, "; similar: {}", self.alike.join(", ")),
        }
    }
}

/// The same text, which a failed `unwrap` of a test shows with the line to change.
impl fmt::Debug for UnknownOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Returns the operations that share the most words with a name.
fn alike(name: &str) -> Vec<&'static str> {
    let words = |name: &str| -> Vec<String> {
        let starts =
            name.split_inclusive(char::is_alphanumeric)
                .fold(String::new(), |text, letter| {
                    match letter.chars().all(char::is_lowercase) {
                        true => text + letter,
                        false => format!("{text} {}", letter.to_lowercase()),
                    }
                });
        starts.split_whitespace().map(str::to_owned).collect()
    };
    let own = words(name);
    let shared = |id: &str| words(id).iter().filter(|word| own.contains(word)).count();
    let ids = firecrawl_api::OPERATIONS
        .iter()
        .map(|operation| operation.id);
    let most = ids.clone().map(shared).max().unwrap_or_default();
    ids.filter(|id| most > 0 && shared(id) == most)
        .take(3)
        .collect()
}

impl std::error::Error for UnknownOperation {}

/// The error of a text that cannot be the URL of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidPageUrl(String);

impl fmt::Display for InvalidPageUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not an absolute URL of HTTP or HTTPS", self.0)
    }
}

impl std::error::Error for InvalidPageUrl {}
