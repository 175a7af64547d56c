//! The bytes of a file, piece by piece.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::time::SystemTime;

use bytes::Bytes;
use futures_util::{Stream, TryStreamExt, stream};
use tokio::fs::File;
use tokio_util::io::ReaderStream;

use crate::error::{Error, ErrorKind};

/// The number of bytes of a file that are read at once.
const PIECE: usize = 64 * 1024;

/// The bytes of a file for one attempt.
pub(super) type Pieces = Pin<Box<dyn Stream<Item = Result<Bytes, Error>> + Send>>;

/// The source of the bytes of a file.
pub(super) enum Content {
    /// A path, and the stamp of the file at the first attempt.
    Path(PathBuf, Option<Stamp>),
    Bytes(Bytes),
    /// The stream until it is used, and its length.
    Stream(Option<Pieces>, Option<u64>),
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
        E: Into<Box<dyn StdError + Send + Sync>> + 'static,
    {
        let failed = "the stream of the upload failed; see the cause";
        let pieces = stream
            .map_ok(Into::into)
            .map_err(move |cause| upload_error(failed).caused_by(cause));
        Self::Stream(Some(Box::pin(pieces)), length)
    }

    /// Returns whether the bytes can be read more than once.
    pub fn is_repeatable(&self) -> bool {
        !matches!(self, Self::Stream(..))
    }

    /// Opens it for one attempt, with its length if that is known; `None` if it is used up.
    pub async fn open(&mut self) -> Result<Option<(Pieces, Option<u64>)>, Error> {
        Ok(match self {
            Self::Path(path, stamp) => {
                let (file, found) = open(path).await?;
                if stamp.replace(found).is_some_and(|before| before != found) {
                    return Err(changed(path));
                }
                Some((read(file, path.clone(), found.length), Some(found.length)))
            }
            Self::Bytes(bytes) => {
                let length = u64::try_from(bytes.len()).ok();
                // In pieces, as those of a file, so that it is seen to advance.
                let mut left = bytes.clone();
                let pieces = std::iter::from_fn(move || {
                    let piece = left.split_to(PIECE.min(left.len()));
                    (!piece.is_empty()).then_some(Ok(piece))
                });
                Some((Box::pin(stream::iter(pieces)) as Pieces, length))
            }
            Self::Stream(stream, length) => stream.take().map(|pieces| match *length {
                Some(length) => (exactly(pieces, length, other_length), Some(length)),
                None => (pieces, None),
            }),
        })
    }
}

async fn open(path: &Path) -> Result<(File, Stamp), Error> {
    let unreadable = |error| unreadable(path, error);
    // Checked first: opening a pipe would wait for its other end.
    let metadata = tokio::fs::metadata(path).await.map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(upload_error(format!(
            "`{}` is not a file; for a pipe use `Upload::stream`",
            path.display()
        )));
    }
    let file = File::open(path).await.map_err(unreadable)?;
    let metadata = file.metadata().await.map_err(unreadable)?;
    let stamp = Stamp {
        length: metadata.len(),
        modified: metadata.modified().ok(),
    };
    Ok((file, stamp))
}

/// Reads a file that must have this length.
fn read(file: File, path: PathBuf, length: u64) -> Pieces {
    let shown = path.clone();
    let pieces =
        ReaderStream::with_capacity(file, PIECE).map_err(move |error| unreadable(&shown, error));
    exactly(Box::pin(pieces), length, move || changed(&path))
}

/// Ends with an error where there are more or fewer bytes than this.
fn exactly(pieces: Pieces, length: u64, error: impl Fn() -> Error + Send + 'static) -> Pieces {
    let state = (pieces, length, error);
    Box::pin(stream::try_unfold(
        state,
        |(mut pieces, left, error)| async move {
            match pieces.try_next().await? {
                Some(piece) => {
                    let length = u64::try_from(piece.len()).unwrap_or(u64::MAX);
                    let left = left.checked_sub(length).ok_or_else(&error)?;
                    Ok(Some((piece, (pieces, left, error))))
                }
                None if left > 0 => Err(error()),
                None => Ok(None),
            }
        },
    ))
}

fn other_length() -> Error {
    upload_error("the stream of the upload does not have its declared length")
}

/// Returns the error of a file that is missing or cannot be read.
fn unreadable(path: &Path, source: io::Error) -> Error {
    upload_error(format!("`{}` cannot be read", path.display())).caused_by(source)
}

/// Returns the error of a file that changes during the upload.
fn changed(path: &Path) -> Error {
    upload_error(format!(
        "`{}` has changed while it was sent; send it again when it is complete",
        path.display()
    ))
}

/// Returns an error of an upload.
pub(super) fn upload_error(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Upload, message)
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Path(path, _) => f.debug_tuple("Path").field(path).finish(),
            Self::Bytes(bytes) => write!(f, "{} bytes", bytes.len()),
            Self::Stream(_, Some(length)) => write!(f, "a stream of {length} bytes"),
            Self::Stream(_, None) => f.write_str("a stream"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads a file of ten bytes whose declared length differs.
    async fn sent(length: u64) -> (Vec<u8>, Option<Error>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ten.txt");
        std::fs::write(&path, "0123456789").unwrap();
        let file = File::open(&path).await.unwrap();
        let mut pieces = read(file, path, length);
        let mut all = Vec::new();
        loop {
            match pieces.try_next().await {
                Ok(Some(piece)) => all.extend_from_slice(&piece),
                Ok(None) => return (all, None),
                Err(error) => return (all, Some(error)),
            }
        }
    }

    #[tokio::test]
    async fn a_whole_file_is_read() {
        let (all, error) = sent(10).await;
        assert_eq!(all, b"0123456789");
        assert!(error.is_none());
    }

    #[tokio::test]
    async fn a_file_that_shrinks_or_grows_on_the_way_is_a_fault() {
        for length in [0, 9, 11] {
            let (_, error) = sent(length).await;
            let error = error.unwrap();
            assert_eq!(error.kind(), ErrorKind::Upload);
            assert!(error.message().contains("ten.txt"), "{error}");
        }
    }
}
