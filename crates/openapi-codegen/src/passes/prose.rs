//! Removes prose and foreign extensions: the documentation of the types is our own.

use serde_json::Value;

use super::Context;
use crate::json::{ABSENT, EMPTY, MAY_BE_ONE, RARE};
use crate::sources;
use openapi_document::prose::{is_extension, is_prose};
use openapi_document::{Result, each_operation_mut, each_schema_mut, is_keyword};

pub fn run(document: &mut Value, context: &Context<'_>) -> Result<()> {
    each_schema_mut(document, &mut |schema, pointer| {
        let place = sources::marks(schema).next().unwrap_or(pointer).to_owned();
        let Some(map) = schema.as_object_mut() else {
            return Ok(());
        };
        let is_reference = map.contains_key("$ref");
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
        map.retain(|key, _| {
            let is_known = is_keyword(key) || is_extension(key) || key == "const";
            // What is beside a reference says nothing.
            if !is_known && !is_reference {
                let ignored = "it is not a keyword of schemas, and is ignored";
                context.warn(format!("{place}: OpenAPI 3.0 has no `{key}`: {ignored}"));
            }
            is_known
        });
        Ok(())
    })?;
    each_operation_mut(document, &mut |_, operation| {
        operation.retain(|key, _| !is_prose(key) && key != "x-codeSamples");
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::Context;
    use crate::names::Names;
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
    fn what_is_not_a_keyword_goes_with_a_warning() {
        let names = Names::default();
        let context = Context::new(&names);
        let reference = json!({"$ref": "#/components/schemas/A", "optional": true});
        let mut document = json!({"components": {"schemas": {"A": {
            "type": "object", "optional": true, "properties": {"optional": reference}, "const": {}
        }}}});
        super::run(&mut document, &context).unwrap();
        assert_eq!(
            document["components"]["schemas"]["A"],
            json!({
                "type": "object", "const": {},
                "properties": {"optional": {"$ref": "#/components/schemas/A"}}
            })
        );
        let warnings = context.into_found().warnings;
        assert_eq!(
            warnings.into_iter().collect::<Vec<_>>(),
            [
                "/components/schemas/A: OpenAPI 3.0 has no `optional`: it is not a keyword of schemas, \
                 and is ignored"
            ]
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
