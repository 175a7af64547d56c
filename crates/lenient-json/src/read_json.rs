//! Reading a JSON text.

use serde::de::DeserializeOwned;

/// Reads JSON; bytes that are no UTF-8 become U+FFFD, and what follows a whole value is left alone.
///
/// The text is checked once as a whole, many bytes at a time. `serde_json`
/// would check each string for itself, which takes longer than all the rest
/// where pages are not in English.
///
/// # Errors
///
/// Those of `serde_json`: no JSON, or JSON of another shape than `T`.
///
/// ```
/// let links: Vec<String> = lenient_json::read_json(br#"["https://example.com"]"#)?;
/// assert_eq!(links, ["https://example.com"]);
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn read_json<T: DeserializeOwned>(json: &[u8]) -> Result<T, serde_json::Error> {
    let Ok(text) = simdutf8::basic::from_utf8(json) else {
        return read_text(&String::from_utf8_lossy(json));
    };
    read_text(text)
}

fn read_text<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    let mut reader = serde_json::Deserializer::from_str(text);
    T::deserialize(&mut reader)
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
