//! Puts referenced request bodies and responses in place, so that one shape of operation is left.

use serde_json::Value;

use super::Context;
use openapi_document::{Error, Result};
use openapi_document::{each_operation_mut, join};

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    let components = document.get("components").cloned().unwrap_or(Value::Null);
    each_operation_mut(document, &mut |pointer, operation| {
        if let Some(body) = operation.get_mut("requestBody") {
            resolve(
                body,
                &components,
                "requestBodies",
                &join(pointer, "requestBody"),
            )?;
        }
        for (status, response) in operation
            .get_mut("responses")
            .and_then(Value::as_object_mut)
            .into_iter()
            .flatten()
        {
            let pointer = join(&join(pointer, "responses"), status);
            resolve(response, &components, "responses", &pointer)?;
        }
        Ok(())
    })?;
    if let Some(components) = document
        .get_mut("components")
        .and_then(Value::as_object_mut)
    {
        components.retain(|section, _| section != "requestBodies" && section != "responses");
    }
    Ok(())
}

fn resolve(value: &mut Value, components: &Value, section: &str, pointer: &str) -> Result<()> {
    // A reference may lead to a reference; a loop is broken off by the count.
    for _ in 0..16 {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else {
            return Ok(());
        };
        let found = reference
            .strip_prefix(&format!("#/components/{section}/"))
            .and_then(|name| components.get(section)?.get(name))
            .cloned();
        match found {
            Some(found) => *value = found,
            None => {
                return Err(Error::new(format!("`{reference}` leads nowhere"))
                    .at(pointer)
                    .remedy("correct the reference with an overlay action"));
            }
        }
    }
    Err(Error::new("the references run in a circle")
        .at(pointer)
        .remedy("correct one of them with an overlay action"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::fixture::after;

    #[test]
    fn bodies_and_responses_stand_in_place() {
        let document = after(
            super::run,
            json!({
                "components": {
                    "requestBodies": {"B": {"content": {}}},
                    "responses": {"R": {"$ref": "#/components/responses/S"}, "S": {"description": ""}}
                },
                "paths": {"/a": {"post": {
                    "requestBody": {"$ref": "#/components/requestBodies/B"},
                    "responses": {"200": {"$ref": "#/components/responses/R"}}
                }}}
            }),
        );
        assert_eq!(
            document["paths"]["/a"]["post"],
            json!({"requestBody": {"content": {}}, "responses": {"200": {"description": ""}}})
        );
    }
}
