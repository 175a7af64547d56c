//! Which frames a watch sends; without a socket.

use std::borrow::Cow;
use std::sync::Arc;

use serde_json::{Map, Value, json};

/// How many bytes the reason of a close frame may have.
const REASON_BYTES: usize = 123;

/// One frame of a watch; nothing follows a close.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Text(String),
    Close { code: u16, reason: String },
}

/// Why a watch ends without having seen the end of its job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    NotFound,
    Unauthorized,
    /// The server stops, or the job went away.
    Gone,
}

/// What a watch has sent so far.
#[derive(Debug, Default)]
pub(super) struct Progress {
    sent: usize,
    ended: bool,
}

impl Progress {
    /// The number of documents that were sent.
    pub(super) fn sent(&self) -> usize {
        self.sent
    }

    /// Whether a close frame was made.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// The first frames, from the body of the job's status with all documents.
    pub(super) fn open(&mut self, status: Value) -> Vec<Frame> {
        let ended = status["status"] != "scraping";
        self.sent = status["data"].as_array().map_or(0, Vec::len);
        let mut frames = vec![text("catchup", &in_order_of_catchup(status))];
        if ended {
            frames.push(self.done());
        }
        frames
    }

    /// The frames for what has happened since: the documents from the one at `sent` on, and the status
    /// that the job had before they were read.
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

    /// The close frame of a watch that cannot go on.
    pub(super) fn refuse(&mut self, refusal: Refusal) -> Frame {
        self.ended = true;
        let (code, error) = match refusal {
            Refusal::NotFound => (1008, "Job not found"),
            Refusal::Unauthorized => (3000, "Unauthorized: Invalid token"),
            Refusal::Gone => (1011, "An unexpected error occurred."),
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

/// The keys that a recorded catchup has, in its order; the others as they are, but never `next`.
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

/// The reason of an error, shortened so that it fits the frame and stays JSON.
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
