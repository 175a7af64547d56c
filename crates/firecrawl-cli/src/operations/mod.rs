//! The operations of the service with their arguments.
//!
//! `generated.rs` is written by `cargo xtask generate`, so that a new field of the contract is a new
//! flag here. The names of the commands are chosen by hand, in `commands::TABLE`.

#[rustfmt::skip]
mod generated;
mod operation;

use firecrawl_api::operations as catalog;

pub use generated::OPERATIONS;
pub use operation::{Argument, Kind, Operation};
