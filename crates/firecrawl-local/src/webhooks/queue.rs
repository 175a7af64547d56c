//! The queue of webhooks.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use bytes::Bytes;
use parking_lot::Mutex;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::deliver::Sender;
use super::target::{Event, WebhookTarget};
use crate::server::Tasks;
use crate::settings::Settings;

/// The bytes of bodies that may wait; events beyond them are dropped and counted.
const MAX_WAITING_BYTES: usize = 64 * 1024 * 1024;
/// The bytes that a delivery counts at least, which bounds the number of small ones.
const MIN_DELIVERY_BYTES: usize = 1024;

/// The number of webhooks by their outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Deliveries {
    /// Webhooks with a 2xx response.
    pub delivered: u64,
    /// Webhooks that failed, including the last retry.
    pub failed: u64,
    /// Webhooks that did not fit the queue.
    pub dropped: u64,
}

/// Sends events in the background, until it is dropped.
pub struct Webhooks {
    shared: Arc<Shared>,
}

/// A body on its way to a target.
pub(super) struct Delivery {
    pub(super) target: Arc<WebhookTarget>,
    pub(super) body: Bytes,
    /// Returns the space in the queue when the delivery ends.
    _space: OwnedSemaphorePermit,
}

struct Shared {
    sender: Sender,
    capacity: usize,
    space: Arc<Semaphore>,
    /// The deliveries by URL; a URL has an entry as long as a task works on it.
    waiting: Mutex<HashMap<String, VecDeque<Delivery>>>,
    tasks: Tasks,
    deliveries: Mutex<Deliveries>,
}

impl Webhooks {
    /// Creates the queue of a server.
    pub fn new(settings: &Settings) -> Self {
        Self::with_capacity(settings, MAX_WAITING_BYTES)
    }

    pub(super) fn with_capacity(settings: &Settings, capacity: usize) -> Self {
        Self {
            shared: Arc::new(Shared {
                sender: Sender::new(settings),
                capacity,
                space: Arc::new(Semaphore::new(capacity)),
                waiting: Mutex::default(),
                tasks: Tasks::default(),
                deliveries: Mutex::default(),
            }),
        }
    }

    /// Sends an event in the background, if there is a target that wants it.
    pub fn send<'a>(&self, target: impl Into<Option<&'a WebhookTarget>>, event: Event) {
        let Some(target) = target.into().filter(|target| target.wants(&event.name)) else {
            return;
        };
        let shared = &self.shared;
        let Some(delivery) = shared.delivery(target, event) else {
            shared.deliveries.lock().dropped += 1;
            return;
        };
        let url = target.url.clone();
        let mut waiting = shared.waiting.lock();
        if let Some(queue) = waiting.get_mut(&url) {
            queue.push_back(delivery);
            return;
        }
        waiting.insert(url.clone(), VecDeque::from([delivery]));
        drop(waiting);
        shared.tasks.spawn(work(Arc::clone(shared), url));
    }

    /// Returns the number of webhooks by their outcome.
    pub fn deliveries(&self) -> Deliveries {
        *self.shared.deliveries.lock()
    }

    #[cfg(test)]
    pub(super) fn shared_for_tests(&self) -> Arc<impl Sized + use<>> {
        Arc::clone(&self.shared)
    }
}

impl Drop for Webhooks {
    fn drop(&mut self) {
        // The tasks own the shared state, so they would not end by themselves.
        self.shared.tasks.stop();
    }
}

impl Shared {
    fn delivery(&self, target: &WebhookTarget, event: Event) -> Option<Delivery> {
        let body = serde_json::to_vec(&event.body(&target.metadata)).ok()?;
        let size = body.len().max(MIN_DELIVERY_BYTES).min(self.capacity);
        let space = Arc::clone(&self.space)
            .try_acquire_many_owned(u32::try_from(size).ok()?)
            .ok()?;
        Some(Delivery {
            target: Arc::new(target.clone()),
            body: Bytes::from(body),
            _space: space,
        })
    }

    /// Returns the next delivery to a URL; without one the URL's entry is removed.
    fn next(&self, url: &str) -> Option<Delivery> {
        let mut waiting = self.waiting.lock();
        let next = waiting.get_mut(url).and_then(VecDeque::pop_front);
        if next.is_none() {
            waiting.remove(url);
        }
        next
    }

    fn count(&self, delivered: bool) {
        let mut deliveries = self.deliveries.lock();
        deliveries.delivered += u64::from(delivered);
        deliveries.failed += u64::from(!delivered);
    }
}

/// Sends the deliveries to one URL. Retries are tasks of their own, so that they delay nothing.
async fn work(shared: Arc<Shared>, url: String) {
    while let Some(delivery) = shared.next(&url) {
        if shared.sender.attempt(&delivery).await {
            shared.count(true);
            continue;
        }
        let again = Arc::clone(&shared);
        shared.tasks.spawn(async move {
            let delivered = again.sender.retry(&delivery).await;
            again.count(delivered);
        });
    }
}
