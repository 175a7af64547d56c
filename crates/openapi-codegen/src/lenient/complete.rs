//! Completes what progenitor takes as it is, or what OpenAPI leaves open, also without `--lenient`.

use serde_json::Value;

use super::parts::{self, Warnings};
use super::relax::{each_operation, ids, name};
use crate::json::text;
use crate::passes::inline_others;
use openapi_document::{Result, join};

/// Puts parts of other operations in place, gives bodies a schema and operations a name, chooses one
/// of several bodies, and drops parameters that cannot be sent; returns the warnings.
///
/// The body of an operation that people write, by its id, stays as it is: they choose among several.
pub(crate) fn complete(
    document: &mut Value,
    is_hand_written: &dyn Fn(&str) -> bool,
) -> Result<Warnings> {
    let mut warnings = Warnings::new();
    inline_others(document)?;
    for (section, complete) in BODIES {
        let at = format!("/components/{section}");
        let all = document.pointer_mut(&at).and_then(Value::as_object_mut);
        for (name, value) in all.into_iter().flatten() {
            complete(value, &join(&at, name), &mut warnings);
        }
    }
    let ids = ids(document);
    each_operation(document, &mut |path, method, operation| {
        let at = join(&join("/paths", path), method);
        let id = text(operation, "operationId");
        let by_hand = id.is_some_and(is_hand_written);
        let is_nameless = !id.is_some_and(|id| id.chars().any(char::is_alphabetic));
        parts::named_parameters(operation, &at, &mut warnings);
        if let Some(body) = operation.get_mut("requestBody") {
            let complete: parts::Completion = match by_hand {
                true => parts::request_schemas,
                false => request,
            };
            complete(body, &join(&at, "requestBody"), &mut warnings);
        }
        let responses = operation.get_mut("responses");
        let responses = responses.and_then(Value::as_object_mut);
        for (status, response) in responses.into_iter().flatten() {
            let at = join(&join(&at, "responses"), status);
            parts::response_content(response, &at, &mut warnings);
        }
        if is_nameless {
            name(operation, &ids, (path, method), &mut warnings);
        }
    });
    Ok(warnings)
}

/// The sections of the components that hold bodies, with what completes each.
const BODIES: [(&str, parts::Completion); 2] = [
    ("requestBodies", request),
    ("responses", parts::response_content),
];

fn request(body: &mut Value, at: &str, warnings: &mut Warnings) {
    parts::request_schemas(body, at, warnings);
    parts::one_body(body, at, warnings);
    parts::plain_encodings(body, at, warnings);
}
