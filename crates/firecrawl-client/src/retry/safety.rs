//! What a repeated request can do: nothing, cost credits, or start work twice.

use firecrawl_api::Operation;
use reqwest::Method;

/// How safe it is to send a request again when nobody knows whether it arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Safety {
    /// A second time changes nothing: reads, and writes that set the same again.
    Repeatable,
    /// The service recognises the second time by its idempotency key.
    Keyed,
    /// Costs credits a second time, and leaves nothing behind.
    Costly,
    /// Starts billable work or changes something a second time.
    Starting,
}

/// POST operations that leave nothing behind.
const COSTLY: &[&str] = &[
    "scrape_and_extract_from_url",
    "map_urls",
    "search_and_scrape",
    "search_gov",
    "parse_file",
    "crawl_params_preview",
    "developer_search_post",
    "ask_support_agent",
    "search_support_docs",
];

/// POST operations for which the service checks `x-idempotency-key`.
const KEYED: &[&str] = &["crawl_urls"];

impl Safety {
    /// The class of an operation.
    pub fn of(operation: &Operation) -> Self {
        if KEYED.contains(&operation.function) {
            Self::Keyed
        } else if COSTLY.contains(&operation.function) {
            Self::Costly
        } else {
            match operation.method {
                "GET" | "PUT" | "DELETE" | "HEAD" => Self::Repeatable,
                // What is not known is taken for the dangerous kind.
                _ => Self::Starting,
            }
        }
    }

    /// The class of a request whose operation is not known.
    pub fn of_method(method: &Method) -> Self {
        if method.is_idempotent() {
            Self::Repeatable
        } else {
            Self::Starting
        }
    }

    /// Whether the call may start work that outlives it.
    pub fn starts(self) -> bool {
        matches!(self, Self::Keyed | Self::Starting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_name_post_operations_of_the_contract() {
        for function in COSTLY.iter().chain(KEYED) {
            let operation = firecrawl_api::OPERATIONS
                .iter()
                .find(|operation| operation.function == *function);
            assert_eq!(
                operation.map(|operation| operation.method),
                Some("POST"),
                "{function}"
            );
        }
    }

    #[test]
    fn whatever_is_left_starts_something() {
        let starting: Vec<&str> = firecrawl_api::OPERATIONS
            .iter()
            .filter(|operation| Safety::of(operation) == Safety::Starting)
            .map(|operation| operation.id)
            .collect();
        // A new operation lands here by itself; move it to `COSTLY` only if it
        // leaves nothing behind.
        assert_eq!(
            starting,
            [
                "createMonitor",
                "updateMonitor",
                "runMonitor",
                "interactWithScrapeBrowserSession",
                "scrapeAndExtractFromUrls",
                "extractData",
                "startAgent",
                "createBrowserSession",
                "executeBrowserCode",
                "submitSearchFeedback",
                "submitEndpointFeedback",
            ]
        );
    }
}
