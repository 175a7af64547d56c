//! A receiver of webhooks with plain hyper: `FIRECRAWL_WEBHOOK_SECRET=… cargo run --example hyper`.

#![allow(clippy::print_stdout)]

use std::convert::Infallible;

use firecrawl_webhooks::Verifier;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Empty, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;

async fn receive(
    verifier: Verifier,
    request: Request<Incoming>,
) -> Result<Response<Empty<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    // The verifier has a limit too, but the body must not be in memory before it is checked.
    let status = match Limited::new(body, Verifier::MAX_BODY).collect().await {
        Err(_) => StatusCode::PAYLOAD_TOO_LARGE,
        Ok(body) => match verifier.verify(&head.headers, body.to_bytes()) {
            Err(error) => error.status(),
            Ok(event) => {
                println!("{} of {}", event.event_type(), event.id());
                StatusCode::NO_CONTENT
            }
        },
    };
    let mut response = Response::new(Empty::new());
    *response.status_mut() = status;
    Ok(response)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let verifier = Verifier::new(std::env::var("FIRECRAWL_WEBHOOK_SECRET")?)?;
    let listener = TcpListener::bind("127.0.0.1:8080").await?;
    println!("http://{}/", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        let verifier = verifier.clone();
        let service = service_fn(move |request| receive(verifier.clone(), request));
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}
