//! Gets a contract from a file or an address.

use std::path::Path;

use crate::fetch::{self, Answer, Limits, is_address, shown};
use crate::lock::Taken;
use openapi_document::Contract;
use openapi_document::Result;

/// What came from a file or an address.
#[derive(Debug)]
pub enum Received {
    /// A contract.
    Contract(Box<Incoming>),
    /// Nothing: the address still has what it had when the contract was taken.
    NotModified,
}

/// A contract that came from somewhere.
#[derive(Debug)]
pub struct Incoming {
    /// The contract as it came.
    pub contract: Contract,
    /// Its text as it came.
    pub text: String,
    /// What the lock is to say of it.
    pub taken: Taken,
}

/// Reads a file or fetches an address.
///
/// `etag` is that of the vendored contract, if it came from the same address.
///
/// # Errors
///
/// If it cannot be had, or is no OpenAPI 3.0 contract in JSON.
pub fn receive(source: &str, etag: Option<&str>, limits: Limits) -> Result<Received> {
    let (bytes, taken) = if is_address(source) {
        let Answer::Fetched(fetched) = fetch::get(source, etag, limits)? else {
            return Ok(Received::NotModified);
        };
        let taken = Taken {
            source: Some(shown(source)),
            published: fetched.modified,
            etag: fetched.etag,
        };
        (fetched.bytes, taken)
    } else {
        (openapi_document::read(Path::new(source))?, Taken::default())
    };
    let contract = openapi_document::parse(&shown(source), &bytes)?;
    Ok(Received::Contract(Box::new(Incoming {
        // What was parsed is UTF-8.
        text: String::from_utf8_lossy(&bytes).into_owned(),
        contract,
        taken,
    })))
}
