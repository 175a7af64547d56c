//! The tools: those of operations come from the contract, those of jobs are written here.

use rmcp::model::{JsonObject, Tool as Declared, ToolAnnotations};
use serde_json::{Map, Value, json};

use super::check;
use super::schema::{self, Contract};
use super::toolset::{self, INTERACT, Toolset};
use crate::commands::table::{Entry, Run, TABLE};
use crate::operations::Operation;
use crate::started::JobKind;

/// Fields that act on a page, or keep what a browser has done.
const ACTING: [&str; 2] = ["actions", "profile"];
/// Fields that name the program, which is not for a model to say.
const LABELS: [&str; 2] = ["origin", "integration"];

/// Commands that create or report something although they cost what a search does.
const WRITING: [&str; 2] = ["upload-url", "support log-action"];

/// The fields that a tool shows; the others are named in the description of `options`.
const SHOWN: &[(&str, &[&str])] = &[
    (
        "scrape",
        &[
            "url",
            "formats",
            "onlyMainContent",
            "includeTags",
            "excludeTags",
            "waitFor",
            "timeout",
            "maxAge",
            "location",
            "actions",
        ],
    ),
    (
        "batch",
        &[
            "urls",
            "formats",
            "onlyMainContent",
            "includeTags",
            "excludeTags",
            "waitFor",
            "maxAge",
            "maxConcurrency",
            "actions",
        ],
    ),
    (
        "search",
        &[
            "query",
            "limit",
            "sources",
            "categories",
            "tbs",
            "location",
            "country",
            "includeDomains",
            "excludeDomains",
            "scrapeOptions",
        ],
    ),
    (
        "map",
        &["url", "search", "limit", "sitemap", "includeSubdomains"],
    ),
    (
        "crawl",
        &[
            "url",
            "prompt",
            "limit",
            "maxDiscoveryDepth",
            "includePaths",
            "excludePaths",
            "crawlEntireDomain",
            "allowSubdomains",
            "sitemap",
            "scrapeOptions",
        ],
    ),
];

/// The name of the tool that goes on with a result.
pub const READ_MORE: &str = "firecrawl_read_more";

