//! The calls that cost credits: one page each way, and nothing that lasts.

use serde_json::{Value, json};

use super::declared::Declared;
use super::ids::unknown;
use super::plan::{Call, SEARCHED};
use openapi_document::Result;

/// One call that costs credits.
#[derive(Clone, Debug)]
pub(super) struct Spending {
    pub call: Call,
    /// The operation that reports the status of a started job.
    pub status: Option<&'static str>,
}

/// The plan, in its order: about six credits at the prices of November 2026.
///
/// Extract and agent runs are left out, since what they cost is not known before.
///
/// # Errors
///
/// If the contract lacks one of the operations.
pub(super) fn plan(declared: &Declared, page: &str) -> Result<Vec<Spending>> {
    let formats = json!(["markdown", "html", "rawHtml", "links", "images"]);
    let steps: [(&str, Value, Option<&'static str>); 5] = [
        (
            "scrapeAndExtractFromUrl",
            json!({"url": page, "formats": formats}),
            None,
        ),
        ("mapUrls", json!({"url": page, "limit": 2}), None),
        (
            "searchAndScrape",
            json!({"query": SEARCHED, "limit": 1}),
            None,
        ),
        (
            "crawlUrls",
            json!({"url": page, "limit": 1}),
            Some("getCrawlStatus"),
        ),
        (
            "scrapeAndExtractFromUrls",
            json!({"urls": [page]}),
            Some("getBatchScrapeStatus"),
        ),
    ];
    steps
        .into_iter()
        .map(|(id, body, status)| {
            let operation = declared.operation(id)?;
            let mut call = Call::new(&operation, "", unknown(operation.path));
            call.body = Some(body.to_string());
            Ok(Spending { call, status })
        })
        .collect()
}

/// Returns whether a job has ended; an unknown status means that it goes on.
pub(super) fn has_ended(body: &Value) -> bool {
    let status = body.get("status").and_then(Value::as_str);
    status.is_some_and(|status| ["completed", "failed", "cancelled"].contains(&status))
}
