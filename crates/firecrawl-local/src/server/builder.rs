//! Starting and stopping a server.

use std::fmt;

/// Chooses how a server starts.
#[derive(Default)]
pub struct Builder {}

/// A running server; dropping it stops it.
pub struct LocalServer {}

/// Why a server cannot start.
#[derive(Debug)]
pub struct StartError {
    message: String,
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for StartError {}
