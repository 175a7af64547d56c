//! The declared and undeclared fields of a response.

use std::collections::BTreeSet;

use jsonschema::paths::{Location, LocationSegment};
use serde_json::Value;

use super::finding::word;
use openapi_document::{kind, members, parts};

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

/// The schemas that apply to one value, with everything that they are made of.
pub(super) struct Schemas<'a> {
    document: &'a Value,
    parts: Vec<&'a Value>,
}

impl<'a> Schemas<'a> {
    /// Collects the parts of schemas, of which each may name some fields.
    pub fn new(document: &'a Value, schemas: &[&'a Value]) -> Self {
        let parts = schemas.iter().flat_map(|schema| parts(document, schema));
        Self {
            document,
            parts: parts.collect(),
        }
    }

    /// Compares the fields of a body with the schemas.
    pub fn compare(&self, body: &Value) -> Fields {
        let mut fields = Fields::default();
        self.walk(body, "", &mut fields);
        fields
    }

    fn walk(&self, value: &Value, place: &str, fields: &mut Fields) {
        for (name, inner) in members(Some(value)) {
            let (owners, values) = (self.property(name), self.values());
            if !owners.is_empty() {
                let field = joined(place, name);
                if owners.iter().any(|owner| owner["x-observed"] == true) {
                    fields.observed.insert(field.clone());
                }
                self.inner(&owners).walk(inner, &field, fields);
                fields.seen.insert(field);
            } else if !values.is_empty() {
                let place = format!("{place}{{}}");
                self.inner(&values).walk(inner, &place, fields);
            } else if self.names_fields() && !is_meta_tag(place, name) {
                fields.unknown.push((joined(place, name), kind(inner)));
            }
        }
        for inner in value.as_array().into_iter().flatten() {
            let items = self.inner(&self.items());
            items.walk(inner, &format!("{place}[]"), fields);
        }
    }

    /// Lists every field that the schemas name.
    pub fn named(&self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        self.list("", 0, &mut names);
        names
    }

    fn list(&self, place: &str, depth: usize, names: &mut BTreeSet<String>) {
        if depth > DEEPEST_FIELD || self.parts.is_empty() {
            return;
        }
        let own = self.parts.iter().map(|part| part.get("properties"));
        let own: BTreeSet<&String> = own.flat_map(members).map(|(name, _)| name).collect();
        for name in own {
            let field = joined(place, name);
            let owners = self.inner(&self.property(name));
            owners.list(&field, depth + 1, names);
            names.insert(field);
        }
        for (suffix, inner) in [("[]", self.items()), ("{}", self.values())] {
            let place = format!("{place}{suffix}");
            self.inner(&inner).list(&place, depth + 1, names);
        }
    }

    /// Returns the place of an instance path, in which keys that are data are not shown.
    pub fn place(&self, location: &Location) -> String {
        let (mut place, mut here) = (String::new(), self.inner(&self.parts));
        for segment in location {
            let (next, schemas) = match segment {
                LocationSegment::Index(_) => (place + "[]", here.items()),
                LocationSegment::Property(name) => match here.property(&name) {
                    none if none.is_empty() && !here.names_fields() => {
                        (place + "{}", here.values())
                    }
                    owners => (joined(&place, &name), owners),
                },
            };
            (place, here) = (next, here.inner(&schemas));
        }
        place
    }

    fn inner(&self, schemas: &[&'a Value]) -> Self {
        Self::new(self.document, schemas)
    }

    fn children(&self, child: impl Fn(&'a Value) -> Option<&'a Value>) -> Vec<&'a Value> {
        self.parts.iter().filter_map(|part| child(part)).collect()
    }

    fn property(&self, name: &str) -> Vec<&'a Value> {
        self.children(|part| part.get("properties")?.get(name))
    }

    fn items(&self) -> Vec<&'a Value> {
        self.children(|part| part.get("items"))
    }

    /// Returns the declarations of a map's values; an empty schema only keeps an object open.
    fn values(&self) -> Vec<&'a Value> {
        self.children(|part| {
            let schema = part.get("additionalProperties")?;
            members(Some(schema)).next().map(|_| schema)
        })
    }

    fn names_fields(&self) -> bool {
        let mut properties = self.parts.iter().map(|part| part.get("properties"));
        properties.any(|properties| members(properties).next().is_some())
    }
}

/// Returns the place of a field of an object.
pub(super) fn joined(place: &str, name: &str) -> String {
    let name = word(name).unwrap_or(HIDDEN);
    let dot = if place.is_empty() { "" } else { "." };
    format!("{place}{dot}{name}")
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document() -> Value {
        json!({"components": {"schemas": {
            "Job": {"type": "object", "additionalProperties": {}, "properties": {
                "data": {"type": "array", "items": {"$ref": "#/components/schemas/Page"}},
                "ids": {"type": "object", "additionalProperties": {"type": "object", "properties": {"n": {}}}},
                "free": {"type": "object"},
            }},
            "Page": {"oneOf": [
                {"properties": {"kind": {}, "metadata": {"properties": {"title": {}}, "additionalProperties": {}}}},
                {"properties": {"threadId": {"x-observed": true}, "inner": {"$ref": "#/components/schemas/Page"}}},
            ]},
        }}})
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
        let (document, job) = (document(), job());
        let fields = Schemas::new(&document, &[&job]).compare(&body);
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
        let (document, job) = (document(), job());
        let names = Schemas::new(&document, &[&job]).named();
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
        let (document, job) = (document(), job());
        let schemas = Schemas::new(&document, &[&job]);
        let map = Location::new().join("ids").join("secret-1").join("n");
        assert_eq!(schemas.place(&map), "ids{}.n");
        let list = Location::new().join("data").join(0).join("kind");
        assert_eq!(schemas.place(&list), "data[].kind");
    }
}
