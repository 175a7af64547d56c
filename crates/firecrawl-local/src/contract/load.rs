//! Reads the corrected contract.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};
use std::thread;

use jsonschema::Validator;
use serde_json::Value;

use super::parameters::Parameter;
use super::routes::{Match, Routes};
use super::translate::{self, Mode};

/// The corrected contract as it was when this crate was built.
const TEXT: &str = include_str!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../openapi/corrected.json"
));

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Read once per process, however many servers it starts.
static LOADED: OnceLock<Result<Loaded, String>> = OnceLock::new();
static DOCUMENT: OnceLock<Result<Value, String>> = OnceLock::new();

/// The operations of the corrected contract.
#[derive(Clone, Copy)]
pub struct Contract;

#[derive(Default)]
struct Loaded {
    operations: Vec<Arc<Operation>>,
    routes: Routes,
}

/// One operation of the contract.
#[derive(Debug)]
pub struct Operation {
    /// The operationId.
    pub id: String,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path template below `/v2`.
    pub path: String,
    /// The parameters of path and query.
    pub parameters: Vec<Parameter>,
    spec: &'static Value,
    pub(super) body_check: OnceLock<Result<Check, String>>,
    pub(super) path_check: OnceLock<Result<Check, String>>,
    pub(super) query_check: OnceLock<Result<Check, String>>,
    properties: OnceLock<BTreeSet<String>>,
    synthetic: OnceLock<Value>,
}

/// A schema and the validator that was made of it.
#[derive(Debug)]
pub(super) struct Check {
    pub schema: Value,
    pub validator: Validator,
}

impl Contract {
    /// Returns the built-in contract.
    ///
    /// A thread reads it while the server begins to listen, since nothing else of a start takes as
    /// long; the first use waits for it.
    pub fn load() -> Result<Self, String> {
        if LOADED.get().is_none() {
            // Without a thread the first use reads it.
            let _ = thread::Builder::new()
                .name("contract".to_owned())
                .spawn(|| LOADED.get_or_init(read).is_ok());
        }
        Ok(Self)
    }

    fn loaded(self) -> &'static Loaded {
        static NOTHING: OnceLock<Loaded> = OnceLock::new();
        // A test reads the contract, so that no build can come with a broken one.
        match LOADED.get_or_init(read) {
            Ok(loaded) => loaded,
            Err(_) => NOTHING.get_or_init(Loaded::default),
        }
    }

    /// Every operation, in the order of the contract.
    pub fn operations(&self) -> &'static [Arc<Operation>] {
        &self.loaded().operations
    }

    /// The operation of an operationId, or of a method and path: `POST /scrape`.
    pub fn operation(&self, name: &str) -> Option<&'static Arc<Operation>> {
        let named = |operation: &&Arc<Operation>| match name.split_once(' ') {
            Some((method, path)) => {
                operation.method.eq_ignore_ascii_case(method) && operation.path == path
            }
            None => operation.id == name,
        };
        self.loaded().operations.iter().find(named)
    }

    /// The operation that a method and a path (with its `/v2`, without a query) request.
    pub fn route(&self, method: &str, path: &str) -> Match {
        self.loaded().routes.find(method, path)
    }
}

impl Operation {
    /// The schema of the request body, as the contract writes it, and its media type.
    pub fn body_schema(&self) -> Option<(&'static str, &'static Value)> {
        let content = self.spec.get("requestBody")?.get("content")?.as_object()?;
        let (media, entry) = content.iter().next()?;
        Some((media.as_str(), entry.get("schema")?))
    }

    /// Whether the body is a form with a file instead of JSON.
    pub fn is_multipart(&self) -> bool {
        self.body_schema()
            .is_some_and(|(media, _)| media.starts_with("multipart/"))
    }

    /// The schema of the response with status 200, as JSON Schema with all that it refers to.
    pub fn response_schema(&self) -> Option<Value> {
        let response = self.spec.get("responses")?.get("200")?;
        let schema = response
            .get("content")?
            .get("application/json")?
            .get("schema")?;
        Some(translate::complete(schema, Mode::Response))
    }

