//! The parameters of path and query.

use openapi_document::resolve;
use serde_json::{Map, Value, json};
use url::form_urlencoded;

use super::load::{DOCUMENT, Operation};
use crate::json_list::append;

impl Operation {
    /// Returns the parameters of a location, `path` or `query`, as an object schema.
    pub(super) fn parameter_schema(&self, location: &str) -> Value {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        let parameters = self.spec.parameters(&DOCUMENT).into_iter();
        for parameter in parameters.filter(|parameter| parameter["in"] == location) {
            let name = parameter["name"].as_str().unwrap_or_default();
            let schema = resolve(&DOCUMENT, &parameter["schema"]);
            properties.insert(name.to_owned(), schema.clone());
            if parameter["required"] == true {
                required.push(name);
            }
        }
        json!({"type": "object", "properties": properties, "required": required})
    }

    /// Reads a query with the types of the contract. A value that does not fit its type stays text,
    /// which the schema then rejects. Unknown names are ignored, like on the service.
    pub fn read_query(&self, query: &str) -> Map<String, Value> {
        let known = &self.query_check().schema["properties"];
        let mut values = Map::new();
        for (name, text) in form_urlencoded::parse(query.as_bytes()) {
            // Some clients write lists as `types[]=doc`.
            let name = name.strip_suffix("[]").unwrap_or(&name);
            let Some(schema) = known.get(name) else {
                continue;
            };
            if schema["type"] == "array" {
                let list = values.entry(name).or_insert_with(|| json!([]));
                if let Value::Array(list) = list {
                    list.push(typed(&schema["items"], &text));
                }
            } else if values.contains_key(name) {
                // A repeated single value becomes a list, which its schema rejects.
                append(&mut values, name, text.into());
            } else {
                values.insert(name.to_owned(), typed(schema, &text));
            }
        }
        values
    }
}

fn typed(schema: &Value, text: &str) -> Value {
    let value = match schema["type"].as_str() {
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
        let contract = Contract::load();
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
        let contract = Contract::load();
        let names = |id: &str| -> Vec<String> {
            let operation = contract.operation(id).unwrap();
            let [path, query] = ["path", "query"].map(|location| {
                let schema = operation.parameter_schema(location);
                schema["properties"].as_object().unwrap().clone()
            });
            path.into_iter()
                .chain(query)
                .map(|(name, _)| name)
                .collect()
        };
        assert_eq!(names("getCrawlErrors"), ["id"]);
        assert_eq!(
            names("getMonitorCheck"),
            ["monitorId", "checkId", "limit", "skip", "status"]
        );
    }
}
