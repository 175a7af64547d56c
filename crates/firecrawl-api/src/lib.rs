//! Types and operations of the Firecrawl v2 API, generated from its contract.

mod answer;
#[rustfmt::skip]
mod generated;

pub use api_transport::{Operation, Prepared};
pub use generated::{Client, OPERATIONS, catalog as operations, types};
pub use lenient_json::{OneOrMany, Timestamp, UnknownValue, read_json};
