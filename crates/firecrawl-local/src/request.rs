//! A request after routing and validation.

use std::collections::BTreeMap;

use axum::http::HeaderMap;
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::contract::Operation;
use crate::response::Response;

/// The fields by which official clients name themselves in a body.
pub(crate) const CLIENT_FIELDS: [&str; 2] = ["origin", "integration"];

/// A request that fits the contract.
#[derive(Clone, Debug)]
pub struct Request {
    /// The operation that the request calls.
    pub(crate) operation: &'static Operation,
    /// The parameters of the path, decoded.
    pub path: BTreeMap<String, String>,
    /// The query parameters, typed by the contract: numbers, booleans, lists.
    pub query: serde_json::Map<String, Value>,
    /// The headers as received.
    pub headers: HeaderMap,
    /// The JSON body, or the fields of a multipart form; `Null` without a body.
    pub body: Value,
    /// The bytes of the body.
    pub bytes: Bytes,
    /// The file of a multipart form.
    pub file: Option<Bytes>,
    /// Scheme, host and port that the client used, for links in responses:
    /// `http://127.0.0.1:3002`.
    pub origin: String,
}

impl Request {
    /// Returns the operationId.
    pub fn id(&self) -> &str {
        &self.operation.id
    }

    /// Returns the path template of the operation below `/v2`, such as `/crawl/{id}`.
    pub fn path_template(&self) -> &'static str {
        self.operation.path
    }

    /// Returns a path parameter; empty if the path has no such parameter.
    pub fn path_param(&self, name: &str) -> &str {
        self.path.get(name).map_or("", String::as_str)
    }

    /// Returns an integer of the query.
    pub fn query_i64(&self, name: &str) -> Option<i64> {
        self.query.get(name)?.as_i64()
    }

    /// Returns an integer of the query that is not negative.
    pub(crate) fn query_usize(&self, name: &str) -> Option<usize> {
        usize::try_from(self.query_i64(name)?).ok()
    }

    /// Returns a text of the query.
    pub(crate) fn query_str(&self, name: &str) -> Option<&str> {
        self.query.get(name)?.as_str()
    }

    /// Returns a text of the body.
    pub(crate) fn body_str(&self, name: &str) -> Option<&str> {
        self.body.get(name)?.as_str()
    }

    /// Deserializes the body, without the name of the client.
    pub(crate) fn parse_body<T: DeserializeOwned>(&self) -> Result<T, Box<Response>> {
        let mut body = self.body.clone();
        if let Some(fields) = body.as_object_mut() {
            fields.retain(|name, _| !CLIENT_FIELDS.contains(&name.as_str()));
        }
        T::deserialize(body).map_err(|error| Response::invalid(&[], &error.to_string()).into())
    }

    /// Returns scheme, host and port for links in responses, with the scheme that a proxy in
    /// front of the server took.
    pub(crate) fn public_origin(&self) -> String {
        let forwarded = self
            .headers
            .get("x-forwarded-proto")
            .and_then(|value| value.to_str().ok()?.split(',').next())
            .map(str::trim);
        match (forwarded, self.origin.split_once("://")) {
            (Some(scheme @ ("http" | "https")), Some((_, rest))) => format!("{scheme}://{rest}"),
            _ => self.origin.clone(),
        }
    }
}
