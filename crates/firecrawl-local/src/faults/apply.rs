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
use super::fault::{Fault, with_header};
use super::page_faults::{self, Pages};
use super::queue::{Faults, Pending};
use super::value_faults;
use crate::request::Request;
use crate::response::{Body, Response};

/// The effect of a fault before the handler.
#[derive(Debug)]
pub enum Before {
    /// The handler runs.
    Proceed,
    /// This is the response, and the handler does not run.
    Respond(Response),
    /// The connection closes without a byte.
    Drop,
    /// The request gets no response.
    Hang,
}

/// A fault that changes the response.
#[derive(Debug)]
pub struct After {
    pending: Arc<Pending>,
    pages: Arc<Pages>,
}

/// Takes the next fault of an operation, and waits if the fault is a delay.
pub async fn before(faults: &Faults, operation: &str) -> (Before, Option<After>) {
    let Some(pending) = faults.take(operation) else {
        return (Before::Proceed, None);
    };
    let before = match &pending.fault {
        Fault::Status(status) => Before::Respond(status.response()),
        Fault::Reset => Before::Drop,
        Fault::Silence => Before::Hang,
        Fault::Latency(time) => {
            tokio::time::sleep(*time).await;
            Before::Proceed
        }
        _ => {
            let pages = Arc::clone(&faults.pages);
            return (Before::Proceed, Some(After { pending, pages }));
        }
    };
    (before, None)
}

/// Applies a fault to the response.
pub fn after(fault: Option<After>, request: &Request, mut response: Response) -> Response {
    let Some(After { pending, pages }) = fault else {
        return response;
    };
    match &pending.fault {
        Fault::ResetAfter(bytes) => response.delivery = Delivery::CutAfter(*bytes),
        Fault::Drip { bytes, every } => {
            response.delivery = Delivery::Drip {
                bytes: *bytes,
                every: *every,
            };
        }
        Fault::CloseAfter => response.delivery = Delivery::CloseAfter,
        Fault::Truncated(bytes) => {
            let (content_type, whole) = response.body.into_bytes();
            let end = (*bytes).min(whole.len().saturating_sub(1));
            response.body = Body::Raw(content_type, whole.slice(..end));
        }
        Fault::ContentType(value) => return with_header(response, CONTENT_TYPE.as_str(), value),
        Fault::Gzip => {
            let (content_type, whole) = response.body.into_bytes();
            let compressed = gzip(&whole);
            if compressed.is_some() {
                let encoding = HeaderValue::from_static("gzip");
                response.headers.push((CONTENT_ENCODING, encoding));
            }
            response.body = Body::Raw(content_type, compressed.unwrap_or(whole));
        }
        _ => change_json(&pending, &pages, request, &mut response),
    }
    response
}

/// Changes the JSON of a successful response; a fault that finds nothing to change stays queued.
fn change_json(pending: &Pending, pages: &Pages, request: &Request, response: &mut Response) {
    if !(200..300).contains(&response.status) {
        return;
    }
    let Some(mut body) = parsed(&response.body) else {
        return;
    };
    let changed = match &pending.fault {
        Fault::NextElsewhere(base) => page_faults::point_elsewhere(&mut body, base),
        Fault::NextToItself => page_faults::point_to_itself(&mut body, request),
        Fault::SkipIgnored => page_faults::repeat_first(&mut body, request, pages),
        Fault::RepeatedPage => page_faults::repeat_previous(&mut body, request, pages),
        Fault::UnknownStatus => value_faults::unknown_status(&mut body),
        Fault::UnknownValues => value_faults::unknown_values(&mut body, request),
        Fault::Nulls => value_faults::nulls(&mut body, request),
        _ => false,
    };
    if changed && pending.try_use() {
        response.body = Body::Json(body);
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
