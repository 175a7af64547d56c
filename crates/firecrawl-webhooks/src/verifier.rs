//! Checks and reads deliveries.

use std::fmt;

use http::HeaderMap;

use crate::error::{VerifyError, VerifyErrorKind};
use crate::generated::Event;
use crate::signature::{self, Key};

/// Checks the signatures of deliveries, and reads their events.
///
/// It is cheap to clone, and its `Debug` output shows no secret.
#[derive(Clone)]
pub struct Verifier {
    keys: Vec<Key>,
    max_body: usize,
}

impl Verifier {
    /// The largest body that is accepted by default, in bytes: 64 MiB.
    pub const MAX_BODY: usize = 64 * 1024 * 1024;

    /// Creates a verifier with the secret of the account, which the settings of Firecrawl show.
    ///
    /// # Errors
    ///
    /// If the secret is empty.
    pub fn new(secret: impl AsRef<[u8]>) -> Result<Self, VerifyError> {
        Self::unsigned().or_secret(secret)
    }

    /// Creates a verifier that checks no signature, for a self-hosted server without a secret.
    ///
    /// Anybody who reaches the receiver can send it events: it must be reachable by that server
    /// alone. Add a header of your own to the webhook of the request, and check it.
    pub fn unsigned() -> Self {
        Self {
            keys: Vec::new(),
            max_body: Self::MAX_BODY,
        }
    }

    /// Accepts a further secret, so that deliveries are accepted while a secret is replaced.
    ///
    /// # Errors
    ///
    /// If the secret is empty.
    pub fn or_secret(mut self, secret: impl AsRef<[u8]>) -> Result<Self, VerifyError> {
        self.keys.push(signature::key(secret.as_ref())?);
        Ok(self)
    }

    /// Sets the largest body that is accepted, in bytes.
    ///
    /// A page event has whole documents. The framework may have a limit of its own.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Checks a delivery and reads its event; `body` is the raw body, before any JSON is read.
    ///
    /// One signature of several is enough, in repeated headers or in a list. Signatures are compared
    /// in constant time. An event of a type that this version does not know is [`Event::Unknown`];
    /// values of unexpected types are kept in the `extra` of the event.
    ///
    /// ```
    /// use firecrawl_webhooks::{Event, Verifier};
    /// use http::HeaderMap;
    ///
    /// let verifier = Verifier::new("whsec")?;
    /// let body = br#"{"success":true,"type":"crawl.started","id":"7","data":[]}"#;
    /// let mut headers = HeaderMap::new();
    /// headers.insert(
    ///     "X-Firecrawl-Signature",
    ///     "sha256=550bded48a5e5c2c6241c1b2bd5322bd9892fc10620415fb02093789d14d3417".parse()?,
    /// );
    /// let event = verifier.verify(&headers, body)?;
    /// assert!(matches!(&event, Event::CrawlStarted(_)));
    /// assert_eq!(event.id(), "7");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the body is too large, its signature is missing, malformed or wrong, or if it is signed and
    /// not a JSON object.
    pub fn verify(
        &self,
        headers: &HeaderMap,
        body: impl AsRef<[u8]>,
    ) -> Result<Event, VerifyError> {
        let body = body.as_ref();
        if body.len() > self.max_body {
            return Err(VerifyErrorKind::BodyTooLarge.into());
        }
        if !self.keys.is_empty() {
            signature::check(headers, body, &self.keys)?;
        }
        lenient_json::read_json(body).map_err(VerifyError::malformed)
    }
}

impl fmt::Debug for Verifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("secrets", &self.keys.len())
            .field("max_body", &self.max_body)
            .finish_non_exhaustive()
    }
}
