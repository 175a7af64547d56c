//! A client for the Firecrawl v2 API: web pages in, clean data out.

// Unit tests share their setting with the integration tests.
#[cfg(test)]
extern crate self as firecrawl_client;

mod base_url;
mod builder;
mod calls;
mod client;
mod envelope;
mod error;
mod ids;
mod key;
mod mend;
mod options;
mod reply;
mod retry;
mod timeouts;
mod transport;

pub use builder::ClientBuilder;
pub use client::Client;
pub use error::{Error, ErrorKind, Progress, Refusal};
pub use firecrawl_api::{OPERATIONS, OneOrMany, Operation, Timestamp, UnknownValue, types};
pub use ids::{
    AgentId, BatchId, BrowserSessionId, CheckId, CrawlId, ExtractId, MonitorId, PaperId, ScrapeId,
    SearchId, SnapshotId, ThreadId,
};
pub use options::CallOptions;
pub use reply::Reply;
pub use retry::{Clock, RetryPolicy, SystemClock};
