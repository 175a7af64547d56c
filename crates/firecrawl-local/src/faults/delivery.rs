//! How the bytes of a body go out.

use std::convert::Infallible;
use std::io;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream::{self, StreamExt};

/// How the body of an response is written.
#[derive(Clone, Debug, Default)]
pub struct Delivery {
    way: Way,
}

#[derive(Clone, Debug, Default)]
enum Way {
    #[default]
    Whole,
    CutAfter(usize),
    Drip {
        bytes: usize,
        every: Duration,
    },
    CloseAfter,
}

impl Delivery {
    /// The connection breaks after so many bytes of the body.
    pub(super) fn cut_after(bytes: usize) -> Self {
        Self {
            way: Way::CutAfter(bytes),
        }
    }

    /// Pieces of so many bytes, with a pause between them.
    pub(super) fn drip(bytes: usize, every: Duration) -> Self {
        Self {
            way: Way::Drip { bytes, every },
        }
    }

    /// The connection closes once the body is out.
    pub(super) fn close_after() -> Self {
        Self {
            way: Way::CloseAfter,
        }
    }

    /// The content length to announce in place of the real one.
    pub fn content_length_lie(&self, real: usize) -> Option<usize> {
        match self.way {
            Way::CutAfter(bytes) => Some(real.max(bytes.saturating_add(1))),
            _ => None,
        }
    }

    /// Whether the connection closes after this response, without `connection: close` in its head.
    pub fn closes(&self) -> bool {
        matches!(self.way, Way::CloseAfter)
    }
}

/// The body that writes these bytes in the way ordered.
pub fn deliver(bytes: Bytes, delivery: &Delivery) -> Body {
    match delivery.way {
        Way::Whole | Way::CloseAfter => Body::from(bytes),
        Way::CutAfter(count) => cut(bytes.slice(..count.min(bytes.len()))),
        Way::Drip { bytes: size, every } => drip(bytes, size.max(1), every),
    }
}

/// What a piece holds at most: small enough to leave the connection's buffer before the break.
const PIECE: usize = 8 * 1024;
/// The time that the last piece has to reach the socket.
const LINGER: Duration = Duration::from_millis(5);

fn cut(bytes: Bytes) -> Body {
    let pieces = stream::iter(pieces(bytes, PIECE)).map(Ok);
    // A body that fails at once takes down what the connection has not yet written.
    let end = stream::once(async {
        tokio::time::sleep(LINGER).await;
        Err(io::Error::other("the connection was ordered to break"))
    });
    Body::from_stream(pieces.chain(end))
}

fn drip(bytes: Bytes, size: usize, every: Duration) -> Body {
    let pieces = pieces(bytes, size).enumerate();
    Body::from_stream(stream::iter(pieces).then(move |(index, piece)| async move {
        if index > 0 {
            tokio::time::sleep(every).await;
        }
        Ok::<_, Infallible>(piece)
    }))
}

fn pieces(bytes: Bytes, size: usize) -> impl Iterator<Item = Bytes> {
    let count = bytes.len().div_ceil(size);
    (0..count).map(move |index| {
        let start = index * size;
        bytes.slice(start..(start + size).min(bytes.len()))
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
        assert_eq!(delivery.content_length_lie(5), None);
        assert!(!delivery.closes());
    }

    #[tokio::test]
    async fn a_cut_body_breaks_after_its_bytes_and_announces_more() {
        let delivery = Delivery::cut_after(2);
        let (pieces, broken) = written("hello", &delivery).await;
        assert_eq!((pieces.concat().as_str(), broken), ("he", true));
        assert_eq!(delivery.content_length_lie(5), Some(5));
    }

    #[tokio::test]
    async fn a_cut_beyond_the_end_is_still_a_break() {
        let delivery = Delivery::cut_after(50);
        let (pieces, broken) = written("hello", &delivery).await;
        assert_eq!((pieces.concat().as_str(), broken), ("hello", true));
        assert_eq!(delivery.content_length_lie(5), Some(51));
    }

    #[tokio::test]
    async fn a_cut_before_the_first_byte_has_no_piece() {
        let (pieces, broken) = written("hello", &Delivery::cut_after(0)).await;
        assert_eq!((pieces.len(), broken), (0, true));
    }

    #[tokio::test]
    async fn a_drip_comes_in_pieces_with_pauses() {
        let start = tokio::time::Instant::now();
        let every = Duration::from_millis(5);
        let (pieces, broken) = written("hello", &Delivery::drip(2, every)).await;
        assert_eq!(pieces, ["he", "ll", "o"]);
        assert!(!broken);
        assert!(start.elapsed() >= every * 2);
    }

    #[tokio::test]
    async fn a_drip_of_nothing_drips_single_bytes() {
        let (pieces, _) = written("hey", &Delivery::drip(0, Duration::ZERO)).await;
        assert_eq!(pieces, ["h", "e", "y"]);
    }

    #[tokio::test]
    async fn a_close_leaves_the_body_alone() {
        let delivery = Delivery::close_after();
        assert_eq!(written("hello", &delivery).await.0, ["hello"]);
        assert!(delivery.closes());
    }
}
