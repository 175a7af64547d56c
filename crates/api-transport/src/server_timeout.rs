//! The time that a request gives to the server.

use std::time::Duration;

use serde_json::Value;

/// The fields of a JSON request that say how long the server may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(clippy::exhaustive_structs)]
pub struct ServerTimeout {
    /// The fields, whose times add up; a dot leads into an object: `scrapeOptions.timeout`.
    pub fields: &'static [&'static str],
    /// The unit of the numbers.
    pub unit: TimeUnit,
}

/// The unit of a time in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// Thousandths of a second.
    Milliseconds,
    /// Seconds.
    Seconds,
}

impl ServerTimeout {
    /// Reads the time that a JSON body gives to the server, if it sets one.
    pub fn read(&self, body: &[u8]) -> Option<Duration> {
        let text = str::from_utf8(body).ok()?;
        let name = |field: &&'static str| field.rsplit('.').next().unwrap_or(field);
        // Most requests set no time, and are not parsed.
        if !self.fields.iter().any(|field| text.contains(name(field))) {
            return None;
        }
        let body: Value = serde_json::from_str(text).ok()?;
        let mut total = None;
        for field in self.fields {
            let value = field
                .split('.')
                .try_fold(&body, |value, name| value.get(name));
            let Some(value) = value.filter(|value| !value.is_null()) else {
                continue;
            };
            let mut seconds = value.as_f64()?;
            if self.unit == TimeUnit::Milliseconds {
                seconds /= 1000.0;
            }
            if let Ok(time) = Duration::try_from_secs_f64(seconds) {
                total = Some(total.map_or(time, |total| time.saturating_add(total)));
            }
        }
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: ServerTimeout = ServerTimeout {
        unit: TimeUnit::Milliseconds,
        fields: &["timeout"],
    };
    const EXECUTE: ServerTimeout = ServerTimeout {
        unit: TimeUnit::Seconds,
        fields: &["timeout"],
    };
    const SEARCH: ServerTimeout = ServerTimeout {
        unit: TimeUnit::Milliseconds,
        fields: &["timeout", "scrapeOptions.timeout"],
    };

    #[test]
    fn units_are_those_of_the_operation() {
        let options = br#"{"url": "https://a.example", "timeout": 1500}"#;
        assert_eq!(MAP.read(options), Some(Duration::from_millis(1500)));
        assert_eq!(EXECUTE.read(options), Some(Duration::from_secs(1500)));
    }

    #[test]
    fn the_pages_of_a_search_come_after_it() {
        let options = br#"{"timeout": 1000, "scrapeOptions": {"timeout": 2000}}"#;
        assert_eq!(SEARCH.read(options), Some(Duration::from_secs(3)));
        let pages = br#"{"scrapeOptions": {"timeout": 2000}}"#;
        assert_eq!(SEARCH.read(pages), Some(Duration::from_secs(2)));
        let search = br#"{"scrapeOptions": null, "timeout": 2000}"#;
        assert_eq!(SEARCH.read(search), Some(Duration::from_secs(2)));
    }

    #[test]
    fn nonsense_is_nothing() {
        for options in [
            "",
            "[]",
            "{}",
            r#"{"timeout": -1}"#,
            r#"{"timeout": "x"}"#,
            r#"{"timeout": null}"#,
            r#"{"timeout": 1000, "scrapeOptions": {"timeout": {}}}"#,
        ] {
            assert_eq!(SEARCH.read(options.as_bytes()), None, "{options}");
        }
    }
}
