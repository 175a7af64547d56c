//! All monitors of a server.

use std::sync::Arc;

use indexmap::IndexMap;
use parking_lot::Mutex;

use super::monitor::Monitor;
use crate::request::Request;
use crate::response::Response;

/// The maximum number of monitors.
const MAX_MONITORS: usize = 1000;

/// A monitor that operations and its running check share.
pub(super) type Shared = Arc<Mutex<Monitor>>;

/// The monitors, the oldest first.
#[derive(Default)]
pub struct Monitors(Mutex<IndexMap<String, Shared>>);

impl Monitors {
    /// Adds a monitor; `false` if there are too many.
    pub(super) fn add(&self, monitor: Monitor) -> bool {
        let mut monitors = self.0.lock();
        if monitors.len() == MAX_MONITORS {
            return false;
        }
        monitors.insert(monitor.id.clone(), Arc::new(Mutex::new(monitor)));
        true
    }

    /// Finds the monitor that a path names.
    pub(super) fn find(&self, request: &Request) -> Result<Shared, Box<Response>> {
        let id = request.path_param("monitorId").to_ascii_lowercase();
        let found = self.0.lock().get(&id).cloned();
        found.ok_or_else(|| Response::error(404, "Monitor not found").into())
    }

    /// Removes a monitor.
    pub(super) fn remove(&self, id: &str) {
        self.0.lock().shift_remove(id);
    }

    /// Returns a page of the monitors, the newest first.
    pub(super) fn page(&self, offset: usize, limit: usize) -> Vec<Shared> {
        let monitors = self.0.lock();
        let newest_first = monitors.values().rev();
        newest_first.skip(offset).take(limit).cloned().collect()
    }
}
