//! An upload as the same request for each attempt.

use std::sync::{Arc, PoisonError};

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use reqwest::{Body, Request};
use serde::Serialize;
use serde_json::{Map, Value};

use super::body::{FormBody, SharedError};
use super::content::{Content, Stamp, upload_error};
use super::content_type;
use super::multipart::{Multipart, PartNames};
use super::source::Upload;
use crate::error::{Error, ErrorKind};
use crate::transport::{Next, Replay};

/// An upload as the same request for each attempt.
pub(crate) struct MultipartRequest {
    /// The request without its body.
    head: Request,
    options: Option<String>,
    form: Multipart,
    content: Content,
    stamp: Option<Stamp>,
    error: SharedError,
}

impl MultipartRequest {
    /// Writes everything but the file itself; `fields` are added to the options.
    pub fn new(
        upload: Upload<impl Serialize>,
        mut head: Request,
        parts: PartNames,
        fields: &Map<String, Value>,
    ) -> Result<Self, Error> {
        let filename = upload.filename.unwrap_or_default();
        if filename.is_empty() {
            return Err(upload_error(
                "the upload has no filename; give it one with its extension, such as `report.pdf`",
            ));
        }
        let media_type = match &upload.content_type {
            Some(given) if HeaderValue::from_str(given).is_ok_and(|_| !given.trim().is_empty()) => {
                given.as_str()
            }
            Some(_) => {
                return Err(upload_error(
                    "the content type of the upload is not valid in HTTP; write it such as `application/pdf`",
                ));
            }
            None => content_type::of(&filename),
        };
        let options = options(upload.options.as_ref(), fields)?;
        let form = Multipart::new(parts, &filename, media_type, options.as_deref());
        // It consists of letters, digits and a few signs.
        let form_type = HeaderValue::from_str(&form.content_type).map_err(invalid_form)?;
        head.headers_mut().insert(CONTENT_TYPE, form_type);
        Ok(Self {
            head,
            options,
            form,
            content: upload.content,
            stamp: None,
            error: SharedError::default(),
        })
    }

    async fn request(&mut self) -> Result<Option<Request>, Error> {
        // An attempt can leave an error although there was a response before it broke off.
        self.take_error();
        let Some((file, length)) = self.content.open(&mut self.stamp).await? else {
            return Ok(None);
        };
        let (head, tail) = (self.form.head.clone(), self.form.tail.clone());
        let around = u64::try_from(head.len() + tail.len()).unwrap_or(u64::MAX);
        let body = FormBody::new(head, tail, file, length, Arc::clone(&self.error));
        let mut request = Request::new(self.head.method().clone(), self.head.url().clone());
        request.headers_mut().clone_from(self.head.headers());
        if let Some(length) = length {
            let length = length.saturating_add(around);
            request.headers_mut().insert(CONTENT_LENGTH, length.into());
        }
        *request.body_mut() = Some(Body::wrap_stream(body));
        Ok(Some(request))
    }
}

impl Replay for MultipartRequest {
    fn next(&mut self) -> Next<'_> {
        Box::pin(self.request())
    }

    fn is_repeatable(&self) -> bool {
        self.content.is_repeatable()
    }

    fn options(&self) -> &[u8] {
        self.options.as_deref().unwrap_or_default().as_bytes()
    }

    fn take_error(&mut self) -> Option<Error> {
        self.error
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take()
    }
}

/// Returns the part with the options; none if nothing is set.
fn options(
    options: Option<&impl Serialize>,
    fields: &Map<String, Value>,
) -> Result<Option<String>, Error> {
    let mut whole = match options.map(serde_json::to_value).transpose() {
        Ok(Some(Value::Object(whole))) => whole,
        Ok(None) if fields.is_empty() => return Ok(None),
        Ok(_) => Map::new(),
        Err(error) => return Err(invalid_form(error)),
    };
    whole.extend(fields.clone());
    Ok(Some(Value::Object(whole).to_string()))
}

fn invalid_form(error: impl std::error::Error + Send + Sync + 'static) -> Error {
    Error::new(
        ErrorKind::InvalidRequest,
        "the form of the upload cannot be written; see the cause",
    )
    .caused_by(error)
}
