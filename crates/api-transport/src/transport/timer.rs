//! The time limits of an attempt: one timer, which is moved and not made anew for each wait.
//!
//! A timer takes a lock of the runtime when it is set and when it is dropped, and none
//! when it is moved to a later time.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;

use tokio::time::{Instant, Sleep};

/// Awaits a future; returns `None` if it is not ready at this time.
pub(super) async fn until<T>(
    time: Instant,
    mut timer: Pin<&mut Sleep>,
    future: impl Future<Output = T>,
) -> Option<T> {
    let mut future = pin!(future);
    poll_fn(|context| {
        if let Poll::Ready(value) = future.as_mut().poll(context) {
            return Poll::Ready(Some(value));
        }
        if timer.deadline() != time {
            timer.as_mut().reset(time);
        }
        timer.as_mut().poll(context).map(|()| None)
    })
    .await
}
