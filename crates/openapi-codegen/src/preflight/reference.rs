//! References: each must lead to a component of the right section.

use serde_json::Value;

use super::report::{Place, Report};
use super::walk::{Kind, Node};
use crate::json::object;

/// Checks the reference of every node that has one, and the mappings of discriminators.
pub(super) fn check(document: &Value, nodes: &[Node<'_>], report: &mut Report) {
    for node in nodes {
        let section = node.kind.section().unwrap_or_default();
        if let Some(reference) = node.reference() {
            check_reference(document, node, section, reference, report);
        } else if node.kind == Kind::Schema {
            let discriminator = &node.value["discriminator"];
            let place = node.place.keys(&["discriminator", "mapping"]);
            for (value, target) in object(discriminator, "mapping") {
                check_mapping(document, &place.key(value), target, report);
            }
        }
    }
}

fn check_reference(
    document: &Value,
    node: &Node<'_>,
    section: &str,
    reference: &Value,
    report: &mut Report,
) {
    let place = node.place.key("$ref");
    let Some(text) = reference.as_str() else {
        let remedy = format!("write it as \"#/components/{section}/Name\"");
        return report.fault(&place, "the `$ref` is not a string", remedy);
    };
    if let Err((reason, remedy)) = target(document, section, text) {
        report.fault(&place, format!("the reference `{text}` {reason}"), remedy);
    } else if node.kind != Kind::Schema
        // Loops of schemas have a check of their own, which knows more of them.
        && node.place.operation.is_none()
        && is_loop(document, section, node.value)
    {
        report.fault(
            &place,
            format!("the reference `{text}` is part of a reference loop"),
            "let one of the loop be a definition instead of a reference",
        );
    }
}

fn check_mapping(document: &Value, place: &Place, name: &Value, report: &mut Report) {
    let Some(text) = name.as_str() else {
        return report.fault(
            place,
            "the mapping does not name a schema",
            "map each value to the name of a component schema",
        );
    };
    // A bare name is allowed here, other than in a `$ref`.
    let reference = match text.contains(['/', '#']) {
        true => text.to_owned(),
        false => format!("#/components/schemas/{text}"),
    };
    if let Err((reason, remedy)) = target(document, "schemas", &reference) {
        report.fault(place, format!("the reference `{text}` {reason}"), remedy);
    }
}

/// The component that a reference names, or the reason why there is none, with a remedy.
fn target<'a>(
    document: &'a Value,
    section: &str,
    reference: &str,
) -> Result<&'a Value, (String, String)> {
    let parts: Vec<&str> = reference.split('/').collect();
    let (reason, remedy) = match parts[..] {
        ["#", "components", found, name] if found == section => {
            return document["components"][section].get(name).ok_or_else(|| {
                let remedy = "add the component or correct the name".to_owned();
                ("is dangling: there is no such component".to_owned(), remedy)
            });
        }
        ["#", "components", _, _] => {
            let reason = format!("leads to another section than `{section}`");
            return Err((
                reason,
                format!("refer to a component in `#/components/{section}`"),
            ));
        }
        _ if reference.starts_with('#') => (
            "does not lead to a whole component",
            "give what it names a place of its own in",
        ),
        _ => (
            "leads to another file or address",
            "move what it names into",
        ),
    };
    Err((
        reason.to_owned(),
        format!("{remedy} `#/components/{section}`"),
    ))
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
