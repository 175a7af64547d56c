//! The commands around the generated API crate: they generate, check, compare and update it.

pub mod atomic_write;
pub mod commands;
pub mod contracts;
pub mod crate_files;
pub mod effects;
pub mod exit;
pub mod fetch;
pub mod findings;
pub mod lock;
pub mod output;
pub mod overlays;
pub mod project;
pub mod reference;
pub mod scaffold;
pub mod update;

pub use openapi_document::{Error, Result};

/// Writes a value as JSON, with a line feed at its end.
fn json(value: &impl serde::Serialize) -> Result<String> {
    let text = serde_json::to_string_pretty(value)
        .map_err(|error| Error::new("cannot be written as JSON").caused_by(error))?;
    Ok(openapi_document::visible_json(&text) + "\n")
}
