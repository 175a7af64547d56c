//! The frames of a watch, without a socket.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Value, json};

/// The maximum bytes of the reason of a close frame.
const REASON_BYTES: usize = 123;

/// A frame of a watch; a close is the last one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Text(String),
    Close { code: u16, reason: String },
}

/// The reason of a watch that ends before its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rejection {
    NotFound,
    Unauthorized,
    /// The server stops, or the job was removed.
    Gone,
}

/// The progress of a watch.
#[derive(Debug, Default)]
pub(super) struct Progress {
    sent: usize,
    ended: bool,
}

impl Progress {
    /// Returns the number of documents that were sent.
    pub(super) fn sent(&self) -> usize {
        self.sent
    }

    /// Returns whether the close frame was returned.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// Returns the first frames, from the status of the job with all documents.
    pub(super) fn open(&mut self, status: Value) -> Vec<Frame> {
        let ended = status["status"] != "scraping";
        self.sent = status["data"].as_array().map_or(0, Vec::len);
        let mut frames = vec![text("catchup", &in_order_of_catchup(status))];
        if ended {
            frames.push(self.done());
        }
        frames
    }

    /// Returns the next frames, from the documents after those that were sent, and the status that
    /// the job had before they were read.
    pub(super) fn advance(&mut self, documents: &[Arc<Value>], status: &str) -> Vec<Frame> {
        self.sent += documents.len();
        let mut frames: Vec<Frame> = documents
            .iter()
            .map(|document| text("document", document))
            .collect();
        if status != "scraping" {
            frames.push(self.done());
        }
        frames
    }

    /// Returns the close frame of a watch that cannot continue.
    pub(super) fn reject(&mut self, rejection: Rejection) -> Frame {
        self.ended = true;
        let (code, error) = match rejection {
            Rejection::NotFound => (1008, "Job not found"),
            Rejection::Unauthorized => (3000, "Unauthorized: Invalid token"),
            Rejection::Gone => (1011, "An unexpected error occurred."),
        };
        Frame::Close {
            code,
            reason: error_reason(error),
        }
    }

    fn done(&mut self) -> Frame {
        self.ended = true;
        Frame::Close {
            code: 1000,
            reason: json!({"type": "done"}).to_string(),
        }
    }
}

fn text(kind: &str, data: &Value) -> Frame {
    Frame::Text(json!({"type": kind, "data": data}).to_string())
}

/// Puts the keys of a recorded catchup first, in its order, and removes `next`.
fn in_order_of_catchup(status: Value) -> Value {
    let Value::Object(mut left) = status else {
        return status;
    };
    left.remove("next");
    let mut body = Map::new();
    let first = [
        "success",
        "status",
        "total",
        "completed",
        "creditsUsed",
        "expiresAt",
    ];
    for key in first {
        if let Some(value) = left.shift_remove(key) {
            body.insert(key.to_owned(), value);
        }
    }
    let documents = left.shift_remove("data");
    body.extend(left);
    body.insert("data".to_owned(), documents.unwrap_or_else(|| json!([])));
    Value::Object(body)
}

/// Returns the reason of an error, shortened so that it fits the frame and stays JSON.
pub(super) fn error_reason(error: &str) -> String {
    let mut error = Cow::Borrowed(error);
    loop {
        let reason = json!({"type": "error", "error": error}).to_string();
        if reason.len() <= REASON_BYTES || error.is_empty() {
            return reason;
        }
        error.to_mut().pop();
    }
}
