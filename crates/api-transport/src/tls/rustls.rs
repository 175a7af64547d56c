//! TLS by rustls: the cryptography, and the trusted certificates.

use std::error::Error as _;
use std::io;
use std::sync::Arc;

use reqwest::ClientBuilder;
use rustls::crypto::{CryptoProvider, ring};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use crate::error::Error;

/// The TLS configuration, created once and shared.
#[derive(Clone)]
pub(crate) struct Tls(ClientConfig);

impl Tls {
    /// Creates it with the certificates that the platform trusts, if TLS is needed.
    ///
    /// The cryptography is the provider that the program has installed for rustls,
    /// or else `ring`: it is built in a fraction of the time of others, and makes
    /// the program 1.5 MB smaller.
    ///
    /// # Errors
    ///
    /// If the certificates of the platform cannot be read.
    pub fn new(needed: bool) -> Result<Self, Error> {
        let config = if needed {
            of_platform()
        } else {
            without_certificates()
        };
        config.map(Self).map_err(Error::tls)
    }

    /// Applies it to connections.
    pub fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        builder.tls_backend_preconfigured(self.0.clone())
    }
}

/// Returns true for permanent TLS failures: an untrusted certificate, or a server without a
/// supported version of TLS.
pub(crate) fn refused(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(inner) = cause {
        if let Some(error) = inner.downcast_ref::<rustls::Error>() {
            return matches!(
                error,
                rustls::Error::InvalidCertificate(_)
                    | rustls::Error::InvalidMessage(_)
                    | rustls::Error::PeerIncompatible(_)
            );
        }
        // The error within an `io::Error` is not its source.
        let wrapped = inner
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref);
        cause = match wrapped {
            Some(wrapped) => Some(wrapped),
            None => inner.source(),
        };
    }
    false
}

fn of_platform() -> Result<ClientConfig, rustls::Error> {
    Ok(ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_platform_verifier()?
        .with_no_client_auth())
}

/// Creates a configuration for a server without TLS: reading certificates would be most of the start-up.
fn without_certificates() -> Result<ClientConfig, rustls::Error> {
    Ok(ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()?
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth())
}

fn provider() -> Arc<CryptoProvider> {
    CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(ring::default_provider()))
}
