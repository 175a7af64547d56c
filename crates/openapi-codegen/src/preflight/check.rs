//! The first stage: what must be true of a contract before the passes work on it.

use serde_json::Value;

use super::report::{Place, Report};
use super::walk::{Kind, Node, entries, nodes, operations};
use super::{convert, exchange, operation, parameter, path, recursion, reference, schema};
use crate::json::{elements, object, text};
use openapi_document::{Error, Result, join, kind, members, segments, visible};

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

/// Checks what everything else relies on: a depth that can be walked, and paths.
///
/// # Errors
///
/// The first fault.
pub(crate) fn contract_depth(document: &Value) -> Result<()> {
    let mut report = Report::default();
    check_top(document, &mut report);
    report.into_result()
}

/// Returns all faults of a contract.
pub(crate) fn contract_faults(document: &Value) -> Vec<Error> {
    report(document).into_errors()
}

pub(super) fn report(document: &Value) -> Report {
    let (mut report, nodes) = checks(document);
    convert::check(&nodes, &mut report);
    report
}

/// Runs all checks but the conversion; returns the nodes of the document too, unless it cannot be
/// looked at any further.
pub(super) fn checks(document: &Value) -> (Report, Vec<Node<'_>>) {
    let mut report = Report::default();
    check_top(document, &mut report);
    if !report.faults.is_empty() {
        return (report, Vec::new());
    }
    let nodes = nodes(document);
    for node in &nodes {
        check_visible(node, &mut report);
    }
    if !report.faults.is_empty() {
        // The other checks repeat names in their messages.
        return (report, Vec::new());
    }
    for node in &nodes {
        if node.kind == Kind::Components {
            check_component_names(node, &mut report);
        }
        // The first one behind the limit; those inside it are not named again.
        if node.depth == MAX_SCHEMAS {
            let message = format!("more than {MAX_SCHEMAS} schemas inside each other");
            let remedy = "move inner schemas into the components";
            report.fault(&node.place, message, remedy);
        }
    }
    let operations = operations(document);
    path::check(document, &mut report);
    operation::check(&operations, &mut report);
    parameter::check_operations(document, &operations, &mut report);
    reference::check(document, &nodes, &mut report);
    recursion::check(document, &mut report);
    let is_definition = |node: &&Node<'_>| node.value.is_object() && node.reference().is_none();
    for node in nodes.iter().filter(is_definition) {
        match node.kind {
            Kind::Document | Kind::Operation => check_security(node, document, &mut report),
            Kind::Schema => schema::check(node, &mut report),
            Kind::Parameter => parameter::check(node, &mut report),
            Kind::RequestBody => exchange::check_request(node, &mut report),
            Kind::Response => exchange::check_response(node, &mut report),
            Kind::Components | Kind::PathItem | Kind::Info | Kind::Header => {}
        }
    }
    (report, nodes)
}

/// Checks what the other checks rely on: a depth that can be walked, and paths.
fn check_top(document: &Value, report: &mut Report) {
    let root = Place::default();
    if let Some(pointer) = too_deep(document) {
        let message = format!("nested more than {MAX_DEPTH} levels deep");
        let remedy = "move inner schemas into the components";
        report.fault(&root.below(&pointer), message, remedy);
    } else if !document.is_object() {
        let message = format!("the document is {}, not an object", kind(document));
        report.fault(&root, message, "give an OpenAPI 3.0 document");
    } else if !document["paths"].is_object() {
        let message = "the paths are missing or not an object";
        let remedy = "map each path to its operations";
        report.fault(&root.key("paths"), message, remedy);
    }
}

/// The pointer of the first node that is too deep. Without recursion, for the reason it is asked.
fn too_deep(document: &Value) -> Option<String> {
    let mut open = vec![(String::new(), document, 0)];
    while let Some((pointer, value, depth)) = open.pop() {
        if depth > MAX_DEPTH {
            return Some(pointer);
        }
        let inner = entries(value).into_iter();
        let inner = inner.filter(|(_, value)| value.is_object() || value.is_array());
        open.extend(inner.map(|(key, value)| (join(&pointer, &key), value, depth + 1)));
    }
    None
}

/// Refuses names that end a line, are invisible or turn the direction of the text around them.
///
/// In the name of a property they only have to be escaped; a path is sent, and the others name
/// functions and arguments.
fn check_visible(node: &Node<'_>, report: &mut Report) {
    let key = match node.kind {
        Kind::PathItem => None,
        Kind::Operation => Some("operationId"),
        Kind::Parameter => Some("name"),
        _ => return,
    };
    let place = key.map_or_else(|| node.place.clone(), |key| node.place.key(key));
    let name = match key {
        Some(key) => text(node.value, key).map(str::to_owned),
        None => segments(&place.pointer).pop(),
    };
    if let Some(name) = name.filter(|name| visible(name) != *name) {
        let message = format!("{name:?} holds letters that cannot be seen");
        let remedy = "rename it by an overlay, with letters, digits and punctuation";
        report.fault(&place, message, remedy);
    }
}

fn check_component_names(components: &Node<'_>, report: &mut Report) {
    let sections = members(Some(components.value)).map(|(section, _)| section);
    for section in sections.filter(|section| !section.starts_with("x-")) {
        for (name, _) in object(components.value, section) {
            let allowed = |c: char| c.is_ascii_alphanumeric() || "._-".contains(c);
            // Types are named after schemas alone.
            let is_allowed = match section.as_str() {
                "schemas" => name.chars().all(allowed),
                _ => visible(name) == *name,
            };
            if name.is_empty() || !is_allowed {
                let message = format!("{name:?} cannot be the name of a component");
                let remedy = "use the letters A to Z, digits, `.`, `_` and `-` only";
                report.fault(&components.place.keys(&[section, name]), message, remedy);
            }
        }
    }
}

/// Checks that the security requirements name declared schemes.
fn check_security(node: &Node<'_>, document: &Value, report: &mut Report) {
    let declared = &document["components"]["securitySchemes"];
    for (index, requirement) in elements(node.value, "security").iter().enumerate() {
        for (name, _) in members(Some(requirement)) {
            if declared.get(name).is_none() {
                report.fault(
                    &node.place.keys(&["security", &index.to_string(), name]),
                    format!("the security scheme `{name}` is not declared"),
                    "declare it in `#/components/securitySchemes` or correct the name",
                );
            }
        }
    }
}
