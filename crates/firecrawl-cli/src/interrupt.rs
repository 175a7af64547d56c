//! Ctrl-C: once to stop cleanly, twice to stop at once.

use std::io;
use std::sync::mpsc;

use tokio::runtime::Builder;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
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
        let (ready, is_ready) = mpsc::channel();
        // A thread of its own, since the other one may wait for a reader of the output.
        std::thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build();
            let Ok(runtime) = runtime else { return };
            runtime.block_on(async {
                let Ok(mut signals) = Signals::listen() else {
                    return;
                };
                let _ = ready.send(());
                signals.asked().await;
                let _ = sender.send(true);
                terminal::note("stopping; Ctrl-C again ends it at once");
                signals.asked().await;
                std::process::exit(exit::INTERRUPTED.into());
            });
        });
        // What is started next must not be lost to a Ctrl-C that comes before the thread runs.
        let _ = is_ready.recv();
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

/// The signals that ask to stop.
#[cfg(unix)]
struct Signals([Signal; 2]);

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        Ok(Self([
            signal(SignalKind::interrupt())?,
            signal(SignalKind::terminate())?,
        ]))
    }

    async fn asked(&mut self) {
        let [interrupt, terminate] = &mut self.0;
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    }
}

/// The signal that asks to stop.
#[cfg(windows)]
struct Signals(tokio::signal::windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn listen() -> io::Result<Self> {
        tokio::signal::windows::ctrl_c().map(Self)
    }

    async fn asked(&mut self) {
        self.0.recv().await;
    }
}
