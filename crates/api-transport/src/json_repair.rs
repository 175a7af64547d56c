//! Repairs almost valid JSON.

use std::borrow::Cow;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Repairs faults of JSON that some programs write; returns the same bytes if there are none.
///
/// - JavaScript truncates texts in the middle of a character and writes the lone
///   surrogate as `\ud83d`. It becomes U+FFFD.
/// - Invalid UTF-8 becomes U+FFFD too.
/// - A byte order mark is removed.
///
/// One malformed page title must not cost a whole page of documents.
pub(crate) fn repair(json: &[u8]) -> Cow<'_, [u8]> {
    let bare = json.strip_prefix(BYTE_ORDER_MARK).unwrap_or(json);
    match String::from_utf8_lossy(bare) {
        Cow::Borrowed(text) => match replace_lone_surrogates(text.as_bytes()) {
            Some(repaired) => Cow::Owned(repaired),
            None if bare.len() < json.len() => Cow::Owned(bare.to_vec()),
            None => Cow::Borrowed(json),
        },
        Cow::Owned(text) => {
            let text = text.into_bytes();
            Cow::Owned(replace_lone_surrogates(&text).unwrap_or(text))
        }
    }
}

/// Replaces lone surrogates; returns `None` if there are none.
fn replace_lone_surrogates(text: &[u8]) -> Option<Vec<u8>> {
    let mut repaired: Option<Vec<u8>> = None;
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| position(rest, b'\\')) {
        let start = at + found;
        // Any other escape has one letter.
        let (half, end) = match escaped(text, start) {
            Some(0xd800..=0xdbff) => match escaped(text, start + 6) {
                Some(0xdc00..=0xdfff) => (false, start + 12),
                _ => (true, start + 6),
            },
            Some(0xdc00..=0xdfff) => (true, start + 6),
            Some(_) => (false, start + 6),
            None => (false, start + 2),
        };
        if half {
            let repaired = repaired.get_or_insert_default();
            repaired.extend_from_slice(&text[copied..start]);
            repaired.extend_from_slice(b"\\ufffd");
            copied = end;
        }
        at = end;
    }
    let mut repaired = repaired?;
    repaired.extend_from_slice(&text[copied..]);
    Some(repaired)
}

fn position(bytes: &[u8], wanted: u8) -> Option<usize> {
    bytes.iter().position(|byte| *byte == wanted)
}

/// Returns the number of a `\u0000` at this offset.
fn escaped(text: &[u8], at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix(b"\\u")?;
    let digits = std::str::from_utf8(digits).ok()?;
    // The parser would accept a sign.
    let all = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| all)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn repaired(json: &[u8]) -> Option<Value> {
        serde_json::from_slice(&repair(json)).ok()
    }

    #[test]
    fn halves_of_characters_are_replaced() {
        for (written, read) in [
            (r#""a\ud83d""#, "a\u{fffd}"),
            (r#""\ude00b""#, "\u{fffd}b"),
            (r#""\ud83d\ude00""#, "\u{1f600}"),
            (r#""\ud83d\ud83d\ude00""#, "\u{fffd}\u{1f600}"),
            (r#""\ud83dx\\ud83d""#, "\u{fffd}x\\ud83d"),
            (r#""\ud83d\n\u0041""#, "\u{fffd}\nA"),
        ] {
            assert_eq!(repaired(written.as_bytes()), Some(read.into()), "{written}");
        }
    }

    #[test]
    fn odd_bytes_and_marks_are_replaced() {
        assert_eq!(repaired(b"\"a\xffb\""), Some("a\u{fffd}b".into()));
        assert_eq!(repaired(b"\xef\xbb\xbf[1]"), Some(serde_json::json!([1])));
        assert_eq!(
            repaired(b"\xef\xbb\xbf\"\xff\\ud83d\""),
            Some("\u{fffd}\u{fffd}".into())
        );
    }

    #[test]
    fn what_breaks_off_stays_broken() {
        for written in [
            "",
            "\"\\",
            "\"\\u",
            "\"\\ud8",
            "{\"a\":\"\\ud83d",
            "\\ud83d\\u",
        ] {
            assert_eq!(repaired(written.as_bytes()), None, "{written}");
        }
    }

    proptest! {
        #[test]
        fn good_json_stays_as_it_is(text in any::<String>()) {
            let json = Value::from(text).to_string();
            prop_assert!(matches!(repair(json.as_bytes()), Cow::Borrowed(same) if same == json.as_bytes()));
        }

        #[test]
        fn no_bytes_are_too_odd(bytes in any::<Vec<u8>>()) {
            prop_assert!(std::str::from_utf8(&repair(&bytes)).is_ok());
        }

        #[test]
        fn any_text_of_javascript_can_be_read(units in proptest::collection::vec(
            prop_oneof![0xd700_u16..0xe010, any::<u16>()], 0..20,
        )) {
            let escapes: String = units.iter().map(|unit| format!("\\u{unit:04x}")).collect();
            let read = repaired(format!("\"{escapes}\"").as_bytes());
            prop_assert_eq!(read, Some(String::from_utf16_lossy(&units).into()));
        }
    }
}
