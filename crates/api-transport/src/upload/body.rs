//! The body of one attempt, piece by piece.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};

use super::content::{Opened, changed, unreadable, upload_error};
use crate::error::Error;

/// The number of bytes of a file that are read at once.
const PIECE: usize = 64 * 1024;

/// The error of a body that could not be sent to its end, shared with the sender.
pub(super) type SharedError = Arc<Mutex<Option<Error>>>;

/// The body of one attempt: head, file, tail.
pub(super) struct FormBody {
    head: Option<Bytes>,
    file: Option<Opened>,
    tail: Option<Bytes>,
    /// The bytes of the file that are still to come, if its length was declared.
    left: Option<u64>,
    error: SharedError,
}

/// Represents the error that is kept in [`SharedError`].
#[derive(Debug)]
pub(super) struct BrokenOff;

impl FormBody {
    pub fn new(
        head: Bytes,
        tail: Bytes,
        file: Opened,
        length: Option<u64>,
        error: SharedError,
    ) -> Self {
        Self {
            head: Some(head),
            file: Some(file),
            tail: Some(tail),
            left: length,
            error,
        }
    }

    /// Returns the next bytes of the file; `None` at its end.
    fn read(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        let piece = match &mut self.file {
            None => return Poll::Ready(None),
            Some(Opened::Bytes(bytes)) => Some(Ok(std::mem::take(bytes))),
            Some(Opened::Stream(pieces)) => {
                ready!(pieces.as_mut().poll_next(context)).map(|piece| {
                    piece.map_err(|cause| {
                        upload_error("the stream of the upload failed; see the cause")
                            .caused_by(cause)
                    })
                })
            }
            Some(Opened::File(file, path)) => {
                let mut buffer = vec![0; PIECE];
                let mut read = ReadBuf::new(&mut buffer);
                match ready!(Pin::new(file).poll_read(context, &mut read)) {
                    Ok(()) if read.filled().is_empty() => None,
                    Ok(()) => {
                        let length = read.filled().len();
                        buffer.truncate(length);
                        Some(Ok(Bytes::from(buffer)))
                    }
                    Err(error) => Some(Err(unreadable(path, error))),
                }
            }
        };
        Poll::Ready(match piece {
            Some(Ok(bytes)) => Some(self.count(bytes)),
            None if self.left.is_some_and(|left| left > 0) => Some(Err(self.other_length())),
            other => other,
        })
    }

    /// Counts bytes against the declared length.
    fn count(&mut self, bytes: Bytes) -> Result<Bytes, Error> {
        if let Some(left) = &mut self.left {
            let read = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
            match left.checked_sub(read) {
                Some(rest) => *left = rest,
                None => return Err(self.other_length()),
            }
        }
        if matches!(self.file, Some(Opened::Bytes(_))) {
            self.file = None;
        }
        Ok(bytes)
    }

    fn other_length(&self) -> Error {
        match &self.file {
            Some(Opened::File(_, path)) => changed(path),
            _ => upload_error("the stream of the upload does not have its declared length"),
        }
    }
}

impl Stream for FormBody {
    type Item = Result<Bytes, BrokenOff>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(head) = self.head.take() {
            return Poll::Ready(Some(Ok(head)));
        }
        match ready!(self.read(context)) {
            Some(Ok(bytes)) => Poll::Ready(Some(Ok(bytes))),
            Some(Err(error)) => {
                self.file = None;
                self.left = None;
                self.tail = None;
                *self.error.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
                Poll::Ready(Some(Err(BrokenOff)))
            }
            None => {
                self.file = None;
                Poll::Ready(self.tail.take().map(Ok))
            }
        }
    }
}

impl std::fmt::Display for BrokenOff {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the upload broke off")
    }
}

impl std::error::Error for BrokenOff {}

#[cfg(test)]
mod tests {
    use futures_util::StreamExt;

    use super::*;
    use crate::error::ErrorKind;

    /// Sends a file of ten bytes whose declared length differs.
    async fn sent(length: u64) -> (Vec<u8>, Option<Error>) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ten.txt");
        std::fs::write(&path, "0123456789").unwrap();
        let file = tokio::fs::File::open(&path).await.unwrap();
        let fault = SharedError::default();
        let (head, tail) = (Bytes::from_static(b"<"), Bytes::from_static(b">"));
        let file = Opened::File(file, path);
        let mut body = FormBody::new(head, tail, file, Some(length), Arc::clone(&fault));
        let mut all = Vec::new();
        while let Some(Ok(piece)) = body.next().await {
            all.extend_from_slice(&piece);
        }
        let fault = fault.lock().unwrap().take();
        (all, fault)
    }

    #[tokio::test]
    async fn a_whole_file_stands_between_head_and_tail() {
        let (all, fault) = sent(10).await;
        assert_eq!(all, b"<0123456789>");
        assert!(fault.is_none());
    }

    #[tokio::test]
    async fn a_file_that_shrinks_or_grows_on_the_way_is_a_fault() {
        for length in [0, 9, 11] {
            let (all, fault) = sent(length).await;
            assert!(!all.ends_with(b">"), "{length}");
            let fault = fault.unwrap();
            assert_eq!(fault.kind(), ErrorKind::Upload);
            assert!(fault.message().contains("ten.txt"), "{fault}");
        }
    }
}
