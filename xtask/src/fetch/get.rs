//! One GET with a limit of size and of time, and clear errors.

use std::time::Duration;

use chrono::DateTime;
use ureq::{Agent, Body};

use openapi_document::MAX_BYTES;
use openapi_document::{Error, Result};

/// The most redirects that are followed.
const REDIRECTS: u32 = 5;

/// The limits of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest body, in bytes.
    pub bytes: u64,
    /// The time for the whole exchange, from the first lookup to the last byte.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: MAX_BYTES,
            time: Duration::from_secs(30),
        }
    }
}

/// The response of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// The content.
    Content(Content),
    /// The content is still that of the given ETag.
    NotModified,
}

/// Content with the validators of its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// The exact bytes.
    pub bytes: Vec<u8>,
    /// The ETag, if the server gave one.
    pub etag: Option<String>,
    /// The day of the last change according to the server, as `2026-08-21`.
    pub modified: Option<String>,
}

/// Returns whether a word is an address and not the path of a file.
pub fn is_address(word: &str) -> bool {
    let start = |scheme: &str| {
        word.get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    start("http://") || start("https://")
}

/// Returns an address as messages show it: without a user name and password.
///
/// Anything else, such as a path, stays as it is.
pub fn shown(address: &str) -> String {
    let Some((scheme, rest)) = address.split_once("://") else {
        return address.to_owned();
    };
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest[..host_end].rfind('@') {
        Some(at) => format!("{scheme}://{}", &rest[at + 1..]),
        None => address.to_owned(),
    }
}

/// Fetches an address, unless it still has the content of an ETag.
///
/// # Errors
///
/// If the server cannot be reached, responds with another status than 200 or 304, or takes more
/// bytes or time than the limits allow. No error shows a password of the address.
pub fn get(address: &str, etag: Option<&str>, limits: Limits) -> Result<Response> {
    attempt(address, etag, limits).map_err(|error| error.in_file(shown(address)))
}

fn attempt(address: &str, etag: Option<&str>, limits: Limits) -> Result<Response> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(limits.time))
        .http_status_as_error(false)
        .max_redirects(REDIRECTS)
        .user_agent("xtask")
        .build()
        .into();
    let mut request = agent.get(address).header("accept", "application/json");
    if let Some(etag) = etag {
        request = request.header("if-none-match", etag);
    }
    let mut response = request.call().map_err(|error| failed(error, limits))?;
    match response.status().as_u16() {
        200 => {}
        304 if etag.is_some() => return Ok(Response::NotModified),
        status => {
            return Err(Error::new(format!("the server responded with {status}"))
                .remedy("check the address, or save the contract and name the file"));
        }
    }
    let etag = header(&response, "etag");
    let modified = header(&response, "last-modified");
    let body = response.body_mut().with_config().limit(limits.bytes);
    let bytes = body.read_to_vec().map_err(|error| failed(error, limits))?;
    Ok(Response::Content(Content {
        bytes,
        etag,
        modified: modified.as_deref().and_then(day),
    }))
}

/// Returns the day of a date as headers write it.
fn day(text: &str) -> Option<String> {
    let date = DateTime::parse_from_rfc2822(text).ok()?;
    Some(date.date_naive().to_string())
}

fn header(response: &ureq::http::Response<Body>, name: &str) -> Option<String> {
    let value = response.headers().get(name)?.to_str().ok()?;
    Some(value.to_owned())
}

fn failed(error: ureq::Error, limits: Limits) -> Error {
    let timed_out = |cause: &std::io::Error| cause.kind() == std::io::ErrorKind::TimedOut;
    let (message, remedy) = match &error {
        ureq::Error::BodyExceedsLimit(_) => (
            format!(
                "the response is larger than the limit of {} bytes",
                limits.bytes
            ),
            "check that this is the contract and not another file",
        ),
        ureq::Error::Timeout(_) => (too_slow(limits), "try again later"),
        ureq::Error::Io(cause) if timed_out(cause) => (too_slow(limits), "try again later"),
        ureq::Error::BadUri(_) => (
            "this is not an address".to_owned(),
            "write it as https://host/path",
        ),
        _ => (
            "cannot be fetched".to_owned(),
            "check the address and the network, or save the contract and name the file",
        ),
    };
    Error::new(message).caused_by(error).remedy(remedy)
}

fn too_slow(limits: Limits) -> String {
    format!("no complete response within {:?}", limits.time)
}
