//! The list of browser sessions.

use std::collections::VecDeque;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};
use uuid::Uuid;

use super::browser::add_urls;
use crate::timestamp;

/// The number of sessions that are remembered, including destroyed ones.
const MAX_SESSIONS: usize = 1000;

/// The sessions, the oldest first.
#[derive(Default)]
pub(super) struct Sessions {
    sessions: VecDeque<Session>,
}

/// A session without a browser.
pub(super) struct Session {
    pub(super) id: String,
    stream_web_view: bool,
    created: DateTime<Utc>,
    active: DateTime<Utc>,
    ttl: TimeDelta,
    activity_ttl: Option<TimeDelta>,
    destroyed: Option<DateTime<Utc>>,
}

impl Sessions {
    pub(super) fn create(&mut self, body: &Value, now: DateTime<Utc>) -> &Session {
        let seconds = |name: &str| body[name].as_i64().map(TimeDelta::seconds);
        if self.sessions.len() == MAX_SESSIONS {
            self.sessions.pop_front();
        }
        self.sessions.push_back(Session {
            id: Uuid::new_v4().to_string(),
            stream_web_view: body["streamWebView"] != false,
            created: now,
            active: now,
            ttl: seconds("ttl").unwrap_or(TimeDelta::seconds(300)),
            activity_ttl: seconds("activityTtl"),
            destroyed: None,
        });
        let last = self.sessions.len() - 1;
        &self.sessions[last]
    }

    pub(super) fn newest_first(&self) -> impl Iterator<Item = &Session> {
        self.sessions.iter().rev()
    }

    pub(super) fn get(&mut self, id: &str) -> Option<&mut Session> {
        self.sessions.iter_mut().find(|session| session.id == id)
    }
}

impl Session {
    /// Returns `active`, or `destroyed` after its deletion or the end of its time.
    pub(super) fn status(&self, now: DateTime<Utc>) -> &'static str {
        if self.end(now) <= now {
            "destroyed"
        } else {
            "active"
        }
    }

    pub(super) fn expires(&self) -> DateTime<Utc> {
        self.created + self.ttl
    }

    pub(super) fn touch(&mut self, now: DateTime<Utc>) {
        self.active = now;
    }

    /// Ends the session and returns its duration.
    pub(super) fn destroy(&mut self, now: DateTime<Utc>) -> TimeDelta {
        self.destroyed = Some(now);
        now - self.created
    }

    pub(super) fn to_json(&self, now: DateTime<Utc>) -> Value {
        let mut session = json!({"id": self.id, "status": self.status(now)});
        add_urls(&mut session, &self.id);
        session["streamWebView"] = self.stream_web_view.into();
        session["createdAt"] = timestamp::millis(self.created).into();
        session["lastActivity"] = timestamp::millis(self.active).into();
        session
    }

    /// Returns the time of the end, which may be in the future.
    fn end(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        let idle = self
            .activity_ttl
            .map_or(self.expires(), |ttl| self.active + ttl);
        let end = self.expires().min(idle);
        self.destroyed.filter(|at| *at <= now).unwrap_or(end)
    }
}
