//! Reports the errors of a schema like the service.
//!
//! The service validates with zod. Its issues carry a `code`, the `path` as a list, a `message` and
//! further keys for some codes.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::paths::{Location, LocationSegment};
use openapi_document::resolve;
use serde_json::{Value, json};

use super::page_url;
use super::service_checks::PAGE_URL;

/// Converts the errors of a schema to issues, without duplicates.
pub(super) fn issues(root: &Value, errors: &[ValidationError<'_>]) -> Vec<Value> {
    let mut issues: Vec<Value> = Vec::new();
    for error in errors {
        // A value of the wrong type is also not a member of an enum; zod reports only the type.
        let secondary = matches!(error.kind(), Kind::Enum { .. } | Kind::Constant { .. });
        if secondary && errors.iter().any(|other| is_type_error_at(other, error)) {
            continue;
        }
        for issue in convert(root, error) {
            if !issues.contains(&issue) {
                issues.push(issue);
            }
        }
    }
    issues
}

fn convert(root: &Value, error: &ValidationError<'_>) -> Vec<Value> {
    let path = path(error.instance_path());
    let instance = error.instance().as_ref();
    let issue = match error.kind() {
        Kind::Type { .. } if is_page_url_schema(parent(root, error)) => {
            page_url::no_top_level_domain()
        }
        Kind::Type { .. } => {
            let expected = parent(root, error).map_or("unknown", declared_type);
            wrong_type(expected, instance)
        }
        Kind::Required { property } => return vec![missing(root, error, property, path)],
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
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
            return union_issues(root, error, context, path);
        }
        other => json!({
            "code": "custom",
            "message": format!("Breaks the rule {} of the contract", other.keyword()),
        }),
    };
    vec![at(path, issue)]
}

fn missing(
    root: &Value,
    error: &ValidationError<'_>,
    property: &Value,
    mut path: Vec<Value>,
) -> Value {
    path.push(property.clone());
    let schema = parent(root, error)
        .and_then(|parent| parent.get("properties")?.get(property.as_str()?))
        .map(|schema| resolve(root, schema));
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
fn parent<'a>(root: &'a Value, error: &ValidationError<'_>) -> Option<&'a Value> {
    let (parent, _) = error.schema_path().as_str().rsplit_once('/')?;
    root.pointer(parent)
}

/// Returns the issues of a value that fits none of several branches: of the nearest one if the value
/// shows which one is meant, otherwise of all.
fn union_issues(
    root: &Value,
    error: &ValidationError<'_>,
    context: &[Vec<ValidationError<'static>>],
    path: Vec<Value>,
) -> Vec<Value> {
    let depth = path.len();
    let nearest = context
        .iter()
        .filter(|errors| !errors.is_empty() && is_meant(errors, depth))
        .map(|errors| issues(root, errors))
        .min_by_key(Vec::len);
    if let Some(nearest) = nearest {
        return nearest;
    }
    let instance = error.instance().as_ref();
    let branches = root.pointer(error.schema_path().as_str());
    let branches = branches.and_then(Value::as_array).into_iter().flatten();
    let tags: Vec<&Value> = branches
        .filter_map(|branch| tag(resolve(root, branch)))
        .collect();
    let unions: Vec<Vec<Value>> = if instance.is_string() && !tags.is_empty() {
        // The service reads a bare string as the tag of an object without options.
        let path: Vec<Value> = path.iter().cloned().chain(["type".into()]).collect();
        let literals = tags.iter().map(|tag| literal(tag, instance));
        literals
            .map(|issue| vec![at(path.clone(), issue)])
            .collect()
    } else {
        context.iter().map(|errors| issues(root, errors)).collect()
    };
    let unions: Vec<Value> = unions
        .into_iter()
        .map(|issues| json!({"issues": issues, "name": "ZodError"}))
        .collect();
    vec![json!({
        "code": "invalid_union",
        "unionErrors": unions,
        "path": path,
        "message": "Invalid input",
    })]
}

/// Returns whether a value was meant for the branch that it does not fit: its type and its tag fit.
fn is_meant(errors: &[ValidationError<'_>], depth: usize) -> bool {
    errors.iter().all(|error| {
        let path = path(error.instance_path());
        let here = path.len() == depth;
        let at_tag = path.len() == depth + 1 && path.last().is_some_and(|name| name == "type");
        match error.kind() {
            Kind::Type { .. } => !here && !at_tag,
            Kind::Constant { .. } | Kind::Enum { .. } => !here && !at_tag,
            Kind::Required { property } => !(here && property == "type"),
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } if here => {
                context.iter().any(|errors| is_meant(errors, depth))
            }
            _ => true,
        }
    })
}

/// Returns the only value that the `type` of a branch can have.
fn tag(branch: &Value) -> Option<&Value> {
    let kind = branch.get("properties")?.get("type")?;
    match kind.get("enum")?.as_array()?.as_slice() {
        [only] => Some(only),
        _ => None,
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
fn at(path: Vec<Value>, mut issue: Value) -> Value {
    issue["path"] = Value::Array(path);
    issue
}

fn path(location: &Location) -> Vec<Value> {
    location
        .into_iter()
        .map(|segment| match segment {
            LocationSegment::Property(name) => Value::from(name.into_owned()),
            LocationSegment::Index(index) => Value::from(index),
        })
        .collect()
}

/// Returns the issue of a value that is not the expected literal.
fn literal(expected: &Value, received: &Value) -> Value {
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
