//! One monitor: what the user wrote, and what its checks have left.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::check::Check;
use super::schedule::Schedule;
use super::snapshot::Snapshot;
use super::written;

/// How many checks are kept.
const CHECKS: usize = 100;
/// How many bytes of pages are kept for comparing; of those beyond only whether they changed is known.
const TEXT_BYTES: usize = 4 * 1024 * 1024;
/// What a crawl target is reckoned to find.
const PAGES_OF_A_CRAWL: i64 = 10;

/// One monitor.
pub(super) struct Monitor {
    pub(super) id: String,
    name: String,
    schedule: Schedule,
    paused: bool,
    pub(super) targets: Vec<Value>,
    pub(super) webhook: Option<Value>,
    notification: Option<Value>,
    retention_days: i64,
    goal: Option<String>,
    judge_enabled: Option<bool>,
    pub(super) running: Option<String>,
    /// Set when it is deleted, so that a running check ends.
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
    /// A monitor as a request describes it; the message of a failure is meant for the user.
    pub(super) fn new(body: &Value, now: DateTime<Utc>) -> Result<Self, &'static str> {
        let mut monitor = Self {
            id: Uuid::new_v4().to_string(),
            name: String::new(),
            schedule: Schedule::parse(body.get("schedule").unwrap_or(&Value::Null))?,
            paused: false,
            targets: Vec::new(),
            webhook: None,
            notification: None,
            retention_days: 30,
            goal: None,
            judge_enabled: None,
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

    /// Takes over what a request names, all or nothing; a `goal` of `null` clears it.
    pub(super) fn update(&mut self, body: &Value, now: DateTime<Utc>) -> Result<(), &'static str> {
        if let Some(schedule) = body.get("schedule") {
            self.schedule = Schedule::parse(schedule)?;
        }
        if let Some(name) = body.get("name").and_then(Value::as_str) {
            self.name = name.to_owned();
        }
        if let Some(targets) = body.get("targets").and_then(Value::as_array) {
            self.targets = targets.iter().map(with_id).collect();
        }
        if let Some(webhook) = body.get("webhook") {
            self.webhook = Some(webhook.clone());
        }
        if let Some(notification) = body.get("notification") {
            self.notification = Some(notification.clone());
        }
        if let Some(days) = body.get("retentionDays").and_then(Value::as_i64) {
            self.retention_days = days;
        }
        if let Some(goal) = body.get("goal") {
            self.goal = goal.as_str().map(str::to_owned);
        }
        if let Some(judge) = body.get("judgeEnabled").and_then(Value::as_bool) {
            self.judge_enabled = Some(judge);
        }
        if let Some(status) = body.get("status").and_then(Value::as_str) {
            self.paused = status == "paused";
        }
        self.updated = now;
        Ok(())
    }

    /// Adds a check that waits and gives it; the oldest is forgotten.
    pub(super) fn begin(&mut self, now: DateTime<Utc>) -> &Check {
        if self.checks.len() == CHECKS {
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

    /// Ends the running check and gives it.
    pub(super) fn finish(&mut self, id: &str, now: DateTime<Utc>) -> Option<&Check> {
        self.running = None;
        self.last_run = Some(now);
        let check = self.checks.iter_mut().find(|check| check.id == id)?;
        check.finish(now);
        self.last_summary = Some(check.summary.shown());
        Some(check)
    }

    pub(super) fn known(&self, url: &str) -> Option<Arc<Snapshot>> {
        self.baseline.get(url).cloned()
    }

    /// What was known at the check before: addresses and their snapshots.
    pub(super) fn all_known(&self) -> Vec<(String, Arc<Snapshot>)> {
        self.baseline
            .iter()
            .map(|(url, snapshot)| (url.clone(), Arc::clone(snapshot)))
            .collect()
    }

    pub(super) fn remember(&mut self, url: &str, snapshot: Snapshot) {
        self.forget(url);
        let snapshot = if self.baseline_bytes + snapshot.size() > TEXT_BYTES {
            snapshot.without_text()
        } else {
            snapshot
        };
        self.baseline_bytes += snapshot.size();
        self.baseline.insert(url.to_owned(), Arc::new(snapshot));
    }

    pub(super) fn forget(&mut self, url: &str) {
        if let Some(snapshot) = self.baseline.remove(url) {
            self.baseline_bytes -= snapshot.size();
        }
    }

    pub(super) fn shown(&self, now: DateTime<Utc>) -> Value {
        let next = self.schedule.next(now).filter(|_| !self.paused);
        let monthly = self
            .schedule
            .runs_a_month(now)
            .map(|runs| runs.saturating_mul(self.estimated_credits()));
        let mut shown = json!({
            "id": self.id,
            "name": self.name,
            "status": if self.paused { "paused" } else { "active" },
            "schedule": self.schedule.shown(),
            "nextRunAt": next.map(written),
            "lastRunAt": self.last_run.map(written),
            "currentCheckId": self.running,
            "targets": self.targets,
        });
        for (name, value) in [
            ("webhook", &self.webhook),
            ("notification", &self.notification),
        ] {
            if let Some(value) = value {
                shown[name] = value.clone();
            }
        }
        shown["retentionDays"] = self.retention_days.into();
        shown["estimatedCreditsPerMonth"] = json!(monthly);
        if let Some(summary) = &self.last_summary {
            shown["lastCheckSummary"] = summary.clone();
        }
        shown["goal"] = json!(self.goal);
        shown["judgeEnabled"] = self.judge_enabled.unwrap_or(self.goal.is_some()).into();
        shown["createdAt"] = written(self.created).into();
        shown["updatedAt"] = written(self.updated).into();
        shown
    }

    /// One for each page that a run is reckoned to fetch.
    fn estimated_credits(&self) -> i64 {
        self.targets.iter().map(pages).sum()
    }
}

fn pages(target: &Value) -> i64 {
    let count = |name: &str| target[name].as_array().map_or(0, Vec::len);
    match target["type"].as_str() {
        Some("scrape") => i64::try_from(count("urls")).unwrap_or(i64::MAX),
        Some("crawl") => target["crawlOptions"]["limit"]
            .as_i64()
            .unwrap_or(PAGES_OF_A_CRAWL)
            .clamp(1, 1_000_000),
        _ => 0,
    }
}

/// A target as it was written, with an id in front if it has none.
fn with_id(target: &Value) -> Value {
    let Some(fields) = target.as_object() else {
        return target.clone();
    };
    let mut whole = Map::new();
    let id = fields
        .get("id")
        .cloned()
        .unwrap_or_else(|| Uuid::new_v4().to_string().into());
    whole.insert("id".to_owned(), id);
    whole.extend(fields.clone());
    Value::Object(whole)
}
