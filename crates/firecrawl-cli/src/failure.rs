//! Errors of commands, with their exit codes.

use std::fmt;
use std::io;

use firecrawl_client::{Error, ErrorKind};
use serde_json::Value;

/// The most characters of the details of an error response.
const DETAILS: usize = 500;

/// Advice of the client for programs, and the same for this one.
const WORDS: [(&str, &str); 5] = [
    // The next step says it.
    (", and its handle can be recreated from its id", ""),
    ("`allow_plain_http`", "`--allow-plain-http`"),
    (
        "for a pipe use `Upload::stream`",
        "write a pipe into a file first",
    ),
    ("use `Verifier::unsigned`", "use `--unsigned`"),
    (
        "set an API key with `key`, and another `Authorization` with `authorization`",
        "`--api-key-file` sets a key",
    ),
];

/// The next step if the service cannot be reached.
const DOCTOR: &str = "`firecrawl doctor` shows the address and the settings that are used";

/// The next step if the key is not accepted.
const KEY: &str =
    "`firecrawl login` stores a key, FIRECRAWL_API_KEY sets one; `firecrawl doctor` checks it";

/// The next step without a key.
const NO_KEY: &str = "`firecrawl login` stores a key from https://www.firecrawl.dev/app/api-keys, and \
    FIRECRAWL_API_KEY sets one; `firecrawl local` lets you try everything on this machine without one";

/// The exit codes; [`EXIT_CODES`] documents them.
pub mod exit {
    /// Everything was done.
    pub const OK: u8 = 0;
    /// Any other failure.
    pub const FAILURE: u8 = 1;
    /// The command line, or a journal that it names, is wrong; nothing more was sent.
    pub const USAGE: u8 = 2;
    /// The key is missing, wrong, or may not do this.
    pub const AUTH: u8 = 3;
    /// The balance does not suffice.
    pub const PAYMENT: u8 = 4;
    /// The job or resource is unknown or expired.
    pub const NOT_FOUND: u8 = 5;
    /// Some of several pages failed.
    pub const PARTLY: u8 = 6;
    /// The service limits the rate.
    pub const RATE_LIMITED: u8 = 7;
    /// The service cannot be reached or fails (5xx), or the connection broke.
    pub const NETWORK: u8 = 8;
    /// The time ran out, here or at the service (408, 504).
    pub const TIMEOUT: u8 = 9;
    /// The service rejects the request (4xx).
    pub const REJECTED: u8 = 10;
    /// A job failed or was cancelled.
    pub const JOB: u8 = 11;
    /// Ctrl-C or a request to terminate.
    pub const INTERRUPTED: u8 = 130;
}

/// The exit codes, for the help.
pub const EXIT_CODES: &str = "\
Exit codes:
  0    done
  1    another failure, such as a file that cannot be read or written
  2    the command line, or a journal that it names, is wrong; nothing more was sent
  3    the key is missing, wrong, or may not do this
  4    the balance does not suffice
  5    the job or resource is unknown or has expired
  6    some of several pages failed; the others were delivered
  7    the service limits the rate
  8    the service cannot be reached or fails (5xx), or the connection broke
  9    the time ran out, here or at the service (408, 504)
  10   the service rejects the request (another 4xx)
  11   the job failed or was cancelled
  130  interrupted";

/// A failed command.
#[derive(Debug)]
pub struct Failure {
    /// The exit code.
    pub code: u8,
    /// The cause.
    pub message: String,
    /// The next step, if there is an obvious one.
    pub remedy: Option<String>,
}

impl Failure {
    /// Creates a failure of the command itself.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            code: exit::FAILURE,
            message: message.into(),
            remedy: None,
        }
    }

    /// Creates a failure about the command line.
    pub fn usage(message: impl Into<String>) -> Self {
        Self::new(message).code(exit::USAGE)
    }

    /// Sets the exit code.
    pub fn code(mut self, code: u8) -> Self {
        self.code = code;
        self
    }

    /// Sets the next step.
    pub fn remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Says first that no key is set, and how to go on.
    pub fn without_key(mut self) -> Self {
        self.message.insert_str(0, "no key is set; ");
        self.remedy(NO_KEY)
    }

    /// Sets the next step, unless there is a better one.
    pub fn hint(mut self, remedy: impl Into<String>) -> Self {
        self.remedy.get_or_insert_with(|| remedy.into());
        self
    }

    /// Creates a failure about a file.
    pub fn file(path: &std::path::Path, error: &io::Error) -> Self {
        Self::new(format!("{}: {error}", path.display()))
    }

    /// Returns true if the reader of the output has gone, which is not a failure.
    pub fn is_broken_pipe(&self) -> bool {
        self.message.is_empty()
    }
}