    /// The schema of the body as it is checked: closed objects, `null` spelled out.
    pub fn strict_body_schema(&self) -> Option<Value> {
        let (_, schema) = self.body_schema()?;
        let mut schema = translate::complete(schema, Mode::Request);
        super::service_checks::adapt(self, &mut schema);
        Some(schema)
    }

    /// Every property that a request can use: `scrapeOptions.formats.type`, `?limit`.
    pub fn properties(&self) -> &BTreeSet<String> {
        self.properties.get_or_init(|| {
            let mut names: BTreeSet<String> = self
                .parameters
                .iter()
                .filter(|parameter| parameter.is_query())
                .map(|parameter| format!("?{}", parameter.name))
                .collect();
            if let Some(schema) = self.strict_body_schema() {
                translate::property_paths(&schema, &mut names);
            }
            names
        })
    }

    /// A deterministic response that the response schema accepts.
    pub fn synthetic(&self) -> &Value {
        self.synthetic.get_or_init(|| {
            self.response_schema().map_or_else(
                || serde_json::json!({"success": true}),
                |schema| crate::instance::from_answer_schema(&schema),
            )
        })
    }
}

/// The whole document.
pub(super) fn document() -> Result<&'static Value, String> {
    let read = || {
        serde_json::from_str(TEXT)
            .map_err(|error| format!("cannot read the built-in contract: {error}"))
    };
    DOCUMENT.get_or_init(read).as_ref().map_err(Clone::clone)
}

fn read() -> Result<Loaded, String> {
    let document = document()?;
    let paths = document
        .get("paths")
        .and_then(Value::as_object)
        .ok_or("the built-in contract has no paths")?;
    let mut operations = Vec::new();
    for (path, item) in paths {
        for method in METHODS {
            let Some(spec) = item.get(method) else {
                continue;
            };
            operations.push(Arc::new(operation(path, method, item, spec)?));
        }
    }
    let routes = Routes::new(&operations);
    Ok(Loaded { operations, routes })
}

fn operation(
    path: &str,
    method: &str,
    item: &'static Value,
    spec: &'static Value,
) -> Result<Operation, String> {
    let id = spec
        .get("operationId")
        .and_then(Value::as_str)
        .ok_or_else(|| format!("{method} {path} of the built-in contract has no operationId"))?;
    let mut parameters: Vec<Parameter> = Vec::new();
    for list in [item.get("parameters"), spec.get("parameters")] {
        for value in list.and_then(Value::as_array).into_iter().flatten() {
            let Some(parameter) = Parameter::read(resolve(value)) else {
                continue;
            };
            parameters.retain(|known| {
                known.name != parameter.name || known.location != parameter.location
            });
            parameters.push(parameter);
        }
    }
    Ok(Operation {
        id: id.to_owned(),
        method: method.to_ascii_uppercase(),
        path: path.to_owned(),
        parameters,
        spec,
        body_check: OnceLock::new(),
        path_check: OnceLock::new(),
        query_check: OnceLock::new(),
        properties: OnceLock::new(),
        synthetic: OnceLock::new(),
    })
}

/// What a reference of the document stands for; anything else stands for itself.
pub(super) fn resolve(value: &'static Value) -> &'static Value {
    let Some(pointer) = value
        .get("$ref")
        .and_then(Value::as_str)
        .and_then(|reference| reference.strip_prefix('#'))
    else {
        return value;
    };
    document()
        .ok()
        .and_then(|document| document.pointer(pointer))
        .unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_contract_can_be_read() {
        assert_eq!(read().map(|loaded| loaded.operations.len()), Ok(58));
    }

    #[test]
    fn operations_have_two_names() {
        let contract = Contract::load().unwrap();
        for name in ["crawlUrls", "POST /crawl", "post /crawl"] {
            assert_eq!(contract.operation(name).unwrap().id, "crawlUrls", "{name}");
        }
        assert!(contract.operation("POST /nope").is_none());
    }
}
