//! Takes away operations that were only observed once the contract has them by itself.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::json::{is_observed, take_operation, text};
use crate::preflight::path_shape;
use openapi_document::{Operation, operations};

/// Removes each observed operation that the contract has in another form, and says which.
///
/// The form is another one where the overlay that adds it cannot see it: the same route with other
/// names of parameters, or the same operationId at another route. Both would make the generator
/// fail.
pub fn remove_superseded(document: &mut Value) -> Vec<String> {
    let mut official = BTreeMap::new();
    for operation in operations(document).filter(|operation| !is_observed(operation.value)) {
        for key in keys(&operation) {
            official.insert(key, shown(&operation));
        }
    }
    let superseded: Vec<(String, String, String)> = operations(document)
        .filter(|operation| is_observed(operation.value))
        .filter_map(|operation| {
            let by = keys(&operation).find_map(|key| official.get(&key))?;
            let text = format!("{} is official now as {by}", shown(&operation));
            Some((operation.path.to_owned(), operation.method.to_owned(), text))
        })
        .collect();
    let mut texts = Vec::new();
    for (path, method, text) in superseded {
        take_operation(document, &path, &method);
        texts.push(text);
    }
    texts
}

/// Method and path without the names of its parameters, and the operationId.
fn keys(operation: &Operation<'_>) -> impl Iterator<Item = String> {
    let route = format!("{} {}", operation.method, path_shape(operation.path));
    let id = text(operation.value, "operationId").map(str::to_owned);
    std::iter::once(route).chain(id)
}

fn shown(operation: &Operation<'_>) -> String {
    match text(operation.value, "operationId") {
        Some(id) => format!("{} ({id})", operation.route()),
        None => operation.route(),
    }
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
