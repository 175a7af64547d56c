//! One monitor: its definition by the user, and the results of its checks.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use indexmap::IndexMap;
use parking_lot::Mutex;
use serde_json::{Value, json};
use uuid::Uuid;

use super::check::Check;
use super::schedule::Schedule;
use super::snapshot::Snapshot;
use crate::request::Request;
use crate::response::Response;
use crate::team::push_bounded;
use crate::timestamp;

/// The number of checks that are kept.
const MAX_CHECKS: usize = 100;
/// The bytes of pages that are kept for comparison; beyond them only a change is detected.
const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;
/// The assumed number of pages of a crawl target.
const PAGES_OF_A_CRAWL: i64 = 10;

/// A monitor that operations and its running check share.
pub(super) type Shared = Arc<Mutex<Monitor>>;

/// The monitors of a server, the oldest first.
#[derive(Default)]
pub struct Monitors(pub(super) Mutex<IndexMap<String, Shared>>);

impl Monitors {
    /// Finds the monitor that a path names.
    pub(super) fn find(&self, request: &Request) -> Result<Shared, Box<Response>> {
        let id = request.path_param("monitorId").to_ascii_lowercase();
        let found = self.0.lock().get(&id).cloned();
        found.ok_or_else(|| Response::error(404, "Monitor not found").into())
    }
}

/// A monitor.
pub(super) struct Monitor {
    pub(super) id: String,
    /// The body of the request, changed by later ones.
    pub(super) definition: Value,
    schedule: Schedule,
    pub(super) running: Option<String>,
    /// Set when the monitor is deleted, so that a running check ends.
    pub(super) deleted: bool,
    /// The newest last.
    pub(super) checks: VecDeque<Check>,
    /// The pages of the check before, by their URLs.
    pub(super) baseline: BTreeMap<String, Arc<Snapshot>>,
    last_run: Option<String>,
    last_summary: Option<Value>,
    created: String,
    updated: String,
}

impl Monitor {
    /// Creates a monitor from a request; the error is a message for the user.
    pub(super) fn new(body: &Value) -> Result<Self, &'static str> {
        let mut monitor = Self {
            id: Uuid::new_v4().to_string(),
            definition: json!({}),
            schedule: Schedule::parse(&body["schedule"])?,
            running: None,
            deleted: false,
            checks: VecDeque::new(),
            baseline: BTreeMap::new(),
            last_run: None,
            last_summary: None,
            created: timestamp::now(),
            updated: String::new(),
        };
        monitor.update(body)?;
        Ok(monitor)
    }

    /// Applies the keys of a request, all or none of them; a `goal` of `null` clears it.
    pub(super) fn update(&mut self, body: &Value) -> Result<(), &'static str> {
        if let Some(schedule) = body.get("schedule") {
            self.schedule = Schedule::parse(schedule)?;
        }
        for (name, value) in body.as_object().into_iter().flatten() {
            self.definition[name] = match (name.as_str(), value) {
                ("targets", Value::Array(targets)) => targets.iter().map(with_id).collect(),
                _ => value.clone(),
            };
        }
        self.updated = timestamp::now();
        Ok(())
    }

    /// Adds a queued check and returns it; the oldest is removed.
    pub(super) fn begin(&mut self) -> (String, Value) {
        let check = Check::new(&self.id, self.estimated_credits());
        let begun = (check.id.clone(), check.to_json());
        self.running = Some(check.id.clone());
        push_bounded(&mut self.checks, check, MAX_CHECKS);
        begun
    }

    pub(super) fn check(&mut self, id: &str) -> Option<&mut Check> {
        let mut checks = self.checks.iter_mut();
        checks.find(|check| check.id.eq_ignore_ascii_case(id))
    }

    /// Ends the running check and returns it.
    pub(super) fn finish(&mut self, id: &str) -> Option<&Check> {
        self.running = None;
        self.last_run = Some(timestamp::now());
        let check = self.checks.iter_mut().find(|check| check.id == id)?;
        check.finish();
        self.last_summary = Some(check.summary());
        Some(check)
    }

    /// Keeps a page for the next check, without its text if all texts are too long.
    pub(super) fn remember(&mut self, url: &str, mut snapshot: Snapshot) {
        self.baseline.remove(url);
        let bytes: usize = self.baseline.values().map(|known| known.size()).sum();
        if bytes + snapshot.size() > MAX_TEXT_BYTES {
            snapshot.text = None;
        }
        self.baseline.insert(url.to_owned(), Arc::new(snapshot));
    }

    pub(super) fn to_json(&self, now: DateTime<Utc>) -> Value {
        let or = |name: &str, default: Value| self.definition.get(name).cloned().unwrap_or(default);
        let status = or("status", "active".into());
        let next = self.schedule.next(now).filter(|_| status != "paused");
        let runs = self.schedule.runs_per_month(now);
        let goal = or("goal", Value::Null);
        let mut monitor = json!({
            "id": self.id,
            "name": or("name", "".into()),
            "status": status,
            "schedule": self.schedule.shown,
            "nextRunAt": next.map(timestamp::millis),
            "lastRunAt": self.last_run,
            "currentCheckId": self.running,
            "targets": or("targets", json!([])),
        });
        for name in ["webhook", "notification"] {
            if let Some(value) = self.definition.get(name) {
                monitor[name] = value.clone();
            }
        }
        monitor["retentionDays"] = or("retentionDays", 30.into());
        monitor["estimatedCreditsPerMonth"] =
            json!(runs.map(|runs| runs.saturating_mul(self.estimated_credits())));
        if let Some(summary) = &self.last_summary {
            monitor["lastCheckSummary"] = summary.clone();
        }
        monitor["judgeEnabled"] = or("judgeEnabled", (!goal.is_null()).into());
        monitor["goal"] = goal;
        monitor["createdAt"] = self.created.as_str().into();
        monitor["updatedAt"] = self.updated.as_str().into();
        monitor
    }

    pub(super) fn targets(&self) -> &[Value] {
        self.definition["targets"]
            .as_array()
            .map_or(&[], Vec::as_slice)
    }

    /// Returns one credit for each page that a run is assumed to fetch.
    fn estimated_credits(&self) -> i64 {
        self.targets().iter().map(pages).sum()
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
