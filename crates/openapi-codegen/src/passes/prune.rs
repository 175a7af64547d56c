//! Takes away the component schemas that no operation reaches.
//!
//! Error bodies that became one type are such schemas. Operations written by
//! hand count, too.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Context;
use super::directions::references;
use openapi_document::Result;
use openapi_document::{schemas, schemas_mut};

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    let mut open = Vec::new();
    for part in ["paths", "x-hand-written"] {
        if let Some(part) = document.get(part) {
            references(part, &mut open);
        }
    }
    for (name, schema) in schemas(document).into_iter().flatten() {
        if schema.get("x-query").is_some() {
            open.push(name.clone());
        }
    }
    let mut reached = BTreeSet::new();
    while let Some(name) = open.pop() {
        if let Some(schema) = schemas(document).and_then(|schemas| schemas.get(&name))
            && reached.insert(name)
        {
            references(schema, &mut open);
        }
    }
    if let Some(schemas) = schemas_mut(document) {
        schemas.retain(|name, _| reached.contains(name));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::fixture::after;

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
