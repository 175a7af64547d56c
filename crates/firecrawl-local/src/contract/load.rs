//! Reads the corrected contract.

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};
use std::thread;

use jsonschema::Validator;
use openapi_document::json_schema::{Mode, json_schema};
use openapi_document::sample::Sampler;
use openapi_document::{json_content, members, operations, parts};
use serde_json::Value;

use super::parameters::Parameter;
use super::routes::{Match, Routes};

/// Optional properties that a synthetic response omits: it did not fail, and nothing follows it.
const OMITTED: [&str; 8] = [
    "error",
    "code",
    "details",
    "next",
    "cursor",
    "warning",
    "requiresAction",
    "feedbackErrorCode",
];

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
    spec: openapi_document::Operation<'static>,
    pub(super) body_check: OnceLock<Result<Check, String>>,
    pub(super) path_check: OnceLock<Result<Check, String>>,
    pub(super) query_check: OnceLock<Result<Check, String>>,
    properties: OnceLock<BTreeSet<String>>,
    synthetic: OnceLock<Value>,
}

/// A schema and its validator.
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
        // A test parses the contract, so a build cannot contain an invalid one.
        match LOADED.get_or_init(read) {
            Ok(loaded) => loaded,
            Err(_) => NOTHING.get_or_init(Loaded::default),
        }
    }

    /// Returns all operations, in the order of the contract.
    pub fn operations(&self) -> &'static [Arc<Operation>] {
        &self.loaded().operations
    }

    /// Returns the operation of an operationId, or of a method and path: `POST /scrape`.
    pub fn operation(&self, name: &str) -> Option<&'static Arc<Operation>> {
        let named = |operation: &&Arc<Operation>| match name.split_once(' ') {
            Some((method, path)) => {
                operation.method.eq_ignore_ascii_case(method) && operation.path == path
            }
            None => operation.id == name,
        };
        self.loaded().operations.iter().find(named)
    }

    /// Finds the operation of a method and a path, with its `/v2` and without a query.
    pub fn route(&self, method: &str, path: &str) -> Match {
        self.loaded().routes.find(method, path)
    }
}

impl Operation {
    /// Returns the media type and the schema of the request body, as in the contract.
    pub fn body_schema(&self) -> Option<(&'static str, &'static Value)> {
        self.spec.request_body(document().ok()?)
    }

    /// Returns whether the body is a form with a file instead of JSON.
    pub fn is_multipart(&self) -> bool {
        self.body_schema()
            .is_some_and(|(media, _)| media.starts_with("multipart/"))
    }

    /// Returns the schema of the response with status 200, as JSON Schema with all definitions.
    pub fn response_schema(&self) -> Option<Value> {
        let document = document().ok()?;
        let schema = json_content(self.spec.response(document, 200)?)?;
        Some(json_schema(document, schema, Mode::Response))
    }

    /// Returns the schema that bodies are validated with: with closed objects and explicit `null`.
    pub fn strict_body_schema(&self) -> Option<Value> {
        let (_, schema) = self.body_schema()?;
        let mut schema = json_schema(document().ok()?, schema, Mode::Request);
        super::service_checks::adapt(self, &mut schema);
        Some(schema)
    }

    /// Returns all properties that a request can use: `scrapeOptions.formats.type`, `?limit`.
    pub fn properties(&self) -> &BTreeSet<String> {
        self.properties.get_or_init(|| {
            let mut names: BTreeSet<String> = self
                .parameters
                .iter()
                .filter(|parameter| parameter.is_query())
                .map(|parameter| format!("?{}", parameter.name))
                .collect();
            if let Some(schema) = self.strict_body_schema() {
                property_paths(&schema, &schema, "", 0, &mut names);
            }
            names
        })
    }

    /// Returns a deterministic sample of the response schema: a success without further pages.
    pub fn synthetic(&self) -> &Value {
        self.synthetic.get_or_init(|| {
            let preferred = [
                ("status", Value::from("completed")),
                ("has_more", Value::Bool(false)),
                ("hasMore", Value::Bool(false)),
            ];
            let sampler = Sampler::default().omit(&OMITTED).prefer(&preferred);
            self.response_schema().map_or_else(
                || serde_json::json!({"success": true}),
                |schema| sampler.sample(&schema),
            )
        })
    }
}

