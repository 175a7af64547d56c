//! Where events go, and what one event is.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

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
    /// The id of the job or monitor check.
    pub id: String,
    /// Whether what it tells of succeeded.
    pub success: bool,
    /// What it carries.
    pub data: Value,
    /// What went wrong.
    pub error: Option<String>,
}

impl WebhookTarget {
    /// Reads the `webhook` of a request: an object, or a bare URL.
    pub fn parse(webhook: &Value) -> Option<Self> {
        let (url, options) = match webhook {
            Value::String(url) => (url.as_str(), None),
            Value::Object(options) => (options.get("url")?.as_str()?, Some(options)),
            _ => return None,
        };
        let option = |name: &str| options.and_then(|options| options.get(name));
        Some(Self {
            url: url.to_owned(),
            headers: option("headers")
                .and_then(Value::as_object)
                .map(texts)
                .unwrap_or_default(),
            metadata: option("metadata").cloned().unwrap_or(Value::Null),
            events: option("events").and_then(Value::as_array).map(|events| {
                events
                    .iter()
                    .filter_map(|event| event.as_str().map(str::to_owned))
                    .collect()
            }),
        })
    }

    /// Whether an event with this full name is wanted; requests also use the name after the first dot.
    pub(super) fn wants(&self, name: &str) -> bool {
        let short = name.split_once('.').map_or(name, |(_, short)| short);
        self.events
            .as_ref()
            .is_none_or(|events| events.iter().any(|event| event == name || event == short))
    }
}

impl Event {
    /// The body that is delivered, with the keys in the order of the service.
    pub(super) fn body(self, metadata: &Value) -> Value {
        let or_empty = |value: Value, empty: Value| if value.is_null() { empty } else { value };
        let mut body = json!({
            "success": self.success,
            "type": self.name,
            "id": self.id,
            "data": or_empty(self.data, json!([])),
            "metadata": or_empty(metadata.clone(), json!({})),
        });
        if let Some(error) = self.error {
            body["error"] = error.into();
        }
        body
    }
}

fn texts(headers: &Map<String, Value>) -> BTreeMap<String, String> {
    headers
        .iter()
        .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
        .collect()
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
        let event = |error: Option<&str>| Event {
            name: "crawl.started".into(),
            id: "i".into(),
            success: error.is_none(),
            data: Value::Null,
            error: error.map(str::to_owned),
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
