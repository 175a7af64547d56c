//! What is kept in memory for the account: usage, activity, settings, feedback and browser sessions.
//!
//! Real: credits that were spent, calls that were made, threat-protection settings, feedback that was
//! given, and which browser sessions exist. Made up: the size of the plan, the refund of a feedback,
//! the addresses of a browser session, and every result of code or prompts, since there is no browser.
//! The settings of threat protection block nothing.

mod account;
mod activity;
mod browser;
mod feedback;
mod interact;
mod sessions;
#[cfg(test)]
mod tests;
mod threat_protection;
mod usage;

pub use account::Team;

use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};

use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;

/// Answers the operations of this part; `None` for others.
pub async fn handle(state: &Arc<ServerState>, request: &Request) -> Option<Response> {
    let team = &state.team;
    let now = Utc::now();
    Some(match request.id() {
        "getCreditUsage" => usage::credits(team, now),
        "getHistoricalCreditUsage" => usage::credit_history(team, request, now),
        "getTokenUsage" => usage::tokens(team, now),
        "getHistoricalTokenUsage" => usage::token_history(team, request, now),
        "getQueueStatus" => usage::queue(state),
        "getConcurrencyCheck" => usage::concurrency(state),
        "getActivity" => activity::list(team, request),
        "getThreatProtection" => threat_protection::get(team),
        "updateThreatProtection" => threat_protection::update(team, request, now),
        "submitSearchFeedback" => feedback::for_search(team, request),
        "submitEndpointFeedback" => feedback::for_endpoint(team, request),
        "createBrowserSession" => browser::create(team, request, now),
        "listBrowserSessions" => browser::list(team, request, now),
        "executeBrowserCode" => browser::execute(team, request, now),
        "deleteBrowserSession" => browser::delete(team, request, now),
        "interactWithScrapeBrowserSession" => interact::interact(team, request),
        "stopInteractiveScrapeBrowserSession" => interact::stop(team, request),
        _ => return None,
    })
}

/// A time as the service writes it: UTC with milliseconds.
fn written(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}
