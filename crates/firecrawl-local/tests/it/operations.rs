//! Every operation of the contract has a response that fits its schema.

use firecrawl_local::LocalServer;
use openapi_document::json_schema::{Mode, json_schema};
use openapi_document::sample::Sampler;
use openapi_document::{json_content, operations, resolve};
use reqwest::Method;
use serde_json::{Value, json};

const ID: &str = "11111111-1111-4111-8111-111111111111";

fn contract() -> Value {
    serde_json::from_str(firecrawl_api::CONTRACT).unwrap()
}

/// A request of an operation: what the contract requires, and some values of one's own.
pub fn request(id: &str, own: &Value) -> Value {
    let contract = contract();
    let mut operations = operations(&contract);
    let operation = operations.find(|operation| operation.value["operationId"] == id);
    let body = &operation.unwrap().value["requestBody"];
    let schema = json_schema(&contract, json_content(body).unwrap(), Mode::Request);
    let mut least = Sampler::default().required_only().sample(&schema);
    for (name, value) in own.as_object().unwrap() {
        least[name] = value.clone();
    }
    least
}

/// The query parameters that an operation requires.
fn required_query(contract: &Value, operation: &Value) -> Vec<(String, String)> {
    let parameters = operation["parameters"].as_array().into_iter().flatten();
    let parameters = parameters.map(|parameter| resolve(contract, parameter));
    let required = parameters.filter(|one| one["in"] == "query" && one["required"] == true);
    let value = |one: &Value| {
        let schema = json_schema(contract, &one["schema"], Mode::Request);
        match Sampler::default().sample(&schema) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    };
    let pair = |one: &Value| (one["name"].as_str().unwrap().to_owned(), value(one));
    required.map(pair).collect()
}

/// The values of a request that the server looks into.
fn own_values(id: &str) -> Value {
    let url = "https://example.invalid/";
    match id {
        "createMonitor" => json!({
            "name": "n",
            "schedule": {"cron": "0 * * * *"},
            "targets": [{"type": "scrape", "urls": [url]}],
        }),
        "updateMonitor" => json!({"name": "m"}),
        "scrapeAndExtractFromUrl" | "mapUrls" | "crawlUrls" => json!({"url": url}),
        "crawlParamsPreview" => json!({"url": url, "prompt": "p"}),
        "scrapeAndExtractFromUrls" => json!({"urls": [url]}),
        "extractData" => json!({"urls": [url], "prompt": "p"}),
        "interactWithScrapeBrowserSession" | "executeBrowserCode" => json!({"code": "1"}),
        "startAgent" => json!({"prompt": "p"}),
        "searchAndScrape" | "developerSearchPost" | "searchGov" => json!({"query": "q"}),
        "logMcpAction" => {
            json!({"team_id": "t", "tool_name": "scrape", "status": "success", "request_id": "r"})
        }
        "createParseUpload" => json!({"filename": "a.html"}),
        "createBrowserSession" => json!({}),
        "submitSearchFeedback" => json!({"rating": "good"}),
        "askSupportAgent" => json!({"question": "q"}),
        "searchSupportDocs" => json!({"question": "q"}),
        "submitEndpointFeedback" => json!({"endpoint": "scrape", "jobId": ID, "rating": "good"}),
        "updateThreatProtection" => json!({"mode": "off"}),
        _ => json!({}),
    }
}

#[tokio::test]
async fn every_operation_answers_as_its_schema_says() {
    let contract = contract();
    let server = LocalServer::builder().start().await.unwrap();
    let client = reqwest::Client::new();
    let mut walked = 0;
    for (path, item) in contract["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let Some(id) = operation["operationId"].as_str() else {
                continue;
            };
            let mut path = path.clone();
            while let (Some(start), Some(end)) = (path.find('{'), path.find('}')) {
                path.replace_range(start..=end, ID);
            }
            let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
            // A path with a server of its own is beside the version.
            let version = if item.get("servers").is_some() {
                ""
            } else {
                "/v2"
            };
            let url = format!("{}{version}{path}", server.base_url());
            let query = required_query(&contract, operation);
            let mut request = client.request(method, url).query(&query);
            if id == "parseFile" {
                let form = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.html\"\r\n\
                    content-type: text/html\r\n\r\n<p>text</p>\r\n--x--\r\n";
                request = request
                    .header("content-type", "multipart/form-data; boundary=x")
                    .body(form);
            } else if json_content(&operation["requestBody"]).is_some() {
                let body = self::request(id, &own_values(id));
                request = request
                    .header("content-type", "application/json")
                    .body(body.to_string());
            }
            let response = request.send().await.unwrap();
            let status = response.status().as_u16();
            let text = response.text().await.unwrap();
            assert_ne!(
                status, 400,
                "{id}: {text}; write what it looks into in `own_values` of \
                 crates/firecrawl-local/tests/it/operations.rs"
            );
            let response: Value = serde_json::from_str(&text).unwrap();
            let declared = &operation["responses"][status.to_string()];
            let schema = &declared["content"]["application/json"]["schema"];
            // Failures that the contract does not describe have the form that all share.
            let schema = if schema.is_null() {
                assert!(
                    status >= 400,
                    "{id} responds with {status}, which is not declared"
                );
                &contract["components"]["schemas"]["ErrorBody"]
            } else {
                schema
            };
            let validator = jsonschema::options()
                .should_validate_formats(true)
                .build(&json_schema(&contract, schema, Mode::Response))
                .unwrap();
            let result = validator
                .validate(&response)
                .map_err(|error| error.to_string());
            assert_eq!(result, Ok(()), "{id}: {status} {response}");
            walked += 1;
        }
    }
    assert_eq!(walked, firecrawl_api::OPERATIONS.len());
    assert_eq!(server.coverage().uncalled().count(), 0);
}

#[tokio::test]
async fn an_unknown_operation_is_named_with_a_similar_one() {
    let server = LocalServer::builder().start().await.unwrap();
    let error = server.off("mapSites").unwrap_err();
    let text = "the contract has no operation \"mapSites\": name an operationId, a method of the client \
                such as \"Client::scrape\", or a method and path such as \"POST /scrape\"; similar: \
                mapUrls";
    // A failed `unwrap` shows the second one.
    assert_eq!([error.to_string(), format!("{error:?}")], [text, text]);
}
