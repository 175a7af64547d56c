//! The response of a call: the value, and the envelope around it.

use std::fmt;
use std::ops::{Deref, DerefMut};

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde_json::{Map, Value};

/// The response of a call: the value, the envelope around it, and the HTTP status and headers.
///
/// It dereferences to the value, so that its fields can be read directly, and a list is iterated
/// directly. `Display` shows the value.
#[derive(Clone)]
pub struct Response<T> {
    value: T,
    pub(crate) meta: Box<Meta>,
}

/// The parts of a response besides its value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meta {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub attempts: u32,
    pub body: Option<Bytes>,
    pub envelope: Map<String, Value>,
}

impl Meta {
    /// Creates the meta of a response that is not read yet.
    pub fn new(status: StatusCode, headers: HeaderMap) -> Box<Self> {
        Box::new(Self {
            status,
            headers,
            attempts: 1,
            ..Self::default()
        })
    }
}

impl<T> Response<T> {
    /// Returns the value.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Returns the fields around the value, such as `success`, `id` and `warning`.
    ///
    /// If the value is the whole body, they are fields of the value as well. A list with items
    /// of an unexpected type is here unchanged, while the value has its other items.
    /// Empty for operations without an envelope and for requests to unknown routes.
    pub fn envelope(&self) -> &Map<String, Value> {
        &self.meta.envelope
    }

    /// Returns the `id` beside the value.
    pub fn id(&self) -> Option<&str> {
        self.envelope().get("id")?.as_str()
    }

    /// Returns the `creditsUsed` beside the value, of services that bill credits; -1 while unknown.
    pub fn credits_used(&self) -> Option<f64> {
        self.envelope().get("creditsUsed")?.as_f64()
    }

    /// Returns the `warning` beside the value.
    pub fn warning(&self) -> Option<&str> {
        self.envelope().get("warning")?.as_str()
    }

    /// Returns the `agent_hints` beside the value, of services that give hints to programs.
    ///
    /// Empty where [`envelope`](Self::envelope) is; the value has the field itself then.
    pub fn agent_hints(&self) -> impl Iterator<Item = &str> {
        let hints = self.envelope().get("agent_hints").and_then(Value::as_array);
        hints.into_iter().flatten().filter_map(Value::as_str)
    }

    /// Returns the HTTP status of the call. A page has its own, as `page.status()`.
    pub fn http_status(&self) -> StatusCode {
        self.meta.status
    }

    /// Returns the HTTP headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.meta.headers
    }

    /// Returns the number of attempts that the call took.
    pub fn attempts(&self) -> u32 {
        self.meta.attempts
    }

    /// Returns the bytes of the body, if [`CallOptions::keep_body`](crate::CallOptions::keep_body) is set.
    pub fn body(&self) -> Option<&Bytes> {
        self.meta.body.as_ref()
    }

    /// Maps the value and keeps the rest.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        Response {
            value: change(self.value),
            meta: self.meta,
        }
    }

    pub(crate) fn into_parts(self) -> (T, Box<Meta>) {
        (self.value, self.meta)
    }

    pub(crate) fn from_parts(value: T, meta: Box<Meta>) -> Self {
        Self { value, meta }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Response<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: IntoIterator> IntoIterator for Response<T> {
    type Item = T::Item;
    type IntoIter = T::IntoIter;

    fn into_iter(self) -> T::IntoIter {
        self.value.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a Response<T>
where
    &'a T: IntoIterator,
{
    type Item = <&'a T as IntoIterator>::Item;
    type IntoIter = <&'a T as IntoIterator>::IntoIter;

    fn into_iter(self) -> Self::IntoIter {
        self.value.into_iter()
    }
}

/// Shows the value.
impl<T: fmt::Display> fmt::Display for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.http_status())
            .field("attempts", &self.attempts())
            .field("envelope", self.envelope())
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}
