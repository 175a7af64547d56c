//! A client for the Firecrawl v2 API: web pages in, clean data out.
#![doc = include_str!("../README.md")]

// Unit tests share their setting with the integration tests.
#[cfg(test)]
extern crate self as firecrawl_client;

mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod calls;
mod client;
mod connections;
mod drift;
mod error;
mod extraction;
mod ids;
mod jobs;
mod key;
mod mend;
mod options;
mod reply;
mod retry;
mod timeouts;
mod tls;
mod transport;
mod upload;

pub use builder::ClientBuilder;
pub use calls::{
    AgentThreadQuery, AgentTraceQuery, AgentsQuery, Browser, BrowserSessionsQuery, Monitors,
    RequestBuilder, Research, Support, Team, ThreatSettings, UsageHistoryQuery,
};
pub use client::Client;
#[cfg(feature = "drift-report")]
pub use drift::{Drift, DriftKind};
pub use error::{Error, ErrorKind, Progress, Refusal};
pub use extraction::JsonAs;
#[cfg(feature = "schemars")]
pub use extraction::{Typed, TypedAnswer, json_format_of, schema_of};
pub use firecrawl_api::{OPERATIONS, OneOrMany, Operation, Timestamp, UnknownValue, types};
pub use ids::{
    AgentId, BatchId, BrowserSessionId, CheckId, CrawlId, ExtractId, MonitorId, PaperId, ScrapeId,
    SearchId, SnapshotId, ThreadId,
};
pub use jobs::{
    Agent, AllBatches, Batch, BatchOutcome, BatchResult, BatchStarted, CancelOnDrop, Cancellable,
    Check, Continuation, Crawl, Documents, Extract, Job, JobKind, JobReport, MonitorCheckId, Page,
    Paged, Pages, Patience, UrlOutcome, WithErrors,
};
pub use options::CallOptions;
pub use reply::Reply;
pub use reqwest::{Method, StatusCode};
pub use retry::{Clock, RetryPolicy, SystemClock};
#[cfg(feature = "schemars")]
pub use schemars;
pub use upload::Upload;
pub use uuid::Uuid;
