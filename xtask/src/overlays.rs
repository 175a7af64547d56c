//! The overlays of a run, applied to its contract.

use openapi_codegen::pipeline::Inputs;
use openapi_document::Result;
use openapi_overlay::{Applied, Overlay};
use serde_json::Value;

/// Applies all overlays in order; returns each with what it did, and the corrected contract in
/// OpenAPI 3.0.
///
/// # Errors
///
/// If an overlay cannot be read.
pub fn apply(inputs: &Inputs) -> Result<(Vec<(Overlay, Applied)>, Value)> {
    apply_to(inputs, &inputs.contract.value)
}

/// Applies the overlays of some inputs to another contract, as [`apply`] does.
///
/// # Errors
///
/// If an overlay cannot be read.
pub fn apply_to(inputs: &Inputs, contract: &Value) -> Result<(Vec<(Overlay, Applied)>, Value)> {
    let mut document = contract.clone();
    let mut all = Vec::new();
    for source in &inputs.overlays {
        let overlay = Overlay::parse(&source.name, source.text()?)?;
        let applied = overlay.apply_lenient(&mut document);
        all.push((overlay, applied));
    }
    openapi_document::downgrade(&mut document);
    Ok((all, document))
}
