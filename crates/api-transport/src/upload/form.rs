//! The form around a file: `multipart/form-data` as browsers write it.
//!
//! reqwest writes forms too, but not the same one twice, and its feature pulls in a
//! table of media types.

use std::fmt::Write;
use std::future::ready;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use reqwest::Body;
use reqwest::header::HeaderValue;
use serde::Serialize;
use serde_json::{Map, Value};
use tokio::time::Instant;

use super::content::{Content, upload_error};
use super::content_type;
use super::source::{Observer, Upload};
use crate::error::{Error, ErrorKind};

/// The names of the parts of a form.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)]
pub struct PartNames {
    /// The part with the file.
    pub file: &'static str,
    /// The part with the options, as JSON.
    pub options: &'static str,
}

/// A form with a file, the same for each attempt.
pub(crate) struct Form {
    parts: PartNames,
    filename: String,
    content_type: Option<String>,
    content: Content,
    options: Option<Map<String, Value>>,
    /// The options as they are sent.
    pub json: String,
    /// The bytes before the file.
    head: Bytes,
    /// The bytes after the file.
    tail: Bytes,
    /// The error of the body since the last attempt began, shared with the sender.
    error: Arc<Mutex<Option<Error>>>,
    advance: Advance,
    observer: Observer,
}

/// The time at which the last piece of a body was taken to be sent.
#[derive(Clone, Default)]
pub(crate) struct Advance(Arc<Mutex<Option<Instant>>>);

impl Advance {
    pub fn note(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Instant::now());
    }

    /// Returns the time, if it is after another one.
    pub fn after(&self, time: Instant) -> Option<Instant> {
        let last = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        last.filter(|last| *last > time)
    }
}

impl Form {
    /// Creates a form that is still to be written.
    pub fn new(upload: Upload<impl Serialize>, parts: PartNames) -> serde_json::Result<Self> {
        let options = upload.options.as_ref().map(serde_json::to_value);
        Ok(Self {
            parts,
            filename: upload.filename.unwrap_or_default(),
            content_type: upload.content_type,
            content: upload.content,
            options: match options.transpose()? {
                Some(Value::Object(options)) => Some(options),
                Some(_) => Some(Map::new()),
                None => None,
            },
            json: String::new(),
            head: Bytes::new(),
            tail: Bytes::new(),
            error: Arc::default(),
            advance: Advance::default(),
            observer: upload.observer,
        })
    }

    /// Writes everything but the file; `fields` are added to the options.
    ///
    /// Returns the content type.
    pub fn write(&mut self, fields: &Map<String, Value>) -> Result<HeaderValue, Error> {
        if self.filename.is_empty() {
            return Err(upload_error(
                "the upload has no filename; give it one with its extension, such as `report.pdf`",
            ));
        }
        let given = self.content_type.as_deref();
        let media_type = given.unwrap_or_else(|| content_type::of(&self.filename));
        if media_type.trim().is_empty() || HeaderValue::from_str(media_type).is_err() {
            return Err(upload_error(
                "the content type of the upload is not valid in HTTP; write it such as `application/pdf`",
            ));
        }
        if !fields.is_empty() {
            let options = self.options.get_or_insert_default();
            options.extend(fields.clone());
        }
        // 122 random bits: no file contains them.
        let boundary = format!("form-{}", uuid::Uuid::new_v4().simple());
        let mut head = String::new();
        // First, so that a server knows them when the file begins.
        if let Some(options) = self.options.take() {
            self.json = Value::Object(options).to_string();
            head = format!(
                "--{boundary}\r\n\
                 Content-Disposition: form-data; name=\"{}\"\r\n\
                 Content-Type: application/json\r\n\r\n\
                 {}\r\n",
                self.parts.options, self.json
            );
        }
        head += &format!(
            "--{boundary}\r\n\
             Content-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\n\
             Content-Type: {media_type}\r\n\r\n",
            self.parts.file,
            escaped(&self.filename)
        );
        self.head = head.into();
        self.tail = format!("\r\n--{boundary}--\r\n").into();
        HeaderValue::from_str(&format!("multipart/form-data; boundary={boundary}")).map_err(
            |error| {
                let message = "the form of the upload cannot be written; see the cause";
                Error::new(ErrorKind::InvalidRequest, message).caused_by(error)
            },
        )
    }

    /// Returns whether the form can be sent more than once.
    pub fn is_repeatable(&self) -> bool {
        self.content.is_repeatable()
    }

    /// Returns the body of the next attempt, with its length if that is known; `None` if it is
    /// used up.
    pub async fn open(&mut self) -> Result<Option<(Body, Option<u64>)>, Error> {
        // An attempt can leave an error although there was a response before it broke off.
        self.take_error();
        let Some((pieces, length)) = self.content.open().await? else {
            return Ok(None);
        };
        let around = u64::try_from(self.head.len() + self.tail.len()).unwrap_or(u64::MAX);
        let piece = |bytes: &Bytes| stream::once(ready(Ok(bytes.clone())));
        let shared = Arc::clone(&self.error);
        let advance = self.advance.clone();
        let (observer, mut sent) = (self.observer.clone(), 0);
        let pieces = pieces.inspect_ok(move |bytes| {
            sent += u64::try_from(bytes.len()).unwrap_or_default();
            if let Observer(Some(observer)) = &observer {
                observer(sent);
            }
        });
        let body = piece(&self.head)
            .chain(pieces)
            .chain(piece(&self.tail))
            .inspect_ok(move |_| advance.note())
            .map_err(move |error| {
                *shared.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                "the upload broke off"
            });
        let length = length.map(|length| length.saturating_add(around));
        Ok(Some((Body::wrap_stream(body), length)))
    }

