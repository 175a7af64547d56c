//! The issues of bodies and queries.

use std::collections::BTreeMap;

use openapi_document::parts;
use serde_json::json;

use super::*;
use crate::contract::Contract;
use crate::contract::load::DOCUMENT;

fn check(id: &str, body: Value) -> Result<Value, Issues> {
    let contract = Contract::load();
    contract.operation(id).unwrap().check_body(body)
}

fn scrape(body: Value) -> Issues {
    check("scrapeAndExtractFromUrl", body).unwrap_err()
}

fn with_url(mut body: Value) -> Value {
    body["url"] = json!("http://site.test:13080/");
    body
}

#[test]
fn what_the_service_takes_passes() {
    for body in [
        json!({}),
        json!({"formats": []}),
        json!({"formats": ["markdown", {"type": "links"}]}),
        json!({"formats": [{"type": "json", "schema": {"type": "object", "x": null}, "prompt": "p"}]}),
        json!({"formats": [{"type": "changeTracking", "tag": null}]}),
        json!({"formats": ["rawBase64", {"type": "rawBase64"}]}),
        json!({"formats": [{"type": "json", "schema": null, "checkPromptInjection": true}]}),
        json!({"parsers": [], "headers": {"X-A": "1"}, "timeout": 30000.0}),
        json!({"actions": [{"type": "wait", "milliseconds": 10}, {"type": "wait", "selector": "a"}]}),
        json!({"redactPII": true, "zeroDataRetention": false}),
        json!({"origin": "python-sdk@4", "integration": null}),
    ] {
        let body = with_url(body);
        assert_eq!(
            check("scrapeAndExtractFromUrl", body.clone()).err(),
            None,
            "{body}"
        );
    }
}

#[test]
fn switches_of_the_services_own_tests_have_no_effect() {
    let switches = json!({"__experimental_omce": true, "__experimental_omceDomain": "a.test"});
    let checked = check("scrapeAndExtractFromUrl", with_url(switches.clone()));
    assert_eq!(checked, Ok(with_url(json!({}))));
    let checked = check("crawlUrls", with_url(json!({"scrapeOptions": switches})));
    assert_eq!(checked, Ok(with_url(json!({"scrapeOptions": {}}))));
    let checked = check("mapUrls", with_url(json!({"useMock": "a-site"})));
    assert_eq!(checked, Ok(with_url(json!({}))));
    for (id, body) in [
        ("mapUrls", json!({"useMock": 1})),
        ("crawlUrls", json!({"useMock": "a-site"})),
        (
            "scrapeAndExtractFromUrl",
            json!({"location": {"__experimental_omce": true}}),
        ),
    ] {
        assert!(check(id, with_url(body)).is_err(), "{id}");
    }
}

#[test]
fn numbers_have_the_bounds_of_the_service() {
    let screenshot = |quality: i64| json!({"type": "screenshot", "quality": quality});
    for (id, good, bad) in [
        (
            "scrapeAndExtractFromUrl",
            json!({"formats": [screenshot(100)]}),
            json!({"formats": [screenshot(101)]}),
        ),
        (
            "scrapeAndExtractFromUrl",
            json!({"actions": [screenshot(1)]}),
            json!({"actions": [screenshot(0)]}),
        ),
        (
            "scrapeAndExtractFromUrl",
            json!({"maxAge": 0}),
            json!({"maxAge": -1}),
        ),
        ("crawlUrls", json!({"delay": 0.5}), json!({"delay": -1})),
        (
            "crawlUrls",
            json!({"maxConcurrency": 1}),
            json!({"maxConcurrency": 0}),
        ),
    ] {
        assert_eq!(check(id, with_url(good.clone())).err(), None, "{good}");
        assert!(check(id, with_url(bad.clone())).is_err(), "{bad}");
    }
    let batch = |concurrency: i64| {
        let body = json!({"urls": ["http://site.test"], "maxConcurrency": concurrency});
        check("scrapeAndExtractFromUrls", body).is_ok()
    };
    assert!(batch(1) && !batch(0));
}

#[test]
fn a_file_is_parsed_with_the_json_format_of_a_page() {
    let format =
        json!({"type": "json", "schema": null, "checkPromptInjection": true, "prompt": "p"});
    let options = json!({"formats": ["markdown", format]});
    let form = check("parseFile", json!({"file": "", "options": options}));
    assert_eq!(form.err(), None);
}

/// The client adds a label where the contract has the field.
#[test]
fn an_operation_has_a_label_if_its_body_takes_one() {
    let mut labelled = 0;
    for operation in Contract::load().operations() {
        let facts = firecrawl_api::OperationId::from_id(&operation.id).unwrap();
        let has_field = |schema: &'static Value, name: &str| {
            let parts = parts(&DOCUMENT, schema).into_iter();
            parts
                .filter_map(move |part| part["properties"].get(name))
                .next()
        };
        // A form has its options in a field.
        let takes = operation.body_schema().is_some_and(|(_, schema)| {
            let options = has_field(schema, "options").unwrap_or(schema);
            has_field(options, "integration").is_some()
        });
        let label = facts.operation().label;
        assert_eq!(label, takes.then_some("integration"), "{}", operation.id);
        labelled += usize::from(takes);
    }
    assert_eq!(labelled, 9);
}

