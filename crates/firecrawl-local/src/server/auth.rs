//! API keys.

use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, SEC_WEBSOCKET_PROTOCOL};
use firecrawl_api::OperationId;

use crate::contract::Operation;
use crate::response::Response;
use crate::settings::Settings;

/// Rejects a request whose key is not accepted.
pub(super) fn check(
    settings: &Settings,
    operation: &Operation,
    headers: &HeaderMap,
) -> Result<(), Box<Response>> {
    let Some(keys) = &settings.keys else {
        return Ok(());
    };
    let error = match headers.get(AUTHORIZATION) {
        None if is_keyless(operation) => return Ok(()),
        None => "Unauthorized",
        Some(header) => match bearer(header.to_str().unwrap_or_default()) {
            None => "Unauthorized: Token missing",
            Some(key) if keys.iter().any(|accepted| accepted == key) => return Ok(()),
            Some(_) => "Unauthorized: Invalid token",
        },
    };
    Err(Response::error(401, error).into())
}

/// Returns whether a WebSocket may watch a job; the key can also be the sub-protocol.
pub(super) fn may_watch(settings: &Settings, headers: &HeaderMap) -> bool {
    let Some(keys) = &settings.keys else {
        return true;
    };
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let protocol = || text(SEC_WEBSOCKET_PROTOCOL)?.split(',').next();
    let key = text(AUTHORIZATION).map_or_else(protocol, bearer);
    key.is_some_and(|key| keys.iter().any(|accepted| accepted == key.trim()))
}

/// Returns the key of a header. The service splits at single spaces, so two of them hide the key.
fn bearer(header: &str) -> Option<&str> {
    let (scheme, rest) = header.split_once(' ')?;
    let key = rest.split(' ').next()?;
    (scheme.eq_ignore_ascii_case("bearer") && !key.is_empty()).then_some(key)
}

/// Returns whether an operation works without a key, with the limits of the free plan.
fn is_keyless(operation: &Operation) -> bool {
    OperationId::from_id(&operation.id).is_some_and(|known| !known.operation().needs_key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Contract;

    #[test]
    fn the_key_follows_the_scheme_and_one_space() {
        assert_eq!(bearer("Bearer fc-1"), Some("fc-1"));
        assert_eq!(bearer("bearer fc-1"), Some("fc-1"));
        assert_eq!(bearer("Bearer fc-1 more"), Some("fc-1"));
        for broken in [
            "Bearer  fc-1",
            "Bearer ",
            "Bearer",
            "",
            "Basic fc-1",
            "fc-1",
        ] {
            assert_eq!(bearer(broken), None, "{broken:?}");
        }
    }

    #[test]
    fn search_scrape_parse_and_interact_need_no_key() {
        let contract = Contract::load();
        let keyless: Vec<&str> = contract
            .operations()
            .iter()
            .filter(|operation| is_keyless(operation))
            .map(|operation| operation.id.as_str())
            .collect();
        for id in [
            "searchAndScrape",
            "scrapeAndExtractFromUrl",
            "parseFile",
            "createParseUpload",
            "createBrowserSession",
            "interactWithScrapeBrowserSession",
            "researchGetPaper",
            "developerSearch",
        ] {
            assert!(keyless.contains(&id), "{id}");
        }
        for id in [
            "crawlUrls",
            "mapUrls",
            "scrapeAndExtractFromUrls",
            "startAgent",
            "getCreditUsage",
            "submitSearchFeedback",
            "submitEndpointFeedback",
            "createMonitor",
            "askSupportAgent",
        ] {
            assert!(!keyless.contains(&id), "{id}");
        }
    }
}
