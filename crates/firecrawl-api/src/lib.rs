//! Types and operations of the Firecrawl v2 API, generated from its contract.

#[rustfmt::skip]
mod generated;

pub use api_transport::{BuildError, Operation, Prepared, ResponseBody, RetryClass};
pub use generated::{Client, OPERATIONS, OperationId, catalog as operations, types};
pub use lenient_json::{OneOrMany, Timestamp, UnknownValue, read_json};

/// The contract that the types and operations are generated from: OpenAPI 3.0 as JSON, with the
/// corrections applied.
pub const CONTRACT: &str = include_str!("../corrected.json");

/// The examples of the README, which are compiled and run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
