//! The frames of a watch, without a socket.

use axum::extract::ws::{CloseFrame, Message};
use serde_json::{Value, json};

use crate::faults::WatchFault;

/// Returns the first frames, from the status of the job with all documents.
pub(super) fn opening(mut status: Value) -> Vec<Message> {
    let ended = status["status"] != "scraping";
    if let Some(status) = status.as_object_mut() {
        status.shift_remove("next");
        // A recorded catchup has these at its end, in this order.
        for name in ["completed", "creditsUsed", "expiresAt", "data"] {
            if let Some(value) = status.shift_remove(name) {
                status.insert(name.to_owned(), value);
            }
        }
    }
    let mut frames = vec![text("catchup", &status)];
    frames.extend(ended.then(done));
    frames
}

/// Returns the first frames of a watch that has a fault.
pub(super) fn faulty_opening(mut status: Value, fault: &WatchFault) -> Vec<Message> {
    match fault {
        WatchFault::EarlyEnd => {
            for name in ["completed", "total", "creditsUsed"] {
                status[name] = 0.into();
            }
            status["status"] = "completed".into();
            status["data"] = json!([]);
        }
        WatchFault::LargeCatchup(bytes) => status["padding"] = " ".repeat(*bytes).into(),
        _ => {
            let documents = status["data"].as_array().cloned().unwrap_or_default();
            status["data"] = altered(documents, 0, Some(fault)).into();
        }
    }
    let mut frames = opening(status);
    match fault {
        WatchFault::Close(code) => {
            frames.truncate(1);
            frames.push(match code {
                None => Message::Close(None),
                Some(1000) => done(),
                Some(code) => rejection(*code, "An unexpected error occurred."),
            });
        }
        WatchFault::Cut | WatchFault::Stall => frames.truncate(1),
        WatchFault::Text(text) => frames.insert(1, Message::Text(text.into())),
        _ => {}
    }
    frames
}

/// Returns the documents that a watch sends in place of these, of which the first has this index.
pub(super) fn altered(
    documents: Vec<Value>,
    first: usize,
    fault: Option<&WatchFault>,
) -> Vec<Value> {
    let copies = |index: usize| match fault {
        Some(WatchFault::DocumentsTwice) => 2,
        Some(WatchFault::DocumentsLost) => (first + index) % 2,
        _ => 1,
    };
    let documents = documents.into_iter().enumerate();
    documents
        .flat_map(|(index, document)| std::iter::repeat_n(document, copies(index)))
        .collect()
}

/// Returns the next frames, from the documents after those that were sent, and the status that the
/// job had before they were read.
pub(super) fn news(documents: &[Value], status: &str) -> Vec<Message> {
    let documents = documents.iter();
    let mut frames: Vec<_> = documents
        .map(|document| text("document", document))
        .collect();
    frames.extend((status != "scraping").then(done));
    frames
}

/// Returns the close frame of a watch that cannot continue.
pub(super) fn rejection(code: u16, error: &str) -> Message {
    close(code, &json!({"type": "error", "error": error}))
}

fn text(kind: &str, data: &Value) -> Message {
    Message::Text(json!({"type": kind, "data": data}).to_string().into())
}

fn done() -> Message {
    close(1000, &json!({"type": "done"}))
}

fn close(code: u16, reason: &Value) -> Message {
    let reason = reason.to_string().into();
    Message::Close(Some(CloseFrame { code, reason }))
}
