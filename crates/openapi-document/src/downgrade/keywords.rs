//! The keywords of a schema that OpenAPI 3.0 writes in another way or not at all.

use serde_json::{Map, Value, json};

use super::schema::Schema;
use super::visit::children;
use super::{Loss, UNTRANSLATED, lists, objects, types};
use crate::check::kind;
use crate::pointer::join;
use crate::prose::{is_extension, is_prose};

/// The rewriting of one keyword.
enum Rewrite {
    /// The keyword says nothing about a value.
    Drop,
    /// There is no word for it, which means this.
    Lose(&'static str),
    /// It is written in another way.
    With(fn(&mut Schema<'_>)),
}

use Rewrite::{Drop, Lose, With};

/// The keywords in the order in which they are rewritten: a later one may build on an earlier one.
const KEYWORDS: &[(&str, Rewrite)] = &[
    ("$schema", Drop),
    ("$id", Drop),
    ("$anchor", Drop),
    ("$dynamicAnchor", Drop),
    ("$recursiveAnchor", Drop),
    ("$vocabulary", Drop),
    ("$comment", Drop),
    ("examples", With(examples)),
    ("if", Lose("the condition is not checked")),
    ("then", Lose("the condition is not checked")),
    ("else", Lose("the condition is not checked")),
    ("dependentRequired", Lose("the dependency is not checked")),
    ("dependentSchemas", Lose("the dependency is not checked")),
    ("dependencies", Lose("the dependency is not checked")),
    ("propertyNames", Lose("any name is accepted")),
    ("contains", Lose("any items are accepted")),
    ("minContains", Lose("any items are accepted")),
    ("maxContains", Lose("any items are accepted")),
    (
        "contentSchema",
        Lose("the content of the text is not typed"),
    ),
    ("contentEncoding", With(content_encoding)),
    ("contentMediaType", With(content_media_type)),
    ("properties", With(objects::impossible_properties)),
    (
        "unevaluatedProperties",
        With(objects::unevaluated_properties),
    ),
    ("patternProperties", With(objects::pattern_properties)),
    ("unevaluatedItems", With(lists::unevaluated_items)),
    ("prefixItems", With(lists::prefix_items)),
    ("items", With(lists::items)),
    (
        "exclusiveMinimum",
        With(|schema| exclusive(schema, "exclusiveMinimum", "minimum", f64::gt)),
    ),
    (
        "exclusiveMaximum",
        With(|schema| exclusive(schema, "exclusiveMaximum", "maximum", f64::lt)),
    ),
    ("const", With(types::constant)),
    ("anyOf", With(|schema| types::constants(schema, "anyOf"))),
    ("oneOf", With(|schema| types::constants(schema, "oneOf"))),
    ("type", With(types::types)),
    ("anyOf", With(|schema| types::null_branch(schema, "anyOf"))),
    ("oneOf", With(|schema| types::null_branch(schema, "oneOf"))),
    ("$ref", With(siblings)),
];

/// The keywords with a schema, with a list of schemas, and with schemas by name.
const INNER: [&[&str]; 3] = [
    &[
        "items",
        "additionalProperties",
        "not",
        "unevaluatedItems",
        "unevaluatedProperties",
    ],
    &["allOf", "anyOf", "oneOf", "prefixItems"],
    &["properties", "patternProperties"],
];

/// Returns the schemas within a schema that are rewritten, each with its pointer.
pub fn inner<'a>(map: &'a mut Map<String, Value>, pointer: &str) -> Vec<(&'a mut Value, String)> {
    let mut found = Vec::new();
    for (keyword, value) in map.iter_mut() {
        let at = join(pointer, keyword);
        match INNER
            .iter()
            .position(|keywords| keywords.contains(&keyword.as_str()))
        {
            None => {}
            Some(0) => found.push((value, at)),
            Some(_) => {
                let entries = children(value).into_iter();
                found.extend(entries.map(|(key, value)| (value, join(&at, &key))));
            }
        }
    }
    found
}

/// The keywords that a schema of 3.0 may have.
const KNOWN: [&str; 36] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "not",
    "nullable",
    "oneOf",
    "pattern",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
    "writeOnly",
    "xml",
];

/// Returns true for a keyword that a schema of OpenAPI 3.0 may have.
pub fn is_keyword(key: &str) -> bool {
    KNOWN.contains(&key)
}

/// Rewrites a schema, the inner schemas before the outer one.
pub fn rewrite(schema: &mut Value, pointer: &str, losses: &mut Vec<Loss>) {
    match schema {
        Value::Bool(true) => *schema = json!({}),
        Value::Bool(false) => *schema = json!({"not": {}}),
        Value::Object(map) => {
            for (inner, at) in inner(map, pointer) {
                // Beside `items` and the like, `false` means that there are none.
                let is_switch = inner.is_boolean() && is_switch(&at[pointer.len() + 1..]);
                if !is_switch {
                    rewrite(inner, &at, losses);
                }
            }
            let mut schema = Schema {
                map,
                pointer,
                losses,
            };
            for (keyword, rewrite) in KEYWORDS {
                if !schema.map.contains_key(*keyword) {
                    continue;
                }
                match rewrite {
                    Drop => drop(schema.take(keyword)),
                    Lose(message) => schema.lose(keyword, message),
                    With(unit) => unit(&mut schema),
                }
            }
            let is_known = |key: &str| is_keyword(key) || is_prose(key) || is_extension(key);
            let others = schema.map.keys().filter(|keyword| !is_known(keyword));
            for keyword in others.cloned().collect::<Vec<_>>() {
                schema.lose(&keyword, "it is not a keyword of JSON Schema either");
            }
        }
        _ => {
            losses.push(Loss {
                pointer: pointer.to_owned(),
                message: format!("{} is not a schema: any value is accepted", kind(schema)),
            });
            *schema = json!({});
        }
    }
}

/// Returns true for the path of a keyword, or of a property, whose boolean has its own meaning.
fn is_switch(path: &str) -> bool {
    path.starts_with("properties/") || (INNER[0].contains(&path) && path != "not")
}

/// The examples are prose; one may stay.
fn examples(schema: &mut Schema<'_>) {
    let first = schema.take_list("examples").into_iter().next();
    if let Some(first) = first {
        schema.map.entry("example").or_insert(first);
    }
}

/// A bound that is not part of the range is a flag beside the bound.
fn exclusive(
    schema: &mut Schema<'_>,
    keyword: &str,
    bound: &str,
    is_tighter: fn(&f64, &f64) -> bool,
) {
    let Some(value) = schema
        .map
        .get(keyword)
        .filter(|value| value.is_number())
        .cloned()
    else {
        return;
    };
    let known = schema.map.get(bound).and_then(Value::as_f64);
    if known
        .zip(value.as_f64())
        .is_some_and(|(known, value)| is_tighter(&known, &value))
    {
        schema.take(keyword);
        return;
    }
    schema.set(bound, value);
    schema.set(keyword, true);
}

fn content_encoding(schema: &mut Schema<'_>) {
    let encoding = schema.map.get("contentEncoding").and_then(Value::as_str);
    match encoding {
        Some(encoding) if encoding.eq_ignore_ascii_case("base64") && !schema.has(&["format"]) => {
            schema.take("contentEncoding");
            schema.set("format", "byte");
        }
        _ => schema.lose("contentEncoding", "the text is as it is sent"),
    }
}

/// A text of a binary media type is the bytes themselves.
fn content_media_type(schema: &mut Schema<'_>) {
    let media = schema.map.get("contentMediaType").and_then(Value::as_str);
    let media = media.unwrap_or_default().to_ascii_lowercase();
    let is_text = media.starts_with("text/")
        || ["json", "xml", "jwt"]
            .iter()
            .any(|end| media.ends_with(end));
    let is_encoded = schema
        .map
        .get(UNTRANSLATED)
        .is_some_and(|kept| kept.get("contentEncoding").is_some());
    if !is_text && !is_encoded {
        schema
            .map
            .entry("format")
            .or_insert_with(|| json!("binary"));
    }
    schema.keep("contentMediaType");
}

/// A reference has no siblings in 3.0: they and its target become parts of one schema.
fn siblings(schema: &mut Schema<'_>) {
    let says_more = |keyword: &str| {
        keyword != "$ref" && !is_prose(keyword) && !is_extension(keyword) && keyword != "example"
    };
    if schema.map.keys().any(|keyword| says_more(keyword)) {
        if let Some(target) = schema.take("$ref") {
            let reference = json!({"$ref": target});
            match schema.map.get_mut("allOf") {
                Some(Value::Array(parts)) => parts.insert(0, reference),
                _ => schema.require(reference),
            }
        }
    } else {
        schema.map.retain(|keyword, _| !is_prose(keyword));
    }
}
