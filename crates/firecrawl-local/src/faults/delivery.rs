//! Writes the bytes of a body.

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream::{self, StreamExt};

/// The maximum length of a chunk before a break: small enough to leave the connection's buffer.
const CHUNK: usize = 8 * 1024;
/// The time that the last chunk has to reach the socket.
const LINGER: Duration = Duration::from_millis(5);

/// The way in which the body of a response is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// At once.
    #[default]
    Whole,
    /// The connection breaks after so many bytes.
    CutAfter(usize),
    /// Nothing comes after so many bytes.
    StallAfter(usize),
    /// In chunks, with a pause between them.
    Drip {
        /// The bytes of a chunk.
        bytes: usize,
        /// The pause.
        every: Duration,
    },
    /// At once, and then the connection closes without having said so in a header.
    CloseAfter,
    /// Not at all: the connection closes without a byte.
    Dropped,
}

impl Delivery {
    /// Returns the content length to announce, if it is not that of the body.
    pub(crate) fn content_length(&self, real: usize) -> Option<usize> {
        match self {
            Self::CutAfter(bytes) | Self::StallAfter(bytes) => {
                Some(real.max(bytes.saturating_add(1)))
            }
            // The guard around the body hides its length.
            Self::CloseAfter => Some(real),
            Self::Whole | Self::Drip { .. } | Self::Dropped => None,
        }
    }
}

/// Returns the body that writes these bytes.
pub fn deliver(bytes: Bytes, delivery: &Delivery) -> Body {
    match *delivery {
        Delivery::Whole | Delivery::CloseAfter | Delivery::Dropped => Body::from(bytes),
        Delivery::CutAfter(count) => part(bytes, count, true),
        Delivery::StallAfter(count) => part(bytes, count, false),
        Delivery::Drip { bytes: size, every } => drip(bytes, size.max(1), every),
    }
}

fn part(bytes: Bytes, count: usize, breaks: bool) -> Body {
    let bytes = bytes.slice(..count.min(bytes.len()));
    let chunks = stream::iter(chunks(bytes, CHUNK)).map(Ok);
    let end = stream::once(async move {
        if !breaks {
            std::future::pending::<()>().await;
        }
        // A body that fails at once would also drop what the connection has not written yet.
        tokio::time::sleep(LINGER).await;
        Err(io::Error::other("a fault broke the connection"))
    });
    Body::from_stream(chunks.chain(end))
}

fn drip(bytes: Bytes, size: usize, every: Duration) -> Body {
    let chunks = chunks(bytes, size).enumerate();
    Body::from_stream(stream::iter(chunks).then(move |(index, chunk)| async move {
        if index > 0 {
            tokio::time::sleep(every).await;
        }
        Ok::<_, Infallible>(chunk)
    }))
}

fn chunks(mut bytes: Bytes, size: usize) -> impl Iterator<Item = Bytes> {
    std::iter::from_fn(move || {
        let length = size.min(bytes.len());
        (length > 0).then(|| bytes.split_to(length))
    })
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;

    use super::*;

    /// The pieces of a body, and whether it ended in an error.
    async fn written(bytes: &'static str, delivery: &Delivery) -> (Vec<String>, bool) {
        let mut body = deliver(Bytes::from_static(bytes.as_bytes()), delivery);
        let mut pieces = Vec::new();
        while let Some(frame) = body.frame().await {
            match frame {
                Ok(frame) => {
                    let piece = frame.into_data().unwrap();
                    pieces.push(String::from_utf8(piece.to_vec()).unwrap());
                }
                Err(_) => return (pieces, true),
            }
        }
        (pieces, false)
    }

    #[tokio::test]
    async fn a_body_comes_whole_by_default() {
        let delivery = Delivery::default();
        let (pieces, broken) = written("hello", &delivery).await;
        assert_eq!((pieces, broken), (vec!["hello".to_owned()], false));
        assert_eq!(delivery.content_length(5), None);
    }

    #[tokio::test]
    async fn a_cut_body_breaks_after_its_bytes_and_announces_more() {
        let delivery = Delivery::CutAfter(2);
        let (pieces, broken) = written("hello", &delivery).await;
        assert_eq!((pieces.concat().as_str(), broken), ("he", true));
        assert_eq!(delivery.content_length(5), Some(5));
    }

    #[tokio::test]
    async fn a_cut_beyond_the_end_is_still_a_break() {
        let delivery = Delivery::CutAfter(50);
        let (pieces, broken) = written("hello", &delivery).await;
        assert_eq!((pieces.concat().as_str(), broken), ("hello", true));
        assert_eq!(delivery.content_length(5), Some(51));
    }

    #[tokio::test]
    async fn a_cut_before_the_first_byte_has_no_piece() {
        let (pieces, broken) = written("hello", &Delivery::CutAfter(0)).await;
        assert_eq!((pieces.len(), broken), (0, true));
    }

    #[tokio::test]
    async fn a_stalled_body_neither_goes_on_nor_breaks() {
        let delivery = Delivery::StallAfter(2);
        let mut body = deliver(Bytes::from_static(b"hello"), &delivery);
        let first = body.frame().await.unwrap().unwrap();
        assert_eq!(first.into_data().unwrap(), "he");
        let more = tokio::time::timeout(LINGER * 4, body.frame());
        assert!(more.await.is_err());
        assert_eq!(delivery.content_length(5), Some(5));
    }

    #[tokio::test]
    async fn a_drip_comes_in_pieces_with_pauses() {
        let start = tokio::time::Instant::now();
        let every = Duration::from_millis(5);
        let (pieces, broken) = written("hello", &Delivery::Drip { bytes: 2, every }).await;
        assert_eq!(pieces, ["he", "ll", "o"]);
        assert!(!broken);
        assert!(start.elapsed() >= every * 2);
    }

    #[tokio::test]
    async fn a_drip_of_nothing_drips_single_bytes() {
        let (pieces, _) = written(
            "hey",
            &Delivery::Drip {
                bytes: 0,
                every: Duration::ZERO,
            },
        )
        .await;
        assert_eq!(pieces, ["h", "e", "y"]);
    }

    #[tokio::test]
    async fn a_close_leaves_the_body_alone() {
        let delivery = Delivery::CloseAfter;
        assert_eq!(written("hello", &delivery).await.0, ["hello"]);
    }
}
