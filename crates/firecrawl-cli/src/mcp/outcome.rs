//! Results of tools, with errors as text.

use firecrawl_client::{Error, ErrorKind};
use rmcp::model::{CallToolResult, ContentBlock};

use super::kept::cut;
use crate::failure::Failure;

/// The most characters of the details of an error.
const DETAILS: usize = 2_000;

/// An error that the model shall read.
#[derive(Debug)]
pub struct Fault(pub String);

impl Fault {
    /// Adds the next step.
    pub fn remedy(mut self, remedy: &str) -> Self {
        self.0 += &format!("\ntry: {remedy}");
        self
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let mut text = "error".to_owned();
        if let Some(code) = error.code() {
            text += &format!(" {code}");
        }
        if let Some(status) = error.status() {
            text += &format!(" (HTTP {})", status.as_u16());
        }
        text += &format!("\nreason: {}", error.message());
        if let Some(details) = error.details() {
            let details = details.to_string();
            text += &format!("\ndetails: {}", cut(&details, 0, DETAILS).0);
        }
        if let Some(id) = error.request_id() {
            text += &format!("\nrequest: {id}");
        }
        if let Some(wait) = error.retry_after() {
            text += &format!("\nretry after: {} s", wait.as_secs());
        }
        if let Some(id) = error.job_id() {
            text += &format!("\njob: {id} is not affected; firecrawl_job_status reads its state");
        }
        let fault = Self(text);
        match remedy(error.kind()) {
            Some(remedy) => fault.remedy(remedy),
            None => fault,
        }
    }
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        Self(format!("error\nreason: {}", failure.message))
    }
}

fn remedy(kind: ErrorKind) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::Auth => {
            "tell the user that this needs a valid key: FIRECRAWL_API_KEY, or `firecrawl login`"
        }
        ErrorKind::PaymentRequired => {
            "a smaller limit, or tell the user that the balance does not suffice"
        }
        ErrorKind::NotFound => "check the id; results of jobs are kept for about a day",
        ErrorKind::RateLimited => "the same call later, and fewer at once",
        ErrorKind::BadRequest | ErrorKind::InvalidRequest => {
            "correct the arguments that the reason names"
        }
        ErrorKind::Conflict => "read the state first; the job or session has ended already",
        ErrorKind::Timeout => "the same call again, or a longer timeout",
        ErrorKind::Connect | ErrorKind::Connection => {
            "the same call again; `firecrawl doctor` shows the user the settings"
        }
        ErrorKind::TooLarge => "fewer pages or formats",
        ErrorKind::Api => "the same call again, once",
        _ => return None,
    })
}

/// Returns the result for the host: one text, never a second copy of it, and of an error as many
/// characters as the budget has.
pub fn result(outcome: Result<String, Fault>, budget: usize) -> CallToolResult {
    match outcome {
        Ok(text) => CallToolResult::success(vec![ContentBlock::text(text)]),
        Err(fault) => CallToolResult::error(vec![ContentBlock::text(cut(&fault.0, 0, budget).0)]),
    }
}
