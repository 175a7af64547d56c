//! A fetched page.

use std::sync::LazyLock;
use std::time::SystemTime;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use firecrawl_api::types::{Format, ScrapeOptions};
use regex::bytes::Regex;
use url::Url;

use super::fetch::Fetched;
use super::scrape_error::ScrapeError;

/// The kind of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageKind {
    Html,
    Json,
    Text,
    /// A picture of which the request wants the bytes: the text is a URL with them.
    Image,
}

/// A page that was fetched and decoded.
#[derive(Debug)]
pub struct Page {
    /// The URL after redirects.
    pub url: Url,
    /// The HTTP status.
    pub status: u16,
    /// The content type as received.
    pub content_type: Option<String>,
    /// The kind.
    pub kind: PageKind,
    /// The decoded body.
    pub text: String,
    /// The time of the fetch.
    pub fetched: SystemTime,
}

impl Page {
    /// Decodes a response; one that is not text is an error, unless the options want it in base64.
    pub fn decode(fetched: Fetched, options: &ScrapeOptions) -> Result<Self, ScrapeError> {
        let content_type = fetched.content_type.as_deref();
        let essence = essence(content_type);
        let base64 = || BASE64_STANDARD.encode(&fetched.body);
        let (kind, text) = if keeps_pdf(options) && fetched.body.starts_with(b"%PDF-") {
            (PageKind::Text, base64())
        } else if wants_bytes(options) && essence.starts_with("image/") {
            (
                PageKind::Image,
                format!("data:{essence};base64,{}", base64()),
            )
        } else {
            let kind = kind(content_type, &fetched.body)?;
            (kind, decode_text(&fetched.body, content_type))
        };
        Ok(Self {
            text,
            status: fetched.status,
            content_type: fetched.content_type,
            ..Self::of_text(fetched.url, kind, "", &[])
        })
    }

    /// Creates a page that was not fetched.
    pub fn of_text(url: Url, kind: PageKind, content_type: &str, bytes: &[u8]) -> Self {
        Self {
            url,
            status: 200,
            content_type: Some(content_type.to_owned()),
            kind,
            text: decode_text(bytes, Some(content_type)),
            fetched: SystemTime::now(),
        }
    }

    /// Returns the approximate size in memory.
    pub fn size(&self) -> usize {
        self.text.len() + self.url.as_str().len() + 256
    }
}

/// Returns whether a PDF is returned as it is, in base64, because the request has it not parsed.
pub fn keeps_pdf(options: &ScrapeOptions) -> bool {
    options.parsers.as_ref().is_some_and(Vec::is_empty)
}

/// Returns whether the bytes of a picture are wanted.
pub fn wants_bytes(options: &ScrapeOptions) -> bool {
    let mut formats = options.formats.iter().flatten();
    formats.any(|format| *format == Format::RawBase64)
}

/// Returns a media type without its parameters, in lower case.
fn essence(content_type: Option<&str>) -> String {
    let essence = content_type.and_then(|value| value.split(';').next());
    essence.unwrap_or_default().trim().to_ascii_lowercase()
}

fn kind(content_type: Option<&str>, body: &[u8]) -> Result<PageKind, ScrapeError> {
    let essence = essence(content_type);
    match essence.as_str() {
        "text/html" | "application/xhtml+xml" => Ok(PageKind::Html),
        "application/json" | "text/json" => Ok(PageKind::Json),
        _ if essence.ends_with("+json") => Ok(PageKind::Json),
        _ if essence.starts_with("text/") || essence.ends_with("+xml") => Ok(PageKind::Text),
        "application/xml"
        | "application/javascript"
        | "application/x-javascript"
        | "application/yaml"
        | "application/toml"
        | "application/x-ndjson" => Ok(PageKind::Text),
        "" => sniff(body),
        _ if body.is_empty() => Ok(PageKind::Text),
        image if image.starts_with("image/") => {
            let reason = format!("{image}; the format rawBase64 returns its bytes");
            Err(ScrapeError::unsupported(reason))
        }
        other => Err(ScrapeError::unsupported(other)),
    }
}

