//! The text of an error: one line, without bodies and keys.

use std::fmt;

use super::error::Error;

/// The number of characters of a message that are shown.
const SHOWN: usize = 500;

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.0;
        if let Some(operation) = &inner.operation {
            write!(f, "{}: ", one_line(operation))?;
        }
        if let Some(status) = self.status().filter(|status| !status.is_success()) {
            write!(f, "{status}: ")?;
        }
        f.write_str(&inner.message)?;
        if let Some(code) = self.code() {
            write!(f, " (code {})", one_line(code))?;
        }
        if inner.attempts > 1 {
            write!(f, ", after {} attempts", inner.attempts)?;
        }
        if !inner.rate_limit_wait.is_zero() {
            let seconds = inner.rate_limit_wait.as_secs_f64();
            write!(f, ", after {seconds:.1} s of waiting for the rate limit")?;
        }
        if !inner.in_flight_wait.is_zero() {
            let seconds = inner.in_flight_wait.as_secs_f64();
            write!(f, ", after {seconds:.1} s of waiting for a place in flight")?;
        }
        if inner.ambiguous_start {
            f.write_str(
                "; the work may have started all the same, calling again may start it twice",
            )?;
        }
        if let Some(progress) = &inner.progress {
            write!(f, "; {} {}", progress.kind, one_line(&progress.job_id))?;
            if let Some(state) = &progress.state {
                write!(f, " was {}", one_line(state))?;
            }
            if let (Some(completed), Some(total)) = (progress.completed, progress.total) {
                write!(f, ", {completed} of {total} pages done")?;
            }
            if progress.delivered > 0 {
                write!(f, ", {} documents delivered", progress.delivered)?;
            }
        }
        Ok(())
    }
}

/// Returns a text of the service as a part of one line.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for word in text.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
        if word.is_empty() {
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if let Some((cut, _)) = line.char_indices().nth(SHOWN) {
        line.truncate(cut);
        line.push('…');
    }
    line
}

impl Error {
    /// Replaces the message with one of the service, on one line.
    ///
    /// It may contain the API key until the error is redacted.
    #[must_use]
    pub fn with_message(mut self, message: &str) -> Self {
        self.0.message = one_line(message);
        self
    }
}
