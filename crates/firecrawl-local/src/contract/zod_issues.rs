//! Reports the errors of a schema like the service.
//!
//! The service validates with zod. Its issues carry a `code`, the `path` as a list, a `message` and
//! further keys for some codes.

use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{ValidationError, Validator};
use openapi_document::resolve;
use serde_json::{Value, json};

use super::page_url;
use super::service_checks::PAGE_URL;
use super::zod_unions;

/// Converts the errors of one schema to issues.
pub(super) struct IssueWriter<'a> {
    schema: &'a Value,
}

impl<'a> IssueWriter<'a> {
    pub fn new(schema: &'a Value) -> Self {
        Self { schema }
    }

    /// Returns all issues of a value, without duplicates.
    pub fn issues(&self, validator: &Validator, value: &Value) -> Vec<Value> {
        let errors: Vec<ValidationError<'_>> = validator.iter_errors(value).collect();
        self.all(&errors)
    }

    pub(super) fn all(&self, errors: &[ValidationError<'_>]) -> Vec<Value> {
        let mut issues: Vec<Value> = Vec::new();
        for error in errors {
            // A value of the wrong type is also not a member of an enum; zod reports only the type.
            let secondary = matches!(error.kind(), Kind::Enum { .. } | Kind::Constant { .. });
            if secondary && errors.iter().any(|other| is_type_error_at(other, error)) {
                continue;
            }
            for issue in self.convert(error) {
                if !issues.contains(&issue) {
                    issues.push(issue);
                }
            }
        }
        issues
    }

    fn convert(&self, error: &ValidationError<'_>) -> Vec<Value> {
        let path = path(error.instance_path());
        let instance = error.instance().as_ref();
        let issue = match error.kind() {
            Kind::Type { .. } if is_page_url_schema(self.parent(error)) => {
                page_url::no_top_level_domain()
            }
            Kind::Type { .. } => {
                let expected = self.parent(error).map_or("unknown", declared_type);
                wrong_type(expected, instance)
            }
            Kind::Required { property } => return vec![self.missing(error, property, path)],
            Kind::AdditionalProperties { unexpected }
            | Kind::UnevaluatedProperties { unexpected } => {
                let names: Vec<String> = unexpected.iter().map(|key| format!("'{key}'")).collect();
                json!({
                    "code": "unrecognized_keys",
                    "keys": unexpected,
                    "message": format!("Unrecognized key(s) in object: {}", names.join(", ")),
                })
            }
            Kind::Enum { options } => not_in_enum(options, instance),
            Kind::Constant { expected_value } => literal(expected_value, instance),
            Kind::Minimum { limit } => out_of_bounds("too_small", limit, "number", true),
            Kind::ExclusiveMinimum { limit } => out_of_bounds("too_small", limit, "number", false),
            Kind::MinLength { limit } => out_of_bounds("too_small", &json!(limit), "string", true),
            Kind::MinItems { limit } => out_of_bounds("too_small", &json!(limit), "array", true),
            Kind::Maximum { limit } => out_of_bounds("too_big", limit, "number", true),
            Kind::ExclusiveMaximum { limit } => out_of_bounds("too_big", limit, "number", false),
            Kind::MaxLength { limit } => out_of_bounds("too_big", &json!(limit), "string", true),
            Kind::MaxItems { limit } => out_of_bounds("too_big", &json!(limit), "array", true),
            Kind::Pattern { .. } => {
                json!({"validation": "regex", "code": "invalid_string", "message": "Invalid"})
            }
            Kind::Format { format } if format == PAGE_URL => {
                let issues = page_url::url_issues(instance.as_str().unwrap_or_default());
                return issues
                    .into_iter()
                    .map(|issue| at(path.clone(), issue))
                    .collect();
            }
            Kind::Format { format } => bad_format(format),
            Kind::AnyOf { context }
            | Kind::OneOfNotValid { context }
            | Kind::OneOfMultipleValid { context } => {
                return zod_unions::issues(self, self.branches(error), context, instance, path);
            }
            other => json!({
                "code": "custom",
                "message": format!("Breaks the rule {} of the contract", other.keyword()),
            }),
        };
        vec![at(path, issue)]
    }

    fn missing(
        &self,
        error: &ValidationError<'_>,
        property: &Value,
        mut path: Vec<Value>,
    ) -> Value {
        path.push(property.clone());
        let schema = self
            .parent(error)
            .and_then(|parent| parent.get("properties")?.get(property.as_str()?))
            .map(|schema| resolve(self.schema, schema));
        if is_page_url_schema(schema) {
            return at(path, page_url::no_top_level_domain());
        }
        let expected = match schema.map_or("unknown", declared_type) {
            "integer" => "number",
            kind => kind,
        };
        let issue = json!({
            "code": "invalid_type",
            "expected": expected,
            "received": "undefined",
            "message": "Required",
        });
        at(path, issue)
    }

    /// Returns the schema that contains the keyword of an error.
    fn parent(&self, error: &ValidationError<'_>) -> Option<&'a Value> {
        let (parent, _) = error.schema_path().as_str().rsplit_once('/')?;
        self.schema.pointer(parent)
    }

    fn branches(&self, error: &ValidationError<'_>) -> Vec<&'a Value> {
        let branches = self.schema.pointer(error.schema_path().as_str());
        branches
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .map(|branch| resolve(self.schema, branch))
            .collect()
    }
}

fn is_page_url_schema(schema: Option<&Value>) -> bool {
    schema
        .and_then(|schema| schema.get("format"))
        .is_some_and(|format| format == PAGE_URL)
}

fn is_type_error_at(other: &ValidationError<'_>, error: &ValidationError<'_>) -> bool {
    matches!(other.kind(), Kind::Type { .. }) && other.instance_path() == error.instance_path()
}

/// Returns an issue with a message of its own.
pub fn custom_issue(path: &[&str], message: &str) -> Value {
    json!({"code": "custom", "message": message, "path": path})
}

/// Adds the path to an issue.
pub(super) fn at(path: Vec<Value>, mut issue: Value) -> Value {
    issue["path"] = Value::Array(path);
    issue
}

pub(super) fn path(location: &Location) -> Vec<Value> {
    location
        .into_iter()
        .map(|segment| match segment {
            LocationSegment::Property(name) => Value::from(name.into_owned()),
            LocationSegment::Index(index) => Value::from(index),
        })
        .collect()
}

/// Returns the issue of a value that is not the expected literal.
pub(super) fn literal(expected: &Value, received: &Value) -> Value {
    json!({
        "received": received,
        "code": "invalid_literal",
        "expected": expected,
        "message": format!("Invalid literal value, expected {expected}"),
    })
}

fn not_in_enum(options: &Value, received: &Value) -> Value {
    let options: Vec<&Value> = options
        .as_array()
        .into_iter()
        .flatten()
        .filter(|option| !option.is_null())
        .collect();
    if let [only] = options.as_slice() {
        return literal(only, received);
    }
    let names: Vec<String> = options
        .iter()
        .map(|option| format!("'{}'", option.as_str().unwrap_or_default()))
        .collect();
    let names = names.join(" | ");
    match received.as_str() {
        Some(text) => json!({
            "received": text,
            "code": "invalid_enum_value",
            "options": options,
            "message": format!("Invalid enum value. Expected {names}, received '{text}'"),
        }),
        None => wrong_type(&names, received),
    }
}

fn wrong_type(expected: &str, instance: &Value) -> Value {
    // zod has one type for numbers, and distinguishes fractions only where it expects none.
    let (expected, received) = match (expected, instance) {
        ("integer", Value::Number(_)) => (expected, "float"),
        ("integer", _) => ("number", type_of(instance)),
        _ => (expected, type_of(instance)),
    };
    json!({
        "code": "invalid_type",
        "expected": expected,
        "received": received,
        "message": format!("Expected {expected}, received {received}"),
    })
}

fn declared_type(schema: &Value) -> &str {
    let kind = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null"),
        kind => Some(kind),
    };
    kind.and_then(Value::as_str).unwrap_or("unknown")
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

fn out_of_bounds(code: &str, limit: &Value, kind: &str, inclusive: bool) -> Value {
    let (key, least, greater) = match code {
        "too_small" => ("minimum", "at least", "greater"),
        _ => ("maximum", "at most", "less"),
    };
    let message = match (kind, inclusive) {
        ("string", _) => format!("String must contain {least} {limit} character(s)"),
        ("array", _) => format!("Array must contain {least} {limit} element(s)"),
        (_, true) => format!("Number must be {greater} than or equal to {limit}"),
        (_, false) => format!("Number must be {greater} than {limit}"),
    };
    json!({
        "code": code,
        key: limit,
        "type": kind,
        "inclusive": inclusive,
        "exact": false,
        "message": message,
    })
}

fn bad_format(format: &str) -> Value {
    let name = match format {
        "uri" => "url",
        "date-time" => "datetime",
        other => other,
    };
    json!({
        "validation": name,
        "code": "invalid_string",
        "message": format!("Invalid {name}"),
    })
}
