//! Points in time as sent by the server.

use std::fmt;

#[cfg(feature = "chrono")]
use chrono::{DateTime, NaiveDate, NaiveDateTime, SecondsFormat, Utc};

use crate::error::Error;
use crate::lenient::{Lenient, Outcome, Slot};
use crate::reader::Reader;
use crate::view::View;

/// A point in time, kept exactly as it was received.
///
/// Not every date of the API is valid, and an invalid date must not fail the page of documents that
/// contains it; so the text is kept, and `parse`, with the
/// feature `chrono`, validates it.
///
/// Two values are equal if their texts are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Timestamp(String);

impl Timestamp {
    /// Returns the text as it was received.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Parses the point in time; returns `None` if the text is not one.
    ///
    /// Accepts RFC 3339, also with a space instead of the `T` or an offset without its colon. A
    /// time without an offset, and a date alone, are in UTC.
    #[cfg(feature = "chrono")]
    pub fn parse(&self) -> Option<DateTime<Utc>> {
        let text = self.0.trim();
        if let Ok(time) = DateTime::parse_from_rfc3339(text) {
            return Some(time.to_utc());
        }
        let text = text.replacen(' ', "T", 1);
        if let Ok(time) = DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f%#z") {
            return Some(time.to_utc());
        }
        if let Ok(time) = NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f") {
            return Some(time.and_utc());
        }
        let date = NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok()?;
        Some(date.and_hms_opt(0, 0, 0)?.and_utc())
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl AsRef<str> for Timestamp {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Timestamp {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Timestamp {
    fn from(text: String) -> Self {
        Self(text)
    }
}

#[cfg(feature = "chrono")]
impl From<DateTime<Utc>> for Timestamp {
    fn from(time: DateTime<Utc>) -> Self {
        Self(time.to_rfc3339_opts(SecondsFormat::AutoSi, true))
    }
}

impl Slot for Timestamp {
    fn read(&mut self, reader: &mut Reader<'_>) -> Result<Outcome, Error> {
        self.0.read(reader)
    }

    fn view(&self) -> View<'_> {
        self.0.view()
    }
}

impl Lenient for Timestamp {
    const EXPECTED: &'static str = "a string";

    #[inline]
    fn blank() -> Self {
        Self::default()
    }
}

crate::serde_traits!(Timestamp);
