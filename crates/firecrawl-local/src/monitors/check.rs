//! One check of a monitor: its status and its pages.

use serde_json::{Value, json};
use uuid::Uuid;

use super::snapshot::Snapshot;
use crate::timestamp;

/// The bytes of diffs that one check keeps.
const MAX_DIFF_BYTES: usize = 1024 * 1024;

/// A check.
pub(super) struct Check {
    pub(super) id: String,
    pub(super) status: &'static str,
    /// The pages as in responses.
    pub(super) pages: Vec<Value>,
    pub(super) target_results: Vec<Value>,
    /// The check as in responses, without what its pages decide.
    shown: Value,
    credits: i64,
    diff_bytes: usize,
}

impl Check {
    /// Creates a queued check.
    pub(super) fn new(monitor_id: &str, estimated_credits: i64) -> Self {
        let id = Uuid::new_v4().to_string();
        let now = timestamp::now();
        Self {
            shown: json!({
                "id": id,
                "monitorId": monitor_id,
                "status": "queued",
                "trigger": "manual",
                "scheduledFor": null,
                "startedAt": null,
                "finishedAt": null,
                "estimatedCredits": estimated_credits,
                "reservedCredits": estimated_credits,
                "actualCredits": null,
                "billingStatus": "reserved",
                "summary": null,
                "targetResults": null,
                "notificationStatus": null,
                "error": null,
                "createdAt": now,
                "updatedAt": now,
            }),
            id,
            status: "queued",
            pages: Vec::new(),
            target_results: Vec::new(),
            credits: 0,
            diff_bytes: 0,
        }
    }

    pub(super) fn start(&mut self) {
        self.status = "running";
        self.set(&[("startedAt", timestamp::now().into())]);
    }

    /// Adds a page, without its diff once the diffs are too long.
    pub(super) fn add(&mut self, mut page: Value, credits: i64) {
        self.credits += credits;
        self.diff_bytes += page["diff"]["text"].as_str().map_or(0, str::len);
        if self.diff_bytes > MAX_DIFF_BYTES {
            page["diff"] = Value::Null;
        }
        self.pages.push(page);
        self.set(&[]);
    }

    /// Ends the check as `failed` if no page worked, `partial` if some did, otherwise `completed`.
    pub(super) fn finish(&mut self) {
        self.status = match self.count("error") {
            0 => "completed",
            errors if errors == self.pages.len() => "failed",
            _ => "partial",
        };
        self.set(&[
            ("finishedAt", timestamp::now().into()),
            ("reservedCredits", 0.into()),
            ("actualCredits", self.credits.into()),
            ("billingStatus", "confirmed".into()),
            ("targetResults", self.target_results.clone().into()),
            ("error", self.error().into()),
        ]);
    }

    pub(super) fn to_json(&self) -> Value {
        let mut shown = self.shown.clone();
        shown["summary"] = self.summary();
        shown
    }

    pub(super) fn error(&self) -> Option<&'static str> {
        (self.status == "failed").then_some("No page could be fetched")
    }

    pub(super) fn summary(&self) -> Value {
        let mut summary = json!({"totalPages": self.pages.len()});
        for status in ["same", "changed", "new", "removed", "error"] {
            summary[status] = self.count(status).into();
        }
        summary
    }

    fn count(&self, status: &str) -> usize {
        let pages = self.pages.iter();
        pages.filter(|page| page["status"] == status).count()
    }

    /// Changes what responses show of the check.
    fn set(&mut self, changes: &[(&str, Value)]) {
        for (name, value) in changes {
            self.shown[*name] = value.clone();
        }
        self.shown["status"] = self.status.into();
        self.shown["updatedAt"] = timestamp::now().into();
    }
}

/// Returns a page that has only been looked up, as in the response of a check.
pub(super) fn page(target_id: &str, url: &str, status: &str, before: Option<&Snapshot>) -> Value {
    json!({
        "id": Uuid::new_v4().to_string(),
        "targetId": target_id,
        "url": url,
        "status": status,
        "previousScrapeId": before.map(|before| &before.scrape_id),
        "currentScrapeId": null,
        "statusCode": null,
        "error": null,
        "metadata": null,
        "judgment": null,
        "diff": null,
        "snapshot": null,
        "createdAt": timestamp::now(),
    })
}
