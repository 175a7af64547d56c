//! The parameters of path and query.

use openapi_document::resolve;
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::load::Operation;

/// One parameter.
#[derive(Debug)]
pub struct Parameter {
    /// The name.
    pub name: String,
    /// The location.
    pub location: Location,
    /// `true` if it is required.
    pub required: bool,
    schema: &'static Value,
}

/// The location of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// The path.
    Path,
    /// The query.
    Query,
}

impl Parameter {
    pub(super) fn read(document: &'static Value, value: &'static Value) -> Option<Self> {
        let location = match value.get("in")?.as_str()? {
            "path" => Location::Path,
            "query" => Location::Query,
            _ => return None,
        };
        Some(Self {
            name: value.get("name")?.as_str()?.to_owned(),
            location,
            required: value.get("required").and_then(Value::as_bool) == Some(true),
            schema: resolve(document, value.get("schema")?),
        })
    }

    /// Returns whether it is a query parameter.
    pub fn is_query(&self) -> bool {
        self.location == Location::Query
    }

    /// Returns the schema as in the contract.
    pub fn schema(&self) -> &'static Value {
        self.schema
    }
}

impl Operation {
    /// Returns the parameters of a location as an object schema.
    pub(super) fn parameter_schema(&self, location: Location) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for parameter in self.parameters.iter().filter(|p| p.location == location) {
            properties.insert(parameter.name.clone(), parameter.schema.clone());
            if parameter.required {
                required.push(Value::from(parameter.name.clone()));
            }
        }
        json!({"type": "object", "properties": properties, "required": required})
    }

    /// Reads a query with the types of the contract. A value that does not fit its type stays text,
    /// which the schema then rejects. Unknown names are ignored, like on the service.
    pub fn read_query(&self, query: &str) -> Map<String, Value> {
        let mut values = Map::new();
        for (name, text) in form_urlencoded::parse(query.as_bytes()) {
            // Some clients write lists as `types[]=doc`.
            let name = name.strip_suffix("[]").unwrap_or(&name);
            let Some(parameter) = self
                .parameters
                .iter()
                .find(|parameter| parameter.is_query() && parameter.name == name)
            else {
                continue;
            };
            if kind(parameter.schema) == Some("array") {
                let items = parameter.schema.get("items").unwrap_or(&Value::Null);
                let list = values
                    .entry(name)
                    .or_insert_with(|| Value::Array(Vec::new()));
                if let Value::Array(list) = list {
                    list.push(typed(items, &text));
                }
            } else if let Some(first) = values.get_mut(name) {
                // A repeated single value becomes a list, which its schema rejects.
                match first {
                    Value::Array(list) => list.push(Value::from(text.as_ref())),
                    other => *other = Value::Array(vec![other.take(), Value::from(text.as_ref())]),
                }
            } else {
                values.insert(name.to_owned(), typed(parameter.schema, &text));
            }
        }
        values
    }
}

fn kind(schema: &Value) -> Option<&str> {
    schema.get("type").and_then(Value::as_str)
}

fn typed(schema: &Value, text: &str) -> Value {
    let value = match kind(schema) {
        Some("integer") => text.parse::<i64>().ok().map(Value::from),
        Some("number") => text.parse::<f64>().ok().map(Value::from),
        Some("boolean") => text.parse::<bool>().ok().map(Value::from),
        _ => None,
    };
    value.unwrap_or_else(|| Value::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Contract;

    fn read(id: &str, query: &str) -> Value {
        let contract = Contract::load().unwrap();
        Value::Object(contract.operation(id).unwrap().read_query(query))
    }

    #[test]
    fn values_have_the_types_of_the_contract() {
        assert_eq!(
            read("getCrawlStatus", "skip=3&limit=x&other=1"),
            json!({"skip": 3, "limit": "x"})
        );
        assert_eq!(
            read("getHistoricalCreditUsage", "byApiKey=true"),
            json!({"byApiKey": true})
        );
        assert_eq!(
            read(
                "developerSearch",
                "query=a+b%26&types=doc&types=issue&repos[]=x/y&min_stars=1"
            ),
            json!({"query": "a b&", "types": ["doc", "issue"], "repos": ["x/y"], "min_stars": 1})
        );
        assert_eq!(
            read("getCrawlStatus", "skip=3&skip=4"),
            json!({"skip": [3, "4"]})
        );
    }

    #[test]
    fn parameters_come_from_path_operation_and_components() {
        let contract = Contract::load().unwrap();
        let names = |id: &str| -> Vec<String> {
            let operation = contract.operation(id).unwrap();
            operation
                .parameters
                .iter()
                .map(|p| p.name.clone())
                .collect()
        };
        assert_eq!(names("getCrawlErrors"), ["id"]);
        assert_eq!(
            names("getMonitorCheck"),
            ["monitorId", "checkId", "limit", "skip", "status"]
        );
    }
}
