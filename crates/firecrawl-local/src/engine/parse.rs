//! `POST /parse`: the document of an uploaded file.

use std::sync::Arc;

use firecrawl_api::types::ScrapeOptions;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use url::Url;

use super::document::CacheState;
use super::page::PageKind::{Html, Json, Text};
use super::page::{Page, PageKind};
use super::scrape::make;
use super::scrape_error::ScrapeError;
use super::uploads::{MAX_FILE_BYTES, Uploads};
use crate::request::Request;
use crate::response::{Handled, Response};

/// Options that do not affect the document.
const IGNORED: &[&str] = &["origin", "integration", "zeroDataRetention", "uploadRef"];

/// A kind of files: format, kind, extensions, media types, and the page that they become; `None` if
/// only the service can read it.
type FileKind = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Option<PageKind>,
);

static KINDS: [FileKind; 7] = [
    (
        "html",
        "document",
        "html htm xhtml",
        "text/html application/xhtml+xml",
        Some(Html),
    ),
    (
        "txt",
        "document",
        "txt text csv log",
        "text/plain text/csv",
        Some(Text),
    ),
    ("md", "document", "md markdown", "text/markdown", Some(Text)),
    ("json", "document", "json", "application/json", Some(Json)),
    ("pdf", "document", "pdf", "application/pdf", None),
    (
        "docx",
        "document",
        "docx doc odt rtf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        None,
    ),
    (
        "xlsx",
        "spreadsheet",
        "xlsx xls",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        None,
    ),
];

/// Handles `GET /parse/formats`.
pub fn formats() -> Response {
    let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
    let formats = KINDS.map(|(format, kind, extensions, mime_types, page)| {
        json!({
            "format": format,
            "kind": kind,
            "extensions": words(extensions),
            "mimeTypes": words(mime_types),
            "available": page.is_some(),
        })
    });
    Response::data(json!({"formats": formats}))
}

/// Handles `POST /parse`: a form with a file, or the reference of one that was uploaded before.
pub async fn parse(uploads: &Uploads, request: &Request) -> Handled {
    let (name, file, given) = match request.body_str("uploadRef") {
        Some(reference) => {
            let (name, file) = uploads.file(reference)?;
            (name, file, &request.body)
        }
        None => {
            let name = request.body_str("file").unwrap_or_default().to_owned();
            let file = request.file.clone().unwrap_or_default();
            (name, file, &request.body["options"])
        }
    };
    if file.len() > MAX_FILE_BYTES {
        return Err(Response::error(413, "File too large: at most 50 MB").into());
    }
    let options = options(given.as_object())?;
    let page = page(&name, &file)?;
    let url = page.url.to_string();
    let scraped = make(Arc::new(page), &options, &url, CacheState::Off).await?;
    Ok(Response::data(scraped.document).billed(scraped.credits))
}

/// Converts the options, which the contract has validated, to those of a scrape.
fn options(given: Option<&Map<String, Value>>) -> Result<ScrapeOptions, Box<Response>> {
    let mut options = given.cloned().unwrap_or_default();
    options.retain(|name, _| !IGNORED.contains(&name.as_str()));
    ScrapeOptions::deserialize(Value::Object(options))
        .map_err(|error| Response::invalid(&["options"], &error.to_string()).into())
}

fn page(name: &str, file: &[u8]) -> Result<Page, ScrapeError> {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    let extension = extension.unwrap_or_default().to_ascii_lowercase();
    let Some((.., Some(kind))) = file_kind(&extension) else {
        let extension = match extension.as_str() {
            "" => "nameless",
            extension => extension,
        };
        let reason = format!("this server reads no {extension:?} files");
        return Err(ScrapeError::unsupported(reason));
    };
    // Relative links of the file have no base; a file URL distinguishes them from real ones.
    let mut url = Url::parse("file:///").map_err(|_| ScrapeError::unsupported("no address"))?;
    url.set_path(name);
    Ok(Page::of_text(url, *kind, media_type(&extension), file))
}

/// Returns the kind of the files with an extension in lower case.
fn file_kind(extension: &str) -> Option<&'static FileKind> {
    let mut kinds = KINDS.iter();
    kinds.find(|kind| kind.2.split(' ').any(|known| known == extension))
}

/// Returns the media type of the files with an extension in lower case; empty if it is unknown.
pub fn media_type(extension: &str) -> &'static str {
    let types = file_kind(extension).map(|kind| kind.3);
    types
        .and_then(|types| types.split(' ').next())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::Contract;

    #[test]
    fn options_are_strict() {
        let contract = Contract::load();
        let operation = contract.operation("parseFile").unwrap();
        let is_valid = |options: Value| {
            let checked = operation.check_body(json!({"file": "a.html", "options": options}));
            checked.is_ok_and(|body| super::options(body["options"].as_object()).is_ok())
        };
        assert!(is_valid(
            json!({"formats": ["markdown", {"type": "links"}]})
        ));
        assert!(!is_valid(json!({"formats": ["screenshot"]})));
        assert!(!is_valid(json!({"unknown": 1})));
        assert!(!is_valid(json!({"headers": null})));
        assert!(!is_valid(json!([])));
        let ignored = json!({"origin": "x", "integration": null});
        assert!(options(ignored.as_object()).is_ok());
    }

    #[test]
    fn the_extension_decides() {
        let of = |name: &str| page(name, b"x");
        assert_eq!(of("a.HTML").unwrap().kind, PageKind::Html);
        assert_eq!(of("a.b.md").unwrap().kind, PageKind::Text);
        assert_eq!(of("a b.txt").unwrap().url.as_str(), "file:///a%20b.txt");
        for name in ["a.pdf", "a.exe", "a"] {
            assert_eq!(of(name).unwrap_err().code, "SCRAPE_UNSUPPORTED_FILE_ERROR");
        }
    }
}
