//! A request that can be sent again: the same bytes for each attempt.

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue,
    USER_AGENT,
};
use serde_json::{Map, Value};
use url::Url;

use crate::client::Client;
use crate::error::{Error, ErrorKind};
use crate::upload::Form;

pub(crate) const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A request of any route, in its parts; each attempt builds a request of the HTTP client from them.
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    /// The headers that nearly all requests have; they take no allocation.
    pub(crate) accept: Option<HeaderValue>,
    content_type: Option<HeaderValue>,
    /// The others. A list: they are few, and a map would be copied for each attempt.
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Body,
}

/// The body of a request.
pub(crate) enum Body {
    /// Bytes in memory; none without a body.
    Bytes(Bytes),
    /// A form that is opened for each attempt.
    Form(Box<Form>),
}

impl Request {
    /// Creates a request that accepts JSON.
    pub fn new(method: Method, url: Url) -> Self {
        Self {
            method,
            url,
            accept: Some(JSON),
            content_type: None,
            headers: Vec::new(),
            body: Body::Bytes(Bytes::new()),
        }
    }

    /// Sets a JSON body, as it is sent.
    #[must_use]
    pub fn json(mut self, body: impl Into<Bytes>) -> Self {
        self.set_body(JSON, body.into());
        self
    }

    /// Returns the method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the address.
    pub fn url(&self) -> &Url {
        &self.url
    }

    /// Returns a header of this request alone.
    pub fn header(&self, name: &HeaderName) -> Option<&HeaderValue> {
        let found = self.headers.iter().find(|(known, _)| known == name);
        let common = match *name {
            ACCEPT => self.accept.as_ref(),
            CONTENT_TYPE => self.content_type.as_ref(),
            _ => None,
        };
        common.or(found.map(|(_, value)| value))
    }

    /// Returns the body; empty without one, and for an upload.
    pub fn body(&self) -> &[u8] {
        match &self.body {
            Body::Bytes(bytes) => bytes,
            Body::Form(_) => &[],
        }
    }

    pub(crate) fn set_body(&mut self, media_type: HeaderValue, body: Bytes) {
        self.content_type = Some(media_type);
        self.body = Body::Bytes(body);
    }

    /// Adds extra fields to the JSON of the body, and writes a form.
    pub(crate) fn finish(
        &mut self,
        fields: &Map<String, Value>,
        label: Option<(&str, &str)>,
        operation: &str,
    ) -> Result<(), Error> {
        let mut labelled = Map::new();
        let fields = match label {
            Some((name, value)) if !fields.contains_key(name) && !self.has_option(name) => {
                labelled.clone_from(fields);
                labelled.insert(name.to_owned(), value.into());
                &labelled
            }
            _ => fields,
        };
        match &mut self.body {
            Body::Form(form) => self.content_type = Some(form.write(fields)?),
            Body::Bytes(_) if fields.is_empty() => {}
            Body::Bytes(bytes) => {
                let mut body: Map<String, Value> = serde_json::from_slice(bytes).map_err(|_| {
                    let message =
                        format!("{operation} has no JSON object as its body to add fields to");
                    Error::new(ErrorKind::InvalidRequest, message)
                })?;
                body.extend(fields.clone());
                *bytes = Value::Object(body).to_string().into();
            }
        }
        Ok(())
    }

    /// Returns whether its options have a field of their own.
    fn has_option(&self, name: &str) -> bool {
        let options: Option<Map<String, Value>> = serde_json::from_slice(self.options()).ok();
        options.is_some_and(|options| options.contains_key(name))
    }

    /// Returns the JSON options in its body; empty if there are none.
    pub(crate) fn options(&self) -> &[u8] {
        let form = self.form().map(|form| form.json.as_bytes());
        form.unwrap_or_else(|| self.body())
    }

    /// Returns the form, if the body is one.
    pub(crate) fn form(&self) -> Option<&Form> {
        match &self.body {
            Body::Bytes(_) => None,
            Body::Form(form) => Some(form),
        }
    }

    /// Returns whether there can be another attempt after the first.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.form().is_none_or(Form::is_repeatable)
    }

    /// Builds the request of the next attempt, with the headers of the client and the call; `None`
    /// if its body is used up.
    pub(crate) async fn build(
        &mut self,
        client: &Client,
        idempotency_key: Option<&HeaderValue>,
    ) -> Result<Option<reqwest::Request>, Error> {
        // Room for what reqwest adds: its map never grows.
        let mut headers = HeaderMap::with_capacity(8);
        let common = [(ACCEPT, &self.accept), (CONTENT_TYPE, &self.content_type)];
        headers.extend(
            common
                .into_iter()
                .filter_map(|(name, value)| Some((name, value.clone()?))),
        );
        headers.extend(self.headers.iter().cloned());
        add_headers(client, idempotency_key, &mut headers);
        let body = match &mut self.body {
            Body::Bytes(bytes) if bytes.is_empty() => None,
            Body::Bytes(bytes) => Some(bytes.clone().into()),
            Body::Form(form) => {
                let Some((body, length)) = form.open().await? else {
                    return Ok(None);
                };
                headers.extend(length.map(|length| (CONTENT_LENGTH, length.into())));
                Some(body)
            }
        };
        let mut request = reqwest::Request::new(self.method.clone(), self.url.clone());
        *request.headers_mut() = headers;
        *request.body_mut() = body;
        Ok(Some(request))
    }
}

/// Adds the headers of the client and the call, the idempotency key and the API key.
fn add_headers(client: &Client, idempotency_key: Option<&HeaderValue>, headers: &mut HeaderMap) {
    let shared = &client.shared;
    headers.insert(USER_AGENT, shared.user_agent.clone());
    for (name, value) in shared.headers.iter().chain(&client.options.headers) {
        headers.insert(name.clone(), own(value));
    }
    if let Some(key) = idempotency_key {
        headers.insert(shared.idempotency_header.clone(), key.clone());
    }
    headers.remove(AUTHORIZATION);
    if let Some(key) = &shared.key {
        headers.insert(AUTHORIZATION, own(key));
    }
}

/// Returns a copy of a value that shares nothing with those of other calls.
///
/// A clone counts its owners; many calls at once would all write to the same count.
fn own(value: &HeaderValue) -> HeaderValue {
    match HeaderValue::from_bytes(value.as_bytes()) {
        Ok(mut copy) => {
            copy.set_sensitive(value.is_sensitive());
            copy
        }
        // The bytes of a header value are always a valid header value.
        Err(_) => value.clone(),
    }
}
