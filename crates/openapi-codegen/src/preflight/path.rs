//! Paths: their templates and the content of path items.

use serde_json::Value;

use super::report::{Place, Report};
use crate::json::object;
use openapi_document::{METHODS, members};

/// The remedy for a path that cannot be read.
const LIKE: &str = "write it like `/crawl/{id}/errors`";

/// Checks every path and its item.
///
/// They may differ in the names of their parameters only, or in what is behind `#` and `?`: a client
/// can send them all.
pub(super) fn check(document: &Value, report: &mut Report) {
    for (path, item) in object(document, "paths").filter(|(path, _)| !path.starts_with("x-")) {
        let place = Place::default().keys(&["paths", path]);
        match names(path) {
            Ok(names) => {
                let mut numbered = names.iter().enumerate();
                if let Some((_, name)) = numbered.find(|(i, name)| names[..*i].contains(name)) {
                    let message = format!("the path holds {{{name}}} twice");
                    let remedy = "give each place of the path a name of its own";
                    report.fault(&place, message, remedy);
                }
                if let Some(end) = path.find(['?', '#'])
                    && path[end..].contains('{')
                {
                    let message = format!("the path `{path}` has a parameter behind `?` or `#`");
                    report.fault(&place, message, LIKE);
                }
            }
            Err(reason) => report.fault(&place, reason, LIKE),
        }
        check_item(&place, item, report);
    }
}

/// The names of the parameters in a path template, in order.
pub(crate) fn names(path: &str) -> Result<Vec<&str>, String> {
    if !path.starts_with('/') {
        return Err(format!("the path `{path}` does not start with a slash"));
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

fn check_item(place: &Place, item: &Value, report: &mut Report) {
    for (key, _) in members(Some(item)) {
        match key.as_str() {
            "parameters" | "servers" | "summary" | "description" => {}
            method if METHODS.contains(&method) || method.starts_with("x-") => {}
            "$ref" => report.fault(
                &place.key(key),
                "a path item that is a reference is not supported",
                "write the operations in place",
            ),
            _ => report.fault(
                &place.key(key),
                format!("`{key}` is not a method, so it would be lost"),
                "use one of get, put, post, delete, options, head, patch, trace in lower case",
            ),
        }
    }
}
