//! Operations: their ids, and which parts they have.

use std::collections::HashMap;

use serde_json::Value;

use super::report::{Place, Report};
use crate::naming::{snake, snake_as_progenitor};
use openapi_document::{Operation, kind};

/// Checks every operation, and their ids against each other.
pub(super) fn check(operations: &[(Place, Operation<'_>)], report: &mut Report) {
    let mut ids: HashMap<&str, &Place> = HashMap::new();
    let mut names: HashMap<String, &str> = HashMap::new();
    for (operation_place, operation) in operations.iter().filter(|(_, o)| o.value.is_object()) {
        check_method(operation_place, operation.method, report);
        check_responses(operation_place, operation.value, report);
        let Some(id) = check_id(operation_place, operation.value, report) else {
            continue;
        };
        let place = operation_place.key("operationId");
        if let Some(first) = ids.get(id) {
            report.fault(
                &place,
                format!(
                    "duplicate operationId `{id}`: also at {}",
                    first.key("operationId").pointer
                ),
                "give each operation an id of its own",
            );
            continue;
        }
        ids.insert(id, operation_place);
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
fn check_method(place: &Place, method: &str, report: &mut Report) {
    if ["options", "trace"].contains(&method) {
        let method = method.to_uppercase();
        report.fault(
            place,
            format!("an operation with the method {method} cannot be generated"),
            "remove it by an overlay",
        );
    }
}

fn check_id<'a>(at: &Place, operation: &'a Value, report: &mut Report) -> Option<&'a str> {
    let place = at.key("operationId");
    match operation.get("operationId") {
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
            at,
            "the operation has no operationId, so the function would have no name",
            "add one by an overlay",
        ),
    }
    None
}

fn check_responses(place: &Place, operation: &Value, report: &mut Report) {
    let responses = place.key("responses");
    let Some(list) = operation.get("responses").and_then(Value::as_object) else {
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
            format!("{code:?} is not a response status"),
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
