//! The generated type, field or parameter for a place of the contract.

use serde_json::Value;

use openapi_codegen::naming::{pascal, snake};
use openapi_codegen::pipeline::Run;
use openapi_codegen::sources::Origin;
use openapi_document::{METHODS, join, segments};

/// The items that are generated from one location.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The type and the field of the place.
    pub origin: Origin,
    /// The parameter, with its operation.
    pub parameter: Option<(String, String)>,
    /// True if the location is an operation itself, not a part of its request or response.
    pub is_operation: bool,
}

/// Finds what a run generated for the places of its contract.
pub struct Spots<'a> {
    /// The run.
    pub run: &'a Run,
}

impl Spots<'_> {
    /// Returns the items generated from a location of a document, which may differ from the run's
    /// contract.
    pub fn spot(&self, pointer: &str, document: &Value) -> Spot {
        let tokens = segments(pointer);
        let words: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let schema = || Spot {
            origin: self.origin(pointer, document),
            ..Spot::default()
        };
        match words.as_slice() {
            ["paths", path, method, rest @ ..] if METHODS.contains(method) => match rest {
                ["requestBody" | "responses", .., _, "schema"]
                | ["requestBody" | "responses", _, _, "schema", ..]
                | ["responses", _, _, _, "schema", ..] => schema(),
                ["parameters", number, ..] => {
                    self.parameter(&document["paths"][*path][*method], number)
                }
                ["responses", _, _, ..] => Spot::default(),
                _ => Spot {
                    is_operation: true,
                    ..Spot::default()
                },
            },
            _ => schema(),
        }
    }

    /// A field as it is written in code.
    pub fn field(&self, owner: &str, wire: &str) -> String {
        self.member(owner, wire, snake)
    }

    /// A variant as it is written in code.
    pub fn variant(&self, owner: &str, value: &str) -> String {
        self.member(owner, value, pascal)
    }

    /// A member by the name that it has, or that it would get.
    fn member(&self, owner: &str, wire: &str, rule: fn(&str) -> String) -> String {
        let key = (owner.to_owned(), wire.to_owned());
        let name = self.run.code.members.get(&key).cloned();
        format!("{owner}::{}", name.unwrap_or_else(|| rule(wire)))
    }

    fn parameter(&self, operation: &Value, number: &str) -> Spot {
        let id = operation["operationId"].as_str().unwrap_or_default();
        let parameter = operation.pointer(&format!("/parameters/{number}"));
        let parameter = parameter.unwrap_or(&Value::Null);
        let name = parameter["name"].as_str().unwrap_or_default();
        let mut entries = self.run.entries.iter();
        let query = entries.find(|entry| entry.id == id);
        let query = query.and_then(|entry| entry.query.as_deref());
        let query = query.filter(|_| parameter["in"] == "query");
        Spot {
            origin: Origin {
                field: query.map(|query| (query.to_owned(), name.to_owned())),
                ..Origin::default()
            },
            parameter: Some((id.to_owned(), name.to_owned())),
            is_operation: query.is_none(),
        }
    }

    fn origin(&self, pointer: &str, document: &Value) -> Origin {
        let pointer = translated(pointer, &self.run.corrected, document);
        let Some((origin, rest)) = self.run.sources.nearest(&pointer) else {
            return Origin::default();
        };
        // A property that only the other contract has.
        let mut words = segments(rest)
            .into_iter()
            .skip_while(|word| word == "allOf" || word.parse::<usize>().is_ok());
        let inner = origin.inner.as_ref();
        if let (Some("properties"), Some(property)) = (words.next().as_deref(), words.next())
            && let Some(owner) = inner.filter(|name| self.run.sources.is_record(name))
        {
            return Origin {
                field: Some((owner.clone(), property)),
                ..Origin::default()
            };
        }
        origin.clone()
    }
}

/// The pointer in our document to what another document has at a place.
///
/// A branch of a union has another number where branches were added or removed. Of a branch that
/// our document lacks, the union is the place.
fn translated(pointer: &str, ours: &Value, other: &Value) -> String {
    let (mut place, mut theirs) = (String::new(), String::new());
    for word in segments(pointer) {
        theirs = join(&theirs, &word);
        let union = ["/oneOf", "/anyOf"]
            .iter()
            .find_map(|key| place.strip_suffix(key));
        let Some(union) = union else {
            place = join(&place, &word);
            continue;
        };
        let branches = ours.pointer(&place).and_then(Value::as_array);
        let branches = branches.map(Vec::as_slice).unwrap_or_default();
        let same = |branch: &Value| other.pointer(&theirs).map(mark) == Some(mark(branch));
        let number = word
            .parse()
            .ok()
            .filter(|at| branches.get(*at).is_some_and(same));
        match number.or_else(|| branches.iter().position(same)) {
            Some(number) => place = join(&place, &number.to_string()),
            None => return union.to_owned(),
        }
    }
    place
}

