//! The ids of results that later requests refer to.

use parking_lot::Mutex;

use crate::lru_cache::LruCache;

const MAX_IDS: usize = 50_000;

/// The newest ids, with the endpoint that made each.
#[derive(Default)]
pub struct Ids(Mutex<LruCache<(&'static str, String), (), MAX_IDS>>);

impl Ids {
    /// Adds the id of a result of an endpoint, such as `scrape`.
    pub fn add(&self, endpoint: &'static str, id: &str) {
        self.0.lock().insert((endpoint, id.to_lowercase()), (), 0);
    }

    /// Returns whether an endpoint has made a result with this id.
    pub fn contains(&self, endpoint: &'static str, id: &str) -> bool {
        self.0.lock().get(&(endpoint, id.to_lowercase())).is_some()
    }
}
