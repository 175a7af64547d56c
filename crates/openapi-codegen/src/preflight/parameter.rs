//! Parameters: each by itself, and those of an operation together.

use serde_json::Value;

use super::path;
use super::reference::resolve;
use super::report::{Place, Report};
use super::walk::{Kind, Node, elements, object};
use openapi_document::Operation;

/// Checks one parameter where it is defined.
pub(super) fn check(node: &Node<'_>, report: &mut Report) {
    let Node { place, value, .. } = node;
    if value
        .get("name")
        .and_then(Value::as_str)
        .is_none_or(str::is_empty)
    {
        report.fault(&place.key("name"), "the parameter has no name", "name it");
    }
    check_location(place, value, report);
    if value.get("content").is_some() {
        report.fault(
            &place.key("content"),
            "a parameter with `content` is not supported",
            "describe it by `schema`",
        );
    } else if value.get("schema").is_none() {
        report.fault(
            place,
            "the parameter has neither `schema` nor `content`",
            "add a `schema` with its type",
        );
    }
}

fn check_location(place: &Place, value: &Value, report: &mut Report) {
    let location = value.get("in").and_then(Value::as_str);
    let style = match location {
        Some("query") => "form",
        Some("header" | "path") => "simple",
        Some("cookie") => {
            return report.fault(
                &place.key("in"),
                "a parameter in a cookie is not supported",
                "remove it by an overlay or send it in a header",
            );
        }
        _ => {
            return report.fault(
                &place.key("in"),
                "the parameter does not say where it is sent",
                "set `in` to path, query or header",
            );
        }
    };
    if let Some(other) = value.get("style")
        && other != style
    {
        report.fault(
            &place.key("style"),
            format!("the style {other} is not supported for this parameter"),
            format!("use `{style}`, which is also what an absent style means"),
        );
    }
    if location == Some("path") && value.get("required") != Some(&Value::Bool(true)) {
        report.fault(
            &place.key("required"),
            "a path parameter that is not required",
            "set `required` to true: without it there is no path",
        );
    }
}

/// Checks the parameters of each operation against each other and against its path.
pub(super) fn check_operations(
    document: &Value,
    operations: &[(Place, Operation<'_>)],
    report: &mut Report,
) {
    for (path, item) in object(document, "paths") {
        let shared = listed(document, &Place::default().keys(&["paths", path]), item);
        check_duplicates(&shared, report);
        for (place, operation) in operations.iter().filter(|(_, one)| one.path == path) {
            let own = listed(document, place, operation.value);
            check_duplicates(&own, report);
            check_path(place, path, &[shared.clone(), own].concat(), report);
        }
    }
}

/// A parameter in a list, with its references resolved.
#[derive(Clone)]
struct Listed<'a> {
    place: Place,
    name: &'a str,
    location: &'a str,
}

fn listed<'a>(document: &'a Value, place: &Place, holder: &'a Value) -> Vec<Listed<'a>> {
    elements(holder, "parameters")
        .iter()
        .enumerate()
        .filter_map(|(index, value)| {
            let parameter = resolve(document, Kind::Parameter, value).ok()?;
            Some(Listed {
                place: place.index("parameters", index),
                name: parameter.get("name")?.as_str()?,
                location: parameter.get("in")?.as_str()?,
            })
        })
        .collect()
}

fn check_duplicates(list: &[Listed<'_>], report: &mut Report) {
    for (index, parameter) in list.iter().enumerate() {
        let same = |other: &&Listed<'_>| {
            other.name == parameter.name && other.location == parameter.location
        };
        if let Some(first) = list[..index].iter().find(same) {
            report.fault(
                &parameter.place,
                format!(
                    "the {} parameter `{}` is there twice: also at {}",
                    parameter.location, parameter.name, first.place.pointer
                ),
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
    let in_path = || parameters.iter().filter(|p| p.location == "path");
    for name in &names {
        if !in_path().any(|parameter| parameter.name == *name) {
            report.fault(
                operation,
                format!("the path parameter `{name}` is not declared"),
                "add it to the parameters with `in: path`",
            );
        }
    }
    for parameter in in_path().filter(|parameter| !names.contains(&parameter.name)) {
        let mut place = parameter.place.clone();
        place.operation.clone_from(&operation.operation);
        report.fault(
            &place,
            format!(
                "the path parameter `{}` is not in the path `{path}`",
                parameter.name
            ),
            "put {name} into the path or remove the parameter".replace("name", parameter.name),
        );
    }
}
