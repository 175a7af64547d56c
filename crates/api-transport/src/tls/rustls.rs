//! TLS by rustls: the cryptography, and the trusted certificates.

use std::error::Error as _;
use std::io;
use std::sync::Arc;

use reqwest::ClientBuilder;
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use super::bad_certificate;
use crate::error::Error;

/// The TLS configuration, created once and shared.
#[derive(Clone)]
pub(crate) struct Tls(ClientConfig);

impl Tls {
    /// Creates it with the certificates that the platform trusts and these, if TLS is needed.
    ///
    /// The cryptography is the provider that the program has installed for rustls,
    /// or else `ring`: it is built in a fraction of the time of others, and makes
    /// the program 1.5 MB smaller.
    ///
    /// # Errors
    ///
    /// If the certificates of the platform, or these, cannot be read.
    pub fn new(needed: bool, root_certificates: &[Vec<u8>]) -> Result<Self, Error> {
        let mut roots = Vec::new();
        for bundle in root_certificates {
            let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(bundle).collect();
            match certificates {
                Ok(certificates) if !certificates.is_empty() => roots.extend(certificates),
                _ => return Err(bad_certificate()),
            }
        }
        let config = config(needed, roots).map_err(|source| {
            Error::config("TLS cannot be set up; install the certificates of the platform, such as `ca-certificates`").caused_by(source)
        });
        config.map(Self)
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

fn config(
    needed: bool,
    roots: Vec<CertificateDer<'static>>,
) -> Result<ClientConfig, rustls::Error> {
    let provider = provider();
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()?;
    let builder = if needed {
        let verifier = Verifier::new_with_extra_roots(roots, provider)?;
        builder
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
    } else {
        // Reading the certificates would be most of the start-up.
        builder.with_root_certificates(RootCertStore::empty())
    };
    let mut config = builder.with_no_client_auth();
    if cfg!(feature = "http2") {
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    }
    Ok(config)
}

fn provider() -> Arc<CryptoProvider> {
    CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(ring::default_provider()))
}
