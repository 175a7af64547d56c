//! The error of an attempt without a usable response.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use reqwest::header::{HeaderMap, LOCATION};
use url::Url;

use crate::error::{Error, ErrorKind};
use crate::origin::same_origin;
use crate::retry::{Outcome, Sent};
use crate::tls;

/// The reason that an attempt has no usable response.
#[derive(Debug)]
pub(super) struct AttemptError {
    /// The error of the call.
    pub error: Error,
    /// The effect on the call.
    pub outcome: Outcome<'static>,
    /// The word that spans use.
    #[cfg_attr(not(feature = "tracing"), allow(dead_code))]
    pub word: &'static str,
    /// True if the connection broke before the response began.
    pub closed: bool,
}

impl AttemptError {
    /// Classifies an error of the HTTP client before the response.
    pub fn new(error: reqwest::Error, root: &Url) -> Self {
        let inner = cause::<hyper::Error>(&error);
        let (outcome, word, kind, message) = if error.is_redirect() {
            return Self::redirected(error.url());
        } else if error.is_builder() {
            let message = "the request cannot be sent as it is; see the cause";
            let kind = ErrorKind::InvalidRequest;
            (Outcome::Unsent, "invalid_request", kind, message)
        } else if error.is_connect() && speaks_no_tls(&error) {
            let message = "the server does not speak TLS at this port; use a base URL with `http`, or the port where it does";
            (Outcome::Unsent, "no_tls", ErrorKind::Connect, message)
        } else if error.is_connect() && tls::refused(&error) {
            let message = "the server cannot be trusted: its certificate is not trusted on this platform, or it does not speak a supported version of TLS; see the cause";
            (Outcome::Unsent, "tls", ErrorKind::Connect, message)
        } else if error.is_connect() {
            let message = match socks_is_missing(root.scheme(), |name| std::env::var(name).ok()) {
                true => {
                    "no connection to the server: the environment names a SOCKS proxy, which needs the feature `socks`"
                }
                false => "no connection to the server; is it running, and is the base URL right?",
            };
            let outcome = Outcome::Lost(Sent::Nothing);
            (outcome, "no_connection", ErrorKind::Connect, message)
        } else if inner.is_some_and(hyper::Error::is_parse) {
            let message = match root.scheme() {
                "http" => {
                    "the response is not valid HTTP; if the server speaks TLS at this port, use a base URL with `https`"
                }
                _ => "the response is not valid HTTP; is the port of the base URL right?",
            };
            (Outcome::Final, "not_http", ErrorKind::Connection, message)
        } else {
            let closed = inner.is_some_and(is_closed);
            return Self {
                closed,
                ..Self::broken(error)
            };
        };
        Self::of(outcome, word, kind, message).caused_by(error)
    }

    /// Classifies an error of the HTTP client within the response.
    pub fn broken(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            let message = "no complete response within a time limit of the HTTP client";
            return Self::lost("timeout", ErrorKind::Timeout, message).caused_by(error);
        }
        let message = "the connection broke before the response was complete";
        Self::lost("connection_lost", ErrorKind::Connection, message).caused_by(error)
    }

    /// The response did not begin in time.
    pub fn no_response(limit: Duration) -> Self {
        let message = format!(
            "the response did not begin within {limit:?}; `first_byte_timeout` sets the limit"
        );
        Self::lost("first_byte_timeout", ErrorKind::Timeout, message)
    }

    /// The response paused for too long.
    pub fn stalled(stall: Duration) -> Self {
        let message = format!(
            "the response began and then paused for {stall:?}; `stall_timeout` sets the limit"
        );
        Self::lost("stalled", ErrorKind::Timeout, message)
    }

    /// The total time of the call ran out.
    pub fn out_of_time(left: Duration) -> Self {
        let message =
            format!("no complete response within {left:?}, the rest of the total time of the call");
        Self::lost("total_timeout", ErrorKind::Timeout, message)
    }

    /// The body is larger than so many bytes.
    pub fn too_large(limit: usize) -> Self {
        let message =
            format!("the response has more than {limit} bytes; raise `body_limit` or request less");
        Self::of(Outcome::Final, "too_large", ErrorKind::TooLarge, message)
    }

    /// The HTTP client followed a redirect to another server, or to too many.
    pub fn redirected(to: Option<&Url>) -> Self {
        let origin = to.map_or_else(String::new, origin);
        let message =
            format!("the HTTP client followed a redirect to {origin}; configure it to follow none");
        Self::of(Outcome::Final, "redirect", ErrorKind::Redirect, message)
    }

    fn lost(word: &'static str, kind: ErrorKind, message: impl Into<String>) -> Self {
        Self::of(Outcome::Lost(Sent::Perhaps), word, kind, message)
    }

    fn of(
        outcome: Outcome<'static>,
        word: &'static str,
        kind: ErrorKind,
        message: impl Into<String>,
    ) -> Self {
        Self {
            error: Error::new(kind, message),
            outcome,
            word,
            closed: false,
        }
    }

    fn caused_by(mut self, source: reqwest::Error) -> Self {
        self.error = self.error.caused_by(source.without_url());
        self
    }
}

