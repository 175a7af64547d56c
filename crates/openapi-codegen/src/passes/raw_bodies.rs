//! Says of a body of bytes again that it is one.
//!
//! The format of a text has become a fact like any other, and progenitor sends
//! `application/octet-stream` only where the schema is a text of the format
//! `binary`, and says nothing else.

use serde_json::{Value, json};

use super::Context;
use openapi_document::{Result, each_operation_mut};

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    each_operation_mut(document, &mut |_, operation| {
        let content = operation
            .get_mut("requestBody")
            .and_then(|body| body.get_mut("content")?.as_object_mut());
        for (media, body) in content.into_iter().flatten() {
            let schema = &body["schema"];
            if media.starts_with("application/octet-stream")
                && schema["type"] == "string"
                && schema["x-facts"]["format"] == "binary"
            {
                body["schema"] = json!({"type": "string", "format": "binary"});
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::tests::after;

    #[test]
    fn bytes_are_bytes_again() {
        let binary = json!({"type": "string", "x-facts": {"format": "binary"}});
        let body = |media: &str| json!({"content": {media: {"schema": binary}}});
        let document = after(
            super::run,
            json!({"paths": {"/a": {
                "put": {"requestBody": body("application/octet-stream")},
                "post": {"requestBody": body("text/plain")},
                "get": {}
            }}}),
        );
        let sent = |method: &str, media: &str| {
            document["paths"]["/a"][method]["requestBody"]["content"][media]["schema"].clone()
        };
        assert_eq!(
            sent("put", "application/octet-stream"),
            json!({"type": "string", "format": "binary"})
        );
        assert_eq!(sent("post", "text/plain"), binary);
    }
}
