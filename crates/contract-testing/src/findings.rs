//! Findings of many cases, reported together.

use std::collections::BTreeMap;

use serde_json::Value;

/// The maximum length of a value in a report, in characters.
const SHOWN: usize = 600;

/// The maximum number of findings in a report.
const LISTED: usize = 30;

/// Everything that went wrong, each with the values that show it.
#[derive(Default)]
pub struct Findings {
    found: BTreeMap<String, Vec<String>>,
}

impl Findings {
    /// Adds a finding; of several with one text the smallest value is shown.
    pub fn add(&mut self, place: &str, what: &str, value: &Value) {
        let values = self.found.entry(format!("{place}: {what}")).or_default();
        values.push(value.to_string());
    }

    /// Reports everything that was found.
    ///
    /// # Panics
    ///
    /// If anything was found.
    pub fn finish(self) {
        let lines = self.found.iter().take(LISTED).map(|(what, values)| {
            let smallest = values.iter().min_by_key(|value| value.len());
            let shown: String = smallest
                .iter()
                .flat_map(|v| v.chars())
                .take(SHOWN)
                .collect();
            format!("{what} ({} times)\n    {shown}", values.len())
        });
        let lines: Vec<String> = lines.collect();
        let total = self.found.len();
        assert!(total == 0, "{total} findings\n{}", lines.join("\n"));
    }
}
