//! The operations of the service with their arguments.
//!
//! `generated/arguments.rs` is written by `cargo xtask generate`, so that a new field of the contract is a new
//! flag here. The names of the commands are chosen by hand, in `commands::TABLE`.

mod generated {
    use super::{Argument, Kind, Operation, Record, catalog};
    #[rustfmt::skip]
    pub mod arguments;
}
mod operation;

use firecrawl_api::operations as catalog;

pub use generated::arguments::OPERATIONS;
pub use operation::{Argument, Given, Kind, Operation, Part, Record};
