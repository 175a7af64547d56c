//! The wait for the moment to send a request: for the pace of its operation, and for a place in flight.

use std::time::{Duration, Instant};

use tokio::time::timeout;

use super::retry_loop::RetryLoop;
use crate::retry::{OperationPace, Permit, Slot};

impl<'a> RetryLoop<'a> {
    /// Waits until the request may be sent; `None` if the total time does not suffice.
    ///
    /// While the rate is limited, the first request in line waits for the time of its slot, and then
    /// for its place in flight, so that the requests behind it keep their distance. A rejected
    /// request passes the time of its 429, so that it waits exactly as long as asked.
    pub async fn turn<'p>(
        &mut self,
        pace: &'p OperationPace,
        rejected_at: Option<Instant>,
    ) -> Option<Turn<'p>>
    where
        'a: 'p,
    {
        let client = self.client;
        let clock = client.clock();
        let is_off = client.retry().attempts == 1;
        if is_off || !pace.is_limited() {
            let first = match is_off {
                true => None,
                false => self.start(pace).await?,
            };
            let in_flight = self.in_flight().await?;
            // The limit may have become known in the meantime.
            if is_off || !pace.is_limited() {
                let slot = pace.take_now(clock.now());
                return Some(Turn::new(slot, [first, in_flight]));
            }
        }
        let began = clock.now();
        let (_turn, mut now) = match pace.turn.try_lock() {
            Ok(turn) => (turn, rejected_at.unwrap_or(began)),
            Err(_) => {
                let turn = within(self.left(), pace.turn.lock()).await?;
                (turn, clock.now())
            }
        };
        let mut waited = now > began;
        let slot = loop {
            match pace.take(now, waited) {
                Ok(slot) => break Some(slot),
                Err(wait) if self.left().is_some_and(|left| left <= wait) => {
                    // A call that cannot wait has its own response, if it has none yet.
                    break (self.state.attempts == 0).then(|| pace.take_now(now));
                }
                Err(wait) => clock.sleep(wait).await,
            }
            (now, waited) = (clock.now(), true);
        };
        self.state.rate_limit_wait += clock.now().saturating_duration_since(began);
        Some(Turn::new(slot?, [None, self.in_flight().await?]))
    }

    /// Waits for a place among the first requests of an operation, whose limit is unknown.
    async fn start<'p>(&mut self, pace: &'p OperationPace) -> Option<Permit<'p>> {
        match pace.try_start() {
            Some(permit) => Some(permit),
            None => self.waiting(pace.start()).await,
        }
    }

    /// Waits for a place among the requests in flight, if their number is limited.
    async fn in_flight(&mut self) -> Option<Permit<'a>> {
        let Some(semaphore) = &self.client.shared.in_flight else {
            return Some(None);
        };
        match semaphore.try_acquire() {
            Ok(permit) => Some(Some(permit)),
            // It is never closed.
            Err(_) => self.waiting(semaphore.acquire()).await.map(Result::ok),
        }
    }

    /// Awaits a place, and counts the time.
    async fn waiting<T>(&mut self, place: impl Future<Output = T>) -> Option<T> {
        let clock = self.client.clock();
        let began = clock.now();
        let place = within(self.left(), place).await;
        self.state.in_flight_wait += clock.now().saturating_duration_since(began);
        place
    }
}

/// Awaits a future; `None` if a time is over first.
///
/// It is real time, since other requests are waited for, whose limits are real time too.
async fn within<T>(left: Option<Duration>, future: impl Future<Output = T>) -> Option<T> {
    match left {
        Some(left) => timeout(left, future).await.ok(),
        None => Some(future.await),
    }
}

/// The permission to send a request, and its places until its attempt ends.
pub(super) struct Turn<'p> {
    slot: Slot,
    _places: [Permit<'p>; 2],
}

impl<'p> Turn<'p> {
    fn new(slot: Slot, places: [Permit<'p>; 2]) -> Self {
        Self {
            slot,
            _places: places,
        }
    }

    /// Frees the places of an attempt that ended.
    pub fn end(self) -> Slot {
        self.slot
    }
}
