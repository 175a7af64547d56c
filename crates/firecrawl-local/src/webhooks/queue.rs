//! What waits for delivery.

use std::collections::{HashMap, VecDeque};
use std::future::Future;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use tokio::runtime::Handle;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinSet;

use super::deliver::{Deliverer, Outcome};
use super::target::{Event, WebhookTarget};
use crate::settings::Settings;

/// How many bytes of bodies may wait; what comes above is dropped and counted.
const WAITING_BYTES: usize = 64 * 1024 * 1024;
/// What a delivery counts at least, which bounds the number of small ones.
const LEAST_BYTES: usize = 1024;

/// Delivers events in the background; what still waits ends when it is dropped.
pub struct Webhooks {
    shared: Arc<Shared>,
}

/// One body on its way to one address.
pub(super) struct Delivery {
    pub(super) target: Arc<WebhookTarget>,
    pub(super) body: Bytes,
    /// Gives the space in the queue back when the delivery ends.
    _space: OwnedSemaphorePermit,
}

struct Shared {
    deliverer: Deliverer,
    capacity: usize,
    space: Arc<Semaphore>,
    /// The deliveries by address; an address is there as long as a task works on it.
    waiting: Mutex<HashMap<String, VecDeque<Delivery>>>,
    /// `None` once the server has stopped.
    tasks: Mutex<Option<JoinSet<()>>>,
    delivered: AtomicU64,
    failed: AtomicU64,
    dropped: AtomicU64,
}

impl Webhooks {
    /// A deliverer with the server's secret.
    pub fn new(settings: &Settings) -> Result<Self, String> {
        Ok(Self::with_space(settings, WAITING_BYTES))
    }

    pub(super) fn with_space(settings: &Settings, capacity: usize) -> Self {
        Self {
            shared: Arc::new(Shared {
                deliverer: Deliverer::new(settings),
                capacity,
                space: Arc::new(Semaphore::new(capacity)),
                waiting: Mutex::default(),
                tasks: Mutex::new(Some(JoinSet::new())),
                delivered: AtomicU64::new(0),
                failed: AtomicU64::new(0),
                dropped: AtomicU64::new(0),
            }),
        }
    }

    /// Delivers an event, if the target wants it, without waiting for it.
    pub fn send(&self, target: &WebhookTarget, event: Event) {
        if !target.wants(&event.name) {
            return;
        }
        let shared = &self.shared;
        let Some(delivery) = shared.delivery(target, event) else {
            shared.dropped.fetch_add(1, Ordering::Relaxed);
            return;
        };
        let address = target.url.clone();
        let mut waiting = locked(&shared.waiting);
        if let Some(queue) = waiting.get_mut(&address) {
            queue.push_back(delivery);
            return;
        }
        waiting.insert(address.clone(), VecDeque::from([delivery]));
        drop(waiting);
        shared.spawn(work(Arc::clone(shared), address));
    }

    /// How many events were delivered and answered with a 2xx status.
    pub fn delivered(&self) -> u64 {
        self.shared.delivered.load(Ordering::Relaxed)
    }

    /// How many events were given up after the last try.
    pub fn failed(&self) -> u64 {
        self.shared.failed.load(Ordering::Relaxed)
    }

    /// How many events found no space in the queue.
    pub fn dropped(&self) -> u64 {
        self.shared.dropped.load(Ordering::Relaxed)
    }

    #[cfg(test)]
    pub(super) fn shared_for_tests(&self) -> Arc<impl Sized + use<>> {
        Arc::clone(&self.shared)
    }
}

impl Drop for Webhooks {
    fn drop(&mut self) {
        // The tasks hold what they share, so nothing of it would end by itself.
        let tasks = locked(&self.shared.tasks).take();
        drop(tasks);
    }
}

impl Shared {
    fn delivery(&self, target: &WebhookTarget, event: Event) -> Option<Delivery> {
        let body = serde_json::to_vec(&event.body(&target.metadata)).ok()?;
        let size = body.len().max(LEAST_BYTES).min(self.capacity);
        let space = Arc::clone(&self.space)
            .try_acquire_many_owned(u32::try_from(size).ok()?)
            .ok()?;
        Some(Delivery {
            target: Arc::new(target.clone()),
            body: Bytes::from(body),
            _space: space,
        })
    }

    fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let Ok(runtime) = Handle::try_current() else {
            return;
        };
        if let Some(tasks) = locked(&self.tasks).as_mut() {
            while tasks.try_join_next().is_some() {}
            tasks.spawn_on(task, &runtime);
        }
    }

    /// The next delivery for an address; the address is forgotten when there is none.
    fn next(&self, address: &str) -> Option<Delivery> {
        let mut waiting = locked(&self.waiting);
        let next = waiting.get_mut(address).and_then(VecDeque::pop_front);
        if next.is_none() {
            waiting.remove(address);
        }
        next
    }

    fn count(&self, outcome: Outcome) {
        let counter = match outcome {
            Outcome::Delivered => &self.delivered,
            Outcome::Failed => &self.failed,
        };
        counter.fetch_add(1, Ordering::Relaxed);
    }
}

/// Works off one address. A delivery that failed is repeated apart, so that it holds up nothing.
async fn work(shared: Arc<Shared>, address: String) {
    while let Some(delivery) = shared.next(&address) {
        match shared.deliverer.attempt(&delivery).await {
            Outcome::Failed if shared.deliverer.repeats() => {
                let again = Arc::clone(&shared);
                shared.spawn(async move {
                    let outcome = again.deliverer.repeat(&delivery).await;
                    again.count(outcome);
                });
            }
            outcome => shared.count(outcome),
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
