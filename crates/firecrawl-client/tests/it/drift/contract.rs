//! The vendored contract, and the same after the overlays.

use std::path::Path;

use openapiv3::{OpenAPI, SecurityRequirement, SecurityScheme};
use serde_json::{Map, Value, json};

use contract_testing::schema::Schema;

/// The mark of additions that were only observed in use.
const OBSERVED: &str = "x-observed";

/// The contract in its two states.
pub struct Contract {
    /// After the overlays: what the service really does, as far as it is known.
    pub corrected: Value,
    /// Every operation, observed ones too.
    pub operations: Vec<Declared>,
    /// The operations of the contract as it was published.
    pub published: Vec<Declared>,
}

/// One operation.
#[derive(Debug)]
pub struct Declared {
    pub id: String,
    /// `POST /scrape`.
    pub route: String,
    /// True if a call must carry the key.
    pub bearer: bool,
}

impl Contract {
    /// The contract of this repository.
    pub fn vendored() -> Self {
        Self::mutated(|_| {})
    }

    /// The same with a change in both states, at a place that both have.
    pub fn mutated(change: impl Fn(&mut Value)) -> Self {
        let [raw, corrected] =
            ["v2-openapi.json", "../crates/firecrawl-api/corrected.json"].map(|name| {
                let mut document = read(name);
                change(&mut document);
                document
            });
        Self {
            operations: operations(&corrected),
            published: operations(&raw),
            corrected,
        }
    }

    /// Returns true if an operation was only observed in use.
    pub fn is_observed(&self, id: &str) -> bool {
        self.operation(id)
            .is_some_and(|(_, operation)| operation[OBSERVED] == true)
    }

    /// The media types of the body of an operation, and whether one is required.
    pub fn body(&self, id: &str) -> Option<&Value> {
        self.operation(id)?.1.get("requestBody")
    }

    /// The schema of the body of an operation.
    pub fn body_schema(&self, id: &str) -> Option<Schema> {
        let declared = self.declared_body(id)?;
        Some(self.compile(&format!("{id} request"), declared))
    }

    /// The query parameters of an operation as an object.
    pub fn query_schema(&self, id: &str) -> Option<Schema> {
        let declared = self.declared_query(id)?;
        Some(self.compile(&format!("{id} query"), &declared))
    }

    /// The schema of the body of an operation, as the document has it.
    pub fn declared_body(&self, id: &str) -> Option<&Value> {
        let content = self.body(id)?["content"].as_object()?;
        content.values().next()?.get("schema")
    }

    /// The schema of an object of the query parameters of an operation.
    pub fn declared_query(&self, id: &str) -> Option<Value> {
        let (item, operation) = self.operation(id)?;
        let mut properties = Map::new();
        let mut required = Vec::new();
        for list in [&item["parameters"], &operation["parameters"]] {
            for parameter in list.as_array().into_iter().flatten() {
                let parameter = self.resolved(parameter);
                if parameter["in"] != "query" {
                    continue;
                }
                let name = parameter["name"].as_str().unwrap();
                properties.insert(name.to_owned(), parameter["schema"].clone());
                if parameter["required"] == true {
                    required.push(name);
                }
            }
        }
        (!properties.is_empty())
            .then(|| json!({"type": "object", "properties": properties, "required": required}))
    }

    /// Returns the schema of the response with status 200.
    pub fn answer_schema(&self, id: &str) -> Option<Schema> {
        let (_, operation) = self.operation(id)?;
        let answer = self.resolved(&operation["responses"]["200"]);
        let schema = answer["content"]["application/json"].get("schema")?;
        Some(self.compile(&format!("{id} answer"), schema))
    }

    fn compile(&self, place: &str, schema: &Value) -> Schema {
        Schema::compile(&self.corrected, place, schema)
    }

    fn operation(&self, id: &str) -> Option<(&Value, &Value)> {
        let items = self.corrected["paths"].as_object()?.values();
        let mut operations = items.flat_map(|item| {
            let methods = item.as_object().into_iter().flatten();
            methods.map(move |(_, operation)| (item, operation))
        });
        operations.find(|(_, operation)| operation["operationId"] == id)
    }

    fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(reference) => {
                let target = self.corrected.pointer(reference.trim_start_matches('#'));
                target.unwrap_or_else(|| {
                    panic!("corrected.json: {reference} leads nowhere; correct it in an overlay")
                })
            }
            None => value,
        }
    }
}

fn read(name: &str) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi");
    serde_json::from_slice(&std::fs::read(folder.join(name)).unwrap()).unwrap()
}

fn operations(document: &Value) -> Vec<Declared> {
    let document: OpenAPI = serde_json::from_value(document.clone())
        .expect("the contract, and crates/firecrawl-api/corrected.json, which `cargo xtask generate` writes");
    let found = document.operations().map(|(path, method, operation)| {
        let security = operation.security.as_ref().or(document.security.as_ref());
        Declared {
            id: operation.operation_id.clone().unwrap_or_else(|| {
                panic!("{method} {path} has no operationId; give it one in openapi/overlay.json")
            }),
            route: format!("{} {path}", method.to_ascii_uppercase()),
            bearer: security.is_some_and(|needs| is_bearer(&document, needs)),
        }
    });
    found.collect()
}

/// Returns true if every security alternative contains the key.
fn is_bearer(document: &OpenAPI, needs: &[SecurityRequirement]) -> bool {
    let schemes = document
        .components
        .as_ref()
        .map(|parts| &parts.security_schemes);
    let is_bearer = |name: &String| {
        schemes
            .and_then(|schemes| schemes.get(name)?.as_item())
            .is_some_and(
                |scheme| matches!(scheme, SecurityScheme::HTTP { scheme, .. } if scheme == "bearer"),
            )
    };
    !needs.is_empty() && needs.iter().all(|way| way.keys().any(is_bearer))
}
