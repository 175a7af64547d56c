//! Batches that are killed at any moment: nothing is lost, doubled, or paid twice.

use std::collections::BTreeMap;
use std::time::Duration;

use firecrawl_local::{Fault, LocalServer};
use serde_json::Value;

use super::harness::{KEY, Place, lines};

/// The numbers of one list.
#[derive(Debug, Default)]
struct Tally {
    kills: usize,
    /// Starts whose response no process has seen, as it was killed before.
    unanswered: usize,
}

/// Runs a list of 60 URLs with settings that the seed chooses, kills it so many times, and checks the end.
async fn run(seed: u64, kills: usize) -> Tally {
    let mut random = fastrand::Rng::with_seed(seed);
    let pace = Duration::from_millis(random.u64(0..6));
    let place = Place::with(LocalServer::builder().keys([KEY]).pace(pace)).await;
    let late = Fault::latency(Duration::from_millis(random.u64(1..60)));
    let faults = [
        ("scrapeAndExtractFromUrls", late.every(2)),
        ("getBatchScrapeStatus", Fault::reset_after(200).every(3)),
        ("getBatchScrapeErrors", Fault::status(503).every(2)),
        ("getBatchScrapeStatus", Fault::status(502).every(4)),
    ];
    for (operation, fault) in faults.clone() {
        if random.bool() {
            place.server.fault(operation, fault).unwrap();
        }
    }
    let urls: Vec<String> = (0..60)
        .map(|page| match page % 10 {
            7 => format!("http://127.0.0.1:1/{page}"),
            _ => place.url(&format!("/visit?page={page}")),
        })
        .collect();
    std::fs::write(place.path("list"), urls.join("\n")).unwrap();
    let (size, at_once) = (random.u32(1..20), random.u32(1..5));
    let words = format!(
        "batch -i list --jsonl -o out.jsonl --errors failed.jsonl --checkpoint journal -q \
         --batch-size {size} --at-once {at_once}"
    );
    let arguments: Vec<&str> = words.split(' ').collect();
    let mut tally = Tally::default();
    for _ in 0..kills {
        let mut child = place.start(&arguments);
        let moment = Duration::from_millis(random.u64(10..250));
        if tokio::time::timeout(moment, child.wait()).await.is_err() {
            child.kill().await.unwrap();
            tally.kills += 1;
        }
    }
    for (operation, _) in faults {
        place.server.clear_faults(operation).unwrap();
    }
    let run = place.run(&arguments).await;
    assert_eq!(run.code, 6, "seed {seed}: {run:?}");
    check(&place, &urls, &mut tally, &format!("seed {seed}, {words}"));
    let lost = tally.kills * at_once as usize;
    assert!(tally.unanswered <= lost, "seed {seed}: {tally:?}");
    tally
}

/// Checks that each URL is in the output once, and in one batch that the journal knows.
fn check(place: &Place, urls: &[String], tally: &mut Tally, shown: &str) {
    let mut found: BTreeMap<u64, String> = BTreeMap::new();
    for file in ["out.jsonl", "failed.jsonl"] {
        for line in lines(&std::fs::read_to_string(place.path(file)).unwrap()) {
            let position = line["position"].as_u64().unwrap();
            let url = line["url"].as_str().unwrap().to_owned();
            let twice = found.insert(position, url);
            assert_eq!(twice, None, "{shown}: position {position} twice");
        }
    }
    let all: BTreeMap<u64, String> = (0..).zip(urls.to_vec()).collect();
    assert_eq!(found, all, "{shown}");
    let journal = std::fs::read_to_string(place.path("journal")).unwrap();
    let entries = journal
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut paid: Vec<u64> = Vec::new();
    let mut known = 0;
    for entry in entries {
        let Some(started) = entry["started"]["urls"].as_array() else {
            continue;
        };
        known += 1;
        paid.extend(started.iter().map(|url| url[0].as_u64().unwrap()));
    }
    paid.sort_unstable();
    assert_eq!(paid, (0..60).collect::<Vec<_>>(), "{shown}");
    let starts = place.server.coverage().calls("scrapeAndExtractFromUrls");
    tally.unanswered = usize::try_from(starts).unwrap() - known;
}

#[tokio::test]
async fn a_batch_that_is_killed_often_is_paid_once() {
    let tally = run(7, 8).await;
    assert!(tally.kills > 0, "{tally:?}");
}

/// `cargo test --release -p firecrawl-cli --test it kills:: -- --ignored --nocapture`
#[tokio::test]
#[ignore = "takes minutes"]
async fn two_hundred_kills_lose_nothing() {
    let mut total = Tally::default();
    for seed in 0.. {
        let tally = run(seed, 12).await;
        total.kills += tally.kills;
        total.unanswered += tally.unanswered;
        if total.kills >= 200 {
            break;
        }
    }
    eprintln!("{total:?}");
}
