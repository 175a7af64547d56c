//! Types and operations of the Firecrawl v2 API, generated from its contract.

pub mod hook;
pub mod wire;

pub use hook::{Execute, Hook};
pub use wire::{OneOrMany, Timestamp, UnknownValue};