/// Collects the dotted names of all properties of a translated schema.
fn property_paths(
    root: &Value,
    schema: &Value,
    prefix: &str,
    depth: usize,
    names: &mut BTreeSet<String>,
) {
    if depth > 8 {
        return;
    }
    for part in parts(root, schema) {
        for (name, property) in members(part.get("properties")) {
            let path = match prefix {
                "" => name.clone(),
                prefix => format!("{prefix}.{name}"),
            };
            property_paths(root, property, &path, depth + 1, names);
            names.insert(path);
        }
        if let Some(items) = part.get("items") {
            property_paths(root, items, prefix, depth + 1, names);
        }
    }
}

/// Returns the whole document.
pub(super) fn document() -> Result<&'static Value, String> {
    let read = || {
        serde_json::from_str(firecrawl_api::CONTRACT)
            .map_err(|error| format!("cannot read the built-in contract: {error}"))
    };
    DOCUMENT.get_or_init(read).as_ref().map_err(Clone::clone)
}

fn read() -> Result<Loaded, String> {
    let document = document()?;
    let operations: Vec<Arc<Operation>> = operations(document)
        .map(|spec| operation(document, spec).map(Arc::new))
        .collect::<Result<_, _>>()?;
    if operations.is_empty() {
        return Err("the built-in contract has no operations".to_owned());
    }
    let routes = Routes::new(&operations);
    Ok(Loaded { operations, routes })
}

fn operation(
    document: &'static Value,
    spec: openapi_document::Operation<'static>,
) -> Result<Operation, String> {
    let id = spec.value.get("operationId").and_then(Value::as_str);
    let id = id.ok_or_else(|| {
        format!(
            "{} of the built-in contract has no operationId",
            spec.route()
        )
    })?;
    let parameters = spec.parameters(document).into_iter();
    Ok(Operation {
        id: id.to_owned(),
        method: spec.method.to_ascii_uppercase(),
        path: spec.path.to_owned(),
        parameters: parameters
            .filter_map(|value| Parameter::read(document, value))
            .collect(),
        spec,
        body_check: OnceLock::new(),
        path_check: OnceLock::new(),
        query_check: OnceLock::new(),
        properties: OnceLock::new(),
        synthetic: OnceLock::new(),
    })
}

#[cfg(test)]
mod tests {
    use jsonschema::Draft;
    use serde_json::json;

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

    #[test]
    fn made_up_answers_fit_their_schemas() {
        for operation in Contract::load().unwrap().operations() {
            let schema = operation.response_schema().unwrap();
            let response = operation.synthetic();
            let validator = jsonschema::options()
                .with_draft(Draft::Draft202012)
                .should_validate_formats(true)
                .build(&schema)
                .unwrap();
            let result = validator
                .validate(response)
                .map_err(|error| error.to_string());
            assert_eq!(result, Ok(()), "{}: {response}", operation.id);
            assert!(response.is_object(), "{}: {response}", operation.id);
            assert_eq!(response.get("next"), None);
            assert_ne!(
                response.get("success"),
                Some(&json!(false)),
                "{}",
                operation.id
            );
        }
    }

    #[test]
    fn made_up_jobs_are_done() {
        let contract = Contract::load().unwrap();
        let response = contract.operation("getAgentStatus").unwrap().synthetic();
        assert_eq!(response["status"], "completed");
    }

    #[test]
    fn bodies_with_what_is_required_pass_their_check() {
        for operation in Contract::load().unwrap().operations() {
            let Some(schema) = operation.strict_body_schema() else {
                continue;
            };
            let mut body = Sampler::default().required_only().sample(&schema);
            if operation.id == "interactWithScrapeBrowserSession" {
                body = json!({"code": "1"});
            }
            assert_eq!(
                operation.check_body(body.clone()).err(),
                None,
                "{}: {body}",
                operation.id
            );
        }
    }
}
