//! Long lists of URLs that are resumed from their journal.

use std::collections::{BTreeMap, BTreeSet};
use std::future::poll_fn;
use std::pin::Pin;
use std::task::Poll;
use std::time::{SystemTime, UNIX_EPOCH};

use firecrawl_client::{BatchJournal, BatchOutcome, BatchScrapeAll, ErrorKind, JournalEntry};
use firecrawl_local::{Fault, Request, Response};
use futures_util::Stream as _;
use serde_json::{Value, json};

use super::setting::{UNKNOWN_ID, patience};
use crate::setup::Setup;

/// The files of a program that scrapes a list.
#[derive(Clone, Default)]
struct Disk {
    output: Vec<(u64, String, &'static str)>,
    journal: String,
}

impl Disk {
    /// Runs the program until it ends, or is killed after a number of writes; returns whether it ended.
    async fn run(&mut self, results: BatchScrapeAll, writes: usize) -> bool {
        let journal = BatchJournal::read(self.journal.as_bytes()).unwrap();
        let length = journal.mark().and_then(Value::as_u64).unwrap_or(0);
        self.output.truncate(usize::try_from(length).unwrap());
        self.journal.push('\n');
        let mut results = results.resume(journal);
        let mut left = writes;
        let mut is_killed = || match left.checked_sub(1) {
            Some(rest) => {
                left = rest;
                false
            }
            None => true,
        };
        while let Some(result) = results.next().await {
            let word = match &result.outcome {
                BatchOutcome::Document(_) => "document",
                BatchOutcome::Failed(_) => "failed",
                BatchOutcome::Missing(_) => "missing",
                BatchOutcome::Started { .. } | BatchOutcome::Finished => "",
                other => panic!("{other:?}"),
            };
            if !word.is_empty() {
                if is_killed() {
                    return false;
                }
                let position = result.position.unwrap_or(u64::MAX);
                let url = result.url.clone().unwrap_or_default();
                self.output.push((position, url, word));
            }
            let entry = result.journal_entry().unwrap();
            let line = entry.with_mark(self.output.len()).to_string();
            if is_killed() {
                self.journal.push_str(&line[..line.len() / 2]);
                return false;
            }
            self.journal.push_str(&line);
            self.journal.push('\n');
        }
        true
    }

