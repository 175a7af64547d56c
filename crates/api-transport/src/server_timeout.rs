//! The time that a request gives to the server.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

/// The fields of a JSON request that say how long the server may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
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
    #[doc(hidden)]
    pub const fn new(unit: TimeUnit, fields: &'static [&'static str]) -> Self {
        Self { fields, unit }
    }

    /// Reads the time that a JSON body gives to the server, if it sets one.
    pub fn read(&self, body: &[u8]) -> Option<Duration> {
        let mut total = None;
        for field in self.fields {
            let mut reader = serde_json::Deserializer::from_slice(body);
            let number = At(field).deserialize(&mut reader).ok()?;
            let seconds = match self.unit {
                TimeUnit::Milliseconds => number.map(|number| number / 1000.0),
                TimeUnit::Seconds => number,
            };
            let time = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
            total = match (total, time) {
                (Some(total), Some(time)) => Some(Duration::saturating_add(total, time)),
                (total, time) => total.or(time),
            };
        }
        total
    }
}

/// Reads the number at a place in an object, and builds nothing of the rest.
struct At(&'static str);

impl<'de> DeserializeSeed<'de> for At {
    type Value = Option<f64>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Self::Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for At {
    type Value = Option<f64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (name, rest) = match self.0.split_once('.') {
            Some((name, rest)) => (name, Some(rest)),
            None => (self.0, None),
        };
        let mut found = None;
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            match rest {
                _ if key != name => {
                    map.next_value::<IgnoredAny>()?;
                }
                Some(rest) => found = map.next_value_seed(At(rest))?,
                None => found = map.next_value()?,
            }
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAP: ServerTimeout = ServerTimeout::new(TimeUnit::Milliseconds, &["timeout"]);
    const EXECUTE: ServerTimeout = ServerTimeout::new(TimeUnit::Seconds, &["timeout"]);
    const SEARCH: ServerTimeout = ServerTimeout::new(
        TimeUnit::Milliseconds,
        &["timeout", "scrapeOptions.timeout"],
    );

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
