//! Reports a value that fits none of several branches.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::{Value, json};

use super::zod_issues::{self, IssueWriter};

/// Returns the issues of the nearest branch if the value shows which one is meant, otherwise those of
/// all branches.
pub(super) fn issues(
    report: &IssueWriter<'_>,
    branches: Vec<&Value>,
    context: &[Vec<ValidationError<'static>>],
    instance: &Value,
    path: Vec<Value>,
) -> Vec<Value> {
    let depth = path.len();
    let nearest = context
        .iter()
        .filter(|errors| !errors.is_empty() && is_meant(errors, depth))
        .map(|errors| report.all(errors))
        .min_by_key(Vec::len);
    if let Some(nearest) = nearest {
        return nearest;
    }
    let tagged = instance.is_string() && branches.iter().any(|branch| tag(branch).is_some());
    let mut unions = Vec::new();
    if tagged {
        // The service reads a bare string as the tag of an object without options.
        for tag in branches.iter().filter_map(|branch| tag(branch)) {
            let mut path = path.clone();
            path.push(Value::from("type"));
            let issue = zod_issues::at(path, zod_issues::literal(tag, instance));
            unions.push(json!({"issues": [issue], "name": "ZodError"}));
        }
    } else {
        for errors in context {
            unions.push(json!({"issues": report.all(errors), "name": "ZodError"}));
        }
    }
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
        let path = zod_issues::path(error.instance_path());
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
