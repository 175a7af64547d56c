//! Takes out the operations that progenitor cannot make and that are written by hand.
//!
//! They are the ones with a multipart body. Their types stay: `x-hand-written`
//! at the top of the document keeps the operations for the listing.

use serde_json::{Map, Value, json};

use super::Context;
use openapi_document::Result;
use openapi_document::{METHODS, join};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let mut taken = Map::new();
    for (path, item) in document
        .get_mut("paths")
        .and_then(Value::as_object_mut)
        .into_iter()
        .flatten()
    {
        let Some(item) = item.as_object_mut() else {
            continue;
        };
        let names: Vec<String> = item
            .iter()
            .filter(|(method, operation)| {
                METHODS.contains(&method.as_str()) && is_multipart(operation)
            })
            .map(|(method, _)| method.clone())
            .collect();
        for method in names {
            if let Some(operation) = item.shift_remove(&method) {
                let id = operation["operationId"].as_str().unwrap_or_default();
                if context.names.hand_written(id).is_none() {
                    context.warn(format!(
                        "{}: `{id}` has a multipart body and is not generated; write it by hand and list it in {} under [hand-written]",
                        join(&join("/paths", path), &method),
                        context.names.path()
                    ));
                }
                taken.insert(format!("{method} {path}"), operation);
            }
        }
    }
    if let Some(paths) = document.get_mut("paths").and_then(Value::as_object_mut) {
        paths.retain(|_, item| item.as_object().is_none_or(|item| !item.is_empty()));
    }
    if let (false, Some(map)) = (taken.is_empty(), document.as_object_mut()) {
        let kept = map.entry("x-hand-written").or_insert_with(|| json!({}));
        if let Some(kept) = kept.as_object_mut() {
            kept.extend(taken);
        }
    }
    Ok(())
}

fn is_multipart(operation: &Value) -> bool {
    operation
        .get("requestBody")
        .and_then(|body| body.get("content")?.as_object())
        .is_some_and(|content| content.keys().any(|kind| kind.starts_with("multipart/")))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::fixture::after;

    #[test]
    fn a_multipart_operation_is_kept_aside() {
        let upload =
            json!({"operationId": "up", "requestBody": {"content": {"multipart/form-data": {}}}});
        let document = after(
            super::run,
            json!({"paths": {"/a": {"post": upload.clone()}, "/b": {"get": {"operationId": "b"}}}}),
        );
        assert_eq!(
            document,
            json!({"paths": {"/b": {"get": {"operationId": "b"}}}, "x-hand-written": {"post /a": upload}})
        );
    }
}