/// Returns the discriminator of a branch: the only value of a property, or its type.
fn mark(schema: &Value) -> &str {
    let properties = schema["properties"].as_object();
    properties
        .into_iter()
        .flatten()
        .find_map(|(_, property)| match property["enum"].as_array() {
            Some(values) if values.len() == 1 => values[0].as_str(),
            _ => None,
        })
        .or_else(|| schema["type"].as_str())
        .or_else(|| schema["$ref"].as_str())
        .unwrap_or("value")
}

#[cfg(test)]
mod tests {
    use openapi_codegen::pipeline::{self, Inputs, Source};
    use serde_json::json;

    use super::*;

    #[test]
    fn places_lead_to_types_and_fields() {
        let document = json!({
            "openapi": "3.0.3",
            "info": {"title": "", "version": "1"},
            "components": {"schemas": {"Formats": {"type": "array", "items": {"oneOf": [
                {"type": "string", "enum": ["html"]},
                {"type": "object", "properties": {
                    "type": {"type": "string", "enum": ["screenshot"]},
                    "view": {"type": "object", "properties": {"width": {"type": "integer"}}}
                }}
            ]}}}},
            "paths": {"/scrape/{id}": {"get": {
                "operationId": "scrape",
                "parameters": [
                    {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                    {"name": "formats", "in": "query", "schema": {"$ref": "#/components/schemas/Formats"}},
                    {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}
                ],
                "responses": {"200": {"description": "", "content": {"application/json": {"schema": {
                    "type": "object",
                    "properties": {
                        "xURL": {"type": "string"},
                        "meta": {"type": "object", "properties": {"a": {"type": "string"}}}
                    }
                }}}}}
            }}}
        });
        let source = |name: &str, text: &str| Source {
            name: name.to_owned(),
            bytes: text.as_bytes().to_vec(),
        };
        let inputs = Inputs {
            contract: openapi_document::parse("x.json", document.to_string().as_bytes()).unwrap(),
            overlays: Vec::new(),
            names: source(
                "names.toml",
                "[types]\nDocument = ['scrape.response']\nFormat = ['Formats[]']\nViewport = ['Shot.view']\nShot = ['Format|screenshot']\n[fields.Document]\nxURL = 'address'\n",
            ),
            docs: source("docs.toml", ""),
            command: "cargo xtask generate".to_owned(),
            callers: Default::default(),
        };
        let run = pipeline::run(&inputs, false).unwrap();
        let spots = Spots { run: &run };
        let response = "/paths/~1scrape~1{id}/get/responses/200/content/application~1json/schema";
        let shown = |pointer: &str| {
            let spot = spots.spot(pointer, &document).origin;
            let field = spot.field.map(|(owner, wire)| spots.field(&owner, &wire));
            (field.unwrap_or_default(), spot.inner.unwrap_or_default())
        };
        let pair = |field: &str, inner: &str| (field.to_owned(), inner.to_owned());
        let shot = "/components/schemas/Formats/items/oneOf/1";
        for (pointer, expected) in [
            (
                format!("{response}/properties/xURL"),
                pair("Document::address", ""),
            ),
            (
                format!("{response}/properties/next"),
                pair("Document::next", ""),
            ),
            (
                format!("{response}/properties/meta/properties/a"),
                pair("DocumentMeta::a", ""),
            ),
            (response.to_owned(), pair("", "Document")),
            (shot.to_owned(), pair("", "Shot")),
            (
                format!("{shot}/properties/view/properties/width"),
                pair("Viewport::width", ""),
            ),
            (
                "/paths/~1scrape~1{id}/get/parameters/0".to_owned(),
                pair("ScrapeQuery::limit", ""),
            ),
        ] {
            assert_eq!(shown(&pointer), expected, "{pointer}");
        }
        let get = "/paths/~1scrape~1{id}/get";
        assert!(
            spots
                .spot(&format!("{get}/parameters/2"), &document)
                .is_operation
        );
        assert!(spots.spot(get, &document).is_operation);
        assert_eq!(spots.spot("/servers/0", &document), Spot::default());
    }
}
