//! The generated type and field for a place of the contract.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use openapi_codegen::names::Names;
use openapi_codegen::naming::{pascal, snake, type_name};
use openapi_document::{METHODS, segments};

/// What is generated for the places of a contract.
///
/// It follows the rules by which the pass `hoist` names what stands inline.
pub struct Generated<'a> {
    names: &'a Names,
    by_rule: &'a IndexMap<String, String>,
    types: BTreeSet<&'a str>,
}

/// What is generated for one place.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The type and the property in which the place stands.
    pub field: Option<(String, String)>,
    /// The type of what stands at the place.
    pub inner: Option<String>,
    /// The parameter, with its operation.
    pub parameter: Option<(String, String)>,
    /// The locators on the way that have a chosen name, the last one only.
    pub locators: Vec<(String, String)>,
    /// Whether the place is an operation, and not inside of what it takes and gives.
    pub is_operation: bool,
}

impl<'a> Generated<'a> {
    /// From the chosen names, the names by rule, and the types that there are.
    pub fn new(
        names: &'a Names,
        by_rule: &'a IndexMap<String, String>,
        types: &'a [String],
    ) -> Self {
        Self {
            names,
            by_rule,
            types: types.iter().map(String::as_str).collect(),
        }
    }

    /// What is generated for a place.
    pub fn spot(&self, pointer: &str, document: &Value) -> Spot {
        let tokens = segments(pointer);
        let words: Vec<&str> = tokens.iter().map(String::as_str).collect();
        match &words[..] {
            ["components", "schemas", name, rest @ ..] => {
                let chosen = self.named(name);
                let inner = chosen.clone().unwrap_or_else(|| type_name(name));
                let start = Walk {
                    schema: &document["components"]["schemas"][*name],
                    locator: (*name).to_owned(),
                    chosen,
                    inner: Some(inner),
                };
                self.schema(start, rest)
            }
            ["paths", path, method, rest @ ..] if METHODS.contains(method) => {
                let operation = &document["paths"][*path][*method];
                let id = operation["operationId"].as_str().unwrap_or_default();
                self.operation(operation, id, rest)
            }
            _ => Spot::default(),
        }
    }

    /// A field as it is written in code.
    pub fn field(&self, owner: &str, wire: &str) -> String {
        let name = self.names.field(owner, wire);
        format!(
            "{owner}::{}",
            name.map_or_else(|| snake(wire), str::to_owned)
        )
    }

    /// A variant as it is written in code.
    pub fn variant(&self, owner: &str, value: &str) -> String {
        let name = self.names.variant(owner, value);
        format!(
            "{owner}::{}",
            name.map_or_else(|| pascal(value), str::to_owned)
        )
    }

    fn named(&self, locator: &str) -> Option<String> {
        let chosen = self.names.type_name(locator);
        chosen
            .or_else(|| self.by_rule.get(locator).map(String::as_str))
            .map(str::to_owned)
    }

    fn operation(&self, operation: &Value, id: &str, rest: &[&str]) -> Spot {
        let (part, schema, rest) = match rest {
            ["requestBody", "content", media, "schema", rest @ ..] => {
                let content = &operation["requestBody"]["content"];
                ("request", &content[*media]["schema"], rest)
            }
            ["responses", status, "content", media, "schema", rest @ ..]
                if status.starts_with('2') =>
            {
                let content = &operation["responses"][*status]["content"];
                ("response", &content[*media]["schema"], rest)
            }
            ["parameters", number, ..] => return self.parameter(operation, id, number),
            ["responses", _, _, ..] => return Spot::default(),
            _ => {
                return Spot {
                    is_operation: true,
                    ..Spot::default()
                };
            }
        };
        let locator = format!("{id}.{part}");
        let chosen = self.named(&locator);
        let start = Walk {
            schema,
            locator,
            inner: chosen.clone(),
            chosen,
        };
        self.schema(start, rest)
    }

    fn parameter(&self, operation: &Value, id: &str, number: &str) -> Spot {
        let index: Option<usize> = number.parse().ok();
        let parameter = index.map_or(&Value::Null, |index| &operation["parameters"][index]);
        let name = parameter["name"].as_str().unwrap_or_default().to_owned();
        let query = format!("{}Query", type_name(id));
        let query = self.names.type_name(&query).map_or(query, str::to_owned);
        let in_query = parameter["in"] == "query" && self.types.contains(query.as_str());
        Spot {
            field: in_query.then(|| (query, name.clone())),
            parameter: Some((id.to_owned(), name)),
            is_operation: !in_query,
            ..Spot::default()
        }
    }

