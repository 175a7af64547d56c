//! Removes prose and foreign extensions: the documentation of the types is our own.

use serde_json::Value;

use super::{Context, each_schema};
use crate::json::{ABSENT, EMPTY, MAY_BE_ONE, RARE};
use crate::sources;
use openapi_document::prose::{is_extension, is_prose};
use openapi_document::{Result, each_operation_mut};

pub fn run(document: &mut Value, _: &Context<'_>) -> Result<()> {
    each_schema(document, |map| {
        map.retain(|key, _| {
            // The extensions of our own overlays. Any other is the publisher's, and would keep two
            // schemas apart that say the same.
            matches!(
                &**key,
                ABSENT
                    | EMPTY
                    | MAY_BE_ONE
                    | RARE
                    | sources::KEY
                    | "x-observed"
                    | "x-observed-values"
                    | "x-text"
                    | "x-given"
                    | "x-unit"
            ) || !(is_prose(key) || is_extension(key) || key == "xml")
        });
    })?;
    each_operation_mut(document, &mut |_, operation| {
        operation.retain(|key, _| !is_prose(key) && key != "x-codeSamples");
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::passes::tests::after;

    #[test]
    fn foreign_extensions_go_and_our_own_stay() {
        let document = after(
            super::run,
            json!({"components": {"schemas": {"A": {
                "type": "integer",
                "x-unit": "seconds",
                "x-foreign": {"type": "string"}
            }}}}),
        );
        assert_eq!(
            document["components"]["schemas"]["A"],
            json!({"type": "integer", "x-unit": "seconds"})
        );
    }

    #[test]
    fn prose_goes_and_a_property_named_description_stays() {
        let document = after(
            super::run,
            json!({"components": {"schemas": {"A": {
                "type": "object",
                "description": "words",
                "example": {"x": 1},
                "properties": {"description": {"type": "string", "description": "words"}}
            }}}}),
        );
        assert_eq!(
            document["components"]["schemas"]["A"],
            json!({"type": "object", "properties": {"description": {"type": "string"}}})
        );
    }
}
