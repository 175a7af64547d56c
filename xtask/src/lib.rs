//! The pipeline from the vendored contract to the generated client crate.

pub mod document;
pub mod error;
pub mod overlay;

pub use error::{Error, Result};
