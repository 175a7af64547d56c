//! Compares a page with its last scrape.

use std::time::SystemTime;

use firecrawl_api::types::{ChangeTrackingFormat, ChangeTrackingMode};
use parking_lot::Mutex;
use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};

use super::synthetic::from_schema;
use crate::lru_cache::LruCache;
use crate::timestamp;

const MAX_PAGES: usize = 1000;
const MAX_BYTES: usize = 16 * 1024 * 1024;

/// The last text of each page whose changes are tracked.
#[derive(Default)]
pub struct ChangeTracker(Mutex<LruCache<String, Seen, MAX_PAGES, MAX_BYTES>>);

#[derive(Clone)]
struct Seen {
    text: String,
    status: u16,
    at: SystemTime,
}

impl ChangeTracker {
    /// Compares a page with its last scrape under the same tag, and remembers it.
    pub fn compare(
        &self,
        url: &str,
        text: &str,
        status: u16,
        format: &ChangeTrackingFormat,
    ) -> Value {
        let tag = format.tag.as_ref().and_then(Option::as_deref);
        let key = format!("{}\n{url}", tag.unwrap_or(""));
        let seen = Seen {
            text: text.to_owned(),
            status,
            at: SystemTime::now(),
        };
        let weight = key.len() + text.len() + 128;
        let previous = {
            let mut last = self.0.lock();
            let previous = last.get(&key);
            last.insert(key, seen, weight);
            previous
        };
        let gone = matches!(status, 404 | 410);
        let change = match &previous {
            None => "new",
            Some(previous) if gone && previous.status != status => "removed",
            Some(previous) if previous.text == text => "same",
            Some(_) => "changed",
        };
        let mut tracking = json!({
            "previousScrapeAt": previous.as_ref().map(|previous| timestamp::millis(previous.at)),
            "changeStatus": change,
            "visibility": "visible",
        });
        if let Some(previous) = previous.filter(|_| change == "changed") {
            for mode in format.modes.iter().flatten() {
                match mode {
                    ChangeTrackingMode::GitDiff => tracking["diff"] = diff(&previous.text, text),
                    ChangeTrackingMode::Json => {
                        tracking["json"] = from_schema(format.schema.as_ref());
                    }
                    _ => {}
                }
            }
        }
        tracking
    }
}

/// Returns the diff as text and as JSON.
fn diff(before: &str, after: &str) -> Value {
    let diff = TextDiff::from_lines(before, after);
    let text = diff.unified_diff().context_radius(3).to_string();
    let mut additions = 0;
    let mut deletions = 0;
    let mut chunks = Vec::new();
    for hunk in diff.unified_diff().context_radius(3).iter_hunks() {
        let mut changes = Vec::new();
        for change in hunk.iter_changes() {
            let line = change.value().trim_end_matches('\n');
            let (kind, sign) = match change.tag() {
                ChangeTag::Insert => ("add", '+'),
                ChangeTag::Delete => ("del", '-'),
                ChangeTag::Equal => ("normal", ' '),
            };
            additions += usize::from(kind == "add");
            deletions += usize::from(kind == "del");
            let index = change.new_index().or(change.old_index());
            changes.push(json!({
                "type": kind,
                "ln": index.map_or(0, |index| index + 1),
                "content": format!("{sign}{line}"),
            }));
        }
        chunks.push(json!({
            "content": hunk.header().to_string().trim_end(),
            "changes": changes,
        }));
    }
    json!({
        "text": text,
        "json": {"files": [{
            "from": null,
            "to": null,
            "additions": additions,
            "deletions": deletions,
            "chunks": chunks,
        }]},
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn format(value: Value) -> ChangeTrackingFormat {
        serde_json::from_value(value).unwrap()
    }

    #[test]
    fn a_page_is_new_then_same_then_changed_then_removed() {
        let changes = ChangeTracker::default();
        let wanted = format(json!({"modes": ["git-diff"]}));
        let seen = |text: &str, status| changes.compare("http://s/", text, status, &wanted);
        let first = seen("a\nb\n", 200);
        assert_eq!(first["changeStatus"], "new");
        assert_eq!(first["previousScrapeAt"], Value::Null);
        let second = seen("a\nb\n", 200);
        assert_eq!(second["changeStatus"], "same");
        assert!(second["previousScrapeAt"].is_string());
        assert!(second.get("diff").is_none());
        let third = seen("a\nc\n", 200);
        assert_eq!(third["changeStatus"], "changed");
        assert_eq!(third["diff"]["text"], "@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
        let file = &third["diff"]["json"]["files"][0];
        assert_eq!(
            (&file["additions"], &file["deletions"]),
            (&json!(1), &json!(1))
        );
        assert_eq!(file["chunks"][0]["changes"][2]["content"], "+c");
        assert_eq!(seen("gone", 404)["changeStatus"], "removed");
    }

    #[test]
    fn a_tag_has_a_history_of_its_own() {
        let changes = ChangeTracker::default();
        let plain = format(json!({}));
        let tagged = format(json!({"tag": "hourly"}));
        changes.compare("http://s/", "a", 200, &plain);
        let status =
            |wanted| changes.compare("http://s/", "b", 200, wanted)["changeStatus"].clone();
        assert_eq!(status(&tagged), "new");
        assert_eq!(status(&plain), "changed");
    }
}
