//! The encryption of connections.

#[cfg(not(all(feature = "rustls-no-provider", not(feature = "native-tls"))))]
mod preset;
#[cfg(all(feature = "rustls-no-provider", not(feature = "native-tls")))]
mod rustls;

#[cfg(not(all(feature = "rustls-no-provider", not(feature = "native-tls"))))]
pub(crate) use preset::{Tls, refused};
#[cfg(all(feature = "rustls-no-provider", not(feature = "native-tls")))]
pub(crate) use rustls::{Tls, refused};

use crate::error::Error;

fn bad_certificate() -> Error {
    Error::config(
        "a root certificate is not PEM, or this program is built without TLS; it begins with `-----BEGIN CERTIFICATE-----`",
    )
}
