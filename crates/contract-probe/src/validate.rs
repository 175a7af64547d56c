//! The faults that JSON Schema finds in a body: wrong types, unknown values, missing fields, broken rules.

use jsonschema::error::{TypeKind, ValidationErrorKind as Fault};
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{Draft, ValidationError};
use serde_json::Value;

use super::declared::Declared;
use super::fields::{self, Segment, joined};
use super::finding::{Kind, word};
use openapi_document::json_schema::{Mode, json_schema};
use openapi_document::{Error, Result, kind};

/// One thing that is wrong with a body: its kind, place and detail.
pub(super) type Fact = (Kind, String, String);

/// Validates a body with one schema of the contract.
///
/// # Errors
///
/// If the schema of the contract is invalid.
pub(super) fn faults(declared: &Declared, schema: &Value, body: &Value) -> Result<Vec<Fact>> {
    let validator = jsonschema::options()
        .with_draft(Draft::Draft202012)
        .should_validate_formats(true)
        .build(&json_schema(declared.document(), schema, Mode::Lenient))
        .map_err(|error| {
            // The error shows the schema, which is ours, and no body.
            Error::new(format!("a schema of the contract cannot be used: {error}"))
                .remedy("correct it in openapi/overlay.json")
        })?;
    let errors: Vec<ValidationError<'_>> = validator.iter_errors(body).collect();
    let mut facts = Vec::new();
    let places = Places { declared, schema };
    add_facts(&places, &errors, &mut facts);
    facts.sort();
    facts.dedup();
    Ok(facts)
}

/// Names the places of one schema.
struct Places<'a> {
    declared: &'a Declared,
    schema: &'a Value,
}

impl Places<'_> {
    fn of(&self, location: &Location) -> String {
        let segments = location.into_iter().map(|segment| match segment {
            LocationSegment::Property(name) => Segment::Name(name),
            LocationSegment::Index(_) => Segment::Index,
        });
        fields::place(self.declared, &[self.schema], segments)
    }
}

fn add_facts(places: &Places<'_>, errors: &[ValidationError<'_>], facts: &mut Vec<Fact>) {
    for error in errors {
        let place = places.of(error.instance_path());
        let value = error.instance();
        let fact = match error.kind() {
            Fault::Type { kind: expected } => {
                let detail = format!("{}, declared {}", kind(value), expected_kind(expected));
                (Kind::WrongType, place, detail)
            }
            // A value of the wrong type is in no list either; the type is reported.
            Fault::Enum { .. } | Fault::Constant { .. } => {
                let wrong_type = |other: &ValidationError<'_>| {
                    matches!(other.kind(), Fault::Type { .. })
                        && other.instance_path() == error.instance_path()
                };
                if errors.iter().any(wrong_type) {
                    continue;
                }
                (Kind::UndeclaredValue, place, shown(value))
            }
            Fault::Required { property } => {
                let place = joined(&place, property.as_str().unwrap_or_default());
                (Kind::MissingField, place, "declared as required".to_owned())
            }
            Fault::Format { format } => (
                Kind::BrokenRule,
                place,
                format!("not of the format {format}"),
            ),
            Fault::AnyOf { context }
            | Fault::OneOfNotValid { context }
            | Fault::OneOfMultipleValid { context } => {
                match nearest(context, error.instance_path()) {
                    Some(branch) => add_facts(places, branch, facts),
                    None => facts.push((
                        Kind::WrongType,
                        place,
                        format!("{}, declared {}", kind(value), of_branches(context)),
                    )),
                }
                continue;
            }
            other => (
                Kind::BrokenRule,
                place,
                format!("breaks `{}`", other.keyword()),
            ),
        };
        facts.push(fact);
    }
}

/// Returns the branch of a union that was meant, if the type of the value shows one.
fn nearest<'e>(
    context: &'e [Vec<ValidationError<'static>>],
    here: &Location,
) -> Option<&'e [ValidationError<'static>]> {
    context
        .iter()
        .filter(|errors| !errors.is_empty() && !errors.iter().any(|error| is_other(error, here)))
        .min_by_key(|errors| (at_tag(errors, here), errors.len()))
        .map(Vec::as_slice)
}

/// Returns whether an error says that a value is of another type than a branch.
fn is_other(error: &ValidationError<'_>, here: &Location) -> bool {
    matches!(error.kind(), Fault::Type { .. }) && error.instance_path() == here
}

/// Returns whether the `type` of an object is that of another branch.
fn at_tag(errors: &[ValidationError<'_>], here: &Location) -> bool {
    errors.iter().any(|error| {
        matches!(error.kind(), Fault::Enum { .. } | Fault::Constant { .. })
            && error.instance_path() == &here.join("type")
    })
}

/// Lists the types of the branches, for a value that has none of them.
fn of_branches(context: &[Vec<ValidationError<'static>>]) -> String {
    let mut kinds: Vec<String> = context
        .iter()
        .flatten()
        .filter_map(|error| match error.kind() {
            Fault::Type { kind } => Some(expected_kind(kind)),
            _ => None,
        })
        .collect();
    kinds.sort();
    kinds.dedup();
    kinds.join(" or ")
}

fn expected_kind(expected: &TypeKind) -> String {
    match expected {
        TypeKind::Single(kind) => kind.to_string(),
        TypeKind::Multiple(kinds) => {
            let names: Vec<String> = kinds.iter().map(|kind| kind.to_string()).collect();
            names.join(" or ")
        }
    }
}

/// Returns a value that a closed list lacks if it is a plain word, else its kind.
fn shown(value: &Value) -> String {
    match value.as_str() {
        Some(text) => word(text).map_or_else(
            || "a string that is not a plain word".to_owned(),
            |word| format!("`{word}`"),
        ),
        None => kind(value).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn facts(schema: &Value, body: &Value) -> Vec<Fact> {
        let declared = Declared::new(json!({}));
        faults(&declared, schema, body).unwrap()
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
