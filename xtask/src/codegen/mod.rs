//! From the prepared document to Rust source.

pub mod generator;
