//! Reads a document from a path, with the hash of its bytes.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::error::{Error, Result};
use crate::{check, strict};

/// The largest file that is read, in bytes; the published contract has a quarter of a megabyte.
pub const MAX_BYTES: u64 = 20_000_000;

/// A JSON document and where it came from.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The file as it was named by the caller.
    pub file: String,
    /// The SHA-256 of the exact bytes of the file, in lowercase hex.
    pub sha256: String,
    /// The document, its keys in the order of the file.
    pub value: Value,
}

/// Reads an OpenAPI 3.0 contract.
///
/// # Errors
///
/// Whatever [`read_json`] refuses, and a document that is not OpenAPI 3.0 with paths.
pub fn load(path: &Path) -> Result<Contract> {
    checked(read_json(path)?)
}

/// Reads an OpenAPI 3.0 contract that messages call `name`, wherever it lies.
///
/// # Errors
///
/// As [`load`].
pub fn load_as(path: &Path, name: &str) -> Result<Contract> {
    let bytes = bytes(path).map_err(|error| error.in_file(name))?;
    parse(name, &bytes)
}

/// Parses an OpenAPI 3.0 contract that is already in memory; `file` only names it.
///
/// # Errors
///
/// Whatever [`parse_json`] refuses, and a document that is not OpenAPI 3.0 with paths.
pub fn parse(file: &str, bytes: &[u8]) -> Result<Contract> {
    checked(parse_json(file, bytes)?)
}

/// Reads a JSON file of any kind, such as an overlay, with the same care as a contract.
///
/// # Errors
///
/// If the file is missing, unreadable, a directory or larger than [`MAX_BYTES`], and whatever
/// [`parse_json`] refuses.
pub fn read_json(path: &Path) -> Result<Contract> {
    parse_json(&path.display().to_string(), &read(path)?)
}

/// Reads the bytes of a contract or overlay.
///
/// # Errors
///
/// If the file is missing, unreadable, a directory or larger than [`MAX_BYTES`].
pub fn read(path: &Path) -> Result<Vec<u8>> {
    bytes(path).map_err(|error| error.in_file(path))
}

/// Parses a JSON document of any kind that is already in memory; `file` only names it.
///
/// # Errors
///
/// If the bytes are too many, not UTF-8 or not JSON, if an object has a key twice, or if the
/// document is nested too deeply.
pub fn parse_json(file: &str, bytes: &[u8]) -> Result<Contract> {
    let value = value(bytes).map_err(|error| error.in_file(file))?;
    Ok(Contract {
        file: file.to_owned(),
        sha256: sha256(bytes),
        value,
    })
}

fn checked(contract: Contract) -> Result<Contract> {
    check::check(&contract.value).map_err(|error| error.in_file(&contract.file))?;
    Ok(contract)
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(Error::new("this is a directory, not a contract file")
            .remedy("name the JSON file inside it"));
    }
    if metadata.len() > MAX_BYTES {
        return Err(too_large(Some(metadata.len())));
    }
    // A pipe has no length, and a file may grow meanwhile: the read has its own bound.
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MAX_BYTES + 1).read_to_end(&mut bytes))
        .map_err(unreadable)?;
    Ok(bytes)
}

fn unreadable(cause: std::io::Error) -> Error {
    match cause.kind() {
        ErrorKind::NotFound => Error::new("there is no such file").remedy("check the path"),
        ErrorKind::PermissionDenied => Error::new("this file may not be read")
            .remedy("grant read permission to it and its directory"),
        _ => Error::new("this file cannot be read").remedy("check the path and the disk"),
    }
    .caused_by(cause)
}

fn too_large(size: Option<u64>) -> Error {
    let limit = MAX_BYTES / 1_000_000;
    let message = match size {
        Some(size) => format!("{size} bytes are more than the limit of {limit} MB"),
        None => format!("the file is larger than the limit of {limit} MB"),
    };
    Error::new(message).remedy("check that this is the contract and not another file")
}

fn value(bytes: &[u8]) -> Result<Value> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(None));
    }
    let text = std::str::from_utf8(bytes).map_err(|cause| {
        Error::new(format!(
            "not UTF-8 from byte {} on",
            cause.valid_up_to() + 1
        ))
        .remedy("save the contract as JSON in UTF-8")
    })?;
    strict::parse(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
