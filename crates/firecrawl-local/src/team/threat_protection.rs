//! The settings of threat protection.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::account::Team;
use crate::request::Request;
use crate::response::Response;
use crate::timestamp;

/// The settings as they were last written.
#[derive(Default)]
pub(super) struct ThreatProtection {
    written: Option<(Map<String, Value>, DateTime<Utc>)>,
}

pub fn get(team: &Team) -> Response {
    Response::data(team.threats.lock().settings())
}

/// Replaces all settings: those that the request leaves out return to their defaults.
pub fn update(team: &Team, request: &Request, now: DateTime<Utc>) -> Response {
    let mut threats = team.threats.lock();
    threats.written = Some((request.body.as_object().cloned().unwrap_or_default(), now));
    Response::data(threats.settings())
}

impl ThreatProtection {
    fn settings(&self) -> Value {
        let mut settings = json!({
            "mode": "off",
            "riskScoreThreshold": 75,
            "blacklist": [],
            "whitelist": [],
            "blockedTlds": [],
            "failurePolicy": "open",
            "allowRequestOverrides": false,
            "configured": self.written.is_some(),
            "updatedAt": null,
        });
        if let Some((body, at)) = &self.written {
            for (name, value) in body {
                settings[name] = value.clone();
            }
            settings["updatedAt"] = timestamp::millis(*at).into();
        }
        settings
    }
}
