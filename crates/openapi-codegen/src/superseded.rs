//! Takes away operations that were only observed once the contract has them by itself.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::preflight::path_shape;
use openapi_document::{Operation, operations};

/// Removes each observed operation that the contract has in another form, and says which.
///
/// The form is another one where the overlay that adds it cannot see it: the same route with other
/// names of parameters, or the same operationId at another route. Both would make the generator
/// fail.
pub fn remove_superseded(document: &mut Value) -> Vec<String> {
    let mut routes = BTreeMap::new();
    let mut ids = BTreeMap::new();
    for operation in operations(document).filter(|operation| !is_observed(operation)) {
        routes.insert(route(&operation), shown(&operation));
        if operation.value.get("operationId").is_some() {
            ids.insert(operation.id(), shown(&operation));
        }
    }
    let superseded: Vec<(String, String, String)> = operations(document)
        .filter(is_observed)
        .filter_map(|operation| {
            let by = routes
                .get(&route(&operation))
                .or_else(|| ids.get(&operation.id()))?;
            let text = format!("{} is official now as {by}", shown(&operation));
            Some((operation.path.to_owned(), operation.method.to_owned(), text))
        })
        .collect();
    let mut texts = Vec::new();
    let mut paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, method, text) in superseded {
        if let Some(paths) = &mut paths
            && let Some(item) = paths.get_mut(&path).and_then(Value::as_object_mut)
        {
            item.shift_remove(&method);
            if item.is_empty() {
                paths.shift_remove(&path);
            }
        }
        texts.push(text);
    }
    texts
}

fn is_observed(operation: &Operation<'_>) -> bool {
    operation.value.get("x-observed") == Some(&Value::Bool(true))
}

fn shown(operation: &Operation<'_>) -> String {
    let method = operation.method.to_uppercase();
    match operation.value.get("operationId").and_then(Value::as_str) {
        Some(id) => format!("{method} {} ({id})", operation.path),
        None => format!("{method} {}", operation.path),
    }
}

/// Method and path without the names of its parameters.
fn route(operation: &Operation<'_>) -> String {
    format!("{} {}", operation.method, path_shape(operation.path))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_there_in_another_form_goes() {
        let observed = |id: &str| json!({"operationId": id, "x-observed": true});
        let mut document = json!({"paths": {
            "/a/{id}": {"get": {"operationId": "readA"}},
            "/a/{key}": {"get": observed("getA"), "delete": observed("dropA")},
            "/b/{key}": {"get": observed("getB")},
            "/c": {"get": {}, "post": observed("postC")},
            "/d": {"get": {"operationId": "getB"}},
            "/a/{id}/{part}": {"get": observed("getPart")}
        }});
        assert_eq!(
            remove_superseded(&mut document),
            [
                "GET /a/{key} (getA) is official now as GET /a/{id} (readA)",
                "GET /b/{key} (getB) is official now as GET /d (getB)",
            ]
        );
        assert_eq!(
            document,
            json!({"paths": {
                "/a/{id}": {"get": {"operationId": "readA"}},
                "/a/{key}": {"delete": observed("dropA")},
                "/c": {"get": {}, "post": observed("postC")},
                "/d": {"get": {"operationId": "getB"}},
                "/a/{id}/{part}": {"get": observed("getPart")}
            }})
        );
        assert!(remove_superseded(&mut document).is_empty());
        assert!(remove_superseded(&mut json!({})).is_empty());
    }
}
