//! The faults in order, by operation.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use super::fault::{Fault, QueuedFault};
use super::page_faults::Pages;

/// The faults in order, by operation.
#[derive(Debug, Default)]
pub struct Faults {
    queues: Mutex<HashMap<String, VecDeque<Arc<Pending>>>>,
    /// Spares the calls of a server without faults the lock.
    any: AtomicBool,
    pub(super) pages: Arc<Pages>,
}

/// A fault that has answers left to spoil.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) fault: Fault,
    left: Option<AtomicU32>,
}

impl Faults {
    /// Orders a fault for an operation, by its operationId; several are used one after the other.
    pub fn order(&self, operation: &str, fault: impl Into<QueuedFault>) {
        let QueuedFault { fault, times } = fault.into();
        let pending = Pending {
            fault,
            left: times.map(AtomicU32::new),
        };
        self.lock()
            .entry(operation.to_owned())
            .or_default()
            .push_back(Arc::new(pending));
        self.any.store(true, Ordering::Release);
    }

    /// Takes back what is still in order for an operation.
    pub fn clear(&self, operation: &str) {
        self.lock().remove(operation);
    }

    /// How many faults are still in order for an operation; one that is for always counts too.
    pub fn left(&self, operation: &str) -> usize {
        self.lock().get(operation).map_or(0, |queue| {
            queue.iter().filter(|fault| !fault.is_used_up()).count()
        })
    }

    /// The fault for the response that comes next.
    pub(super) fn take(&self, operation: &str) -> Option<Arc<Pending>> {
        if !self.any.load(Ordering::Acquire) {
            return None;
        }
        let mut queues = self.lock();
        let queue = queues.get_mut(operation)?;
        while let Some(first) = queue.front() {
            let usable = if first.fault.waits_for_its_answer() {
                !first.is_used_up()
            } else {
                first.try_use()
            };
            if usable {
                return Some(Arc::clone(first));
            }
            queue.pop_front();
        }
        queues.remove(operation);
        None
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, VecDeque<Arc<Pending>>>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Pending {
    /// Uses it for one response; `false` if it was used as often as ordered.
    pub(super) fn try_use(&self) -> bool {
        self.left.as_ref().is_none_or(|left| {
            left.fetch_update(Ordering::AcqRel, Ordering::Acquire, |count| {
                count.checked_sub(1)
            })
            .is_ok()
        })
    }

    pub(super) fn is_used_up(&self) -> bool {
        self.left
            .as_ref()
            .is_some_and(|left| left.load(Ordering::Acquire) == 0)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn taken(faults: &Faults) -> Option<Fault> {
        faults.take("mapUrls").map(|pending| pending.fault.clone())
    }

    #[test]
    fn a_fault_is_used_once_unless_ordered_otherwise() {
        let faults = Faults::default();
        faults.order("mapUrls", Fault::reset());
        assert_eq!(taken(&faults), Some(Fault::Reset));
        assert_eq!(taken(&faults), None);
    }

    #[test]
    fn several_are_used_in_order_and_as_often_as_ordered() {
        let faults = Faults::default();
        faults.order("mapUrls", Fault::status(503).times(2));
        faults.order("mapUrls", Fault::latency(Duration::ZERO).times(0));
        faults.order("mapUrls", Fault::silence().always());
        assert_eq!(faults.left("mapUrls"), 2);
        let seen: Vec<_> = (0..5).map(|_| taken(&faults)).collect();
        let refused = Some(Fault::status(503));
        let silence = Some(Fault::Silence);
        assert_eq!(
            seen,
            [
                refused.clone(),
                refused,
                silence.clone(),
                silence.clone(),
                silence
            ]
        );
    }

    #[test]
    fn operations_do_not_share_faults_and_can_be_cleared() {
        let faults = Faults::default();
        faults.order("crawlUrls", Fault::reset().always());
        assert_eq!(taken(&faults), None);
        assert_eq!(faults.left("crawlUrls"), 1);
        faults.clear("crawlUrls");
        assert!(faults.take("crawlUrls").is_none());
    }

    #[test]
    fn a_fault_that_needs_its_answer_stays_until_it_was_used() {
        let faults = Faults::default();
        faults.order("mapUrls", Fault::unknown_status());
        let first = faults.take("mapUrls").unwrap();
        assert_eq!(taken(&faults), Some(Fault::UnknownStatus));
        assert!(first.try_use());
        assert!(!first.try_use());
        assert_eq!(taken(&faults), None);
    }
}
