//! Reads the corrected contract.

use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};
use std::thread;

use firecrawl_api::OperationId;
use openapi_document::json_schema::{Mode, json_schema};
use openapi_document::sample::Sampler;
use openapi_document::{json_content, members, operations, parts};
use serde_json::{Value, json};

use super::validate::Check;

/// Optional properties that a synthetic response omits: it did not fail, and nothing follows it.
const OMITTED: [&str; 9] = [
    "agent_hints",
    "error",
    "code",
    "details",
    "next",
    "cursor",
    "warning",
    "requiresAction",
    "feedbackErrorCode",
];

/// Read once per process, however many servers it starts. A test reads it, so a build cannot contain
/// an invalid one.
pub(super) static DOCUMENT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(firecrawl_api::CONTRACT).unwrap_or_default());

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    operations(&DOCUMENT)
        .map(|spec| Operation {
            id: spec.id(),
            method: spec.method.to_ascii_uppercase(),
            path: spec.path,
            spec,
            body_check: OnceLock::new(),
            json_check: OnceLock::new(),
            path_check: OnceLock::new(),
            query_check: OnceLock::new(),
            properties: OnceLock::new(),
            synthetic: OnceLock::new(),
        })
        .collect()
});

/// The operations of the corrected contract.
#[derive(Clone, Copy)]
pub struct Contract;

/// One operation of the contract.
#[derive(Debug)]
pub struct Operation {
    /// The operationId.
    pub id: String,
    /// The HTTP method, in capitals.
    pub method: String,
    /// The path template below `/v2`.
    pub path: &'static str,
    pub(super) spec: openapi_document::Operation<'static>,
    pub(super) body_check: OnceLock<Check>,
    /// Of a body of JSON where a form is expected first.
    pub(super) json_check: OnceLock<Check>,
    pub(super) path_check: OnceLock<Check>,
    pub(super) query_check: OnceLock<Check>,
    properties: OnceLock<BTreeSet<String>>,
    synthetic: OnceLock<Value>,
}

impl Contract {
    /// Returns the built-in contract.
    ///
    /// A thread reads it while the server begins to listen, since nothing else of a start takes as
    /// long; the first use waits for it.
    pub fn load() -> Self {
        // Without a thread the first use reads it.
        let _ = thread::Builder::new()
            .name("contract".to_owned())
            .spawn(|| OPERATIONS.len());
        Self
    }

    /// Returns all operations, in the order of the contract.
    pub fn operations(self) -> &'static [Operation] {
        &OPERATIONS
    }

    /// Returns the operation of an operationId, of a method of the client, such as `Client::map`, or
    /// of a method and path: `POST /scrape`.
    pub fn operation(self, name: &str) -> Option<&'static Operation> {
        OPERATIONS.iter().find(|known| match name.split_once(' ') {
            Some((method, path)) => known.method.eq_ignore_ascii_case(method) && known.path == path,
            None => known.id == name || known.spec.value["x-facade"] == name,
        })
    }
}

impl Operation {
    /// Returns whether the path is below `/v2`, and not beside it by `servers` of its own.
    pub fn is_versioned(&self) -> bool {
        let known = OperationId::from_id(&self.id);
        known.is_none_or(|known| known.operation().beside.is_none())
    }

    /// Returns the media type and the schema of the request body, as in the contract.
    pub fn body_schema(&self) -> Option<(&'static str, &'static Value)> {
        self.spec.request_body(&DOCUMENT)
    }

    /// Returns whether the body is a form with a file instead of JSON.
    pub fn is_multipart(&self) -> bool {
        self.body_schema()
            .is_some_and(|(media, _)| media.starts_with("multipart/"))
    }

    /// Returns the schema of the response with status 200, as JSON Schema with all definitions.
    pub fn response_schema(&self) -> Option<Value> {
        let schema = json_content(self.spec.response(&DOCUMENT, 200)?)?;
        Some(json_schema(&DOCUMENT, schema, Mode::Response))
    }

    /// Returns the schema that bodies are validated with: with closed objects and explicit `null`.
    pub fn strict_body_schema(&self) -> Option<Value> {
        let (_, schema) = self.body_schema()?;
        Some(self.strict(schema))
    }

    /// Returns the schema of a body of JSON where a form is expected first.
    pub(super) fn strict_json_schema(&self) -> Option<Value> {
        let json = self
            .spec
            .value
            .pointer("/requestBody/content/application~1json/schema");
        json.map(|schema| self.strict(schema))
    }

    fn strict(&self, schema: &Value) -> Value {
        let mut schema = json_schema(&DOCUMENT, schema, Mode::Request);
        super::service_checks::adapt(self, &mut schema);
        schema
    }

    /// Returns all properties that a request can use: `scrapeOptions.formats.type`, `?limit`.
    pub fn properties(&self) -> &BTreeSet<String> {
        self.properties.get_or_init(|| {
            let query = self.parameter_schema("query");
            let query = members(query.get("properties")).map(|(name, _)| format!("?{name}"));
            let mut names: BTreeSet<String> = query.collect();
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
            let schema = self.response_schema();
            schema.map_or_else(
                || json!({"success": true}),
                |schema| sampler.sample(&schema),
            )
        })
    }
}

/// Returns the dotted name of a property below another one.
pub fn property_path(prefix: &str, name: &str) -> String {
    match prefix {
        "" => name.to_owned(),
        prefix => format!("{prefix}.{name}"),
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
            let path = property_path(prefix, name);
            property_paths(root, property, &path, depth + 1, names);
            names.insert(path);
        }
        if let Some(items) = part.get("items") {
            property_paths(root, items, prefix, depth + 1, names);
        }
    }
}

#[cfg(test)]
mod tests {
    use jsonschema::Draft;

    use super::*;

    #[test]
    fn the_built_in_contract_can_be_read() {
        assert_eq!(OPERATIONS.len(), 65);
    }

    #[test]
    fn operations_have_two_names() {
        let contract = Contract::load();
        for name in ["crawlUrls", "POST /crawl", "post /crawl", "Client::crawl"] {
            assert_eq!(contract.operation(name).unwrap().id, "crawlUrls", "{name}");
        }
        assert!(contract.operation("POST /nope").is_none());
    }

    #[test]
    fn made_up_answers_fit_their_schemas() {
        for operation in Contract::load().operations() {
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
        let contract = Contract::load();
        let response = contract.operation("getAgentStatus").unwrap().synthetic();
        assert_eq!(response["status"], "completed");
    }

    #[test]
    fn bodies_with_what_is_required_pass_their_check() {
        for operation in Contract::load().operations() {
            let Some(schema) = operation.strict_body_schema() else {
                continue;
            };
            let mut body = Sampler::default().required_only().sample(&schema);
            match operation.id.as_str() {
                "interactWithScrapeBrowserSession" => body = json!({"code": "1"}),
                "extractData" => body = json!({"prompt": "p"}),
                "scrapeAndExtractFromUrl" => body = json!({"url": "https://a.test"}),
                "submitEndpointFeedback" => body["endpoint"] = "alexandria".into(),
                _ => {}
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
