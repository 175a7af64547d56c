//! What is to be parsed, and how.

use std::error::Error as StdError;
use std::fmt;
use std::path::{Path, PathBuf};

use bytes::Bytes;
use firecrawl_api::types::ParseOptions;
use futures_core::Stream;

use super::content::Content;

/// A file for [`Client::parse`](crate::Client::parse), and what to make of it.
///
/// The service goes by the extension of the file's name. It takes 50 MB at most.
///
/// ```no_run
/// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
/// use firecrawl_client::Upload;
/// use firecrawl_client::types::{ParseFormat, ParseOptions};
///
/// // Read from the disk piece by piece.
/// let report = Upload::path("reports/2026.pdf");
/// let options = ParseOptions::new().formats([ParseFormat::Markdown, ParseFormat::Links]);
/// let report = client.parse(report.options(options)).await?;
/// println!("{:?}", report.markdown);
///
/// // From memory.
/// client.parse(Upload::bytes("notes.txt", "Lamp lit at dusk.")).await?;
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing is sent before `Client::parse`"]
pub struct Upload {
    pub(super) content: Content,
    pub(super) filename: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) options: Option<ParseOptions>,
}

impl Upload {
    /// The file at a path; its name is the last part of the path.
    ///
    /// It is read piece by piece, and again for each attempt. A file that has
    /// changed in between is an error.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let filename = path.file_name();
        let filename = filename.map(|name| name.to_string_lossy().into_owned());
        Self::of(Content::Path(path), filename)
    }

    /// Bytes in memory as a file with this name; they are not copied.
    pub fn bytes(filename: impl Into<String>, bytes: impl Into<Bytes>) -> Self {
        Self::of(Content::Bytes(bytes.into()), Some(filename.into()))
    }

    /// A stream of bytes as a file with this name.
    ///
    /// It can be read once, so that there is no second attempt. Where the
    /// length is known, [`sized_stream`](Self::sized_stream) is better: not all
    /// servers take a body without one.
    ///
    /// ```no_run
    /// # async fn run(client: firecrawl_client::Client) -> Result<(), firecrawl_client::Error> {
    /// use firecrawl_client::Upload;
    ///
    /// let pieces = futures_util::stream::iter(["Lamp lit ", "at dusk."].map(Ok::<_, std::io::Error>));
    /// let page = client.parse(Upload::stream("notes.txt", pieces)).await?;
    /// println!("{:?}", page.markdown);
    /// # Ok(())
    /// # }
    /// ```
    pub fn stream<S, B, E>(filename: impl Into<String>, stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<Box<dyn StdError + Send + Sync>> + 'static,
    {
        Self::of(Content::stream(stream, None), Some(filename.into()))
    }

    /// A stream of so many bytes as a file with this name.
    ///
    /// It can be read once, so that there is no second attempt. More or fewer
    /// bytes than said are an error.
    pub fn sized_stream<S, B, E>(filename: impl Into<String>, bytes: u64, stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<Box<dyn StdError + Send + Sync>> + 'static,
    {
        Self::of(Content::stream(stream, Some(bytes)), Some(filename.into()))
    }

    /// Another name than that of the path; its extension says what kind of file it is.
    pub fn filename(mut self, filename: impl Into<String>) -> Self {
        self.filename = Some(filename.into());
        self
    }

    /// Another content type than the one that goes with the extension.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// What to return of the file, and how to read it.
    pub fn options(mut self, options: impl Into<ParseOptions>) -> Self {
        self.options = Some(options.into());
        self
    }

    fn of(content: Content, filename: Option<String>) -> Self {
        Self {
            content,
            filename,
            content_type: None,
            options: None,
        }
    }
}

impl From<&Path> for Upload {
    fn from(path: &Path) -> Self {
        Self::path(path)
    }
}

impl From<PathBuf> for Upload {
    fn from(path: PathBuf) -> Self {
        Self::path(path)
    }
}

impl From<&PathBuf> for Upload {
    fn from(path: &PathBuf) -> Self {
        Self::path(path)
    }
}

/// Shows where the bytes come from, not the bytes.
impl fmt::Debug for Upload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("content", &self.content)
            .field("filename", &self.filename)
            .field("content_type", &self.content_type)
            .field("options", &self.options)
            .finish()
    }
}
