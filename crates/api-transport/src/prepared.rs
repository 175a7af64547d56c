//! A request that is ready to be sent, and the type of its response.

use std::fmt::{self, Display};
use std::marker::PhantomData;

use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderName, HeaderValue};
use reqwest::{Body, Method, Request};
use serde::Serialize;
use serde_json::Value;
use url::Url;

use crate::encode;
use crate::{BuildError, Operation};

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");

/// A request of one operation, ready to be sent; `T` is the body of its response.
///
/// Generated functions return it. It holds no client: making one sends nothing.
pub struct Prepared<T> {
    request: Request,
    operation: &'static Operation,
    response: PhantomData<fn() -> T>,
}

impl<T> Prepared<T> {
    /// Starts a request of an operation below an API root.
    ///
    /// `values` fill the placeholders of the operation's path, in their order.
    ///
    /// # Errors
    ///
    /// If a value would lead to another path: empty, `.` and `..`.
    pub fn new(
        root: &Url,
        operation: &'static Operation,
        values: &[&dyn Display],
    ) -> Result<Self, BuildError> {
        let request = request(root, operation, values)?;
        Ok(Self {
            request,
            operation,
            response: PhantomData,
        })
    }

    /// Adds a query parameter: a list repeats it, `None` leaves it out.
    ///
    /// # Errors
    ///
    /// If the value has lists or objects inside of its items.
    pub fn query(mut self, name: &str, value: &impl Serialize) -> Result<Self, BuildError> {
        let value = serde_json::to_value(value);
        let pairs = pairs(self.operation, "query parameter", name, value)?;
        if !pairs.is_empty() {
            self.request.url_mut().query_pairs_mut().extend_pairs(pairs);
        }
        Ok(self)
    }

    /// Adds a header, unless the value is `None`.
    ///
    /// # Errors
    ///
    /// If the value has characters that HTTP does not allow in a header.
    pub fn header(
        mut self,
        name: &'static str,
        value: Option<impl Display>,
    ) -> Result<Self, BuildError> {
        if let Some(value) = value {
            add_header(&mut self.request, self.operation, name, &value.to_string())?;
        }
        Ok(self)
    }

    /// Accepts a response of any media type, instead of JSON.
    pub fn accept_any(mut self) -> Result<Self, BuildError> {
        self.request.headers_mut().remove(ACCEPT);
        Ok(self)
    }

    /// Sets a JSON body.
    ///
    /// # Errors
    ///
    /// If the value cannot be written as JSON.
    pub fn json(self, value: &impl Serialize) -> Result<Self, BuildError> {
        let body = serde_json::to_vec(value).map_err(|error| {
            self.error("the body cannot be written as JSON")
                .caused_by(error)
        })?;
        Ok(self.with_body(JSON, body))
    }

    /// Sets a body of the fields of an object, as a form.
    ///
    /// # Errors
    ///
    /// If the value is not an object of scalars and lists of them.
    pub fn form(self, value: &impl Serialize) -> Result<Self, BuildError> {
        let value = serde_json::to_value(value);
        let pairs = pairs(self.operation, "body", "form", value)?;
        let text = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        Ok(self.with_body(FORM, text))
    }

    /// Sets a body that is sent as it is.
    pub fn body(self, media_type: &'static str, body: impl Into<Body>) -> Result<Self, BuildError> {
        Ok(self.with_body(HeaderValue::from_static(media_type), body))
    }

    /// Sends the request to another address, such as that of a further page.
    #[must_use]
    pub fn at(mut self, url: Url) -> Self {
        *self.request.url_mut() = url;
        self
    }

    /// Returns the request: method, URL, headers and body.
    pub fn request(&self) -> &Request {
        &self.request
    }

    /// Returns the operation that it calls.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the request and its operation.
    pub fn into_parts(self) -> (Request, &'static Operation) {
        (self.request, self.operation)
    }

    fn with_body(mut self, media_type: HeaderValue, body: impl Into<Body>) -> Self {
        self.request.headers_mut().insert(CONTENT_TYPE, media_type);
        *self.request.body_mut() = Some(body.into());
        self
    }

    fn error(&self, message: &str) -> BuildError {
        BuildError::new(self.operation, message)
    }
}

fn request(
    root: &Url,
    operation: &'static Operation,
    values: &[&dyn Display],
) -> Result<Request, BuildError> {
    let path = encode::fill(operation.path, values).map_err(|(name, value)| {
        let id = operation.id;
        BuildError::new(
            operation,
            format!("`{value}` cannot be the `{name}` in the path of {id}"),
        )
    })?;
    // Host and port were parsed once.
    let mut url = root.clone();
    let base = root.path().trim_end_matches('/');
    url.set_path(&format!("{base}{path}"));
    let method = Method::from_bytes(operation.method.as_bytes())
        .map_err(|error| BuildError::new(operation, "invalid method").caused_by(error))?;
    let mut request = Request::new(method, url);
    request.headers_mut().insert(ACCEPT, JSON);
    Ok(request)
}

fn pairs(
    operation: &'static Operation,
    kind: &str,
    name: &str,
    value: serde_json::Result<Value>,
) -> Result<Vec<(String, String)>, BuildError> {
    let error = || {
        let message = format!(
            "the {kind} `{name}` of {} is too deeply nested",
            operation.id
        );
        BuildError::new(operation, message)
    };
    let value = value.map_err(|source| error().caused_by(source))?;
    encode::pairs(name, value).ok_or_else(error)
}

fn add_header(
    request: &mut Request,
    operation: &'static Operation,
    name: &'static str,
    value: &str,
) -> Result<(), BuildError> {
    let error = || {
        let message = format!(
            "the header `{name}` of {} cannot have this value",
            operation.id
        );
        BuildError::new(operation, message)
    };
    let header =
        HeaderName::from_bytes(name.as_bytes()).map_err(|source| error().caused_by(source))?;
    let value = HeaderValue::from_str(value).map_err(|source| error().caused_by(source))?;
    request.headers_mut().append(header, value);
    Ok(())
}

/// Shows the operation alone; the request may hold private values.
impl<T> fmt::Debug for Prepared<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
