//! The corrected contract, as the probe asks it: operations, statuses and bodies.

use serde_json::Value;

use openapi_document::{Error, Result};
use openapi_document::{METHODS, json_content, operations};

/// The schema of what an error can hold, which an overlay adds to the contract.
const ERROR_BODY: &str = "/components/schemas/ErrorBody";

/// The contract after the overlays.
#[derive(Clone, Debug)]
pub struct Declared {
    document: Value,
}

/// One operation of it.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'a> {
    /// The operationId.
    pub id: &'a str,
    /// The method, in capitals.
    pub method: &'static str,
    /// The path template.
    pub path: &'a str,
    spec: openapi_document::Operation<'a>,
}

/// One parameter of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Parameter<'a> {
    /// The name.
    pub name: &'a str,
    /// Whether it is required.
    pub required: bool,
    /// The schema.
    pub schema: &'a Value,
}

/// What the contract says of one status of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Response<'a> {
    /// The names of declared headers.
    pub headers: Option<&'a serde_json::Map<String, Value>>,
    /// The declared media types with their schemas; `None` if no body is declared.
    pub content: Option<&'a serde_json::Map<String, Value>>,
}

impl Declared {
    /// Reads the contract that this program was compiled with.
    ///
    /// # Errors
    ///
    /// If it is not a contract.
    pub fn corrected() -> Result<Self> {
        let text = include_str!("../../firecrawl-api/corrected.json");
        let contract = openapi_document::parse_json("corrected.json", text.as_bytes())
            .map_err(|error| error.remedy("run `cargo xtask generate`"))?;
        Ok(Self::new(contract.value))
    }

    /// The contract in a document.
    pub fn new(document: Value) -> Self {
        Self { document }
    }

    /// The document.
    pub(super) fn document(&self) -> &Value {
        &self.document
    }

    /// All operations in the order of the document.
    pub fn operations(&self) -> impl Iterator<Item = Operation<'_>> {
        operations(&self.document).filter_map(|spec| {
            Some(Operation {
                id: spec.value.get("operationId")?.as_str()?,
                method: method(spec.method)?,
                path: spec.path,
                spec,
            })
        })
    }

    /// The operation of an operationId.
    ///
    /// # Errors
    ///
    /// If there is none of that name.
    pub fn operation(&self, id: &str) -> Result<Operation<'_>> {
        self.operations()
            .find(|operation| operation.id == id)
            .ok_or_else(|| {
                Error::new("the contract has no such operation")
                    .in_operation(id)
                    .remedy(
                        "the plan of the probe names it: see crates/contract-probe/src/spend.rs",
                    )
            })
    }

    /// The query parameters of an operation.
    pub fn query<'a>(&'a self, operation: &Operation<'a>) -> Vec<Parameter<'a>> {
        let parameters = operation.spec.parameters(&self.document).into_iter();
        parameters
            .filter(|parameter| parameter["in"] == "query")
            .filter_map(|parameter| {
                Some(Parameter {
                    name: parameter.get("name")?.as_str()?,
                    required: parameter["required"] == true,
                    schema: parameter.get("schema")?,
                })
            })
            .collect()
    }

    /// The schema of the JSON body of an operation.
    pub fn body<'a>(&'a self, operation: &Operation<'a>) -> Option<&'a Value> {
        json_content(operation.spec.value.get("requestBody")?)
    }

    /// The declaration of a status, by its number, its class (`4XX`) or by `default`.
    pub fn response<'a>(&'a self, operation: &Operation<'a>, status: u16) -> Option<Response<'a>> {
        let response = operation.spec.response(&self.document, status)?;
        let object = |name| response.get(name).and_then(Value::as_object);
        Some(Response {
            headers: object("headers"),
            content: object("content").filter(|content| !content.is_empty()),
        })
    }

    /// The schema of what an error can hold.
    pub fn error_body(&self) -> Option<&Value> {
        self.document.pointer(ERROR_BODY)
    }
}

impl Operation<'_> {
    /// Whether only the observed overlay knows it.
    pub fn is_observed(&self) -> bool {
        self.spec.value["x-observed"] == true
    }

    /// The declared statuses as they are written.
    pub fn statuses(&self) -> Vec<&str> {
        let responses = self.spec.value.get("responses").and_then(Value::as_object);
        responses
            .into_iter()
            .flat_map(serde_json::Map::keys)
            .map(String::as_str)
            .collect()
    }

    /// The schema of a JSON body of a success.
    pub fn success(&self) -> Option<&Value> {
        let responses = self.spec.value.get("responses")?.as_object()?;
        let (_, response) = responses
            .iter()
            .find(|(status, _)| status.starts_with('2'))?;
        json_content(response)
    }
}

fn method(lower: &str) -> Option<&'static str> {
    const CAPITALS: [&str; 8] = [
        "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
    ];
    let index = METHODS.iter().position(|method| *method == lower)?;
    CAPITALS.get(index).copied()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn declared() -> Declared {
        Declared::new(json!({
            "paths": {"/a/{id}": {
                "parameters": [{"$ref": "#/components/parameters/Limit"}, {"name": "id", "in": "path", "schema": {}}],
                "get": {"operationId": "getA", "responses": {
                    "200": {"content": {"application/json": {"schema": {"type": "object"}}}},
                    "404": {"content": {}},
                    "5XX": {"headers": {"Retry-After": {}}}
                }}
            }},
            "components": {"parameters": {"Limit": {"name": "limit", "in": "query", "required": true, "schema": {}}}}
        }))
    }

    #[test]
    fn a_status_is_found_by_number_class_or_not_at_all() {
        let declared = declared();
        let operation = declared.operation("getA").unwrap();
        assert_eq!(operation.method, "GET");
        assert!(
            declared
                .response(&operation, 200)
                .unwrap()
                .content
                .is_some()
        );
        assert!(
            declared
                .response(&operation, 404)
                .unwrap()
                .content
                .is_none()
        );
        assert!(
            declared
                .response(&operation, 502)
                .unwrap()
                .headers
                .is_some()
        );
        assert!(declared.response(&operation, 400).is_none());
        assert!(declared.operation("getB").is_err());
    }

    #[test]
    fn parameters_of_the_path_item_count() {
        let declared = declared();
        let operation = declared.operation("getA").unwrap();
        let query = declared.query(&operation);
        assert_eq!(query.len(), 1);
        assert_eq!((query[0].name, query[0].required), ("limit", true));
    }
}
