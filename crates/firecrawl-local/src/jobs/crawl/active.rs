//! `GET /crawl/active`.

use serde_json::{Map, Value, json};

use crate::response::Response;
use crate::state::ServerState;
use crate::timestamp;

/// Returns the running crawls, without a status and with `created_at`, like the service.
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

/// Returns the options of a crawl request with the service's defaults.
pub fn options_with_defaults(body: &Value) -> Value {
    const WITHOUT_DEFAULT: [&str; 5] = [
        "maxDiscoveryDepth",
        "crawlEntireDomain",
        "delay",
        "maxConcurrency",
        "robotsUserAgent",
    ];
    let mut options = json!({
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
    for (name, value) in body.as_object().into_iter().flatten() {
        if options.get(name).is_some() || WITHOUT_DEFAULT.contains(&name.as_str()) {
            options[name] = value.clone();
        }
    }
    options["scrapeOptions"] = scrape_options(body["scrapeOptions"].as_object());
    options
}

fn scrape_options(given: Option<&Map<String, Value>>) -> Value {
    let mut options = json!({
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
    for (name, value) in given.into_iter().flatten() {
        options[name] = value.clone();
    }
    for format in options["formats"].as_array_mut().into_iter().flatten() {
        if format.is_string() {
            *format = json!({"type": format.take()});
        }
    }
    options
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
