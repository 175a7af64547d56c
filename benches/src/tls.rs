//! TLS for the server, with a certificate that only the measured client trusts.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use serde::Deserialize;
use tempfile::NamedTempFile;
use tokio_rustls::TlsAcceptor;

/// The name of HTTP/2 in the handshake.
pub const HTTP2: &[u8] = b"h2";

/// A protocol over TLS.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// HTTP/1.1 alone.
    Http1,
    /// HTTP/2 alone.
    Http2,
}

/// A certificate in a temporary file, as PEM.
pub struct Certificate(NamedTempFile);

impl Certificate {
    /// Returns the path of the file.
    pub fn file(&self) -> &Path {
        self.0.path()
    }
}

/// Creates a certificate for this machine, and an acceptor that offers one protocol.
pub fn acceptor(protocol: Protocol) -> Result<(Certificate, TlsAcceptor)> {
    let signed = rcgen::generate_simple_self_signed(["localhost".to_owned()])
        .context("cannot create a certificate")?;
    let file = NamedTempFile::new().context("cannot create a temporary file")?;
    fs::write(file.path(), signed.cert.pem()).context("cannot write the certificate")?;
    let key = PrivateKeyDer::Pkcs8(signed.signing_key.serialize_der().into());
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![signed.cert.der().clone()], key)?;
    config.alpn_protocols = match protocol {
        Protocol::Http1 => vec![b"http/1.1".to_vec()],
        Protocol::Http2 => vec![HTTP2.to_vec()],
    };
    Ok((Certificate(file), TlsAcceptor::from(Arc::new(config))))
}
