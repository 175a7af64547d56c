//! The declared and undeclared fields of a response.

use std::collections::BTreeSet;

use serde_json::Value;

use super::declared::Declared;
use super::finding::word;
use openapi_document::{kind, parts};

/// The depth to which fields are listed; a recursive schema ends here.
const DEEPEST_FIELD: usize = 12;
/// The text in place of a name that is not a plain word.
const HIDDEN: &str = "(name not shown)";
/// The object of a document to which any meta tag of the page adds a key.
const PAGE_METADATA: &str = "metadata";

/// The fields of one response.
#[derive(Debug, Default)]
pub(super) struct Fields {
    /// Fields that the contract does not name, with the kind of their value.
    pub unknown: Vec<(String, &'static str)>,
    /// Fields that it names.
    pub seen: BTreeSet<String>,
    /// Those of them that only the observed overlay promises.
    pub observed: BTreeSet<String>,
}

/// Compares the fields of a body with the schemas of which each may name some.
pub(super) fn compare(declared: &Declared, schemas: &[&Value], body: &Value) -> Fields {
    let mut fields = Fields::default();
    fields.walk(declared, schemas, body, "");
    fields
}

/// Lists every field that a schema names.
pub(super) fn named(declared: &Declared, schema: &Value) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    list(declared, &[schema], "", 0, &mut names);
    names
}

/// Returns the place of an instance path, in which keys that are data are not shown.
pub(super) fn place<'a>(
    declared: &Declared,
    schemas: &[&Value],
    segments: impl Iterator<Item = Segment<'a>>,
) -> String {
    let mut place = String::new();
    let mut parts = expanded(declared, schemas);
    for segment in segments {
        let next: Vec<&Value> = match segment {
            Segment::Index => {
                place.push_str("[]");
                children(&parts, |part| part.get("items"))
            }
            Segment::Name(name) => {
                let owners = children(&parts, |part| part.get("properties")?.get(&*name));
                place = if owners.is_empty() && !names_fields(&parts) {
                    format!("{place}{{}}")
                } else {
                    joined(&place, &name)
                };
                if owners.is_empty() {
                    children(&parts, values)
                } else {
                    owners
                }
            }
        };
        parts = expanded(declared, &next);
    }
    place
}

/// One step of an instance path.
pub(super) enum Segment<'a> {
    Index,
    Name(std::borrow::Cow<'a, str>),
}

/// Returns the place of a field of an object.
pub(super) fn joined(place: &str, name: &str) -> String {
    let name = word(name).unwrap_or(HIDDEN);
    if place.is_empty() {
        name.to_owned()
    } else {
        format!("{place}.{name}")
    }
}

impl Fields {
    fn walk(&mut self, declared: &Declared, schemas: &[&Value], value: &Value, place: &str) {
        let parts = expanded(declared, schemas);
        match value {
            Value::Object(map) => {
                for (name, inner) in map {
                    let owners = children(&parts, |part| part.get("properties")?.get(name));
                    let values = children(&parts, values);
                    if !owners.is_empty() {
                        let field = joined(place, name);
                        if owners.iter().any(|owner| owner["x-observed"] == true) {
                            self.observed.insert(field.clone());
                        }
                        self.walk(declared, &owners, inner, &field);
                        self.seen.insert(field);
                    } else if !values.is_empty() {
                        self.walk(declared, &values, inner, &format!("{place}{{}}"));
                    } else if names_fields(&parts) && !is_meta_tag(place, name) {
                        self.unknown.push((joined(place, name), kind(inner)));
                    }
                }
            }
            Value::Array(list) => {
                let items = children(&parts, |part| part.get("items"));
                for inner in list {
                    self.walk(declared, &items, inner, &format!("{place}[]"));
                }
            }
            _ => {}
        }
    }
}

/// Returns whether a key comes from a page: the service's own keys of metadata are written
/// `likeThis`, those of meta tags hardly ever are. One that is a single lowercase word is missed.
fn is_meta_tag(place: &str, name: &str) -> bool {
    let in_metadata = place.rsplit('.').next() == Some(PAGE_METADATA);
    let of_the_service = name.chars().all(|c| c.is_ascii_alphanumeric())
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.contains(|c: char| c.is_ascii_uppercase());
    in_metadata && !of_the_service
}

