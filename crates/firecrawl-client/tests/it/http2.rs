//! HTTP/2 over TLS, and certificates of a private authority.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use firecrawl_client::types::CrawlRequest;
use firecrawl_client::{Client, ErrorKind};
use futures_util::future::join_all;
use hyper::body::Incoming;
use hyper::server::conn::http2;
use hyper::service::service_fn;
use hyper::{Request, Response, Version};
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use crate::setup::KEY;

/// A server that speaks HTTP/2 only.
struct Server {
    url: String,
    /// The certificate of the authority that signed the server's.
    root: String,
    connections: Arc<AtomicUsize>,
}

impl Server {
    async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let (root, config) = certificates(&["h2"]);
        let connections = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&connections);
        tokio::spawn(async move {
            let acceptor = TlsAcceptor::from(config);
            while let Ok((stream, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::Relaxed);
                let acceptor = acceptor.clone();
                tokio::spawn(async move {
                    // A client that does not trust the certificate breaks off.
                    let Ok(stream) = acceptor.accept(stream).await else {
                        return;
                    };
                    let _ = http2::Builder::new(TokioExecutor::new())
                        .serve_connection(TokioIo::new(stream), service_fn(respond))
                        .await;
                });
            }
        });
        Self {
            url,
            root,
            connections,
        }
    }

    fn client(&self) -> Client {
        Client::builder()
            .base_url(&self.url)
            .key(KEY)
            .add_root_certificate(self.root.as_str())
            .build()
            .unwrap()
    }
}

/// Returns the certificate of an authority, and the configuration of a server that it vouches for and
/// that speaks these protocols.
pub fn certificates(protocols: &[&str]) -> (String, Arc<ServerConfig>) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new([]).unwrap();
    // OpenSSL takes a certificate for self-signed whose issuer has its own name.
    params
        .distinguished_name
        .push(DnType::CommonName, "Harbour Authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root = params.self_signed(&key).unwrap().pem();
    let issuer = Issuer::new(params, key);
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &issuer).unwrap();
    let key = PrivateKeyDer::try_from(key.serialize_der()).unwrap();
    let provider = Arc::new(ring::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    let protocols = protocols.iter().map(|name| name.as_bytes().to_vec());
    config.alpn_protocols = protocols.collect();
    (root, Arc::new(config))
}

async fn respond(
    request: Request<Incoming>,
) -> Result<Response<http_body_util::Full<Bytes>>, Infallible> {
    assert_eq!(request.version(), Version::HTTP_2);
    let body = r#"{"success":true,"id":"7","data":{"markdown":"Lamp lit at dusk."}}"#;
    Ok(Response::new(Bytes::from_static(body.as_bytes()).into()))
}

#[tokio::test]
async fn calls_share_a_connection() {
    let server = Server::start().await;
    let client = server.client();
    let page = client.scrape("https://example.com").await.unwrap();
    assert_eq!(page.markdown.as_deref(), Some("Lamp lit at dusk."));
    let calls = (0..32).map(|_| client.scrape("https://example.com"));
    for page in join_all(calls).await {
        assert_eq!(page.unwrap().attempts(), 1);
    }
    assert_eq!(server.connections.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_start_has_a_connection_of_its_own() {
    let server = Server::start().await;
    let client = server.client();
    client.scrape("https://example.com").await.unwrap();
    let request = CrawlRequest::new("https://example.com");
    let job = client.crawl(request).await.unwrap();
    assert_eq!(job.id().as_str(), "7");
    assert_eq!(server.connections.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn a_private_authority_is_not_trusted_by_itself() {
    let server = Server::start().await;
    let client = Client::builder().base_url(&server.url).key(KEY);
    let error = client.build().unwrap().scrape("https://example.com").await;
    let error = error.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    // The libraries of the platforms do not report why a connection failed.
    if !cfg!(feature = "native-tls") {
        assert!(error.message().contains("not trusted"), "{error}");
        assert!(!error.is_retryable() && !error.is_ambiguous_start());
    }
}

#[test]
fn a_certificate_that_is_not_pem_is_a_configuration_error() {
    for pem in ["", "MIIB", "-----BEGIN CERTIFICATE-----\n!"] {
        let client = Client::builder().add_root_certificate(pem).build();
        let error = client.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        assert!(error.message().contains("root certificate"), "{error}");
    }
}