/// Returns the message for a redirect of a request to `url`, without the private parts of an address.
pub(super) fn redirect_message(url: &Url, headers: &HeaderMap) -> String {
    let target = headers
        .get(LOCATION)
        .and_then(|value| value.to_str().ok())
        .filter(|target| !target.is_empty())
        .and_then(|target| url.join(target).ok())
        .filter(Url::has_host);
    match target {
        None => "the server redirects without a valid address; check the base URL".to_owned(),
        Some(target) if same_origin(&target, url) => format!(
            "the server redirects to `{}` on the same server, and redirects are not followed; correct the path of the base URL, or sign in where a proxy requires it",
            target.path()
        ),
        Some(target) => {
            let origin = origin(&target);
            format!(
                "the server redirects to {origin}, another origin, and the key is sent to none but that of the base URL; set {origin} as the base URL if you trust it"
            )
        }
    }
}

/// Returns scheme, host and port.
fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// Returns whether the connection ended before a byte of the response arrived, as far as the
/// HTTP library reports it.
fn is_closed(error: &hyper::Error) -> bool {
    error.is_incomplete_message()
        || error.is_canceled()
        || error.is_closed()
        || error
            .source()
            .is_some_and(|source| source.is::<io::Error>())
}

/// Returns whether a TLS library reports that the server sent something else than TLS.
///
/// Those of the platforms report it in words only.
fn speaks_no_tls(error: &reqwest::Error) -> bool {
    const WORDS: [&str; 3] = [
        "InvalidContentType",
        "wrong version number",
        "packet length too long",
    ];
    causes(error).any(|cause| {
        let text = cause.to_string();
        WORDS.iter().any(|words| text.contains(words))
    })
}

/// Returns whether the proxy that the environment names for a scheme needs the feature `socks`.
fn socks_is_missing(scheme: &str, variable: impl Fn(&str) -> Option<String>) -> bool {
    let of_scheme = format!("{scheme}_proxy");
    let mut names = [of_scheme.as_str(), "all_proxy"].into_iter();
    let given = |name: &str| variable(name).or_else(|| variable(&name.to_ascii_uppercase()));
    let proxy = names.find_map(|name| given(name).filter(|proxy| !proxy.is_empty()));
    !cfg!(feature = "socks") && proxy.is_some_and(|proxy| proxy.starts_with("socks"))
}

/// Returns the first cause of a type.
fn cause<T: StdError + 'static>(error: &reqwest::Error) -> Option<&T> {
    causes(error).find_map(|cause| cause.downcast_ref())
}

/// Returns the causes of an error, from the outermost.
pub(crate) fn causes(error: &reqwest::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    std::iter::successors(error.source(), |cause: &&(dyn StdError + 'static)| {
        (*cause).source()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_feature_for_a_proxy_of_the_environment_is_known() {
        let variables = |given: &'static [(&str, &str)]| {
            move |name: &str| {
                let found = given.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            }
        };
        let missing = !cfg!(feature = "socks");
        let all = variables(&[("ALL_PROXY", "socks5h://user:word@127.0.0.1:1")]);
        assert_eq!(socks_is_missing("https", all), missing);
        assert_eq!(socks_is_missing("http", all), missing);
        let other = variables(&[
            ("https_proxy", "http://a.example"),
            ("all_proxy", "socks5://b"),
        ]);
        assert!(!socks_is_missing("https", other));
        assert_eq!(socks_is_missing("http", other), missing);
        assert!(!socks_is_missing(
            "https",
            variables(&[("HTTPS_PROXY", "")])
        ));
    }
}
