//! The request log.

use std::io::Write;
use std::time::Instant;

use axum::http::{Method, Request, StatusCode};

/// A line of the log, before the response is known.
///
/// It holds neither headers nor the query, since both can contain a key.
pub(super) struct Line {
    method: Method,
    path: String,
    started: Instant,
}

impl Line {
    pub fn new<B>(request: &Request<B>, started: Instant) -> Self {
        Self {
            method: request.method().clone(),
            path: request.uri().path().to_owned(),
            started,
        }
    }

    /// Writes the line with the status; `None` for a dropped connection.
    pub fn write(self, status: Option<StatusCode>) {
        let status = status.map_or("dropped".to_owned(), |status| status.as_u16().to_string());
        let time = self.started.elapsed().as_millis();
        let mut log = anstream::stderr().lock();
        // A log that cannot be written does not stop the server.
        let _ = writeln!(log, "{} {} {status} {time} ms", self.method, self.path);
    }
}
