//! The queues of faults, by operation.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use parking_lot::Mutex;

use super::fault::{Effect, QueuedFault};
use super::page_faults::Pages;

/// The faults of one server.
#[derive(Debug, Default)]
pub struct Faults {
    queues: Mutex<HashMap<String, VecDeque<Arc<Pending>>>>,
    pub(super) pages: Pages,
}

/// A fault that applies to further responses.
#[derive(Debug)]
pub struct Pending {
    pub(super) effect: Effect,
    /// The number of responses; `None` means all.
    left: Mutex<Option<u32>>,
}

impl Faults {
    /// Queues a fault for an operation; the faults of an operation are used one after the other.
    pub fn push(&self, operation: &str, fault: impl Into<QueuedFault>) {
        let QueuedFault { fault, times } = fault.into();
        let pending = Arc::new(Pending {
            effect: fault.0,
            left: Mutex::new(times),
        });
        let mut queues = self.queues.lock();
        let queue = queues.entry(operation.to_owned()).or_default();
        queue.push_back(pending);
    }

    /// Removes the faults of an operation.
    pub fn clear(&self, operation: &str) {
        self.queues.lock().remove(operation);
    }

    /// Returns the number of faults of an operation, including one that applies always.
    pub fn len(&self, operation: &str) -> usize {
        let queues = self.queues.lock();
        let queue = queues.get(operation).into_iter().flatten();
        queue.filter(|fault| !fault.is_used_up()).count()
    }

    /// Returns the fault for the next response.
    pub(super) fn take(&self, operation: &str) -> Option<Arc<Pending>> {
        let mut queues = self.queues.lock();
        let queue = queues.get_mut(operation)?;
        while let Some(first) = queue.front() {
            let usable = match first.effect {
                Effect::Json(_) => !first.is_used_up(),
                _ => first.try_use(),
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
        match &mut *self.left.lock() {
            None => true,
            Some(0) => false,
            Some(left) => {
                *left -= 1;
                true
            }
        }
    }

    fn is_used_up(&self) -> bool {
        *self.left.lock() == Some(0)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::faults::Fault;

    fn taken(faults: &Faults) -> Option<Fault> {
        let pending = faults.take("mapUrls");
        pending.map(|pending| Fault(pending.effect.clone()))
    }

    #[test]
    fn a_fault_is_used_once_unless_ordered_otherwise() {
        let faults = Faults::default();
        faults.push("mapUrls", Fault::reset());
        assert_eq!(taken(&faults), Some(Fault::reset()));
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
        let silence = Some(Fault::silence());
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
        assert_eq!(taken(&faults), Some(Fault::unknown_status()));
        assert!(first.try_use());
        assert!(!first.try_use());
        assert_eq!(taken(&faults), None);
    }
}
