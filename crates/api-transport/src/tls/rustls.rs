//! TLS by rustls: who encrypts, and whom to trust.

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
    /// With the certificates that the platform trusts, where TLS is needed.
    ///
    /// The cryptography is what the program has installed for rustls. Where it
    /// has installed none it is `ring`: it is built in a fraction of the time
    /// that others take, and makes the program 1.5 MB smaller.
    ///
    /// # Errors
    ///
    /// If the certificates of the platform cannot be read.
    pub fn new(needed: bool) -> Result<Self, Error> {
        let config = if needed {
            of_platform()
        } else {
            trusting_nobody()
        };
        config.map(Self).map_err(Error::tls)
    }

    /// Makes connections so.
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
        // What an `io::Error` wraps is not its source but itself.
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

/// For a server that is reached without TLS. Reading certificates would be most of the start-up.
fn trusting_nobody() -> Result<ClientConfig, rustls::Error> {
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
