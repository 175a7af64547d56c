//! A local server that sends prepared bytes.
//!
//! During measurements it runs in the process that starts the subjects.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::{http1, http2};
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::routes::{Body, Routes, body};
use crate::tls::{self, Certificate, Protocol};
use crate::totals::Totals;
use crate::work::Work;

/// A single thread leaves a core to the subject.
pub const SERVER_WORKERS: usize = 1;

/// A server that runs until it is dropped.
pub struct Server {
    routes: Arc<Routes>,
    connections: Arc<AtomicU64>,
    certificate: Option<Certificate>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Prepares finished crawls of up to a number of documents, and starts to serve.
    ///
    /// It speaks TLS if a protocol is given, with a certificate of its own.
    pub async fn start(crawl_documents: usize, protocol: Option<Protocol>) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.context("cannot bind a local port")?;
        let address = listener.local_addr().context("the port has no address")?;
        let scheme = if protocol.is_some() { "https" } else { "http" };
        // By name, as the service is called.
        let origin = format!("{scheme}://localhost:{}", address.port());
        let routes = Arc::new(Routes::new(&origin, crawl_documents)?);
        let (certificate, acceptor) = protocol.map(tls::acceptor).transpose()?.unzip();
        let connections = Arc::<AtomicU64>::default();
        let counted = Arc::clone(&connections);
        Ok(Self {
            task: tokio::spawn(serve(listener, acceptor, counted, Arc::clone(&routes))),
            routes,
            connections,
            certificate,
        })
    }

    /// Returns the documents that a subject has to receive.
    pub fn expected(&self, work: &Work) -> Result<Totals> {
        let expected = self.routes.expected(work);
        expected.context("the server has too few documents")
    }

    /// Returns the URL of the server, such as `http://localhost:4000`.
    pub fn url(&self) -> String {
        self.routes.origin.clone()
    }

    /// Returns the file of the certificate, if the server speaks TLS.
    pub fn certificate(&self) -> Option<&Path> {
        self.certificate.as_ref().map(Certificate::file)
    }

    /// Returns the number of connections that were accepted until now.
    pub fn connections(&self) -> u64 {
        self.connections.load(Ordering::Relaxed)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(
    listener: TcpListener,
    acceptor: Option<TlsAcceptor>,
    connections: Arc<AtomicU64>,
    routes: Arc<Routes>,
) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        connections.fetch_add(1, Ordering::Relaxed);
        tokio::spawn(serve_connection(
            stream,
            acceptor.clone(),
            Arc::clone(&routes),
        ));
    }
}

async fn serve_connection(stream: TcpStream, acceptor: Option<TlsAcceptor>, routes: Arc<Routes>) {
    // The last small packet of a response must not wait.
    let _ = stream.set_nodelay(true);
    let Some(acceptor) = acceptor else {
        return respond_to_all(stream, false, routes).await;
    };
    if let Ok(stream) = acceptor.accept(stream).await {
        let http2 = stream.get_ref().1.alpn_protocol() == Some(tls::HTTP2);
        respond_to_all(stream, http2, routes).await;
    }
}

async fn respond_to_all<S>(stream: S, http2: bool, routes: Arc<Routes>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let stream = TokioIo::new(stream);
    let service = service_fn(move |request| respond(Arc::clone(&routes), request));
    // A client may close its connection at any time, which is an error here.
    let _ = if http2 {
        let server = http2::Builder::new(TokioExecutor::new());
        server.serve_connection(stream, service).await
    } else {
        let server = http1::Builder::new();
        server.serve_connection(stream, service).await
    };
}

async fn respond(routes: Arc<Routes>, request: Request<Incoming>) -> hyper::Result<Response<Body>> {
    let (head, sent) = request.into_parts();
    let path = head.uri.path();
    let query = head.uri.query().unwrap_or_default();
    let sent = sent.collect().await?.to_bytes();
    let (status, body) = match routes.respond(&head.method, path, query, &sent) {
        Some(body) => (StatusCode::OK, body),
        None => (StatusCode::NOT_FOUND, body([])),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, json);
    Ok(response)
}
