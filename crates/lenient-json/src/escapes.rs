//! The escapes of JSON texts.

/// Returns a text with its escapes resolved; `None` if one is invalid.
///
/// JavaScript truncates texts in the middle of a character and writes the lone surrogate as
/// `\ud83d`; it becomes U+FFFD. One malformed title must not cost a whole page of documents.
pub(crate) fn unescape(raw: &str) -> Option<String> {
    let mut rest = raw;
    // Escapes are rare, so that the memory is about right.
    let mut text = String::with_capacity(raw.len());
    while let Some(special) = memchr::memchr(b'\\', rest.as_bytes()) {
        text.push_str(&rest[..special]);
        rest = &rest[special + 1..];
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
    if text.len() < raw.len() - raw.len() / 8 {
        text.shrink_to_fit();
    }
    Some(text)
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
