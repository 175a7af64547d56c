//! `POST /parse`: a document of an uploaded file.

use std::convert::Infallible;
use std::sync::Arc;

use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use firecrawl_api::types::ScrapeOptions;
use futures_util::stream;
use multer::Multipart;
use serde_json::{Map, Value, json};
use url::Url;
use uuid::Uuid;

use crate::request::Request;
use crate::response::Response;

use super::document::{CacheState, ScrapeContext};
use super::page::{Page, PageKind};
use super::scrape::make;
use super::scrape_error::ScrapeError;
use super::scrape_response::refused;

/// The largest file that the service takes.
const LARGEST: usize = 50 * 1024 * 1024;

/// The options of the operation.
const OPTIONS: &[&str] = &[
    "formats",
    "onlyMainContent",
    "includeTags",
    "excludeTags",
    "headers",
    "timeout",
    "parsers",
    "skipTlsVerification",
    "removeBase64Images",
    "blockAds",
    "redactPII",
    "proxy",
    "auditMetadata",
];

/// Options that say nothing of how to make the document.
const IGNORED: &[&str] = &["origin", "integration", "zeroDataRetention"];

/// The formats that a file can have.
const FORMATS: &[&str] = &[
    "markdown", "summary", "html", "rawHtml", "links", "images", "json",
];

/// A kind of file and what it is read as.
struct FileKind {
    format: &'static str,
    kind: &'static str,
    extensions: &'static [&'static str],
    mime_types: &'static [&'static str],
    /// `None` for what only the service can read.
    page: Option<PageKind>,
}

const KINDS: &[FileKind] = &[
    FileKind {
        format: "html",
        kind: "document",
        extensions: &["html", "htm", "xhtml"],
        mime_types: &["text/html", "application/xhtml+xml"],
        page: Some(PageKind::Html),
    },
    FileKind {
        format: "txt",
        kind: "document",
        extensions: &["txt", "text", "csv", "log"],
        mime_types: &["text/plain", "text/csv"],
        page: Some(PageKind::Text),
    },
    FileKind {
        format: "md",
        kind: "document",
        extensions: &["md", "markdown"],
        mime_types: &["text/markdown"],
        page: Some(PageKind::Text),
    },
    FileKind {
        format: "json",
        kind: "document",
        extensions: &["json"],
        mime_types: &["application/json"],
        page: Some(PageKind::Json),
    },
    FileKind {
        format: "pdf",
        kind: "document",
        extensions: &["pdf"],
        mime_types: &["application/pdf"],
        page: None,
    },
    FileKind {
        format: "docx",
        kind: "document",
        extensions: &["docx", "doc", "odt", "rtf"],
        mime_types: &["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
        page: None,
    },
    FileKind {
        format: "xlsx",
        kind: "spreadsheet",
        extensions: &["xlsx", "xls"],
        mime_types: &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
        page: None,
    },
];

/// ResponseCache `GET /parse/formats`.
pub fn formats_response() -> Response {
    let formats: Vec<Value> = KINDS
        .iter()
        .map(|kind| {
            json!({
                "format": kind.format,
                "kind": kind.kind,
                "extensions": kind.extensions,
                "mimeTypes": kind.mime_types,
                "available": kind.page.is_some(),
            })
        })
        .collect();
    Response::ok(json!({"success": true, "data": {"formats": formats}}))
}

/// ResponseCache `POST /parse`.
pub async fn parse_response(request: &Request) -> Response {
    let upload = match read(request).await {
        Ok(upload) => upload,
        Err(response) => return response,
    };
    let options = match upload.options.as_deref().map(options).transpose() {
        Ok(options) => options.unwrap_or_default(),
        Err(response) => return *response,
    };
    match page(&upload) {
        Err(failure) => failure.response(),
        Ok(page) => {
            let context = ScrapeContext {
                source_url: page.url.to_string(),
                scrape_id: Uuid::new_v4().to_string(),
                cache: CacheState::Off,
            };
            match make(&Arc::new(page), &options, context).await {
                Ok(made) => Response::ok(json!({"success": true, "data": made.fields})),
                Err(failure) => failure.response(),
            }
        }
    }
}

struct Upload {
    name: String,
    file: Bytes,
    options: Option<String>,
}

async fn read(request: &Request) -> Result<Upload, Response> {
    let boundary = request
        .headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| multer::parse_boundary(value).ok())
        .ok_or_else(|| refused("", "the body must be multipart/form-data with a boundary"))?;
    let body = stream::iter([Ok::<_, Infallible>(request.bytes.clone())]);
    let mut parts = Multipart::new(body, boundary);
    let broken = |_| refused("", "the multipart body is broken off or malformed");
    let (mut file, mut options) = (None, None);
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        match part.name() {
            Some("file") => {
                let Some(name) = part.file_name().filter(|name| !name.is_empty()) else {
                    return Err(refused("file", "the part must have a filename"));
                };
                let name = name.to_owned();
                file = Some((name, part.bytes().await.map_err(broken)?));
            }
            Some("options") => options = Some(part.text().await.map_err(broken)?),
            _ => return Err(refused("", "only the parts file and options are known")),
        }
    }
    let (name, file) = file.ok_or_else(|| refused("file", "the part is required"))?;
    if file.len() > LARGEST {
        return Err(Response::error(413, "File too large: at most 50 MB"));
    }
    Ok(Upload {
        name,
        file,
        options,
    })
}

