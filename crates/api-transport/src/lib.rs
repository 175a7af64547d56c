//! Sends the prepared requests of a generated API client.

mod operation;
mod prepared;

pub use operation::Operation;
pub use prepared::Prepared;
