//! A receiver of webhooks with axum: `FIRECRAWL_WEBHOOK_SECRET=… cargo run --example axum`.

#![allow(clippy::print_stdout)]

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use firecrawl_webhooks::{Event, Verifier};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{Sender, channel};

#[derive(Clone)]
struct Receiver {
    verifier: Verifier,
    events: Sender<Event>,
}

/// Responds at once, so that the service does not try again; the work is done elsewhere.
async fn receive(State(hook): State<Receiver>, headers: HeaderMap, body: Bytes) -> StatusCode {
    match hook.verifier.verify(&headers, &body) {
        // With a full queue, the service tries again later.
        Ok(event) => match hook.events.try_send(event) {
            Ok(()) => StatusCode::NO_CONTENT,
            Err(_) => StatusCode::SERVICE_UNAVAILABLE,
        },
        Err(error) => error.status(),
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let verifier = Verifier::new(std::env::var("FIRECRAWL_WEBHOOK_SECRET")?)?;
    let (events, mut queue) = channel(1000);
    let app = Router::new()
        .route("/firecrawl", post(receive))
        .layer(DefaultBodyLimit::max(Verifier::MAX_BODY))
        .with_state(Receiver { verifier, events });
    tokio::spawn(async move {
        while let Some(event) = queue.recv().await {
            match &event {
                Event::CrawlPage(page) => {
                    println!("{} pages of {}", page.data.iter().len(), page.id)
                }
                event => println!("{} of {}", event.event_type(), event.id()),
            }
        }
    });
    let listener = TcpListener::bind("127.0.0.1:8080").await?;
    println!("http://{}/firecrawl", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}