/// Reads the options as strictly as the contract is, and as those of a scrape.
fn options(text: &str) -> Result<ScrapeOptions, Box<Response>> {
    let bad = |path: &str, message: &str| Box::new(refused(path, message));
    let Ok(Value::Object(given)) = serde_json::from_str::<Value>(text) else {
        return Err(bad("options", "must be a JSON object"));
    };
    let mut known = Map::new();
    for (name, value) in given {
        if IGNORED.contains(&name.as_str()) {
            continue;
        }
        if !OPTIONS.contains(&name.as_str()) {
            return Err(bad("options", &format!("Unrecognized key: {name:?}")));
        }
        if value.is_null() {
            return Err(bad(&format!("options.{name}"), "must not be null"));
        }
        known.insert(name, value);
    }
    if let Some(Value::Array(formats)) = known.get("formats") {
        for format in formats {
            let name = format.as_str().or_else(|| format.get("type")?.as_str());
            if !name.is_some_and(|name| FORMATS.contains(&name)) {
                return Err(bad("options.formats", "a file cannot have this format"));
            }
        }
    }
    serde_json::from_value(Value::Object(known)).map_err(|error| bad("options", &error.to_string()))
}

fn page(upload: &Upload) -> Result<Page, ScrapeError> {
    let extension = upload
        .name
        .rsplit_once('.')
        .map(|(_, extension)| extension.to_ascii_lowercase())
        .unwrap_or_default();
    let kind = KINDS
        .iter()
        .find(|kind| kind.extensions.contains(&extension.as_str()));
    let Some((page, mime_type)) =
        kind.and_then(|kind| Some((kind.page?, kind.mime_types.first()?)))
    else {
        return Err(ScrapeError::unsupported(format!(
            "this server reads no {:?} files",
            if extension.is_empty() {
                "nameless"
            } else {
                &extension
            }
        )));
    };
    // Relative links of the file start nowhere; a file address keeps them apart from real ones.
    let mut url = Url::parse("file:///").map_err(|_| ScrapeError::unsupported("no address"))?;
    url.set_path(&upload.name);
    Ok(Page::of_text(url, page, mime_type, &upload.file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_strict() {
        let refusal = |text: &str| options(text).err().map(|response| response.status);
        assert_eq!(
            refusal("{\"formats\":[\"markdown\",{\"type\":\"links\"}]}"),
            None
        );
        assert_eq!(refusal("{\"origin\":\"x\",\"integration\":null}"), None);
        assert_eq!(refusal("{\"formats\":[\"screenshot\"]}"), Some(400));
        assert_eq!(refusal("{\"unknown\":1}"), Some(400));
        assert_eq!(refusal("{\"headers\":null}"), Some(400));
        assert_eq!(refusal("[]"), Some(400));
        assert_eq!(refusal("{"), Some(400));
    }

    #[test]
    fn the_extension_decides() {
        let of = |name: &str| {
            page(&Upload {
                name: name.to_owned(),
                file: Bytes::from_static(b"x"),
                options: None,
            })
        };
        assert_eq!(of("a.HTML").unwrap().kind, PageKind::Html);
        assert_eq!(of("a.b.md").unwrap().kind, PageKind::Text);
        assert_eq!(of("a b.txt").unwrap().url.as_str(), "file:///a%20b.txt");
        for name in ["a.pdf", "a.exe", "a"] {
            assert_eq!(of(name).unwrap_err().code, "SCRAPE_UNSUPPORTED_FILE_ERROR");
        }
    }
}
