//! A receiver of the webhooks of one job.

use axum::Router;
use axum::body::Bytes;
use firecrawl_client::types::Document;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use super::name;

pub struct Receiver {
    pub url: String,
    events: UnboundedReceiver<Value>,
}

impl Receiver {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let (sender, events) = unbounded_channel();
        let router = Router::new().fallback(move |body: Bytes| async move {
            // The test may be over.
            let _ = sender.send(serde_json::from_slice(&body).unwrap());
        });
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, events }
    }

    /// Returns the documents of all events until the end of the job, sorted.
    pub async fn documents(&mut self) -> Vec<String> {
        let mut documents = Vec::new();
        loop {
            let event = self.events.recv().await.unwrap();
            let kind = event["type"].as_str().unwrap();
            if kind.ends_with(".completed") {
                documents.sort();
                return documents;
            }
            if kind.ends_with(".page") && event["success"] == true {
                for document in event["data"].as_array().unwrap() {
                    let document: Document = serde_json::from_value(document.clone()).unwrap();
                    documents.push(name(&document));
                }
            }
        }
    }
}
