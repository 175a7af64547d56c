//! The queues of faults, by operation.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use parking_lot::Mutex;

use super::fault::{Fault, QueuedFault};
use super::page_faults::Pages;

/// The faults of one server.
#[derive(Debug, Default)]
pub struct Faults {
    queues: Mutex<HashMap<String, VecDeque<Arc<Pending>>>>,
    /// Requests to a server without faults do not lock.
    any: AtomicBool,
    pub(super) pages: Arc<Pages>,
}

/// A fault that applies to further responses.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) fault: Fault,
    left: Option<AtomicU32>,
}

impl Faults {
    /// Queues a fault for an operation; the faults of an operation are used one after the other.
    pub fn push(&self, operation: &str, fault: impl Into<QueuedFault>) {
        let QueuedFault { fault, times } = fault.into();
        let pending = Pending {
            fault,
            left: times.map(AtomicU32::new),
        };
        self.queues
            .lock()
            .entry(operation.to_owned())
            .or_default()
            .push_back(Arc::new(pending));
        self.any.store(true, Ordering::Release);
    }

    /// Removes the faults of an operation.
    pub fn clear(&self, operation: &str) {
        self.queues.lock().remove(operation);
    }

    /// Returns the number of faults of an operation, including one that applies always.
    pub fn len(&self, operation: &str) -> usize {
        self.queues.lock().get(operation).map_or(0, |queue| {
            queue.iter().filter(|fault| !fault.is_used_up()).count()
        })
    }

    /// Returns the fault for the next response.
    pub(super) fn take(&self, operation: &str) -> Option<Arc<Pending>> {
        if !self.any.load(Ordering::Acquire) {
            return None;
        }
        let mut queues = self.queues.lock();
        let queue = queues.get_mut(operation)?;
        while let Some(first) = queue.front() {
            let usable = if first.fault.is_conditional() {
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
}

impl Pending {
    /// Uses the fault for one response; `false` if it has been used as often as queued.
    pub(super) fn try_use(&self) -> bool {
        self.left.as_ref().is_none_or(|left| {
            left.fetch_update(Ordering::AcqRel, Ordering::Acquire, |count| {
                count.checked_sub(1)
            })
            .is_ok()
        })
    }

    fn is_used_up(&self) -> bool {
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
        faults.push("mapUrls", Fault::reset());
        assert_eq!(taken(&faults), Some(Fault::Reset));
        assert_eq!(taken(&faults), None);
    }

    #[test]
    fn several_are_used_in_order_and_as_often_as_ordered() {
        let faults = Faults::default();
        faults.push("mapUrls", Fault::status(503).times(2));
        faults.push("mapUrls", Fault::latency(Duration::ZERO).times(0));
        faults.push("mapUrls", Fault::silence().always());
        assert_eq!(faults.len("mapUrls"), 2);
        let seen: Vec<_> = (0..5).map(|_| taken(&faults)).collect();
        let rejected = Some(Fault::status(503));
        let silence = Some(Fault::Silence);
        assert_eq!(
            seen,
            [
                rejected.clone(),
                rejected,
                silence.clone(),
                silence.clone(),
                silence
            ]
        );
    }

    #[test]
    fn operations_do_not_share_faults_and_can_be_cleared() {
        let faults = Faults::default();
        faults.push("crawlUrls", Fault::reset().always());
        assert_eq!(taken(&faults), None);
        assert_eq!(faults.len("crawlUrls"), 1);
        faults.clear("crawlUrls");
        assert!(faults.take("crawlUrls").is_none());
    }

    #[test]
    fn a_fault_that_needs_its_answer_stays_until_it_was_used() {
        let faults = Faults::default();
        faults.push("mapUrls", Fault::unknown_status());
        let first = faults.take("mapUrls").unwrap();
        assert_eq!(taken(&faults), Some(Fault::UnknownStatus));
        assert!(first.try_use());
        assert!(!first.try_use());
        assert_eq!(taken(&faults), None);
    }
}
