//! An API key that no message shows.

use std::fmt;

use openapi_document::{Error, Result};

/// An API key; `Debug` does not show it, and there is no `Display`.
#[derive(Clone)]
pub struct Key(String);

impl Key {
    /// The key in a text, without the white space around it; `None` if nothing is left.
    ///
    /// # Errors
    ///
    /// If it holds what cannot stand in a header, so that a broken key is not sent in part.
    pub fn read(text: &str) -> Result<Option<Self>> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(
                Error::new("the key holds a space or a character that is not ASCII")
                    .remedy("copy the key again, on one line"),
            );
        }
        Ok(Some(Self(text.to_owned())))
    }

    /// The key itself, for the header.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

/// As the command line gives it, not checked yet.
impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_trimmed_and_never_cut() {
        assert_eq!(Key::read(" fc-1\n").unwrap().unwrap().expose(), "fc-1");
        assert!(Key::read(" \n").unwrap().is_none());
        for broken in ["fc 1", "fc-\u{e9}", "fc\r\nX: y"] {
            let error = Key::read(broken).unwrap_err().to_string();
            assert!(!error.contains(broken), "{error}");
        }
    }

    #[test]
    fn debug_hides_the_key() {
        assert_eq!(format!("{:?}", Key::from("fc-1")), "Key(…)");
    }
}