/// The work of a tool.
#[derive(Clone, Copy)]
pub enum Action {
    /// Calls an operation and returns its response.
    Call(&'static Operation),
    /// Starts a job and returns its id.
    Start(&'static Operation, JobKind),
    /// Uploads a file.
    Parse,
    /// Reads the state of a job, and may wait for its end.
    Status,
    /// Reads the pages or the result of a job.
    Results,
    /// Lists the failed pages of a job.
    Errors,
    /// Cancels a job.
    Cancel,
    /// Goes on with a result that was cut.
    ReadMore,
}

/// A tool.
pub struct Tool {
    /// The work.
    pub action: Action,
    /// The form in which hosts see it.
    pub declared: Declared,
    /// All fields that it takes.
    schema: Value,
    /// True if it changes nothing.
    pub is_read_only: bool,
    /// True if the service requires a key for it.
    pub needs_key: bool,
}

impl Tool {
    /// Returns the checked arguments, with the fields of `options` beside the others.
    ///
    /// # Errors
    ///
    /// Names the field that is wrong.
    pub fn arguments(&self, given: Option<JsonObject>) -> Result<Map<String, Value>, String> {
        let mut given = given.unwrap_or_default();
        if self.schema["properties"]["options"].is_null() {
            match given.remove("options") {
                None | Some(Value::Null) => {}
                Some(Value::Object(more)) => given.extend(more),
                Some(_) => return Err("`options` must be of type object".to_owned()),
            }
        }
        let mut value = Value::Object(given);
        check::check(&self.schema, &mut value, "")?;
        match value {
            Value::Object(fields) => Ok(fields),
            _ => Ok(Map::new()),
        }
    }
}

/// Makes the tool of a command; with `acts`, its scrapes may click and write, and with `may_cancel`, a
/// wait for a job may cancel it.
pub fn of_entry(
    entry: &'static Entry,
    contract: &Contract,
    acts: bool,
    may_cancel: bool,
) -> Option<Tool> {
    let toolset = Toolset::of(entry)?;
    let operation = entry
        .operations
        .first()
        .and_then(|id| Operation::find(id))?;
    let facts = operation.operation;
    let action = match (entry.run, entry.name) {
        (Run::Scrape | Run::Call, _) => Action::Call(operation),
        (Run::Crawl, _) => Action::Start(operation, JobKind::Crawl),
        (Run::Batch, _) => Action::Start(operation, JobKind::Batch),
        (Run::Start, "extract") => Action::Start(operation, JobKind::Extract),
        (Run::Start, _) => Action::Start(operation, JobKind::Agent),
        (Run::Parse, _) => Action::Parse,
        (Run::Job, "jobs status") => Action::Status,
        (Run::Job, "jobs results") => Action::Results,
        (Run::Job, "jobs errors") => Action::Errors,
        (Run::Job, _) => Action::Cancel,
    };
    let (schema, description) = match action {
        Action::Call(_) | Action::Start(..) => {
            let without = match acts {
                true => LABELS.to_vec(),
                false => [LABELS, ACTING].concat(),
            };
            (
                contract.arguments(operation, &without),
                described(operation, action),
            )
        }
        Action::Parse => (parse(contract, operation), described(operation, action)),
        _ => own(action, may_cancel),
    };
    let shown = SHOWN.iter().find(|(name, _)| *name == entry.name);
    let public = schema::publish(&schema, shown.map(|(_, fields)| *fields));
    let may_act = acts && schema.to_string().contains("\"actions\"");
    let costs_only = facts.retry == firecrawl_api::RetryClass::Costly;
    let cancels =
        matches!(action, Action::Cancel) || matches!(action, Action::Status) && may_cancel;
    let is_read_only = facts.method == "GET" && !cancels
        || costs_only && !may_act && !WRITING.contains(&entry.name);
    let destroys = cancels
        || matches!(facts.method, "DELETE" | "PATCH" | "PUT")
        || may_act
        || toolset.name == INTERACT && facts.method == "POST";
    let is_open = match facts.retry.starts_work() || costs_only {
        true => toolset.name != "support",
        false => toolset.name == "research",
    };
    let annotations = ToolAnnotations::new()
        .read_only(is_read_only)
        .destructive(destroys && !is_read_only)
        .idempotent(
            facts.retry == firecrawl_api::RetryClass::Idempotent
                || matches!(action, Action::Cancel),
        )
        .open_world(is_open);
    Some(Tool {
        action,
        declared: Declared::new(toolset::name(entry), description, public)
            .with_annotations(annotations),
        schema,
        is_read_only,
        needs_key: facts.needs_key,
    })
}

/// Returns the description of an operation for models: its summary, its cost, and the way to its
/// result.
fn described(operation: &Operation, action: Action) -> String {
    let mut text = match action {
        Action::Parse => "Reads a file of this machine, such as a PDF".to_owned(),
        _ => operation.summary().trim_end_matches('.').to_owned(),
    };
    let is_free = matches!(operation.operation.method, "GET" | "DELETE");
    let costs = operation.cost.filter(|_| !is_free).into_iter();
    // The usual case is enough for a model.
    let mut costs = costs.flat_map(|cost| cost.split("; "));
    if let Some(cost) = costs.find(|part| part.to_lowercase().contains("costs")) {
        let mut letters = cost.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        text.extend(". ".chars().chain(first).chain(letters));
    }
    if let Action::Start(..) = action {
        text += ". firecrawl_job_status waits for its end, firecrawl_job_results reads it";
    }
    // The documentation names other operations by their routes.
    for entry in TABLE {
        for operation in entry.operations.iter().filter_map(|id| Operation::find(id)) {
            text = text.replace(&format!("`{}`", operation.route()), &toolset::name(entry));
        }
    }
    text + "."
}

/// The fields of an upload: the file by its path, and the options.
fn parse(contract: &Contract, operation: &Operation) -> Value {
    let declared = contract.arguments(operation, &LABELS);
    let mut schema = declared["properties"]["options"].clone();
    schema["properties"]["path"] = json!({
        "type": "string",
        "description": "The path of the file, below the folder that uploads are allowed from",
    });
    schema["required"] = json!(["path"]);
    schema
}

/// Makes the tool that goes on with a result.
pub fn read_more() -> Tool {
    let (schema, description) = own(Action::ReadMore, false);
    let public = schema::publish(&schema, None);
    let annotations = ToolAnnotations::new()
        .read_only(true)
        .destructive(false)
        .idempotent(true)
        .open_world(false);
    Tool {
        action: Action::ReadMore,
        declared: Declared::new(READ_MORE, description, public).with_annotations(annotations),
        schema,
        is_read_only: true,
        needs_key: false,
    }
}

/// The schemas and descriptions of the tools that belong to no operation alone.
fn own(action: Action, may_cancel: bool) -> (Value, String) {
    let id = json!({"type": "string", "description": "The id of the job"});
    let kind = json!({
        "type": "string",
        "enum": ["crawl", "batch", "extract", "agent"],
        "description": "The kind of job; found out if it is not given",
    });
    let wait = json!({
        "type": "integer", "minimum": 0, "maximum": 300, "default": 10,
        "description": "The longest wait, in seconds",
    });
    let cursor = json!({
        "type": "string",
        "description": "The cursor at the end of the last part",
    });
    let (fields, required, description) = match action {
        Action::Status => (
            match may_cancel {
                true => json!({
                    "id": id, "kind": kind, "wait_seconds": wait,
                    "cancel_job": {
                        "type": "boolean", "default": false,
                        "description": "If true, cancelling this wait cancels the job as well",
                    },
                }),
                false => json!({"id": id, "kind": kind, "wait_seconds": wait}),
            },
            json!(["id"]),
            "Waits a while for the end of a job and returns its state, without its pages.",
        ),
        Action::Results => (
            json!({"id": id, "kind": kind, "cursor": cursor, "wait_seconds": wait}),
            json!([]),
            "Reads the pages of a crawl or batch, also while it runs, or the result of an \
             extraction or agent. Begins with `id`; each part ends with a cursor for the next one.",
        ),
        Action::Errors => (
            json!({"id": id, "kind": kind}),
            json!(["id"]),
            "Lists the pages of a crawl or batch that failed, with reasons, and those that \
             robots.txt blocks.",
        ),
        Action::Cancel => (
            json!({"id": id, "kind": kind}),
            json!(["id"]),
            "Cancels a crawl, batch or agent; the pages so far are kept.",
        ),
        _ => (
            json!({"cursor": cursor}),
            json!(["cursor"]),
            "Goes on with a result that was cut, exactly where it stopped. Costs nothing.",
        ),
    };
    let mut schema = json!({"type": "object", "properties": fields});
    if required != json!([]) {
        schema["required"] = required;
    }
    (schema, description.to_owned())
}
