//! A server on this machine that sends prepared bytes.
//!
//! It has a process of its own when it is measured against, and that of the tests in tests.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;

use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use crate::error::{Context, Result};
use crate::pieces::Pieces;
use crate::routes::Routes;

/// A server that runs until it is dropped.
pub struct Server {
    address: SocketAddr,
    task: tokio::task::JoinHandle<()>,
}

impl Server {
    /// Prepares the documents of finished crawls up to this many, and begins to serve.
    pub async fn start(crawled_documents: usize) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")
            .await
            .context("no port on this machine")?;
        let address = listener.local_addr().context("the port has no address")?;
        let routes = Arc::new(Routes::new(
            &format!("http://{address}"),
            crawled_documents,
        )?);
        Ok(Self {
            address,
            task: tokio::spawn(serve(listener, routes)),
        })
    }

    /// Where it listens, such as `http://127.0.0.1:4000`.
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Returns when the standard input of this process ends: when the parent is done or gone.
    pub async fn until_input_ends(self) -> Result<()> {
        let mut rest = Vec::new();
        tokio::io::stdin()
            .read_to_end(&mut rest)
            .await
            .context("the standard input cannot be read")?;
        Ok(())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(listener: TcpListener, routes: Arc<Routes>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            continue;
        };
        // An answer goes out at once, also its last small piece.
        let _ = stream.set_nodelay(true);
        let routes = Arc::clone(&routes);
        tokio::spawn(async move {
            let service = service_fn(move |request| answer(Arc::clone(&routes), request));
            // A client that goes away ends its connection with an error: that is its right.
            let _ = http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn answer(
    routes: Arc<Routes>,
    request: Request<Incoming>,
) -> std::result::Result<Response<Pieces>, Infallible> {
    let (head, body) = request.into_parts();
    let body = match body.collect().await {
        Ok(body) => body.to_bytes(),
        Err(_) => return Ok(response(StatusCode::BAD_REQUEST, Pieces::default())),
    };
    let path = head.uri.path();
    let query = head.uri.query().unwrap_or_default();
    Ok(match routes.answer(&head.method, path, query, &body) {
        Some(pieces) => response(StatusCode::OK, pieces),
        None => response(StatusCode::NOT_FOUND, Pieces::default()),
    })
}

/// The length comes from the body, since all of it is there.
fn response(status: StatusCode, body: Pieces) -> Response<Pieces> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    response.headers_mut().insert(
        hyper::header::CONTENT_TYPE,
        hyper::header::HeaderValue::from_static("application/json; charset=utf-8"),
    );
    response
}
