//! What every request carries: the key, headers, extra fields.

use firecrawl_api::Operation;
use reqwest::header::{AUTHORIZATION, CONTENT_LENGTH, HeaderValue};
use reqwest::{Body, Request};
use serde_json::{Map, Value};

use crate::base_url::same_origin;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::options::IDEMPOTENCY_KEY;

/// The idempotency key of a call, if it starts work and no header set by hand is its key.
pub(super) fn idempotency_key(client: &Client, starts: bool) -> Option<HeaderValue> {
    let options = &client.options;
    let by_hand = options.headers.contains_key(IDEMPOTENCY_KEY)
        || client.shared.headers.contains_key(IDEMPOTENCY_KEY);
    if !starts || by_hand {
        return None;
    }
    options.idempotency_key.clone().or_else(fresh_key)
}

/// A key that no other call has.
fn fresh_key() -> Option<HeaderValue> {
    HeaderValue::from_str(&uuid::Uuid::new_v4().to_string()).ok()
}

/// Makes a request ready to be sent, with the idempotency key of its call.
pub(super) fn request(
    client: &Client,
    key: Option<&HeaderValue>,
    request: &mut Request,
) -> Result<(), Error> {
    let shared = &client.shared;
    if !same_origin(request.url(), &shared.root) {
        return Err(Error::new(
            ErrorKind::InvalidRequest,
            "the request leads to another server than the client's; nothing was sent",
        ));
    }
    for (name, value) in shared.headers.iter().chain(&client.options.headers) {
        request.headers_mut().insert(name.clone(), own(value));
    }
    if let Some(key) = key {
        request.headers_mut().insert(IDEMPOTENCY_KEY, key.clone());
    }
    request.headers_mut().remove(AUTHORIZATION);
    if let Some(key) = &shared.key {
        request
            .headers_mut()
            .insert(AUTHORIZATION, own(key.header()));
    }
    Ok(())
}

/// A copy of a value that shares nothing with those of other calls.
///
/// A clone counts its owners, and reqwest makes several of each header; many
/// calls at once would all write to the one count.
fn own(value: &HeaderValue) -> HeaderValue {
    match HeaderValue::from_bytes(value.as_bytes()) {
        Ok(mut copy) => {
            copy.set_sensitive(value.is_sensitive());
            copy
        }
        // The bytes of a header make a header.
        Err(_) => value.clone(),
    }
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
