//! The encryption of connections.

#[cfg(not(all(feature = "rustls", not(feature = "native-tls"))))]
mod preset;
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
mod rustls;

#[cfg(not(all(feature = "rustls", not(feature = "native-tls"))))]
pub(crate) use preset::{Tls, refused};
#[cfg(all(feature = "rustls", not(feature = "native-tls")))]
pub(crate) use rustls::{Tls, refused};
