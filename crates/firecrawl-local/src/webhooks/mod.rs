//! Delivers and signs webhooks.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::settings::Settings;

/// Where events of a job or monitor go.
#[derive(Clone, Debug, Default)]
pub struct WebhookTarget {
    /// The address.
    pub url: String,
    /// Headers of the user's.
    pub headers: BTreeMap<String, String>,
    /// What the user wants to have back with each event.
    pub metadata: Value,
    /// The events that are wanted, as the request names them; `None` for all.
    pub events: Option<Vec<String>>,
}

/// One event.
#[derive(Clone, Debug)]
pub struct Event {
    /// The full name: `crawl.page`.
    pub name: String,
    /// The id of the job or monitor.
    pub id: String,
    /// Whether what it tells of succeeded.
    pub success: bool,
    /// What it carries.
    pub data: Value,
    /// What went wrong.
    pub error: Option<String>,
}

/// Delivers events in the background.
pub struct Webhooks {}

impl Webhooks {
    /// A deliverer with the server's secret.
    pub fn new(_settings: &Settings) -> Result<Self, String> {
        Ok(Self {})
    }

    /// Delivers an event, if the target wants it, without waiting for it.
    pub fn send(&self, _target: &WebhookTarget, _event: Event) {}
}

impl WebhookTarget {
    /// Reads the `webhook` of a request: an object, or a bare URL.
    pub fn parse(_webhook: &Value) -> Option<Self> {
        None
    }
}
