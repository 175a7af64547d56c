//! What a call gives back: the value, and what came with it.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::{Map, Value};

use crate::transport::Answer;

/// What a call gives back: the value itself, what was wrapped around it, and the HTTP answer.
///
/// It dereferences to the value, so that its fields can be read directly.
///
/// ```no_run
/// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
/// let found = client.search("lighthouse keepers").await?;
/// // A field of the value …
/// for hit in found.web.iter().flatten() {
///     println!("{:?}", hit.url);
/// }
/// // … and what the service wrapped around it.
/// println!("{:?} credits, search {:?}", found.credits_used(), found.id());
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct Reply<T> {
    reply_value: T,
    reply_meta: Box<Meta>,
}

/// What came with a value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meta {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub attempts: u32,
    pub body: Option<Bytes>,
    pub envelope: Map<String, Value>,
}

impl<T> Reply<T> {
    /// The value alone.
    pub fn into_inner(self) -> T {
        self.reply_value
    }

    /// The fields that stood around the value, such as `success`, `id` and `warning`.
    ///
    /// Where the value is the whole answer, they are fields of the value as
    /// well. Empty for what code in a browser gave, and for
    /// [`Client::request`](crate::Client::request).
    pub fn envelope(&self) -> &Map<String, Value> {
        &self.reply_meta.envelope
    }

    /// The `id` that stood around the value.
    pub fn id(&self) -> Option<&str> {
        self.envelope().get("id")?.as_str()
    }

    /// The `creditsUsed` that stood around the value; -1 while the service does not know.
    pub fn credits_used(&self) -> Option<f64> {
        self.envelope().get("creditsUsed")?.as_f64()
    }

    /// The `warning` that stood around the value.
    pub fn warning(&self) -> Option<&str> {
        self.envelope().get("warning")?.as_str()
    }

    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        self.reply_meta.status
    }

    /// The HTTP headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.reply_meta.headers
    }

    /// How many attempts the call took.
    pub fn attempts(&self) -> u32 {
        self.reply_meta.attempts
    }

    /// The bytes of the answer, if [`CallOptions::keep_body`](crate::CallOptions::keep_body) asked for them.
    pub fn body(&self) -> Option<&Bytes> {
        self.reply_meta.body.as_ref()
    }

    /// Makes another value of it and keeps what came with it.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reply<U> {
        Reply {
            reply_value: change(self.reply_value),
            reply_meta: self.reply_meta,
        }
    }

    pub(crate) fn new(value: T, answer: Answer, keep_body: bool) -> Self {
        Self {
            reply_value: value,
            reply_meta: Box::new(Meta {
                status: answer.status,
                headers: answer.headers,
                attempts: answer.attempts,
                body: keep_body.then_some(answer.body),
                envelope: Map::new(),
            }),
        }
    }

    pub(crate) fn into_parts(self) -> (T, Box<Meta>) {
        (self.reply_value, self.reply_meta)
    }

    pub(crate) fn from_parts(value: T, meta: Box<Meta>) -> Self {
        Self {
            reply_value: value,
            reply_meta: meta,
        }
    }
}

impl<T> Deref for Reply<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.reply_value
    }
}

impl<T> DerefMut for Reply<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.reply_value
    }
}

impl<T: fmt::Debug> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reply")
            .field("status", &self.status())
            .field("attempts", &self.attempts())
            .field("envelope", self.envelope())
            .field("value", &self.reply_value)
            .finish_non_exhaustive()
    }
}
