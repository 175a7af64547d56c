//! Pairs the entries of two lists, in the same way whichever contract comes first.

use std::cmp::Reverse;

/// The pairs of two lists, and the entries that are left over on each side, as indices.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// The pairs.
    pub pairs: Vec<(usize, usize)>,
    /// The entries of the old list without a partner.
    pub old: Vec<usize>,
    /// The entries of the new list without a partner.
    pub new: Vec<usize>,
}

impl Matching {
    /// Creates a matching of lists of these lengths in which nothing is paired.
    pub fn none(old: usize, new: usize) -> Self {
        Self {
            pairs: Vec::new(),
            old: (0..old).collect(),
            new: (0..new).collect(),
        }
    }

    /// Pairs two entries.
    pub fn pair(&mut self, old: usize, new: usize) {
        self.pairs.push((old, new));
        self.old.retain(|index| *index != old);
        self.new.retain(|index| *index != new);
    }

    /// Pairs entries that are left over, the first that fits first.
    pub fn first(&mut self, fits: impl Fn(usize, usize) -> bool) {
        for i in self.old.clone() {
            if let Some(j) = self.new.iter().copied().find(|j| fits(i, *j)) {
                self.pair(i, j);
            }
        }
    }

    /// Pairs entries that are left over, the best pair first.
    ///
    /// `score` says how well two fit, or nothing if they do not, with a mark that is the same
    /// whichever of the two comes first; the mark decides between equal scores.
    pub fn best(&mut self, score: impl Fn(usize, usize) -> Option<(usize, u64)>) {
        let mut found: Vec<_> = self
            .candidates()
            .filter_map(|(i, j)| score(i, j).map(|(score, mark)| (Reverse(score), mark, i + j, i)))
            .collect();
        found.sort_unstable();
        for (_, _, sum, i) in found {
            let j = sum - i;
            if self.old.contains(&i) && self.new.contains(&j) {
                self.pair(i, j);
            }
        }
        self.pairs.sort_unstable();
    }

    /// Pairs entries that are left over and fit exactly one of the other side, if that one fits no
    /// other.
    pub fn unique(&mut self, fits: impl Fn(usize, usize) -> bool) {
        let all: Vec<_> = self.candidates().filter(|(i, j)| fits(*i, *j)).collect();
        for (i, j) in &all {
            let rivals = all.iter().filter(|(k, l)| k == i || l == j);
            if rivals.count() == 1 {
                self.pair(*i, *j);
            }
        }
    }

    fn candidates(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let new = &self.new;
        self.old.iter().flat_map(|i| new.iter().map(|j| (*i, *j)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pairs_come_first() {
        let scores = [[5, 9], [8, 1]];
        let mut found = Matching::none(2, 2);
        found.best(|i, j| Some((scores[i][j], 0)));
        assert_eq!(found.pairs, [(0, 1), (1, 0)]);
        let mut found = Matching::none(2, 1);
        found.best(|i, _| (i == 1).then_some((1, 0)));
        assert_eq!((found.pairs, found.old), (vec![(1, 0)], vec![0]));
    }

    #[test]
    fn what_fits_two_is_left_alone() {
        let mut found = Matching::none(2, 1);
        found.unique(|_, _| true);
        assert_eq!(found.pairs, []);
        let mut found = Matching::none(2, 2);
        found.unique(|i, j| i == j);
        assert_eq!(found.pairs, [(0, 0), (1, 1)]);
    }
}
