//! Pairs the entries of two lists, in the same way whichever contract comes first.

use std::cmp::Reverse;
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;
use std::mem;

/// The most pairs of entries that are compared each with each; of longer lists none are paired by
/// likeness, so that the time does not grow with the square.
const MOST_PAIRS: usize = 1_000_000;

/// The pairs of two lists, and the entries that are left over on each side.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Matching<T> {
    /// The pairs.
    pub pairs: Vec<(T, T)>,
    /// The entries of the old list without a partner.
    pub old: Vec<T>,
    /// The entries of the new list without a partner.
    pub new: Vec<T>,
}

impl<T> Matching<T> {
    /// Creates a matching of two lists in which nothing is paired.
    pub fn none(old: Vec<T>, new: Vec<T>) -> Self {
        let pairs = Vec::new();
        Self { pairs, old, new }
    }

    /// Pairs entries that are left over, the first that fits first.
    pub fn first(&mut self, fits: impl Fn(&T, &T) -> bool) {
        for one in mem::take(&mut self.old) {
            match self.new.iter().position(|two| fits(&one, two)) {
                Some(at) => self.pairs.push((one, self.new.remove(at))),
                None => self.old.push(one),
            }
        }
    }

    /// Pairs entries that are left over and have the same key, in their order.
    pub fn keyed<K: Eq + Hash>(&mut self, key: impl Fn(&T) -> Option<K>) {
        let mut places = places(&self.new, &key);
        let mut found = Vec::new();
        for (i, one) in self.old.iter().enumerate() {
            let places = key(one).and_then(|key| places.get_mut(&key));
            found.extend(places.and_then(|places| Some((i, places.pop_front()?))));
        }
        self.pair(found.into_iter());
    }

    /// Pairs entries that are left over and have the same key, if no others of either side have it.
    pub fn unique_keyed<K: Eq + Hash>(&mut self, key: impl Fn(&T) -> Option<K>) {
        let (old, new) = (places(&self.old, &key), places(&self.new, &key));
        let pairs = old.into_iter().filter_map(|(key, places)| {
            let others = new.get(&key)?;
            (places.len() == 1 && others.len() == 1).then(|| (places[0], others[0]))
        });
        let mut pairs: Vec<_> = pairs.collect();
        pairs.sort_unstable();
        self.pair(pairs.into_iter());
    }

    /// Pairs entries that are left over, the best pair first.
    ///
    /// `score` says how well two fit, or nothing if they do not, with a mark that is the same
    /// whichever of the two comes first; the mark decides between equal scores.
    pub fn best(&mut self, score: impl Fn(&T, &T) -> Option<(usize, u64)>) {
        let scored = self.candidates(|one, two| score(one, two));
        let mut found: Vec<_> = scored
            .into_iter()
            .map(|(i, j, (score, mark))| (Reverse(score), mark, i + j, i, j))
            .collect();
        found.sort_unstable();
        self.pair(found.into_iter().map(|(.., i, j)| (i, j)));
    }

    /// Pairs entries that are left over and fit exactly one of the other side, if that one fits no
    /// other.
    pub fn unique(&mut self, fits: impl Fn(&T, &T) -> bool) {
        let all = self.candidates(|one, two| fits(one, two).then_some(()));
        let (mut old, mut new) = (vec![0; self.old.len()], vec![0; self.new.len()]);
        for (i, j, ()) in &all {
            old[*i] += 1;
            new[*j] += 1;
        }
        let alone = all.iter().filter(|(i, j, ())| old[*i] == 1 && new[*j] == 1);
        self.pair(alone.map(|(i, j, ())| (*i, *j)));
    }

    /// Pairs the only entries that are left over, if they fit.
    pub fn last(&mut self, fits: impl Fn(&T, &T) -> bool) {
        if self.old.len() == 1 && self.new.len() == 1 {
            self.first(fits);
        }
    }

    /// Returns the pairs of positions for which a function returns something.
    fn candidates<S>(&self, score: impl Fn(&T, &T) -> Option<S>) -> Vec<(usize, usize, S)> {
        let mut found = Vec::new();
        if self.old.len().saturating_mul(self.new.len()) > MOST_PAIRS {
            return found;
        }
        for (i, one) in self.old.iter().enumerate() {
            for (j, two) in self.new.iter().enumerate() {
                found.extend(score(one, two).map(|score| (i, j, score)));
            }
        }
        found
    }

    /// Pairs the entries at some positions, unless an earlier pair has one of them.
    fn pair(&mut self, positions: impl Iterator<Item = (usize, usize)>) {
        let slots = |list: &mut Vec<T>| -> Vec<Option<T>> {
            mem::take(list).into_iter().map(Some).collect()
        };
        let (mut old, mut new) = (slots(&mut self.old), slots(&mut self.new));
        for (i, j) in positions {
            match (old[i].take(), new[j].take()) {
                (Some(one), Some(two)) => self.pairs.push((one, two)),
                (one, two) => (old[i], new[j]) = (one, two),
            }
        }
        self.old = old.into_iter().flatten().collect();
        self.new = new.into_iter().flatten().collect();
    }
}

/// Returns the positions of the entries with each key.
fn places<T, K: Eq + Hash>(
    list: &[T],
    key: impl Fn(&T) -> Option<K>,
) -> HashMap<K, VecDeque<usize>> {
    let mut places: HashMap<K, VecDeque<usize>> = HashMap::new();
    for (at, one) in list.iter().enumerate() {
        if let Some(key) = key(one) {
            places.entry(key).or_default().push_back(at);
        }
    }
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pairs_come_first() {
        let scores = [[5, 9], [8, 1]];
        let mut found = Matching::none(vec![0, 1], vec![0, 1]);
        found.best(|i: &usize, j| Some((scores[*i][*j], 0)));
        assert_eq!(found.pairs, [(0, 1), (1, 0)]);
        let mut found = Matching::none(vec![0, 1], vec![0]);
        found.best(|i, _| (*i == 1).then_some((1, 0)));
        assert_eq!((found.pairs, found.old), (vec![(1, 0)], vec![0]));
    }

    #[test]
    fn what_fits_two_is_left_alone() {
        let mut found = Matching::none(vec![0, 1], vec![0]);
        found.unique(|_, _| true);
        assert_eq!(found.pairs, []);
        let mut found = Matching::none(vec![0, 1], vec![0, 1]);
        found.unique(|i, j| i == j);
        assert_eq!(found.pairs, [(0, 0), (1, 1)]);
    }
}
