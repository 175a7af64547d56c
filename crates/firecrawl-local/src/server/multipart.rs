//! Multipart forms with a file.

use std::convert::Infallible;

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use futures_util::stream;
use serde_json::{Map, Value};

use crate::response::Response;

/// The parts of a form as the schema describes them, the file by its name and the options as JSON, and
/// the bytes of the file.
pub(crate) type Form = (Value, Option<Bytes>);

/// Reads a form.
pub(crate) async fn read(headers: &HeaderMap, bytes: &Bytes) -> Result<Form, Box<Response>> {
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
