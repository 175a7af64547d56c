//! Takes away the component schemas that no operation reaches.
//!
//! Error bodies that became one type are such schemas. Operations written by
//! hand count, too.

use serde_json::{Map, Value};

use super::Context;
use super::directions::{query_types, reachable, references};
use crate::json::HAND_WRITTEN;
use openapi_document::{Result, schemas_mut};

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    if document["paths"].as_object().is_none_or(Map::is_empty)
        && document.get(HAND_WRITTEN).is_none()
    {
        // A contract of types alone.
        return Ok(());
    }
    let mut roots = query_types(document);
    roots.extend(references(&document["paths"]));
    roots.extend(references(&document[HAND_WRITTEN]));
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
