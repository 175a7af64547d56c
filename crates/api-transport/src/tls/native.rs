//! TLS by the library of the platform.

use std::sync::OnceLock;

use native_tls::{Certificate, TlsConnector, TlsConnectorBuilder};
use reqwest::ClientBuilder;

use super::bad_certificate;
use crate::error::Error;
use crate::transport::causes;

/// The connector of clients that use no TLS: creating one always reads the platform's certificates.
static UNUSED: OnceLock<TlsConnector> = OnceLock::new();

/// The connector, created once for all connections of a client.
pub(crate) struct Tls {
    connector: TlsConnector,
    /// The same without HTTP/2.
    #[cfg(all(feature = "http2", feature = "ws"))]
    http1: TlsConnector,
}

impl Tls {
    /// Creates it with the certificates that the platform trusts and these, if TLS is needed.
    ///
    /// # Errors
    ///
    /// If the certificates of the platform, or these, cannot be read.
    pub fn new(needed: bool, root_certificates: &[Vec<u8>]) -> Result<Self, Error> {
        let mut builder = TlsConnector::builder();
        for bundle in root_certificates {
            match Certificate::stack_from_pem(bundle) {
                Ok(certificates) if !certificates.is_empty() => {
                    for certificate in certificates {
                        builder.add_root_certificate(certificate);
                    }
                }
                _ => return Err(bad_certificate()),
            }
        }
        if !needed && let Some(unused) = UNUSED.get() {
            return Ok(Self::unused(unused));
        }
        let build = |builder: &TlsConnectorBuilder| {
            builder.build().map_err(|source| {
                Error::config("TLS cannot be set up; see the cause").caused_by(source)
            })
        };
        #[cfg(all(feature = "http2", feature = "ws"))]
        let http1 = build(&builder)?;
        #[cfg(feature = "http2")]
        builder.request_alpns(&["h2", "http/1.1"]);
        let connector = build(&builder)?;
        if !needed {
            return Ok(Self::unused(UNUSED.get_or_init(|| connector)));
        }
        Ok(Self {
            connector,
            #[cfg(all(feature = "http2", feature = "ws"))]
            http1,
        })
    }

    fn unused(connector: &TlsConnector) -> Self {
        Self {
            connector: connector.clone(),
            #[cfg(all(feature = "http2", feature = "ws"))]
            http1: connector.clone(),
        }
    }

    /// Applies it to connections.
    pub fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        builder.tls_backend_preconfigured(self.connector.clone())
    }

    /// Applies it to connections that speak HTTP/1.1.
    #[cfg(feature = "ws")]
    pub fn apply_http1(&self, builder: ClientBuilder) -> ClientBuilder {
        #[cfg(feature = "http2")]
        let connector = &self.http1;
        #[cfg(not(feature = "http2"))]
        let connector = &self.connector;
        builder
            .tls_backend_preconfigured(connector.clone())
            .http1_only()
    }
}

/// Returns true for permanent TLS failures, as far as the libraries of the platforms name them.
pub(crate) fn refused(error: &reqwest::Error) -> bool {
    const WORDS: [&str; 2] = ["certificate verify failed", "unsupported protocol"];
    causes(error).any(|cause| WORDS.iter().any(|words| cause.to_string().contains(words)))
}
