//! The client: where it sends, with which key, and how patiently.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use tokio::sync::Semaphore;
use url::Url;

use crate::connections::{Connections, Recipe, resolves};
use crate::error::Error;
use crate::options::{self, CallOptions};
use crate::origin::{is_loopback, is_private};
use crate::profile::Profile;
use crate::retry::{Budget, Clock, Paces, RetryPolicy};
use crate::settings::Settings;
use crate::timeouts::Timeouts;
use crate::tls::Tls;

/// Sends the requests of one API to one server.
///
/// Cheap to clone: clones share connections, the pace of requests and the retry budget. `Debug` does
/// not show the key.
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) options: Arc<CallOptions>,
}

/// The parts that all clones of a client share.
pub(crate) struct Shared {
    pub profile: &'static Profile,
    pub settings: Settings,
    pub root: Url,
    /// The `Authorization` header.
    pub key: Option<HeaderValue>,
    /// The secrets of all calls, which no text may show.
    pub secrets: Vec<String>,
    pub user_agent: HeaderValue,
    pub headers: HeaderMap,
    pub idempotency_header: HeaderName,
    pub connections: Connections,
    pub budget: Budget,
    pub paces: Paces,
    /// The places of requests in flight, if their number is limited.
    pub in_flight: Option<Semaphore>,
    #[cfg(feature = "drift-report")]
    pub drift: crate::drift::Log,
}

impl Client {
    /// Creates a client for the API below `root`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`](crate::ErrorKind::Config) if the key or a header is
    /// invalid, if there is both a key and another `Authorization`, if it would travel unencrypted to another machine, or if TLS
    /// cannot be set up.
    pub fn new(
        root: Url,
        profile: &'static Profile,
        mut settings: Settings,
    ) -> Result<Self, Error> {
        let key = match (settings.key.take(), settings.authorization.take()) {
            (Some(_), Some(_)) => {
                return Err(Error::config(
                    "an API key and another `Authorization` cannot both be sent; set one of them",
                ));
            }
            (Some(key), None) => Some(bearer(&key)?),
            (None, Some(value)) if value.trim().is_empty() => {
                return Err(Error::config("the `Authorization` is empty; set it again"));
            }
            (None, Some(value)) => Some(options::value("authorization", value.trim())?),
            (None, None) => None,
        };
        if key.is_some() && !settings.allow_plain_http && !is_private(&root) {
            let host = root.host_str().unwrap_or_default();
            return Err(Error::config(format!(
                "the API key or `Authorization` would travel unencrypted to `{host}`; use `https`, or allow it with `allow_plain_http`"
            )));
        }
        let idempotency_header = HeaderName::from_static(profile.idempotency_header);
        let user_agent = match &settings.user_agent {
            // Of a static value, copies share nothing.
            None => HeaderValue::from_static(profile.user_agent),
            Some(given) => options::header("user-agent", given)?.1,
        };
        let headers = headers(&settings.headers, &idempotency_header)?;
        let shared = Shared {
            secrets: secrets(key.as_ref(), &headers),
            headers,
            connections: connections(&root, key.is_some(), &settings)?,
            budget: Budget::new(settings.retry.budget),
            paces: Paces::default(),
            in_flight: settings.max_in_flight.map(places).transpose()?,
            #[cfg(feature = "drift-report")]
            drift: crate::drift::Log::default(),
            profile,
            settings,
            root,
            key,
            user_agent,
            idempotency_header,
        };
        Ok(Self {
            shared: Arc::new(shared),
            options: Arc::default(),
        })
    }

    /// Returns the same client with other options for its calls.
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            options: Arc::new(options),
        }
    }

    /// Returns the options of the calls of this clone.
    pub fn options(&self) -> &CallOptions {
        &self.options
    }

    /// Returns the API root.
    pub fn root(&self) -> &Url {
        &self.shared.root
    }

    /// Returns whether calls carry a key.
    pub fn has_key(&self) -> bool {
        self.shared.key.is_some()
    }

    /// Returns the retry policy of the calls of this clone.
    pub fn retry(&self) -> &RetryPolicy {
        self.options
            .retry
            .as_ref()
            .unwrap_or(&self.shared.settings.retry)
    }

    /// Returns the time limits.
    pub fn timeouts(&self) -> &Timeouts {
        &self.shared.settings.timeouts
    }

    /// Returns the limit of the total time of a call.
    pub fn total(&self) -> Option<Duration> {
        self.options.total.or(self.timeouts().total)
    }

    /// Returns the clock of waits and deadlines.
    pub fn clock(&self) -> &dyn Clock {
        self.shared.settings.clock.as_ref()
    }

    /// Returns a random number from 0 (included) to 1 (excluded).
    pub fn random(&self) -> f64 {
        (self.shared.settings.jitter)()
    }

    /// Returns where responses differed from the contract, and how often, sorted.
    #[cfg(feature = "drift-report")]
    pub fn drifts(&self) -> Vec<crate::Drift> {
        self.shared.drift.drifts()
    }

    /// Returns the error without the key in any of its texts.
    pub fn redact(&self, error: Error) -> Error {
        self.secrets()
            .fold(error, |error, secret| error.redacted(Some(secret)))
    }

    /// Returns what no text may show: the key, and values of headers.
    pub(crate) fn secrets(&self) -> impl Iterator<Item = &str> {
        let of_client = self.shared.secrets.iter().map(String::as_str);
        of_client.chain(secret_values(&self.options.headers))
    }
}

