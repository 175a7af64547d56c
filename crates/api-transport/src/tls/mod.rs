//! The encryption of connections.

#[cfg_attr(feature = "native-tls", path = "native.rs")]
#[cfg_attr(
    all(feature = "rustls-no-provider", not(feature = "native-tls")),
    path = "rustls.rs"
)]
#[cfg_attr(
    not(any(feature = "rustls-no-provider", feature = "native-tls")),
    path = "none.rs"
)]
mod backend;

pub(crate) use backend::{Tls, refused};

use crate::error::Error;

fn bad_certificate() -> Error {
    Error::config(
        "a root certificate is not PEM, or this program is built without TLS; it begins with `-----BEGIN CERTIFICATE-----`",
    )
}
