//! Types and operations of the Firecrawl v2 API, generated from its contract.

mod answer;
#[rustfmt::skip]
mod generated;
mod operation;
mod prepared;
pub mod wire;

pub use answer::read_json;
pub use generated::{Client, OPERATIONS, catalog as operations, types};
pub use operation::Operation;
pub use prepared::Prepared;
pub use wire::{OneOrMany, Timestamp, UnknownValue};
