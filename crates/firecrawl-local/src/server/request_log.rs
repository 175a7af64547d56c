//! The request log.

use std::io::Write;
use std::time::Instant;

use axum::http::{Method, Request, StatusCode};

/// One line to come: everything but the response. Neither headers nor the query are kept, since
/// either can hold a key.
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

    /// Writes the line with the status, or with the end of the connection.
    pub fn write(self, status: Option<StatusCode>) {
        let status = status.map_or("dropped".to_owned(), |status| status.as_u16().to_string());
        let time = self.started.elapsed().as_millis();
        let mut log = anstream::stderr().lock();
        // A log that cannot be written is no reason to stop serving.
        let _ = writeln!(log, "{} {} {status} {time} ms", self.method, self.path);
    }
}
