//! The settings of threat protection.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value, json};

use super::account::{Team, locked};
use super::written;
use crate::request::Request;
use crate::response::Response;

/// The settings as they were last written; nothing before.
#[derive(Default)]
pub(super) struct ThreatProtection {
    written: Option<(Map<String, Value>, DateTime<Utc>)>,
}

pub(super) fn get(team: &Team) -> Response {
    Response::ok(json!({"success": true, "data": locked(&team.threats).settings()}))
}

/// Replaces all settings: what is not written falls back to its default.
pub(super) fn update(team: &Team, request: &Request, now: DateTime<Utc>) -> Response {
    let mut threats = locked(&team.threats);
    threats.written = Some((request.body.as_object().cloned().unwrap_or_default(), now));
    Response::ok(json!({"success": true, "data": threats.settings()}))
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
            settings["updatedAt"] = written(*at).into();
        }
        settings
    }
}
