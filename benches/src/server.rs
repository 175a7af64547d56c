//! A local server that sends prepared bytes.
//!
//! During measurements it runs in the process that starts the subjects.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use anyhow::{Context, Result};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};

use crate::routes::{Body, Routes, body};
use crate::totals::Totals;
use crate::work::Work;

/// A server that runs until it is dropped.
pub struct Server {
    address: SocketAddr,
    routes: Arc<Routes>,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Prepares finished crawls of up to a number of documents, and starts to serve.
    pub async fn start(crawl_documents: usize) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await;
        let listener = listener.context("cannot bind a local port")?;
        let address = listener.local_addr().context("the port has no address")?;
        let routes = Routes::new(&format!("http://{address}"), crawl_documents)?;
        let routes = Arc::new(routes);
        Ok(Self {
            address,
            task: tokio::spawn(serve(listener, Arc::clone(&routes))),
            routes,
        })
    }

    /// Returns the documents that a subject has to receive.
    pub fn expected(&self, work: &Work) -> Result<Totals> {
        let expected = self.routes.expected(work);
        expected.context("the server has too few documents")
    }

    /// Returns the URL of the server, such as `http://127.0.0.1:4000`.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// Returns a runtime for the server: a single thread leaves a core to the subject.
pub fn runtime() -> Result<Runtime> {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(1).enable_all();
    builder.build().context("cannot start a runtime")
}

async fn serve(listener: TcpListener, routes: Arc<Routes>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        // The last small packet of a response must not wait.
        let _ = stream.set_nodelay(true);
        let routes = Arc::clone(&routes);
        tokio::spawn(async move {
            let service = service_fn(move |request| respond(Arc::clone(&routes), request));
            // A client may close its connection at any time, which is an error here.
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn respond(
    routes: Arc<Routes>,
    request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    let (head, sent) = request.into_parts();
    let path = head.uri.path();
    let query = head.uri.query().unwrap_or_default();
    let (status, body) = match sent.collect().await {
        Ok(sent) => match routes.respond(&head.method, path, query, &sent.to_bytes()) {
            Some(body) => (StatusCode::OK, body),
            None => (StatusCode::NOT_FOUND, body([])),
        },
        Err(_) => (StatusCode::BAD_REQUEST, body([])),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let json = HeaderValue::from_static("application/json; charset=utf-8");
    response.headers_mut().insert(CONTENT_TYPE, json);
    Ok(response)
}
