//! A running server.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use tokio::time::timeout;

use super::builder::Builder;
use super::connections;
use crate::coverage::Coverage;
use crate::demo::DemoSite;
use crate::faults::QueuedFault;
use crate::request::Request;
use crate::response::Response;
use crate::settings::Settings;
use crate::state::ServerState;
use crate::webhooks::Deliveries;

/// How long [`LocalServer::shutdown`] waits for what is under way.
const SHUTDOWN: Duration = Duration::from_secs(2);

/// A running server; dropping it stops it.
pub struct LocalServer {
    state: Arc<ServerState>,
    address: SocketAddr,
    base_url: String,
    demo: Option<(DemoSite, String)>,
    accepting: JoinHandle<()>,
}

impl LocalServer {
    /// Chooses how a server starts; without a choice it takes a free port of `127.0.0.1`.
    pub fn builder() -> Builder {
        Builder::default()
    }

    pub(super) async fn start(settings: Settings) -> Result<Self, StartError> {
        let wanted = SocketAddr::new(settings.host, settings.port);
        let listener = TcpListener::bind(wanted)
            .await
            .map_err(|error| StartError::new(format!("cannot listen at {wanted}"), error))?;
        let address = listener
            .local_addr()
            .map_err(|error| StartError::new("cannot tell the own address".to_owned(), error))?;
        let demo = if settings.demo {
            let site = DemoSite::start(settings.host)
                .await
                .map_err(|error| StartError::new("cannot serve the demo site".to_owned(), error))?;
            let url = site.url();
            Some((site, url))
        } else {
            None
        };
        let state = ServerState::new(settings).map_err(|message| StartError {
            message,
            source: None,
        })?;
        let state = Arc::new(state);
        let accepting = tokio::spawn(connections::accept(listener, address, Arc::clone(&state)));
        Ok(Self {
            state,
            address,
            base_url: format!("http://{}", reachable(address)),
            demo,
            accepting,
        })
    }

    /// Where the server is reached: `http://127.0.0.1:3002`, without a slash at its end.
    pub fn base_url(&self) -> &str {
        &self.base_url
    }

    /// The address that the server listens at.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Where the demo site is, if it was asked for.
    pub fn demo_url(&self) -> Option<&str> {
        self.demo.as_ref().map(|(_, url)| url.as_str())
    }

    /// What has become of the webhooks so far.
    pub fn webhooks(&self) -> Deliveries {
        let webhooks = &self.state.webhooks;
        Deliveries {
            delivered: webhooks.delivered(),
            failed: webhooks.failed(),
            dropped: webhooks.dropped(),
        }
    }

    /// Which operations and request properties were used so far.
    pub fn coverage(&self) -> Coverage {
        self.state.coverage.snapshot(&self.state.contract)
    }

    /// Answers an operation with a stub from now on, in place of its own work.
    ///
    /// The operation is named by its operationId, or by method and path: `POST /scrape`. Requests
    /// that break the contract never reach the stub.
    ///
    /// # Errors
    /// If the contract has no such operation.
    pub fn on(
        &self,
        operation: &str,
        stub: impl Fn(&Request) -> Response + Send + Sync + 'static,
    ) -> Result<(), UnknownOperation> {
        let id = self.id(operation)?;
        self.state.stubs.set(id, Arc::new(stub));
        Ok(())
    }

    /// Takes back the stub of an operation.
    ///
    /// # Errors
    /// If the contract has no such operation.
    pub fn off(&self, operation: &str) -> Result<(), UnknownOperation> {
        let id = self.id(operation)?;
        self.state.stubs.remove(id);
        Ok(())
    }

    /// Orders a fault for an operation, named as for [`LocalServer::on`].
    ///
    /// # Errors
    /// If the contract has no such operation.
    pub fn fault(
        &self,
        operation: &str,
        fault: impl Into<QueuedFault>,
    ) -> Result<(), UnknownOperation> {
        let id = self.id(operation)?;
        self.state.faults.order(id, fault);
        Ok(())
    }

    /// How many faults are still in order for an operation; one that is for always counts too.
    ///
    /// # Errors
    /// If the contract has no such operation.
    pub fn faults_left(&self, operation: &str) -> Result<usize, UnknownOperation> {
        Ok(self.state.faults.left(self.id(operation)?))
    }

    /// Takes back the faults of an operation.
    ///
    /// # Errors
    /// If the contract has no such operation.
    pub fn clear_faults(&self, operation: &str) -> Result<(), UnknownOperation> {
        let id = self.id(operation)?;
        self.state.faults.clear(id);
        Ok(())
    }

    /// Stops: no new connections, an end to those that are open and to everything in the background.
    pub async fn shutdown(mut self) {
        self.state.stop();
        // Past the limit the drop below ends what is left.
        let _ = timeout(SHUTDOWN, &mut self.accepting).await;
    }

    fn id(&self, operation: &str) -> Result<&'static str, UnknownOperation> {
        match self.state.contract.operation(operation) {
            Some(operation) => Ok(operation.id.as_str()),
            None => Err(UnknownOperation {
                name: operation.to_owned(),
            }),
        }
    }
}

impl Drop for LocalServer {
    fn drop(&mut self) {
        self.state.stop();
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

/// The address with which a client on the same machine reaches a listener.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        });
    }
    address
}

/// Why a server cannot start.
#[derive(Debug)]
pub struct StartError {
    message: String,
    source: Option<std::io::Error>,
}

impl StartError {
    fn new(message: String, source: std::io::Error) -> Self {
        Self {
            message,
            source: Some(source),
        }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StartError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_ref().map(|source| source as _)
    }
}

/// An operation was named that the contract does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownOperation {
    name: String,
}

impl fmt::Display for UnknownOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the contract has no operation {:?}: name an operationId, or a method and path such as \
             \"POST /scrape\"",
            self.name
        )
    }
}

impl std::error::Error for UnknownOperation {}
