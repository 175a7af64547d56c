//! A file to upload, and its options.

use std::error::Error as StdError;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures_util::Stream;

use super::content::Content;

/// A file to upload, with options of the type `O`.
///
/// Services go by the extension of the file's name.
///
/// ```
/// use api_transport::Upload;
///
/// // Read from the disk piece by piece.
/// let report = Upload::<String>::path("reports/2026.pdf").options("as text");
/// // From memory.
/// let notes = Upload::<()>::bytes("notes.txt", "Lamp lit at dusk.");
/// ```
#[derive(Debug)]
#[must_use = "nothing is sent before the upload is given to a call"]
pub struct Upload<O> {
    pub(super) content: Content,
    pub(super) filename: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) options: Option<O>,
    pub(super) observer: Observer,
}

/// The function that sees the upload advance.
#[derive(Clone, Default)]
pub(super) struct Observer(pub Option<Arc<dyn Fn(u64) + Send + Sync>>);

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Some" } else { "None" })
    }
}

impl<O> Upload<O> {
    /// Takes the file at a path; its name is the last part of the path.
    ///
    /// It is read piece by piece, and again for each attempt. A file that has
    /// changed in between is an error.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let filename = path.file_name();
        let filename = filename.map(|name| name.to_string_lossy().into_owned());
        Self::of(Content::Path(path, None), filename)
    }

    /// Takes bytes in memory as a file with this name; they are not copied.
    pub fn bytes(filename: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self::of(Content::Bytes(bytes.into()), Some(filename.into()))
    }

    /// Takes a stream of bytes as a file with this name.
    ///
    /// It can be read once, so that there is no second attempt. If the
    /// length is known, prefer [`sized_stream`](Self::sized_stream): not all
    /// servers accept a body without one.
    pub fn stream<S, B, E>(filename: impl Into<String>, stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<Box<dyn StdError + Send + Sync>> + 'static,
    {
        Self::of(Content::stream(stream, None), Some(filename.into()))
    }

    /// Takes a stream of a known number of bytes as a file with this name.
    ///
    /// It can be read once, so that there is no second attempt. More or fewer
    /// bytes than declared are an error.
    pub fn sized_stream<S, B, E>(filename: impl Into<String>, bytes: u64, stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<Box<dyn StdError + Send + Sync>> + 'static,
    {
        Self::of(Content::stream(stream, Some(bytes)), Some(filename.into()))
    }

    /// Sets a file name other than that of the path; its extension identifies the file format.
    pub fn filename(mut self, filename: impl Into<String>) -> Self {
        self.filename = Some(filename.into());
        self
    }

    /// Sets another content type than that of the extension.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Sets the options.
    pub fn options(mut self, options: impl Into<O>) -> Self {
        self.options = Some(options.into());
        self
    }

    /// Calls a function with the number of bytes of the file that were handed to the connection so far.
    ///
    /// It is called for each piece of at most 64 KiB, and begins again with a second attempt.
    pub fn on_progress(mut self, observer: impl Fn(u64) + Send + Sync + 'static) -> Self {
        self.observer = Observer(Some(Arc::new(observer)));
        self
    }

    fn of(content: Content, filename: Option<String>) -> Self {
        Self {
            content,
            filename,
            content_type: None,
            options: None,
            observer: Observer::default(),
        }
    }
}

/// Takes the file at a path, which may be a text.
impl<O, P: AsRef<Path>> From<P> for Upload<O> {
    fn from(path: P) -> Self {
        Self::path(path.as_ref())
    }
}
