//! Why a client cannot be made.

use std::error::Error;
use std::fmt;

use url::Url;

/// A key, an address or a setting with which no client can be made.
///
/// `Display` is one line and never shows the key.
#[derive(Debug)]
pub struct ConfigError {
    message: String,
    source: Option<Box<dyn Error + Send + Sync>>,
}

impl ConfigError {
    fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            source: None,
        }
    }

    fn caused_by(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.source = Some(Box::new(source));
        self
    }

    pub(crate) fn key() -> Self {
        Self::new(
            "the API key is empty or has characters that no key has; copy it again, such as `fc-…`",
        )
    }

    pub(crate) fn base_url(source: url::ParseError) -> Self {
        Self::new("the base URL is no URL; write it such as `http://localhost:3002`")
            .caused_by(source)
    }

    pub(crate) fn unusable_base_url() -> Self {
        Self::new(
            "the base URL needs `http` or `https`, a host, and no user; write it such as `http://localhost:3002`",
        )
    }

    pub(crate) fn plain_http(root: &Url) -> Self {
        let host = root.host_str().unwrap_or_default();
        Self::new(format!(
            "the API key would travel unencrypted to `{host}`; use `https`"
        ))
    }

    pub(crate) fn not_unicode(variable: &str) -> Self {
        Self::new(format!(
            "the variable {variable} is not Unicode; set it again"
        ))
    }

    pub(crate) fn http_client(source: reqwest::Error) -> Self {
        Self::new("no HTTP client can be made; see the cause").caused_by(source)
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for ConfigError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source
            .as_deref()
            .map(|source| source as &(dyn Error + 'static))
    }
}
