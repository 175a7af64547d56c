//! Takes away the component schemas that no operation reaches.
//!
//! Error bodies that became one type are such schemas. Operations written by
//! hand count, too, and so do the payloads of webhooks.

use serde_json::Value;

use super::Context;
use super::directions::{is_types_alone, payloads, query_types, reachable, references};
use crate::json::HAND_WRITTEN;
use openapi_document::{Result, schemas_mut};

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    if is_types_alone(document) {
        return Ok(());
    }
    let mut roots = query_types(document);
    roots.extend(references(&document["paths"]));
    roots.extend(references(&document[HAND_WRITTEN]));
    roots.extend(payloads(document).iter().flat_map(references));
    let reached = reachable(document, roots);
    if let Some(schemas) = schemas_mut(document) {
        schemas.retain(|name, _| reached.contains(name));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::tests::after;

    #[test]
    fn what_nobody_reaches_goes() {
        let document = after(
            super::run,
            json!({
                "components": {"schemas": {
                    "A": {"items": {"$ref": "#/components/schemas/B"}}, "B": {}, "C": {"items": {"$ref": "#/components/schemas/C"}}
                }},
                "x-hand-written": {"post /a": {"x": {"$ref": "#/components/schemas/A"}}}
            }),
        );
        let left = document["components"]["schemas"].as_object().unwrap();
        assert_eq!(left.keys().collect::<Vec<_>>(), ["A", "B"]);
    }
}
