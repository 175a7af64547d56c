//! A complete success response.

use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;

/// A success response with its complete body.
#[derive(Clone, Debug)]
pub(crate) struct RawResponse {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// The number of attempts that it took.
    pub attempts: u32,
}
