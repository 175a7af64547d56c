//! Fetching a contract from its address.

mod get;
#[cfg(test)]
mod tests;

pub use get::{Answer, Fetched, Limits, get, is_address, shown};
