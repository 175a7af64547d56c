//! Monitors and their checks, kept in memory.
//!
//! Real: a run fetches the pages of scrape and crawl targets, compares the Markdown of each with the
//! check before, and tells webhooks. A crawl target is walked breadth first over the links of its own
//! host, without robots.txt and sitemap; `crawlOptions` count as far as `limit` and
//! `maxDiscoveryDepth`. Made up or left out: nothing runs by its schedule, `nextRunAt` is in UTC
//! whatever the time zone, search targets find nothing, goals are not judged, no mail is sent, nothing
//! expires after `retentionDays`, and only pages of the last checks are kept.

mod check;
mod check_handlers;
mod cron;
mod fetch;
mod handlers;
mod link_crawler;
mod monitor;
mod record;
mod run;
mod schedule;
mod snapshot;
mod store;
#[cfg(test)]
mod tests;

pub use store::Monitors;

use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};

use crate::request::Request;
use crate::response::Response;
use crate::state::ServerState;

/// Answers the operations of this part; `None` for others.
pub async fn handle(state: &Arc<ServerState>, request: &Request) -> Option<Response> {
    Some(match request.id() {
        "createMonitor" => handlers::create(state, request),
        "listMonitors" => handlers::list(state, request),
        "getMonitor" => handlers::get(state, request),
        "updateMonitor" => handlers::update(state, request),
        "deleteMonitor" => handlers::delete(state, request),
        "runMonitor" => run::start(state, request),
        "listMonitorChecks" => check_handlers::list(state, request),
        "getMonitorCheck" => check_handlers::get(state, request),
        _ => return None,
    })
}

/// A time as the service writes it: UTC with milliseconds.
fn written(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}
