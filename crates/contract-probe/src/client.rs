//! One request, one reply, within limits of time and size.

use std::fmt;
use std::time::Duration;

use ureq::http;
use url::{Host, Url};

use super::key::Key;

/// The largest body that is read, in bytes: a page of documents has at most 10 MiB and one document.
const MAX_BODY: u64 = 32_000_000;

/// How long a connection may lie idle; the service closes it after 5 s.
const MAX_IDLE: Duration = Duration::from_secs(3);

/// Sends requests; it follows no redirect, so that no key goes where nobody sent it.
#[derive(Debug)]
pub(super) struct Client {
    agent: ureq::Agent,
}

/// What is sent.
#[derive(Clone, Debug)]
pub(super) struct Request<'a> {
    /// The method, in capitals.
    pub method: &'a str,
    /// The address.
    pub url: &'a Url,
    /// The bearer key.
    pub key: Option<&'a Key>,
    /// The body, sent as JSON whether it is or not.
    pub body: Option<&'a str>,
    /// For the whole exchange, until the last byte of the body.
    pub timeout: Duration,
}

/// What came back, whatever its status.
#[derive(Clone, Debug)]
pub(super) struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers in their order, names in lower case; a value that is no text is empty.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The value of the first header of this name, given in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(known, _)| known == name)?;
        Some(value)
    }

    /// The media type without its parameters, in lower case; empty if none was sent.
    pub fn media_type(&self) -> String {
        let value = self.header("content-type").unwrap_or_default();
        let media = value.split(';').next().unwrap_or_default();
        media.trim().to_ascii_lowercase()
    }
}

/// Why no reply came.
#[derive(Debug)]
pub(super) struct Failure {
    /// What kind of failure it is.
    pub kind: FailureKind,
    source: Box<dyn std::error::Error + Send + Sync>,
}

/// The kinds of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FailureKind {
    /// Nothing listens there, or the host has no address.
    Unreachable,
    /// The limit of time was reached.
    TimedOut,
    /// The body is larger than the limit.
    TooLarge,
    /// The connection broke, or what came is no HTTP.
    Broken,
}

impl FailureKind {
    /// The kind as a lowercase fragment.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unreachable => "the server cannot be reached",
            Self::TimedOut => "no answer within the limit of time",
            Self::TooLarge => "the answer is larger than 32 MB",
            Self::Broken => "the connection broke before the answer was whole",
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind.words())
    }
}

impl std::error::Error for Failure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}

impl Client {
    /// A client for one server; to this machine it goes without a proxy.
    pub fn new(server: &Url) -> Self {
        let mut config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_age(MAX_IDLE)
            .user_agent(concat!("firecrawl-xtask/", env!("CARGO_PKG_VERSION")));
        if is_this_machine(server) {
            config = config.proxy(None);
        }
        Self {
            agent: config.build().into(),
        }
    }

    /// Sends a request and reads the whole reply.
    ///
    /// # Errors
    ///
    /// If no whole reply came within the limits; a status is no error.
    pub fn send(&self, request: &Request<'_>) -> Result<Reply, Failure> {
        let mut builder = http::Request::builder()
            .method(request.method)
            .uri(request.url.as_str())
            .header("accept", "application/json");
        if let Some(key) = request.key {
            builder = builder.header("authorization", format!("Bearer {}", key.expose()));
        }
        let reply = match request.body {
            Some(body) => {
                let sent = builder
                    .header("content-type", "application/json")
                    .body(body)
                    .map_err(|error| failure(error.into()))?;
                self.run(sent, request.timeout)
            }
            None => {
                let sent = builder.body(()).map_err(|error| failure(error.into()))?;
                self.run(sent, request.timeout)
            }
        };
        reply.map_err(failure)
    }

    fn run<B: ureq::AsSendBody>(
        &self,
        request: http::Request<B>,
        timeout: Duration,
    ) -> Result<Reply, ureq::Error> {
        let request = self
            .agent
            .configure_request(request)
            .timeout_global(Some(timeout))
            .build();
        let mut response = self.agent.run(request)?;
        let headers = response
            .headers()
            .iter()
            .map(|(name, value)| {
                let value = value.to_str().unwrap_or_default();
                (name.as_str().to_owned(), value.to_owned())
            })
            .collect();
        let body = response
            .body_mut()
            .with_config()
            .limit(MAX_BODY)
            .read_to_vec()?;
        Ok(Reply {
            status: response.status().as_u16(),
            headers,
            body,
        })
    }
}

/// Whether an address leads to this machine by its name or number alone.
pub(super) fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            name == "localhost" || name.ends_with(".localhost")
        }
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn failure(error: ureq::Error) -> Failure {
    use std::io::ErrorKind;
    let kind = match &error {
        ureq::Error::Timeout(_) => FailureKind::TimedOut,
        ureq::Error::BodyExceedsLimit(_) => FailureKind::TooLarge,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => FailureKind::Unreachable,
        ureq::Error::Io(io) => match io.kind() {
            ErrorKind::ConnectionRefused
            | ErrorKind::HostUnreachable
            | ErrorKind::NetworkUnreachable
            | ErrorKind::AddrNotAvailable => FailureKind::Unreachable,
            ErrorKind::TimedOut => FailureKind::TimedOut,
            _ => FailureKind::Broken,
        },
        _ => FailureKind::Broken,
    };
    Failure {
        kind,
        source: Box::new(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_machine_is_told_from_others() {
        for (url, expected) in [
            ("http://localhost:3002", true),
            ("http://api.localhost", true),
            ("http://127.9.0.1", true),
            ("http://[::1]:1", true),
            ("http://localhost.example.com", false),
            ("http://10.0.0.1", false),
            ("https://api.firecrawl.dev", false),
        ] {
            assert_eq!(
                is_this_machine(&Url::parse(url).unwrap()),
                expected,
                "{url}"
            );
        }
    }

    #[test]
    fn a_media_type_comes_without_its_parameters() {
        let reply = |headers: &[(&str, &str)]| Reply {
            status: 200,
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: Vec::new(),
        };
        let json = reply(&[("content-type", "Application/JSON; charset=utf-8")]);
        assert_eq!(json.media_type(), "application/json");
        assert_eq!(reply(&[]).media_type(), "");
    }
}
