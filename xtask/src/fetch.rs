//! Reading a contract from a file or an address.

use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;
use std::{env, fs};

use crate::atomic_write::{self, unique_name};
use crate::lock::Origin;
use openapi_document::{Contract, Error, MAX_BYTES, Result};

/// The most redirects that are followed.
const REDIRECTS: &str = "5";
/// The room for the headers of all responses, in bytes.
const MAX_HEADERS: u64 = 1 << 20;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

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

/// Reads a contract from a file or an address; none where the address still has the content of an
/// ETag.
///
/// # Errors
///
/// If it cannot be read or is not a contract.
pub fn fetch(source: &str, etag: Option<&str>, limits: Limits) -> Result<Option<Incoming>> {
    let (bytes, origin) = if is_address(source) {
        match get(source, etag, limits)? {
            Some(content) => content,
            None => return Ok(None),
        }
    } else if is_other_address(source) {
        let error = Error::new("only files and addresses of http and https are read");
        return Err(error
            .in_file(shown(source))
            .remedy("save the contract and name the file"));
    } else {
        let bytes = openapi_document::read(Path::new(source))?;
        (bytes, Origin::default())
    };
    Ok(Some(Incoming {
        contract: openapi_document::parse(&shown(source), &bytes)?,
        // The parsed bytes are UTF-8.
        text: String::from_utf8_lossy(&bytes).into_owned(),
        origin,
    }))
}

/// Returns whether a word is an address and not the path of a file.
pub fn is_address(word: &str) -> bool {
    let scheme = word.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| ["http", "https"].contains(&&*scheme.to_ascii_lowercase()))
}

/// Returns whether a word is an address that is not read, and not the path of a file.
fn is_other_address(word: &str) -> bool {
    let letters = |letter: char| letter.is_ascii_alphanumeric() || "+-.".contains(letter);
    let scheme = word.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| scheme.len() > 1 && scheme.chars().all(letters))
        && !Path::new(word).exists()
}

/// Returns an address as messages show it: without a user name and password.
///
/// Anything else, such as a path, stays as it is.
pub fn shown(address: &str) -> String {
    match split_user_info(address) {
        Some((scheme, _, rest)) => format!("{scheme}://{rest}"),
        None => address.to_owned(),
    }
}

/// Splits an address with a user name and password into its scheme, these two, and the rest.
fn split_user_info(address: &str) -> Option<(&str, &str, &str)> {
    let (scheme, rest) = address.split_once("://")?;
    let host_end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let at = rest[..host_end].rfind('@')?;
    Some((scheme, &rest[..at], &rest[at + 1..]))
}

/// Removes the user name and password of an address from a message of curl, which may show the
/// address as it is, encoded, or in part.
fn redact(message: &str, address: &str) -> String {
    let mut message = message.replace(address, &shown(address));
    if let Some((_, user_info, _)) = split_user_info(address)
        && !user_info.is_empty()
    {
        message = message.replace(&format!("{user_info}@"), "");
        message = message.replace(user_info, "***");
    }
    let words = message.split_inclusive(char::is_whitespace);
    let redacted = words.map(|word| match word.rsplit_once('@') {
        Some((_, host)) if !word.contains("://") => host.to_owned(),
        _ => shown(word),
    });
    redacted.collect()
}

/// Fetches an address, unless it still has the content of an ETag.
///
/// # Errors
///
/// If the server cannot be reached, responds with another status than 200 or 304, or takes more
/// bytes or time than the limits allow. No error shows a password of the address.
fn get(address: &str, etag: Option<&str>, limits: Limits) -> Result<Option<(Vec<u8>, Origin)>> {
    attempt(address, etag, limits).map_err(|error| error.in_file(shown(address)))
}

