//! The server that is asked, through the client that people use.

use std::time::Duration;

use firecrawl_client::{CallOptions, Client, Error as CallError, Method, RetryPolicy};
use openapi_document::{Error, Result};
use tokio::runtime::{Builder, Runtime};
use url::Url;

use crate::plan::Call;

/// A key that no server has, in the form of the service's keys.
const WRONG_KEY: &str = "fc-00000000000000000000000000000000";

/// The largest body that is read, in bytes: a page of documents has at most 10 MiB and one document.
const MAX_BODY: usize = 32_000_000;

/// A server, and the clients that ask it with each kind of key.
pub struct Server {
    /// By [`Auth`](crate::plan::Auth).
    clients: [Client; 3],
    root: Url,
    key: Option<String>,
    runtime: Runtime,
}

/// A complete response, whatever its status.
#[derive(Clone, Debug)]
pub(crate) struct Reply {
    pub status: u16,
    /// The media type without its parameters, in lower case; empty if none was sent.
    pub media_type: String,
    /// The names of the headers in their order, in lower case.
    pub headers: Vec<String>,
    pub body: Vec<u8>,
    /// The wait that an error response asks for.
    pub retry_after: Option<Duration>,
}

impl Server {
    /// Prepares clients for the server at an address, which may end in `/v2` and in a slash.
    ///
    /// # Errors
    ///
    /// If the address is not one of HTTP, or if a key is invalid or would travel unencrypted to
    /// another machine. No error shows a key.
    pub fn new(url: &str, key: Option<String>) -> Result<Self> {
        let client = |key: Option<&str>| {
            let builder = match key {
                Some(key) => Client::builder().key(key),
                None => Client::builder().keyless(),
            };
            let builder = builder.base_url(url).retry(RetryPolicy::off());
            builder.body_limit(MAX_BODY).build().map_err(|error| {
                Error::new(error.to_string())
                    .remedy("see --url, or leave the key out with `--key \"\"`")
            })
        };
        let given = client(key.as_deref())?;
        let root = Url::parse(given.api_root())
            .map_err(|error| Error::new("the address cannot be read").caused_by(error))?;
        let runtime = Builder::new_current_thread().enable_all().build();
        Ok(Self {
            // Where no key is in use, a wrong one is not sent either.
            clients: [
                given,
                client(None)?,
                client(key.as_ref().map(|_| WRONG_KEY))?,
            ],
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
    pub(crate) fn redact(&self, text: String) -> String {
        match self.key.as_deref() {
            Some(key) => text.replace(key.trim(), "(key)"),
            None => text,
        }
    }

    /// Sends a call, without a retry, and reads the complete response.
    ///
    /// # Errors
    ///
    /// If no complete response came within the limits; a status is not an error.
    pub(crate) fn send(
        &self,
        call: &Call<'_>,
        limit: Duration,
    ) -> std::result::Result<Reply, CallError> {
        let mut url = self.root.clone();
        // An http address always has segments.
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(&call.segments);
        }
        let limits = CallOptions::new().first_byte_timeout(limit);
        let client = &self.clients[call.auth as usize];
        let client = client.with_options(limits.total_timeout(limit));
        let method = call.operation.method.to_uppercase().parse();
        let mut request = client.request(method.unwrap_or(Method::GET), url.as_str());
        for (name, value) in &call.query {
            request = request.query(*name, value);
        }
        if let Some(body) = &call.body {
            request = request.body(body.clone());
        }
        let mut retry_after = None;
        let (status, headers, body) = match self.runtime.block_on(request.send_bytes()) {
            Ok(sent) => (sent.http_status(), sent.headers().clone(), sent.to_vec()),
            Err(error) => {
                let Some(sent) = error.response() else {
                    return Err(error);
                };
                retry_after = error.retry_after();
                (sent.status(), sent.headers().clone(), sent.body().to_vec())
            }
        };
        let media_type = headers.get("content-type");
        let media_type = media_type.and_then(|value| value.to_str().ok()?.split(';').next());
        Ok(Reply {
            status: status.as_u16(),
            media_type: media_type.unwrap_or_default().trim().to_ascii_lowercase(),
            headers: headers.keys().map(ToString::to_string).collect(),
            body,
            retry_after,
        })
    }
}
