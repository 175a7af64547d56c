//! Operations: their ids, and which parts they have.

use std::collections::HashMap;

use serde_json::Value;

use super::report::{Place, Report};
use crate::json::object;
use crate::naming::{snake, snake_as_progenitor};
use openapi_document::{Operation, kind};

/// Checks every operation, and their ids against each other.
pub(super) fn check(operations: &[(Place, Operation<'_>)], report: &mut Report) {
    let mut names: HashMap<String, (&str, &Place)> = HashMap::new();
    for (operation_place, operation) in operations.iter().filter(|(_, o)| o.value.is_object()) {
        check_responses(operation_place, operation.value, report);
        let Some(id) = check_id(operation_place, operation.value, report) else {
            continue;
        };
        let place = operation_place.key("operationId");
        // The generator has a name for it, and what comes out has one.
        let both = [snake_as_progenitor(id), snake(id)];
        match both.iter().find_map(|name| names.get_key_value(name)) {
            Some((_, (other, first))) if *other == id => {
                let first = first.key("operationId").pointer;
                let message = format!("duplicate operationId `{id}`: also at {first}");
                report.fault(&place, message, "give each operation an id of its own");
            }
            Some((name, (other, _))) => report.fault(
                &place,
                format!("the operationIds `{other}` and `{id}` both become `{name}` in Rust"),
                "rename one of the two by an overlay",
            ),
            None => names.extend(both.map(|name| (name, (id, operation_place)))),
        }
    }
}

fn check_id<'a>(at: &Place, operation: &'a Value, report: &mut Report) -> Option<&'a str> {
    let message = match operation.get("operationId") {
        Some(Value::String(id)) if id.chars().any(char::is_alphabetic) => return Some(id),
        Some(Value::String(id)) => {
            format!("the operationId {id:?} has no letters to name a function by")
        }
        Some(other) => format!("the operationId is {}, not a string", kind(other)),
        None => {
            let message = "the operation has no operationId, so the function would have no name";
            report.fault(at, message, "add one by an overlay");
            return None;
        }
    };
    let remedy = "give it a name such as `getCrawlStatus`";
    report.fault(&at.key("operationId"), message, remedy);
    None
}

fn check_responses(place: &Place, operation: &Value, report: &mut Report) {
    let place = place.key("responses");
    let codes = object(operation, "responses").map(|(code, _)| code);
    let codes = codes.filter(|code| !code.starts_with("x-"));
    if !operation["responses"].is_object() {
        let message = "the responses are missing or not an object";
        report.fault(&place, message, "describe at least the successful response");
    }
    for code in codes.filter(|code| !is_status(code)) {
        let message = format!("{code:?} is not a response status");
        let remedy = "use a status from 100 to 599, a range such as `4XX`, or `default`";
        report.fault(&place.key(code), message, remedy);
    }
}

fn is_status(code: &str) -> bool {
    match code.as_bytes() {
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => code == "default",
    }
}
