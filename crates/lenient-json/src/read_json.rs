//! Reads a JSON text.

use serde::de::DeserializeOwned;

use super::size_limit::limited;

/// Deserializes JSON; invalid UTF-8 is replaced by U+FFFD, and data after the first value is
/// ignored.
///
/// The UTF-8 of the text is validated once as a whole, many bytes at a time. `serde_json` would
/// validate each string separately, which takes longer than everything else for pages in languages
/// other than English.
///
/// # Errors
///
/// Returns an error of `serde_json` for invalid JSON, JSON that does not match `T`, or JSON whose
/// items would take many times its size in memory.
///
/// ```
/// let links: Vec<String> = lenient_json::read_json(br#"["https://example.com"]"#)?;
/// assert_eq!(links, ["https://example.com"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn read_json<T: DeserializeOwned>(json: &[u8]) -> Result<T, serde_json::Error> {
    #[cfg(feature = "simdutf8")]
    let text = simdutf8::basic::from_utf8(json).ok();
    #[cfg(not(feature = "simdutf8"))]
    let text = std::str::from_utf8(json).ok();
    match text {
        Some(text) => read_text(text),
        None => read_text(&String::from_utf8_lossy(json)),
    }
}

fn read_text<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    limited(text.len(), || T::deserialize(&mut reader))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn odd_bytes_cost_no_more_than_themselves() {
        assert_eq!(
            read_json::<Value>(b"[\"a\xffb\", 1]").ok(),
            Some(json!(["a\u{fffd}b", 1]))
        );
        assert!(read_json::<Value>(b"\xff[]").is_err());
    }

    #[test]
    fn what_follows_is_left_alone() {
        assert_eq!(read_json::<u8>(b"7 <!-- proxy -->").ok(), Some(7));
        assert!(read_json::<u8>(b"").is_err());
    }

    proptest! {
        #[test]
        fn text_is_read_as_serde_json_does(text: String) {
            let json = json!({ "text": text }).to_string();
            let expected: Value = serde_json::from_str(&json)?;
            prop_assert_eq!(read_json::<Value>(json.as_bytes())?, expected);
        }
    }
}
