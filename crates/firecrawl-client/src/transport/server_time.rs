//! The time that a request gives to the server.

use std::time::Duration;

use firecrawl_api::Operation;
use serde::Deserialize;

/// Operations whose `timeout` is in seconds; that of all others is in milliseconds.
const IN_SECONDS: &[&str] = &[
    "interact_with_scrape_browser_session",
    "execute_browser_code",
];

/// Operations that answer when the work is done.
const WAITING: &[&str] = &[
    "map_urls",
    "parse_file",
    "scrape_and_extract_from_url",
    "search_and_scrape",
];

/// The options that say how long the server may take.
#[derive(Deserialize)]
struct Times {
    timeout: Option<f64>,
    /// The pages of a search, which come after it.
    #[serde(rename = "scrapeOptions")]
    pages: Option<Pages>,
}

#[derive(Deserialize)]
struct Pages {
    timeout: Option<f64>,
}

/// The time that the JSON options of a request give to the server, wherever they were set.
pub(super) fn given(operation: &Operation, options: &[u8]) -> Option<Duration> {
    let unit = if IN_SECONDS.contains(&operation.function) {
        1.0
    } else if WAITING.contains(&operation.function) {
        1000.0
    } else {
        return None;
    };
    let times: Times = serde_json::from_slice(options).ok()?;
    let all = [times.timeout, times.pages.and_then(|pages| pages.timeout)];
    let all = all
        .into_iter()
        .flatten()
        .filter_map(|time| Duration::try_from_secs_f64(time / unit).ok());
    all.reduce(Duration::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::Route;

    fn given(function: &str, options: &str) -> Option<Duration> {
        let route = Route::of_function(function)?;
        super::given(route.operation?, options.as_bytes())
    }

    #[test]
    fn units_are_those_of_the_operation() {
        let (map, execute) = ("map_urls", "execute_browser_code");
        let options = r#"{"timeout": 1500}"#;
        assert_eq!(given(map, options), Some(Duration::from_millis(1500)));
        assert_eq!(given(execute, options), Some(Duration::from_secs(1500)));
        // The pages of a crawl are not waited for.
        assert_eq!(given("crawl_urls", options), None);
    }

    #[test]
    fn the_pages_of_a_search_come_after_it() {
        let options = r#"{"timeout": 1000, "scrapeOptions": {"timeout": 2000}}"#;
        let search = "search_and_scrape";
        assert_eq!(given(search, options), Some(Duration::from_secs(3)));
        let pages = r#"{"scrapeOptions": {"timeout": 2000}}"#;
        assert_eq!(given(search, pages), Some(Duration::from_secs(2)));
    }

    #[test]
    fn nonsense_is_nothing() {
        for options in ["", "[]", "{}", r#"{"timeout": -1}"#, r#"{"timeout": "x"}"#] {
            assert_eq!(given("map_urls", options), None, "{options}");
        }
    }

    #[test]
    fn the_lists_name_operations_of_the_contract() {
        for function in IN_SECONDS.iter().chain(WAITING) {
            assert!(Route::of_function(function).is_some(), "{function}");
        }
    }
}
