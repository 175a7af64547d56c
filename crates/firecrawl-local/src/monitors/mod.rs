//! Monitors and their checks, kept in memory.
//!
//! Real: a run fetches the pages of scrape and crawl targets, compares the Markdown of each with the
//! check before, and tells webhooks. A crawl target is walked breadth first over the links of its own
//! host, without robots.txt and sitemap; `crawlOptions` count as far as `limit` and
//! `maxDiscoveryDepth`. Made up or left out: nothing runs by its schedule, `nextRunAt` is in UTC
//! whatever the time zone, search targets find nothing, goals are not judged, no mail is sent, nothing
//! expires after `retentionDays`, and only pages of the last checks are kept.

mod check;
mod compare;
mod cron;
mod discover;
mod fetch;
mod monitor;
mod operations;
mod record;
mod results;
mod run;
mod schedule;
mod store;
#[cfg(test)]
mod tests;

pub use store::Monitors;

use std::sync::Arc;

use chrono::{DateTime, SecondsFormat, Utc};

use crate::answer::Answer;
use crate::app::App;
use crate::call::Call;

/// Answers the operations of this part; `None` for others.
pub async fn handle(app: &Arc<App>, call: &Call) -> Option<Answer> {
    Some(match call.id() {
        "createMonitor" => operations::create(app, call),
        "listMonitors" => operations::list(app, call),
        "getMonitor" => operations::get(app, call),
        "updateMonitor" => operations::update(app, call),
        "deleteMonitor" => operations::delete(app, call),
        "runMonitor" => run::start(app, call),
        "listMonitorChecks" => results::list(app, call),
        "getMonitorCheck" => results::get(app, call),
        _ => return None,
    })
}

/// A time as the service writes it: UTC with milliseconds.
fn written(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}
