//! A test double of the Firecrawl v2 API; start with [`LocalServer::builder`].
#![doc = include_str!("../README.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]

mod contract;
mod coverage;
mod demo;
mod engine;
mod faults;
mod html;
mod jobs;
mod json_list;
mod lru_cache;
mod monitors;
mod request;
mod response;
mod routes;
mod server;
mod settings;
mod state;
mod team;
#[cfg(test)]
mod tests;
mod timestamp;
mod tls;
mod watch;
mod webhooks;

pub use axum::http::{HeaderMap, HeaderName, HeaderValue};
pub use bytes::Bytes;
pub use coverage::Coverage;
pub use demo::DemoSite;
pub use faults::{Fault, QueuedFault};
pub use request::Request;
pub use response::{Body, Response};
pub use server::{InvalidPageUrl, LocalServer, RecordedRequest, StartError, UnknownOperation};
pub use settings::Builder;
pub use webhooks::{Deliveries, UnknownWebhookEvent, WebhookEvent};
