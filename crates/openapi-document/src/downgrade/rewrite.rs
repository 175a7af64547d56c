//! The steps in their order.

use serde_json::Value;

use super::visit::each_schema;
use super::{Loss, definitions, document, keywords};

/// Rewrites a document of version 3.1 as 3.0, and returns what 3.0 cannot say.
///
/// A document of another version stays as it is. Definitions within schemas and the payloads of
/// webhooks become component schemas; the webhooks themselves are kept under [`WEBHOOKS`](crate::WEBHOOKS).
///
/// ```
/// use serde_json::json;
///
/// let mut document = json!({"openapi": "3.1.0", "components": {"schemas": {
///     "Lamp": {"type": ["string", "null"], "contains": {"const": 1}}
/// }}});
/// let losses = openapi_document::downgrade(&mut document);
/// assert_eq!(losses[0].pointer, "/components/schemas/Lamp/contains");
/// let lamp = &document["components"]["schemas"]["Lamp"];
/// assert_eq!((&lamp["type"], &lamp["nullable"]), (&json!("string"), &json!(true)));
/// ```
pub fn downgrade(document: &mut Value) -> Vec<Loss> {
    let mut losses = Vec::new();
    let version = document.get("openapi").and_then(Value::as_str);
    if !version.is_some_and(is_newer) {
        return losses;
    }
    document::move_webhooks(document);
    document::inline_path_items(document, &mut losses);
    definitions::run(document);
    each_schema(document, &mut |schema, pointer| {
        keywords::rewrite(schema, pointer, &mut losses);
    });
    document::hoist_payloads(document);
    document::finish(document, &mut losses);
    losses
}

/// Returns true for the versions of OpenAPI that are rewritten.
pub(crate) fn is_newer(version: &str) -> bool {
    version == "3.1" || version.starts_with("3.1.")
}
