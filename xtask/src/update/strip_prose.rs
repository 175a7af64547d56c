//! Removes the prose of a published contract, which carries no licence.

use openapi_document::{Error, Result, prose};
use serde_json::Value;

/// Returns the contract without prose, as text.
///
/// # Errors
///
/// If the document cannot be written as JSON.
pub fn stripped(mut document: Value) -> Result<String> {
    prose::strip(&mut document);
    let text = serde_json::to_string_pretty(&document)
        .map_err(|error| Error::new("the contract cannot be written").caused_by(error))?;
    Ok(format!("{text}\n"))
}
