//! The browser sessions that exist.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::written;

/// How many are remembered, destroyed ones included; the oldest are forgotten.
const REMEMBERED: usize = 1000;

/// The sessions, the oldest first.
#[derive(Default)]
pub(super) struct Sessions {
    sessions: VecDeque<Session>,
}

/// One session; no browser stands behind it.
pub(super) struct Session {
    pub(super) id: String,
    stream_web_view: bool,
    created: DateTime<Utc>,
    active: DateTime<Utc>,
    life: TimeDelta,
    idle_life: Option<TimeDelta>,
    destroyed: Option<DateTime<Utc>>,
}

impl Sessions {
    pub(super) fn create(&mut self, body: &Value, now: DateTime<Utc>) -> &Session {
        let seconds = |name: &str| {
            body.get(name)
                .and_then(Value::as_i64)
                .map(TimeDelta::seconds)
        };
        if self.sessions.len() == REMEMBERED {
            self.sessions.pop_front();
        }
        self.sessions.push_back(Session {
            id: Uuid::new_v4().to_string(),
            stream_web_view: body.get("streamWebView") != Some(&Value::Bool(false)),
            created: now,
            active: now,
            life: seconds("ttl").unwrap_or(TimeDelta::seconds(300)),
            idle_life: seconds("activityTtl"),
            destroyed: None,
        });
        let last = self.sessions.len() - 1;
        &self.sessions[last]
    }

    /// The newest first.
    pub(super) fn list(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter().rev()
    }

    pub(super) fn get(&mut self, id: &str) -> Option<&mut Session> {
        self.sessions.iter_mut().find(|session| session.id == id)
    }
}

impl Session {
    /// `active`, or `destroyed` after its deletion or the end of its time.
    pub(super) fn status(&self, now: DateTime<Utc>) -> &'static str {
        if self.end(now) <= now {
            "destroyed"
        } else {
            "active"
        }
    }

    pub(super) fn expires(&self) -> DateTime<Utc> {
        self.created + self.life
    }

    pub(super) fn touch(&mut self, now: DateTime<Utc>) {
        self.active = now;
    }

    /// Ends it and gives how long it was there.
    pub(super) fn destroy(&mut self, now: DateTime<Utc>) -> TimeDelta {
        self.destroyed = Some(now);
        now - self.created
    }

    /// The made-up addresses: the name cannot resolve anywhere.
    pub(super) fn addresses(&self) -> [(&'static str, String); 3] {
        let id = &self.id;
        [
            ("cdpUrl", format!("wss://browser.invalid/cdp/{id}")),
            ("liveViewUrl", format!("https://browser.invalid/view/{id}")),
            (
                "interactiveLiveViewUrl",
                format!("https://browser.invalid/interact/{id}"),
            ),
        ]
    }

    pub(super) fn shown(&self, now: DateTime<Utc>) -> Value {
        let mut shown = json!({"id": self.id, "status": self.status(now)});
        for (name, address) in self.addresses() {
            shown[name] = address.into();
        }
        shown["streamWebView"] = self.stream_web_view.into();
        shown["createdAt"] = written(self.created).into();
        shown["lastActivity"] = written(self.active).into();
        shown
    }

    /// When it ended or will end if nothing more happens.
    fn end(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let idle = self
            .idle_life
            .map_or(self.expires(), |life| self.active + life);
        let end = self.expires().min(idle);
        self.destroyed.filter(|at| *at <= now).unwrap_or(end)
    }
}
