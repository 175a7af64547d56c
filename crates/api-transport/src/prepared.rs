//! A request that is ready to be sent, and the type of its response.

use std::fmt::{self, Display};
use std::marker::PhantomData;

use bytes::Bytes;
use lenient_json::Slot;
use reqwest::Method;
use reqwest::header::{HeaderName, HeaderValue};
use serde::Serialize;
use serde_json::Value;
use url::Url;

use crate::encode::{self, Style};
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
    pub fn query(mut self, name: &str, value: &dyn Slot) -> Result<Self, Error> {
        add_query(&mut self.request.url, self.operation, name, value)?;
        Ok(self)
    }

    /// Adds a query parameter in a style of its own.
    ///
    /// # Errors
    ///
    /// If the value cannot be written as JSON.
    pub fn query_as(mut self, style: Style, name: &str, value: &dyn Slot) -> Result<Self, Error> {
        let value = tree(self.operation, "query parameter", name, value)?;
        add_pairs(&mut self.request.url, style.pairs(name, value));
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
            self.request
                .headers
                .push(header(self.operation, name, &value)?);
        }
        Ok(self)
    }

    /// Accepts a response of any media type, instead of JSON.
    pub fn accept_any(mut self) -> Result<Self, Error> {
        self.request.accept = None;
        Ok(self)
    }

    /// Sets a JSON body.
    ///
    /// # Errors
    ///
    /// If the value cannot be written as JSON.
    pub fn json(mut self, value: &dyn Slot) -> Result<Self, Error> {
        self.request.set_body(JSON, json(self.operation, value)?);
        Ok(self)
    }

    /// Sets a JSON body that has another media type than JSON itself.
    ///
    /// # Errors
    ///
    /// If the value cannot be written as JSON.
    pub fn json_as(self, media_type: &'static str, value: &dyn Slot) -> Result<Self, Error> {
        let body = json(self.operation, value)?;
        self.body(media_type, body)
    }

    /// Sets a body of the fields of an object, as a form.
    ///
    /// # Errors
    ///
    /// If the value is not an object of scalars and lists of them.
    pub fn form(self, value: &dyn Slot) -> Result<Self, Error> {
        self.fields(value, |name, value| match value {
            Value::Object(_) => None,
            value => encode::pairs(name, value),
        })
    }

    /// Sets a body of the fields of an object, as a form with each of them in this style.
    ///
    /// # Errors
    ///
    /// If the value is not an object.
    pub fn form_as(self, style: Style, value: &dyn Slot) -> Result<Self, Error> {
        self.fields(value, |name, value| Some(style.pairs(name, value)))
    }

    fn fields(
        mut self,
        value: &dyn Slot,
        pairs: impl Fn(&str, Value) -> Option<Vec<(String, String)>>,
    ) -> Result<Self, Error> {
        let error = |message| fault(self.operation, "body", "form", message);
        let Value::Object(fields) = tree(self.operation, "body", "form", value)? else {
            return Err(error("is not an object"));
        };
        let pairs = fields
            .into_iter()
            .map(|(name, value)| pairs(&name, value))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| error("is too deeply nested"))?;
        let text = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs.into_iter().flatten())
            .finish();
        self.request.set_body(FORM, text.into());
        Ok(self)
    }

    /// Sets a body that is sent as it is.
    pub fn body(mut self, media_type: &'static str, body: impl Into<Bytes>) -> Result<Self, Error> {
        let media_type = HeaderValue::from_static(media_type);
        self.request.set_body(media_type, body.into());
        Ok(self)
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
}

fn add_query(
    url: &mut Url,
    operation: &'static Operation,
    name: &str,
    value: &dyn Slot,
) -> Result<(), Error> {
    let value = tree(operation, "query parameter", name, value)?;
    let error = || fault(operation, "query parameter", name, "is too deeply nested");
    add_pairs(url, encode::pairs(name, value).ok_or_else(error)?);
    Ok(())
}

fn add_pairs(url: &mut Url, pairs: Vec<(String, String)>) {
    if !pairs.is_empty() {
        url.query_pairs_mut().extend_pairs(pairs);
    }
}

fn json(operation: &'static Operation, value: &dyn Slot) -> Result<Bytes, Error> {
    let body = serde_json::to_vec(value).map_err(|error| {
        Error::build(operation, "the body cannot be written as JSON").caused_by(error)
    })?;
    Ok(body.into())
}

fn header(
    operation: &'static Operation,
    name: &str,
    value: &dyn Display,
) -> Result<(HeaderName, HeaderValue), Error> {
    let error = || fault(operation, "header", name, "cannot have this value");
    let header =
        HeaderName::from_bytes(name.as_bytes()).map_err(|source| error().caused_by(source))?;
    let value =
        HeaderValue::from_str(&value.to_string()).map_err(|source| error().caused_by(source))?;
    Ok((header, value))
}

fn tree(
    operation: &'static Operation,
    kind: &str,
    name: &str,
    value: &dyn Slot,
) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|source| {
        fault(operation, kind, name, "cannot be written as JSON").caused_by(source)
    })
}

fn fault(operation: &'static Operation, kind: &str, name: &str, fault: &str) -> Error {
    let id = operation.id;
    Error::build(operation, format!("the {kind} `{name}` of {id} {fault}"))
}

fn request(
    root: &Url,
    operation: &'static Operation,
    values: &[&dyn Display],
) -> Result<Request, Error> {
    let base = root.path().trim_end_matches('/');
    let beside = operation.beside.and_then(|end| base.strip_suffix(end));
    let base = beside.unwrap_or(base);
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
