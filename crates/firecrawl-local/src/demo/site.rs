//! Starts and stops the demo site.

use std::io;
use std::net::{IpAddr, SocketAddr};

use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};

use super::router::router;

/// A running demo site; dropping it stops it.
///
/// ```
/// use std::net::Ipv4Addr;
///
/// use firecrawl_local::DemoSite;
///
/// # #[tokio::main]
/// # async fn main() -> std::io::Result<()> {
/// let site = DemoSite::start(Ipv4Addr::LOCALHOST.into()).await?;
/// assert!(site.url().starts_with("http://127.0.0.1:"));
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct DemoSite {
    address: SocketAddr,
    /// Stops the site.
    _stop: DropGuard,
}

impl DemoSite {
    /// Serves the site on a free port of this address.
    ///
    /// # Errors
    /// If the address is not one of this machine.
    pub async fn start(host: IpAddr) -> io::Result<Self> {
        Self::start_at(SocketAddr::new(host, 0)).await
    }

    /// Serves the site on this address and port.
    ///
    /// # Errors
    /// If the address is not one of this machine, or the port is in use.
    pub async fn start_at(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let stop = CancellationToken::new();
        let serving =
            axum::serve(listener, router()).with_graceful_shutdown(stop.clone().cancelled_owned());
        // Accepting continues after errors, so there is none to report.
        tokio::spawn(async move { drop(serving.await) });
        let stop = stop.drop_guard();
        Ok(Self {
            address,
            _stop: stop,
        })
    }

    /// Serves the site on the port after that of a server, so that examples can name it, or on a free
    /// port if that one is in use or the server takes a free one.
    ///
    /// # Errors
    /// If the address is not one of this machine.
    pub async fn start_beside(server: SocketAddr) -> io::Result<Self> {
        let next = match server.port() {
            0 => 0,
            taken => taken.checked_add(1).unwrap_or(0),
        };
        match Self::start_at(SocketAddr::new(server.ip(), next)).await {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                Self::start(server.ip()).await
            }
            started => started,
        }
    }

    /// Returns the URL of the front page, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns the address and port that the site listens on.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

#[cfg(test)]
mod tests;
