//! Every property of every request can be set, and arrives.

use std::sync::{Arc, Mutex};

use firecrawl_client::{Client, Job, Paged};
use firecrawl_local::{LocalServer, Response};
use serde_json::{Value, json};

use super::contract::Contract;
use super::sender::Sender;
use super::table::{Given, ROWS, Row, Trouble};
use crate::setup::ID;
use contract_testing::canonical::{Nulls, canonical, difference};
use contract_testing::coverage::cover;
use contract_testing::instances::Generator;
use contract_testing::schema::{Kind, Schema};

/// Parameters that callers do not set: the client steers a job with them.
const STEERED: &[(&str, &str)] = &[
    (
        "getBatchScrapeStatus",
        "Batch::status asks for one item, the stream follows `next`",
    ),
    (
        "getCrawlStatus",
        "Crawl::status asks for one item, the stream follows `next`",
    ),
];

const FILE: &str = "crates/firecrawl-client/tests/it/drift/properties.rs";

/// Properties that the server accepts from official clients in every body; the contract declares
/// them in some.
const TAKEN_BESIDES: [&str; 2] = ["origin", "integration"];

#[tokio::test]
async fn every_property_can_be_set_and_arrives() {
    let contract = Contract::vendored();
    let sender = Sender::default();
    let mut findings = Vec::new();
    for row in ROWS.iter() {
        findings.extend(check(&contract, &sender, row).await);
    }
    for (operation, _) in STEERED {
        if !contract
            .operations
            .iter()
            .any(|known| known.id == *operation)
        {
            findings.push(format!(
                "{operation}: the contract has no such operation any more; remove it from STEERED and `steer` of {FILE}"
            ));
        }
    }
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

/// Sends a request for each part of the operation's schema, and compares what arrives.
pub async fn check(contract: &Contract, sender: &Sender, row: &Row) -> Vec<String> {
    let arrived = Arc::new(Mutex::new(None));
    let server = LocalServer::builder().start().await.unwrap();
    let log = Arc::clone(&arrived);
    let answer = move |call: &firecrawl_local::Request| {
        // As it arrived: the server normalizes what may have several forms. A form is no JSON.
        let body = serde_json::from_slice(&call.bytes).unwrap_or_else(|_| call.body.clone());
        let request = (body, Value::Object(call.query.clone()));
        *log.lock().unwrap() = Some(request);
        Response::ok(page_of_two(call))
    };
    server.on(row.operation, answer).unwrap();
    let client = sender.client(&server);

    let nothing = Schema::compile(&Value::Null, "nothing", &json!({"type": "object"}));
    let body = contract.body_schema(row.operation);
    let query = contract.query_schema(row.operation);
    let mut findings = Findings {
        row,
        lines: Vec::new(),
    };
    if STEERED.iter().any(|(id, _)| *id == row.operation) {
        steer(row, &client).await;
    } else {
        for given in instances(row, body.as_ref(), query.as_ref()) {
            arrived.lock().unwrap().take();
            let outcome = (row.call)(client.clone(), given.clone()).await;
            let received = arrived.lock().unwrap().take();
            let Some((mut got_body, got_query)) = received else {
                findings.not_sent(&given, outcome);
                continue;
            };
            // The file itself is no JSON.
            if let (Some(form), "parseFile") = (got_body.as_object_mut(), row.operation) {
                form.remove("file");
            }
            findings.compare(
                "body",
                body.as_ref().unwrap_or(&nothing),
                &given.body,
                &got_body,
            );
            findings.compare(
                "query",
                query.as_ref().unwrap_or(&nothing),
                &given.query,
                &got_query,
            );
        }
    }
    let coverage = server.coverage();
    let own = |name: &str| match &body.as_ref().map(|schema| &schema.kind) {
        Some(Kind::Object(object)) => object.field(name).is_some(),
        _ => false,
    };
    for property in coverage.unused(row.operation) {
        let besides = TAKEN_BESIDES.contains(&property) && !own(property);
        // The file is not sent as JSON, and so not counted.
        let file = row.operation == "parseFile" && property == "file";
        if !besides && !file {
            findings.add(&format!("`{property}` was never sent"));
        }
    }
    findings.lines
}

/// Requests that touch every part of the schemas.
fn instances(row: &Row, body: Option<&Schema>, query: Option<&Schema>) -> Vec<Given> {
    let mut generator = Generator::new(row.operation);
    let mut values = |schema: Option<&Schema>| match schema {
        Some(schema) => cover(schema, &mut generator),
        None => vec![Value::Null],
    };
    let (bodies, queries) = (values(body), values(query));
    // No operation has both, so this is one or the other.
    let both = bodies.iter().flat_map(|body| {
        queries.iter().map(|query| Given {
            body: sendable(row.operation, body.clone()),
            query: askable(row.operation, query.clone()),
        })
    });
    both.collect()
}

/// The query as far as one can say it.
fn askable(operation: &str, mut query: Value) -> Value {
    if let Some(parameters) = query.as_object_mut() {
        // A query has no way to write an empty list.
        parameters.retain(|_, value| *value != json!([]));
        // Nothing was done before 1970; `before` takes it as 1970.
        if let ("listAgents", Some(before)) = (operation, parameters.get_mut("before")) {
            *before = json!(before.as_i64().map(i64::unsigned_abs).unwrap_or_default() >> 16);
        }
    }
    query
}

/// The request as the service wants it where schemas cannot say so.
pub fn sendable(operation: &str, mut body: Value) -> Value {
    match (operation, body.as_object_mut()) {
        // Exactly one of the two.
        ("interactWithScrapeBrowserSession", Some(fields))
            if fields.contains_key("code") == fields.contains_key("prompt") =>
        {
            fields.remove("code");
            fields.insert("prompt".to_owned(), json!("look around"));
        }
        // One of the two, of a scrape exactly one.
        ("scrapeAndExtractFromUrl", Some(fields)) => {
            if fields.contains_key("alexandria") {
                fields.remove("url");
            } else {
                fields.entry("url").or_insert(json!("https://a.example"));
            }
        }
        ("extractData", Some(fields)) if !fields.contains_key("urls") => {
            fields.entry("prompt").or_insert(json!("the prices"));
        }
        ("submitEndpointFeedback", Some(fields)) if fields["endpoint"] != "alexandria" => {
            fields.entry("jobId").or_insert(json!(ID));
        }
        // The file comes from elsewhere.
        ("parseFile", Some(form)) => {
            form.remove("file");
        }
        _ => {}
    }
    body
}

/// Lets the client set the parameters that it steers a job with.
async fn steer(row: &Row, client: &Client) {
    match row.operation {
        "getCrawlStatus" => follow(&client.crawl_job(ID)).await,
        "getBatchScrapeStatus" => follow(&client.batch_job(ID)).await,
        other => {
            panic!("{FILE}: nothing steers {other}; add it to `steer`, or remove it from STEERED")
        }
    }
}

async fn follow<K: Paged>(job: &Job<K>) {
    job.status().await.unwrap();
    let mut pages = job.pages();
    while let Some(page) = pages.next().await {
        page.unwrap();
    }
}

/// The status of a job with two pages; of no meaning to other operations.
fn page_of_two(call: &firecrawl_local::Request) -> Value {
    let document = |url: &str| json!([{"markdown": "m", "metadata": {"sourceURL": url}}]);
    if call.query.contains_key("skip") {
        let data = document("https://example.com/b");
        return json!({"success": true, "status": "completed", "data": data});
    }
    let path = call.path_template().replace("{id}", ID);
    let next = format!("{}/v2{path}?skip=1&limit=1", call.origin);
    let data = document("https://example.com/a");
    json!({"success": true, "status": "completed", "data": data, "next": next})
}

struct Findings<'a> {
    row: &'a Row,
    lines: Vec<String>,
}

