//! Paths: their templates and the content of path items.

use std::collections::HashMap;

use serde_json::Value;

use super::report::{Place, Report};
use super::walk::object;
use openapi_document::METHODS;

/// Checks every path and its item.
pub(super) fn check(document: &Value, report: &mut Report) {
    let paths = Place::default().key("paths");
    let mut shapes: HashMap<String, &str> = HashMap::new();
    for (path, item) in object(document, "paths") {
        if path.starts_with("x-") {
            continue;
        }
        let place = paths.key(path);
        match names(path) {
            Ok(names) => {
                if let Some(name) = repeated(&names) {
                    report.fault(
                        &place,
                        format!("the path holds {{{name}}} twice"),
                        "give each place of the path a name of its own",
                    );
                }
                let shape = shape(path);
                if let Some(other) = shapes.get(shape.as_str()) {
                    report.fault(
                        &place,
                        format!("the paths `{other}` and `{path}` cannot be distinguished"),
                        "keep one of the two, with one name for each parameter",
                    );
                } else {
                    shapes.insert(shape, path);
                }
            }
            Err(reason) => report.fault(&place, reason, "write it like `/crawl/{id}/errors`"),
        }
        check_item(&place, item, report);
    }
}

/// The names of the parameters in a path template, in order.
pub(super) fn names(path: &str) -> Result<Vec<&str>, String> {
    if !path.starts_with('/') {
        return Err(format!("the path `{path}` does not start with a slash"));
    }
    if path.contains(['?', '#']) {
        return Err(format!("the path `{path}` holds more than a path"));
    }
    let mut names = Vec::new();
    let mut rest = path;
    while let Some(at) = rest.find(['{', '}']) {
        let (brace, inner) = rest[at..].split_at(1);
        let end = inner.find(['{', '}', '/']);
        match end {
            Some(end) if brace == "{" && end > 0 && inner[end..].starts_with('}') => {
                names.push(&inner[..end]);
                rest = &inner[end + 1..];
            }
            _ => return Err(format!("the braces in the path `{path}` do not pair")),
        }
    }
    Ok(names)
}

/// Returns the template without the names of its parameters, which a server cannot distinguish.
pub(crate) fn shape(path: &str) -> String {
    let mut inside = false;
    path.chars()
        .filter(|c| {
            inside = *c == '{' || (inside && *c != '}');
            !inside || *c == '{'
        })
        .collect()
}

fn repeated<'a>(names: &[&'a str]) -> Option<&'a str> {
    names
        .iter()
        .enumerate()
        .find(|(index, name)| names[..*index].contains(name))
        .map(|(_, name)| *name)
}

fn check_item(place: &Place, item: &Value, report: &mut Report) {
    const FIELDS: [&str; 4] = ["parameters", "servers", "summary", "description"];
    for key in item
        .as_object()
        .into_iter()
        .flat_map(|members| members.keys())
    {
        let place = place.key(key);
        if key == "$ref" {
            report.fault(
                &place,
                "a path item that is a reference is not supported",
                "write the operations in place",
            );
        } else if !METHODS.contains(&key.as_str())
            && !FIELDS.contains(&key.as_str())
            && !key.starts_with("x-")
        {
            report.fault(
                &place,
                format!("`{key}` is not a method, so it would be lost"),
                "use one of get, put, post, delete, options, head, patch, trace in lower case",
            );
        }
    }
}
