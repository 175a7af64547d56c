//! What is kept in memory for the account: usage, activity, settings, feedback and browser sessions.
//!
//! Real: credits that were spent, calls that were made, threat-protection settings, feedback that was
//! given, and which browser sessions exist. Made up: the size of the plan, the refund of a feedback,
//! the addresses of a browser session, and every result of code or prompts, since there is no browser.
//! The settings of threat protection block nothing.

mod activity;
mod browser;
mod feedback;
mod interact;
#[cfg(test)]
pub(crate) mod probe;
mod sessions;
mod state;
#[cfg(test)]
mod tests;
mod threats;
mod usage;

pub use state::Team;

use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};

use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;

/// Answers the operations of this part; `None` for others.
pub async fn handle(app: &Arc<App>, call: &Call) -> Option<Answer> {
    let team = &app.team;
    let now = Utc::now();
    Some(match call.id() {
        "getCreditUsage" => usage::credits(team, now),
        "getHistoricalCreditUsage" => usage::credit_history(team, call, now),
        "getTokenUsage" => usage::tokens(team, now),
        "getHistoricalTokenUsage" => usage::token_history(team, call, now),
        "getQueueStatus" => usage::queue(app),
        "getConcurrencyCheck" => usage::concurrency(app),
        "getActivity" => activity::list(team, call),
        "getThreatProtection" => threats::get(team),
        "updateThreatProtection" => threats::update(team, call, now),
        "submitSearchFeedback" => feedback::for_search(team, call),
        "submitEndpointFeedback" => feedback::for_endpoint(team, call),
        "createBrowserSession" => browser::create(team, call, now),
        "listBrowserSessions" => browser::list(team, call, now),
        "executeBrowserCode" => browser::execute(team, call, now),
        "deleteBrowserSession" => browser::delete(team, call, now),
        "interactWithScrapeBrowserSession" => interact::interact(team, call),
        "stopInteractiveScrapeBrowserSession" => interact::stop(team, call),
        _ => return None,
    })
}

/// A time as the service writes it: UTC with milliseconds.
fn written(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}
