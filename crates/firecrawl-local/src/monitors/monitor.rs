//! One monitor: its definition by the user, and the results of its checks.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::check::Check;
use super::schedule::Schedule;
use super::snapshot::Snapshot;
use crate::timestamp;

/// The number of checks that are kept.
const MAX_CHECKS: usize = 100;
/// The bytes of pages that are kept for comparison; beyond them only a change is detected.
const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;
/// The assumed number of pages of a crawl target.
const PAGES_OF_A_CRAWL: i64 = 10;

/// A monitor.
pub(super) struct Monitor {
    pub(super) id: String,
    /// The body of the request, changed by later ones.
    definition: Map<String, Value>,
    schedule: Schedule,
    pub(super) targets: Vec<Value>,
    pub(super) running: Option<String>,
    /// Set when the monitor is deleted, so that a running check ends.
    pub(super) deleted: bool,
    /// The newest last.
    pub(super) checks: VecDeque<Check>,
    baseline: BTreeMap<String, Arc<Snapshot>>,
    baseline_bytes: usize,
    last_run: Option<DateTime<Utc>>,
    last_summary: Option<Value>,
    created: DateTime<Utc>,
    updated: DateTime<Utc>,
}

impl Monitor {
    /// Creates a monitor from a request; the error is a message for the user.
    pub(super) fn new(body: &Value, now: DateTime<Utc>) -> Result<Self, &'static str> {
        let mut monitor = Self {
            id: Uuid::new_v4().to_string(),
            definition: Map::new(),
            schedule: Schedule::parse(&body["schedule"])?,
            targets: Vec::new(),
            running: None,
            deleted: false,
            checks: VecDeque::new(),
            baseline: BTreeMap::new(),
            baseline_bytes: 0,
            last_run: None,
            last_summary: None,
            created: now,
            updated: now,
        };
        monitor.update(body, now)?;
        Ok(monitor)
    }

    /// Applies the keys of a request, all or none of them; a `goal` of `null` clears it.
    pub(super) fn update(&mut self, body: &Value, now: DateTime<Utc>) -> Result<(), &'static str> {
        if let Some(schedule) = body.get("schedule") {
            self.schedule = Schedule::parse(schedule)?;
        }
        if let Some(targets) = body.get("targets").and_then(Value::as_array) {
            self.targets = targets.iter().map(with_id).collect();
        }
        for (name, value) in body.as_object().into_iter().flatten() {
            self.definition.insert(name.clone(), value.clone());
        }
        self.updated = now;
        Ok(())
    }

    /// Returns the webhook of the definition.
    pub(super) fn webhook(&self) -> Option<&Value> {
        self.definition.get("webhook")
    }

    /// Adds a queued check and returns it; the oldest is removed.
    pub(super) fn begin(&mut self, now: DateTime<Utc>) -> &Check {
        if self.checks.len() == MAX_CHECKS {
            self.checks.pop_front();
        }
        let check = Check::new(&self.id, self.estimated_credits(), now);
        self.running = Some(check.id.clone());
        self.checks.push_back(check);
        let last = self.checks.len() - 1;
        &self.checks[last]
    }

    pub(super) fn check(&mut self, id: &str) -> Option<&mut Check> {
        self.checks
            .iter_mut()
            .find(|check| check.id.eq_ignore_ascii_case(id))
    }

    /// Ends the running check and returns it.
    pub(super) fn finish(&mut self, id: &str, now: DateTime<Utc>) -> Option<&Check> {
        self.running = None;
        self.last_run = Some(now);
        let check = self.checks.iter_mut().find(|check| check.id == id)?;
        check.finish(now);
        self.last_summary = Some(check.summary());
        Some(check)
    }

    pub(super) fn snapshot(&self, url: &str) -> Option<Arc<Snapshot>> {
        self.baseline.get(url).cloned()
    }

    /// Returns the URLs and snapshots of the check before.
    pub(super) fn snapshots(&self) -> Vec<(String, Arc<Snapshot>)> {
        let known = self.baseline.iter();
        known
            .map(|(url, snapshot)| (url.clone(), Arc::clone(snapshot)))
            .collect()
    }

    pub(super) fn remember(&mut self, url: &str, mut snapshot: Snapshot) {
        self.forget(url);
        if self.baseline_bytes + snapshot.size() > MAX_TEXT_BYTES {
            snapshot = snapshot.without_text();
        }
        self.baseline_bytes += snapshot.size();
        self.baseline.insert(url.to_owned(), Arc::new(snapshot));
    }

    pub(super) fn forget(&mut self, url: &str) {
        if let Some(snapshot) = self.baseline.remove(url) {
            self.baseline_bytes -= snapshot.size();
        }
    }

    pub(super) fn to_json(&self, now: DateTime<Utc>) -> Value {
        let given = |name: &str| self.definition.get(name);
        let status = given("status").cloned().unwrap_or_else(|| "active".into());
        let next = self.schedule.next(now).filter(|_| status != "paused");
        let monthly = self
            .schedule
            .runs_per_month(now)
            .map(|runs| runs.saturating_mul(self.estimated_credits()));
        let goal = given("goal").cloned().unwrap_or_default();
        let judged = given("judgeEnabled").cloned();
        let mut monitor = json!({
            "id": self.id,
            "name": given("name").cloned().unwrap_or_else(|| "".into()),
            "status": status,
            "schedule": self.schedule.to_json(),
            "nextRunAt": next.map(timestamp::millis),
            "lastRunAt": self.last_run.map(timestamp::millis),
            "currentCheckId": self.running,
            "targets": self.targets,
        });
        for name in ["webhook", "notification"] {
            if let Some(value) = given(name) {
                monitor[name] = value.clone();
            }
        }
        monitor["retentionDays"] = given("retentionDays").cloned().unwrap_or_else(|| 30.into());
        monitor["estimatedCreditsPerMonth"] = json!(monthly);
        if let Some(summary) = &self.last_summary {
            monitor["lastCheckSummary"] = summary.clone();
        }
        let judged = judged.unwrap_or_else(|| (!goal.is_null()).into());
        monitor["goal"] = goal;
        monitor["judgeEnabled"] = judged;
        monitor["createdAt"] = timestamp::millis(self.created).into();
        monitor["updatedAt"] = timestamp::millis(self.updated).into();
        monitor
    }

    /// Returns one credit for each page that a run is assumed to fetch.
    fn estimated_credits(&self) -> i64 {
        self.targets.iter().map(pages).sum()
    }
}

fn pages(target: &Value) -> i64 {
    match target["type"].as_str() {
        Some("scrape") => {
            let urls = target["urls"].as_array().map_or(0, Vec::len);
            i64::try_from(urls).unwrap_or(i64::MAX)
        }
        Some("crawl") => target["crawlOptions"]["limit"]
            .as_i64()
            .unwrap_or(PAGES_OF_A_CRAWL)
            .clamp(1, 1_000_000),
        _ => 0,
    }
}

/// Returns a target of a request, with a new id unless it has one.
fn with_id(target: &Value) -> Value {
    let mut whole = json!({"id": Uuid::new_v4().to_string()});
    for (name, value) in target.as_object().into_iter().flatten() {
        whole[name] = value.clone();
    }
    whole
}
