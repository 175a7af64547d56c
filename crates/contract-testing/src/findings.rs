//! Findings of many cases, reported together.

use std::collections::BTreeMap;

use serde_json::Value;

/// The maximum length of a value in a report, in characters.
const SHOWN: usize = 600;

/// The maximum number of findings in a report.
const LISTED: usize = 30;

/// Everything that went wrong, each with the smallest value that shows it.
#[derive(Default)]
pub struct Findings {
    found: BTreeMap<String, (usize, String)>,
}

impl Findings {
    /// Adds a finding; of several with one text the smallest value is kept.
    pub fn add(&mut self, place: &str, what: &str, value: &Value) {
        let text = value.to_string();
        let (count, smallest) = self
            .found
            .entry(format!("{place}: {what}"))
            .or_insert_with(|| (0, text.clone()));
        *count += 1;
        if text.len() < smallest.len() {
            *smallest = text;
        }
    }

    /// Reports everything that was found.
    ///
    /// # Panics
    ///
    /// If anything was found.
    pub fn finish(self) {
        let lines: Vec<String> = self
            .found
            .iter()
            .take(LISTED)
            .map(|(what, (count, value))| {
                let shown: String = value.chars().take(SHOWN).collect();
                format!("{what} ({count} times)\n    {shown}")
            })
            .collect();
        let total = self.found.len();
        assert!(total == 0, "{total} findings\n{}", lines.join("\n"));
    }
}
