//! From the bytes of a response to its value.

use std::borrow::Cow;

use bytes::Bytes;
use lenient_json::{is_too_large, read_json};
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use super::json_error_path::json_error_path;
use super::retry_loop::RetryLoop;
use crate::drift::examine;
use crate::error::{Error, ErrorKind, ErrorResponse, JsonError};
use crate::json_repair::repair;
use crate::response::Response;

/// The reason that JSON cannot be read, and the place.
struct Fault {
    error: serde_json::Error,
    path: String,
}

/// Reads a value; sends the request again after a response that broke on the way, if that is safe.
pub(super) async fn decode<T: DeserializeOwned>(
    retry_loop: &mut RetryLoop<'_>,
    mut response: Response<Bytes>,
) -> Result<Response<T>, Error> {
    loop {
        let fault = match value(&response) {
            Ok(value) => {
                examine::<T>(retry_loop.client, &retry_loop.state.route, &response);
                return Ok(retry_loop.with_value(response, value));
            }
            Err(fault) => fault,
        };
        let broken = is_broken(&fault) && !has_no_content(response.status());
        if !broken || !retry_loop.wait_to_repeat().await {
            return Err(decode_error(retry_loop, &response, &fault, broken));
        }
        response = retry_loop.send().await?;
    }
}

/// Returns the value, read as it came or else from its repaired text.
fn value<T: DeserializeOwned>(response: &Response<Bytes>) -> Result<T, Fault> {
    if response.is_empty() && has_no_content(response.status()) {
        return parse(b"null").or_else(|_| parse(b"{}"));
    }
    parse(response).or_else(|fault| match repair(response) {
        Cow::Owned(repaired) if is_broken(&fault) => parse(&repaired),
        _ => Err(fault),
    })
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    read_json(bytes).map_err(|error| Fault {
        // Invalid UTF-8 was replaced before it was read.
        path: json_error_path(
            String::from_utf8_lossy(bytes).as_bytes(),
            error.line(),
            error.column(),
        ),
        error,
    })
}

/// Returns whether it is invalid JSON, rather than JSON of another type.
fn is_broken(fault: &Fault) -> bool {
    fault.error.is_eof() || fault.error.is_syntax()
}

/// Returns whether a response with this status is complete without a body.
fn has_no_content(status: StatusCode) -> bool {
    matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT)
}

fn decode_error(
    retry_loop: &RetryLoop<'_>,
    response: &Response<Bytes>,
    fault: &Fault,
    broken: bool,
) -> Error {
    let too_large = is_too_large(&fault.error);
    let message = if too_large {
        "the response has so many small items that they take many times its size in memory; request fewer at once".to_owned()
    } else if response.is_empty() {
        "the response is empty".to_owned()
    } else if broken {
        let media_type = response.headers().get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        let media_type = media_type.unwrap_or("no content type");
        format!("the response ({media_type}) is not complete JSON")
    } else {
        let path = &fault.path;
        format!("the response does not match the expected type at `{path}`")
    };
    let error_response = ErrorResponse::new(
        response.status(),
        response.headers().clone(),
        Bytes::clone(response),
        retry_loop.client.shared.profile.code_fields,
    );
    let kind = match too_large {
        true => ErrorKind::TooLarge,
        false => ErrorKind::Decode,
    };
    let error = Error::new(kind, message)
        .caused_by(JsonError::new(&fault.error))
        .with_response(error_response)
        .retryable(broken)
        .ambiguous(retry_loop.state.route.retry_class().starts_work());
    retry_loop.complete(error)
}
