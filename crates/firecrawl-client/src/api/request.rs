//! Requests to any route.

use api_transport::{CallOptions, Error, ErrorKind, Request, Response, Route};
use std::fmt;

use bytes::Bytes;
use reqwest::Method;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use url::Url;

use super::route_lookup;
use crate::client::Client;

/// A request to any route below the API root; from [`Client::request`].
#[must_use = "nothing is sent before `send`"]
#[derive(Clone)]
pub struct RequestBuilder {
    client: Client,
    method: Method,
    path: String,
    query: Vec<(String, String)>,
    body: Option<Vec<u8>>,
    options: CallOptions,
}

impl Client {
    /// Creates a request to any route, such as one that this crate does not know yet.
    ///
    /// The path is relative to the API root: `/crawl/active`, not
    /// `/v2/crawl/active`. A complete URL is accepted too if it lies below the root
    /// of this client. The key, the time limits and the retries are those of all
    /// calls; a known route is retried as its own method would be, any other by its
    /// HTTP method: GET, PUT and DELETE are repeated after a lost response, POST is
    /// not.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::Method;
    /// use serde_json::{Value, json};
    ///
    /// let response = client
    ///     .request(Method::POST, "/brand-new/route")
    ///     .query("dryRun", true)
    ///     .json(&json!({"url": "https://example.com"}))?
    ///     .send::<Value>()
    ///     .await?;
    /// println!("{}", response["data"]);
    /// # Ok(())
    /// # }
    /// ```
    pub fn request(&self, method: Method, path: impl Into<String>) -> RequestBuilder {
        RequestBuilder {
            client: self.clone(),
            method,
            path: path.into(),
            query: Vec::new(),
            body: None,
            options: self.transport.options().clone(),
        }
    }
}

impl RequestBuilder {
    /// Adds a query parameter.
    pub fn query(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.query.push((name.into(), value.to_string()));
        self
    }

    /// Sets the body, as JSON.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`] if the value cannot be written as JSON.
    pub fn json(mut self, value: &(impl Serialize + ?Sized)) -> Result<Self, Error> {
        let body = serde_json::to_vec(value).map_err(|error| {
            Error::new(
                ErrorKind::InvalidRequest,
                "the body cannot be written as JSON; nothing was sent",
            )
            .caused_by(error)
        })?;
        self.body = Some(body);
        Ok(self)
    }

    /// Sets the body as it is; it is sent with the media type of JSON.
    pub fn body(mut self, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// Adds a header; it replaces one of the same name.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] if the name or value is not valid in HTTP, and for
    /// `Authorization`, which belongs to the key.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, Error> {
        self.options = self.options.header(name, value)?;
        Ok(self)
    }

    /// Sends it and reads the response as JSON.
    ///
    /// [`serde_json::Value`] accepts any JSON; `Option<T>` also accepts a response with
    /// the status 204, which has none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`] before anything is sent if the path does not
    /// stay below the API root, and those of every call.
    pub async fn send<T: DeserializeOwned + Send>(self) -> Result<Response<T>, Error> {
        let (transport, route, request) = self.build()?;
        transport.send_json(route, request).await
    }

    /// Sends it and reads the response as JSON, in which the value of a known route is not missing.
    ///
    /// [`send`](Self::send) returns any response of success as it came; this method rejects what the methods
    /// of the client would reject. A response without a body, as 204 has, is `null`.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send); [`ErrorKind::Api`] if the response says `success: false` or has an
    /// error instead of a value, [`ErrorKind::Decode`] if it lacks the value and a reason.
    pub async fn send_value(self) -> Result<Response<Value>, Error> {
        let (transport, route, request) = self.build()?;
        transport.send_value(route, request).await
    }

    /// Sends it and gives the bytes of the response as they came, JSON or not.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), but the response need not be JSON.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::Method;
    ///
    /// let table = client.request(Method::GET, "/brand-new/export").send_bytes().await?;
    /// println!("{} bytes of {:?}", table.len(), table.headers().get("content-type"));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send_bytes(self) -> Result<Response<Bytes>, Error> {
        let (transport, route, request) = self.build()?;
        transport.send_bytes(route, request).await
    }

    fn build(self) -> Result<(api_transport::Client, Route, Request), Error> {
        let (url, route) = self.target()?;
        let mut request = Request::new(self.method, url);
        if let Some(body) = self.body {
            request = request.json(body);
        }
        let transport = self.client.transport.with_options(self.options);
        Ok((transport, route, request))
    }

    /// Returns its address and its route.
    fn target(&self) -> Result<(Url, Route), Error> {
        let root = self.client.transport.root();
        let (mut url, path) = route_lookup::below(root, &self.path).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidRequest,
                "the path must stay below the API root, such as `/crawl/active`, and have no `..`, `//`, blanks or fragment; nothing was sent",
            )
        })?;
        let route = match route_lookup::operation(self.method.as_str(), &path) {
            Some(operation) => {
                if let Some(end) = operation.beside {
                    route_lookup::move_beside(&mut url, root, end);
                }
                Route::Known(operation)
            }
            None => Route::Unknown {
                method: self.method.clone(),
                path,
            },
        };
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        Ok((url, route))
    }
}

/// Shows the address, without anything that could be private.
impl fmt::Debug for RequestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBuilder")
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
