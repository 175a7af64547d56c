//! A report as JSON.

use std::fmt::{Result, Write};

use openapi_document::visible_json;
use serde_json::json;

use super::Titled;
use crate::change::Class;

impl Titled<'_> {
    /// Writes the report as a JSON object.
    pub fn json(&self, out: &mut dyn Write) -> Result {
        let report = self.report;
        let object = json!({
            "old": self.old,
            "new": self.new,
            "breaking": report.count(Class::Breaking),
            "behavioral": report.count(Class::Behavioral),
            "additive": report.count(Class::Additive),
            "neutral": report.count(Class::Neutral),
            "prose": report.prose,
            "changes": report.changes,
            "accepted": report.accepted,
            "notes": report.notes,
        });
        writeln!(out, "{}", visible_json(&format!("{object:#}")))
    }
}
