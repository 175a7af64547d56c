//! The commands around the generated API crate: they generate, check, compare and update it.

pub mod atomic_write;
pub mod commands;
pub mod crate_files;
pub mod effects;
pub mod exit;
pub mod fetch;
pub mod lock;
pub mod output;
pub mod overlays;
pub mod project;
pub mod scaffold;
pub mod update;

pub use openapi_document::{Error, Result};