/// Lists the schemas and everything that they are made of, behind references.
fn expanded<'a>(declared: &'a Declared, schemas: &[&'a Value]) -> Vec<&'a Value> {
    let all = schemas.iter().rev();
    all.flat_map(|schema| parts(declared.document(), schema))
        .collect()
}

fn children<'a>(
    parts: &[&'a Value],
    child: impl Fn(&'a Value) -> Option<&'a Value>,
) -> Vec<&'a Value> {
    parts.iter().filter_map(|part| child(part)).collect()
}

/// Returns the declaration of a map's values; an empty schema only keeps an object open.
fn values(part: &Value) -> Option<&Value> {
    let schema = part.get("additionalProperties")?;
    schema
        .as_object()
        .is_some_and(|map| !map.is_empty())
        .then_some(schema)
}

fn names_fields(parts: &[&Value]) -> bool {
    parts.iter().any(|part| {
        let properties = part.get("properties").and_then(Value::as_object);
        properties.is_some_and(|map| !map.is_empty())
    })
}

fn list(
    declared: &Declared,
    schemas: &[&Value],
    place: &str,
    depth: usize,
    names: &mut BTreeSet<String>,
) {
    if depth > DEEPEST_FIELD {
        return;
    }
    let parts = expanded(declared, schemas);
    let own: BTreeSet<&String> = parts
        .iter()
        .filter_map(|part| part.get("properties")?.as_object())
        .flat_map(serde_json::Map::keys)
        .collect();
    for name in own {
        let owners = children(&parts, |part| part.get("properties")?.get(name));
        let field = joined(place, name);
        list(declared, &owners, &field, depth + 1, names);
        names.insert(field);
    }
    for (suffix, inner) in [
        ("[]", children(&parts, |part| part.get("items"))),
        ("{}", children(&parts, values)),
    ] {
        if !inner.is_empty() {
            list(
                declared,
                &inner,
                &format!("{place}{suffix}"),
                depth + 1,
                names,
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn declared() -> Declared {
        Declared::new(json!({"components": {"schemas": {
            "Job": {"type": "object", "additionalProperties": {}, "properties": {
                "data": {"type": "array", "items": {"$ref": "#/components/schemas/Page"}},
                "ids": {"type": "object", "additionalProperties": {"type": "object", "properties": {"n": {}}}},
                "free": {"type": "object"},
            }},
            "Page": {"oneOf": [
                {"properties": {"kind": {}, "metadata": {"properties": {"title": {}}, "additionalProperties": {}}}},
                {"properties": {"threadId": {"x-observed": true}, "inner": {"$ref": "#/components/schemas/Page"}}},
            ]},
        }}}))
    }

    fn job() -> Value {
        json!({"$ref": "#/components/schemas/Job"})
    }

    #[test]
    fn unknown_fields_are_named_by_their_place() {
        let body = json!({
            "data": [
                {"kind": 1, "threadId": "t", "metadata": {"title": "x", "og:image": "y", "scrapeId": "z"}},
                {"inner": {"new": null}},
            ],
            "ids": {"secret-1": {"n": 1, "m": [2]}},
            "free": {"anything": 1},
            "a key\nof a page": {},
        });
        let schema = job();
        let fields = compare(&declared(), &[&schema], &body);
        assert_eq!(
            fields.unknown,
            [
                ("data[].metadata.scrapeId".to_owned(), "a string"),
                ("data[].inner.new".to_owned(), "null"),
                ("ids{}.m".to_owned(), "a list"),
                ("(name not shown)".to_owned(), "an object"),
            ]
        );
        assert!(fields.seen.contains("data[].metadata.title"));
        assert_eq!(
            fields.observed,
            BTreeSet::from(["data[].threadId".to_owned()])
        );
    }

    #[test]
    fn the_fields_of_a_schema_that_holds_itself_end() {
        let names = named(&declared(), &job());
        for name in [
            "data",
            "data[].metadata.title",
            "ids{}.n",
            "data[].inner.inner.kind",
        ] {
            assert!(names.contains(name), "{name}");
        }
        assert!(!names.contains("free.anything"));
    }

    #[test]
    fn a_place_shows_no_key_of_a_map() {
        let names = ["ids", "secret-1", "n"].map(|name| Segment::Name(name.into()));
        let schema = job();
        assert_eq!(place(&declared(), &[&schema], names.into_iter()), "ids{}.n");
        let list = [
            Segment::Name("data".into()),
            Segment::Index,
            Segment::Name("kind".into()),
        ];
        assert_eq!(
            place(&declared(), &[&schema], list.into_iter()),
            "data[].kind"
        );
    }
}
