//! Forms with a file.

use std::convert::Infallible;

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use futures_util::stream;
use serde_json::{Map, Value, json};

use super::error_responses;
use super::request_body::Rejection;

/// The parts of a form as the schema describes them: the file by its name, the options as JSON.
pub(super) async fn read(headers: &HeaderMap, bytes: &Bytes) -> Result<Value, Rejection> {
    let boundary = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| multer::parse_boundary(value).ok())
        .ok_or_else(|| broken("Expected multipart/form-data with a boundary"))?;
    let whole = stream::iter([Ok::<_, Infallible>(bytes.clone())]);
    let mut form = multer::Multipart::new(whole, boundary);
    let mut parts = Map::new();
    loop {
        let field = form
            .next_field()
            .await
            .map_err(|_| broken("Broken multipart form"))?;
        let Some(field) = field else {
            return Ok(Value::Object(parts));
        };
        let name = field.name().unwrap_or_default().to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let value = match (name.as_str(), file_name) {
            ("file", Some(file_name)) => Value::from(file_name),
            ("file", None) => continue,
            _ => {
                let text = field
                    .text()
                    .await
                    .map_err(|_| broken("Broken multipart form"))?;
                match name.as_str() {
                    "options" => {
                        serde_json::from_str(&text).map_err(|_| error_responses::malformed())?
                    }
                    _ => Value::from(text),
                }
            }
        };
        parts.insert(name, value);
    }
}

fn broken(message: &str) -> Rejection {
    error_responses::bad_request(vec![
        json!({"code": "custom", "message": message, "path": []}),
    ])
    .into()
}