/// Values of headers with fewer characters are words rather than secrets.
const SECRET_LENGTH: usize = 16;

/// Returns what is found and removed in texts of the service.
fn secrets(key: Option<&HeaderValue>, headers: &HeaderMap) -> Vec<String> {
    let key = key.and_then(|key| key.to_str().ok());
    // Without the scheme, such as `Bearer`.
    let key = key.map(|key| key.split_once(' ').map_or(key, |(_, key)| key.trim_start()));
    let secrets = key.into_iter().chain(secret_values(headers));
    secrets.map(str::to_owned).collect()
}

/// Returns the values of headers that may be secrets.
fn secret_values(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    let values = headers.values().filter_map(|value| value.to_str().ok());
    values.filter(|value| value.len() >= SECRET_LENGTH)
}

fn places(most: usize) -> Result<Semaphore, Error> {
    match most {
        0 => Err(Error::config(
            "`max_in_flight` is 0, so that no request could be sent; set 1 or more",
        )),
        _ => Ok(Semaphore::new(most.min(Semaphore::MAX_PERMITS))),
    }
}

/// Parses a key, whose surrounding white space is ignored, and returns the header that carries it.
fn bearer(key: &str) -> Result<HeaderValue, Error> {
    let key = key.trim();
    let belongs = |letter: char| letter.is_ascii_graphic() && !"\"'`".contains(letter);
    let header = HeaderValue::from_str(&format!("Bearer {key}"));
    match header {
        Ok(mut header) if !key.is_empty() && key.chars().all(belongs) => {
            header.set_sensitive(true);
            Ok(header)
        }
        // An invalid key must not be dropped: calls without a key can succeed,
        // and a paying user would not notice.
        _ => Err(Error::config(
            "the API key is empty or has characters that no key has; copy it again",
        )),
    }
}

fn headers(
    given: &[(String, String)],
    idempotency_header: &HeaderName,
) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    for (name, value) in given {
        let (name, value) = options::header(name, value)?;
        if name == idempotency_header {
            return Err(Error::config(format!(
                "one `{name}` for all calls would make every start but the first a repetition; set it with `CallOptions::idempotency_key`"
            )));
        }
        headers.insert(name, value);
    }
    Ok(headers)
}

fn connections(root: &Url, has_key: bool, settings: &Settings) -> Result<Connections, Error> {
    if let Some(client) = &settings.http {
        return Ok(Connections::handed_in(client.clone()));
    }
    let proxy = settings.proxy.as_deref().map(proxy).transpose()?;
    if let Some((_, private)) = proxy
        && has_key
        && !(private || root.scheme() == "https" || settings.allow_plain_http)
    {
        return Err(Error::config(
            "the API key or `Authorization` would travel unencrypted to the proxy; use a base URL with `https`, or allow it with `allow_plain_http`",
        ));
    }
    let direct = is_loopback(root);
    // A proxy of the environment may need TLS as well.
    let needs_tls = root.scheme() == "https" || proxy.is_some() || !direct;
    Connections::new(Recipe {
        connect_timeout: settings.timeouts.connect,
        tls: Tls::new(needs_tls, &settings.root_certificates)?,
        resolves: resolves(root, proxy.as_ref().map(|(proxy, _)| proxy), direct),
        proxy: proxy.map(|(proxy, _)| proxy),
        direct,
    })
}

/// Returns a proxy, and whether the way to it is private.
fn proxy(address: &str) -> Result<(reqwest::Proxy, bool), Error> {
    let fault = || {
        Error::config(
            "the proxy address is not a URL of a proxy; write it such as `http://proxy.example:8080`",
        )
    };
    // `proxy.example:8080` would be parsed as a scheme and its rest.
    let url = match address.contains("://") {
        true => Url::parse(address),
        false => Url::parse(&format!("http://{address}")),
    };
    match url {
        Ok(url) => {
            match url.scheme() {
                "http" | "https" => {}
                "socks4" | "socks4a" | "socks5" | "socks5h" if cfg!(feature = "socks") => {}
                // A proxy of another kind would be bypassed silently.
                scheme => {
                    return Err(Error::config(format!(
                        "a proxy of the scheme `{scheme}` is not supported; `http` and `https` are, and with the feature `socks` also `socks4`, `socks4a`, `socks5` and `socks5h`"
                    )));
                }
            }
            if !url.has_host() {
                return Err(fault());
            }
            let private = is_private(&url);
            let proxy =
                reqwest::Proxy::all(url).map_err(|error| fault().caused_by(error.without_url()))?;
            Ok((proxy, private))
        }
        Err(_) => Err(fault()),
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("root", &self.root().as_str())
            .field("has_key", &self.has_key())
            .field("timeouts", &self.shared.settings.timeouts)
            .field("retry", self.retry())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_around_a_key_is_not_part_of_it() {
        let key = bearer(" fc-1234\n");
        assert_eq!(
            key.ok().as_ref().map(HeaderValue::as_bytes),
            Some(&b"Bearer fc-1234"[..])
        );
    }

    #[test]
    fn what_cannot_be_a_key_is_refused() {
        for written in [
            "",
            "  ",
            "fc 1",
            "fc-\u{e9}",
            "fc-1\r\nx: y",
            "\"fc-1\"",
            "Bearer fc-1",
        ] {
            assert!(bearer(written).is_err(), "{written:?}");
        }
    }
}
