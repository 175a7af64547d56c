//! The parts that every request carries: the key, headers, extra fields.

use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, HeaderValue};
use reqwest::{Body, Request};
use serde_json::{Map, Value};

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::origin::same_origin;

/// Returns the idempotency key of a call, if it starts work and no header set by hand is its key.
pub(super) fn idempotency_key(client: &Client, starts: bool) -> Option<HeaderValue> {
    let (options, shared) = (&client.options, &client.shared);
    let by_hand = options.headers.contains_key(&shared.idempotency_header)
        || shared.headers.contains_key(&shared.idempotency_header);
    if !starts || by_hand {
        return None;
    }
    let fresh = || HeaderValue::from_str(&uuid::Uuid::new_v4().to_string()).ok();
    options.idempotency_key.clone().or_else(fresh)
}

/// Completes a request with its headers, the idempotency key of its call, and the API key.
pub(super) fn complete(
    client: &Client,
    idempotency_key: Option<&HeaderValue>,
    request: &mut Request,
) -> Result<(), Error> {
    let shared = &client.shared;
    if !same_origin(request.url(), &shared.root) {
        return Err(Error::new(
            ErrorKind::InvalidRequest,
            "the request leads to another server than the client's; nothing was sent",
        ));
    }
    let headers = request.headers_mut();
    for (name, value) in shared.headers.iter().chain(&client.options.headers) {
        headers.insert(name.clone(), own(value));
    }
    if let Some(key) = idempotency_key {
        headers.insert(shared.idempotency_header.clone(), key.clone());
    }
    headers.remove(AUTHORIZATION);
    if let Some(key) = &shared.key {
        headers.insert(AUTHORIZATION, own(key.header()));
    }
    Ok(())
}

/// Returns a copy of a value that shares nothing with those of other calls.
///
/// A clone counts its owners, and reqwest makes several clones of each header;
/// many calls at once would all write to the same count.
fn own(value: &HeaderValue) -> HeaderValue {
    match HeaderValue::from_bytes(value.as_bytes()) {
        Ok(mut copy) => {
            copy.set_sensitive(value.is_sensitive());
            copy
        }
        // The bytes of a header value are always a valid header value.
        Err(_) => value.clone(),
    }
}

/// Adds the extra fields of the call to a JSON body.
pub(super) fn add_fields(
    request: &mut Request,
    fields: &Map<String, Value>,
    operation: &str,
) -> Result<(), Error> {
    if fields.is_empty() {
        return Ok(());
    }
    let not_an_object = || {
        Error::new(
            ErrorKind::InvalidRequest,
            format!("{operation} has no JSON object as its body to add fields to"),
        )
    };
    let bytes = request.body().and_then(Body::as_bytes);
    let mut body: Map<String, Value> = match bytes {
        Some(bytes) => serde_json::from_slice(bytes).map_err(|_| not_an_object())?,
        None => return Err(not_an_object()),
    };
    body.extend(fields.clone());
    let text = Value::Object(body).to_string();
    request.headers_mut().remove(CONTENT_LENGTH);
    *request.body_mut() = Some(text.into());
    Ok(())
}
