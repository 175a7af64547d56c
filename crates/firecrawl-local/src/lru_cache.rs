//! A cache that drops the least recently used entries.

use std::borrow::Borrow;
use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// Values by key, with a limit of their number and of their bytes.
#[derive(Debug)]
pub struct LruCache<K, V> {
    entries: HashMap<K, Entry<V>>,
    /// The keys by the time of their last use.
    order: BTreeMap<u64, K>,
    clock: u64,
    bytes: usize,
    max_entries: usize,
    max_bytes: usize,
}

#[derive(Debug)]
struct Entry<V> {
    value: V,
    bytes: usize,
    used: u64,
}

impl<K: Clone + Eq + Hash, V: Clone> LruCache<K, V> {
    /// Creates an empty cache.
    pub fn new(max_entries: usize, max_bytes: usize) -> Self {
        Self {
            entries: HashMap::new(),
            order: BTreeMap::new(),
            clock: 0,
            bytes: 0,
            max_entries,
            max_bytes,
        }
    }

    /// Returns a value, which counts as used now.
    pub fn get<Q>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        let entry = self.entries.get_mut(key)?;
        let key = self.order.remove(&entry.used)?;
        self.clock += 1;
        entry.used = self.clock;
        self.order.insert(self.clock, key);
        Some(entry.value.clone())
    }

    /// Inserts a value of a size; one that is larger than the cache is not kept.
    pub fn insert(&mut self, key: K, value: V, bytes: usize) {
        self.remove(&key);
        if bytes > self.max_bytes {
            return;
        }
        self.clock += 1;
        self.bytes += bytes;
        self.order.insert(self.clock, key.clone());
        let used = self.clock;
        self.entries.insert(key, Entry { value, bytes, used });
        while self.bytes > self.max_bytes || self.entries.len() > self.max_entries {
            let Some((_, oldest)) = self.order.pop_first() else {
                break;
            };
            if let Some(entry) = self.entries.remove(&oldest) {
                self.bytes -= entry.bytes;
            }
        }
    }

    /// Removes a value.
    pub fn remove<Q>(&mut self, key: &Q)
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        if let Some(entry) = self.entries.remove(key) {
            self.order.remove(&entry.used);
            self.bytes -= entry.bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_recently_used_goes_first() {
        let mut cache = LruCache::new(2, 100);
        cache.insert("a", 1, 10);
        cache.insert("b", 2, 10);
        assert_eq!(cache.get("a"), Some(1));
        cache.insert("c", 3, 10);
        assert_eq!(cache.get("b"), None);
        assert_eq!(cache.get("a"), Some(1));
        assert_eq!(cache.get("c"), Some(3));
    }

    #[test]
    fn bytes_are_bounded() {
        let mut cache = LruCache::new(100, 25);
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
        let mut cache = LruCache::new(10, 100);
        cache.insert("a", 1, 60);
        cache.insert("a", 2, 60);
        assert_eq!(cache.bytes, 60);
        assert_eq!(cache.get("a"), Some(2));
        cache.remove("a");
        assert_eq!((cache.bytes, cache.order.len()), (0, 0));
    }
}