/// Runs curl, which nearly every machine has: a client in these commands would be a third of their
/// build.
fn attempt(address: &str, etag: Option<&str>, limits: Limits) -> Result<Option<(Vec<u8>, Origin)>> {
    let not_run = |error: io::Error| {
        Error::new("curl cannot be run")
            .caused_by(error)
            .remedy("install it, or save the contract and name the file")
    };
    let no_folder =
        |error| atomic_write::failed("no temporary file can be made for the headers", error);
    let folder = HeaderFolder::create().map_err(no_folder)?;
    let mut curl = Command::new("curl")
        // The first argument keeps the configuration of the user out.
        .args(["--disable", "--config", "-"])
        // An address is sent as it is: braces and brackets in it are not a pattern.
        .args(["--silent", "--show-error", "--location", "--globoff"])
        // The headers come before the body too, so that the limit of the output holds for them.
        .args(["--include", "--dump-header"])
        .arg(folder.file())
        .args(["--suppress-connect-headers", "--proto", "=http,https"])
        .args(["--max-redirs", REDIRECTS, "--max-time"])
        .arg(limits.time.as_secs_f64().to_string())
        .args(["--user-agent", "xtask"])
        .args([
            "--header",
            "accept: application/json, application/yaml;q=0.9, */*;q=0.1",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(not_run)?;
    // Arguments could be seen by other users of the machine, and an address may have a password.
    if let Some(mut stdin) = curl.stdin.take() {
        let etag = etag.map(|etag| format!("header = {:?}\n", format!("if-none-match: {etag}")));
        let config = format!("url = {address:?}\n{}", etag.unwrap_or_default());
        stdin.write_all(config.as_bytes()).map_err(not_run)?;
    }
    let mut bytes = Vec::new();
    let max_output = limits.bytes.saturating_add(MAX_HEADERS);
    if let Some(stdout) = curl.stdout.take() {
        let mut stdout = stdout.take(max_output);
        stdout.read_to_end(&mut bytes).map_err(not_run)?;
    }
    let output = curl.wait_with_output().map_err(not_run)?;
    let headers = folder.read().map_err(no_folder)?;
    let (head, body) = last_response(&bytes, &headers);
    let is_cut = bytes.len() as u64 == max_output || headers.len() as u64 == MAX_HEADERS;
    if is_cut || body.len() as u64 > limits.bytes {
        let limit = limits.bytes;
        let message = format!("the response is larger than the limit of {limit} bytes");
        return Err(
            Error::new(message).remedy("check that this is the contract and not another file")
        );
    }
    if !output.status.success() {
        let stderr = String::from_utf8_lossy(&output.stderr);
        let cause = redact(stderr.trim_end(), address);
        return Err(failed(output.status.code(), limits).caused_by(cause));
    }
    let status_line = head.lines().next().unwrap_or_default();
    match status_line.split_whitespace().nth(1).unwrap_or("no status") {
        "200" => {}
        "304" if etag.is_some() => return Ok(None),
        status => {
            return Err(Error::new(format!("the server responded with {status}"))
                .remedy("check the address, or save the contract and name the file"));
        }
    }
    let header = |wanted: &str| {
        let mut headers = head.lines().filter_map(|line| line.split_once(':'));
        let found = headers.find(|(name, _)| name.eq_ignore_ascii_case(wanted));
        found.map(|(_, value)| value.trim().to_owned())
    };
    let origin = Origin {
        source: Some(shown(address)),
        published: header("last-modified").as_deref().and_then(day),
        etag: header("etag"),
    };
    Ok(Some((body.to_vec(), origin)))
}

/// A new folder for the file into which curl writes the headers; it is removed when dropped.
struct HeaderFolder(PathBuf);

impl HeaderFolder {
    /// Creates the folder, which only its user can read: headers may have cookies.
    fn create() -> io::Result<Self> {
        let path = env::temp_dir().join(unique_name("xtask-"));
        #[cfg_attr(not(unix), expect(unused_mut, reason = "only Unix has a mode"))]
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&path)?;
        Ok(Self(path))
    }

    /// Returns the path of the file.
    fn file(&self) -> PathBuf {
        self.0.join("headers")
    }

    /// Reads the headers; there are none where curl failed before it wrote the file.
    fn read(&self) -> io::Result<Vec<u8>> {
        let file = match fs::File::open(self.file()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            file => file?,
        };
        let mut headers = Vec::new();
        file.take(MAX_HEADERS).read_to_end(&mut headers)?;
        Ok(headers)
    }
}

impl Drop for HeaderFolder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Returns the headers and the body of the last response; those before it are redirects, whose
/// bodies curl leaves out.
///
/// The headers end with the trailers of a chunked body, if it has any. The output has the same
/// bytes, with the body between the headers and the trailers.
fn last_response<'a>(output: &'a [u8], headers: &[u8]) -> (String, &'a [u8]) {
    let (mut start, mut end, mut position) = (0, 0, 0);
    let mut is_open = false;
    for line in headers.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b"HTTP/") {
            (start, is_open) = (position, true);
        }
        position += line.len();
        if is_open {
            end = position;
            is_open = !line.trim_ascii().is_empty();
        }
    }
    let trailers = headers.len() - end;
    let body = output.len().checked_sub(trailers);
    let body = body.and_then(|body_end| output.get(end..body_end));
    let head = String::from_utf8_lossy(&headers[start..end]);
    (head.into_owned(), body.unwrap_or_default())
}

/// Returns the day of a date as headers write it: `Fri, 21 Aug 2026 07:28:00 GMT`.
fn day(text: &str) -> Option<String> {
    let mut words = text.split(' ').skip(1);
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let (day, year): (u8, u16) = (day.parse().ok()?, year.parse().ok()?);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// Describes a failure of curl by its exit code.
fn failed(code: Option<i32>, limits: Limits) -> Error {
    match code {
        Some(28) => Error::new(format!("no complete response within {:?}", limits.time))
            .remedy("try again later"),
        Some(3) => Error::new("this is not an address").remedy("write it as https://host/path"),
        _ => Error::new("cannot be fetched")
            .remedy("check the address and the network, or save the contract and name the file"),
    }
}

#[cfg(test)]
mod tests;
