//! Signs and sends one webhook.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Client;
use reqwest::redirect::Policy;
use sha2::Sha256;
use url::Url;

use super::queue::Delivery;
use super::target::WebhookTarget;
use crate::engine::{Resolver, is_private_literal};
use crate::settings::Settings;
use crate::tls;

/// The time that a receiver has to respond.
const TIMEOUT: Duration = Duration::from_secs(10);

/// The header of the signature.
const SIGNATURE: HeaderName = HeaderName::from_static("x-firecrawl-signature");

/// The reason why a body was not delivered.
pub(super) type DeliveryError = Box<dyn std::error::Error + Send + Sync>;

/// Sends deliveries.
pub(super) struct Sender {
    /// Created by the first delivery: reading the root certificates would slow down every start.
    client: OnceLock<Option<Client>>,
    settings: Settings,
}

impl Sender {
    pub(super) fn new(settings: &Settings) -> Self {
        Self {
            client: OnceLock::new(),
            settings: settings.clone(),
        }
    }

    /// Retries after each wait until an attempt succeeds, and returns whether one did.
    pub(super) async fn retry(&self, delivery: &Delivery) -> bool {
        for wait in &self.settings.webhook_retries {
            tokio::time::sleep(*wait).await;
            if self.attempt(delivery).await {
                return true;
            }
        }
        false
    }

    /// Sends once and returns whether the response is a success.
    pub(super) async fn attempt(&self, delivery: &Delivery) -> bool {
        let url = Url::parse(&delivery.target.url);
        if self.settings.public_only && url.is_ok_and(|url| is_private_literal(&url)) {
            return false;
        }
        let sent = self.post(&delivery.target, delivery.body.clone()).await;
        sent.is_ok_and(|status| status.is_success())
    }

    /// Sends a body and returns the status of the response.
    pub(super) async fn post(
        &self,
        target: &WebhookTarget,
        body: Bytes,
    ) -> Result<StatusCode, DeliveryError> {
        let client = self.client.get_or_init(|| self.build());
        let client = client.as_ref().ok_or("there is no HTTP client")?;
        let headers = headers(target, &body, self.settings.webhook_secret.as_deref());
        let request = client.post(&target.url).headers(headers).body(body);
        Ok(request.send().await?.status())
    }

    fn build(&self) -> Option<Client> {
        let mut builder = tls::client_builder(true)
            .timeout(TIMEOUT)
            .dns_resolver(Arc::new(Resolver::new(&self.settings)))
            .redirect(Policy::none())
            .no_proxy();
        for (host, address) in &self.settings.resolve {
            builder = builder.resolve(host, *address);
        }
        builder.build().ok()
    }
}

/// Returns the headers: the user's replace ours, other than the signature.
pub(super) fn headers(target: &WebhookTarget, body: &[u8], secret: Option<&str>) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    for (name, value) in &target.headers {
        if let (Ok(name), Ok(value)) = (
            HeaderName::from_bytes(name.as_bytes()),
            HeaderValue::from_str(value),
        ) {
            headers.insert(name, value);
        }
    }
    let signature = secret
        .and_then(|secret| sign(secret, body))
        .and_then(|signature| HeaderValue::from_str(&signature).ok());
    if let Some(signature) = signature {
        headers.insert(SIGNATURE, signature);
    }
    headers
}

/// Returns the value of `X-Firecrawl-Signature`: `sha256=` and the HMAC-SHA256 of the body in
/// lower-case hex.
///
/// `None` if the secret cannot be a key, although HMAC takes keys of any length.
pub(super) fn sign(secret: &str, bytes: &[u8]) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(bytes);
    let digest = mac.finalize().into_bytes();
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(format!("sha256={hex}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_rfc_4231() {
        assert_eq!(
            sign("Jefe", b"what do ya want for nothing?").unwrap(),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
