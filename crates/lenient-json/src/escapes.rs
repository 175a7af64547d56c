//! The escapes of JSON texts.

/// Resolves the escapes of a text; returns `None` for an invalid one.
///
/// JavaScript truncates texts in the middle of a character and writes the lone surrogate as
/// `\ud83d`; it becomes U+FFFD. One malformed title must not cost a whole page of documents.
pub(crate) fn unescape(raw: &str) -> Option<String> {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(plain) = memchr::memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..plain]);
        rest = &rest[plain + 1..];
        let letter = *rest.as_bytes().first()?;
        rest = rest.get(1..)?;
        text.push(match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'n' => '\n',
            b't' => '\t',
            b'r' => '\r',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => {
                let first = unit(rest)?;
                rest = &rest[4..];
                let second = match first {
                    0xd800..=0xdbff => rest.strip_prefix("\\u").and_then(unit),
                    _ => None,
                };
                match char::decode_utf16([first].into_iter().chain(second)).next()? {
                    Ok(character) => {
                        if second.is_some() {
                            rest = &rest[6..];
                        }
                        character
                    }
                    Err(_) => char::REPLACEMENT_CHARACTER,
                }
            }
            _ => return None,
        });
    }
    text.push_str(rest);
    Some(text)
}

/// Reads the four digits of a `\u0000`.
fn unit(text: &str) -> Option<u16> {
    let digits = text.get(..4)?;
    // The parser would accept a sign.
    let all = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| all)
}
