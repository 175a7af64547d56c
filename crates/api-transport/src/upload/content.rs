//! The source of the bytes of a file.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::SystemTime;

use bytes::Bytes;
use futures_core::Stream;
use tokio::fs::File;

use crate::error::{Error, ErrorKind};

pub(super) type Cause = Box<dyn StdError + Send + Sync>;
pub(super) type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, Cause>> + Send>>;

/// The source of the bytes of a file.
pub(super) enum Content {
    Path(PathBuf),
    Bytes(Bytes),
    /// The stream until it is used, and its length.
    Stream(Option<Pieces>, Option<u64>),
}

/// The bytes of one attempt.
pub(super) enum Opened {
    File(File, PathBuf),
    Bytes(Bytes),
    Stream(Pieces),
}

/// The properties of a file that must be the same each time it is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
}

impl Content {
    pub fn stream<S, B, E>(stream: S, length: Option<u64>) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<Cause> + 'static,
    {
        Self::Stream(Some(Box::pin(IntoBytes(Box::pin(stream)))), length)
    }

    /// Returns whether the bytes can be read more than once.
    pub fn is_repeatable(&self) -> bool {
        !matches!(self, Self::Stream(..))
    }

    /// Opens it for one attempt, with its length if that is known; `None` if it is used up.
    pub async fn open(
        &mut self,
        stamp: &mut Option<Stamp>,
    ) -> Result<Option<(Opened, Option<u64>)>, Error> {
        match self {
            Self::Path(path) => {
                let (file, found) = open(path).await?;
                if stamp.is_some_and(|before| before != found) {
                    return Err(changed(path));
                }
                *stamp = Some(found);
                let opened = Opened::File(file, path.clone());
                Ok(Some((opened, Some(found.length))))
            }
            Self::Bytes(bytes) => {
                let length = u64::try_from(bytes.len()).ok();
                Ok(Some((Opened::Bytes(bytes.clone()), length)))
            }
            Self::Stream(stream, length) => Ok(stream
                .take()
                .map(|stream| (Opened::Stream(stream), *length))),
        }
    }
}

async fn open(path: &Path) -> Result<(File, Stamp), Error> {
    // Checked first: opening a pipe would wait for its other end.
    let metadata = tokio::fs::metadata(path)
        .await
        .map_err(|error| unreadable(path, error))?;
    if !metadata.is_file() {
        return Err(upload_error(format!(
            "`{}` is not a file; for a pipe use `Upload::stream`",
            path.display()
        )));
    }
    let file = File::open(path)
        .await
        .map_err(|error| unreadable(path, error))?;
    let metadata = file
        .metadata()
        .await
        .map_err(|error| unreadable(path, error))?;
    let stamp = Stamp {
        length: metadata.len(),
        modified: metadata.modified().ok(),
    };
    Ok((file, stamp))
}

/// Returns the error of a file that is missing or cannot be read.
pub(super) fn unreadable(path: &Path, source: io::Error) -> Error {
    upload_error(format!("`{}` cannot be read", path.display())).caused_by(source)
}

/// Returns the error of a file that changes during the upload.
pub(super) fn changed(path: &Path) -> Error {
    upload_error(format!(
        "`{}` has changed while it was sent; send it again when it is complete",
        path.display()
    ))
}

/// Returns an error of an upload.
pub(super) fn upload_error(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Upload, message)
}

/// A stream of items that can be converted into bytes.
struct IntoBytes<S>(Pin<Box<S>>);

impl<S, B, E> Stream for IntoBytes<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<Cause>,
{
    type Item = Result<Bytes, Cause>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0
            .as_mut()
            .poll_next(context)
            .map(|piece| piece.map(|piece| piece.map(Into::into).map_err(Into::into)))
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path) => f.debug_tuple("Path").field(path).finish(),
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Stream(_, Some(length)) => write!(f, "a stream of {length} bytes"),
            Self::Stream(_, None) => f.write_str("a stream"),
        }
    }
}
