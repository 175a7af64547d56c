//! Names that the generator makes of the names in the document, and where two become one.

use std::collections::{BTreeMap, BTreeSet};

use heck::{ToPascalCase as _, ToSnakeCase as _};
use serde_json::Value;

use super::report::{Place, Report};
use super::walk::{Kind, Node, Operation, elements, object};
use openapi_document::visible;

/// The name that the generator gives to a type or a variant.
pub(crate) fn pascal(name: &str) -> String {
    identifier(name, |text| text.to_pascal_case())
}

/// The name that the generator gives to a field, an argument or a function.
pub(crate) fn snake(name: &str) -> String {
    identifier(name, |text| text.to_snake_case())
}

fn identifier(name: &str, case: impl Fn(&str) -> String) -> String {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    let made = match name {
        "+1" => return "plus1".to_owned(),
        "-1" => return "minus1".to_owned(),
        _ => case(&name.replace('\'', "").replace(|c| !in_word(c), "-")),
    };
    if made.starts_with(char::is_alphabetic) {
        made
    } else {
        format!("{}{made}", case("x"))
    }
}

/// The first two names that become the same in Rust.
pub(super) fn clash<'a>(
    names: impl IntoIterator<Item = &'a str>,
    rust: impl Fn(&str) -> String,
) -> Option<(&'a str, &'a str, String)> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for name in names {
        let made = rust(name);
        if let Some(first) = seen.get(&made) {
            return Some((first, name, made));
        }
        seen.insert(made, name);
    }
    None
}

/// Refuses names that end a line, are invisible or turn the direction of the text around them.
///
/// Such a name of a property only has to be escaped; a path is sent, and the others name functions.
pub(super) fn check_visible(
    document: &Value,
    nodes: &[Node<'_>],
    operations: &[Operation<'_>],
    report: &mut Report,
) {
    let mut check = |place: Place, name: &str| {
        if visible(name) != name {
            report.fault(
                &place,
                format!("{name:?} holds letters that cannot be seen"),
                "rename it by an overlay, with letters, digits and punctuation",
            );
        }
    };
    let paths = Place::default().key("paths");
    for (path, _) in object(document, "paths") {
        check(paths.key(path), path);
    }
    for operation in operations {
        if let Some(id) = operation.value.get("operationId").and_then(Value::as_str) {
            check(operation.place.key("operationId"), id);
        }
    }
    for node in nodes.iter().filter(|node| node.kind == Kind::Parameter) {
        if let Some(name) = node.value.get("name").and_then(Value::as_str) {
            check(node.place.key("name"), name);
        }
    }
}

/// Checks the names of the component schemas against each other.
pub(super) fn check_components(document: &Value, report: &mut Report) {
    let Some(schemas) = document.pointer("/components/schemas") else {
        return;
    };
    let names = schemas.as_object().into_iter().flat_map(|map| map.keys());
    if let Some((first, second, made)) = clash(names.map(String::as_str), pascal) {
        report.fault(
            &Place::default().keys(&["components", "schemas", second]),
            format!("the schemas `{first}` and `{second}` both become the type `{made}`"),
            "rename one of the two",
        );
    }
}

/// Checks the names that one schema gives to fields and variants.
pub(super) fn check_schema(place: &Place, schema: &Value, report: &mut Report) {
    let extra = schema
        .get("additionalProperties")
        .is_some_and(Value::is_object)
        && object(schema, "properties").next().is_some();
    let fields = object(schema, "properties")
        .map(|(name, _)| name.as_str())
        // The map of the other properties is a field too.
        .chain(extra.then_some("extra"));
    if let Some((first, second, made)) = clash(fields, snake) {
        report.fault(
            &place.keys(&["properties", second]),
            format!("the properties `{first}` and `{second}` both become the field `{made}`"),
            "keep one of the two, or move one into the additional properties",
        );
    }
    let variants: Vec<&str> = elements(schema, "enum")
        .iter()
        .filter_map(Value::as_str)
        .collect();
    if let Some((first, second)) = variant_clash(&variants) {
        report.fault(
            &place.key("enum"),
            format!("the values {first:?} and {second:?} become one variant"),
            "remove one of the two, or the enum, so that it is a plain string",
        );
    }
    check_branches(place, schema, report);
}

/// Two values that make the same variant. The generator tries a second rule before it panics.
fn variant_clash<'a>(values: &[&'a str]) -> Option<(&'a str, &'a str)> {
    let marked =
        |value: &str| pascal(&value.replace(|c: char| c == '_' || !(c.is_alphanumeric()), "X"));
    clash(values.iter().copied(), pascal)?;
    clash(values.iter().copied(), marked).map(|(first, second, _)| (first, second))
}

/// Checks the names by which the branches of a `oneOf` or `anyOf` are told apart.
fn check_branches(place: &Place, schema: &Value, report: &mut Report) {
    for key in ["oneOf", "anyOf"] {
        let branches = elements(schema, key);
        let sets = wrapped(branches)
            .into_iter()
            .chain(tagged(branches))
            .collect::<Vec<_>>();
        if let Some((first, second)) = sets.iter().find_map(|names| variant_clash(names)) {
            report.fault(
                &place.key(key),
                format!("the branches {first:?} and {second:?} become one variant"),
                "rename or remove one of the two by an overlay",
            );
        }
    }
}

/// The variants, if each branch is an enum of strings or an object with one property.
fn wrapped(branches: &[Value]) -> Option<Vec<&str>> {
    let names: Option<Vec<Vec<&str>>> = branches
        .iter()
        .map(|branch| {
            let values = elements(branch, "enum");
            let mut properties = object(branch, "properties");
            match (properties.next(), properties.next()) {
                _ if !values.is_empty() => values.iter().map(Value::as_str).collect(),
                (Some((name, _)), None) if !elements(branch, "required").is_empty() => {
                    Some(vec![name.as_str()])
                }
                _ => None,
            }
        })
        .collect();
    // With equal names the generator takes another kind of enum.
    names
        .map(|names| names.concat())
        .filter(|names| clash(names.iter().copied(), str::to_owned).is_none())
}

/// For each property that has one value in each branch, these values.
fn tagged(branches: &[Value]) -> Vec<Vec<&str>> {
    let Some(first) = branches.first() else {
        return Vec::new();
    };
    object(first, "properties")
        .filter_map(|(name, _)| {
            let tags: Option<Vec<&str>> = branches
                .iter()
                .map(
                    |branch| match elements(branch.get("properties")?.get(name)?, "enum") {
                        [Value::String(tag)] => Some(tag.as_str()),
                        _ => None,
                    },
                )
                .collect();
            tags.filter(|tags| {
                // With equal tags the generator falls back to an untagged enum, except here.
                adjacent(branches) || clash(tags.iter().copied(), str::to_owned).is_none()
            })
        })
        .collect()
}

/// Whether each branch has a tag and perhaps a content, both required.
fn adjacent(branches: &[Value]) -> bool {
    let mut names = BTreeSet::new();
    branches.iter().all(|branch| {
        let properties: Vec<&String> = object(branch, "properties").map(|(name, _)| name).collect();
        let all_required = properties.len() == elements(branch, "required").len();
        names.extend(properties);
        all_required
    }) && names.len() == 2
}
