//! Types and operations of the Firecrawl v2 API, generated from its contract.
//!
//! A [`Client`] prepares requests and sends none: each of its functions returns
//! a [`Prepared`] request, which knows its [`Operation`] and the type of its
//! response. `firecrawl-client` sends them.
//!
//! ```
//! use firecrawl_api::{Client, OperationId, types::MapRequest};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let api = Client::new("https://api.firecrawl.dev/v2".parse()?);
//! let prepared = api.map_urls(&MapRequest::new("https://example.com"))?;
//! assert_eq!(prepared.operation(), OperationId::MapUrls.operation());
//! assert_eq!(prepared.request().url().path(), "/v2/map");
//! # Ok(())
//! # }
//! ```

#![cfg_attr(docsrs, feature(doc_cfg))]

mod accessors;
#[cfg(feature = "operations")]
#[rustfmt::skip]
mod generated;
#[cfg(not(feature = "operations"))]
#[path = "generated/types/mod.rs"]
#[rustfmt::skip]
pub mod types;

#[cfg(feature = "operations")]
pub use api_transport::{Error, ErrorKind, Operation, Prepared, ResponseBody, RetryClass};
#[cfg(feature = "operations")]
pub use generated::{Client, OPERATIONS, OperationId, catalog as operations, types};
pub use lenient_json::{Lenient, OneOrMany, Rare, Timestamp, UnknownValue, read_json};

/// The contract that the types and operations are generated from: OpenAPI 3.0 as JSON, with the
/// corrections applied.
// Not a constant: its documentation would show the whole text.
pub static CONTRACT: &str = include_str!("../corrected.json");

/// The examples of the README, which are compiled and run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
mod readme {}
