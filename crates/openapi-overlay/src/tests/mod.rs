//! The rules of the engine: the published ones as cases, our own one by one, and as properties.

mod cases;
mod lists;
mod properties;
mod rules;

use serde_json::{Value, json};

use super::Overlay;

/// An overlay of these actions.
fn overlay(actions: Value) -> Overlay {
    let text = json!({
        "overlay": "1.1.0",
        "info": {"title": "Test", "version": "1.0.0"},
        "actions": actions,
    })
    .to_string();
    Overlay::parse("overlay.json", &text).unwrap()
}

/// The text of a document: equal only if the order of the members is equal too.
fn text(doc: &Value) -> String {
    serde_json::to_string_pretty(doc).unwrap()
}
