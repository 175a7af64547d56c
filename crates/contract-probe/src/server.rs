//! The server that is asked, through the client that people use.

use std::time::Duration;

use firecrawl_client::{
    CallOptions, Client, ClientBuilder, Error as CallError, Method, RetryPolicy,
};
use openapi_document::{Error, Result};
use tokio::runtime::{Builder, Runtime};
use url::Url;

use crate::plan::{Auth, Call};

/// A key that no server has, in the form of the service's keys.
const WRONG_KEY: &str = "fc-00000000000000000000000000000000";

/// The largest body that is read, in bytes: a page of documents has at most 10 MiB and one document.
const MAX_BODY: usize = 32_000_000;

/// A server, and the clients that ask it with each kind of key.
pub struct Server {
    given: Client,
    keyless: Client,
    wrong: Client,
    root: Url,
    key: Option<String>,
    runtime: Runtime,
}

/// A complete response, whatever its status.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The headers in their order, names in lower case; a value that is not text is empty.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Server {
    /// Prepares clients for the server at an address, which may end in `/v2` and in a slash.
    ///
    /// # Errors
    ///
    /// If the address is not one of HTTP, or if a key is invalid or would travel unencrypted to
    /// another machine. No error shows a key.
    pub fn new(url: &str, key: Option<String>) -> Result<Self> {
        let build = |builder: ClientBuilder| {
            let builder = builder.base_url(url).retry(RetryPolicy::off());
            let client = builder.body_limit(MAX_BODY).build();
            client.map_err(|error| {
                Error::new(error.to_string())
                    .remedy("see --url, or leave the key out with `--key \"\"`")
            })
        };
        let keyless = build(Client::builder().keyless())?;
        let given = match &key {
            Some(key) => build(Client::builder().key(key))?,
            None => keyless.clone(),
        };
        // Where no key is in use, a wrong one is not sent either.
        let wrong = match &key {
            Some(_) => build(Client::builder().key(WRONG_KEY))?,
            None => keyless.clone(),
        };
        let root = Url::parse(given.api_root())
            .map_err(|error| Error::new("the address cannot be read").caused_by(error))?;
        let runtime = Builder::new_current_thread().enable_all().build();
        Ok(Self {
            given,
            keyless,
            wrong,
            root,
            key,
            runtime: runtime.map_err(|error| Error::new("no runtime").caused_by(error))?,
        })
    }

    /// Returns whether there is a key.
    pub fn has_key(&self) -> bool {
        self.key.is_some()
    }

    /// Returns the address without `/v2`, for reports.
    pub fn shown(&self) -> String {
        let root = self.root.as_str().trim_end_matches('/');
        root.strip_suffix("/v2").unwrap_or(root).to_owned()
    }

    /// Replaces the key in a text, which a server that echoes it could have made.
    pub(crate) fn redact(&self, text: &mut String) {
        if let Some(key) = self.key.as_deref().map(str::trim)
            && text.contains(key)
        {
            *text = text.replace(key, "(key)");
        }
    }

    /// Sends a call, without a retry, and reads the complete response.
    ///
    /// # Errors
    ///
    /// If no complete response came within the limits; a status is not an error.
    pub(crate) fn send(
        &self,
        call: &Call,
        limit: Duration,
    ) -> std::result::Result<Reply, CallError> {
        let client = match call.auth {
            Auth::Given => &self.given,
            Auth::None => &self.keyless,
            Auth::Wrong => &self.wrong,
        };
        let mut url = self.root.clone();
        // An http address always has segments.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(&call.segments);
        }
        let options = CallOptions::new()
            .attempt_timeout(limit)
            .total_timeout(limit);
        let method = Method::from_bytes(call.method.as_bytes()).unwrap_or_default();
        let mut request = client.with_options(options).request(method, url.as_str());
        for (name, value) in &call.query {
            request = request.query(name, value);
        }
        if let Some(body) = &call.body {
            request = request.body(body.clone());
        }
        let (status, headers, body) = match self.runtime.block_on(request.send_bytes()) {
            Ok(response) => (
                response.status(),
                response.headers().clone(),
                response.to_vec(),
            ),
            Err(error) => match error.response() {
                Some(response) => {
                    let body = response.body().to_vec();
                    (response.status(), response.headers().clone(), body)
                }
                None => return Err(error),
            },
        };
        let headers = headers.iter();
        Ok(Reply {
            status: status.as_u16(),
            headers: headers
                .map(|(name, value)| {
                    let value = value.to_str().unwrap_or_default();
                    (name.as_str().to_owned(), value.to_owned())
                })
                .collect(),
            body,
        })
    }
}

impl Reply {
    /// Returns the media type without its parameters, in lower case; empty if none was sent.
    pub fn media_type(&self) -> String {
        let mut headers = self.headers.iter();
        let value = headers.find(|(name, _)| name == "content-type");
        let value = value.map_or("", |(_, value)| value.split(';').next().unwrap_or_default());
        value.trim().to_ascii_lowercase()
    }
}
