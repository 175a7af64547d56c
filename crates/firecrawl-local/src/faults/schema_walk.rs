//! Walks a value together with the schema that describes it.

use openapi_document::resolve;
use serde_json::Value;

/// The maximum number of steps; schemas may refer to themselves.
const MAX_STEPS: usize = 64;

/// The schema of one value.
#[derive(Clone, Copy)]
pub(super) struct Described<'a> {
    /// The schema, with references resolved.
    pub(super) schema: &'a Value,
    /// The number of objects and lists around the value.
    pub(super) depth: usize,
    /// `true` if it is one of several alternatives.
    pub(super) alternative: bool,
    /// The number of steps to the schema.
    steps: usize,
}

/// Calls `visit` for every value that has a schema, the outer before the inner.
pub(super) fn walk(
    document: &Value,
    schema: &Value,
    value: &mut Value,
    visit: &mut impl FnMut(&Described<'_>, &mut Value),
) {
    let root = Described {
        schema,
        depth: 0,
        alternative: false,
        steps: 0,
    };
    descend(document, root, value, visit);
}

fn descend<'a>(
    document: &'a Value,
    mut place: Described<'a>,
    value: &mut Value,
    visit: &mut impl FnMut(&Described<'_>, &mut Value),
) {
    place.schema = resolve(document, place.schema);
    let schema = place.schema;
    if place.steps == MAX_STEPS || !schema.is_object() || schema.get("$ref").is_some() {
        return;
    }
    visit(&place, value);
    place.steps += 1;
    for (keyword, alternative) in [("allOf", false), ("oneOf", true), ("anyOf", true)] {
        for schema in schema[keyword].as_array().into_iter().flatten() {
            let alternative = place.alternative || alternative;
            let branch = Described {
                schema,
                alternative,
                ..place
            };
            descend(document, branch, value, visit);
        }
    }
    place.depth += 1;
    match value {
        Value::Array(items) => {
            place.schema = &schema["items"];
            for item in items {
                descend(document, place, item, visit);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                place.schema = &schema["properties"][name.as_str()];
                descend(document, place, field, visit);
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
