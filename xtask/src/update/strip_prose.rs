//! Removes the prose of a published contract, which carries no licence.

use openapi_document::{Result, prose};
use serde_json::Value;

/// Returns the contract without prose, as text.
///
/// # Errors
///
/// If the document cannot be written as JSON.
pub fn stripped(mut document: Value) -> Result<String> {
    prose::strip(&mut document);
    crate::json(&document)
}
