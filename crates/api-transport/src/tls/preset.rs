//! TLS as the HTTP library provides it: by the library of the platform, or none.

use reqwest::ClientBuilder;

use super::bad_certificate;
use crate::error::Error;

/// The default TLS configuration of the HTTP library, with further certificates to trust.
pub(crate) struct Tls {
    #[cfg(feature = "native-tls")]
    roots: Vec<reqwest::Certificate>,
}

impl Tls {
    /// Creates it.
    ///
    /// # Errors
    ///
    /// If the certificates cannot be read; other faults appear when the HTTP client is created.
    #[cfg(feature = "native-tls")]
    pub fn new(_needed: bool, root_certificates: &[Vec<u8>]) -> Result<Self, Error> {
        let mut roots = Vec::new();
        for bundle in root_certificates {
            match reqwest::Certificate::from_pem_bundle(bundle) {
                Ok(certificates) if !certificates.is_empty() => roots.extend(certificates),
                _ => return Err(bad_certificate()),
            }
        }
        Ok(Self { roots })
    }

    /// Creates it.
    ///
    /// # Errors
    ///
    /// If there are certificates, since there is no TLS.
    #[cfg(not(feature = "native-tls"))]
    pub fn new(_needed: bool, root_certificates: &[Vec<u8>]) -> Result<Self, Error> {
        match root_certificates {
            [] => Ok(Self {}),
            _ => Err(bad_certificate()),
        }
    }

    /// Applies it to connections.
    pub fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        #[cfg(feature = "native-tls")]
        let builder = builder.tls_certs_merge(self.roots.iter().cloned());
        builder
    }
}

/// Returns true for permanent TLS failures; platform libraries do not report them.
pub(crate) fn refused(_error: &reqwest::Error) -> bool {
    false
}
