//! Shared helpers of the tests of the passes.

use serde_json::Value;

use super::Context;
use crate::names::Names;
use openapi_document::Result;

/// The document after one pass, run twice to see that the second run changes nothing.
pub fn after(run: fn(&mut Value, &Context<'_>) -> Result<()>, document: Value) -> Value {
    after_with(run, document, "")
}

/// The same with the text of a names file.
pub fn after_with(
    run: fn(&mut Value, &Context<'_>) -> Result<()>,
    mut document: Value,
    names: &str,
) -> Value {
    let names = Names::parse("names.toml", names).unwrap();
    let context = Context::new(&names);
    run(&mut document, &context).unwrap();
    let once = document.clone();
    run(&mut document, &context).unwrap();
    assert_eq!(document, once, "the pass is not idempotent");
    document
}
