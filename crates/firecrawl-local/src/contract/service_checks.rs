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

/// Official clients send their name in every body; only the monitor routes reject that.
fn takes_origin(operation: &Operation) -> bool {
    !operation.is_multipart() && !operation.path.starts_with("/monitor")
}

/// Normalizes a parsed body to the form that the schema describes.
pub(super) fn before_check(operation: &Operation, body: &mut Value) {
    whole_numbers(body);
    test_switches(operation, body);
    former_names(operation, body);
    if let Some(webhook) = body.get_mut("webhook")
        && webhook.is_string()
    {
        *webhook = json!({"url": webhook.take()});
    }
    if let Some(topic) = body.get_mut("topic").filter(|topic| topic.is_string()) {
        *topic = json!([topic.take()]);
    }
    // One call of a data provider need not be in a list.
    if let Some(call) = body.get_mut("alexandria").filter(|call| call.is_object()) {
        *call = json!([call.take()]);
    }
}

/// Removes the switches of the service's own tests, which it accepts beside the contract.
fn test_switches(operation: &Operation, body: &mut Value) {
    let maps = operation.id == "mapUrls";
    let is_switch = |name: &str, value: &Value| {
        name.starts_with("__experimental_") || (maps && name == "useMock" && value.is_string())
    };
    for pointer in ["", "/scrapeOptions"] {
        if let Some(Value::Object(options)) = body.pointer_mut(pointer) {
            options.retain(|name, value| !is_switch(name, value));
        }
    }
}

/// Replaces what the service still takes under a former name.
fn former_names(operation: &Operation, body: &mut Value) {
    for pointer in ["/formats", "/scrapeOptions/formats"] {
        let formats = body.pointer_mut(pointer).and_then(Value::as_array_mut);
        for format in formats.into_iter().flatten() {
            if format == "screenshot@fullPage" {
                *format = json!({"type": "screenshot", "fullPage": true});
            }
        }
    }
    let Some(fields) = body.as_object_mut().filter(|_| operation.id == "crawlUrls") else {
        return;
    };
    let is_bool = |value: Option<&Value>| value.is_some_and(Value::is_boolean);
    if is_bool(fields.get("ignoreSitemap"))
        && fields.shift_remove("ignoreSitemap") == Some(Value::Bool(true))
    {
        fields.entry("sitemap").or_insert("skip".into());
    }
    if is_bool(fields.get("allowBackwardLinks"))
        && let Some(backward) = fields.shift_remove("allowBackwardLinks")
    {
        fields.entry("crawlEntireDomain").or_insert(backward);
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

/// Returns the issues of a body without the fields of which its operation requires one.
pub(super) fn missing(operation: &Operation, body: &Value) -> Vec<Value> {
    let mut issues = Vec::new();
    let has = |name: &str| body.get(name).is_some();
    let given = |names: [&str; 2]| names.into_iter().filter(|name| has(name)).count();
    match operation.id.as_str() {
        "interactWithScrapeBrowserSession" if given(["code", "prompt"]) != 1 => {
            let message = "Exactly one of code and prompt must be given";
            issues.push(custom_issue(&[], message));
        }
        "scrapeAndExtractFromUrl" => match given(["url", "alexandria"]) {
            0 => issues.push(custom_issue(&["url"], page_url::NO_TOP_LEVEL_DOMAIN)),
            2 => {
                let message = "Either url or alexandria must be given";
                issues.push(custom_issue(&["url"], message));
            }
            _ => {}
        },
        "extractData" if given(["urls", "prompt"]) == 0 => {
            issues.push(custom_issue(&[], "Either urls or prompt must be given"));
        }
        "submitEndpointFeedback" if body["endpoint"] != "alexandria" && !has("jobId") => {
            issues.push(custom_issue(&["jobId"], "Required"));
        }
        _ => {}
    }
    issues
}

/// Returns the issues of a body that its schema accepts.
pub(super) fn broken(body: &Value) -> Vec<Value> {
    let mut issues = Vec::new();
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
