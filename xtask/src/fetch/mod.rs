//! Fetching a contract from its address.

mod get;
#[cfg(test)]
mod tests;

pub use get::{Content, Limits, Response, get, is_address, shown};
