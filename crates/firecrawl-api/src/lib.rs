//! Types and operations of the Firecrawl v2 API, generated from its contract.

mod answer;
#[rustfmt::skip]
mod generated;
pub mod hook;
mod operation;
pub mod wire;

pub use answer::read_json;
pub use generated::{Client, OPERATIONS, types};
pub use hook::{Execute, Hook};
pub use operation::Operation;
pub use progenitor_client::{ByteStream, ClientInfo, Error, ResponseValue};
pub use wire::{OneOrMany, Timestamp, UnknownValue};

hook::hooked!(Client);
