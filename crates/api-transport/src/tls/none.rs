//! No TLS.

use reqwest::ClientBuilder;

use super::bad_certificate;
use crate::error::Error;

/// The configuration of a program that is built without TLS.
pub(crate) struct Tls;

impl Tls {
    /// Creates it.
    ///
    /// # Errors
    ///
    /// If there are certificates, since there is no TLS.
    pub fn new(_needed: bool, root_certificates: &[Vec<u8>]) -> Result<Self, Error> {
        match root_certificates {
            [] => Ok(Self),
            _ => Err(bad_certificate()),
        }
    }

    /// Changes nothing.
    pub fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        builder
    }

    /// Applies HTTP/1.1 to connections.
    #[cfg(feature = "ws")]
    pub fn apply_http1(&self, builder: ClientBuilder) -> ClientBuilder {
        builder.http1_only()
    }
}

/// Returns false: there is no TLS to fail.
pub(crate) fn refused(_error: &reqwest::Error) -> bool {
    false
}
