//! Walks a value together with the schema that describes it.

use openapi_document::resolve;
use serde_json::Value;

/// The maximum depth; schemas may refer to themselves.
const DEPTH: usize = 64;

/// The schema of one value.
pub(super) struct Described<'a> {
    /// The schema, with references resolved.
    pub(super) schema: &'a Value,
    /// The number of objects and lists around the value.
    pub(super) depth: usize,
    /// `true` if it is one of several alternatives.
    pub(super) alternative: bool,
}

/// Calls `visit` for every value that has a schema, the outer before the inner.
pub(super) fn walk(
    document: &Value,
    schema: &Value,
    value: &mut Value,
    visit: &mut impl FnMut(&Described<'_>, &mut Value),
) {
    let place = Described {
        schema,
        depth: 0,
        alternative: false,
    };
    descend(document, &place, value, DEPTH, visit);
}

fn descend(
    document: &Value,
    place: &Described<'_>,
    value: &mut Value,
    left: usize,
    visit: &mut impl FnMut(&Described<'_>, &mut Value),
) {
    let Some(left) = left.checked_sub(1) else {
        return;
    };
    let schema = resolve(document, place.schema);
    if !schema.is_object() || schema.get("$ref").is_some() {
        return;
    }
    let place = Described { schema, ..*place };
    visit(&place, value);
    for (keyword, alternative) in [("allOf", false), ("oneOf", true), ("anyOf", true)] {
        for branch in schema[keyword].as_array().into_iter().flatten() {
            let inner = Described {
                schema: branch,
                alternative: place.alternative || alternative,
                ..place
            };
            descend(document, &inner, value, left, visit);
        }
    }
    let below = |schema| Described {
        schema,
        depth: place.depth + 1,
        ..place
    };
    match value {
        Value::Array(items) => {
            for item in items {
                descend(document, &below(&schema["items"]), item, left, visit);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                descend(
                    document,
                    &below(&schema["properties"][name.as_str()]),
                    field,
                    left,
                    visit,
                );
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_lists_and_branches_are_resolve() {
        let document = json!({"components": {"schemas": {"Leaf": {"enum": ["a"]}}}});
        let schema = json!({"properties": {
            "list": {"items": {"$ref": "#/components/schemas/Leaf"}},
            "either": {"oneOf": [{"enum": ["x"]}, {"type": "string"}]},
        }});
        let mut value = json!({"list": ["a", "b"], "either": "x", "other": 1});
        let mut seen = Vec::new();
        walk(&document, &schema, &mut value, &mut |place, value| {
            if place.schema.get("enum").is_some() {
                seen.push((value.clone(), place.depth, place.alternative));
            }
        });
        assert_eq!(
            seen,
            [
                (json!("a"), 2, false),
                (json!("b"), 2, false),
                (json!("x"), 1, true)
            ]
        );
    }

    #[test]
    fn a_reference_to_itself_ends() {
        let document = json!({"Loop": {"$ref": "#/Loop"}});
        let mut seen = 0;
        let schema = json!({"allOf": [{"$ref": "#/Loop"}]});
        walk(&document, &schema, &mut json!({}), &mut |_, _| seen += 1);
        assert_eq!(seen, 1);
    }
}
