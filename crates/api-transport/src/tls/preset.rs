//! TLS as the HTTP library provides it: by the library of the platform, or none.

use reqwest::ClientBuilder;

use crate::error::Error;

/// The default TLS configuration of the HTTP library.
#[derive(Clone)]
pub(crate) struct Tls;

impl Tls {
    /// Creates it.
    ///
    /// # Errors
    ///
    /// Never; the HTTP library reports faults when the client is created.
    pub fn new(_needed: bool) -> Result<Self, Error> {
        Ok(Self)
    }

    /// Changes nothing.
    pub fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        builder
    }
}

/// Returns true for permanent TLS failures; platform libraries do not report them.
pub(crate) fn refused(_error: &reqwest::Error) -> bool {
    false
}