    /// Returns what shows whether the body advances.
    pub fn advance(&self) -> Advance {
        self.advance.clone()
    }

    /// Takes the error of the body since the last attempt began.
    pub fn take_error(&self) -> Option<Error> {
        let mut error = self.error.lock().unwrap_or_else(PoisonError::into_inner);
        error.take()
    }
}

/// Escapes a filename as browsers do, and a little more strictly.
///
/// They escape quotes and line ends. Other control characters make some parsers reject the form,
/// and parsers disagree on whether a backslash escapes.
fn escaped(filename: &str) -> String {
    let mut escaped = String::with_capacity(filename.len());
    for letter in filename.chars() {
        if letter.is_ascii_control() || matches!(letter, '"' | '\\') {
            // Writing to a string cannot fail.
            let _ = write!(escaped, "%{:02X}", u32::from(letter));
        } else {
            escaped.push(letter);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::Pin;

    use hyper::body::Body as _;
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    use super::*;

    const PARTS: PartNames = PartNames {
        file: "file",
        options: "options",
    };

    fn form(filename: &str) -> (Form, HeaderValue) {
        let upload = Upload::<()>::bytes(filename, "Lamp lit.").content_type("text/plain");
        let mut form = Form::new(upload, PARTS).unwrap();
        let content_type = form.write(&Map::new()).unwrap();
        (form, content_type)
    }

    fn head(filename: &str) -> String {
        let (form, _) = form(filename);
        String::from_utf8(form.head.to_vec()).unwrap()
    }

    #[tokio::test]
    async fn each_attempt_is_observed_from_its_begin() {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&seen);
        let upload = Upload::<()>::bytes("a.txt", vec![b'a'; 100_000]);
        let upload = upload.on_progress(move |sent| noted.lock().unwrap().push(sent));
        let mut form = Form::new(upload, PARTS).unwrap();
        form.write(&Map::new()).unwrap();
        for _ in 0..2 {
            let (mut body, _) = form.open().await.unwrap().unwrap();
            while poll_fn(|context| Pin::new(&mut body).poll_frame(context))
                .await
                .is_some()
            {}
        }
        assert_eq!(*seen.lock().unwrap(), [65_536, 100_000, 65_536, 100_000]);
    }

    #[tokio::test]
    async fn a_body_notes_that_it_advances() {
        let upload = Upload::<()>::bytes("a.txt", vec![b'a'; 200_000]);
        let mut form = Form::new(upload, PARTS).unwrap();
        form.write(&Map::new()).unwrap();
        let began = Instant::now();
        let (mut body, _) = form.open().await.unwrap().unwrap();
        assert!(form.advance().after(began).is_none());
        let (mut pieces, mut largest) = (0, 0);
        while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            let piece = frame.unwrap().into_data().unwrap();
            pieces += 1;
            largest = largest.max(piece.len());
            assert!(form.advance().after(began).is_some());
        }
        assert_eq!((pieces, largest), (6, 64 * 1024));
    }

    #[test]
    fn names_are_escaped_as_browsers_do() {
        let line = |name: &str| head(name).lines().nth(1).unwrap().to_owned();
        assert_eq!(
            line("a \"b\"\r\n.pdf"),
            "Content-Disposition: form-data; name=\"file\"; filename=\"a %22b%22%0D%0A.pdf\""
        );
        assert!(line("Übersicht 50%.pdf").ends_with("filename=\"Übersicht 50%.pdf\""));
        assert!(line("a\\").ends_with("filename=\"a%5C\""));
    }

    #[test]
    fn each_form_has_a_boundary_of_its_own() {
        assert_ne!(form("a.txt").1, form("a.txt").1);
    }

    proptest! {
        #![proptest_config(Config {
            rng_seed: RngSeed::Fixed(0x5eed),
            failure_persistence: None,
            ..Config::with_cases(512)
        })]

        #[test]
        fn no_name_adds_a_header(
            name in "[\\PC\r\n\t\0\"\\\\;:=-]{1,40}|[\\x00-\\x7f]{1,40}",
        ) {
            let head = head(&name);
            let lines: Vec<&str> = head.split("\r\n").collect();
            prop_assert_eq!(lines.len(), 5, "{:?}", head);
            prop_assert_eq!(lines[2], "Content-Type: text/plain");
            prop_assert_eq!((lines[3], lines[4]), ("", ""));
            let value = lines[1]
                .strip_prefix("Content-Disposition: form-data; name=\"file\"; filename=\"")
                .and_then(|rest| rest.strip_suffix('"'));
            let value = value.unwrap();
            let forbidden = |letter: char| letter.is_ascii_control() || "\"\\".contains(letter);
            prop_assert!(!value.contains(forbidden), "{:?}", value);
            let mut rest = value;
            for letter in name.chars() {
                let plain = letter.to_string();
                let code = format!("%{:02X}", u32::from(letter));
                let form = if forbidden(letter) { &code } else { &plain };
                prop_assert!(rest.starts_with(form.as_str()), "{:?} in {:?}", letter, value);
                rest = &rest[form.len()..];
            }
            prop_assert_eq!(rest, "");
        }
    }
}
