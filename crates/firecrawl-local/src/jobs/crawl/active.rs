//! `GET /crawl/active`.

use serde_json::{Map, Value, json};

use crate::response::Response;
use crate::state::ServerState;
use crate::timestamp;

/// The crawls that are running. No status each, and `created_at` in a spelling of its own, as the service has it.
pub fn active(state: &ServerState) -> Response {
    let crawls: Vec<Value> = state
        .jobs
        .active_crawls()
        .iter()
        .map(|job| {
            json!({
                "id": job.id,
                "teamId": "bypass",
                "url": job.url,
                "created_at": timestamp::millis(job.created),
                "options": job.options,
            })
        })
        .collect();
    Response::ok(json!({"success": true, "crawls": crawls}))
}

/// What a crawl request asks for, with the service's defaults for what it leaves out.
pub fn options_with_defaults(body: &Value) -> Value {
    const OPTIONAL: [&str; 5] = [
        "maxDiscoveryDepth",
        "crawlEntireDomain",
        "delay",
        "maxConcurrency",
        "robotsUserAgent",
    ];
    let defaults = json!({
        "includePaths": [],
        "excludePaths": [],
        "limit": 10_000,
        "allowExternalLinks": false,
        "allowSubdomains": false,
        "ignoreRobotsTxt": false,
        "sitemap": "include",
        "deduplicateSimilarURLs": true,
        "ignoreQueryParameters": false,
        "regexOnFullURL": false,
    });
    let mut options = overlaid(&defaults, body);
    for name in OPTIONAL {
        if let Some(value) = body.get(name) {
            options.insert(name.to_owned(), value.clone());
        }
    }
    options.insert(
        "scrapeOptions".to_owned(),
        scrape_options(body.get("scrapeOptions").unwrap_or(&Value::Null)).into(),
    );
    Value::Object(options)
}

fn scrape_options(given: &Value) -> Map<String, Value> {
    let defaults = json!({
        "formats": [{"type": "markdown"}],
        "onlyMainContent": true,
        "waitFor": 0,
        "mobile": false,
        "skipTlsVerification": true,
        "removeBase64Images": true,
        "fastMode": false,
        "blockAds": true,
        "proxy": "auto",
        "storeInCache": true,
    });
    let mut options = overlaid(&defaults, given);
    for (name, value) in given.as_object().into_iter().flatten() {
        options.entry(name).or_insert_with(|| value.clone());
    }
    if let Some(Value::Array(formats)) = options.get_mut("formats") {
        for format in formats.iter_mut().filter(|format| format.is_string()) {
            *format = json!({"type": format.take()});
        }
    }
    options
}

/// The defaults, in their order, with the given values in the place of theirs.
fn overlaid(defaults: &Value, given: &Value) -> Map<String, Value> {
    defaults
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, default)| {
            let value = given.get(name).unwrap_or(default);
            (name.clone(), value.clone())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_shown_as_the_service_shows_them() {
        let options = options_with_defaults(&json!({
            "url": "http://site.test:13080/",
            "limit": 40,
            "crawlEntireDomain": true,
            "scrapeOptions": {"formats": ["markdown", "links"]},
        }));
        assert_eq!(options["limit"], 40);
        assert_eq!(options["crawlEntireDomain"], true);
        assert_eq!(options["deduplicateSimilarURLs"], true);
        assert_eq!(
            options["scrapeOptions"]["formats"],
            json!([{"type": "markdown"}, {"type": "links"}])
        );
        assert_eq!(options["scrapeOptions"]["proxy"], "auto");
        assert!(options.get("url").is_none());
        let options = options_with_defaults(&json!({"url": "http://site.test/"}));
        assert!(options.get("crawlEntireDomain").is_none());
    }
}
