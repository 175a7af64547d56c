//! TLS as the HTTP library comes with it: by the library of the platform, or none.

use reqwest::ClientBuilder;

use crate::error::Error;

/// The default TLS configuration of the HTTP library.
#[derive(Clone)]
pub(crate) struct Tls;

impl Tls {
    /// For connections that need it or not.
    ///
    /// # Errors
    ///
    /// None; whether it can be set up turns out when the client is made.
    pub fn new(_needed: bool) -> Result<Self, Error> {
        Ok(Self)
    }

    /// Leaves connections as they are.
    pub fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        builder
    }
}

/// Returns true for permanent TLS failures; platform libraries do not report them.
pub(crate) fn refused(_error: &reqwest::Error) -> bool {
    false
}
