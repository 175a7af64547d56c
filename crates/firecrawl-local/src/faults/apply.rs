//! Applies faults to requests and responses.

use std::io::Write;
use std::sync::Arc;

use axum::http::HeaderValue;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use super::delivery::Delivery;
use super::fault::{Effect, JsonFault, with_header};
use super::page_faults;
use super::queue::{Faults, Pending};
use super::value_faults;
use crate::request::Request;
use crate::response::{Body, Response};

/// Takes the next fault of an operation, which is left to [`after`] if it changes the response, or
/// whose effect is a delay, no response at all, or one in place of the handler's.
pub async fn before(
    faults: &Faults,
    operation: &str,
) -> Result<Option<Arc<Pending>>, Box<Response>> {
    let Some(pending) = faults.take(operation) else {
        return Ok(None);
    };
    match &pending.effect {
        Effect::Status(response) => Err(response.clone()),
        Effect::Delivery(Delivery::Dropped) => Err(Response::dropped().into()),
        Effect::Silence => std::future::pending().await,
        Effect::Latency(time) => {
            tokio::time::sleep(*time).await;
            Ok(None)
        }
        _ => Ok(Some(pending)),
    }
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
    match &pending.effect {
        Effect::Delivery(delivery) => response.delivery = delivery.clone(),
        Effect::Truncated(bytes) => {
            let (content_type, whole) = response.body.into_bytes();
            let end = (*bytes).min(whole.len().saturating_sub(1));
            response.body = Body::Raw(content_type, whole.slice(..end));
        }
        Effect::ContentType(value) => with_header(&mut response, CONTENT_TYPE.as_str(), value),
        Effect::Gzip => {
            let (content_type, whole) = response.body.into_bytes();
            let compressed = gzip(&whole);
            if compressed.is_some() {
                let encoding = HeaderValue::from_static("gzip");
                response.headers.push((CONTENT_ENCODING, encoding));
            }
            response.body = Body::Raw(content_type, compressed.unwrap_or(whole));
        }
        Effect::Json(fault) => {
            if (200..300).contains(&response.status)
                && let Some(mut body) = parsed(&response.body)
                // A fault that finds nothing to change stays queued.
                && change_json(fault, faults, request, &mut body)
                && pending.try_use()
            {
                response.body = Body::Json(body);
            }
        }
        // These have no response of the handler.
        Effect::Status(_) | Effect::Latency(_) | Effect::Silence => {}
    }
    response
}

/// Changes the JSON of a response; `false` if it has nothing to change.
fn change_json(fault: &JsonFault, faults: &Faults, request: &Request, body: &mut Value) -> bool {
    match fault {
        JsonFault::NextElsewhere(base) => page_faults::point_elsewhere(body, base),
        JsonFault::NextToItself => page_faults::point_to_itself(body, request),
        JsonFault::SkipIgnored => faults.pages.repeat(body, request, |seen| seen.first),
        JsonFault::RepeatedPage => faults.pages.repeat(body, request, |seen| seen.previous),
        JsonFault::UnknownStatus => value_faults::unknown_status(body),
        JsonFault::UnknownValues => value_faults::unknown_values(body, request),
        JsonFault::Nulls => value_faults::nulls(body, request),
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
