//! Whether a lost request is sent again.

use firecrawl_api::RetryClass;

use super::policy::RetryPolicy;

/// Returns whether a request of this class is sent again after its response was lost, at no risk.
///
/// Not so under an idempotency key: what was taken is then answered with
/// 409, and the id of the job is lost.
pub(crate) fn repeats(class: RetryClass, policy: &RetryPolicy) -> bool {
    match class {
        RetryClass::Idempotent => true,
        RetryClass::Costly => policy.repeat_costly,
        RetryClass::Keyed | RetryClass::Starts => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_left_starts_something() {
        let starting: Vec<&str> = firecrawl_api::OPERATIONS
            .iter()
            .filter(|operation| operation.retry == RetryClass::Starts)
            .map(|operation| operation.id)
            .collect();
        // A new operation lands here by itself; give it `x-retry: costly` only
        // if it leaves nothing behind.
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