#[test]
fn types_are_worded_as_the_service_does() {
    for (body, expected) in [
        (
            json!({"formats": "markdown"}),
            json!({"expected": "array", "received": "string", "path": ["formats"], "message": "Expected array, received string"}),
        ),
        (
            json!({"includeTags": null}),
            json!({"expected": "array", "received": "null", "path": ["includeTags"], "message": "Expected array, received null"}),
        ),
        (
            json!({"headers": {"X-A": 1}}),
            json!({"expected": "string", "received": "number", "path": ["headers", "X-A"], "message": "Expected string, received number"}),
        ),
        (
            json!({"timeout": "30000"}),
            json!({"expected": "number", "received": "string", "path": ["timeout"], "message": "Expected number, received string"}),
        ),
        (
            json!({"timeout": null}),
            json!({"expected": "number", "received": "null", "path": ["timeout"], "message": "Expected number, received null"}),
        ),
        (
            json!({"timeout": 1000.5}),
            json!({"expected": "integer", "received": "float", "path": ["timeout"], "message": "Expected integer, received float"}),
        ),
    ] {
        let mut expected = expected;
        expected["code"] = json!("invalid_type");
        assert_eq!(scrape(with_url(body)), [expected]);
    }
}

#[test]
fn bounds_enums_and_patterns() {
    assert_eq!(
        scrape(with_url(json!({"timeout": 0}))),
        [json!({
            "code": "too_small", "minimum": 1000, "type": "number", "inclusive": true, "exact": false,
            "message": "Number must be greater than or equal to 1000", "path": ["timeout"],
        })]
    );
    let issues = scrape(with_url(json!({
        "proxy": "none",
        "location": {"country": "d1"},
        "actions": vec![json!({"type": "scrape"}); 51],
    })));
    let codes: Vec<&Value> = issues.iter().map(|issue| &issue["code"]).collect();
    assert_eq!(issues.len(), 3, "{issues:?}");
    for code in ["invalid_enum_value", "invalid_string", "too_big"] {
        assert!(codes.contains(&&json!(code)), "{code}");
    }
}

#[test]
fn unknown_keys_are_named_wherever_they_stand() {
    for (id, body, place) in [
        ("scrapeAndExtractFromUrl", json!({"bogus": 1}), json!([])),
        (
            "scrapeAndExtractFromUrl",
            json!({"location": {"bogus": 1}}),
            json!(["location"]),
        ),
        (
            "scrapeAndExtractFromUrl",
            json!({"formats": [{"type": "markdown", "bogus": 1}]}),
            json!(["formats", 0]),
        ),
        (
            "crawlUrls",
            json!({"scrapeOptions": {"bogus": 1}}),
            json!(["scrapeOptions"]),
        ),
        (
            "crawlUrls",
            json!({"webhook": {"url": "http://a.test", "bogus": 1}}),
            json!(["webhook"]),
        ),
    ] {
        let issues = check(id, with_url(body)).unwrap_err();
        assert_eq!(issues.len(), 1, "{issues:?}");
        assert_eq!(issues[0]["code"], "unrecognized_keys");
        assert_eq!(issues[0]["keys"], json!(["bogus"]));
        assert_eq!(issues[0]["path"], place);
    }
}

#[test]
fn search_and_feedback_are_closed_over_all_their_parts() {
    let body = json!({"query": "q", "scrapeOptions": {"formats": ["markdown"], "bogus": 1}});
    assert_eq!(
        check("searchAndScrape", body).unwrap_err()[0]["path"],
        json!(["scrapeOptions"])
    );
    let body = json!({"query": "q", "scrapeOptions": {"formats": ["markdown"]}, "sources": ["web", {"type": "news"}]});
    assert_eq!(check("searchAndScrape", body).err(), None);
}

#[test]
fn everything_that_is_wrong_is_told() {
    let issues = scrape(json!({"url": 7, "timeout": "x", "bogus": 1, "onlyMainContent": 1}));
    let mut paths: Vec<String> = issues
        .iter()
        .map(|issue| issue["path"].to_string())
        .collect();
    paths.sort();
    assert_eq!(
        paths,
        ["[\"onlyMainContent\"]", "[\"timeout\"]", "[\"url\"]", "[]"]
    );
}

#[test]
fn a_union_tells_of_the_branch_that_was_meant() {
    let issues = scrape(with_url(json!({"formats": [{"type": "question"}]})));
    assert_eq!(issues.len(), 1);
    assert_eq!(issues[0]["path"], json!(["formats", 0, "question"]));
    assert_eq!(issues[0]["message"], "Required");
    let issues = scrape(with_url(
        json!({"actions": [{"type": "wait", "milliseconds": 0}]}),
    ));
    assert_eq!(
        issues[0]["path"],
        json!(["actions", 0, "milliseconds"]),
        "{issues:?}"
    );
    assert_eq!(issues[0]["code"], "too_small");
}

