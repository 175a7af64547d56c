//! Ctrl-C: once to stop cleanly, twice to stop at once.

use std::future::pending;
use std::io;
use std::sync::mpsc;

use firecrawl_client::{CallOptions, Client};
use tokio::runtime::Builder;
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::failure::exit;
use crate::output::terminal;

/// Tells when the user has asked to stop.
#[derive(Clone, Debug)]
pub struct Interrupt {
    is_asked: watch::Receiver<bool>,
    options: CallOptions,
}

impl Interrupt {
    /// Begins to listen. The second Ctrl-C ends the process.
    pub fn listen() -> Self {
        let (sender, is_asked) = watch::channel(false);
        let (caller, _) = watch::channel(());
        let options = CallOptions::new().while_held(&caller);
        let (ready, is_ready) = mpsc::channel();
        // A thread of its own, since the other one may wait for a reader of the output.
        std::thread::spawn(move || {
            let runtime = Builder::new_current_thread().enable_all().build();
            let Ok(runtime) = runtime else { return };
            runtime.block_on(async {
                let Ok(mut signals) = Signals::listen() else {
                    return pending().await;
                };
                let _ = ready.send(());
                signals.asked().await;
                let _ = sender.send(true);
                drop(caller);
                terminal::note("stopping; Ctrl-C again ends it at once");
                signals.asked_again().await;
                std::process::exit(exit::INTERRUPTED.into());
            });
        });
        // What is started next must not be lost to a Ctrl-C that comes before the thread runs.
        let _ = is_ready.recv();
        Self { is_asked, options }
    }

    /// Returns a client whose calls end when the user asks to stop: an attempt that was sent is still read,
    /// since it may have started a job, but a wait for the next one, as for a rate limit, is over.
    pub fn client(&self, client: &Client) -> Client {
        client.with_options(self.options.clone())
    }

    /// Returns true if the user has asked to stop.
    pub fn is_asked(&self) -> bool {
        *self.is_asked.borrow()
    }

    /// Returns when the user has asked to stop.
    pub async fn asked(&mut self) {
        if self.is_asked.wait_for(|asked| *asked).await.is_err() {
            // The listener ends with the process only.
            pending::<()>().await;
        }
    }
}

/// The signals that ask to stop.
#[cfg(unix)]
struct Signals {
    interrupt: Signal,
    terminate: Signal,
    /// The end of the terminal.
    hangup: Option<Signal>,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        let hangup = (!is_hangup_ignored()).then(|| signal(SignalKind::hangup()));
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
            hangup: hangup.transpose()?,
        })
    }

    async fn asked(&mut self) {
        let hangup = async {
            match &mut self.hangup {
                Some(hangup) => hangup.recv().await,
                None => pending().await,
            }
        };
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
            _ = hangup => {}
        }
    }

    async fn asked_again(&mut self) {
        // Both the system and the shell may send one.
        self.hangup = None;
        self.asked().await;
    }
}

/// Returns true if the program was started to outlive its terminal, as by `nohup`, or if this is unknown.
#[cfg(unix)]
fn is_hangup_ignored() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    // SIGHUP is the first signal.
    ignored.is_none_or(|mask| mask & 1 == 1)
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

    async fn asked_again(&mut self) {
        self.asked().await;
    }
}
