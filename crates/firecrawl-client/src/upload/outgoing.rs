//! An upload as the same request for each attempt.

use std::sync::{Arc, PoisonError};

use firecrawl_api::types::ParseOptions;
use reqwest::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use reqwest::{Body, Method, Request};
use serde_json::{Map, Value};
use url::Url;

use super::body::{Fault, FormBody};
use super::content::{Content, Stamp, fault};
use super::content_type;
use super::form::Form;
use super::source::Upload;
use crate::error::{Error, ErrorKind};
use crate::transport::{Next, Replay};

/// An upload as the same request for each attempt.
pub(crate) struct Outgoing {
    method: Method,
    url: Url,
    options: Option<String>,
    form: Form,
    form_type: HeaderValue,
    content: Content,
    stamp: Option<Stamp>,
    fault: Fault,
}

impl Outgoing {
    /// Writes all but the file itself; `fields` go beside the options.
    pub fn new(
        upload: Upload,
        method: Method,
        url: Url,
        fields: &Map<String, Value>,
    ) -> Result<Self, Error> {
        let filename = upload.filename.unwrap_or_default();
        if filename.is_empty() {
            return Err(fault(
                "the upload has no filename; give it one with its extension, such as `report.pdf`",
            ));
        }
        let kind = match &upload.content_type {
            Some(kind) if HeaderValue::from_str(kind).is_ok_and(|_| !kind.trim().is_empty()) => {
                kind.as_str()
            }
            Some(_) => {
                return Err(fault(
                    "the content type of the upload is nothing that HTTP allows; write it such as `application/pdf`",
                ));
            }
            None => content_type::of(&filename),
        };
        let options = options(upload.options.as_ref(), fields)?;
        let form = Form::new(&filename, kind, options.as_deref());
        // It is made of letters, digits and a few signs.
        let form_type = HeaderValue::from_str(&form.content_type).map_err(unsendable)?;
        Ok(Self {
            method,
            url,
            options,
            form,
            form_type,
            content: upload.content,
            stamp: None,
            fault: Fault::default(),
        })
    }

    async fn request(&mut self) -> Result<Option<Request>, Error> {
        // What an attempt left that was answered before it broke off.
        self.fault();
        let Some((file, length)) = self.content.open(&mut self.stamp).await? else {
            return Ok(None);
        };
        let (head, tail) = (self.form.head.clone(), self.form.tail.clone());
        let around = u64::try_from(head.len() + tail.len()).unwrap_or(u64::MAX);
        let body = FormBody::new(head, tail, file, length, Arc::clone(&self.fault));
        let mut request = Request::new(self.method.clone(), self.url.clone());
        let headers = request.headers_mut();
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(CONTENT_TYPE, self.form_type.clone());
        if let Some(length) = length {
            headers.insert(CONTENT_LENGTH, length.saturating_add(around).into());
        }
        *request.body_mut() = Some(Body::wrap_stream(body));
        Ok(Some(request))
    }
}

impl Replay for Outgoing {
    fn next(&mut self) -> Next<'_> {
        Box::pin(self.request())
    }

    fn repeats(&self) -> bool {
        self.content.repeats()
    }

    fn options(&self) -> &[u8] {
        self.options.as_deref().unwrap_or_default().as_bytes()
    }

    fn fault(&mut self) -> Option<Error> {
        self.fault
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

/// The part `options`; none if nothing is set.
fn options(
    options: Option<&ParseOptions>,
    fields: &Map<String, Value>,
) -> Result<Option<String>, Error> {
    let mut whole = match options.map(serde_json::to_value).transpose() {
        Ok(Some(Value::Object(whole))) => whole,
        Ok(None) if fields.is_empty() => return Ok(None),
        Ok(_) => Map::new(),
        Err(error) => return Err(unsendable(error)),
    };
    whole.extend(fields.clone());
    Ok(Some(Value::Object(whole).to_string()))
}

fn unsendable(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(
        ErrorKind::InvalidRequest,
        "the form of the upload cannot be written; see the cause",
    )
    .caused_by(error)
}
