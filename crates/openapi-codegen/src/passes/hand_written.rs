//! Takes out the operations that progenitor cannot make and that are written by hand.
//!
//! They are the ones with a multipart body. Their types stay: `x-hand-written`
//! at the top of the document keeps the operations for the listing.

use serde_json::Value;

use super::Context;
use crate::json::{HAND_WRITTEN, object, take_operation, text};
use openapi_document::{Result, operations};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    let mut taken = Vec::new();
    for operation in operations(document).filter(|operation| is_multipart(operation.value)) {
        let id = text(operation.value, "operationId").unwrap_or_default();
        if context.names.hand_written(id).is_none() {
            context.warn(format!(
                "{}: `{id}` has a multipart body and is not generated; write it by hand and list it in {} under [hand-written]",
                operation.pointer(),
                context.names.path()
            ));
        }
        taken.push((operation.path.to_owned(), operation.method.to_owned()));
    }
    for (path, method) in taken {
        if let Some(operation) = take_operation(document, &path, &method) {
            document[HAND_WRITTEN][format!("{method} {path}")] = operation;
        }
    }
    Ok(())
}

fn is_multipart(operation: &Value) -> bool {
    object(&operation["requestBody"], "content").any(|(kind, _)| kind.starts_with("multipart/"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::tests::after;

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
