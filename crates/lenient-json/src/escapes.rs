//! The escapes of JSON texts.

/// The size up to which a text with escapes is copied out of a buffer, which is used again.
pub(crate) const MAX_BUFFERED: usize = 16 * 1024;

/// Appends a text, whose escapes are resolved, up to its closing quote; returns the number of bytes
/// that were read, or `None` for an invalid escape or a missing quote.
///
/// JavaScript truncates texts in the middle of a character and writes the lone surrogate as
/// `\ud83d`; it becomes U+FFFD. One malformed title must not cost a whole page of documents.
pub(crate) fn unescape(raw: &str, text: &mut String) -> Option<usize> {
    let mut rest = raw;
    let mut is_long = false;
    loop {
        let special = memchr::memchr2(b'"', b'\\', rest.as_bytes())?;
        if text.len() + special > MAX_BUFFERED && !is_long {
            is_long = true;
            // All of its memory at once, so that it is neither copied nor shrunk later.
            text.reserve_exact(raw_length(rest)?);
        }
        text.push_str(&rest[..special]);
        let is_end = rest.as_bytes()[special] == b'"';
        rest = &rest[special + 1..];
        if is_end {
            return Some(raw.len() - rest.len());
        }
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
}

/// Returns the number of bytes before the closing quote of a text.
pub(crate) fn raw_length(raw: &str) -> Option<usize> {
    memchr::memchr_iter(b'"', raw.as_bytes()).find(|quote| {
        let slashes = raw.as_bytes()[..*quote].iter().rev();
        slashes.take_while(|byte| **byte == b'\\').count() % 2 == 0
    })
}

/// Reads the four digits of a `\u0000`.
fn unit(text: &str) -> Option<u16> {
    let digits = text.get(..4)?;
    // The parser would accept a sign.
    let all = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| all)
}
