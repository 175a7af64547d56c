//! Words a schema's errors as the service does.
//!
//! The service checks with zod, whose issues carry a `code`, the `path` as a list, a `message` and
//! what else the code needs.

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{ValidationError, Validator};
use openapi_document::resolve;
use serde_json::{Value, json};

use super::page_url;
use super::service_checks::PAGE_URL;
use super::zod_unions;

/// Makes issues of the errors of one schema.
pub(super) struct IssueWriter<'a> {
    schema: &'a Value,
}

impl<'a> IssueWriter<'a> {
    pub fn new(schema: &'a Value) -> Self {
        Self { schema }
    }

    /// All that is wrong with a value, once each.
    pub fn issues(&self, validator: &Validator, value: &Value) -> Vec<Value> {
        let errors: Vec<ValidationError<'_>> = validator.iter_errors(value).collect();
        self.all(&errors)
    }

    pub(super) fn all(&self, errors: &[ValidationError<'_>]) -> Vec<Value> {
        let mut issues: Vec<Value> = Vec::new();
        for error in errors {
            // A value of the wrong type is no member of an enum either; zod tells the first only.
            let secondary = matches!(error.kind(), Kind::Enum { .. } | Kind::Constant { .. });
            if secondary && errors.iter().any(|other| is_type_error_at(other, error)) {
                continue;
            }
            for issue in self.of(error) {
                if !issues.contains(&issue) {
                    issues.push(issue);
                }
            }
        }
        issues
    }

    fn of(&self, error: &ValidationError<'_>) -> Vec<Value> {
        let path = path(error.instance_path());
        let instance = error.instance().as_ref();
        let issue = match error.kind() {
            Kind::Type { kind } => {
                if self.is_address(self.parent(error)) {
                    return vec![at(path, page_url::no_top_level_domain())];
                }
                wrong_type(expected(kind), instance)
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
            Kind::Minimum { limit } => small(limit, "number", true),
            Kind::ExclusiveMinimum { limit } => small(limit, "number", false),
            Kind::MinLength { limit } => small(&json!(limit), "string", true),
            Kind::MinItems { limit } => small(&json!(limit), "array", true),
            Kind::Maximum { limit } => big(limit, "number", true),
            Kind::ExclusiveMaximum { limit } => big(limit, "number", false),
            Kind::MaxLength { limit } => big(&json!(limit), "string", true),
            Kind::MaxItems { limit } => big(&json!(limit), "array", true),
            Kind::Pattern { .. } => {
                json!({"validation": "regex", "code": "invalid_string", "message": "Invalid"})
            }
            Kind::Format { format } if format == PAGE_URL => {
                let url_issues = page_url::url_issues(instance.as_str().unwrap_or_default());
                return url_issues
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
            .and_then(|parent| parent.get("properties"))
            .and_then(|properties| properties.get(property.as_str()?))
            .map(|schema| resolve(self.schema, schema));
        if self.is_address(schema) {
            return at(path, page_url::no_top_level_domain());
        }
        let expected = schema.map_or("unknown", declared_type);
        at(
            path,
            json!({
                "code": "invalid_type",
                "expected": expected,
                "received": "undefined",
                "message": "Required",
            }),
        )
    }

    /// The schema whose keyword an error is about.
    fn parent(&self, error: &ValidationError<'_>) -> Option<&'a Value> {
        let pointer = error.schema_path().as_str();
        let (parent, _) = pointer.rsplit_once('/')?;
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

    fn is_address(&self, schema: Option<&Value>) -> bool {
        schema
            .and_then(|schema| schema.get("format"))
            .is_some_and(|format| format == PAGE_URL)
    }
}

fn is_type_error_at(other: &ValidationError<'_>, error: &ValidationError<'_>) -> bool {
    matches!(other.kind(), Kind::Type { .. }) && other.instance_path() == error.instance_path()
}

/// Puts the path into an issue.
pub(super) fn at(path: Vec<Value>, mut issue: Value) -> Value {
    if let Some(issue) = issue.as_object_mut() {
        issue.insert("path".to_owned(), Value::Array(path));
    }
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

/// The literal that a value was to be.
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
        None => wrong_type(names, received),
    }
}

fn wrong_type(expected: String, instance: &Value) -> Value {
    // zod has one type of numbers, and tells fractions apart only where it wants none.
    let (expected, received) = match (expected.as_str(), instance) {
        ("integer", Value::Number(_)) => (expected, "float"),
        ("integer", _) => ("number".to_owned(), type_of(instance)),
        _ => (expected, type_of(instance)),
    };
    json!({
        "code": "invalid_type",
        "expected": expected,
        "received": received,
        "message": format!("Expected {expected}, received {received}"),
    })
}

fn expected(kind: &TypeKind) -> String {
    let kinds: Vec<String> = match kind {
        TypeKind::Single(kind) => vec![kind.to_string()],
        TypeKind::Multiple(kinds) => kinds.iter().map(|kind| kind.to_string()).collect(),
    };
    let first = kinds.iter().find(|kind| *kind != "null");
    first.cloned().unwrap_or_else(|| "null".to_owned())
}

fn declared_type(schema: &Value) -> &str {
    let kind = match schema.get("type") {
        Some(Value::String(kind)) => Some(kind.as_str()),
        Some(Value::Array(kinds)) => kinds
            .iter()
            .filter_map(Value::as_str)
            .find(|k| *k != "null"),
        _ => None,
    };
    match kind {
        Some("integer") => "number",
        Some(kind) => kind,
        None => "unknown",
    }
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

fn small(limit: &Value, kind: &str, inclusive: bool) -> Value {
    let message = match (kind, inclusive) {
        ("string", _) => format!("String must contain at least {limit} character(s)"),
        ("array", _) => format!("Array must contain at least {limit} element(s)"),
        (_, true) => format!("Number must be greater than or equal to {limit}"),
        (_, false) => format!("Number must be greater than {limit}"),
    };
    json!({
        "code": "too_small",
        "minimum": limit,
        "type": kind,
        "inclusive": inclusive,
        "exact": false,
        "message": message,
    })
}

fn big(limit: &Value, kind: &str, inclusive: bool) -> Value {
    let message = match (kind, inclusive) {
        ("string", _) => format!("String must contain at most {limit} character(s)"),
        ("array", _) => format!("Array must contain at most {limit} element(s)"),
        (_, true) => format!("Number must be less than or equal to {limit}"),
        (_, false) => format!("Number must be less than {limit}"),
    };
    json!({
        "code": "too_big",
        "maximum": limit,
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
