//! All monitors of a server.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::monitor::Monitor;

/// How many monitors there can be.
const MOST: usize = 1000;

/// A monitor that operations and its running check share.
pub(super) type Shared = Arc<Mutex<Monitor>>;

/// The monitors, the oldest first.
#[derive(Default)]
pub struct Monitors {
    all: Mutex<Vec<(String, Shared)>>,
}

impl Monitors {
    /// Adds a monitor; `None` if there are too many.
    pub(super) fn add(&self, monitor: Monitor) -> Option<()> {
        let mut all = self.locked();
        if all.len() == MOST {
            return None;
        }
        all.push((monitor.id.clone(), Arc::new(Mutex::new(monitor))));
        Some(())
    }

    pub(super) fn get(&self, id: &str) -> Option<Shared> {
        let all = self.locked();
        let found = all.iter().find(|(known, _)| known.eq_ignore_ascii_case(id));
        found.map(|(_, monitor)| Arc::clone(monitor))
    }

    /// Takes a monitor out and gives it.
    pub(super) fn remove(&self, id: &str) -> Option<Shared> {
        let mut all = self.locked();
        let place = all
            .iter()
            .position(|(known, _)| known.eq_ignore_ascii_case(id))?;
        Some(all.remove(place).1)
    }

    /// The newest first.
    pub(super) fn page(&self, offset: usize, limit: usize) -> Vec<Shared> {
        self.locked()
            .iter()
            .rev()
            .skip(offset)
            .take(limit)
            .map(|(_, monitor)| Arc::clone(monitor))
            .collect()
    }

    fn locked(&self) -> MutexGuard<'_, Vec<(String, Shared)>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A lock that a panic elsewhere does not take away.
pub(super) fn locked(monitor: &Shared) -> MutexGuard<'_, Monitor> {
    monitor.lock().unwrap_or_else(PoisonError::into_inner)
}
