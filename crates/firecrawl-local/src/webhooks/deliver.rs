//! Sends one webhook.

use std::net::SocketAddr;
use std::sync::OnceLock;
use std::time::Duration;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use reqwest::Client;
use reqwest::redirect::Policy;

use super::queue::Delivery;
use super::signature::sign;
use crate::settings::Settings;
use crate::tls;

/// The time that a receiver has to respond.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The header of the signature.
const SIGNATURE: HeaderName = HeaderName::from_static("x-firecrawl-signature");

/// Sends deliveries.
pub(super) struct Sender {
    /// Created by the first delivery: reading the root certificates would slow down every start.
    client: OnceLock<Option<Client>>,
    resolve: Vec<(String, SocketAddr)>,
    secret: Option<String>,
    waits: Vec<Duration>,
}

impl Sender {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            client: OnceLock::new(),
            resolve: settings.resolve.clone(),
            secret: settings.webhook_secret.clone(),
            waits: settings.webhook_retries.clone(),
        }
    }

    /// Retries after each wait until an attempt succeeds, and returns whether one did.
    pub(super) async fn retry(&self, delivery: &Delivery) -> bool {
        for wait in &self.waits {
            tokio::time::sleep(*wait).await;
            if self.attempt(delivery).await {
                return true;
            }
        }
        false
    }

    /// Sends once and returns whether the response is a success.
    pub(super) async fn attempt(&self, delivery: &Delivery) -> bool {
        let Some(client) = self.client.get_or_init(|| self.build()) else {
            return false;
        };
        let sent = client
            .post(&delivery.target.url)
            .headers(self.headers(delivery))
            .body(delivery.body.clone())
            .send()
            .await;
        sent.is_ok_and(|response| response.status().is_success())
    }

    fn build(&self) -> Option<Client> {
        let mut builder = tls::client_builder(true)
            .ok()?
            .timeout(TIMEOUT)
            .redirect(Policy::none())
            .no_proxy();
        for (host, address) in &self.resolve {
            builder = builder.resolve(host, *address);
        }
        builder.build().ok()
    }

    /// Returns the headers: the user's replace ours, other than the signature.
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
        let secret = self.secret.as_deref();
        let signature = secret
            .and_then(|secret| sign(secret, &delivery.body))
            .and_then(|signature| HeaderValue::from_str(&signature).ok());
        if let Some(signature) = signature {
            headers.insert(SIGNATURE, signature);
        }
        headers
    }
}
