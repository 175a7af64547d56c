//! Pairs what belongs together, the best first, in the same way whichever contract comes first.

/// Pairs entries of two lists, each at most once.
///
/// `score` says how well two fit, or nothing if they do not, with a mark that is the same whichever
/// of the two comes first; the mark decides between equal scores.
pub fn pairs(
    old: usize,
    new: usize,
    score: impl Fn(usize, usize) -> Option<(usize, u64)>,
) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, u64, usize, usize)> = (0..old)
        .flat_map(|i| (0..new).map(move |j| (i, j)))
        .filter_map(|(i, j)| score(i, j).map(|(score, mark)| (score, mark, i, j)))
        .collect();
    found.sort_by_key(|(score, mark, i, j)| (std::cmp::Reverse(*score), *mark, i + j, *i));
    let mut taken = (vec![false; old], vec![false; new]);
    let mut pairs = Vec::new();
    for (_, _, i, j) in found {
        if !taken.0[i] && !taken.1[j] {
            taken.0[i] = true;
            taken.1[j] = true;
            pairs.push((i, j));
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Pairs entries that fit exactly one of the other list, where that one fits no other.
pub fn only_pairs(
    old: usize,
    new: usize,
    fits: impl Fn(usize, usize) -> bool,
) -> Vec<(usize, usize)> {
    let all: Vec<(usize, usize)> = (0..old)
        .flat_map(|i| (0..new).map(move |j| (i, j)))
        .filter(|(i, j)| fits(*i, *j))
        .collect();
    all.iter()
        .filter(|(i, j)| {
            all.iter()
                .filter(|(other_i, other_j)| other_i == i || other_j == j)
                .count()
                == 1
        })
        .copied()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pairs_come_first() {
        let scores = [[5, 9], [8, 1]];
        let found = pairs(2, 2, |i, j| Some((scores[i][j], 0)));
        assert_eq!(found, [(0, 1), (1, 0)]);
        assert_eq!(pairs(2, 1, |i, _| (i == 1).then_some((1, 0))), [(1, 0)]);
    }

    #[test]
    fn what_fits_two_is_left_alone() {
        assert_eq!(only_pairs(2, 1, |_, _| true), []);
        assert_eq!(only_pairs(2, 2, |i, j| i == j), [(0, 0), (1, 1)]);
    }
}
