//! Events for the tests of a receiver.

use std::error::Error;
use std::{fmt, io};

use axum::http::{HeaderMap, StatusCode};
use bytes::Bytes;
use serde_json::{Value, json};

use super::deliver::{Sender, headers};
use super::target::{Event, WebhookTarget};
use crate::settings::Settings;

/// A type with its data, and with an error if it reports a failure.
type Sample = (&'static str, fn() -> Value, Option<&'static str>);

const EVENTS: [Sample; 16] = [
    ("crawl.started", none, None),
    ("crawl.page", page, None),
    ("crawl.completed", none, None),
    ("batch_scrape.started", none, None),
    ("batch_scrape.page", page, None),
    ("batch_scrape.completed", none, None),
    ("extract.started", none, None),
    ("extract.completed", extracted, None),
    (
        "extract.failed",
        none,
        Some("All provided URLs are invalid"),
    ),
    ("agent.started", none, None),
    ("agent.action", action, None),
    ("agent.completed", found, None),
    (
        "agent.failed",
        cost,
        Some("The agent has spent its credits"),
    ),
    ("agent.cancelled", cost, None),
    ("monitor.page", changed_page, None),
    ("monitor.check.completed", check, None),
];

const ID: &str = "0199c5a2-7d1e-7b53-9c1f-2f1f0d1f6a01";
const MONITOR: &str = "0199c5a2-7d1e-7b53-9c1f-2f1f0d1f6a02";
const SCRAPE: &str = "0199c5a2-7d1e-7b53-9c1f-2f1f0d1f6a03";
const URL: &str = "https://example.com/pricing";

/// An event of a webhook for the tests of a receiver, as the service sends it.
///
/// ```
/// use firecrawl_local::WebhookEvent;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let event = WebhookEvent::new("crawl.page")?.secret("whsec").id("7");
/// // Pass these to the receiver, or send them with `event.send(url)`.
/// let (headers, body) = (event.headers(), event.body());
/// assert!(headers["x-firecrawl-signature"].to_str()?.starts_with("sha256="));
/// assert!(body.starts_with(br#"{"success":true,"type":"crawl.page","id":"7","data":[{"#));
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct WebhookEvent {
    event: Event,
    settings: Settings,
}

impl WebhookEvent {
    /// Creates an event of a type such as `crawl.page`, with sample data and without a signature.
    ///
    /// # Errors
    /// If no event has this type.
    pub fn new(kind: &str) -> Result<Self, UnknownWebhookEvent> {
        let known = EVENTS.iter().find(|(name, ..)| *name == kind);
        let (name, data, error) = known.ok_or_else(|| UnknownWebhookEvent(kind.to_owned()))?;
        let mut event = Event::new(*name, ID, data(), error.map(str::to_owned));
        if *name == "agent.cancelled" {
            event.body["success"] = false.into();
        }
        let settings = Settings::default();
        Ok(Self { event, settings })
    }

    /// Returns the 16 types.
    pub fn kinds() -> impl Iterator<Item = &'static str> {
        EVENTS.iter().map(|(name, ..)| *name)
    }

    /// Signs the event with a secret.
    pub fn secret(mut self, secret: impl Into<String>) -> Self {
        self.settings = self.settings.webhook_secret(secret);
        self
    }

    /// Sets the id of the job or check.
    pub fn id(self, id: impl Into<String>) -> Self {
        self.field("id", id.into())
    }

    /// Sets the data: a list, or its only item.
    pub fn data(self, data: impl Into<Value>) -> Self {
        self.field("data", data)
    }

    /// Sets the metadata that the request of the job gave to its webhook.
    pub fn metadata(self, metadata: impl Into<Value>) -> Self {
        self.field("metadata", metadata)
    }

    /// Sets another field of the body, such as `webhookId`.
    pub fn field(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.event.body[name] = value.into();
        self
    }

    pub(crate) fn with_settings(mut self, settings: &Settings) -> Self {
        self.settings = settings.clone();
        self
    }

    /// Returns the body.
    pub fn body(&self) -> Bytes {
        self.event.body.to_string().into()
    }

    /// Returns the headers, with the signature if there is a secret.
    pub fn headers(&self) -> HeaderMap {
        let secret = self.settings.webhook_secret.as_deref();
        headers(&WebhookTarget::default(), &self.body(), secret)
    }

    /// Sends the event once, and returns the status of the receiver's response.
    ///
    /// # Errors
    /// If the receiver does not respond within 10 seconds.
    pub async fn send(&self, url: &str) -> io::Result<StatusCode> {
        let target = WebhookTarget {
            url: url.to_owned(),
            ..WebhookTarget::default()
        };
        let sender = Sender::new(&self.settings);
        let sent = sender.post(&target, self.body()).await;
        sent.map_err(io::Error::other)
    }
}

/// Shows the body, and no secret.
impl fmt::Debug for WebhookEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookEvent")
            .field("body", &self.event.body)
            .finish_non_exhaustive()
    }
}

/// The error of a type that no event has.
#[derive(Debug)]
pub struct UnknownWebhookEvent(String);

impl fmt::Display for UnknownWebhookEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kinds: Vec<_> = WebhookEvent::kinds().collect();
        write!(
            f,
            "no event has the type `{}`; use one of {}",
            self.0,
            kinds.join(", ")
        )
    }
}

impl Error for UnknownWebhookEvent {}

fn none() -> Value {
    json!([])
}

fn page() -> Value {
    json!([{
        "markdown": "# Pricing\n\nTea: 4.50 EUR",
        "metadata": {
            "title": "Pricing",
            "language": "en",
            "scrapeId": SCRAPE,
            "sourceURL": URL,
            "url": URL,
            "statusCode": 200,
            "contentType": "text/html; charset=utf-8",
            "proxyUsed": "basic",
            "cacheState": "miss",
            "creditsUsed": 1,
        },
    }])
}

fn extracted() -> Value {
    json!([{
        "success": true,
        "data": {"product": "Tea", "price": 4.5},
        "extractId": ID,
        "llmUsage": 0.002,
        "totalUrlsScraped": 1,
        "sources": {"product": [URL], "price": [URL]},
    }])
}

fn action() -> Value {
    json!([{"creditsUsed": 5, "action": "mcp__tools__scrape", "input": {"url": URL}}])
}

fn found() -> Value {
    json!([{"creditsUsed": 15, "data": {"product": "Tea", "price": 4.5}}])
}

fn cost() -> Value {
    json!([{"creditsUsed": 8}])
}

fn changed_page() -> Value {
    json!([{
        "monitorId": MONITOR,
        "checkId": ID,
        "url": URL,
        "status": "changed",
        "previousScrapeId": SCRAPE,
        "currentScrapeId": SCRAPE,
        "error": null,
        "isMeaningful": true,
        "judgment": {
            "meaningful": true,
            "confidence": "high",
            "reason": "The price of tea has risen.",
            "meaningfulChanges": [{
                "type": "changed",
                "before": "Tea: 4.00 EUR",
                "after": "Tea: 4.50 EUR",
                "reason": "Another price",
            }],
        },
        "diff": {"text": "-Tea: 4.00 EUR\n+Tea: 4.50 EUR"},
    }])
}

fn check() -> Value {
    let summary = json!({
        "totalPages": 3, "same": 2, "changed": 1, "new": 0, "removed": 0, "error": 0,
    });
    json!([{"monitorId": MONITOR, "checkId": ID, "status": "completed", "summary": summary}])
}