#[test]
fn a_union_without_a_branch_in_reach_lists_all() {
    let issues = scrape(with_url(json!({"formats": ["bogus"]})));
    assert_eq!(issues.len(), 1);
    assert_eq!(issues[0]["code"], "invalid_union");
    assert_eq!(issues[0]["path"], json!(["formats", 0]));
    assert_eq!(
        issues[0]["unionErrors"][0],
        json!({
            "issues": [{
                "received": "bogus", "code": "invalid_literal", "expected": "markdown",
                "message": "Invalid literal value, expected \"markdown\"", "path": ["formats", 0, "type"],
            }],
            "name": "ZodError",
        })
    );
    let issues = scrape(with_url(json!({"redactPII": "yes"})));
    assert_eq!(issues[0]["unionErrors"].as_array().unwrap().len(), 2);
}

#[test]
fn addresses_are_checked_as_the_service_does() {
    let domain = json!({
        "code": "custom", "path": ["url"],
        "message": "URL must have a valid top-level domain or be a valid path",
    });
    for body in [json!({}), json!({"url": null}), json!({"url": "nowhere"})] {
        assert_eq!(
            check("mapUrls", body).unwrap_err(),
            std::slice::from_ref(&domain)
        );
    }
    let urls = json!({"urls": ["http://site.test:13080/docs/1", "not a url", "ftp://x.y/z", "http://localhost/", ""]});
    let issues = check("scrapeAndExtractFromUrls", urls.clone()).unwrap_err();
    let found: Vec<(i64, &str)> = issues
        .iter()
        .map(|issue| {
            (
                issue["path"][1].as_i64().unwrap(),
                issue["message"].as_str().unwrap(),
            )
        })
        .collect();
    let domain = "URL must have a valid top-level domain or be a valid path";
    assert_eq!(
        found,
        [
            (1, "Invalid url"),
            (1, domain),
            (1, "Invalid URL"),
            (2, "URL uses unsupported protocol"),
            (2, domain),
            (2, "Invalid URL"),
            (3, domain),
            (4, "Invalid url"),
            (4, domain),
            (4, "Invalid URL"),
        ]
    );
    let mut ignored = urls;
    ignored["ignoreInvalidURLs"] = json!(true);
    assert_eq!(check("scrapeAndExtractFromUrls", ignored).err(), None);
}

#[test]
fn bodies_are_completed_as_the_service_does() {
    let body = check(
        "crawlUrls",
        json!({"url": "example.com", "webhook": "http://127.0.0.1:1/h", "limit": 3.0}),
    );
    assert_eq!(
        body.unwrap(),
        json!({"url": "http://example.com", "webhook": {"url": "http://127.0.0.1:1/h"}, "limit": 3})
    );
}

#[test]
fn rules_beyond_the_schema() {
    let issues = scrape(with_url(json!({"waitFor": 1001, "timeout": 2000})));
    assert_eq!(issues[0]["path"], json!(["waitFor"]));
    for body in [json!({}), json!({"code": "1", "prompt": "2"})] {
        assert_eq!(
            check("interactWithScrapeBrowserSession", body).unwrap_err()[0]["code"],
            "custom"
        );
    }
    assert_eq!(
        check("interactWithScrapeBrowserSession", json!({"prompt": "go"})).err(),
        None
    );
}

#[test]
fn monitors_refuse_what_other_routes_take() {
    let body = json!({"name": "n", "schedule": {"cron": "* * * * *"}, "goal": null, "targets": [{"type": "scrape", "urls": ["http://a.test"]}]});
    assert_eq!(check("createMonitor", body.clone()).err(), None);
    let mut with_origin = body;
    with_origin["origin"] = json!("sdk");
    assert_eq!(
        check("createMonitor", with_origin).unwrap_err()[0]["keys"],
        json!(["origin"])
    );
}

#[test]
fn parameters_are_checked() {
    let contract = Contract::load();
    let operation = contract.operation("getCrawlStatus").unwrap();
    let path = BTreeMap::from([("id".to_owned(), "nope".to_owned())]);
    let issues = operation.check_path(&path);
    assert_eq!(
        issues,
        [
            json!({"validation": "uuid", "code": "invalid_string", "message": "Invalid uuid", "path": ["id"]})
        ]
    );
    let issues = operation.check_query(&operation.read_query("skip=-1&limit=x"));
    assert_eq!(issues.len(), 2);
    assert_eq!(issues[1]["message"], "Expected number, received string");
    let operation = contract.operation("developerSearch").unwrap();
    assert_eq!(
        operation.check_query(&operation.read_query(""))[0]["message"],
        "Required"
    );
}

#[test]
fn every_schema_of_the_contract_compiles() {
    for operation in Contract::load().operations() {
        if let Some(schema) = operation.strict_body_schema() {
            Check::new(schema).validator.unwrap();
        }
        Check::new(operation.response_schema().unwrap())
            .validator
            .unwrap();
        Check::new(operation.parameter_schema("path"))
            .validator
            .unwrap();
        Check::new(operation.parameter_schema("query"))
            .validator
            .unwrap();
    }
}
