//! Signs the bytes of a delivery.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// The value of `X-Firecrawl-Signature`: `sha256=` and the HMAC-SHA256 of the raw bytes in lower-case hex.
///
/// `None` if the secret cannot be a key, which no secret is.
pub(super) fn sign(secret: &str, bytes: &[u8]) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(bytes);
    let digest = mac.finalize().into_bytes();
    let mut signature = String::from("sha256=");
    for byte in digest {
        signature.push(hex(byte >> 4));
        signature.push(hex(byte & 15));
    }
    Some(signature)
}

fn hex(nibble: u8) -> char {
    char::from_digit(u32::from(nibble), 16).unwrap_or('0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_rfc_4231() {
        assert_eq!(
            sign("Jefe", b"what do ya want for nothing?").unwrap(),
            "sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
