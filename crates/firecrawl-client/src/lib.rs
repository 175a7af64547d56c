//! The Firecrawl v2 API for Rust programs; start with [`Client`].
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

// Construction comes first on the page of `Client`.
mod client;

mod api;
mod base_url;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod environment;
#[cfg(feature = "schemars")]
mod extraction;
mod ids;
mod jobs;
mod profile;
#[cfg(feature = "webhooks")]
pub mod webhook;

// Unpromised routes come last on the page of `Client`.
mod observed;

// The client.
pub use builder::ClientBuilder;
pub use client::Client;

// Requests, responses and errors of every call.
pub use api::{ListStream, PagedQuery, QueryBuilder, RequestBuilder, Upload};
pub use api_transport::{
    Attempt, AttemptHook, CallOptions, Clock, Error, ErrorKind, ErrorResponse, Progress, Response,
    ResponseHead, RetryPolicy, SystemClock,
};
pub use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
pub use reqwest::{Method, StatusCode};
pub use uuid::Uuid;

// The types and operations of the contract.
#[doc(inline)]
pub use firecrawl_api::types;
pub use firecrawl_api::{OPERATIONS, OneOrMany, Operation, Rare, Timestamp, UnknownValue};

// Jobs: crawls, batches, extractions, agents, monitor checks.
pub use jobs::{
    Agent, Batch, BatchJournal, BatchOutcome, BatchResult, BatchScrapeAll, BatchStarted,
    CancelOnDrop, Cancellable, Check, Continuation, Crawl, Documents, Extract, Job, JobKind,
    JobReport, JobStatus, JournalEntry, MonitorCheckId, Page, Paged, Pages, PollPolicy, StartedJob,
    UrlOutcome, WithErrors,
};
#[cfg(feature = "ws")]
pub use jobs::{Watch, WatchEvent};

// Extraction into types.
#[cfg(feature = "schemars")]
pub use extraction::{Typed, TypedResult, json_format_of, schema_of};
#[cfg(feature = "schemars")]
pub use schemars;

// Groups of operations.
pub use api::{
    AgentThreadQuery, AgentTraceQuery, AgentsQuery, Browser, BrowserSessionsQuery, Monitors,
    Research, Support, Team, ThreatSettings, UsageHistoryQuery,
};

// Ids.
pub use ids::{
    AgentId, BatchId, BrowserSessionId, CheckId, CrawlId, ExtractId, MonitorId, PaperId, ScrapeId,
    SearchId, SnapshotId, ThreadId,
};

// Drift between responses and the contract.
#[cfg(feature = "drift-report")]
pub use api_transport::{Drift, DriftKind};

#[cfg(doctest)]
mod pages;
