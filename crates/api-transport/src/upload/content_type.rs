//! The content type of a file, by its name.

/// Returns the content type of a file with this name; that of arbitrary bytes for an unknown extension.
pub(super) fn of(filename: &str) -> &'static str {
    let extension = filename.rsplit_once('.').map(|(_, extension)| extension);
    match extension.unwrap_or_default().to_ascii_lowercase().as_str() {
        "csv" => "text/csv",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "epub" => "application/epub+zip",
        "htm" | "html" => "text/html",
        "json" => "application/json",
        "md" => "text/markdown",
        "odt" => "application/vnd.oasis.opendocument.text",
        "pdf" => "application/pdf",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "rtf" => "application/rtf",
        "txt" => "text/plain",
        "xhtml" => "application/xhtml+xml",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xml" => "application/xml",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_decides_in_any_case() {
        assert_eq!(of("a.b.PDF"), "application/pdf");
        assert_eq!(of("page.html"), "text/html");
        for name in ["", "pdf", "a.", "a.pdf ", ".", "a.zzz"] {
            assert_eq!(of(name), "application/octet-stream", "{name}");
        }
    }
}
