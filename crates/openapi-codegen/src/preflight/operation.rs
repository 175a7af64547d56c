//! Operations: their ids, and which parts they have.

use std::collections::HashMap;

use serde_json::Value;

use super::report::Report;
use super::walk::Operation;
use crate::naming::{snake, snake_as_progenitor};
use openapi_document::kind;

/// Checks every operation, and their ids against each other.
pub(super) fn check(operations: &[Operation<'_>], report: &mut Report) {
    let mut ids: HashMap<&str, &Operation<'_>> = HashMap::new();
    let mut names: HashMap<String, &str> = HashMap::new();
    for operation in operations.iter().filter(|o| o.value.is_object()) {
        check_method(operation, report);
        check_parts(operation, report);
        let Some(id) = check_id(operation, report) else {
            continue;
        };
        let place = operation.place.key("operationId");
        if let Some(first) = ids.get(id) {
            report.fault(
                &place,
                format!(
                    "duplicate operationId `{id}`: also at {}",
                    first.place.key("operationId").pointer
                ),
                "give each operation an id of its own",
            );
            continue;
        }
        ids.insert(id, operation);
        // The generator has a name for it, and what comes out has one.
        let both = [snake_as_progenitor(id), snake(id)];
        if let Some((name, other)) = both.iter().find_map(|name| names.get_key_value(name)) {
            report.fault(
                &place,
                format!("the operationIds `{other}` and `{id}` both become `{name}` in Rust"),
                "rename one of the two by an overlay",
            );
        } else {
            names.extend(both.map(|name| (name, id)));
        }
    }
}

/// The generated client has no function for these two.
fn check_method(operation: &Operation<'_>, report: &mut Report) {
    if ["options", "trace"].contains(&operation.method) {
        report.fault(
            &operation.place,
            format!(
                "an operation with the method {} cannot be generated",
                operation.method.to_uppercase()
            ),
            "remove it by an overlay",
        );
    }
}

fn check_id<'a>(operation: &Operation<'a>, report: &mut Report) -> Option<&'a str> {
    let place = operation.place.key("operationId");
    match operation.value.get("operationId") {
        Some(Value::String(id)) if id.chars().any(char::is_alphabetic) => return Some(id),
        Some(Value::String(id)) => report.fault(
            &place,
            format!("the operationId {id:?} has no letters to name a function by"),
            "give it a name such as `getCrawlStatus`",
        ),
        Some(other) => report.fault(
            &place,
            format!("the operationId is {}, not a string", kind(other)),
            "give it a name such as `getCrawlStatus`",
        ),
        None => report.fault(
            &operation.place,
            "the operation has no operationId, so the function would have no name",
            "add one by an overlay",
        ),
    }
    None
}

fn check_parts(operation: &Operation<'_>, report: &mut Report) {
    let Operation { place, value, .. } = operation;
    for key in ["parameters", "tags", "servers"] {
        if let Some(other) = value.get(key).filter(|value| !value.is_array()) {
            let message = format!("`{key}` is {}, not a list", kind(other));
            report.fault(&place.key(key), message, "write it as a list");
        }
    }
    if value.get("requestBody").is_some() && ["get", "head", "trace"].contains(&operation.method) {
        // HTTP lets a server reject or ignore such a body, but the code can be generated.
        report.note(
            &place.key("requestBody"),
            format!("a {} request has a body", operation.method.to_uppercase()),
            "check that the server reads it",
        );
    }
    let responses = place.key("responses");
    let Some(list) = value.get("responses").and_then(Value::as_object) else {
        return report.fault(
            &responses,
            "the responses are missing or not an object",
            "describe at least the successful response",
        );
    };
    let mut codes = list
        .keys()
        .filter(|code| !code.starts_with("x-"))
        .peekable();
    if codes.peek().is_none() {
        report.fault(
            &responses,
            "the operation has no response",
            "describe at least the successful response",
        );
    }
    for code in codes.filter(|code| !is_status(code)) {
        report.fault(
            &responses.key(code),
            format!("{code:?} is no response status"),
            "use a status from 100 to 599, a range such as `4XX`, or `default`",
        );
    }
}

fn is_status(code: &str) -> bool {
    match code.as_bytes() {
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => code == "default",
    }
}
