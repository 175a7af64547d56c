//! The Firecrawl v2 contract as an in-process server, for development and tests.

mod answer;
mod app;
mod call;
mod contract;
mod coverage;
mod demo;
mod engine;
mod faults;
mod jobs;
mod monitors;
mod scripts;
mod server;
mod settings;
mod team;
mod watch;
mod webhooks;

pub use answer::{Answer, Body};
pub use call::Call;
pub use coverage::Coverage;
pub use demo::DemoSite;
pub use faults::{Delivery, Fault, Ordered, StatusFault};
pub use server::{Builder, LocalServer, StartError, UnknownOperation};
pub use webhooks::Deliveries;

/// The examples of the README, which are compiled and run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
