//! The runtime that a call needs: one with timers and IO.

use std::cell::Cell;
use std::net::{Ipv4Addr, UdpSocket};
use std::panic::catch_unwind;
use std::time::Duration;

use tokio::runtime::{Handle, Id};

use crate::error::Error;

thread_local! {
    /// The runtime of this thread that was found to be usable; a thread commonly has only one.
    static USABLE: Cell<Option<Id>> = const { Cell::new(None) };
}

/// Checks that calls can be made in the current runtime.
///
/// tokio has no function that says what a runtime was built without, and panics at the first
/// use. So a timer and a socket are created once, which nothing depends on, and only the panic
/// of their creation is caught. Its message still appears where the program shows panics, and a
/// program that aborts at panics ends as it would without the check.
///
/// # Errors
///
/// [`ErrorKind::Config`](crate::ErrorKind::Config) without a runtime, without timers or without IO.
pub(super) fn check() -> Result<(), Error> {
    let runtime = Handle::try_current().map_err(|_| Error::no_runtime())?;
    let id = Some(runtime.id());
    if USABLE.get() == id {
        return Ok(());
    }
    if catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO))).is_err() {
        return Err(Error::runtime_without("timers"));
    }
    // Where no socket can be bound, the call itself finds out.
    if let Ok(socket) = socket()
        && catch_unwind(|| drop(tokio::net::UdpSocket::from_std(socket))).is_err()
    {
        return Err(Error::runtime_without("IO"));
    }
    USABLE.set(id);
    Ok(())
}

/// Returns a socket that is registered nowhere.
fn socket() -> std::io::Result<UdpSocket> {
    let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
    socket.set_nonblocking(true)?;
    Ok(socket)
}
