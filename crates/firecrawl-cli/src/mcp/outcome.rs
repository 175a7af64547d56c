//! Results of tools, with errors as text.

use std::fmt::Display;

use firecrawl_client::{Error, ErrorKind};
use rmcp::model::{CallToolResult, ContentBlock};

use super::kept::cut;
use super::text::clean;
use crate::failure::{Failure, name_of};

/// The most characters of the details of an error.
const DETAILS: usize = 2_000;

/// The next step after a start of which the response was lost.
const MAY_RUN: &str = "not the same call again, which may cost the work twice; firecrawl_jobs_active \
    lists crawls that run, if it is offered; else ask the user";

/// An error that the model shall read: a code, the reason, and the next step.
#[derive(Debug)]
pub struct Fault(pub String);

impl Fault {
    /// Creates an error of this server.
    pub fn new(code: &str, reason: impl Display, remedy: &str) -> Self {
        Self(format!("error {code}\nreason: {reason}\ntry: {remedy}"))
    }

    /// Adds that a job does not end by the error.
    pub fn of_job(mut self, id: &str) -> Self {
        self.0 += &format!("\njob: {id} is not affected; firecrawl_job_status reads its state");
        self
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        let may_run = error.is_ambiguous_start();
        let remedy = if may_run {
            MAY_RUN
        } else {
            advice(error.kind())
        };
        let mut text = format!("error {}", name_of(&error));
        if let Some(status) = error.status() {
            text += &format!(" (HTTP {})", status.as_u16());
        }
        text += &format!("\nreason: {}", error.message());
        if may_run {
            text += "; the work may have started all the same";
        }
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
        let fault = Self(format!("{text}\ntry: {remedy}"));
        match error.job_id() {
            Some(id) => fault.of_job(id),
            None => fault,
        }
    }
}

impl From<Failure> for Fault {
    fn from(failure: Failure) -> Self {
        let remedy = failure.remedy.as_deref();
        Self::new("FAILED", failure.message, remedy.unwrap_or("tell the user"))
    }
}

/// Returns the next step after an error.
fn advice(kind: ErrorKind) -> &'static str {
    match kind {
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
        ErrorKind::Timeout | ErrorKind::JobDeadline => "the same call again, or a longer timeout",
        ErrorKind::Connect | ErrorKind::Connection => {
            "the same call again; `firecrawl doctor` shows the user the settings"
        }
        ErrorKind::TooLarge => "fewer pages or formats",
        ErrorKind::Upload => "check that the file can be read",
        ErrorKind::JobFailed | ErrorKind::JobCancelled => {
            "firecrawl_job_errors for the reasons; what it lacks needs a new job"
        }
        ErrorKind::Config | ErrorKind::Redirect => {
            "tell the user; `firecrawl doctor` shows the settings"
        }
        _ => "the same call again, once; then tell the user",
    }
}

/// Returns the result for the host: one text, never a second copy of it, and of an error as many
/// characters as the budget has.
pub fn result(outcome: Result<String, Fault>, budget: usize) -> CallToolResult {
    match outcome {
        Ok(text) => CallToolResult::success(vec![ContentBlock::text(clean(&text))]),
        Err(fault) => {
            let text = clean(cut(&fault.0, 0, budget).0);
            CallToolResult::error(vec![ContentBlock::text(text)])
        }
    }
}
