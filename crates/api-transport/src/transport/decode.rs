//! From the bytes of a response to its value.

use bytes::Bytes;
use lenient_json::{ErrorKind as JsonErrorKind, Reader, read_with};
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;

use super::retry_loop::RetryLoop;
use crate::drift::examine;
use crate::error::{Error, ErrorKind, ErrorResponse, JsonError};
use crate::response::Response;

/// Reads a value and keeps it.
///
/// A call gets it as a function of one type, so that it is compiled once for all types.
pub(super) type Read<'a> =
    dyn FnMut(&mut Reader<'_>) -> Result<(), lenient_json::Error> + Send + 'a;

/// Reads a value; sends the request again after a response that broke on the way, if that is safe.
pub(super) async fn decode(
    retry_loop: &mut RetryLoop<'_>,
    mut response: Response<Bytes>,
    read: &mut Read<'_>,
) -> Result<Response<()>, Error> {
    loop {
        let fault = match value(retry_loop, &response, read) {
            Ok(()) => return Ok(retry_loop.with_value(response, ())),
            Err(fault) => fault,
        };
        let broken = is_cut(&fault, &response) && !has_no_content(response.http_status());
        if !broken || !retry_loop.wait_to_repeat().await {
            return Err(decode_error(retry_loop, &response, &fault, broken));
        }
        response = retry_loop.send().await?;
    }
}

fn value(
    retry_loop: &RetryLoop<'_>,
    response: &Response<Bytes>,
    read: &mut Read<'_>,
) -> Result<(), lenient_json::Error> {
    if response.is_empty() && has_no_content(response.http_status()) {
        return read_with(b"null", read).or_else(|_| read_with(b"{}", read));
    }
    read_with(response, &mut |reader| {
        examine(retry_loop.client, &retry_loop.state.route, reader, read)
    })
}

/// Returns whether the body is not all that the service sent: it ends early, or it comes from a proxy.
///
/// JSON that is complete and not valid would come again, and might be paid for again.
fn is_cut(fault: &lenient_json::Error, response: &[u8]) -> bool {
    let start = response.iter().find(|byte| !byte.is_ascii_whitespace());
    match fault.kind() {
        JsonErrorKind::UnexpectedEnd => true,
        JsonErrorKind::Syntax => !matches!(start, Some(b'{' | b'[' | b'\xef')),
        _ => false,
    }
}

/// Returns whether a response with this status is complete without a body.
fn has_no_content(status: StatusCode) -> bool {
    matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT)
}

fn decode_error(
    retry_loop: &RetryLoop<'_>,
    response: &Response<Bytes>,
    fault: &lenient_json::Error,
    broken: bool,
) -> Error {
    let too_large = fault.kind() == JsonErrorKind::TooLarge;
    let message = if too_large {
        "the response has so many small items that they take many times its size in memory; request fewer at once".to_owned()
    } else if response.is_empty() {
        "the response is empty".to_owned()
    } else if fault.is_broken() {
        let media_type = response.headers().get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        let media_type = media_type.unwrap_or("no content type");
        format!("the response ({media_type}) is not complete JSON")
    } else {
        let path = fault.path();
        format!("the response does not match the expected type at `{path}`")
    };
    let error_response = ErrorResponse::new(
        response.http_status(),
        response.headers().clone(),
        Bytes::clone(response),
        retry_loop.client.shared.profile.code_fields,
    );
    let kind = match too_large {
        true => ErrorKind::TooLarge,
        false => ErrorKind::Decode,
    };
    let error = Error::new(kind, message)
        .caused_by(JsonError::new(fault))
        .with_response(error_response)
        .retryable(broken)
        .ambiguous(retry_loop.state.route.retry_class().starts_work());
    retry_loop.complete(error)
}
