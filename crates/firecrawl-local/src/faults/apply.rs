//! Where the dispatcher meets the faults.

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
use crate::state::ServerState;

/// What becomes of a request before its work.
#[derive(Debug)]
pub enum Before {
    /// The work is done as ever.
    Go,
    /// This is the response; there is no work.
    Response(Response),
    /// The connection closes without a byte.
    Drop,
    /// Nothing is ever answered.
    Hang,
}

/// What becomes of the response to a request.
#[derive(Debug, Default)]
pub struct After {
    plan: Option<(Arc<Pending>, Arc<Pages>)>,
}

/// Takes the fault that is next in order for an operation, and waits if that is what it does.
pub async fn before(state: &ServerState, operation: &str) -> (Before, Option<After>) {
    decide(&state.faults, operation).await
}

async fn decide(faults: &Faults, operation: &str) -> (Before, Option<After>) {
    let Some(pending) = faults.take(operation) else {
        return (Before::Go, None);
    };
    let before = match &pending.fault {
        Fault::Status(status) => Before::Response(status.response()),
        Fault::Reset => Before::Drop,
        Fault::Silence => Before::Hang,
        Fault::Latency(time) => {
            tokio::time::sleep(*time).await;
            Before::Go
        }
        _ => {
            let plan = Some((pending, Arc::clone(&faults.pages)));
            return (Before::Go, Some(After { plan }));
        }
    };
    (before, None)
}

/// Spoils an response as planned.
pub fn after(plan: Option<After>, request: &Request, mut response: Response) -> Response {
    let Some((pending, pages)) = plan.and_then(|after| after.plan) else {
        return response;
    };
    match &pending.fault {
        Fault::ResetAfter(bytes) => response.delivery = Delivery::cut_after(*bytes),
        Fault::Drip { bytes, every } => response.delivery = Delivery::drip(*bytes, *every),
        Fault::CloseAfter => response.delivery = Delivery::close_after(),
        Fault::Truncated(bytes) => {
            let (kind, whole) = written(&response.body);
            let end = (*bytes).min(whole.len().saturating_sub(1));
            response.body = Body::Raw(kind, whole.slice(..end));
        }
        Fault::ContentType(kind) => return with_header(response, CONTENT_TYPE.as_str(), kind),
        Fault::Gzip => {
            let (kind, whole) = written(&response.body);
            if let Some(packed) = gzip(&whole) {
                response.body = Body::Raw(kind, packed);
                let gzip = HeaderValue::from_static("gzip");
                response.headers.push((CONTENT_ENCODING, gzip));
            }
        }
        _ => spoil_json(&pending, &pages, request, &mut response),
    }
    response
}

/// Faults in the JSON of a successful response; one that finds nothing to spoil stays in order.
fn spoil_json(pending: &Pending, pages: &Pages, request: &Request, response: &mut Response) {
    if !(200..300).contains(&response.status) {
        return;
    }
    let Some(mut body) = parsed(&response.body) else {
        return;
    };
    let spoiled = match &pending.fault {
        Fault::NextElsewhere(base) => page_faults::point_elsewhere(&mut body, base),
        Fault::NextToItself => page_faults::point_to_itself(&mut body, request),
        Fault::SkipIgnored => page_faults::repeat_first(&mut body, request, pages),
        Fault::RepeatedPage => page_faults::repeat_previous(&mut body, request, pages),
        Fault::UnknownStatus => value_faults::unknown_status(&mut body),
        Fault::UnknownValues => value_faults::unknown_values(&mut body, request),
        Fault::Nulls => value_faults::nulls(&mut body, request),
        _ => false,
    };
    if spoiled && pending.try_use() {
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

fn written(body: &Body) -> (&'static str, Bytes) {
    const JSON: &str = "application/json; charset=utf-8";
    match body {
        Body::Json(value) => (JSON, Bytes::from(value.to_string())),
        Body::Serialized(bytes) => (JSON, bytes.clone()),
        Body::Raw(kind, bytes) => (kind, bytes.clone()),
    }
}

fn gzip(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

#[cfg(test)]
mod tests;
