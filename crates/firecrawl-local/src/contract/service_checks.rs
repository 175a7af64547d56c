//! Checks of the service that the schemas of the contract cannot express.

use serde_json::{Value, json};

use super::load::Operation;
use super::page_url;
use super::zod_issues::custom_issue;

/// The format of the URLs of pages, which is stricter than `uri`.
pub(super) const PAGE_URL: &str = "page-address";

/// Adapts a strict body schema to the service.
pub(super) fn adapt(operation: &Operation, schema: &mut Value) {
    for pointer in ["/properties/url", "/properties/urls/items"] {
        if let Some(url) = schema.pointer_mut(pointer)
            && url["format"] == "uri"
        {
            url["format"] = PAGE_URL.into();
        }
    }
    // The service can do without these, which the contract requires.
    let spared = match operation.id.as_str() {
        "extractData" => "urls",
        "submitEndpointFeedback" => "jobId",
        _ => "",
    };
    spare(schema, spared);
    if let Some(Value::Object(properties)) = schema.get_mut("properties")
        && takes_origin(operation)
    {
        let origin = properties.entry("origin");
        origin.or_insert_with(|| json!({"type": "string"}));
        // Its `null` is accepted as absence.
        let integration = json!({"type": ["string", "null"]});
        properties.insert("integration".to_owned(), integration);
    }
}

/// Makes a property optional, also in the parts of a schema.
fn spare(schema: &mut Value, name: &str) {
    if let Some(Value::Array(required)) = schema.get_mut("required") {
        required.retain(|required| required != name);
    }
    let parts = schema.get_mut("allOf").and_then(Value::as_array_mut);
    for part in parts.into_iter().flatten() {
        spare(part, name);
    }
}

/// Official clients send their name in every body; only the monitor routes reject that.
fn takes_origin(operation: &Operation) -> bool {
    !operation.is_multipart() && !operation.path.starts_with("/monitor")
}

/// Normalizes a parsed body to the form that the schema describes.
pub(super) fn before_check(body: &mut Value) {
    whole_numbers(body);
    if let Some(webhook) = body.get_mut("webhook")
        && webhook.is_string()
    {
        *webhook = json!({"url": webhook.take()});
    }
    let events = body
        .get_mut("webhook")
        .and_then(|webhook| webhook.get_mut("events"));
    for event in events.and_then(Value::as_array_mut).into_iter().flatten() {
        // Samples of the documentation have the full names, which deliveries carry.
        let short = ["crawl.", "batch_scrape.", "agent."]
            .iter()
            .find_map(|prefix| event.as_str()?.strip_prefix(prefix));
        if let Some(short) = short.map(str::to_owned) {
            *event = short.into();
        }
    }
    if let Some(topic) = body.get_mut("topic").filter(|topic| topic.is_string()) {
        *topic = json!([topic.take()]);
    }
    for format in body
        .get_mut("formats")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        if let Some(format) = format
            .as_object_mut()
            .filter(|format| format.get("type").is_some_and(|kind| kind == "json"))
            && format.get("schema").is_some_and(Value::is_null)
        {
            format.shift_remove("schema");
        }
    }
}

/// JavaScript does not distinguish `30000.0` from `30000`.
fn whole_numbers(value: &mut Value) {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        Value::Number(number) if number.is_f64() => {
            if let Some(float) = number.as_f64()
                && float.fract() == 0.0
                && float.abs() < EXACT
            {
                // The line before keeps it in range.
                #[allow(clippy::cast_possible_truncation)]
                let whole = float as i64;
                *value = Value::from(whole);
            }
        }
        Value::Array(list) => list.iter_mut().for_each(whole_numbers),
        Value::Object(map) => map.values_mut().for_each(whole_numbers),
        _ => {}
    }
}

/// Returns whether the service leaves invalid URLs of a batch to the batch itself.
pub(super) fn skips_urls(body: &Value) -> bool {
    body.get("ignoreInvalidURLs") == Some(&Value::Bool(true))
}

/// Returns the issues of a body that its schema accepts.
pub(super) fn broken(operation: &Operation, body: &Value) -> Vec<Value> {
    let mut issues = Vec::new();
    if operation.id == "interactWithScrapeBrowserSession"
        && body.get("code").is_some() == body.get("prompt").is_some()
    {
        issues.push(custom_issue(
            &[],
            "Exactly one of code and prompt must be given",
        ));
    }
    let names_work = ["urls", "prompt"]
        .iter()
        .any(|name| body.get(name).is_some());
    if operation.id == "extractData" && !names_work {
        issues.push(custom_issue(&[], "Either urls or prompt must be given"));
    }
    let outer = (body, &["waitFor"][..]);
    let inner = (&body["scrapeOptions"], &["scrapeOptions", "waitFor"][..]);
    for (options, path) in [outer, inner] {
        let number = |name: &str| options[name].as_f64();
        if let (Some(wait), Some(timeout)) = (number("waitFor"), number("timeout"))
            && wait > timeout / 2.0
        {
            let message = "waitFor must not exceed half of timeout";
            issues.push(custom_issue(path, message));
        }
    }
    issues
}

/// Returns the issues of calls of data providers, which take the place of a URL: one, or a list.
pub(super) fn provider_calls(body: &Value) -> Vec<Value> {
    let calls = &body["alexandria"];
    let calls = calls
        .as_array()
        .map_or(std::slice::from_ref(calls), Vec::as_slice);
    let is_call = |call: &Value| call["provider"].is_string() && call["capability"].is_string();
    if body.get("url").is_some() {
        return vec![custom_issue(
            &["url"],
            "Either url or alexandria must be given",
        )];
    }
    if calls.is_empty() || !calls.iter().all(is_call) {
        let message = "Each call must have a provider and a capability";
        return vec![custom_issue(&["alexandria"], message)];
    }
    Vec::new()
}

/// Adds the scheme `http` to URLs without one, like the service.
pub(super) fn after_check(operation: &Operation, body: &mut Value) {
    if operation.path.starts_with("/monitor") {
        return;
    }
    let complete = |value: &mut Value| {
        if let Value::String(text) = value
            && !text.contains("://")
            && page_url::is_page_url(text)
        {
            *text = page_url::with_scheme(text);
        }
    };
    if let Some(url) = body.get_mut("url") {
        complete(url);
    }
    if let Some(Value::Array(urls)) = body.get_mut("urls") {
        urls.iter_mut().for_each(complete);
    }
}
