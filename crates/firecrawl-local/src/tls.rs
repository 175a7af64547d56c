//! The encryption of the server's own requests.

use reqwest::{Client, ClientBuilder};

/// Begins a client; without `verify` it accepts any certificate.
#[cfg(any(feature = "rustls-no-provider", feature = "native-tls"))]
pub fn client_builder(verify: bool) -> ClientBuilder {
    // Without a provider of the process reqwest cannot build a client, unless it has one itself.
    #[cfg(all(feature = "rustls-ring", not(feature = "rustls")))]
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        // If another thread was faster, its provider is as good.
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    Client::builder().tls_danger_accept_invalid_certs(!verify)
}

/// Begins a client, which only speaks plain HTTP.
#[cfg(not(any(feature = "rustls-no-provider", feature = "native-tls")))]
pub fn client_builder(_verify: bool) -> ClientBuilder {
    Client::builder()
}
