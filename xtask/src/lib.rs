//! The pipeline from the vendored contract to the generated client crate.

pub mod commands;
pub mod crate_files;
pub mod effects;
pub mod exit;
pub mod facade;
pub mod fetch;
pub mod lock;
pub mod output;
pub mod probe;
pub mod public_items;
pub mod swap;
pub mod update;
pub mod workspace;

pub use openapi_document::{Error, Result};
