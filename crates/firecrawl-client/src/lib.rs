//! A client for the Firecrawl v2 API: web pages in, clean data out.
//!
//! # Features
//!
//! | Feature | By default | What it adds |
//! |---|---|---|
//! | `gzip` | yes | answers may come compressed |
//! | `rustls` | yes | TLS by rustls, with the certificates that the platform trusts |
//! | `native-tls` | no | TLS by the library of the platform |
//! | `schemars` | yes | `Client::scrape_as` and `schema_of`: JSON Schemas of your own types. On, since that is what extraction is for; it costs six small crates. Reading with `JsonAs` needs no feature |
//! | `tracing` | no | a span `firecrawl.attempt` for each attempt of a call |
//! | `blocking` | no | `blocking::Runtime`, which waits for any call in code that is not async |
//!
//! A span has the fields `operation`, `method`, `path` (the template, such as
//! `/crawl/{id}`), `attempt`, `status`, `bytes`, `duration_ms` and `outcome`:
//! `answered`, `refused`, or how the connection failed. Keys, addresses, ids,
//! headers and bodies are in none of them.

mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod calls;
mod client;
mod envelope;
mod error;
mod extraction;
mod ids;
mod key;
mod options;
mod reply;
mod retry;
mod timeouts;
mod transport;
mod upload;

pub use builder::ClientBuilder;
pub use client::Client;
pub use error::{Error, ErrorKind, Progress, Refusal};
pub use extraction::JsonAs;
#[cfg(feature = "schemars")]
pub use extraction::{Typed, json_format_of, schema_of};
pub use firecrawl_api::{OPERATIONS, OneOrMany, Operation, Timestamp, UnknownValue, types};
pub use ids::{
    AgentId, BatchId, BrowserSessionId, CheckId, CrawlId, ExtractId, MonitorId, PaperId, ScrapeId,
    SearchId, SnapshotId, ThreadId,
};
pub use options::CallOptions;
pub use reply::Reply;
pub use retry::{Clock, RetryPolicy, SystemClock};
#[cfg(feature = "schemars")]
pub use schemars;
pub use upload::Upload;
