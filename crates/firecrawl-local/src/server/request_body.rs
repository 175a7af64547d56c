//! Request bodies: JSON, and multipart forms with a file.

use std::convert::Infallible;
use std::io::Read;
use std::time::Duration;

use axum::http::HeaderMap;
use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use bytes::{Bytes, BytesMut};
use flate2::read::{GzDecoder, ZlibDecoder};
use futures_util::stream;
use http_body_util::BodyExt;
use hyper::body::{Body as _, Incoming};
use serde_json::{Map, Value};
use tokio::time::timeout;

use crate::contract::Operation;
use crate::response::Response;

/// The service's limit for JSON.
const MAX_JSON: usize = 10 * 1024 * 1024;
/// The service's limit for an uploaded file, with room for the rest of the form.
const MAX_FORM: usize = 51 * 1024 * 1024;
/// The part of an oversized body that is still read, so that the client sees the response.
const MAX_DISCARDED: usize = 64 * 1024 * 1024;
/// The time that a client has to send its body.
const BODY_TIMEOUT: Duration = Duration::from_secs(60);

/// Reads the body, up to the limit of the operation.
pub(super) async fn read(
    operation: &Operation,
    headers: &HeaderMap,
    incoming: Incoming,
) -> Result<Bytes, Box<Response>> {
    let form = operation.is_multipart() && !is_json(headers);
    if !form && !is_json(headers) {
        // The next request on the connection comes after it.
        discard(incoming).await;
        return Ok(Bytes::new());
    }
    let limit = if form { MAX_FORM } else { MAX_JSON };
    match limited(incoming, limit).await? {
        Some(bytes) => Ok(bytes),
        None if form => Err(Response::error(413, "File too large").into()),
        // The service's response to an oversized JSON body is an internal error.
        None => Err(Response::internal_error().into()),
    }
}

/// Reads a body; `None` if it is too large.
async fn limited(incoming: Incoming, limit: usize) -> Result<Option<Bytes>, Box<Response>> {
    match timeout(BODY_TIMEOUT, collect(incoming, limit)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        // The client disconnected or is too slow.
        Ok(Err(_)) | Err(_) => Err(Response::dropped().into()),
    }
}

/// Reads the body of an upload.
pub(super) async fn file(incoming: Incoming) -> Result<Bytes, Box<Response>> {
    limited(incoming, MAX_FORM)
        .await?
        .ok_or_else(|| Response::error(413, "File too large").into())
}

/// Reads and drops a body.
pub(super) async fn discard(incoming: Incoming) {
    if !incoming.is_end_stream() {
        // An error shows again when the response is written.
        let _ = timeout(BODY_TIMEOUT, collect(incoming, 0)).await;
    }
}

/// Returns the whole body; `None` if it is too large.
async fn collect(mut incoming: Incoming, limit: usize) -> Result<Option<Bytes>, hyper::Error> {
    let mut collected = BytesMut::new();
    let mut length = 0usize;
    while let Some(frame) = incoming.frame().await {
        let Ok(data) = frame?.into_data() else {
            continue;
        };
        length = length.saturating_add(data.len());
        if length <= limit {
            if incoming.is_end_stream() && collected.is_empty() {
                return Ok(Some(data));
            }
            collected.extend_from_slice(&data);
        } else {
            collected = BytesMut::new();
            if length > limit.saturating_add(MAX_DISCARDED) {
                break;
            }
        }
    }
    Ok((length <= limit).then(|| collected.freeze()))
}

/// Parses a JSON body; `Null` without one.
pub(super) fn parse(headers: &HeaderMap, bytes: &Bytes) -> Result<Value, Box<Response>> {
    if bytes.is_empty() || !is_json(headers) {
        return Ok(Value::Null);
    }
    if !has_known_charset(headers) {
        return Err(Response::internal_error().into());
    }
    let text = inflate(headers, bytes)?;
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
    match serde_json::from_slice(text) {
        // The service also calls a bare value malformed.
        Ok(value @ (Value::Object(_) | Value::Array(_))) => Ok(value),
        Ok(_) | Err(_) => Err(Response::malformed_json().into()),
    }
}

/// The parts of a form as the schema describes them, the file by its name and the options as JSON, and
/// the bytes of the file.
pub(crate) type Form = (Value, Option<Bytes>);

