//! What every request carries: the key, headers, extra fields.

use firecrawl_api::Operation;
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, HeaderMap, HeaderValue};
use reqwest::{Body, Request};
use serde_json::{Map, Value};

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::options::IDEMPOTENCY_KEY;

/// The headers that a call adds to each of its attempts.
pub(super) fn headers(client: &Client, starts: bool) -> HeaderMap {
    let shared = &client.shared;
    let mut headers = shared.headers.clone();
    for (name, value) in &client.options.headers {
        headers.insert(name.clone(), value.clone());
    }
    // The header set by hand is the user's own key.
    if starts && !headers.contains_key(IDEMPOTENCY_KEY) {
        let key = client.options.idempotency_key.clone().or_else(fresh_key);
        headers.extend(key.map(|key| (IDEMPOTENCY_KEY, key)));
    }
    headers
}

/// A key that no other call has.
fn fresh_key() -> Option<HeaderValue> {
    HeaderValue::from_str(&uuid::Uuid::new_v4().to_string()).ok()
}

/// Makes a request ready to be sent with these headers.
pub(super) fn request(
    client: &Client,
    headers: &HeaderMap,
    request: &mut Request,
) -> Result<(), Error> {
    let shared = &client.shared;
    for (name, value) in headers {
        request.headers_mut().insert(name.clone(), value.clone());
    }
    if request.url().origin() != shared.root.origin() {
        return Err(Error::new(
            ErrorKind::InvalidRequest,
            "the request leads to another server than the client's; nothing was sent",
        ));
    }
    request.headers_mut().remove(AUTHORIZATION);
    if let Some(key) = &shared.key {
        request.headers_mut().insert(AUTHORIZATION, key.header());
    }
    Ok(())
}

/// Puts the extra fields of the call into a JSON body.
pub(super) fn add_fields(
    request: &mut Request,
    fields: &Map<String, Value>,
    operation: Option<&Operation>,
) -> Result<(), Error> {
    if fields.is_empty() {
        return Ok(());
    }
    let no_object = || {
        let name = operation.map_or("this request", |operation| operation.id);
        Error::new(
            ErrorKind::InvalidRequest,
            format!("{name} has no JSON object as its body to add fields to"),
        )
    };
    let bytes = request.body().and_then(Body::as_bytes);
    let mut body: Map<String, Value> = match bytes {
        Some(bytes) => serde_json::from_slice(bytes).map_err(|_| no_object())?,
        None => return Err(no_object()),
    };
    body.extend(fields.clone());
    let text = Value::Object(body).to_string();
    request.headers_mut().remove(CONTENT_LENGTH);
    *request.body_mut() = Some(text.into());
    Ok(())
}
