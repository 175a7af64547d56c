//! The faults that JSON Schema finds in a body: wrong types, unknown values, missing fields, broken rules.

use std::collections::BTreeSet;

use jsonschema::error::{TypeKind, ValidationErrorKind as Fault};
use jsonschema::paths::Location;
use jsonschema::{Draft, ValidationError};
use serde_json::Value;

use super::fields::{Schemas, joined};
use super::finding::{Kind, word};
use openapi_document::json_schema::{Mode, json_schema};
use openapi_document::{Error, Result, kind};

/// One thing that is wrong with a response: its kind, place and detail.
pub(super) type Fact = (Kind, String, String);

/// Validates a body with one schema of a document.
///
/// # Errors
///
/// If the schema is invalid.
pub(super) fn faults(document: &Value, schema: &Value, body: &Value) -> Result<BTreeSet<Fact>> {
    let validator = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(&json_schema(document, schema, Mode::Lenient))
        .map_err(|error| {
            // The error shows the schema, which is ours, and no body.
            Error::new(format!("a schema of the contract cannot be used: {error}"))
                .remedy("correct it in openapi/overlay.json")
        })?;
    let errors: Vec<ValidationError<'_>> = validator.iter_errors(body).collect();
    let mut facts = BTreeSet::new();
    add_facts(&Schemas::new(document, &[schema]), &errors, &mut facts);
    Ok(facts)
}

fn add_facts(schemas: &Schemas<'_>, errors: &[ValidationError<'_>], facts: &mut BTreeSet<Fact>) {
    for error in errors {
        let here = error.instance_path();
        let place = schemas.place(here);
        let value = error.instance();
        let wrong_type = |declared: &[String]| {
            let detail = format!("{}, declared {}", kind(value), declared.join(" or "));
            (Kind::WrongType, place.clone(), detail)
        };
        let broken = |rule| (Kind::BrokenRule, place.clone(), rule);
        facts.insert(match error.kind() {
            Fault::Type { kind } => wrong_type(&names(kind)),
            // A value of the wrong type is in no list either; the type is reported.
            Fault::Enum { .. } | Fault::Constant { .. } => {
                if errors.iter().any(|error| is_of_type(error, here)) {
                    continue;
                }
                (Kind::UndeclaredValue, place, shown(value))
            }
            Fault::Required { property } => {
                let place = joined(&place, property.as_str().unwrap_or_default());
                (Kind::MissingField, place, "declared as required".to_owned())
            }
            Fault::Format { format } => broken(format!("not of the format {format}")),
            Fault::AnyOf { context }
            | Fault::OneOfNotValid { context }
            | Fault::OneOfMultipleValid { context } => {
                if let Some(branch) = nearest(context, here) {
                    add_facts(schemas, branch, facts);
                    continue;
                }
                let types = context.iter().flatten().map(ValidationError::kind);
                let types: BTreeSet<String> = types
                    .filter_map(|fault| match fault {
                        Fault::Type { kind } => Some(names(kind).join(" or ")),
                        _ => None,
                    })
                    .collect();
                wrong_type(&Vec::from_iter(types))
            }
            other => broken(format!("breaks `{}`", other.keyword())),
        });
    }
}

/// Returns the branch of a union that was meant, if the type of the value shows one.
fn nearest<'e>(
    context: &'e [Vec<ValidationError<'static>>],
    here: &Location,
) -> Option<&'e [ValidationError<'static>]> {
    // The `type` of an object may be that of another branch.
    let of_other_tag = |error: &ValidationError<'_>| {
        matches!(error.kind(), Fault::Enum { .. } | Fault::Constant { .. })
            && error.instance_path() == &here.join("type")
    };
    let branches = context.iter().map(Vec::as_slice);
    branches
        .filter(|errors| !errors.is_empty() && !errors.iter().any(|e| is_of_type(e, here)))
        .min_by_key(|errors| (errors.iter().any(of_other_tag), errors.len()))
}

/// Returns whether an error says that the value at a place is of another type.
fn is_of_type(error: &ValidationError<'_>, here: &Location) -> bool {
    matches!(error.kind(), Fault::Type { .. }) && error.instance_path() == here
}

fn names(types: &TypeKind) -> Vec<String> {
    match types {
        TypeKind::Single(kind) => vec![kind.to_string()],
        TypeKind::Multiple(kinds) => kinds.iter().map(|kind| kind.to_string()).collect(),
    }
}

/// Returns a value that a closed list lacks if it is a plain word, else its kind.
fn shown(value: &Value) -> String {
    match value.as_str().map(word) {
        Some(Some(word)) => format!("`{word}`"),
        Some(None) => "a string that is not a plain word".to_owned(),
        None => kind(value).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn facts(schema: &Value, body: &Value) -> Vec<Fact> {
        let facts = faults(&json!({}), schema, body).unwrap();
        facts.into_iter().collect()
    }

    fn fact(kind: Kind, place: &str, detail: &str) -> Fact {
        (kind, place.to_owned(), detail.to_owned())
    }

    #[test]
    fn each_fault_has_its_kind_and_place() {
        let schema = json!({"type": "object", "required": ["id"], "properties": {
            "status": {"type": "string", "enum": ["on", "off"], "nullable": true},
            "count": {"type": "integer", "minimum": 1},
            "when": {"type": "string", "format": "date-time"},
            "list": {"type": "array", "items": {"oneOf": [{"type": "string"}, {"type": "integer"}]}},
        }});
        let body = json!({"status": "paused", "count": 0, "when": "soon", "list": [1, true]});
        assert_eq!(
            facts(&schema, &body),
            [
                fact(Kind::UndeclaredValue, "status", "`paused`"),
                fact(
                    Kind::WrongType,
                    "list[]",
                    "a boolean, declared integer or string"
                ),
                fact(Kind::MissingField, "id", "declared as required"),
                fact(Kind::BrokenRule, "count", "breaks `minimum`"),
                fact(Kind::BrokenRule, "when", "not of the format date-time"),
            ]
        );
        assert_eq!(facts(&schema, &json!({"id": 1, "status": null})), []);
        assert_eq!(
            facts(&schema, &json!({"id": 1, "status": 3})),
            [fact(
                Kind::WrongType,
                "status",
                "a number, declared null or string"
            )]
        );
    }

    #[test]
    fn the_branch_that_was_meant_is_add_facts() {
        let branch = |tag: &str, field: &str| json!({"type": "object", "properties": {"type": {"type": "string", "enum": [tag]}, field: {"type": "string"}}});
        let schema = json!({"oneOf": [{"type": "string", "enum": ["a"]}, branch("a", "x"), branch("b", "y")]});
        assert_eq!(
            facts(&schema, &json!({"type": "b", "y": 1})),
            [fact(Kind::WrongType, "y", "a number, declared string")]
        );
        assert_eq!(
            facts(&schema, &json!("c")),
            [fact(Kind::UndeclaredValue, "", "`c`")]
        );
    }

    #[test]
    fn text_of_a_page_is_not_shown() {
        let schema = json!({"enum": ["a"]});
        let found = facts(&schema, &json!("Some text of a page"));
        assert_eq!(
            found,
            [fact(
                Kind::UndeclaredValue,
                "",
                "a string that is not a plain word"
            )]
        );
    }
}
