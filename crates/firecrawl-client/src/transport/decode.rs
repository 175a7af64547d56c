//! From the bytes of an answer to its value.

use std::borrow::Cow;

use bytes::Bytes;
use firecrawl_api::read_json;
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;

use super::answer::Answer;
use super::exchange::Exchange;
use super::payload::Payload;
use super::place::place;
use crate::drift::look;
use crate::error::{Error, ErrorKind, JsonFault, Refusal};
use crate::mend::mend;
use crate::reply::Reply;

/// Why JSON cannot be read, and where.
struct Fault {
    error: serde_json::Error,
    place: String,
}

/// Reads a value, and asks again for what broke on the way if that is safe.
pub(super) async fn decode<T: DeserializeOwned>(
    exchange: &mut Exchange<'_>,
    mut payload: Payload,
    mut answer: Answer,
) -> Result<Reply<T>, Error> {
    loop {
        let fault = match value(&answer) {
            Ok(value) => {
                look::<T>(exchange.client, exchange.route, &answer.body);
                let keep_body = exchange.client.options.keep_body;
                if !keep_body {
                    let body = std::mem::take(&mut answer.body);
                    exchange.tally.keep(body);
                }
                return Ok(Reply::new(value, answer, keep_body));
            }
            Err(fault) => fault,
        };
        let broken = is_broken(&fault) && !has_no_content(answer.status);
        if !broken || !exchange.again(payload.repeats()).await {
            return Err(undecodable(exchange, &answer, &fault, broken));
        }
        answer = exchange.send(&mut payload).await?;
    }
}

/// The value, read as it came or else as it can be mended.
fn value<T: DeserializeOwned>(answer: &Answer) -> Result<T, Fault> {
    if answer.body.is_empty() && has_no_content(answer.status) {
        return parse(b"null").or_else(|_| parse(b"{}"));
    }
    parse(&answer.body).or_else(|fault| match mend(&answer.body) {
        Cow::Owned(mended) if is_broken(&fault) => parse(&mended),
        _ => Err(fault),
    })
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Fault> {
    read_json(bytes).map_err(|error| Fault {
        // It was read with other bytes in place of those that are no text.
        place: place(
            String::from_utf8_lossy(bytes).as_bytes(),
            error.line(),
            error.column(),
        ),
        error,
    })
}

/// Whether it is no JSON, rather than JSON of another shape.
fn is_broken(fault: &Fault) -> bool {
    fault.error.is_eof() || fault.error.is_syntax()
}

/// Whether the answer is complete without a body.
fn has_no_content(status: StatusCode) -> bool {
    matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT)
}

fn undecodable(exchange: &Exchange<'_>, answer: &Answer, fault: &Fault, broken: bool) -> Error {
    let words = if answer.body.is_empty() {
        "the answer is empty".to_owned()
    } else if broken {
        let kind = answer.headers.get(CONTENT_TYPE);
        let kind = kind.and_then(|kind| kind.to_str().ok());
        let kind = kind.unwrap_or("no content type");
        format!("the answer ({kind}) is no complete JSON")
    } else {
        let place = &fault.place;
        format!("the answer has another shape than expected at `{place}`")
    };
    let refusal = Refusal::new(
        answer.status,
        answer.headers.clone(),
        Bytes::clone(&answer.body),
    );
    let error = Error::new(ErrorKind::Decode, words)
        .caused_by(JsonFault::of(&fault.error))
        .with_refusal(refusal)
        .with_attempts(exchange.tally.attempts)
        .retryable(broken)
        .ambiguous(exchange.route.safety.starts_work());
    exchange.placed(error)
}
