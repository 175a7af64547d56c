//! Monitors and their checks, kept in memory.
//!
//! A run fetches the pages of scrape and crawl targets, compares the Markdown of each with the check
//! before, and sends webhooks. A crawl target follows the links of its own host, breadth first,
//! without robots.txt and sitemap; of `crawlOptions` it uses `limit` and `maxDiscoveryDepth`.
//!
//! Synthetic or left out: nothing runs by its schedule, `nextRunAt` is in UTC in any time zone,
//! search targets find nothing, goals are not judged, no mail is sent, nothing expires after
//! `retentionDays`, and only the pages of the last checks are kept.

mod check;
pub mod handlers;
mod link_crawler;
mod monitor;
pub mod run;
mod schedule;
mod snapshot;
#[cfg(test)]
mod tests;

pub use monitor::Monitors;