impl Findings<'_> {
    fn add(&mut self, what: &str) {
        let method = self.row.method;
        self.line(what, &format!("look at {method}"));
    }

    fn line(&mut self, what: &str, remedy: &str) {
        let line = format!("{}: {what}; {remedy}", self.row.operation);
        if !self.lines.contains(&line) {
            self.lines.push(line);
        }
    }

    fn not_sent(&mut self, given: &Given, outcome: Result<(), Trouble>) {
        let sent = match &given.body {
            Value::Null => &given.query,
            body => body,
        };
        match outcome {
            Ok(()) => self.add(&format!("{sent} was not sent")),
            Err(Trouble::Failed(error)) => self.add(&format!("{sent} was not taken: {error}")),
            Err(Trouble::Unreadable { name, why }) => self.line(
                &format!("`types::{name}` cannot hold {sent}: {why}"),
                "run `cargo xtask generate`, which writes the type",
            ),
        }
    }

    fn compare(&mut self, place: &str, schema: &Schema, given: &Value, got: &Value) {
        let form = |value: &Value| match value {
            Value::Null => json!({}),
            value => canonical(schema, value, Nulls::Count),
        };
        if let Some(what) = difference(&form(given), &form(got)) {
            self.add(&format!("{place}{what}"));
        }
    }
}
