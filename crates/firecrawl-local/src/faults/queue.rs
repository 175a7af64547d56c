//! The queues of faults, by operation.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use std::time::{Duration, Instant};

use parking_lot::Mutex;

use super::fault::{Effect, JsonFault, QueuedFault, Share, WatchFault};
use super::page_faults::Pages;

const SECOND: Duration = Duration::from_secs(1);

/// The faults of one server.
#[derive(Debug, Default)]
pub struct Faults {
    queues: Mutex<HashMap<String, VecDeque<Arc<Pending>>>>,
    /// The faults of live watches, which other requests of the operation do not use up.
    watches: Mutex<HashMap<String, VecDeque<Arc<Pending>>>>,
    pub(super) pages: Pages,
}

/// A fault that applies to further responses.
#[derive(Debug)]
pub struct Pending {
    pub(super) effects: Vec<Effect>,
    share: Share,
    /// The number of responses; `None` means all.
    left: Mutex<Option<u32>>,
    /// The number of requests so far, for a rate since the beginning of a second.
    seen: Mutex<(u32, Instant)>,
}

impl Faults {
    /// Queues a fault for an operation; the faults of an operation are used one after the other.
    pub fn push(&self, operation: &str, fault: impl Into<QueuedFault>) {
        let QueuedFault {
            fault,
            times,
            share,
        } = fault.into();
        let pending = Arc::new(Pending {
            effects: fault.0,
            share,
            left: Mutex::new(times),
            seen: Mutex::new((0, Instant::now())),
        });
        let is_watch = pending.watch_fault().is_some();
        let queues = if is_watch {
            &self.watches
        } else {
            &self.queues
        };
        let mut queues = queues.lock();
        let queue = queues.entry(operation.to_owned()).or_default();
        queue.push_back(pending);
    }

    /// Removes the faults of an operation.
    pub fn clear(&self, operation: &str) {
        self.queues.lock().remove(operation);
        self.watches.lock().remove(operation);
    }

    /// Returns the number of faults of an operation, including one that applies always.
    pub fn len(&self, operation: &str) -> usize {
        let left = |queues: &Mutex<HashMap<String, VecDeque<Arc<Pending>>>>| {
            let queues = queues.lock();
            let queue = queues.get(operation).into_iter().flatten();
            queue.filter(|fault| !fault.is_used_up()).count()
        };
        left(&self.queues) + left(&self.watches)
    }

    /// Returns the fault of the next live watch.
    pub fn take_watch(&self, operation: &str) -> Option<WatchFault> {
        let watches = self.watches.lock();
        let mut queue = watches.get(operation)?.iter();
        let next = queue.find(|fault| !fault.is_used_up())?;
        let is_usable = next.is_due(Instant::now()) && next.try_use();
        next.watch_fault().filter(|_| is_usable).cloned()
    }

    /// Returns the fault for the next response.
    pub(super) fn take(&self, operation: &str) -> Option<Arc<Pending>> {
        let mut queues = self.queues.lock();
        let queue = queues.get_mut(operation)?;
        while let Some(first) = queue.front() {
            if !first.is_used_up() {
                // A fault in the JSON is used once it has found something to change.
                let usable = first.is_due(Instant::now())
                    && (first.json_faults().next().is_some() || first.try_use());
                return usable.then(|| Arc::clone(first));
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

    fn watch_fault(&self) -> Option<&WatchFault> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Watch(fault) => Some(fault),
            _ => None,
        })
    }

    pub(super) fn json_faults(&self) -> impl Iterator<Item = &JsonFault> {
        self.effects.iter().filter_map(|effect| match effect {
            Effect::Json(fault) => Some(fault),
            _ => None,
        })
    }

    /// Counts a request, and returns whether its response is in the fault's share.
    fn is_due(&self, now: Instant) -> bool {
        let mut seen = self.seen.lock();
        if matches!(self.share, Share::Above(_)) && now.duration_since(seen.1) >= SECOND {
            *seen = (0, now);
        }
        seen.0 = seen.0.wrapping_add(1);
        match self.share {
            Share::All => true,
            Share::Every(nth) => seen.0.is_multiple_of(nth),
            Share::Above(count) => seen.0 > count,
        }
    }

    fn is_used_up(&self) -> bool {
        *self.left.lock() == Some(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::faults::Fault;

    fn taken(faults: &Faults) -> Option<Fault> {
        let pending = faults.take("mapUrls");
        pending.map(|pending| Fault(pending.effects.clone()))
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
    #[test]
    fn a_share_of_the_responses_has_the_fault() {
        let faults = Faults::default();
        faults.push("mapUrls", Fault::reset().every(3));
        let seen = (0..7).map(|_| taken(&faults).is_some());
        let expected = [false, false, true, false, false, true, false];
        assert_eq!(seen.collect::<Vec<_>>(), expected);
        assert_eq!(faults.len("mapUrls"), 1);
    }

    #[test]
    fn a_rate_has_the_fault_beyond_it_in_each_second() {
        let faults = Faults::default();
        faults.push("mapUrls", Fault::reset().above(2));
        let pending = Arc::clone(&faults.queues.lock()["mapUrls"][0]);
        let start = Instant::now() + SECOND;
        for second in 0..3 {
            let seen = (0..4).map(|_| pending.is_due(start + SECOND * second));
            assert_eq!(seen.collect::<Vec<_>>(), [false, false, true, true]);
        }
    }
}
