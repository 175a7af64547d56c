//! Applies faults to requests and responses.

use std::io::Write;
use std::sync::Arc;

use axum::http::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, HeaderValue};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use super::fault::{Effect, JsonFault, with_header};
use super::page_faults;
use super::queue::{Faults, Pending};
use super::value_faults;
use crate::request::Request;
use crate::response::{Body, Response};

/// Takes the next fault of an operation, of which [`after`] applies what changes the response.
///
/// # Errors
/// The response in place of the handler's.
pub async fn before(
    faults: &Faults,
    operation: &str,
    headers: &HeaderMap,
) -> Result<Option<Arc<Pending>>, Box<Response>> {
    let Some(pending) = faults.take(operation) else {
        return Ok(None);
    };
    let mut instead = None;
    for effect in &pending.effects {
        match effect {
            Effect::Status(response) => instead = Some(response.clone()),
            Effect::KeyEchoed => instead = Some(key_echo(headers).into()),
            Effect::Reset => return Err(Response::dropped().into()),
            Effect::Silence => std::future::pending().await,
            Effect::Latency(time) => tokio::time::sleep(*time).await,
            _ => {}
        }
    }
    match instead {
        Some(response) => Err(Box::new(rewritten(&pending, *response))),
        None => Ok(Some(pending)),
    }
}

/// Returns an error response that repeats the key of a request.
fn key_echo(headers: &HeaderMap) -> Response {
    let key = headers
        .get(AUTHORIZATION)
        .map(|value| String::from_utf8_lossy(value.as_bytes()));
    let key = key.as_deref().unwrap_or_default();
    let key = key.split_once(' ').map_or(key, |(_, key)| key);
    let mut response = Response::error(401, format!("Unauthorized: {key} is not a key"));
    response.headers.extend(
        HeaderValue::from_str(key)
            .ok()
            .map(|key| (HeaderName::from_static("x-rejected-key"), key)),
    );
    response
}

/// Applies a fault to the response.
pub fn after(
    faults: &Faults,
    fault: Option<&Pending>,
    request: &Request,
    mut response: Response,
) -> Response {
    let Some(pending) = fault else {
        return response;
    };
    if pending.json_faults().next().is_some() {
        let changed = changed(faults, pending, request, &response);
        let Some(body) = changed.filter(|_| pending.try_use()) else {
            return response;
        };
        response.body = body;
    }
    rewritten(pending, response)
}

/// Applies what a fault changes in the bytes of a response.
fn rewritten(pending: &Pending, mut response: Response) -> Response {
    for effect in &pending.effects {
        match effect {
            Effect::Delivery(delivery) => response.delivery = delivery.clone(),
            Effect::Truncated(bytes) => {
                let (content_type, whole) = response.body.into_bytes();
                let end = (*bytes).min(whole.len().saturating_sub(1));
                response.body = Body::Raw(content_type, whole.slice(..end));
            }
            Effect::ContentType(value) => with_header(&mut response, CONTENT_TYPE.as_str(), value),
            Effect::Gzip => {
                let (content_type, whole) = response.body.clone().into_bytes();
                if let Some(packed) = gzip(&whole) {
                    let encoding = HeaderValue::from_static("gzip");
                    response.headers.push((CONTENT_ENCODING, encoding));
                    response.body = Body::Raw(content_type, packed);
                }
            }
            _ => {}
        }
    }
    response
}

/// Applies the JSON faults to a body; `None` if one of them has nothing to change.
fn changed(
    faults: &Faults,
    pending: &Pending,
    request: &Request,
    response: &Response,
) -> Option<Body> {
    let is_success = (200..300).contains(&response.status);
    let mut body = parsed(&response.body).filter(|_| is_success)?;
    for fault in pending.json_faults() {
        change_json(fault, faults, request, &mut body).then_some(())?;
    }
    let mut text = body.to_string();
    for fault in pending.json_faults() {
        if let JsonFault::Text(_, raw) = fault {
            text = value_faults::unmarked(&text, raw);
        }
    }
    Some(Body::Serialized(text.into()))
}

/// Changes the JSON of a response; `false` if it has nothing to change.
fn change_json(fault: &JsonFault, faults: &Faults, request: &Request, body: &mut Value) -> bool {
    match fault {
        JsonFault::NextElsewhere(base) => page_faults::point_elsewhere(body, base),
        JsonFault::NextToItself => page_faults::point_by(body, request, |_| 0),
        JsonFault::NextBackTo(skip) => {
            !body["next"].is_string() && page_faults::point_to(body, request, *skip)
        }
        JsonFault::NextOnward => page_faults::point_by(body, request, |items| items.max(1)),
        JsonFault::SkipIgnored => faults.pages.repeat(body, request, |seen| seen.first),
        JsonFault::RepeatedPage => faults.pages.repeat(body, request, |seen| seen.previous),
        JsonFault::UnknownStatus => value_faults::unknown_status(body),
        JsonFault::UnknownValues => value_faults::unknown_values(body, request),
        JsonFault::Nulls => value_faults::nulls(body, request),
        JsonFault::Text(pointer, text) => value_faults::mark(body, pointer, text),
    }
}

fn parsed(body: &Body) -> Option<Value> {
    match body {
        Body::Json(value) => Some(value.clone()),
        Body::Serialized(bytes) => serde_json::from_slice(bytes).ok(),
        Body::Raw(..) => None,
    }
}

fn gzip(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

#[cfg(test)]
mod tests;
