//! References: each must lead to a component of the right section.

use serde_json::Value;

use super::report::{Place, Report};
use super::walk::{Kind, Node};
use crate::json::object;

/// Checks the reference of every node that has one, and the mappings of discriminators.
pub(super) fn check(document: &Value, nodes: &[Node<'_>], report: &mut Report) {
    for node in nodes {
        let mut check = |place: &Place, fault: Result<(), Fault>| {
            if let Err((message, remedy)) = fault {
                report.fault(place, message, remedy);
            }
        };
        if let Some(reference) = node.reference() {
            let place = node.place.key("$ref");
            check(&place, check_reference(document, node, reference));
        } else if node.kind == Kind::Schema {
            let place = node.place.keys(&["discriminator", "mapping"]);
            for (value, target) in object(&node.value["discriminator"], "mapping") {
                check(&place.key(value), check_mapping(document, target));
            }
        }
    }
}

/// A message and a remedy.
type Fault = (String, String);

fn check_reference(document: &Value, node: &Node<'_>, reference: &Value) -> Result<(), Fault> {
    let section = node.kind.section().unwrap_or_default();
    let Some(text) = reference.as_str() else {
        let remedy = format!("write it as \"#/components/{section}/Name\"");
        return Err(("the `$ref` is not a string".to_owned(), remedy));
    };
    target(document, section, text)?;
    // Loops of schemas have a check of their own, which knows more of them.
    let is_checked_elsewhere = node.kind == Kind::Schema || node.place.operation.is_some();
    if !is_checked_elsewhere && is_loop(document, section, node.value) {
        let message = format!("the reference `{text}` is part of a reference loop");
        let remedy = "let one of the loop be a definition instead of a reference";
        return Err((message, remedy.to_owned()));
    }
    Ok(())
}

fn check_mapping(document: &Value, name: &Value) -> Result<(), Fault> {
    let Some(text) = name.as_str() else {
        let remedy = "map each value to the name of a component schema".to_owned();
        return Err(("the mapping does not name a schema".to_owned(), remedy));
    };
    // A bare name is allowed here, other than in a `$ref`.
    let is_name = !text.contains(['/', '#']);
    let prefix = if is_name { "#/components/schemas/" } else { "" };
    let found = target(document, "schemas", &format!("{prefix}{text}"));
    found.map_err(|(message, remedy)| (message.replace(prefix, ""), remedy))?;
    Ok(())
}

/// The component that a reference names, or why there is none.
fn target<'a>(document: &'a Value, section: &str, reference: &str) -> Result<&'a Value, Fault> {
    let components = format!("`#/components/{section}`");
    let parts: Vec<&str> = reference.split('/').collect();
    let (reason, remedy) = match parts[..] {
        ["#", "components", found, name] if found == section => {
            if let Some(component) = document["components"][section].get(name) {
                return Ok(component);
            }
            (
                "is dangling: there is no such component".to_owned(),
                "add the component or correct the name".to_owned(),
            )
        }
        ["#", "components", _, _] => (
            format!("leads to another section than `{section}`"),
            format!("refer to a component in {components}"),
        ),
        // What is a part of its section has been found by now.
        [first, second, ..] if first == "#" && second != "components" => (
            format!("leads to nothing of the kind of {components}"),
            "correct the reference".to_owned(),
        ),
        ["#"] => (
            "leads to the whole document".to_owned(),
            format!("refer to a component in {components}"),
        ),
        _ if reference.starts_with('#') => (
            "does not lead to a whole component".to_owned(),
            format!("give what it names a place of its own in {components}"),
        ),
        _ => (
            "leads to another file or address".to_owned(),
            format!("move what it names into {components}"),
        ),
    };
    Err((format!("the reference `{reference}` {reason}"), remedy))
}

fn is_loop<'a>(document: &'a Value, section: &str, mut value: &'a Value) -> bool {
    let mut seen = Vec::new();
    while let Some(reference) = value["$ref"].as_str() {
        if seen.contains(&reference) {
            return true;
        }
        seen.push(reference);
        value = target(document, section, reference).unwrap_or(&Value::Null);
    }
    false
}
