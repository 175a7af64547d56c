//! The form around a file: `multipart/form-data` as browsers write it.

use bytes::Bytes;

/// The names of the parts of a form.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)]
pub struct PartNames {
    /// The part with the file.
    pub file: &'static str,
    /// The part with the options, as JSON.
    pub options: &'static str,
}

/// The bytes around the file.
#[derive(Clone, Debug)]
pub(super) struct Multipart {
    /// The content type of the form.
    pub content_type: String,
    /// The bytes before the file.
    pub head: Bytes,
    /// The bytes after the file.
    pub tail: Bytes,
}

impl Multipart {
    /// Creates a form with the part of the options, if there are any, and then the part of the file.
    pub fn new(
        parts: PartNames,
        filename: &str,
        content_type: &str,
        options: Option<&str>,
    ) -> Self {
        // 122 random bits: no file contains them.
        let boundary = format!("form-{}", uuid::Uuid::new_v4().simple());
        let mut head = String::new();
        // First, so that a server knows them when the file begins.
        if let Some(options) = options {
            let name = parts.options;
            head.push_str(&format!(
                "--{boundary}\r\n\
                 Content-Disposition: form-data; name=\"{name}\"\r\n\
                 Content-Type: application/json\r\n\r\n\
                 {options}\r\n"
            ));
        }
        let (name, filename) = (parts.file, escaped(filename));
        head.push_str(&format!(
            "--{boundary}\r\n\
             Content-Disposition: form-data; name=\"{name}\"; filename=\"{filename}\"\r\n\
             Content-Type: {content_type}\r\n\r\n"
        ));
        Self {
            content_type: format!("multipart/form-data; boundary={boundary}"),
            head: head.into(),
            tail: format!("\r\n--{boundary}--\r\n").into(),
        }
    }
}

/// Escapes a filename as browsers do, and a little more strictly.
///
/// They escape quotes and line ends. Other control characters make some parsers reject the form,
/// and parsers disagree on whether a backslash escapes.
fn escaped(filename: &str) -> String {
    let mut escaped = String::with_capacity(filename.len());
    for letter in filename.chars() {
        if letter.is_ascii_control() || matches!(letter, '"' | '\\') {
            escaped.push_str(&format!("%{:02X}", u32::from(letter)));
        } else {
            escaped.push(letter);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    use super::*;

    const PARTS: PartNames = PartNames {
        file: "file",
        options: "options",
    };

    fn head(filename: &str) -> String {
        let form = Multipart::new(PARTS, filename, "text/plain", None);
        String::from_utf8(form.head.to_vec()).unwrap()
    }

    #[test]
    fn names_are_escaped_as_browsers_do() {
        let line = |name: &str| head(name).lines().nth(1).unwrap().to_owned();
        assert_eq!(
            line("a \"b\"\r\n.pdf"),
            "Content-Disposition: form-data; name=\"file\"; filename=\"a %22b%22%0D%0A.pdf\""
        );
        assert!(line("Übersicht 50%.pdf").ends_with("filename=\"Übersicht 50%.pdf\""));
        assert!(line("a\\").ends_with("filename=\"a%5C\""));
    }

    #[test]
    fn each_form_has_a_boundary_of_its_own() {
        let one = Multipart::new(PARTS, "a.txt", "text/plain", None);
        let other = Multipart::new(PARTS, "a.txt", "text/plain", None);
        assert_ne!(one.content_type, other.content_type);
    }

    proptest! {
        #![proptest_config(Config {
            rng_seed: RngSeed::Fixed(0x5eed),
            failure_persistence: None,
            ..Config::with_cases(512)
        })]

        #[test]
        fn no_name_adds_a_header(
            name in "[\\PC\r\n\t\0\"\\\\;:=-]{0,40}|[\\x00-\\x7f]{0,40}",
        ) {
            let head = head(&name);
            let lines: Vec<&str> = head.split("\r\n").collect();
            prop_assert_eq!(lines.len(), 5, "{:?}", head);
            prop_assert_eq!(lines[2], "Content-Type: text/plain");
            prop_assert_eq!((lines[3], lines[4]), ("", ""));
            let value = lines[1]
                .strip_prefix("Content-Disposition: form-data; name=\"file\"; filename=\"")
                .and_then(|rest| rest.strip_suffix('"'));
            let value = value.unwrap();
            let forbidden = |letter: char| letter.is_ascii_control() || "\"\\".contains(letter);
            prop_assert!(!value.contains(forbidden), "{:?}", value);
            let mut rest = value;
            for letter in name.chars() {
                let plain = letter.to_string();
                let code = format!("%{:02X}", u32::from(letter));
                let form = if forbidden(letter) { &code } else { &plain };
                prop_assert!(rest.starts_with(form.as_str()), "{:?} in {:?}", letter, value);
                rest = &rest[form.len()..];
            }
            prop_assert_eq!(rest, "");
        }
    }
}
