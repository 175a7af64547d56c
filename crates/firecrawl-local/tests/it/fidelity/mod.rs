//! Replays recorded exchanges and compares the responses.

mod batches;
mod compare;
mod crawls;
mod exchanges;
mod hooks;
mod known;
mod recording;
mod replay;
mod site;
mod sockets;

use std::collections::BTreeSet;

/// Every replay announces its recordings and fails if it misses one.
const REPLAYED: [&[&str]; 20] = [
    exchanges::PAGES,
    exchanges::ERROR_RESPONSES,
    exchanges::UNKNOWN,
    exchanges::LATE,
    exchanges::PROXIES,
    exchanges::MADE_UP,
    exchanges::FINDINGS,
    exchanges::KEYS,
    crawls::MAIN,
    crawls::STARTS,
    crawls::CANCELLED,
    crawls::BIG,
    crawls::PRODUCTION,
    batches::MANY,
    batches::MAIN,
    batches::FAILING,
    batches::FOLLOWED,
    batches::EXTRACTS,
    sockets::WATCHED,
    sockets::AFTER,
];

#[test]
fn every_recording_is_replayed() {
    let mut fixtures = BTreeSet::new();
    for entry in std::fs::read_dir(recording::folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        fixtures.insert(name.strip_suffix(".json").unwrap().to_owned());
    }
    let replayed: BTreeSet<String> = REPLAYED
        .iter()
        .flat_map(|names| names.iter().map(|name| (*name).to_owned()))
        .collect();
    assert_eq!(fixtures, replayed);
    assert!(fixtures.len() >= 60);
}

#[test]
fn every_known_difference_is_of_a_recording_and_has_a_reason() {
    for difference in known::KNOWN_DIFFERENCES {
        assert!(!difference.reason.is_empty(), "{}", difference.place);
        for number in difference.recordings {
            let prefix = format!("{number}-");
            let mut names = REPLAYED.iter().flat_map(|names| names.iter());
            assert!(names.any(|name| name.starts_with(&prefix)), "{number}");
        }
    }
}
