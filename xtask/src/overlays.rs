//! The overlays of a run, applied to its contract.

use openapi_codegen::pipeline::Inputs;
use openapi_document::Result;
use openapi_overlay::{Applied, Overlay};
use serde_json::Value;

/// An overlay and what it did.
#[derive(Debug)]
pub struct AppliedOverlay {
    /// The file of the overlay.
    pub file: String,
    /// The overlay itself.
    pub overlay: Overlay,
    /// The changes that it made, and its actions that made none.
    pub applied: Applied,
}

/// Applies all overlays in order, and returns the corrected contract as well.
///
/// # Errors
///
/// If an overlay cannot be read.
pub fn apply(inputs: &Inputs) -> Result<(Vec<AppliedOverlay>, Value)> {
    let mut document = inputs.contract.value.clone();
    let mut all = Vec::new();
    for source in &inputs.overlays {
        let overlay = Overlay::parse(&source.name, source.text()?)?;
        let applied = overlay.apply_lenient(&mut document);
        all.push(AppliedOverlay {
            file: source.name.clone(),
            overlay,
            applied,
        });
    }
    Ok((all, document))
}
