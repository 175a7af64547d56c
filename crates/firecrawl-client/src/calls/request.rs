//! Requests to routes that this crate does not know.

use std::fmt;

use bytes::Bytes;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::address;
use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::options::CallOptions;
use crate::reply::Reply;
use crate::transport::{Payload, Route};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

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
    /// Begins a request to a route that this crate may not know yet.
    ///
    /// The path is relative to the API root: `/crawl/active`, not
    /// `/v2/crawl/active`. A whole address is taken too if it lies below the root
    /// of this client. The key, the limits of time and the retries are those of
    /// all calls; a route that this crate does know is retried as its own method
    /// would be, any other by its HTTP method: GET, PUT and DELETE are repeated
    /// after a lost answer, POST is not.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::Method;
    /// use serde_json::{Value, json};
    ///
    /// let answer = client
    ///     .request(Method::POST, "/brand-new/route")
    ///     .query("dryRun", true)
    ///     .json(&json!({"url": "https://example.com"}))?
    ///     .send::<Value>()
    ///     .await?;
    /// println!("{}", answer["data"]);
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
            options: self.options.as_ref().clone(),
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

    /// Adds a header; it replaces one of the same name.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] for what HTTP does not allow, and for
    /// `Authorization`, which belongs to the key.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, Error> {
        self.options = self.options.header(name, value)?;
        Ok(self)
    }

    /// Sends it and reads the answer as JSON.
    ///
    /// [`serde_json::Value`] takes any JSON; `Option<T>` also an answer with the
    /// status 204, which has none.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidRequest`] before anything is sent if the path does not
    /// stay below the API root, and what every call can run into.
    pub async fn send<T: DeserializeOwned>(self) -> Result<Reply<T>, Error> {
        let (client, route, payload) = self.ready()?;
        client.exchange(route, payload).await
    }

    /// Sends it and gives the bytes of the answer as they came, JSON or not.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), but for an answer that is no JSON.
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
    pub async fn send_bytes(self) -> Result<Reply<Bytes>, Error> {
        let (client, route, payload) = self.ready()?;
        client.send_bytes(route, payload).await
    }

    /// What is sent, by which client, and which operation that is.
    fn ready(self) -> Result<(Client, Route, Payload), Error> {
        let (url, route) = self.target()?;
        let mut request = Request::new(self.method, url);
        request.headers_mut().insert(ACCEPT, JSON);
        if let Some(body) = self.body {
            request.headers_mut().insert(CONTENT_TYPE, JSON);
            *request.body_mut() = Some(body.into());
        }
        let client = self.client.with_options(self.options);
        Ok((client, route, Payload::plain(request)))
    }

    /// Where it goes, and which operation that is.
    fn target(&self) -> Result<(Url, Route), Error> {
        let root = &self.client.shared.root;
        let (mut url, path) = address::below(root, &self.path).ok_or_else(|| {
            Error::new(
                ErrorKind::InvalidRequest,
                "the path must stay below the API root, such as `/crawl/active`, and have no `..`, `//`, blanks or fragment; nothing was sent",
            )
        })?;
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        let route = address::operation(self.method.as_str(), &path)
            .map(Route::of)
            .unwrap_or_else(|| Route::unknown(self.method.clone(), &path));
        Ok((url, route))
    }
}

/// Shows where it goes and nothing that could be private.
impl fmt::Debug for RequestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestBuilder")
            .field("method", &self.method)
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}
