//! A request that is ready to be sent, and the type of its response.

use std::fmt::{self, Display};
use std::marker::PhantomData;

use bytes::Bytes;
use reqwest::Method;
use reqwest::header::{ACCEPT, HeaderName, HeaderValue};
use serde::Serialize;
use url::Url;

use crate::encode;
use crate::request::{Body, JSON, Request};
use crate::upload::{Form, PartNames, Upload};
use crate::{Error, Operation};

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
    ) -> Result<Self, Error> {
        Ok(Self {
            request: request(root, operation, values)?,
            operation,
            response: PhantomData,
        })
    }

    /// Adds a query parameter: a list repeats it, `None` leaves it out.
    ///
    /// # Errors
    ///
    /// If the value has lists or objects inside of its items.
    pub fn query(mut self, name: &str, value: &impl Serialize) -> Result<Self, Error> {
        let pairs = self.pairs("query parameter", name, value)?;
        if !pairs.is_empty() {
            self.request.url.query_pairs_mut().extend_pairs(pairs);
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
    ) -> Result<Self, Error> {
        if let Some(value) = value {
            let error = || {
                self.error(
                    format_args!("the header `{name}`"),
                    "cannot have this value",
                )
            };
            let header = HeaderName::from_bytes(name.as_bytes())
                .map_err(|source| error().caused_by(source))?;
            let value = HeaderValue::from_str(&value.to_string())
                .map_err(|source| error().caused_by(source))?;
            self.request.headers.push((header, value));
        }
        Ok(self)
    }

    /// Accepts a response of any media type, instead of JSON.
    pub fn accept_any(mut self) -> Result<Self, Error> {
        self.request.headers.retain(|(name, _)| name != ACCEPT);
        Ok(self)
    }

    /// Sets a JSON body.
    ///
    /// # Errors
    ///
    /// If the value cannot be written as JSON.
    pub fn json(self, value: &impl Serialize) -> Result<Self, Error> {
        match serde_json::to_vec(value) {
            Ok(body) => Ok(self.with_body(JSON, body)),
            Err(error) => {
                let message = "the body cannot be written as JSON";
                Err(Error::build(self.operation, message).caused_by(error))
            }
        }
    }

    /// Sets a body of the fields of an object, as a form.
    ///
    /// # Errors
    ///
    /// If the value is not an object of scalars and lists of them.
    pub fn form(self, value: &impl Serialize) -> Result<Self, Error> {
        let pairs = self.pairs("body", "form", value)?;
        let text = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        Ok(self.with_body(FORM, text))
    }

    /// Sets a body that is sent as it is.
    pub fn body(self, media_type: &'static str, body: impl Into<Bytes>) -> Result<Self, Error> {
        Ok(self.with_body(HeaderValue::from_static(media_type), body))
    }

    /// Sets a form with a file and its options as the body.
    ///
    /// # Errors
    ///
    /// If the options cannot be written as JSON. Faults of the file are errors of the call.
    pub fn upload(
        mut self,
        upload: Upload<impl Serialize>,
        parts: PartNames,
    ) -> Result<Self, Error> {
        let form = Form::new(upload, parts).map_err(|error| {
            let message = "the form of the upload cannot be written; see the cause";
            Error::build(self.operation, message).caused_by(error)
        })?;
        self.request.body = Body::Form(Box::new(form));
        Ok(self)
    }

    /// Sends the request to another address, such as that of a further page.
    #[must_use]
    pub fn at(mut self, url: Url) -> Self {
        self.request.url = url;
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

    fn with_body(mut self, media_type: HeaderValue, body: impl Into<Bytes>) -> Self {
        self.request = self.request.with_body(media_type, Body::Bytes(body.into()));
        self
    }

    fn pairs(
        &self,
        kind: &str,
        name: &str,
        value: &impl Serialize,
    ) -> Result<Vec<(String, String)>, Error> {
        let error = || self.error(format_args!("the {kind} `{name}`"), "is too deeply nested");
        let value = serde_json::to_value(value).map_err(|source| error().caused_by(source))?;
        encode::pairs(name, value).ok_or_else(error)
    }

    fn error(&self, part: fmt::Arguments<'_>, fault: &str) -> Error {
        let id = self.operation.id;
        Error::build(self.operation, format!("{part} of {id} {fault}"))
    }
}

fn request(
    root: &Url,
    operation: &'static Operation,
    values: &[&dyn Display],
) -> Result<Request, Error> {
    let base = root.path().trim_end_matches('/');
    let path = encode::fill(base, operation.path, values).map_err(|(name, value)| {
        let id = operation.id;
        let message = format!("`{value}` cannot be the `{name}` in the path of {id}");
        Error::build(operation, message)
    })?;
    // Host and port were parsed once.
    let mut url = root.clone();
    url.set_path(&path);
    let method = Method::from_bytes(operation.method.as_bytes())
        .map_err(|error| Error::build(operation, "invalid method").caused_by(error))?;
    Ok(Request::new(method, url))
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
