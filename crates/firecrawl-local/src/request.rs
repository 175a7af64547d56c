//! One request of an operation, after routing and validation.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::http::HeaderMap;
use bytes::Bytes;
use serde_json::Value;

use crate::contract::Operation;

/// A request that has passed the contract.
#[derive(Clone, Debug)]
pub struct Request {
    /// The operation that it calls.
    pub operation: Arc<Operation>,
    /// The values of the path template, decoded.
    pub path: BTreeMap<String, String>,
    /// The query parameters, typed by the contract: numbers, booleans, lists.
    pub query: serde_json::Map<String, Value>,
    /// The headers as they came.
    pub headers: HeaderMap,
    /// The JSON body; `Null` where there is none.
    pub body: Value,
    /// The bytes of the body, which a multipart operation reads itself.
    pub bytes: Bytes,
    /// Scheme, host and port that the client used, for links in answers: `http://127.0.0.1:3002`.
    pub origin: String,
}

impl Request {
    /// The operationId.
    pub fn id(&self) -> &str {
        &self.operation.id
    }

    /// A value of the path template; empty if the template has no such name.
    pub fn path_param(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// A whole number of the query.
    pub fn query_i64(&self, name: &str) -> Option<i64> {
        self.query.get(name)?.as_i64()
    }
}