    fn schema(&self, mut walk: Walk<'_>, mut rest: &[&str]) -> Spot {
        let mut field = None;
        let mut around = None;
        loop {
            around = walk.inner.clone().or(around);
            rest = match rest {
                ["properties", property, rest @ ..] => {
                    let Some(owner) = walk.inner.clone() else {
                        // What has no type of its own belongs to the type around it.
                        return Spot {
                            inner: around.filter(|name| self.types.contains(name.as_str())),
                            ..Spot::default()
                        };
                    };
                    field = Some((owner.clone(), (*property).to_owned()));
                    let schema = &walk.schema["properties"][*property];
                    walk = self.inside(schema, format!("{owner}.{property}"));
                    rest
                }
                ["items", rest @ ..] => {
                    let outer = walk.inner.clone().unwrap_or(walk.locator);
                    walk = self.inside(&walk.schema["items"], format!("{outer}[]"));
                    rest
                }
                ["additionalProperties", rest @ ..]
                    if walk.schema["additionalProperties"].is_object() =>
                {
                    let outer = walk.inner.clone().unwrap_or(walk.locator);
                    let schema = &walk.schema["additionalProperties"];
                    walk = self.inside(schema, format!("{outer}{{}}"));
                    rest
                }
                [key @ ("oneOf" | "anyOf"), number, rest @ ..] => {
                    let Some(owner) = walk.inner.clone() else {
                        return Spot::default();
                    };
                    let schema = entry(walk.schema, key, number);
                    let locator = format!("{owner}|{}", mark(schema));
                    let mut next = self.inside(schema, locator);
                    // The content of a tagged branch has a name of its own.
                    let payload = format!("{}{owner}", pascal(mark(schema)));
                    if next.inner.is_none() && self.types.contains(payload.as_str()) {
                        next.inner = Some(payload);
                    }
                    // A branch that has no type of its own is a variant of the union.
                    walk = if next.inner.is_none() && rest.is_empty() {
                        Walk {
                            inner: Some(owner),
                            ..next
                        }
                    } else {
                        next
                    };
                    field = field.filter(|_| rest.is_empty());
                    rest
                }
                ["allOf", number, rest @ ..] => {
                    walk.schema = entry(walk.schema, "allOf", number);
                    rest
                }
                _ => break,
            };
        }
        let known = |name: &String| self.types.contains(name.as_str());
        Spot {
            field: field.filter(|(owner, _)| known(owner)),
            inner: walk.inner.filter(known),
            locators: walk
                .chosen
                .map(|name| (walk.locator, name))
                .into_iter()
                .collect(),
            ..Spot::default()
        }
    }

    /// One step further in, to a schema that may have a name.
    fn inside<'v>(&self, schema: &'v Value, locator: String) -> Walk<'v> {
        let chosen = self.named(&locator);
        Walk {
            schema,
            locator,
            inner: chosen.clone(),
            chosen,
        }
    }
}

/// How far a walk into a schema has come.
struct Walk<'v> {
    schema: &'v Value,
    locator: String,
    chosen: Option<String>,
    inner: Option<String>,
}

fn entry<'v>(schema: &'v Value, key: &str, number: &str) -> &'v Value {
    let index: Option<usize> = number.parse().ok();
    index
        .and_then(|index| schema.get(key)?.get(index))
        .unwrap_or(&Value::Null)
}

/// What tells a branch: the one value of a property, or its type.
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
        .unwrap_or("value")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn places_lead_to_types_and_fields() {
        let names = Names::parse(
            "names.toml",
            "[types]\nDocument = ['scrape.response']\nFormat = ['Formats[]']\nViewport = ['Shot.view']\nShot = ['Format|screenshot']\n[fields.Document]\nxURL = 'address'\n",
        )
        .unwrap();
        let by_rule = IndexMap::from([("Document.meta".to_owned(), "DocumentMeta".to_owned())]);
        let types = [
            "Document",
            "Format",
            "Formats",
            "Viewport",
            "Shot",
            "DocumentMeta",
            "ScrapeQuery",
        ]
        .map(str::to_owned);
        let generated = Generated::new(&names, &by_rule, &types);
        let document = json!({
            "components": {"schemas": {"Formats": {"items": {"oneOf": [
                {"type": "string"},
                {"properties": {"type": {"enum": ["screenshot"]}, "view": {"properties": {"width": {}}}}}
            ]}}}},
            "paths": {"/scrape": {"get": {
                "operationId": "scrape",
                "parameters": [{"name": "limit", "in": "query"}, {"name": "id", "in": "path"}],
                "responses": {"200": {"content": {"application/json": {"schema": {"properties": {"xURL": {}, "meta": {"properties": {"a": {}}}}}}}}}
            }}}
        });
        let answer = "/paths/~1scrape/get/responses/200/content/application~1json/schema";
        let shown = |pointer: &str| {
            let spot = generated.spot(pointer, &document);
            let field = spot
                .field
                .map(|(owner, wire)| generated.field(&owner, &wire));
            (field.unwrap_or_default(), spot.inner.unwrap_or_default())
        };
        let pair = |field: &str, inner: &str| (field.to_owned(), inner.to_owned());
        let shot = "/components/schemas/Formats/items/oneOf/1";
        assert_eq!(
            shown(&format!("{answer}/properties/xURL")),
            pair("Document::address", "")
        );
        assert_eq!(
            shown(&format!("{answer}/properties/meta/properties/a")),
            pair("DocumentMeta::a", "")
        );
        assert_eq!(shown(answer), pair("", "Document"));
        assert_eq!(shown(shot), pair("", "Shot"));
        assert_eq!(
            shown(&format!("{shot}/properties/view/properties/width")),
            pair("Viewport::width", "")
        );
        assert_eq!(
            shown("/components/schemas/Formats/items/oneOf/0"),
            pair("", "Format")
        );
        assert_eq!(
            shown("/paths/~1scrape/get/parameters/0"),
            pair("ScrapeQuery::limit", "")
        );
        assert!(
            generated
                .spot("/paths/~1scrape/get/parameters/1", &document)
                .is_operation
        );
        assert!(
            generated
                .spot("/paths/~1scrape/get", &document)
                .is_operation
        );
        assert_eq!(generated.spot("/servers/0", &document), Spot::default());
    }
}
