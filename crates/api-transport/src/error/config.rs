//! Errors of the settings of a client.

use reqwest::header::HeaderName;
use url::Url;

use super::error::Error;
use super::kind::ErrorKind;

fn config(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, message)
}

impl Error {
    pub(crate) fn bad_key() -> Self {
        config("the API key is empty or has characters that no key has; copy it again")
    }

    pub(crate) fn plain_http(root: &Url) -> Self {
        let host = root.host_str().unwrap_or_default();
        config(format!(
            "the API key would travel unencrypted to `{host}`; use `https`, or allow it with `allow_plain_http`"
        ))
    }

    pub(crate) fn plain_proxy() -> Self {
        config(
            "the API key would travel unencrypted to the proxy; use a base URL with `https`, or allow it with `allow_plain_http`",
        )
    }

    pub(crate) fn bad_header(name: &str) -> Self {
        config(format!(
            "the header `{name}` has a name or value that HTTP does not allow"
        ))
    }

    pub(crate) fn reserved_header(name: &str) -> Self {
        config(format!(
            "the header `{name}` is set by the client itself; set an API key with `key`"
        ))
    }

    pub(crate) fn shared_idempotency_key(name: &HeaderName) -> Self {
        config(format!(
            "one `{name}` for all calls would make every start but the first a repetition; set it with `CallOptions::idempotency_key`",
        ))
    }

    pub(crate) fn bad_proxy() -> Self {
        config(
            "the proxy address is not a URL of `http` or `https`; write it such as `http://proxy.example:8080`",
        )
    }

    /// Creates the error of a call outside of a tokio runtime.
    pub fn no_runtime() -> Self {
        config("the call needs a tokio runtime; await it in one, or see the feature `blocking`")
    }

    #[cfg(all(feature = "rustls", not(feature = "native-tls")))]
    pub(crate) fn tls(source: rustls::Error) -> Self {
        config("TLS cannot be set up; install the certificates of the platform, such as `ca-certificates`").caused_by(source)
    }

    pub(crate) fn http_client(source: reqwest::Error) -> Self {
        config("the HTTP client cannot be created; see the cause").caused_by(source.without_url())
    }
}
