//! The pipeline from the vendored contract to the generated client crate.

pub mod catalog;
pub mod codegen;
pub mod docs;
pub mod document;
pub mod error;
pub mod names;
pub mod naming;
pub mod overlay;
pub mod passes;

pub use error::{Error, Result};
