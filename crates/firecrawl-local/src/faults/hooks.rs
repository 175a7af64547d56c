//! Where the dispatcher meets the faults.

use std::io::Write;
use std::sync::Arc;

use axum::http::HeaderValue;
use axum::http::header::CONTENT_ENCODING;
use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use super::delivery::Delivery;
use super::fault::Fault;
use super::orders::{Faults, Pending};
use super::paging::{self, Pages};
use super::values;
use crate::answer::{Answer, Body};
use crate::app::App;
use crate::call::Call;

/// What becomes of a call before its work.
#[derive(Debug)]
pub enum Before {
    /// The work is done as ever.
    Go,
    /// This is the answer; there is no work.
    Answer(Answer),
    /// The connection closes without a byte.
    Drop,
    /// Nothing is ever answered.
    Hang,
}

/// What becomes of the answer to a call.
#[derive(Debug, Default)]
pub struct After {
    plan: Option<(Arc<Pending>, Arc<Pages>)>,
}

/// Takes the fault that is next in order for an operation, and waits if that is what it does.
pub async fn before(app: &App, operation: &str) -> (Before, Option<After>) {
    decide(&app.faults, operation).await
}

async fn decide(faults: &Faults, operation: &str) -> (Before, Option<After>) {
    let Some(pending) = faults.take(operation) else {
        return (Before::Go, None);
    };
    let before = match &pending.fault {
        Fault::Status(status) => Before::Answer(status.answer()),
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

/// Spoils an answer as planned.
pub fn after(plan: Option<After>, call: &Call, mut answer: Answer) -> Answer {
    let Some((pending, pages)) = plan.and_then(|after| after.plan) else {
        return answer;
    };
    match &pending.fault {
        Fault::ResetAfter(bytes) => answer.delivery = Delivery::cut_after(*bytes),
        Fault::Drip { bytes, every } => answer.delivery = Delivery::drip(*bytes, *every),
        Fault::CloseAfter => answer.delivery = Delivery::close_after(),
        Fault::Truncated(bytes) => {
            let (kind, whole) = written(&answer.body);
            let end = (*bytes).min(whole.len().saturating_sub(1));
            answer.body = Body::Raw(kind, whole.slice(..end));
        }
        Fault::ContentType(kind) => answer.body = Body::Raw(kind, written(&answer.body).1),
        Fault::Gzip => {
            let (kind, whole) = written(&answer.body);
            if let Some(packed) = gzip(&whole) {
                answer.body = Body::Raw(kind, packed);
                let gzip = HeaderValue::from_static("gzip");
                answer.headers.push((CONTENT_ENCODING, gzip));
            }
        }
        _ => spoil_json(&pending, &pages, call, &mut answer),
    }
    answer
}

/// Faults in the JSON of a successful answer; one that finds nothing to spoil stays in order.
fn spoil_json(pending: &Pending, pages: &Pages, call: &Call, answer: &mut Answer) {
    if !(200..300).contains(&answer.status) {
        return;
    }
    let Some(mut body) = parsed(&answer.body) else {
        return;
    };
    let spoiled = match &pending.fault {
        Fault::NextElsewhere(base) => paging::point_elsewhere(&mut body, base),
        Fault::NextToItself => paging::point_to_itself(&mut body, call),
        Fault::SkipIgnored => paging::repeat_first(&mut body, call, pages),
        Fault::RepeatedPage => paging::repeat_previous(&mut body, call, pages),
        Fault::UnknownStatus => values::unknown_status(&mut body),
        Fault::UnknownValues => values::unknown_values(&mut body, call),
        Fault::Nulls => values::nulls(&mut body, call),
        _ => false,
    };
    if spoiled && pending.try_use() {
        answer.body = Body::Json(body);
    }
}

fn parsed(body: &Body) -> Option<Value> {
    match body {
        Body::Json(value) => Some(value.clone()),
        Body::Written(bytes) => serde_json::from_slice(bytes).ok(),
        Body::Raw(..) => None,
    }
}

fn written(body: &Body) -> (&'static str, Bytes) {
    const JSON: &str = "application/json; charset=utf-8";
    match body {
        Body::Json(value) => (JSON, Bytes::from(value.to_string())),
        Body::Written(bytes) => (JSON, bytes.clone()),
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
