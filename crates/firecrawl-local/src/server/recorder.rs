//! Records requests for the assertions of a test.

use std::collections::VecDeque;

use axum::http::HeaderMap;
use axum::http::header::{self, AUTHORIZATION, HeaderName, HeaderValue, SEC_WEBSOCKET_PROTOCOL};
use axum::http::request::Parts;
use bytes::Bytes;
use parking_lot::Mutex;
use serde_json::Value;

/// The header with the secret of a proxy that serves users without a key.
const KEYLESS_SECRET: HeaderName = HeaderName::from_static("x-firecrawl-keyless-secret");
/// The number of requests that are kept; the oldest make room.
const MAX_REQUESTS: usize = 10_000;
/// The bytes of bodies that are kept.
const MAX_BYTES: usize = 64 * 1024 * 1024;

/// A request as it was received, also one that was rejected or had a fault.
///
/// ```
/// use firecrawl_local::LocalServer;
///
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = LocalServer::builder().start().await?;
/// reqwest::get(format!("{}/v2/team/activity?limit=5", server.base_url())).await?;
/// let requests = server.requests();
/// assert_eq!(requests[0].method, "GET");
/// assert_eq!(requests[0].path, "/v2/team/activity?limit=5");
/// assert_eq!(requests[0].operation, Some("getActivity"));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecordedRequest {
    /// The method, in capitals.
    pub method: String,
    /// The path with its query.
    pub path: String,
    /// The operationId, if the contract has the route.
    pub operation: Option<&'static str>,
    /// The headers, with `redacted` in place of each key.
    pub headers: HeaderMap,
    /// The body; empty if it is neither JSON nor a form.
    pub body: Bytes,
}

impl RecordedRequest {
    /// Returns the body as JSON; `Null` if it is not.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// The last requests, the oldest first.
#[derive(Debug, Default)]
pub struct Recorder(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    requests: VecDeque<RecordedRequest>,
    bytes: usize,
}

impl Recorder {
    /// Keeps a request.
    pub fn record(&self, parts: &Parts, operation: Option<&'static str>, body: Bytes) {
        let mut headers = parts.headers.clone();
        for name in [AUTHORIZATION, SEC_WEBSOCKET_PROTOCOL, KEYLESS_SECRET] {
            if let header::Entry::Occupied(mut values) = headers.entry(name) {
                for value in values.iter_mut() {
                    *value = HeaderValue::from_static("redacted");
                }
            }
        }
        let path = parts.uri.path_and_query();
        let mut kept = self.0.lock();
        kept.bytes += body.len();
        kept.requests.push_back(RecordedRequest {
            method: parts.method.to_string(),
            path: path.map_or_else(String::new, ToString::to_string),
            operation,
            headers,
            body,
        });
        while (kept.bytes > MAX_BYTES || kept.requests.len() > MAX_REQUESTS)
            && let Some(oldest) = kept.requests.pop_front()
        {
            kept.bytes -= oldest.body.len();
        }
    }

    /// Returns the requests, the oldest first.
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.0.lock().requests.iter().cloned().collect()
    }
}
