//! One check of a monitor: its status and its pages.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::timestamp;

/// The bytes of diffs that one check keeps.
const MAX_DIFF_BYTES: usize = 1024 * 1024;

/// The result for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageStatus {
    Same,
    New,
    Changed,
    Removed,
    Error,
}

/// A page of a check.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub(super) id: String,
    pub(super) target_id: String,
    pub(super) url: String,
    pub(super) status: PageStatus,
    pub(super) previous_scrape_id: Option<String>,
    pub(super) current_scrape_id: Option<String>,
    pub(super) status_code: Option<u16>,
    pub(super) error: Option<String>,
    pub(super) metadata: Option<Map<String, Value>>,
    pub(super) diff: Option<String>,
    pub(super) at: DateTime<Utc>,
}

/// A check.
pub(super) struct Check {
    pub(super) id: String,
    pub(super) monitor_id: String,
    pub(super) status: &'static str,
    pub(super) pages: Vec<Page>,
    pub(super) target_results: Vec<Value>,
    estimated_credits: i64,
    credits: i64,
    diff_bytes: usize,
    created: DateTime<Utc>,
    updated: DateTime<Utc>,
    started: Option<DateTime<Utc>>,
    finished: Option<DateTime<Utc>>,
}

impl Check {
    /// Creates a queued check.
    pub(super) fn new(monitor_id: &str, estimated_credits: i64, now: DateTime<Utc>) -> Self {
        Self {
            id: Uuid::new_v4().to_string(),
            monitor_id: monitor_id.to_owned(),
            status: "queued",
            pages: Vec::new(),
            target_results: Vec::new(),
            estimated_credits,
            credits: 0,
            diff_bytes: 0,
            created: now,
            updated: now,
            started: None,
            finished: None,
        }
    }

    pub(super) fn start(&mut self, now: DateTime<Utc>) {
        self.status = "running";
        self.started = Some(now);
        self.updated = now;
    }

    /// Adds a page, without its diff once the diffs are too long.
    pub(super) fn add(&mut self, mut page: Page, credits: i64) {
        self.credits += credits;
        self.updated = page.at;
        self.diff_bytes += page.diff.as_ref().map_or(0, String::len);
        if self.diff_bytes > MAX_DIFF_BYTES {
            page.diff = None;
        }
        self.pages.push(page);
    }

    /// Ends the check as `failed` if no page worked, `partial` if some did, otherwise `completed`.
    pub(super) fn finish(&mut self, now: DateTime<Utc>) {
        self.status = match self.count(PageStatus::Error) {
            0 => "completed",
            errors if errors == self.pages.len() => "failed",
            _ => "partial",
        };
        self.finished = Some(now);
        self.updated = now;
    }

    pub(super) fn to_json(&self) -> Value {
        let ended = self.finished.is_some();
        json!({
            "id": self.id,
            "monitorId": self.monitor_id,
            "status": self.status,
            "trigger": "manual",
            "scheduledFor": null,
            "startedAt": self.started.map(timestamp::millis),
            "finishedAt": self.finished.map(timestamp::millis),
            "estimatedCredits": self.estimated_credits,
            "reservedCredits": if ended { 0 } else { self.estimated_credits },
            "actualCredits": ended.then_some(self.credits),
            "billingStatus": if ended { "billed" } else { "reserved" },
            "summary": self.summary(),
            "targetResults": ended.then_some(&self.target_results),
            "notificationStatus": null,
            "error": self.error(),
            "createdAt": timestamp::millis(self.created),
            "updatedAt": timestamp::millis(self.updated),
        })
    }

    pub(super) fn error(&self) -> Option<&'static str> {
        (self.status == "failed").then_some("No page could be fetched")
    }

    pub(super) fn summary(&self) -> Value {
        json!({
            "totalPages": self.pages.len(),
            "same": self.count(PageStatus::Same),
            "changed": self.count(PageStatus::Changed),
            "new": self.count(PageStatus::New),
            "removed": self.count(PageStatus::Removed),
            "error": self.count(PageStatus::Error),
        })
    }

    fn count(&self, status: PageStatus) -> usize {
        let pages = self.pages.iter();
        pages.filter(|page| page.status == status).count()
    }
}

impl PageStatus {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::New => "new",
            Self::Changed => "changed",
            Self::Removed => "removed",
            Self::Error => "error",
        }
    }
}

impl Page {
    /// Creates a page that has only been looked up.
    pub(super) fn new(target_id: &str, url: String, status: PageStatus) -> Self {
        Self {
            id: Uuid::new_v4().to_string(),
            target_id: target_id.to_owned(),
            url,
            status,
            previous_scrape_id: None,
            current_scrape_id: None,
            status_code: None,
            error: None,
            metadata: None,
            diff: None,
            at: Utc::now(),
        }
    }

    /// Returns the page as in the response of a check.
    pub(super) fn to_json(&self) -> Value {
        json!({
            "id": self.id,
            "targetId": self.target_id,
            "url": self.url,
            "status": self.status.name(),
            "previousScrapeId": self.previous_scrape_id,
            "currentScrapeId": self.current_scrape_id,
            "statusCode": self.status_code,
            "error": self.error,
            "metadata": self.metadata,
            "judgment": null,
            "diff": self.diff_json(),
            "snapshot": null,
            "createdAt": timestamp::millis(self.at),
        })
    }

    /// Returns the page as in a webhook.
    pub(super) fn webhook_data(&self, monitor_id: &str, check_id: &str) -> Value {
        json!({
            "monitorId": monitor_id,
            "checkId": check_id,
            "url": self.url,
            "status": self.status.name(),
            "previousScrapeId": self.previous_scrape_id,
            "currentScrapeId": self.current_scrape_id,
            "error": self.error,
            "isMeaningful": null,
            "judgment": null,
            "diff": self.diff_json(),
        })
    }

    fn diff_json(&self) -> Option<Value> {
        self.diff.as_ref().map(|text| json!({"text": text}))
    }
}