    /// The starts in the journal: the positions of each batch.
    fn starts(&self) -> BTreeMap<String, Vec<u64>> {
        let entries = self.journal.lines().map(serde_json::from_str);
        let starts = entries.filter_map(|entry| match entry {
            Ok(JournalEntry::Started { batch, urls, .. }) => {
                let positions = urls.into_iter().map(|(position, _)| position);
                Some((batch.to_string(), positions.collect()))
            }
            _ => None,
        });
        starts.collect()
    }
}

/// A page that cannot be fetched.
const DEAD: &str = "http://127.0.0.1:1/";

/// Seven URLs: one twice in a batch and once more in another, one that fails.
fn urls(setup: &Setup) -> Vec<String> {
    let page = |name: &str| setup.page(&format!("/visit?{name}"));
    ["a", "b", "a", "c", "", "d", "a"]
        .map(|name| match name {
            "" => DEAD.to_owned(),
            name => page(name),
        })
        .to_vec()
}

fn list(setup: &Setup) -> BatchScrapeAll {
    let results = setup.client.batch_scrape_all(urls(setup));
    let results = results.chunk(3).at_once(2).retries(1);
    results.poll_policy(patience())
}

/// Checks that each URL is in the output once, and was paid once unless it was retried.
fn check(setup: &Setup, disk: &Disk, crashes: usize, shown: &str) {
    let mut output = disk.output.clone();
    output.sort();
    let word = |url: &str| if url == DEAD { "failed" } else { "document" };
    let expected = urls(setup).into_iter().zip(0..);
    let expected: Vec<_> = expected
        .map(|(url, position)| (position, url.clone(), word(&url)))
        .collect();
    assert_eq!(output, expected, "{shown}");
    let starts = disk.starts();
    let mut paid: Vec<u64> = starts.values().flatten().copied().collect();
    paid.retain(|position| *position != 4);
    paid.sort_unstable();
    assert_eq!(paid, [0, 1, 2, 3, 5, 6], "{shown}: {starts:?}");
    let calls = setup.server.coverage().calls("scrapeAndExtractFromUrls");
    let lost = calls - starts.len() as u64;
    assert!(
        lost <= 2 * crashes as u64,
        "{shown}: {lost} starts were lost"
    );
    let journal = BatchJournal::read(disk.journal.as_bytes()).unwrap();
    assert_eq!(journal.done(), 7);
    assert_eq!(journal.open_batches().count(), 0, "{shown}");
}

#[tokio::test]
async fn killed_at_any_write_every_url_is_in_the_output_once() {
    for first in 0.. {
        let setup = Setup::new().await;
        let mut disk = Disk::default();
        let ended = disk.run(list(&setup), first).await;
        // Killed once more after the restart, and then not again.
        for second in [1, 6] {
            let (mut disk, shown) = (disk.clone(), format!("killed at {first} and {second}"));
            disk.run(list(&setup), second).await;
            assert!(disk.run(list(&setup), usize::MAX).await, "{shown}");
            let mut output = disk.output.clone();
            output.sort();
            output.dedup_by_key(|line| line.0);
            assert_eq!(output.len(), disk.output.len(), "{shown}");
            assert_eq!(output.len(), 7, "{shown}");
        }
        let crashes = usize::from(!ended);
        let setup = Setup::new().await;
        let mut disk = Disk::default();
        disk.run(list(&setup), first).await;
        assert!(disk.run(list(&setup), usize::MAX).await);
        check(&setup, &disk, crashes, &format!("killed at {first}"));
        if ended {
            assert_eq!(first, 22, "7 results, their entries, 4 starts and 4 ends");
            return;
        }
    }
}

#[tokio::test]
async fn a_batch_whose_results_are_deleted_is_scraped_again() {
    let setup = Setup::new().await;
    let first = urls(&setup).remove(0);
    let started = json!({"started": {"version": 1, "batch": UNKNOWN_ID,
        "urls": [[0, first], [1, urls(&setup)[1]]]}});
    let done = json!({"done": {"position": 0, "mark": 1}});
    let mut disk = Disk {
        output: vec![(0, first, "document")],
        journal: format!("{started}\n{done}\n"),
    };
    assert!(disk.run(list(&setup), usize::MAX).await);
    let positions: BTreeSet<u64> = disk.output.iter().map(|line| line.0).collect();
    assert_eq!(disk.output.len(), 7);
    assert_eq!(positions, (0..7).collect());
    assert_eq!(
        disk.output.iter().find(|line| line.0 == 1).unwrap().1,
        urls(&setup)[1]
    );
}

#[tokio::test]
async fn a_batch_that_the_service_does_not_know_yet_is_not_paid_again() {
    let setup = Setup::new().await;
    let mut disk = Disk::default();
    // Killed right after both starts were written down.
    disk.run(list(&setup), 2).await;
    let fault = Fault::status(404).times(3);
    setup.server.fault("getBatchScrapeStatus", fault).unwrap();
    assert!(disk.run(list(&setup), usize::MAX).await);
    check(&setup, &disk, 0, "restarted at once");
}

/// Only what was started just now may be unknown for a moment.
#[tokio::test]
async fn batches_of_long_ago_that_are_deleted_are_not_waited_for() {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    for (at, is_new) in [
        (None, false),
        (Some(now.as_secs() - 11), false),
        (Some(now.as_secs()), true),
    ] {
        let setup = Setup::new().await;
        let mut journal = BatchJournal::default();
        let batches = urls(&setup).into_iter().zip(0..);
        for (url, position) in batches {
            journal.add(JournalEntry::Started {
                version: 1,
                batch: format!("{}{position}", &UNKNOWN_ID[..UNKNOWN_ID.len() - 1]).into(),
                at,
                urls: vec![(position, url)],
            });
        }
        let mut results = list(&setup).resume(journal);
        let mut positions = BTreeSet::new();
        while let Some(result) = results.next().await {
            positions.extend(result.position);
        }
        assert_eq!(positions, (0..7).collect());
        let polls = setup.server.requests().into_iter();
        let prefix = format!("/v2/batch/scrape/{}", &UNKNOWN_ID[..UNKNOWN_ID.len() - 1]);
        let polls = polls.filter(|request| request.path.starts_with(&prefix));
        let polls = polls.count();
        assert_eq!(polls > 7, is_new, "{at:?}: {polls}");
    }
}

#[tokio::test]
async fn a_start_has_its_time_in_the_journal() {
    let setup = Setup::new().await;
    let before = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let mut results = list(&setup);
    let start = results.next().await.unwrap().journal_entry();
    match start {
        Some(JournalEntry::Started { at: Some(at), .. }) => assert!(at >= before.as_secs()),
        other => panic!("{other:?}"),
    }
}

/// A page that failed is scraped again by a later batch, while the earlier one is still open.
#[tokio::test]
async fn of_two_batches_with_the_same_position_the_later_one_has_its_result() {
    let setup = Setup::new().await;
    let url = "https://a.example/";
    let pages = json!([{"metadata": {"sourceURL": url}}]);
    let status = json!({"status": "completed", "data": pages});
    let script = move |_: &Request| Response::ok(status.clone());
    setup.server.on("getBatchScrapeStatus", script).unwrap();
    let errors = |_: &Request| Response::ok(json!({"errors": [], "robotsBlocked": []}));
    setup.server.on("getBatchScrapeErrors", errors).unwrap();
    let ids = ["0", "1"].map(|last| format!("{}{last}", &UNKNOWN_ID[..UNKNOWN_ID.len() - 1]));
    for (earlier, later) in [(&ids[0], &ids[1]), (&ids[1], &ids[0])] {
        let mut journal = BatchJournal::default();
        for id in [earlier, later] {
            journal.add(JournalEntry::Started {
                version: 1,
                batch: id.into(),
                at: None,
                urls: vec![(0, url.to_owned())],
            });
        }
        let results = setup.client.batch_scrape_all([url]);
        let mut results = results.poll_policy(patience()).resume(journal);
        let mut documents = Vec::new();
        while let Some(result) = results.next().await {
            if let BatchOutcome::Document(_) = result.outcome {
                documents.push(result.id.unwrap().to_string());
            }
        }
        assert_eq!(documents, [later.as_str()]);
    }
}

#[tokio::test]
async fn a_document_that_no_url_matches_is_not_repeated() {
    let setup = Setup::new().await;
    let page = |url: &str| json!({"metadata": {"sourceURL": url, "scrapeId": url}});
    let pages = json!([
        page("https://a.example/1"),
        page("https://elsewhere.example/")
    ]);
    for (operation, answer) in [
        (
            "scrapeAndExtractFromUrls",
            json!({"success": true, "id": UNKNOWN_ID}),
        ),
        (
            "getBatchScrapeStatus",
            json!({"status": "completed", "data": pages}),
        ),
        (
            "getBatchScrapeErrors",
            json!({"errors": [], "robotsBlocked": []}),
        ),
    ] {
        let script = move |_: &Request| Response::ok(answer.clone());
        setup.server.on(operation, script).unwrap();
    }
    // The service may have fetched the second URL by another address: it is not tried again.
    let list = || {
        let urls = ["https://a.example/1", "https://a.example/2"];
        let results = setup.client.batch_scrape_all(urls);
        results.retries(3).poll_policy(patience())
    };
    for writes in 0..=8 {
        let mut disk = Disk::default();
        disk.run(list(), writes).await;
        assert!(disk.run(list(), usize::MAX).await);
        let mut words: Vec<(u64, &str)> = disk.output.iter().map(|it| (it.0, it.2)).collect();
        words.sort_unstable();
        let expected = [(0, "document"), (1, "missing"), (u64::MAX, "document")];
        assert_eq!(words, expected, "killed at {writes}");
    }
}

#[tokio::test]
async fn another_list_than_that_of_the_journal_is_an_error() {
    let setup = Setup::new().await;
    let mut disk = Disk::default();
    disk.run(list(&setup), 9).await;
    let journal = BatchJournal::read(disk.journal.as_bytes()).unwrap();
    let calls = || setup.server.coverage().calls("scrapeAndExtractFromUrls");
    let before = calls();
    let (mut longer, mut shorter) = (urls(&setup), urls(&setup));
    longer.insert(0, setup.page("/press"));
    shorter.truncate(2);
    for (urls, words) in [
        (longer, "other URLs between the positions 0 and"),
        (shorter, "no more than 2 URLs"),
    ] {
        let results = setup.client.batch_scrape_all(urls).chunk(3);
        let mut results = results.resume(journal.clone()).poll_policy(patience());
        let mut stopped = None;
        while let Some(result) = results.next().await {
            if let BatchOutcome::Stopped { error } = result.outcome {
                stopped = Some(error);
            }
        }
        let error = stopped.unwrap();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert!(error.message().contains(words), "{error}");
    }
    assert_eq!(calls(), before, "nothing was started");
    // More URLs at the end are a continuation.
    let mut more = urls(&setup);
    more.push(setup.page("/press"));
    let results = setup.client.batch_scrape_all(more).chunk(3);
    assert!(disk.run(results.poll_policy(patience()), usize::MAX).await);
    assert_eq!(disk.output.len(), 8);
}

#[tokio::test]
async fn a_list_that_is_stopped_knows_the_batches_that_it_started() {
    let setup = Setup::new().await;
    let mut disk = Disk::default();
    let mut results = list(&setup);
    let begun = poll_fn(|context| Poll::Ready(Pin::new(&mut results).poll_next(context)));
    assert!(begun.await.is_pending(), "two batches are being started");
    while setup.server.coverage().calls("scrapeAndExtractFromUrls") < 2 {
        tokio::task::yield_now().await;
    }
    results.stop();
    while let Some(result) = results.next().await {
        if let BatchOutcome::Started { .. } = result.outcome {
            disk.journal += &format!("{}\n", result.journal_entry().unwrap());
        }
    }
    assert_eq!(disk.starts().len(), 2);
    assert!(disk.run(list(&setup), usize::MAX).await);
    check(&setup, &disk, 0, "stopped");
}

#[tokio::test]
async fn a_start_is_reported_before_any_result_of_its_batch() {
    let setup = Setup::new().await;
    let mut results = list(&setup);
    let mut open: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    while let Some(result) = results.next().await {
        let id = result.id.as_ref().unwrap().to_string();
        match &result.outcome {
            BatchOutcome::Started { urls } => {
                let positions = urls.iter().map(|(position, _)| *position).collect();
                assert!(open.insert(id, positions).is_none());
            }
            BatchOutcome::Finished => assert!(open.remove(&id).is_some()),
            _ => {
                let position = result.position.unwrap();
                assert!(open[&id].contains(&position));
                assert_eq!(
                    result.url.unwrap(),
                    urls(&setup)[usize::try_from(position).unwrap()]
                );
            }
        }
    }
    assert!(open.is_empty());
}
