//! Starting and stopping the demo site.

use std::io;
use std::net::{IpAddr, SocketAddr};

use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::router::router;

/// A running demo site; dropping it stops it.
#[derive(Debug)]
pub struct DemoSite {
    address: SocketAddr,
    /// Its end, not a message, is what stops the site.
    _stop: oneshot::Sender<()>,
}

impl DemoSite {
    /// Serves the site at a free port of this address.
    ///
    /// # Errors
    /// Where the address is not one of this machine.
    pub async fn start(host: IpAddr) -> io::Result<Self> {
        Self::start_at(SocketAddr::new(host, 0)).await
    }

    /// Serves the site at this address and port.
    ///
    /// # Errors
    /// Where the address is not one of this machine, or the port is in use.
    pub async fn start_at(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel::<()>();
        tokio::spawn(async move {
            let serving = axum::serve(listener, router()).with_graceful_shutdown(async {
                // Fails once the sender is gone, which is the sign to stop.
                let _ = stopped.await;
            });
            // Accepting goes on after errors; there is nobody to tell when it ends.
            let _ = serving.await;
        });
        Ok(Self {
            address,
            _stop: stop,
        })
    }

    /// The address of the front page, without a slash at its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address and port that it listens at.
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

#[cfg(test)]
mod tests;