/// Reads a form.
pub(crate) async fn read_form(headers: &HeaderMap, bytes: &Bytes) -> Result<Form, Box<Response>> {
    let boundary = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| multer::parse_boundary(value).ok())
        .ok_or_else(|| Response::invalid(&[], "Expected multipart/form-data with a boundary"))?;
    let whole = stream::iter([Ok::<_, Infallible>(bytes.clone())]);
    let mut parts = multer::Multipart::new(whole, boundary);
    let broken = |_| Response::invalid(&[], "Broken multipart form");
    let mut fields = Map::new();
    let mut file = None;
    while let Some(part) = parts.next_field().await.map_err(broken)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        let value = match (name.as_str(), file_name) {
            ("file", Some(file_name)) => {
                file = Some(part.bytes().await.map_err(broken)?);
                Value::from(file_name)
            }
            ("file", None) => continue,
            ("options", _) => serde_json::from_str(&part.text().await.map_err(broken)?)
                .map_err(|_| Response::malformed_json())?,
            _ => Value::from(part.text().await.map_err(broken)?),
        };
        fields.insert(name, value);
    }
    Ok((fields.into(), file))
}

pub(super) fn is_json(headers: &HeaderMap) -> bool {
    let kind = content_type(headers).split(';').next();
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn has_known_charset(headers: &HeaderMap) -> bool {
    let parameters = content_type(headers).split(';').skip(1);
    parameters
        .filter_map(|parameter| parameter.split_once('='))
        .filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))
        .all(|(_, value)| {
            let charset = value.trim().trim_matches('"').to_ascii_lowercase();
            matches!(charset.as_str(), "utf-8" | "utf8" | "us-ascii")
        })
}

fn content_type(headers: &HeaderMap) -> &str {
    let value = headers.get(CONTENT_TYPE);
    value
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

fn inflate(headers: &HeaderMap, bytes: &Bytes) -> Result<Bytes, Box<Response>> {
    let encoding = headers
        .get(CONTENT_ENCODING)
        .map_or("identity", |value| value.to_str().unwrap_or_default());
    let mut inflated = Vec::new();
    let mut decoder: Box<dyn Read + '_> = match encoding.trim().to_ascii_lowercase().as_str() {
        "identity" => return Ok(bytes.clone()),
        "gzip" | "x-gzip" => Box::new(GzDecoder::new(bytes.as_ref())),
        "deflate" => Box::new(ZlibDecoder::new(bytes.as_ref())),
        _ => return Err(Response::internal_error().into()),
    };
    let limit = MAX_JSON as u64 + 1;
    match decoder.by_ref().take(limit).read_to_end(&mut inflated) {
        Ok(length) if length <= MAX_JSON => Ok(Bytes::from(inflated)),
        Ok(_) => Err(Response::internal_error().into()),
        Err(_) => Err(Response::malformed_json().into()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use axum::http::HeaderValue;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use serde_json::json;

    use super::*;

    fn headers(kind: &str, encoding: Option<&str>) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_str(kind).unwrap());
        if let Some(encoding) = encoding {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_str(encoding).unwrap());
        }
        headers
    }

    fn status(kind: &str, encoding: Option<&str>, text: &[u8]) -> u16 {
        match parse(&headers(kind, encoding), &Bytes::copy_from_slice(text)) {
            Ok(_) => 200,
            Err(response) => response.status,
        }
    }

    #[test]
    fn objects_and_lists_are_json() {
        for kind in [
            "application/json",
            "Application/JSON; charset=UTF-8",
            "application/json;charset=\"utf-8\"",
        ] {
            assert_eq!(status(kind, None, b"{\"a\":1}"), 200, "{kind}");
        }
        assert_eq!(status("application/json", None, b"\xef\xbb\xbf[]"), 200);
        for text in [&b"\"x\""[..], b"{", b"1", b"null", b"{}x", b"\xff"] {
            assert_eq!(status("application/json", None, text), 400);
        }
    }

    #[test]
    fn other_charsets_and_encodings_are_faults() {
        assert_eq!(
            status("application/json; charset=latin9x", None, b"{}"),
            500
        );
        assert_eq!(status("application/json", Some("bogus"), b"{}"), 500);
        assert_eq!(status("application/json", Some("gzip"), b"{}"), 400);
    }

    #[test]
    fn other_types_are_not_read() {
        let parsed = parse(
            &headers("text/plain", None),
            &Bytes::from_static(b"{\"a\":1}"),
        );
        assert_eq!(parsed.unwrap(), Value::Null);
    }

    #[test]
    fn packed_bodies_are_unpacked_up_to_the_limit() {
        let pack = |text: &[u8]| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
            encoder.write_all(text).unwrap();
            Bytes::from(encoder.finish().unwrap())
        };
        let gzip = headers("application/json", Some("gzip"));
        assert_eq!(parse(&gzip, &pack(b"{\"a\":1}")).unwrap(), json!({"a": 1}));
        let bomb = pack(&vec![b' '; MAX_JSON + 1]);
        assert_eq!(parse(&gzip, &bomb).unwrap_err().status, 500);
    }
}
