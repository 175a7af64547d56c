//! The signature of a delivery.

use hmac::{Hmac, KeyInit, Mac};
use http::{HeaderMap, HeaderName};
use sha2::Sha256;

use crate::error::VerifyErrorKind;

/// The header that has the signature: `sha256=` and the HMAC-SHA256 of the raw bytes of the body, in
/// lower-case hex.
pub const SIGNATURE_HEADER: HeaderName = HeaderName::from_static("x-firecrawl-signature");

const PREFIX: &[u8] = b"sha256=";

/// A keyed hash without a message yet.
pub type Key = Hmac<Sha256>;

/// Makes a key of a secret.
pub fn key(secret: &[u8]) -> Result<Key, VerifyErrorKind> {
    if secret.is_empty() {
        return Err(VerifyErrorKind::EmptySecret);
    }
    // A key of any length is one.
    Key::new_from_slice(secret).map_err(|_| VerifyErrorKind::EmptySecret)
}

/// Checks that one of the signatures belongs to the body and to one of the keys.
///
/// A header may be repeated, and its value may be a list, as proxies join them.
pub fn check(headers: &HeaderMap, body: &[u8], keys: &[Key]) -> Result<(), VerifyErrorKind> {
    let values = headers.get_all(SIGNATURE_HEADER).into_iter();
    let mut values = values
        .flat_map(|value| value.as_bytes().split(|byte| *byte == b','))
        .map(<[u8]>::trim_ascii)
        .filter(|value| !value.is_empty())
        .peekable();
    if values.peek().is_none() {
        return Err(VerifyErrorKind::MissingSignature);
    }
    let mut signatures = values.filter_map(digest).peekable();
    if signatures.peek().is_none() {
        return Err(VerifyErrorKind::MalformedSignature);
    }
    let hashes: Vec<Key> = keys
        .iter()
        .map(|key| key.clone().chain_update(body))
        .collect();
    // Each comparison takes the same time for every wrong signature.
    let belongs = |signature: [u8; 32]| {
        let mut hashes = hashes.iter().cloned();
        hashes.any(|hash| hash.verify_slice(&signature).is_ok())
    };
    match signatures.any(belongs) {
        true => Ok(()),
        false => Err(VerifyErrorKind::WrongSignature),
    }
}

/// Reads a signature, if it has the right length and form.
fn digest(value: &[u8]) -> Option<[u8; 32]> {
    let digits: &[u8; 64] = value.strip_prefix(PREFIX)?.try_into().ok()?;
    let mut digest = [0; 32];
    for (byte, pair) in digest.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = [digit(pair[0])?, digit(pair[1])?];
        *byte = high << 4 | low;
    }
    Some(digest)
}

fn digit(letter: u8) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    }
}
