//! The pipeline from the vendored contract to the generated client crate.

pub mod catalog;
pub mod codegen;
pub mod commands;
pub mod contract;
pub mod crate_files;
pub mod diff;
pub mod docs;
pub mod document;
pub mod error;
pub mod exit;
pub mod facade;
pub mod fetch;
pub mod lock;
pub mod names;
pub mod naming;
pub mod output;
pub mod overlay;
pub mod passes;
pub mod pipeline;
pub mod preflight;
pub mod probe;
pub mod public_items;
pub mod superseded;
pub mod swap;
pub mod update;
pub mod workspace;

pub use error::{Error, Result};
