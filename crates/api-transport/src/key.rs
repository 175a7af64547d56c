//! The API key, which is never shown.

use std::fmt;

use reqwest::header::HeaderValue;

use crate::error::Error;

/// An API key as the header that carries it.
#[derive(Clone)]
pub(crate) struct Key(HeaderValue);

impl Key {
    /// Parses a key; surrounding white space is ignored.
    pub fn parse(written: &str) -> Result<Self, Error> {
        let key = written.trim();
        let belongs = |letter: char| letter.is_ascii_graphic() && !"\"'`".contains(letter);
        // An invalid key must not be dropped: calls without a key can succeed,
        // and a paying user would not notice.
        if key.is_empty() || !key.chars().all(belongs) {
            return Err(Error::bad_key());
        }
        let mut header =
            HeaderValue::from_str(&format!("Bearer {key}")).map_err(|_| Error::bad_key())?;
        header.set_sensitive(true);
        Ok(Self(header))
    }

    /// Returns the key itself, to redact it.
    pub fn text(&self) -> Option<&str> {
        self.0.to_str().ok()?.strip_prefix("Bearer ")
    }

    /// Returns the value of the `Authorization` header.
    pub fn header(&self) -> &HeaderValue {
        &self.0
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_around_a_key_is_not_part_of_it() {
        let key = Key::parse(" fc-1234\n").map(|key| key.header().clone());
        assert_eq!(
            key.ok().as_ref().map(HeaderValue::as_bytes),
            Some(&b"Bearer fc-1234"[..])
        );
    }

    #[test]
    fn what_cannot_be_a_key_is_refused() {
        for written in [
            "",
            "  ",
            "fc 1",
            "fc-\u{e9}",
            "fc-1\r\nx: y",
            "\"fc-1\"",
            "Bearer fc-1",
        ] {
            assert!(Key::parse(written).is_err(), "{written:?}");
        }
    }
}
