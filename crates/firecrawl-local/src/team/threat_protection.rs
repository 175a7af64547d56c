//! The settings of threat protection.

use chrono::{DateTime, Utc};
use serde_json::json;

use super::account::Team;
use crate::request::Request;
use crate::response::Response;
use crate::timestamp;

pub fn get(team: &Team) -> Response {
    let written = team.threats.lock();
    let mut settings = json!({
        "mode": "off",
        "riskScoreThreshold": 75,
        "blacklist": [],
        "whitelist": [],
        "blockedTlds": [],
        "failurePolicy": "open",
        "allowRequestOverrides": false,
        "configured": written.is_some(),
        "updatedAt": null,
    });
    if let Some((body, at)) = written.as_ref() {
        for (name, value) in body {
            settings[name] = value.clone();
        }
        settings["updatedAt"] = timestamp::millis(*at).into();
    }
    Response::data(settings)
}

/// Replaces all settings: those that the request leaves out return to their defaults.
pub fn update(team: &Team, request: &Request, now: DateTime<Utc>) -> Response {
    let body = request.body.as_object().cloned().unwrap_or_default();
    *team.threats.lock() = Some((body, now));
    get(team)
}
