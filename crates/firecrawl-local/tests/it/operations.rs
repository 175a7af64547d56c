//! Every operation of the contract has a response that fits its schema.

use firecrawl_local::LocalServer;
use reqwest::Method;
use serde_json::{Value, json};

const ID: &str = "11111111-1111-4111-8111-111111111111";

fn contract() -> Value {
    serde_json::from_str(firecrawl_api::CONTRACT).unwrap()
}

/// A schema of the contract as JSON Schema: `nullable` is all that the two spell differently here.
fn json_schema(contract: &Value, schema: &Value) -> Value {
    fn nullable(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.values_mut().for_each(nullable);
                if map.remove("nullable") == Some(json!(true)) {
                    let inner = Value::Object(std::mem::take(map));
                    *value = json!({"anyOf": [inner, {"type": "null"}]});
                }
            }
            Value::Array(list) => list.iter_mut().for_each(nullable),
            _ => {}
        }
    }
    let mut whole = schema.clone();
    whole["components"] = contract["components"].clone();
    nullable(&mut whole);
    whole
}

/// The minimal request of an operation.
fn body(id: &str) -> Option<Value> {
    let url = "https://example.invalid/";
    Some(match id {
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
        _ => return None,
    })
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
            let url = format!("{}{version}{path}?query=q&intent=i", server.base_url());
            let mut request = client.request(method, url);
            if id == "parseFile" {
                let form = "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.html\"\r\n\
                    content-type: text/html\r\n\r\n<p>text</p>\r\n--x--\r\n";
                request = request
                    .header("content-type", "multipart/form-data; boundary=x")
                    .body(form);
            } else if let Some(body) = body(id) {
                request = request
                    .header("content-type", "application/json")
                    .body(body.to_string());
            }
            let response = request.send().await.unwrap();
            let status = response.status().as_u16();
            let text = response.text().await.unwrap();
            assert_ne!(
                status, 400,
                "{id}: {text}; write its minimal request in `body` of \
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
                .build(&json_schema(&contract, schema))
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
