//! The pipeline from the vendored contract to the generated client crate.

pub mod contract;
pub mod document;
pub mod error;
pub mod preflight;

pub use error::{Error, Result};
