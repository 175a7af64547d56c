//! Responses as text for models.

use std::fmt::Write as _;

use serde_json::Value;

use crate::output::text_of;

/// Fields of a page's metadata that are shown; the title comes first.
const METADATA: [&str; 6] = [
    "title",
    "statusCode",
    "error",
    "numPages",
    "scrapeId",
    "creditsUsed",
];

/// Leaves out what a terminal would obey, and letters that hide or turn text: a page is a stranger's, and hosts
/// print it.
pub fn clean(text: &str) -> String {
    let is_plain = |letter: &char| match letter {
        '\n' | '\t' => true,
        '\u{200b}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => false,
        letter => !letter.is_control(),
    };
    text.chars().filter(is_plain).collect()
}

/// Returns the address of a page.
pub fn address(document: &Value) -> &str {
    let metadata = &document["metadata"];
    ["url", "sourceURL"]
        .iter()
        .find_map(|name| metadata[*name].as_str())
        .or_else(|| document["url"].as_str())
        .unwrap_or("page")
}

/// Returns the names of the formats that a page has.
pub fn formats(document: &Value) -> Vec<String> {
    let fields = document.as_object().into_iter().flatten();
    fields
        .filter(|(name, value)| {
            !matches!(name.as_str(), "metadata" | "warning" | "url") && !value.is_null()
        })
        .map(|(name, _)| name.clone())
        .collect()
}

/// Returns a page: its address, its title and status, and each of its formats.
pub fn document(document: &Value) -> String {
    let mut text = head(document);
    let formats = formats(document);
    for format in &formats {
        if formats.len() > 1 {
            let _ = write!(text, "\n## {format}\n");
        }
        text.push('\n');
        text += &content(document, format);
        if !text.ends_with('\n') {
            text.push('\n');
        }
    }
    text
}

/// Returns the lines above the content of a page.
pub fn head(document: &Value) -> String {
    let mut text = format!("url: {}\n", address(document));
    for name in METADATA {
        let value = &document["metadata"][name];
        if !value.is_null() {
            let _ = writeln!(text, "{name}: {}", one_line(value));
        }
    }
    if !document["warning"].is_null() {
        let _ = writeln!(text, "warning: {}", one_line(&document["warning"]));
    }
    text
}

fn content(document: &Value, format: &str) -> String {
    match document[format].as_str() {
        // An image is of no use as text.
        Some(data) if data.starts_with("data:") => {
            format!("({} bytes of base64 are left out)", data.len())
        }
        _ => text_of(document, format).unwrap_or_default(),
    }
}

fn one_line(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace(['\n', '\r', '\u{2028}', '\u{2029}'], " "),
        other => other.to_string(),
    }
}

/// Returns a response without braces, quotes and what is `null`.
pub fn outline(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value, 0);
    if text.is_empty() {
        text.push_str("done\n");
    }
    text
}

fn write(text: &mut String, value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                // The metadata of a page says much that its text and address say.
                if name == "metadata" && fields.contains_key("url") {
                    let shown = METADATA.iter().skip(1);
                    let shown = shown
                        .filter_map(|name| Some(((*name).to_owned(), value.get(name)?.clone())));
                    write(text, &Value::Object(shown.collect()), depth);
                    continue;
                }
                field(text, &format!("{indent}{name}:"), value, depth);
            }
        }
        Value::Array(items) => {
            for item in items {
                match item {
                    Value::Object(fields) if !fields.is_empty() => {
                        let start = text.len() + indent.len();
                        write(text, item, depth + 1);
                        // The first field is on the line of the dash.
                        if text.len() > start + 2 {
                            text.replace_range(start..start + 2, "- ");
                        }
                    }
                    _ => field(text, &format!("{indent}-"), item, depth),
                }
            }
        }
        Value::Null => {}
        scalar => {
            let _ = writeln!(text, "{indent}{}", one_line(scalar));
        }
    }
}

/// Writes a value after its name: on the same line if it is short, or below.
fn field(text: &mut String, name: &str, value: &Value, depth: usize) {
    match value {
        Value::Null => {}
        Value::Object(fields) if fields.is_empty() => {}
        Value::Array(items) if items.is_empty() => {
            let _ = writeln!(text, "{name} none");
        }
        Value::Object(_) | Value::Array(_) => {
            let _ = writeln!(text, "{name}");
            write(text, value, depth + 1);
        }
        Value::String(long) if long.contains('\n') => {
            let _ = writeln!(text, "{name}");
            let indent = "  ".repeat(depth + 1);
            for line in long.lines() {
                let _ = writeln!(text, "{indent}{line}");
            }
        }
        scalar => {
            let _ = writeln!(text, "{name} {}", one_line(scalar));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_terminal_obeys_is_left_out() {
        let text = "a\u{1b}[2Jb\u{9b}c\u{202e}d\r\n\te\u{200d}f\u{7}";
        assert_eq!(clean(text), "a[2Jbcd\n\te\u{200d}f");
    }

    #[test]
    fn a_response_is_an_outline() {
        let response = json!({
            "web": [
                {"url": "https://a.example", "title": null, "markdown": "# A\n\ntext"},
                {"url": "https://b.example", "metadata": {"title": "B", "statusCode": 404}},
            ],
            "ids": ["x", "y"],
            "none": [],
            "deep": {"er": {"n": 1}},
            "absent": null,
        });
        assert_eq!(
            outline(&response),
            "web:\n  - url: https://a.example\n    markdown:\n      # A\n      \n      text\n  \
             - url: https://b.example\n    statusCode: 404\nids:\n  - x\n  - y\nnone: none\ndeep:\n  er:\n    n: 1\n"
        );
        assert_eq!(outline(&json!({})), "done\n");
    }

    #[test]
    fn a_page_is_its_text() {
        let page = json!({
            "markdown": "# A\n",
            "metadata": {"url": "https://a.example", "title": "A", "statusCode": 404},
        });
        let head = "url: https://a.example\ntitle: A\nstatusCode: 404\n";
        assert_eq!(document(&page), format!("{head}\n# A\n"));
        let mut several = page.clone();
        several["links"] = json!(["https://b.example"]);
        several["screenshot"] = json!("data:image/png;base64,AAAA");
        assert_eq!(
            document(&several),
            format!(
                "{head}\n## markdown\n\n# A\n\n## links\n\nhttps://b.example\n\n## screenshot\n\n\
                 (26 bytes of base64 are left out)\n"
            )
        );
    }
}
