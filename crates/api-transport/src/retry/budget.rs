//! A budget against retry storms.

use std::sync::atomic::{AtomicU32, Ordering};

/// The deposit of a successful call, in hundredths of a retry.
const DEPOSIT: u32 = 10;

/// The cost of a retry, in hundredths of a retry.
const COST: u32 = 100;

/// The retries that all clones of a client may make beyond a tenth of their calls.
///
/// When a service is down, every call fails, and retries multiply the load
/// that it must recover under. The budget lets occasional failures be retried
/// freely and stops the multiplication when nothing succeeds any more.
#[derive(Debug)]
pub(crate) struct Budget {
    left: AtomicU32,
    full: u32,
}

impl Budget {
    /// Creates a budget of a number of retries at once; `None` does not limit them.
    pub fn new(retries: Option<u32>) -> Self {
        let full = retries.map_or(u32::MAX, |retries| retries.saturating_mul(COST));
        Self {
            left: AtomicU32::new(full),
            full,
        }
    }

    /// Takes one retry, if there is one left.
    pub fn take(&self) -> bool {
        let take = |left: u32| match self.full {
            u32::MAX => Some(left),
            _ => left.checked_sub(COST),
        };
        self.left
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, take)
            .is_ok()
    }

    /// Returns whether a retry is left at this moment.
    pub fn has_one(&self) -> bool {
        self.left.load(Ordering::Relaxed) >= COST
    }

    /// Notes a successful call.
    pub fn deposit(&self) {
        // No shared write on the common path, where the budget is full.
        if self.left.load(Ordering::Relaxed) < self.full {
            let _ = self
                .left
                .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| {
                    Some(left.saturating_add(DEPOSIT).min(self.full))
                });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_budget_stops_retries_until_calls_work_out() {
        let budget = Budget::new(Some(2));
        assert!(budget.take() && budget.take() && !budget.take());
        (0..9).for_each(|_| budget.deposit());
        assert!(!budget.take());
        budget.deposit();
        assert!(budget.take() && !budget.take());
    }

    #[test]
    fn it_never_grows_beyond_its_size() {
        let budget = Budget::new(Some(1));
        (0..100).for_each(|_| budget.deposit());
        assert!(budget.take() && !budget.take());
    }

    #[test]
    fn none_does_not_limit() {
        let budget = Budget::new(None);
        assert!((0..1000).all(|_| budget.take()));
    }
}
