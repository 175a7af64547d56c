//! Bodies that no server should send, made from good ones; the same in every run.
//!
//! The tests of the client use them too.

use contract_testing::instances::Generator;
use serde_json::Value;

/// The text that pages have, and that no error may show.
pub const PAGE: &str = "TEXT-OF-A-PAGE";

/// Values that are odd at most places, as they are written; some are not JSON.
const ODD: [&str; 22] = [
    "null",
    "true",
    "7",
    "-0.0",
    "1e999",
    "-123456789012345678901234567890",
    "1e-999",
    "01",
    "NaN",
    "\"\"",
    "\"TEXT-OF-A-PAGE\"",
    "\"\\ud83d\"",
    "\"\u{0}\u{1f}\"",
    "\"\\u0000\\x\"",
    "[]",
    "{}",
    "[null]",
    "[[],{},7,\"TEXT-OF-A-PAGE\"]",
    "{\"\":{\"\":[]}}",
    "{\"a\":1,\"a\":[]}",
    "\"",
    "",
];

/// Returns an odd value as it is written.
pub fn odd(generator: &mut Generator) -> String {
    let levels = [1, 127, 130, 5000][generator.below(4)];
    match generator.below(ODD.len() + 3) {
        0 => format!("{}{}", "[".repeat(levels), "]".repeat(levels)),
        1 => format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels)),
        2 => format!("[{}{{}}]", "{},".repeat(levels)),
        index => ODD[index - 3].to_owned(),
    }
}

/// Returns the pointers of all values, the outer before the inner.
pub fn places(value: &Value) -> Vec<String> {
    fn add(place: &str, value: &Value, places: &mut Vec<String>) {
        places.push(place.to_owned());
        match value {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    add(&format!("{place}/{index}"), item, places);
                }
            }
            Value::Object(fields) => {
                for (name, field) in fields {
                    let name = name.replace('~', "~0").replace('/', "~1");
                    add(&format!("{place}/{name}"), field, places);
                }
            }
            _ => {}
        }
    }
    let mut places_of = Vec::new();
    add("", value, &mut places_of);
    places_of
}

/// Returns the JSON with a text in place of the value at a pointer.
pub fn written(value: &Value, place: &str, text: &str) -> String {
    const MARK: &str = "\u{e000}";
    let mut value = value.clone();
    if let Some(old) = value.pointer_mut(place) {
        *old = MARK.into();
    }
    let mark = Value::from(MARK).to_string();
    value.to_string().replacen(&mark, text, 1)
}

/// Returns a body with one fault, or with several.
pub fn hostile(value: &Value, generator: &mut Generator) -> Vec<u8> {
    let mut bytes = value.to_string().into_bytes();
    let at = generator.below(bytes.len() + 1);
    let places = places(value);
    let place = &places[generator.below(places.len())];
    let odd = odd(generator);
    match generator.below(12) {
        0 => bytes.truncate(at),
        1 => {
            for _ in 0..=generator.below(4) {
                let at = generator.below(bytes.len());
                bytes[at] ^= 1 << generator.below(8);
            }
        }
        2 => bytes.insert(at, [0, 1, b'\t', 0x7f, 0xff, 0xc3][generator.below(6)]),
        3 => bytes.splice(..0, *b"\xef\xbb\xbf").for_each(drop),
        4 => bytes.extend_from_slice(b" <!-- a proxy -->"),
        5 => bytes = format!("[{value}]").into_bytes(),
        6 => bytes = odd.into_bytes(),
        7 => {
            // A key twice: in front of an object's first one.
            let inner = value.pointer(place).and_then(Value::as_object);
            let inner = inner.filter(|fields| !fields.is_empty());
            if let Some((fields, name)) =
                inner.and_then(|fields| Some((fields, fields.keys().next()?)))
            {
                let rest = Value::Object(fields.clone()).to_string();
                let name = Value::from(name.as_str());
                let twice = format!("{{{name}:{odd},{}", &rest[1..]);
                bytes = written(value, place, &twice).into_bytes();
            }
        }
        8 => {
            // Odd values at many places.
            let mut value = value.clone();
            for place in &places[1..] {
                if generator.chance(0.2)
                    && let Some(old) = value.pointer_mut(place)
                {
                    *old = generator.anything(2);
                }
            }
            bytes = value.to_string().into_bytes();
        }
        _ => bytes = written(value, place, &odd).into_bytes(),
    }
    bytes
}

/// Puts the text of a page into some texts of a value, apart from those that errors quote.
pub fn with_page(value: &mut Value, generator: &mut Generator) {
    const QUOTED: [&str; 12] = [
        "error",
        "message",
        "msg",
        "detail",
        "details",
        "title",
        "code",
        "warning",
        "reason",
        "hint",
        "feedbackErrorCode",
        "errors",
    ];
    match value {
        Value::String(text) if generator.chance(0.3) => *text = PAGE.to_owned(),
        Value::Array(items) => {
            for item in items {
                with_page(item, generator);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                if !QUOTED.contains(&name.as_str()) {
                    with_page(field, generator);
                }
            }
        }
        _ => {}
    }
}
