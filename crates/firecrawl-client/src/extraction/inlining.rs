//! The check whether the types of a schema can be inlined.

use serde_json::Value;

use super::subschemas::inside;

/// The maximum number of references that are inlined.
///
/// Types that use one another several times at each level would grow exponentially.
const MOST: usize = 2_000;

/// Returns true if no type of a schema is recursive, and the inlined schema stays small.
pub(super) fn can_be_inlined(schema: &Value) -> bool {
    let mut left = MOST;
    count(&mut schema.clone(), schema, &mut Vec::new(), &mut left)
}

/// Counts the references below a schema with all that they lead to; `open` leads to it.
fn count(schema: &mut Value, root: &Value, open: &mut Vec<String>, left: &mut usize) -> bool {
    let Some(schema) = schema.as_object_mut() else {
        return true;
    };
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        let reference = reference.to_owned();
        // The whole contains whatever refers to it.
        let Some(place) = reference.strip_prefix("#/") else {
            return false;
        };
        let Some(target) = root.pointer(&format!("/{place}")) else {
            return false;
        };
        if *left == 0 || open.contains(&reference) {
            return false;
        }
        *left -= 1;
        open.push(reference);
        let fits = count(&mut target.clone(), root, open, left);
        open.pop();
        if !fits {
            return false;
        }
    }
    inside(schema)
        .into_iter()
        .all(|(_, inner)| count(inner, root, open, left))
}
