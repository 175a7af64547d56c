//! Types and operations of the Firecrawl v2 API, generated from its contract.

#[rustfmt::skip]
mod generated;

pub use api_transport::{BuildError, Operation, Prepared, ResponseBody, RetryClass};
pub use generated::{Client, OPERATIONS, OperationId, catalog as operations, types};
pub use lenient_json::{OneOrMany, Timestamp, UnknownValue, read_json};
