//! The error of a delivery that is not accepted.

use std::error::Error;
use std::fmt;

use http::StatusCode;

/// The reason why a delivery is not accepted.
///
/// Its text has nothing of the delivery, apart from names of fields.
#[derive(Debug)]
pub struct VerifyError {
    kind: VerifyErrorKind,
    source: Option<lenient_json::Error>,
}

/// The kinds of [`VerifyError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum VerifyErrorKind {
    /// The secret is empty, so that anybody could sign with it.
    EmptySecret,
    /// The body has more bytes than the verifier takes.
    BodyTooLarge,
    /// There is no signature, and the verifier has a secret.
    MissingSignature,
    /// No signature has the form `sha256=` with 64 digits of lower-case hex.
    MalformedSignature,
    /// The signature belongs to another body or another secret.
    WrongSignature,
    /// The body is signed, and is not a JSON object.
    MalformedBody,
}

impl VerifyError {
    pub(crate) fn malformed(source: lenient_json::Error) -> Self {
        let source = Some(source);
        let kind = VerifyErrorKind::MalformedBody;
        Self { kind, source }
    }

    /// Returns the kind of the error.
    pub fn kind(&self) -> VerifyErrorKind {
        self.kind
    }

    /// Returns the status to respond with: 401 for a signature, 413 for a body that is too large,
    /// 400 for another body. The service tries again after each.
    pub fn status(&self) -> StatusCode {
        match self.kind {
            VerifyErrorKind::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            VerifyErrorKind::MalformedBody => StatusCode::BAD_REQUEST,
            _ => StatusCode::UNAUTHORIZED,
        }
    }
}

impl From<VerifyErrorKind> for VerifyError {
    fn from(kind: VerifyErrorKind) -> Self {
        Self { kind, source: None }
    }
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            VerifyErrorKind::EmptySecret => {
                "the secret is empty: use `Verifier::unsigned` for a server without one"
            }
            VerifyErrorKind::BodyTooLarge => "the body is larger than `Verifier::max_body` allows",
            VerifyErrorKind::MissingSignature => {
                "the delivery has no signature: the server has no secret, or another party sent it"
            }
            VerifyErrorKind::MalformedSignature => {
                "the signature is not `sha256=` with 64 digits of lower-case hex"
            }
            VerifyErrorKind::WrongSignature => {
                "the signature does not match: the secret differs, or the body was changed on its way"
            }
            VerifyErrorKind::MalformedBody => "the body is not a JSON object",
        })
    }
}

impl Error for VerifyError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        let source = self.source.as_ref()?;
        Some(source)
    }
}
