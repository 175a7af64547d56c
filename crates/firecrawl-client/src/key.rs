//! The API key, which never shows.

use std::fmt;

use reqwest::header::HeaderValue;

use crate::error::Error;

/// An API key as the header that carries it.
#[derive(Clone)]
pub(crate) struct Key(HeaderValue);

impl Key {
    /// Takes a key that people wrote, without the white space around it.
    pub fn parse(written: &str) -> Result<Self, Error> {
        let key = written.trim();
        let belongs = |letter: char| letter.is_ascii_graphic() && !"\"'`".contains(letter);
        // A broken key is an error here and a 401 there; a dropped one would
        // silently make a paying user one without a key.
        if key.is_empty() || !key.chars().all(belongs) {
            return Err(Error::bad_key());
        }
        let mut header =
            HeaderValue::from_str(&format!("Bearer {key}")).map_err(|_| Error::bad_key())?;
        header.set_sensitive(true);
        Ok(Self(header))
    }

    /// The key itself, to take it out of texts of others.
    pub fn text(&self) -> Option<&str> {
        self.0.to_str().ok()?.strip_prefix("Bearer ")
    }

    /// The value of the `Authorization` header.
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
