//! One check of a monitor: where it stands and what it found.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::written;

/// How many bytes of diffs one check keeps.
const DIFF_BYTES: usize = 1024 * 1024;

/// What became of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageStatus {
    Same,
    New,
    Changed,
    Removed,
    Error,
}

/// How many pages have which status.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Summary {
    same: usize,
    new: usize,
    changed: usize,
    removed: usize,
    error: usize,
}

/// One page of a check.
#[derive(Clone, Debug)]
pub(super) struct Page {
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

/// One check.
pub(super) struct Check {
    pub(super) id: String,
    pub(super) monitor_id: String,
    pub(super) status: &'static str,
    pub(super) summary: Summary,
    pub(super) pages: Vec<(String, Page)>,
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
    /// A check that waits.
    pub(super) fn new(monitor_id: &str, estimated_credits: i64, now: DateTime<Utc>) -> Self {
        Self {
            id: Uuid::new_v4().to_string(),
            monitor_id: monitor_id.to_owned(),
            status: "queued",
            summary: Summary::default(),
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

    /// Adds a page; its diff is left out once all of them are too long.
    pub(super) fn add(&mut self, page: &Page, credits: i64) {
        self.summary.count(page.status);
        self.credits += credits;
        self.updated = page.at;
        let mut kept = page.clone();
        self.diff_bytes += kept.diff.as_ref().map_or(0, String::len);
        if self.diff_bytes > DIFF_BYTES {
            kept.diff = None;
        }
        self.pages.push((Uuid::new_v4().to_string(), kept));
    }

    /// Ends it: `failed` if no page worked, `partial` if only some did, `completed` otherwise.
    pub(super) fn finish(&mut self, now: DateTime<Utc>) {
        self.status = match (self.summary.error, self.summary.total()) {
            (0, _) => "completed",
            (errors, total) if errors == total => "failed",
            _ => "partial",
        };
        self.finished = Some(now);
        self.updated = now;
    }

    pub(super) fn shown(&self) -> Value {
        let ended = self.finished.is_some();
        json!({
            "id": self.id,
            "monitorId": self.monitor_id,
            "status": self.status,
            "trigger": "manual",
            "scheduledFor": null,
            "startedAt": self.started.map(written),
            "finishedAt": self.finished.map(written),
            "estimatedCredits": self.estimated_credits,
            "reservedCredits": if ended { 0 } else { self.estimated_credits },
            "actualCredits": ended.then_some(self.credits),
            "billingStatus": if ended { "billed" } else { "reserved" },
            "summary": self.summary.shown(),
            "targetResults": ended.then_some(&self.target_results),
            "notificationStatus": null,
            "error": (self.status == "failed").then_some("No page could be fetched"),
            "createdAt": written(self.created),
            "updatedAt": written(self.updated),
        })
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

impl Summary {
    fn count(&mut self, status: PageStatus) {
        *match status {
            PageStatus::Same => &mut self.same,
            PageStatus::New => &mut self.new,
            PageStatus::Changed => &mut self.changed,
            PageStatus::Removed => &mut self.removed,
            PageStatus::Error => &mut self.error,
        } += 1;
    }

    fn total(&self) -> usize {
        self.same + self.new + self.changed + self.removed + self.error
    }

    pub(super) fn shown(&self) -> Value {
        json!({
            "totalPages": self.total(),
            "same": self.same,
            "changed": self.changed,
            "new": self.new,
            "removed": self.removed,
            "error": self.error,
        })
    }
}

impl Page {
    /// As a check shows it.
    pub(super) fn shown(&self, id: &str) -> Value {
        json!({
            "id": id,
            "targetId": self.target_id,
            "url": self.url,
            "status": self.status.name(),
            "previousScrapeId": self.previous_scrape_id,
            "currentScrapeId": self.current_scrape_id,
            "statusCode": self.status_code,
            "error": self.error,
            "metadata": self.metadata,
            "judgment": null,
            "diff": self.diff_shown(),
            "snapshot": null,
            "createdAt": written(self.at),
        })
    }

    /// As a webhook shows it.
    pub(super) fn told(&self, monitor_id: &str, check_id: &str) -> Value {
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
            "diff": self.diff_shown(),
        })
    }

    fn diff_shown(&self) -> Option<Value> {
        self.diff.as_ref().map(|text| json!({"text": text}))
    }
}
