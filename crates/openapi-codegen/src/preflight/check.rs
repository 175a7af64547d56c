//! The first stage: what must be true of a contract before the passes work on it.

use serde_json::Value;

use super::report::{Fault, Place, Report};
use super::walk::{Kind, nodes, operations};
use super::{
    content, convert, names, operation, parameter, path, recursion, reference, schema, security,
};
use openapi_document::join;
use openapi_document::kind;
use openapi_document::{Error, Result};

/// How many levels of objects and lists a document may have.
///
/// The steps after this one recurse, and a stack that overflows cannot be caught. The published
/// contract has 19 levels.
pub(super) const MAX_DEPTH: usize = 80;

/// How many schemas may stand inside each other; each takes up to 150 kB of stack in the generator.
pub(super) const MAX_SCHEMAS: usize = 24;

/// All faults of a contract, in the order of the checks; none if it can be worked with.
pub fn faults(document: &Value) -> Vec<Error> {
    into_errors(report(document).faults)
}

/// What is odd in a contract but does no harm, such as a required name without a property.
pub fn notes(document: &Value) -> Vec<Error> {
    into_errors(report(document).notes)
}

/// Checks a contract after the overlays and before the passes.
///
/// # Errors
///
/// The first fault, with the number of the others.
pub fn check_contract(document: &Value) -> Result<()> {
    report(document).into_result()
}

pub(super) fn report(document: &Value) -> Report {
    let mut report = Report::default();
    if let Some(pointer) = too_deep(document) {
        let place = Place {
            pointer,
            operation: None,
        };
        report.fault(
            &place,
            format!("nested more than {MAX_DEPTH} levels deep"),
            "move inner schemas into the components",
        );
        return report;
    }
    if let Err(error) = top(document, &mut report) {
        report.faults.push(error);
        return report;
    }
    let nodes = nodes(document);
    let operations = operations(document);
    names::check_visible(document, &nodes, &operations, &mut report);
    if !report.faults.is_empty() {
        // The other checks repeat names in their messages.
        return report;
    }
    // The first one behind the limit; those inside it are not named again.
    for node in nodes.iter().filter(|node| node.depth == MAX_SCHEMAS) {
        report.fault(
            &node.place,
            format!("more than {MAX_SCHEMAS} schemas inside each other"),
            "move inner schemas into the components",
        );
    }
    path::check(document, &mut report);
    operation::check(&operations, &mut report);
    parameter::check_operations(document, &operations, &mut report);
    reference::check(document, &nodes, &mut report);
    recursion::check(document, &mut report);
    for node in nodes.iter().filter(|node| node.value.get("$ref").is_none()) {
        match node.kind {
            Kind::Schema => schema::check(document, node, &mut report),
            Kind::Parameter => parameter::check(node, &mut report),
            Kind::RequestBody => content::check_request(node, &mut report),
            Kind::Response => content::check_response(node, &mut report),
            Kind::Header => {}
        }
    }
    security::check(document, &operations, &mut report);
    convert::check(document, &nodes, &operations, &mut report);
    report
}

/// The pointer of the first node that is too deep. Without recursion, for the reason it is asked.
fn too_deep(document: &Value) -> Option<String> {
    let mut open = vec![(String::new(), document, 0)];
    while let Some((pointer, value, depth)) = open.pop() {
        if depth > MAX_DEPTH {
            return Some(pointer);
        }
        match value {
            Value::Object(members) => open.extend(
                members
                    .iter()
                    .filter(|(_, value)| value.is_object() || value.is_array())
                    .map(|(key, value)| (join(&pointer, key), value, depth + 1)),
            ),
            Value::Array(elements) => open.extend(
                elements
                    .iter()
                    .enumerate()
                    .map(|(index, value)| (join(&pointer, &index.to_string()), value, depth + 1)),
            ),
            _ => {}
        }
    }
    None
}

/// Checks the containers without which the other checks would see nothing.
fn top(document: &Value, report: &mut Report) -> std::result::Result<(), Fault> {
    let root = Place::default();
    let mut first = Report::default();
    if !document.is_object() {
        let message = format!("the document is {}, not an object", kind(document));
        first.fault(&root, message, "give an OpenAPI 3.0 document");
    } else if !document.get("paths").is_some_and(Value::is_object) {
        first.fault(
            &root.key("paths"),
            "the paths are missing or not an object",
            "map each path to its operations",
        );
    }
    if let Some(fault) = first.faults.pop() {
        return Err(fault);
    }
    if let Some(servers) = document.get("servers")
        && !servers.is_array()
    {
        let message = format!("the servers are {}, not a list", kind(servers));
        report.fault(
            &root.key("servers"),
            message,
            "list each server as an object with its `url`",
        );
    }
    match document.get("components") {
        None => {}
        Some(Value::Object(sections)) => {
            for (section, members) in sections {
                check_section(&root.keys(&["components", section]), members, report);
            }
        }
        Some(other) => {
            let message = format!("the components are {}, not an object", kind(other));
            let remedy = "hold each section, such as `schemas`, under its name";
            report.fault(&root.key("components"), message, remedy);
        }
    }
    Ok(())
}

fn check_section(place: &Place, members: &Value, report: &mut Report) {
    let extension = place.pointer.starts_with("/components/x-");
    let Some(members) = members.as_object() else {
        if !extension {
            let message = format!("the section is {}, not an object", kind(members));
            report.fault(place, message, "hold each component under its name");
        }
        return;
    };
    for name in members.keys().filter(|_| !extension) {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
        if name.is_empty() || !name.chars().all(allowed) {
            report.fault(
                &place.key(name),
                format!("{name:?} cannot be the name of a component"),
                "use the letters A to Z, digits, `.`, `_` and `-` only",
            );
        }
    }
}

fn into_errors(faults: Vec<Fault>) -> Vec<Error> {
    faults
        .into_iter()
        .map(|fault| fault.into_error(0))
        .collect()
}
