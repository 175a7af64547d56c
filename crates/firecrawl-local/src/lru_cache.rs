//! A cache that drops the least recently used entries.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// Values by key, with a limit of their number and of their bytes.
#[derive(Debug)]
pub struct LruCache<K, V, const ENTRIES: usize, const BYTES: usize = { usize::MAX }> {
    /// The values with their sizes and the time of their last use.
    entries: HashMap<K, (V, usize, u64)>,
    /// The keys by the time of their last use.
    order: BTreeMap<u64, K>,
    clock: u64,
    bytes: usize,
}

impl<K, V, const ENTRIES: usize, const BYTES: usize> Default for LruCache<K, V, ENTRIES, BYTES> {
    fn default() -> Self {
        Self {
            entries: HashMap::new(),
            order: BTreeMap::new(),
            clock: 0,
            bytes: 0,
        }
    }
}

impl<K, V, const ENTRIES: usize, const BYTES: usize> LruCache<K, V, ENTRIES, BYTES>
where
    K: Clone + Eq + Hash,
    V: Clone,
{
    /// Returns a value, which counts as used now.
    pub fn get(&mut self, key: &K) -> Option<V> {
        let (value, bytes) = self.remove(key)?;
        self.insert(key.clone(), value.clone(), bytes);
        Some(value)
    }

    /// Inserts a value of a size; one that is larger than the cache is not kept.
    pub fn insert(&mut self, key: K, value: V, bytes: usize) {
        self.remove(&key);
        if bytes > BYTES {
            return;
        }
        self.clock += 1;
        self.bytes += bytes;
        self.order.insert(self.clock, key.clone());
        self.entries.insert(key, (value, bytes, self.clock));
        while (self.bytes > BYTES || self.entries.len() > ENTRIES)
            && let Some(oldest) = self.order.values().next().cloned()
        {
            self.remove(&oldest);
        }
    }

    /// Removes a value and returns it with its size.
    pub fn remove(&mut self, key: &K) -> Option<(V, usize)> {
        let (value, bytes, used) = self.entries.remove(key)?;
        self.order.remove(&used);
        self.bytes -= bytes;
        Some((value, bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recently_used_goes_first() {
        let mut cache = LruCache::<_, _, 2, 100>::default();
        cache.insert("a", 1, 10);
        cache.insert("b", 2, 10);
        assert_eq!(cache.get(&"a"), Some(1));
        cache.insert("c", 3, 10);
        assert_eq!(cache.get(&"b"), None);
        assert_eq!(cache.get(&"a"), Some(1));
        assert_eq!(cache.get(&"c"), Some(3));
    }

    #[test]
    fn bytes_are_bounded() {
        let mut cache = LruCache::<_, _, 100, 25>::default();
        for n in 0..10 {
            cache.insert(n, n, 10);
        }
        assert_eq!(cache.entries.len(), 2);
        assert_eq!(cache.order.len(), 2);
        assert_eq!(cache.bytes, 20);
        cache.insert(99, 99, 26);
        assert_eq!(cache.get(&99), None);
        assert_eq!(cache.get(&9), Some(9));
    }

    #[test]
    fn a_replaced_value_weighs_once() {
        let mut cache = LruCache::<_, _, 10, 100>::default();
        cache.insert("a", 1, 60);
        cache.insert("a", 2, 60);
        assert_eq!(cache.bytes, 60);
        assert_eq!(cache.get(&"a"), Some(2));
        cache.remove(&"a");
        assert_eq!((cache.bytes, cache.order.len()), (0, 0));
    }
}
