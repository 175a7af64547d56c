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

/// A document and where it came from.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The file as it was named by the caller.
    pub file: String,
    /// The SHA-256 of the exact bytes of the file, in lowercase hex.
    pub sha256: String,
    /// The document, its keys in the order of the file.
    pub value: Value,
}

/// Reads an OpenAPI contract in JSON or YAML.
///
/// # Errors
///
/// If the file cannot be read, and as [`parse`].
pub fn load(path: &Path) -> Result<Contract> {
    parse(&path.display().to_string(), &read(path)?)
}

/// Reads an OpenAPI contract that messages call `name`, wherever it lies.
///
/// # Errors
///
/// As [`load`].
pub fn load_as(path: &Path, name: &str) -> Result<Contract> {
    let bytes = bytes(path).map_err(|error| error.in_file(name))?;
    parse(name, &bytes)
}

/// Parses an OpenAPI contract that is already in memory; `file` only names it.
///
/// # Errors
///
/// As [`parse_text`], and if the document is not OpenAPI 3.0 or 3.1.
pub fn parse(file: &str, bytes: &[u8]) -> Result<Contract> {
    let contract = parse_text(file, bytes)?;
    check::check(&contract.value).map_err(|error| error.in_file(file))?;
    Ok(contract)
}

/// Parses a document of any kind in JSON or YAML, such as an overlay; `file` only names it.
///
/// A text is JSON if it begins with a bracket or a brace, and YAML otherwise. One whose name ends
/// in `.yaml` or `.yml` may begin as JSON and still be YAML. The feature `yaml` reads YAML; without
/// it, YAML is an error.
///
/// # Errors
///
/// As [`parse_json`]. In YAML also: several documents, a key that is not text, a tag or a number
/// that JSON has no value for, and aliases that grow the document beyond [`MAX_BYTES`].
pub fn parse_text(file: &str, bytes: &[u8]) -> Result<Contract> {
    contract(file, bytes, |text| {
        let is_named_yaml = [".yaml", ".yml"].iter().any(|end| file.ends_with(end));
        match text.trim_start().chars().next() {
            Some('{' | '[') if is_named_yaml => strict::parse(text).or_else(|_| yaml(text)),
            None | Some('{' | '[' | '<') => strict::parse(text),
            Some(_) => yaml(text),
        }
    })
}

#[cfg(feature = "yaml")]
use crate::yaml::parse as yaml;

/// Reads YAML as JSON, which is an error that names both.
#[cfg(not(feature = "yaml"))]
fn yaml(text: &str) -> Result<Value> {
    strict::parse(text)
}

/// Reads a JSON file of any kind with the same care as a contract.
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
    contract(file, bytes, strict::parse)
}

fn contract(file: &str, bytes: &[u8], read: impl Fn(&str) -> Result<Value>) -> Result<Contract> {
    let value = text(bytes).and_then(read);
    Ok(Contract {
        file: file.to_owned(),
        sha256: sha256(bytes),
        value: value.map_err(|error| error.in_file(file))?,
    })
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        return Err(Error::new("this is a directory, not a contract file")
            .remedy("name the file inside it"));
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
        // The cause would say it again.
        ErrorKind::NotFound => {
            return Error::new("there is no such file").remedy("check the path");
        }
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

fn text(bytes: &[u8]) -> Result<&str> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(None));
    }
    let text = std::str::from_utf8(bytes).map_err(|cause| {
        Error::new(format!(
            "not UTF-8 from byte {} on",
            cause.valid_up_to() + 1
        ))
        .remedy("save the file in UTF-8")
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
