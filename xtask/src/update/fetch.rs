//! Gets a contract from a file or an address.

use std::path::Path;

use openapi_document::{Contract, Result};

use crate::fetch::{self, Limits, Response, is_address, shown};
use crate::lock::Origin;

/// The result of fetching a contract.
#[derive(Debug)]
pub enum Fetched {
    /// A contract.
    Contract(Box<Incoming>),
    /// Nothing: the address still has the content of the vendored contract.
    NotModified,
}

/// A contract that came from somewhere.
#[derive(Debug)]
pub struct Incoming {
    /// The unmodified contract.
    pub contract: Contract,
    /// Its unmodified text.
    pub text: String,
    /// Its origin, for the lock file.
    pub origin: Origin,
}

/// Reads a file or fetches an address.
///
/// `etag` is that of the vendored contract, if it came from the same address.
///
/// # Errors
///
/// If it cannot be read or is not a contract.
pub fn fetch(source: &str, etag: Option<&str>, limits: Limits) -> Result<Fetched> {
    let (bytes, origin) = if is_address(source) {
        let Response::Content(content) = fetch::get(source, etag, limits)? else {
            return Ok(Fetched::NotModified);
        };
        let origin = Origin {
            source: Some(shown(source)),
            published: content.modified,
            etag: content.etag,
        };
        (content.bytes, origin)
    } else {
        (
            openapi_document::read(Path::new(source))?,
            Origin::default(),
        )
    };
    let contract = openapi_document::parse(&shown(source), &bytes)?;
    Ok(Fetched::Contract(Box::new(Incoming {
        // The parsed bytes are UTF-8.
        text: String::from_utf8_lossy(&bytes).into_owned(),
        contract,
        origin,
    })))
}
