//! Where the bytes of a file come from.

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

/// Where the bytes of a file come from.
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

/// What must be the same each time a file is opened.
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
        Self::Stream(Some(Box::pin(Plain(Box::pin(stream)))), length)
    }

    /// Whether the bytes can be had more than once.
    pub fn repeats(&self) -> bool {
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
    // Looking first: to open a pipe would wait for its other end.
    let metadata = tokio::fs::metadata(path)
        .await
        .map_err(|error| unreadable(path, error))?;
    if !metadata.is_file() {
        return Err(fault(format!(
            "`{}` is no file; for pipes and the like use `Upload::stream`",
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

/// The error of a file that is not there or cannot be read.
pub(super) fn unreadable(path: &Path, source: io::Error) -> Error {
    fault(format!("`{}` cannot be read", path.display())).caused_by(source)
}

/// The error of a file that does not hold still.
pub(super) fn changed(path: &Path) -> Error {
    fault(format!(
        "`{}` has changed while it was sent; send it again when it is complete",
        path.display()
    ))
}

/// An error of what is uploaded.
pub(super) fn fault(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Upload, message)
}

/// A stream of whatever can become bytes.
struct Plain<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Plain<S>
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
