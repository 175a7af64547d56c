//! TLS by rustls: the cryptography, and the trusted certificates.

use std::error::Error as _;
use std::io;
use std::sync::Arc;

use reqwest::ClientBuilder;
use rustls::crypto::CryptoProvider;
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
    /// The cryptography is the provider that the program has installed for rustls, or else that
    /// of the features.
    ///
    /// # Errors
    ///
    /// If the certificates of the platform, or these, cannot be read, or if there is no provider.
    pub fn new(needed: bool, root_certificates: &[Vec<u8>]) -> Result<Self, Error> {
        let mut roots = Vec::new();
        for bundle in root_certificates {
            let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(bundle).collect();
            match certificates {
                Ok(certificates) if !certificates.is_empty() => roots.extend(certificates),
                _ => return Err(bad_certificate()),
            }
        }
        let provider = provider(CryptoProvider::get_default().cloned(), BUILT_IN)?;
        let config = config(provider, needed, roots).map_err(|source| {
            Error::config("TLS cannot be set up; install the certificates of the platform, such as `ca-certificates`").caused_by(source)
        });
        config.map(Self)
    }

    /// Applies it to connections.
    pub fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        builder.tls_backend_preconfigured(self.0.clone())
    }

    /// Applies it to connections that speak HTTP/1.1.
    #[cfg(feature = "ws")]
    pub fn apply_http1(&self, builder: ClientBuilder) -> ClientBuilder {
        let mut config = self.0.clone();
        config.alpn_protocols.clear();
        builder.tls_backend_preconfigured(config).http1_only()
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
    provider: Arc<CryptoProvider>,
    needed: bool,
    roots: Vec<CertificateDer<'static>>,
) -> Result<ClientConfig, rustls::Error> {
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

/// Creates the provider of the features; one that is named wins over the default feature.
type BuiltIn = Option<fn() -> CryptoProvider>;

#[cfg(feature = "rustls-ring")]
const BUILT_IN: BuiltIn = Some(rustls::crypto::ring::default_provider);
#[cfg(all(feature = "rustls", not(feature = "rustls-ring")))]
const BUILT_IN: BuiltIn = Some(rustls::crypto::aws_lc_rs::default_provider);
#[cfg(not(any(feature = "rustls", feature = "rustls-ring")))]
const BUILT_IN: BuiltIn = None;

/// Returns the provider that is installed, or else the built-in one.
///
/// It is never left to rustls, which panics if several are in the tree and none is installed;
/// nor is one installed, since that is the program's own choice.
fn provider(
    installed: Option<Arc<CryptoProvider>>,
    built_in: BuiltIn,
) -> Result<Arc<CryptoProvider>, Error> {
    let provider = installed.or_else(|| built_in.map(|create| Arc::new(create())));
    provider.ok_or_else(|| {
        Error::config(
            "rustls has no cryptography provider; install one with `CryptoProvider::install_default`, or enable the feature `rustls` or `rustls-ring`",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn a_program_without_a_provider_gets_an_error_and_no_panic() {
        let error = provider(None, None).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.message().contains("`rustls-ring`"), "{error}");
    }

    #[cfg(feature = "rustls-ring")]
    #[test]
    fn an_installed_provider_wins_over_the_built_in_one() {
        let installed = Arc::new(CryptoProvider {
            cipher_suites: Vec::new(),
            ..rustls::crypto::ring::default_provider()
        });
        let chosen = provider(Some(installed), BUILT_IN).unwrap();
        assert!(chosen.cipher_suites.is_empty());
        let chosen = provider(None, BUILT_IN).unwrap();
        assert!(!chosen.cipher_suites.is_empty());
    }
}
