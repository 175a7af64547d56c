//! Parameters: each by itself, and those of an operation together.

use serde_json::Value;

use super::path;
use super::report::{Place, Report};
use super::walk::Node;
use crate::json::{elements, object, text};
use openapi_document::{Operation, resolve};

/// Checks one parameter where it is defined.
pub(super) fn check(node: &Node<'_>, report: &mut Report) {
    let Node { place, value, .. } = node;
    if text(value, "name").unwrap_or_default().is_empty() {
        report.fault(&place.key("name"), "the parameter has no name", "name it");
    }
    check_location(place, value, report);
    if value.get("content").is_some() {
        if object(value, "content").count() != 1 {
            let message = "the `content` of a parameter has not exactly one media type";
            report.fault(&place.key("content"), message, "describe it by `schema`");
        }
    } else if value.get("schema").is_none() {
        let message = "the parameter has neither `schema` nor `content`";
        report.fault(place, message, "add a `schema` with its type");
    }
}

fn check_location(place: &Place, value: &Value, report: &mut Report) {
    let style: &[&str] = match text(value, "in") {
        Some("query") => ["form", "spaceDelimited", "pipeDelimited", "deepObject"].as_slice(),
        Some("header" | "path") => &["simple"],
        Some("cookie") => {
            let message = "a parameter in a cookie is not supported";
            let remedy = "remove it by an overlay or send it in a header";
            return report.fault(&place.key("in"), message, remedy);
        }
        _ => {
            let message = "the parameter does not say where it is sent";
            let remedy = "set `in` to path, query or header";
            return report.fault(&place.key("in"), message, remedy);
        }
    };
    let is_known = |other: &&Value| style.iter().any(|style| **other == *style);
    if let Some(other) = value.get("style").filter(|other| !is_known(other)) {
        let message = format!("the style {other} is not supported for this parameter");
        let remedy = format!(
            "use `{}`, which is also what an absent style means",
            style.first().unwrap_or(&"form")
        );
        report.fault(&place.key("style"), message, remedy);
    }
    if value["in"] == "path" && value["required"] != true {
        let message = "a path parameter that is not required";
        let remedy = "set `required` to true: without it there is no path";
        report.fault(&place.key("required"), message, remedy);
    }
}

/// Checks the parameters of each operation against each other and against its path.
pub(super) fn check_operations(
    document: &Value,
    operations: &[(Place, Operation<'_>)],
    report: &mut Report,
) {
    let mut open = operations.iter().peekable();
    for (path, item) in object(document, "paths") {
        let shared = listed(document, &Place::default().keys(&["paths", path]), item);
        check_duplicates(&shared, report);
        // Both are in the order of the document.
        while let Some((place, operation)) = open.next_if(|(_, one)| one.path == path) {
            let own = listed(document, place, operation.value);
            check_duplicates(&own, report);
            check_path(place, path, &[shared.clone(), own].concat(), report);
        }
    }
}

/// A parameter in a list, with its references resolved: its place, its location and its name.
type Listed<'a> = (Place, &'a str, &'a str);

fn listed<'a>(document: &'a Value, place: &Place, holder: &'a Value) -> Vec<Listed<'a>> {
    let parameters = elements(holder, "parameters").iter().enumerate();
    parameters
        .filter_map(|(index, value)| {
            let parameter = resolve(document, value);
            let place = place.keys(&["parameters", &index.to_string()]);
            Some((place, text(parameter, "in")?, text(parameter, "name")?))
        })
        .collect()
}

fn check_duplicates(list: &[Listed<'_>], report: &mut Report) {
    for (index, (place, location, name)) in list.iter().enumerate() {
        let mut before = list[..index].iter();
        if let Some((first, ..)) = before.find(|(_, l, n)| (l, n) == (location, name)) {
            let pointer = &first.pointer;
            report.fault(
                place,
                format!("the {location} parameter `{name}` is there twice: also at {pointer}"),
                "remove one of the two",
            );
        }
    }
}

fn check_path(operation: &Place, path: &str, parameters: &[Listed<'_>], report: &mut Report) {
    // A template that cannot be read has a fault of its own.
    let Ok(names) = path::names(path) else {
        return;
    };
    let in_path = || {
        parameters
            .iter()
            .filter(|(_, location, _)| *location == "path")
    };
    for name in &names {
        if !in_path().any(|(_, _, declared)| declared == name) {
            let message = format!("the path parameter `{name}` is not declared");
            let remedy = "add it to the parameters with `in: path`";
            report.fault(operation, message, remedy);
        }
    }
    for (place, _, name) in in_path().filter(|(_, _, name)| !names.contains(name)) {
        let mut place = place.clone();
        place.operation.clone_from(&operation.operation);
        let message = format!("the path parameter `{name}` is not in the path `{path}`");
        let remedy = format!("put {{{name}}} into the path or remove the parameter");
        report.fault(&place, message, remedy);
    }
}
