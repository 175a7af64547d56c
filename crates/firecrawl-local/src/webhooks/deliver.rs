//! Sends one delivery.

use std::sync::OnceLock;
use std::time::Duration;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Client;
use reqwest::redirect::Policy;

use super::queue::Delivery;
use super::signature::sign;
use crate::settings::Settings;

/// How long a receiver may take to response.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// The header of the signature.
const SIGNATURE: HeaderName = HeaderName::from_static("x-firecrawl-signature");

/// How a delivery went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Delivered,
    Failed,
}

/// Sends deliveries.
pub(super) struct Deliverer {
    /// Made with the first delivery: reading the root certificates would slow down every start.
    client: OnceLock<Option<Client>>,
    resolve: Vec<(String, std::net::SocketAddr)>,
    secret: Option<String>,
    waits: Vec<Duration>,
}

impl Deliverer {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            client: OnceLock::new(),
            resolve: settings.resolve.clone(),
            secret: settings.webhook_secret.clone(),
            waits: settings.webhook_retries.clone(),
        }
    }

    /// Whether a failed delivery is repeated.
    pub(super) fn repeats(&self) -> bool {
        !self.waits.is_empty()
    }

    /// Tries again after each wait until a try succeeds.
    pub(super) async fn repeat(&self, delivery: &Delivery) -> Outcome {
        for wait in &self.waits {
            tokio::time::sleep(*wait).await;
            if self.attempt(delivery).await == Outcome::Delivered {
                return Outcome::Delivered;
            }
        }
        Outcome::Failed
    }

    /// Tries once; every 2xx is a success.
    pub(super) async fn attempt(&self, delivery: &Delivery) -> Outcome {
        let Some(client) = self.client.get_or_init(|| self.build()) else {
            return Outcome::Failed;
        };
        let sent = client
            .post(&delivery.target.url)
            .headers(self.headers(delivery))
            .body(delivery.body.clone())
            .send()
            .await;
        match sent {
            Ok(response) if response.status().is_success() => Outcome::Delivered,
            _ => Outcome::Failed,
        }
    }

    fn build(&self) -> Option<Client> {
        let mut builder = Client::builder()
            .timeout(ANSWER_WITHIN)
            .redirect(Policy::none())
            .no_proxy();
        for (host, address) in &self.resolve {
            builder = builder.resolve(host, *address);
        }
        builder.build().ok()
    }

    /// The user's headers over ours, but never over the signature.
    fn headers(&self, delivery: &Delivery) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        for (name, value) in &delivery.target.headers {
            if let (Ok(name), Ok(value)) = (
                HeaderName::from_bytes(name.as_bytes()),
                HeaderValue::from_str(value),
            ) {
                headers.insert(name, value);
            }
        }
        let signature = self
            .secret
            .as_deref()
            .and_then(|secret| sign(secret, &delivery.body))
            .and_then(|signature| HeaderValue::from_str(&signature).ok());
        if let Some(signature) = signature {
            headers.insert(SIGNATURE, signature);
        }
        headers
    }
}
