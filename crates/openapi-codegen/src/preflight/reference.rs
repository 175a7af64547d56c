//! References: each must lead to a component of the right section.

use serde_json::Value;

use super::report::Report;
use super::walk::{Kind, Node, object};

/// The reason why a reference cannot be resolved.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Lost {
    NotText,
    Elsewhere,
    NotAComponent,
    WrongSection,
    Dangling,
    Loop,
}

/// Follows the references of a node to the end; a node without one is its own end.
pub(super) fn resolve<'a>(
    document: &'a Value,
    kind: Kind,
    mut value: &'a Value,
) -> Result<&'a Value, Lost> {
    let mut seen = Vec::new();
    while let Some(reference) = value.get("$ref") {
        let reference = reference.as_str().ok_or(Lost::NotText)?;
        if seen.contains(&reference) {
            return Err(Lost::Loop);
        }
        seen.push(reference);
        value = target(document, kind, reference)?;
    }
    Ok(value)
}

/// The component that one reference names.
pub(super) fn target<'a>(
    document: &'a Value,
    kind: Kind,
    reference: &str,
) -> Result<&'a Value, Lost> {
    let Some(local) = reference.strip_prefix('#') else {
        return Err(Lost::Elsewhere);
    };
    let parts: Vec<&str> = local.split('/').collect();
    let ["", "components", section, name] = parts[..] else {
        return Err(Lost::NotAComponent);
    };
    if section != kind.section() {
        return Err(Lost::WrongSection);
    }
    document
        .get("components")
        .and_then(|components| components.get(section))
        .and_then(|section| section.get(name))
        .ok_or(Lost::Dangling)
}

/// Checks the reference of every node that has one, and the mappings of discriminators.
pub(super) fn check(document: &Value, nodes: &[Node<'_>], report: &mut Report) {
    for node in nodes {
        if let Some(reference) = node.value.get("$ref") {
            check_reference(document, node, reference, report);
        } else if node.kind == Kind::Schema {
            check_mapping(document, node, report);
        }
    }
}

fn check_reference(document: &Value, node: &Node<'_>, reference: &Value, report: &mut Report) {
    let place = node.place.key("$ref");
    let found = match reference.as_str() {
        Some(text) => target(document, node.kind, text).map(|_| ()),
        None => Err(Lost::NotText),
    };
    if let Err(lost) = found {
        let (message, remedy) = explain(node.kind, reference, &lost);
        report.fault(&place, message, remedy);
    } else if node.kind != Kind::Schema
        // Loops of schemas have a check of their own, which knows more of them.
        && resolve(document, node.kind, node.value).is_err_and(|lost| lost == Lost::Loop)
        && node.place.operation.is_none()
    {
        let (message, remedy) = explain(node.kind, reference, &Lost::Loop);
        report.fault(&place, message, remedy);
    }
}

fn check_mapping(document: &Value, node: &Node<'_>, report: &mut Report) {
    let Some(discriminator) = node.value.get("discriminator") else {
        return;
    };
    for (value, target_name) in object(discriminator, "mapping") {
        let place = node.place.keys(&["discriminator", "mapping", value]);
        let Some(text) = target_name.as_str() else {
            report.fault(
                &place,
                "the mapping does not name a schema",
                "map each value to the name of a component schema",
            );
            continue;
        };
        // A bare name is allowed here, other than in a `$ref`.
        let reference = if text.contains(['/', '#']) {
            text.to_owned()
        } else {
            format!("#/components/schemas/{text}")
        };
        if let Err(lost) = target(document, Kind::Schema, &reference) {
            let (message, remedy) = explain(Kind::Schema, target_name, &lost);
            report.fault(&place, message, remedy);
        }
    }
}

fn explain(kind: Kind, reference: &Value, lost: &Lost) -> (String, String) {
    let section = kind.section();
    let shown = reference.as_str().unwrap_or_default();
    match lost {
        Lost::NotText => (
            "the `$ref` is not a string".to_owned(),
            format!("write it as \"#/components/{section}/Name\""),
        ),
        Lost::Elsewhere => (
            format!("the reference `{shown}` leads to another file or address"),
            format!("move what it names into `#/components/{section}`"),
        ),
        Lost::NotAComponent => (
            format!("the reference `{shown}` does not lead to a whole component"),
            format!("give what it names a place of its own in `#/components/{section}`"),
        ),
        Lost::WrongSection => (
            format!("the reference `{shown}` leads to another section than `{section}`"),
            format!("refer to a component in `#/components/{section}`"),
        ),
        Lost::Dangling => (
            format!("the reference `{shown}` is dangling: there is no such component"),
            "add the component or correct the name".to_owned(),
        ),
        Lost::Loop => (
            format!("the reference `{shown}` is part of a reference loop"),
            "let one of the loop be a definition instead of a reference".to_owned(),
        ),
    }
}
