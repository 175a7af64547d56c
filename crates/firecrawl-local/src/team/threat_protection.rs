//! The settings of threat protection.

use serde_json::{Value, json};

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
    for (name, value) in written.iter().filter_map(Value::as_object).flatten() {
        settings[name] = value.clone();
    }
    Response::data(settings)
}

/// Replaces all settings: those that the request leaves out return to their defaults.
pub fn update(team: &Team, request: &Request) -> Response {
    let mut written = request.body.clone();
    written["updatedAt"] = timestamp::now().into();
    *team.threats.lock() = Some(written);
    get(team)
}
