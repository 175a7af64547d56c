//! The generated client.
//!
//! Generated

mod catalog;
mod client;
mod operations;
pub mod types;
pub use catalog::OPERATIONS;
pub use client::Client;
