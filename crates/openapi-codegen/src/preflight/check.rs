//! The first stage: what must be true of a contract before the passes work on it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::report::{Place, Report};
use super::walk::{Kind, Node, elements, nodes, object, operations};
use super::{convert, exchange, operation, parameter, path, recursion, reference, schema};
use openapi_document::{Operation, Result, join, kind, visible};

/// The greatest number of levels of objects and lists in a document.
///
/// The steps after this one recurse, and a stack that overflows cannot be caught. The published
/// contract has 19 levels.
pub(super) const MAX_DEPTH: usize = 80;

/// The greatest number of schemas inside each other; each takes up to 150 kB of stack in the
/// generator.
pub(super) const MAX_SCHEMAS: usize = 24;

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
    if !check_top(document, &mut report) {
        return report;
    }
    let nodes = nodes(document);
    let operations = operations(document);
    check_visible(document, &nodes, &operations, &mut report);
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
    check_component_names(document, &mut report);
    path::check(document, &mut report);
    operation::check(&operations, &mut report);
    parameter::check_operations(document, &operations, &mut report);
    reference::check(document, &nodes, &mut report);
    recursion::check(document, &mut report);
    for node in nodes.iter().filter(|node| node.value.is_object()) {
        match node.kind {
            _ if node.value.get("$ref").is_some() => {}
            Kind::Schema => schema::check(node, &mut report),
            Kind::Parameter => parameter::check(node, &mut report),
            Kind::RequestBody => exchange::check_request(node, &mut report),
            Kind::Response => exchange::check_response(node, &mut report),
            Kind::Header => {}
        }
    }
    check_security(&Place::default(), document, document, &mut report);
    for (place, operation) in &operations {
        check_security(place, operation.value, document, &mut report);
    }
    convert::check(document, &nodes, &operations, &mut report);
    report
}

/// Checks what the other checks rely on: a depth that can be walked, and paths.
fn check_top(document: &Value, report: &mut Report) -> bool {
    let root = Place::default();
    if let Some(pointer) = too_deep(document) {
        report.fault(
            &root.below(&pointer),
            format!("nested more than {MAX_DEPTH} levels deep"),
            "move inner schemas into the components",
        );
    } else if !document.is_object() {
        let message = format!("the document is {}, not an object", kind(document));
        report.fault(&root, message, "give an OpenAPI 3.0 document");
    } else if !document["paths"].is_object() {
        report.fault(
            &root.key("paths"),
            "the paths are missing or not an object",
            "map each path to its operations",
        );
    }
    report.faults.is_empty()
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

/// Refuses names that end a line, are invisible or turn the direction of the text around them.
///
/// In the name of a property they only have to be escaped; a path is sent, and the others name
/// functions and arguments.
fn check_visible(
    document: &Value,
    nodes: &[Node<'_>],
    operations: &[(Place, Operation<'_>)],
    report: &mut Report,
) {
    let paths = Place::default().key("paths");
    let paths = object(document, "paths").map(|(path, _)| (paths.key(path), path.as_str()));
    let ids = operations.iter().filter_map(|(place, operation)| {
        let id = operation.value.get("operationId")?.as_str()?;
        Some((place.key("operationId"), id))
    });
    let parameters = nodes.iter().filter(|node| node.kind == Kind::Parameter);
    let parameters = parameters
        .filter_map(|node| Some((node.place.key("name"), node.value.get("name")?.as_str()?)));
    for (place, name) in paths.chain(ids).chain(parameters) {
        if visible(name) != name {
            report.fault(
                &place,
                format!("{name:?} holds letters that cannot be seen"),
                "rename it by an overlay, with letters, digits and punctuation",
            );
        }
    }
}

fn check_component_names(document: &Value, report: &mut Report) {
    let place = Place::default().key("components");
    for (section, members) in object(document, "components") {
        let names = members.as_object().into_iter().flatten();
        for (name, _) in names.filter(|_| !section.starts_with("x-")) {
            let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            if name.is_empty() || !name.chars().all(allowed) {
                report.fault(
                    &place.keys(&[section, name]),
                    format!("{name:?} cannot be the name of a component"),
                    "use the letters A to Z, digits, `.`, `_` and `-` only",
                );
            }
        }
    }
}

/// Checks that the security requirements name declared schemes.
fn check_security(place: &Place, holder: &Value, document: &Value, report: &mut Report) {
    let schemes = document.pointer("/components/securitySchemes");
    let declared: BTreeSet<&String> = schemes
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|schemes| schemes.keys())
        .collect();
    for (index, requirement) in elements(holder, "security").iter().enumerate() {
        let names = requirement.as_object().into_iter().flatten();
        for (name, _) in names.filter(|(name, _)| !declared.contains(name)) {
            report.fault(
                &place.index("security", index).key(name),
                format!("the security scheme `{name}` is not declared"),
                "declare it in `#/components/securitySchemes` or correct the name",
            );
        }
    }
}
