//! Signs webhooks.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Returns the value of `X-Firecrawl-Signature`: `sha256=` and the HMAC-SHA256 of the body in
/// lower-case hex.
///
/// `None` if the secret cannot be a key, although HMAC takes keys of any length.
pub(super) fn sign(secret: &str, bytes: &[u8]) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(bytes);
    let digest = mac.finalize().into_bytes();
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    Some(format!("sha256={hex}"))
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
