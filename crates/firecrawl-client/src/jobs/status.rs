//! The status of a crawl or batch, and of a monitor's check, without a page of results.

use std::fmt;

use firecrawl_api::Timestamp;
use firecrawl_api::types::{JobPage, JobState, MonitorCheck, MonitorCheckDetail};
use serde::Serialize;
use serde_json::{Map, Value};

/// The status of a crawl or batch.
///
/// It has no documents: [`Job::documents`](crate::Job::documents) streams them,
/// [`Job::collect`](crate::Job::collect) reads them all.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct JobStatus {
    /// The id of the job, where the service repeats it.
    pub id: Option<String>,
    /// The state: `scraping`, `completed`, `failed`, `cancelled`; an empty word if there is none.
    pub status: JobState,
    /// False if the response reports an error.
    pub success: Option<bool>,
    /// The number of pages finished so far.
    pub completed: i64,
    /// The number of pages known so far: 0 right after the start, and it can shrink as pages fail.
    pub total: i64,
    /// The cost of the job so far, in credits; -1 while it is not known.
    pub credits_used: Option<i64>,
    /// The time at which the job was started.
    pub created_at: Option<Timestamp>,
    /// The time at which the job ended; missing while it runs.
    pub completed_at: Option<Timestamp>,
    /// The time at which the result is deleted; from then on the job is not found.
    pub expires_at: Option<Timestamp>,
    /// The duration of the job as the service states it, without a unit.
    pub duration: Option<f64>,
    /// A warning from the server about the job.
    pub warning: Option<String>,
    /// Hints for agents, if a header asked for them.
    #[serde(rename = "agent_hints", skip_serializing_if = "Vec::is_empty")]
    pub agent_hints: Vec<String>,
    /// All other fields.
    #[serde(flatten)]
    pub extra: Map<String, Value>,
}

impl From<JobPage> for JobStatus {
    fn from(page: JobPage) -> Self {
        Self {
            id: page.id,
            warning: page.warning,
            status: page.status,
            success: page.success,
            completed: page.completed.unwrap_or_default(),
            total: page.total.unwrap_or_default(),
            credits_used: page.credits_used,
            created_at: page.created_at,
            completed_at: page.completed_at,
            expires_at: page.expires_at,
            duration: page.duration,
            agent_hints: page.agent_hints,
            extra: page.extra,
        }
    }
}

/// Shows the state and the counts: `scraping: 3 of 10 pages`.
impl fmt::Display for JobStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {} of {} pages",
            self.status, self.completed, self.total
        )
    }
}

/// Returns a check without its pages.
pub(super) fn without_pages(detail: MonitorCheckDetail) -> MonitorCheck {
    let mut check = MonitorCheck::default();
    check.id = detail.id;
    check.monitor_id = detail.monitor_id;
    check.status = detail.status;
    check.trigger = detail.trigger;
    check.scheduled_for = detail.scheduled_for;
    check.started_at = detail.started_at;
    check.finished_at = detail.finished_at;
    check.estimated_credits = detail.estimated_credits;
    check.reserved_credits = detail.reserved_credits;
    check.actual_credits = detail.actual_credits;
    check.billing_status = detail.billing_status;
    check.summary = detail.summary;
    check.target_results = detail.target_results;
    check.notification_status = detail.notification_status;
    check.error = detail.error;
    check.created_at = detail.created_at;
    check.updated_at = detail.updated_at;
    check.extra = detail.extra;
    check
}

#[cfg(test)]
mod tests {
    use firecrawl_api::CONTRACT;
    use serde_json::json;

    use super::*;

    #[test]
    fn every_declared_field_but_the_documents_is_kept() {
        let contract: Value = serde_json::from_str(CONTRACT).unwrap();
        let schema = &contract["components"]["schemas"]["CrawlStatusResponseObj"];
        let mut body = Map::new();
        for (name, property) in schema["properties"].as_object().unwrap() {
            let value = match property["type"].as_str() {
                Some("integer" | "number") => json!(3),
                Some("boolean") => json!(true),
                Some("object") => json!({}),
                Some("array") if name == "data" => json!([]),
                Some("array") => json!(["word"]),
                _ if name.ends_with("At") => json!("2026-01-02T03:04:05Z"),
                _ => json!("word"),
            };
            body.insert(name.clone(), value);
        }
        let page: JobPage = serde_json::from_value(Value::Object(body.clone())).unwrap();
        assert_eq!(page.extra, Map::new());
        let status = JobStatus::from(page);
        assert_eq!(status.to_string(), "word: 3 of 3 pages");
        let status = serde_json::to_value(status).unwrap();
        body.remove("data");
        body.remove("next");
        let names = |fields: &Map<String, Value>| {
            let set = fields.iter().filter(|(_, value)| !value.is_null());
            let mut names: Vec<_> = set.map(|(name, _)| name.clone()).collect();
            names.sort();
            names
        };
        assert_eq!(names(status.as_object().unwrap()), names(&body));
    }
}
