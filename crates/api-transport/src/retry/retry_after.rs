//! The wait that a response asks for.

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};
use serde_json::Value;

use crate::error::ErrorResponse;

/// Returns the wait that a response asks for: in its headers, its details, or its message.
pub(crate) fn requested_wait(response: &ErrorResponse, now: SystemTime) -> Option<Duration> {
    header_wait(response.headers(), now)
        .or_else(|| details_wait(response.details()?))
        .or_else(|| message_wait(&response.message()?))
}

/// Returns whether there is a valid `Retry-After`.
pub(crate) fn has_retry_after(headers: &HeaderMap) -> bool {
    header_wait(headers, SystemTime::UNIX_EPOCH).is_some()
}

/// Reads a `Retry-After` in seconds or as a date.
fn header_wait(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Some(wait) = seconds(text) {
        return Some(wait);
    }
    let until = httpdate::parse_http_date(text).ok()?;
    // By the server's own clock, so that a wrong local one does no harm.
    let sent = headers
        .get(DATE)
        .and_then(|date| httpdate::parse_http_date(date.to_str().ok()?).ok());
    Some(
        until
            .duration_since(sent.unwrap_or(now))
            .unwrap_or_default(),
    )
}

fn details_wait(details: &Value) -> Option<Duration> {
    let wait = details.get("retryAfterSeconds")?;
    match wait {
        Value::String(text) => seconds(text),
        _ => duration(wait.as_f64()?),
    }
}

/// Reads "… retry after 60s": some servers name the wait in the message alone.
fn message_wait(message: &str) -> Option<Duration> {
    let lower = message.to_ascii_lowercase();
    let after = lower.split("retry after ").nth(1)?;
    let end = after
        .find(|letter: char| !letter.is_ascii_digit() && letter != '.')
        .unwrap_or(after.len());
    let (number, unit) = after.split_at(end);
    let unit = unit.trim_start();
    let wait: f64 = number.trim_end_matches('.').parse().ok()?;
    if unit.starts_with("ms") || unit.starts_with("milli") {
        duration(wait / 1000.0)
    } else if unit.starts_with("min") {
        duration(wait * 60.0)
    } else {
        duration(wait)
    }
}

fn seconds(text: &str) -> Option<Duration> {
    duration(text.parse().ok()?)
}

/// Returns a duration; the longest one for a number beyond all bounds.
fn duration(seconds: f64) -> Option<Duration> {
    (seconds >= 0.0 && seconds.is_finite())
        .then(|| Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use reqwest::StatusCode;
    use reqwest::header::HeaderValue;

    use super::*;

    fn wait(headers: &[(&'static str, &str)], body: &str) -> Option<Duration> {
        let headers = headers
            .iter()
            .filter_map(|(name, value)| {
                Some((
                    reqwest::header::HeaderName::from_static(name),
                    HeaderValue::from_str(value).ok()?,
                ))
            })
            .collect();
        let body = Bytes::copy_from_slice(body.as_bytes());
        let response = ErrorResponse::new(StatusCode::TOO_MANY_REQUESTS, headers, body, &["code"]);
        // 1994-11-06 08:49:37
        requested_wait(
            &response,
            SystemTime::UNIX_EPOCH + Duration::from_secs(784_111_777),
        )
    }

    #[test]
    fn seconds_and_dates() {
        let date = "Sun, 06 Nov 1994 08:50:07 GMT";
        for (headers, seconds) in [
            (vec![("retry-after", "7")], 7),
            (vec![("retry-after", " 0 ")], 0),
            (vec![("retry-after", date)], 30),
            (vec![("retry-after", date), ("date", date)], 0),
            (
                vec![
                    ("retry-after", date),
                    ("date", "Sun, 06 Nov 1994 08:50:05 GMT"),
                ],
                2,
            ),
            (vec![("retry-after", "Sun, 06 Nov 1994 08:00:00 GMT")], 0),
        ] {
            assert_eq!(
                wait(&headers, ""),
                Some(Duration::from_secs(seconds)),
                "{headers:?}"
            );
        }
    }

    #[test]
    fn a_wait_beyond_all_bounds_is_the_longest() {
        let number = "9".repeat(40);
        let details = format!(r#"{{"details":{{"retryAfterSeconds":{number}}}}}"#);
        let message = format!(r#"{{"error":"retry after {number}s"}}"#);
        assert_eq!(wait(&[("retry-after", &number)], ""), Some(Duration::MAX));
        assert_eq!(wait(&[], &details), Some(Duration::MAX));
        assert_eq!(wait(&[], &message), Some(Duration::MAX));
    }

    #[test]
    fn other_places() {
        for (body, millis) in [
            (r#"{"details":{"retryAfterSeconds":12}}"#, 12_000),
            (r#"{"details":{"retryAfterSeconds":"3"}}"#, 3_000),
            (
                r#"{"error":"please retry after 60s, resets at noon"}"#,
                60_000,
            ),
            (r#"{"error":"Retry after 250ms"}"#, 250),
            (r#"{"error":"retry after 2 minutes."}"#, 120_000),
            (r#"{"error":"retry after 5."}"#, 5_000),
        ] {
            assert_eq!(
                wait(&[], body),
                Some(Duration::from_millis(millis)),
                "{body}"
            );
        }
    }

    #[test]
    fn nonsense_is_no_wait() {
        for value in ["-1", "soon", "", "NaN", "inf", "1e400"] {
            assert_eq!(wait(&[("retry-after", value)], ""), None, "{value}");
        }
        assert_eq!(wait(&[], r#"{"error":"retry after lunch"}"#), None);
        assert_eq!(wait(&[], r#"{"details":{"retryAfterSeconds":-3}}"#), None);
    }
}
