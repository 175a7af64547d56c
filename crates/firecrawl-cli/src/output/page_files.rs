//! The files of a page: one for each format.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::file_name;
use super::files::write_file;
use super::output::text_of;
use crate::failure::Failure;

/// The formats of which each has a file, with its extension.
const FILES: [(&str, &str); 4] = [
    ("markdown", "md"),
    ("html", "html"),
    ("rawHtml", "raw.html"),
    ("summary", "summary.md"),
];

/// Writes a file for each format that is a text, and one of JSON if there are others.
///
/// Returns their paths and sizes in bytes.
///
/// # Errors
///
/// If one cannot be written.
pub fn files(
    folder: &Path,
    url: &str,
    document: &Value,
    formats: &[String],
) -> Result<Vec<(PathBuf, usize)>, Failure> {
    let (mut all, mut is_empty, mut written) = (true, true, Vec::new());
    let mut write = |extension: &str, text: &str| {
        let path = folder.join(file_name::of_page(url, extension));
        write_file(&path, text.as_bytes())?;
        written.push((path, text.len()));
        Ok::<_, Failure>(())
    };
    for format in formats {
        let Some((_, extension)) = FILES.iter().find(|(name, _)| name == format) else {
            all = false;
            continue;
        };
        let Some(text) = text_of(document, format) else {
            continue;
        };
        let text = match *extension {
            "md" => front_matter(url, document) + &text,
            _ => text,
        };
        let end = if text.ends_with('\n') { "" } else { "\n" };
        write(extension, &(text + end))?;
        is_empty = false;
    }
    // A job that is read later may have been started with other formats.
    if !all || is_empty {
        write("json", &format!("{document:#}\n"))?;
    }
    Ok(written)
}

/// Returns the head of a Markdown file: address, title and status as YAML.
fn front_matter(url: &str, document: &Value) -> String {
    let metadata = &document["metadata"];
    let mut text = format!("---\nurl: {}\n", Value::from(url));
    for (key, value) in [
        ("title", &metadata["title"]),
        ("status", &metadata["statusCode"]),
    ] {
        if value.is_string() || value.is_number() {
            // JSON texts are YAML texts.
            text += &format!("{key}: {value}\n");
        }
    }
    text + "---\n\n"
}
