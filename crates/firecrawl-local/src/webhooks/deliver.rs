//! Signs and sends one webhook.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use hmac::{Hmac, KeyInit, Mac};
use reqwest::Client;
use reqwest::redirect::Policy;
use sha2::Sha256;
use url::Url;

use super::queue::Delivery;
use crate::engine::{Resolver, is_private_literal};
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
        let Some(client) = self.client.get_or_init(|| self.build()) else {
            return false;
        };
        let url = Url::parse(&delivery.target.url);
        if self.settings.public_only && url.is_ok_and(|url| is_private_literal(&url)) {
            return false;
        }
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
            .timeout(TIMEOUT)
            .dns_resolver(Arc::new(Resolver::new(&self.settings)))
            .redirect(Policy::none())
            .no_proxy();
        for (host, address) in &self.settings.resolve {
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
        let secret = self.settings.webhook_secret.as_deref();
        let signature = secret
            .and_then(|secret| sign(secret, &delivery.body))
            .and_then(|signature| HeaderValue::from_str(&signature).ok());
        if let Some(signature) = signature {
            headers.insert(SIGNATURE, signature);
        }
        headers
    }
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
