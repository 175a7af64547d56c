//! The signals that ask the program to stop.

use std::io;

/// Listens from now on for Ctrl-C, and on Unix for SIGTERM; the future waits for one of them.
///
/// Called before the banner, which mentions Ctrl-C: without it the signal would kill the program.
#[cfg(unix)]
pub fn listen() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    })
}

/// Listens from now on for Ctrl-C; the future waits for it.
#[cfg(windows)]
pub fn listen() -> io::Result<impl Future<Output = ()>> {
    let mut interrupt = tokio::signal::windows::ctrl_c()?;
    Ok(async move { drop(interrupt.recv().await) })
}
