//! The receivers of webhooks and the events.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Value, json};

/// The receiver of the events of a job or monitor.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct WebhookTarget {
    /// The URL.
    pub url: String,
    /// Headers that the user adds.
    #[serde(default)]
    pub headers: BTreeMap<String, String>,
    /// A value of the user's that each event carries.
    #[serde(default)]
    pub metadata: Value,
    /// The events to send, as the request names them; `None` for all.
    pub events: Option<Vec<String>>,
}

/// One event.
#[derive(Clone, Debug)]
pub struct Event {
    /// The full name: `crawl.page`.
    pub name: String,
    /// The body that is sent, with its keys in the order of the service.
    pub body: Value,
}

impl WebhookTarget {
    /// Reads the `webhook` of a request: an object, or a URL.
    pub fn parse(webhook: &Value) -> Option<Self> {
        match webhook {
            Value::String(url) => Some(Self {
                url: url.clone(),
                ..Self::default()
            }),
            other => Self::deserialize(other).ok(),
        }
    }

    /// Returns whether the target wants an event; requests also use the name after the first dot.
    pub(super) fn wants(&self, name: &str) -> bool {
        let short = name.split_once('.').map_or(name, |(_, short)| short);
        self.events
            .as_ref()
            .is_none_or(|events| events.iter().any(|event| event == name || event == short))
    }
}

impl Event {
    /// Creates an event of a job or monitor check; one with an error reports a failure.
    pub fn new(name: impl Into<String>, id: &str, data: Value, error: Option<String>) -> Self {
        let name = name.into();
        let mut body = json!({
            "success": error.is_none(),
            "type": name,
            "id": id,
            "data": data,
            "metadata": {},
        });
        if let Some(error) = error {
            body["error"] = error.into();
        }
        Self { name, body }
    }

    /// Adds the metadata of a target.
    pub(super) fn body(mut self, metadata: &Value) -> Value {
        if !metadata.is_null() {
            self.body["metadata"] = metadata.clone();
        }
        self.body
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bare_url_takes_every_event() {
        let target = WebhookTarget::parse(&json!("http://127.0.0.1/x")).unwrap();
        assert_eq!(target.url, "http://127.0.0.1/x");
        assert!(target.events.is_none());
        assert!(target.wants("crawl.page"));
    }

    #[test]
    fn an_object_is_read_whole() {
        let target = WebhookTarget::parse(&json!({
            "url": "http://127.0.0.1/x", "headers": {"X-Hook": "1"}, "metadata": {"k": 1},
            "events": ["page", "completed"],
        }))
        .unwrap();
        assert_eq!(target.headers["X-Hook"], "1");
        assert_eq!(target.metadata, json!({"k": 1}));
        assert!(target.wants("batch_scrape.page"));
        assert!(target.wants("crawl.completed"));
        assert!(!target.wants("crawl.started"));
    }

    #[test]
    fn an_empty_list_wants_nothing_and_absent_wants_all() {
        let none = WebhookTarget::parse(&json!({"url": "http://h/", "events": []})).unwrap();
        assert!(!none.wants("crawl.started"));
        let all = WebhookTarget::parse(&json!({"url": "http://h/"})).unwrap();
        assert!(all.wants("agent.action"));
    }

    #[test]
    fn monitors_use_full_names() {
        let target = WebhookTarget::parse(
            &json!({"url": "http://h/", "events": ["monitor.check.completed"]}),
        )
        .unwrap();
        assert!(target.wants("monitor.check.completed"));
        assert!(!target.wants("monitor.page"));
    }

    #[test]
    fn neither_text_nor_object_is_no_target() {
        assert!(WebhookTarget::parse(&json!(null)).is_none());
        assert!(WebhookTarget::parse(&json!({"headers": {}})).is_none());
    }

    #[test]
    fn the_body_has_the_recorded_keys_in_the_recorded_order() {
        let event = |error: Option<&str>| {
            Event::new("crawl.started", "i", json!([]), error.map(str::to_owned))
        };
        assert_eq!(
            event(None).body(&Value::Null).to_string(),
            r#"{"success":true,"type":"crawl.started","id":"i","data":[],"metadata":{}}"#
        );
        assert_eq!(
            event(Some("e")).body(&json!({"k": "v"})).to_string(),
            r#"{"success":false,"type":"crawl.started","id":"i","data":[],"metadata":{"k":"v"},"error":"e"}"#
        );
    }
}