impl Failure {
    /// Gives the doctor's own next step in place of the advice to ask the doctor.
    pub fn for_doctor(self) -> Self {
        match self.remedy.as_deref() {
            Some(DOCTOR) => self.remedy(
                "`--api-url` or FIRECRAWL_API_URL sets another address, and `--http-proxy` a proxy on the way to it",
            ),
            Some(KEY) => self.remedy("`firecrawl login` stores another key, and FIRECRAWL_API_KEY sets one"),
            _ => self,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        match &self.remedy {
            Some(remedy) => write!(f, "\n  {remedy}"),
            None => Ok(()),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::new("").code(exit::OK),
            _ => Self::new(format!("the output cannot be written: {error}")),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let remedy = match error.kind() {
            ErrorKind::Auth => Some(KEY),
            ErrorKind::PaymentRequired => Some(
                "`firecrawl usage credits` shows the balance; a smaller `--limit` or list may be within it",
            ),
            ErrorKind::RateLimited => Some("try again later"),
            ErrorKind::Timeout => {
                Some("try again later; `--total-timeout TIME` sets the limit of a call")
            }
            ErrorKind::Connect | ErrorKind::Connection | ErrorKind::Redirect => Some(DOCTOR),
            _ => None,
        };
        let job = error.job_id().map(|id| match error.kind() {
            ErrorKind::NotFound => "results are kept for about a day; `firecrawl jobs list` shows \
                what was started here"
                .to_owned(),
            ErrorKind::JobFailed | ErrorKind::JobCancelled => {
                format!("`firecrawl jobs results {id}` reads the pages that were done before")
            }
            _ => format!("the job {id} is not affected: `firecrawl jobs results {id}` reads it"),
        });
        let mut message = match (error.kind(), std::error::Error::source(&error)) {
            (ErrorKind::Upload, Some(source)) => format!("{error}: {source}"),
            _ => {
                let details = error.details().map(details);
                format!("{error}{}", details.unwrap_or_default())
            }
        };
        // Only the client itself speaks of these, and an error response may say anything.
        if error.response().is_none() {
            message = in_own_words(message);
        }
        // Of a page that cannot be scraped, which says nothing about the service.
        let is_of_page = error.code().is_some_and(|code| code.starts_with("SCRAPE_"));
        Self {
            code: match (error.kind(), error.status()) {
                // A passing fault of the service, as one of the connection.
                (ErrorKind::Api, _) if is_of_page => exit::FAILURE,
                (ErrorKind::Api, Some(status)) if status.is_server_error() => exit::NETWORK,
                (ErrorKind::Api, Some(status)) if status.is_client_error() => exit::REJECTED,
                (kind, _) => code_of(kind),
            },
            message,
            remedy: job.or_else(|| remedy.map(str::to_owned)),
        }
    }
}

/// Replaces the client's advice for programs by the same for this one.
pub fn in_own_words(message: String) -> String {
    WORDS
        .iter()
        .fold(message, |message, (words, own)| message.replace(words, own))
}

/// Returns the exit code of an error of the client.
pub fn code_of(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::Auth => exit::AUTH,
        ErrorKind::PaymentRequired => exit::PAYMENT,
        ErrorKind::NotFound => exit::NOT_FOUND,
        ErrorKind::RateLimited => exit::RATE_LIMITED,
        ErrorKind::Connect | ErrorKind::Connection | ErrorKind::Redirect => exit::NETWORK,
        ErrorKind::Timeout | ErrorKind::JobDeadline => exit::TIMEOUT,
        ErrorKind::BadRequest | ErrorKind::Conflict => exit::REJECTED,
        ErrorKind::JobFailed | ErrorKind::JobCancelled => exit::JOB,
        // Nothing was sent: a setting, a path of `request`, or a journal is wrong.
        ErrorKind::Config | ErrorKind::InvalidRequest => exit::USAGE,
        _ => exit::FAILURE,
    }
}

/// Returns the code of an error: that of the service, or else one for its kind.
pub fn name_of(error: &Error) -> &str {
    error.code().unwrap_or(match error.kind() {
        ErrorKind::Auth => "UNAUTHORIZED",
        ErrorKind::PaymentRequired => "PAYMENT_REQUIRED",
        ErrorKind::NotFound => "NOT_FOUND",
        ErrorKind::RateLimited => "RATE_LIMITED",
        ErrorKind::BadRequest | ErrorKind::InvalidRequest => "BAD_REQUEST",
        ErrorKind::Conflict => "CONFLICT",
        ErrorKind::Timeout | ErrorKind::JobDeadline => "TIMEOUT",
        ErrorKind::Connect | ErrorKind::Connection => "UNREACHABLE",
        ErrorKind::TooLarge => "TOO_LARGE",
        ErrorKind::Upload => "FILE",
        ErrorKind::JobFailed | ErrorKind::JobCancelled => "JOB_ENDED",
        ErrorKind::Config | ErrorKind::Redirect => "SETTINGS",
        _ => "SERVICE_ERROR",
    })
}

/// Returns the details of an error response in a line: each place with its message, if it has this form.
fn details(details: &Value) -> String {
    let issue = |issue: &Value| {
        let path: Vec<String> = issue["path"].as_array()?.iter().map(word).collect();
        Some(format!(
            "{}: {}",
            path.join("."),
            issue["message"].as_str()?
        ))
    };
    let issues = details.as_array().into_iter().flatten();
    let issues: Option<Vec<String>> = issues.map(issue).collect();
    let text = match issues {
        Some(issues) if !issues.is_empty() => issues.join("; "),
        _ => word(details),
    };
    match text.is_empty() {
        true => text,
        false => format!("\n  {}", text.chars().take(DETAILS).collect::<String>()),
    }
}

fn word(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}
