//! Ctrl-C: once to stop cleanly, twice to stop at once.

use tokio::runtime::Builder;
use tokio::sync::watch;

use crate::failure::exit;
use crate::output::terminal;

/// Tells when the user has asked to stop.
#[derive(Clone, Debug)]
pub struct Interrupt(watch::Receiver<bool>);

impl Interrupt {
    /// Begins to listen. The second Ctrl-C ends the process.
    pub fn listen() -> Self {
        let (sender, receiver) = watch::channel(false);
        // A thread of its own, since the other one may wait for a reader of the output.
        std::thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build();
            let Ok(runtime) = runtime else { return };
            runtime.block_on(async {
                asked().await;
                let _ = sender.send(true);
                terminal::note("stopping; Ctrl-C again ends it at once");
                asked().await;
                std::process::exit(exit::INTERRUPTED.into());
            });
        });
        Self(receiver)
    }

    /// Returns true if the user has asked to stop.
    #[cfg(feature = "object-store")]
    pub fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Returns when the user has asked to stop.
    pub async fn asked(&mut self) {
        if self.0.wait_for(|asked| *asked).await.is_err() {
            // The listener ends with the process only.
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(unix)]
async fn asked() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

#[cfg(not(unix))]
async fn asked() {
    let _ = tokio::signal::ctrl_c().await;
}