/// Returns the kind of a body without a content type.
fn sniff(body: &[u8]) -> Result<PageKind, ScrapeError> {
    let start = &body[..body.len().min(1024)];
    if start.contains(&0) || start.starts_with(b"%PDF-") {
        return Err(ScrapeError::unsupported("no content type"));
    }
    match start.trim_ascii_start().first() {
        Some(b'<') => Ok(PageKind::Html),
        _ => Ok(PageKind::Text),
    }
}

/// Decodes text by its byte order mark, the header, the page's own declaration, or by what fits.
pub fn decode_text(bytes: &[u8], content_type: Option<&str>) -> String {
    let encoding = content_type
        .and_then(header_charset)
        .or_else(|| declared_charset(bytes))
        .unwrap_or_else(|| match std::str::from_utf8(bytes) {
            Ok(_) => UTF_8,
            Err(_) => WINDOWS_1252,
        });
    // `decode` prefers a byte order mark to the encoding.
    encoding.decode(bytes).0.into_owned()
}

fn header_charset(content_type: &str) -> Option<&'static Encoding> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        if !name.trim().eq_ignore_ascii_case("charset") {
            return None;
        }
        Encoding::for_label(value.trim().trim_matches(['"', '\'']).as_bytes())
    })
}

/// Returns the charset of a `<meta>` in the first kilobyte.
fn declared_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    static CHARSET: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r#"(?i)<meta[^>]*?charset\s*=\s*["']?([^"'; />]+)"#).ok());
    let start = &bytes[..bytes.len().min(1024)];
    let labels = CHARSET
        .iter()
        .flat_map(|charset| charset.captures_iter(start));
    let mut encodings = labels.filter_map(|label| Encoding::for_label(&label[1]));
    // A page whose tag can be read as ASCII is not UTF-16, whatever it declares.
    encodings.next().map(Encoding::output_encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_comes_before_the_page() {
        let bytes = b"<meta charset=utf-8>\xe9";
        let text = decode_text(bytes, Some("text/html; charset=ISO-8859-1"));
        assert!(text.ends_with('é'), "{text}");
    }

    #[test]
    fn the_page_may_name_its_charset() {
        for meta in [
            "<meta charset=\"windows-1251\">",
            "<META http-equiv='Content-Type' content='text/html; charset=windows-1251'>",
        ] {
            let mut bytes = meta.as_bytes().to_vec();
            bytes.push(0xe4);
            assert!(decode_text(&bytes, Some("text/html")).ends_with('д'));
        }
    }

    #[test]
    fn without_a_word_what_fits_is_taken() {
        assert_eq!(decode_text("ü".as_bytes(), None), "ü");
        assert_eq!(decode_text(b"\xfc", None), "ü");
        assert_eq!(
            decode_text(b"\xef\xbb\xbfa", Some("text/html; charset=latin1")),
            "a"
        );
    }

    #[test]
    fn kinds_follow_the_content_type() {
        assert_eq!(
            kind(Some("Text/HTML; charset=x"), b"").ok(),
            Some(PageKind::Html)
        );
        assert_eq!(
            kind(Some("application/ld+json"), b"").ok(),
            Some(PageKind::Json)
        );
        assert_eq!(kind(Some("image/svg+xml"), b"").ok(), Some(PageKind::Text));
        assert_eq!(kind(None, b"\n <p>").ok(), Some(PageKind::Html));
        assert_eq!(kind(None, b"words").ok(), Some(PageKind::Text));
        let failure = kind(Some("application/pdf"), b"%PDF-1.7").unwrap_err();
        assert_eq!(failure.code, "SCRAPE_UNSUPPORTED_FILE_ERROR");
        assert!(failure.message.ends_with("application/pdf"));
        assert!(kind(None, b"%PDF-1.7").is_err());
    }
}
