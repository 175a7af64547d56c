//! Leases and workers on a store in memory.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use firecrawl_client::{BatchId, Client};
use firecrawl_local::{Fault, LocalServer};
use object_store::memory::InMemory;
use serde_json::{Map, Value};

use super::done::Done;
use super::layout::{Form, Run};
use super::lease::{Claim, Held, LeasedJob};
use super::place::{Place, machine_time};
use super::worker::{Worker, owner};
use crate::input;
use crate::interrupt::Interrupt;
use crate::output::progress::{Counts, Progress};

const MINUTE: Duration = Duration::from_secs(60);

async fn held<'a>(place: &'a Place, owner: &'a str) -> Option<Box<Held<'a>>> {
    match Held::claim(place, 1, owner, MINUTE).await.unwrap() {
        Claim::Held(held) => Some(held),
        Claim::Taken | Claim::Done => None,
    }
}

#[tokio::test]
async fn a_shard_has_one_worker_until_its_lease_ends() {
    let store = Arc::new(InMemory::new());
    let mut place = Place::of(store.clone(), "memory");
    place.probe("a").await.unwrap();
    let (first, second) = tokio::join!(held(&place, "a"), held(&place, "b"));
    assert!(first.is_some() != second.is_some());
    let (winner, other) = match first {
        Some(_) => (first.unwrap(), "b"),
        None => (second.unwrap(), "a"),
    };
    winner.add(LeasedJob::new(BatchId::new("j1"), [0, 1, 2, 7]));
    assert!(held(&place, other).await.is_none());
    // The change is written at once, and the lease is renewed until it is lost.
    let kept = tokio::time::timeout(Duration::from_millis(50), winner.keep()).await;
    assert!(kept.is_err());
    let mut later = Place::of(store, "memory");
    later.wait(62_000);
    let taken = held(&later, other).await.unwrap();
    // The jobs are as old as the lease, by the clock of the store.
    let age = machine_time().unsigned_abs() - taken.before.unwrap() * 1000;
    assert!(age > 61_000, "{age}");
    let jobs = taken.jobs();
    assert_eq!((jobs.len(), &*jobs[0].lines), (1, &[(0, 2), (7, 7)][..]));
    winner.add(LeasedJob::new(BatchId::new("j2"), [3]));
    tokio::time::timeout(MINUTE, winner.keep()).await.unwrap();
    // What the loser does comes too late.
    winner.release().await.unwrap();
    assert!(held(&place, "c").await.is_none());
    taken.release().await.unwrap();
    assert_eq!(held(&place, "c").await.unwrap().jobs().len(), 1);
}

#[tokio::test]
async fn a_done_shard_is_not_taken_again() {
    let place = Place::of(Arc::new(InMemory::new()), "memory");
    let one = held(&place, "a").await.unwrap();
    let done = |output: &str| Done {
        output: output.to_owned(),
        ..Done::default()
    };
    let name = Done::name(1);
    assert!(
        place
            .create_json(&name, &done("x"))
            .await
            .unwrap()
            .is_none()
    );
    let found = place.create_json(&name, &done("y")).await.unwrap();
    assert_eq!(found.unwrap().output, "x");
    one.release().await.unwrap();
    let claim = Held::claim(&place, 1, "b", MINUTE).await.unwrap();
    assert!(matches!(claim, Claim::Done));
}

#[tokio::test]
async fn a_start_whose_response_was_lost_is_the_workers_own() {
    let place = Place::of(Arc::new(InMemory::new()), "memory");
    let one = held(&place, "a").await.unwrap();
    // An attempt of this worker that it has not heard of.
    let lease = place
        .read("leases/0001/000001.json")
        .await
        .unwrap()
        .unwrap();
    place
        .create("leases/0001/000002.json", lease)
        .await
        .unwrap();
    one.release().await.unwrap();
    assert!(held(&place, "b").await.is_some());
}

#[tokio::test]
async fn three_workers_do_each_url_once() {
    let server = LocalServer::builder().demo_site().start().await.unwrap();
    let site = server.demo_url().unwrap().trim_end_matches('/').to_owned();
    server
        .fault("getBatchScrapeStatus", Fault::status(500).every(5))
        .unwrap();
    let urls: Vec<String> = (0..300)
        .map(|page| format!("{site}/visit?page={page}"))
        .collect();
    let store = Arc::new(InMemory::new());
    let place = Place::of(store, "memory");
    let mut list = input::list(urls.iter().cloned().map(Ok).collect());
    let options = Map::from_iter([("formats".to_owned(), serde_json::json!(["markdown"]))]);
    let run = Run::lay_out(&place, &mut list, options, Form::Jsonl, 50)
        .await
        .unwrap();
    assert_eq!((run.shards, run.urls), (6, 300));
    let worker = || Worker {
        place: &place,
        run: run.clone(),
        client: Client::builder()
            .base_url(server.base_url())
            .build()
            .unwrap(),
        owner: owner(),
        lease: MINUTE,
        batch_size: 10,
        at_once: 3,
        retries: 0,
        poll_policy: firecrawl_client::PollPolicy::default(),
        interrupt: Interrupt::listen(),
        progress: RefCell::new((Progress::new("test"), Counts::default())),
        attempts: Cell::new(0),
    };
    let (a, b, c) = (worker(), worker(), worker());
    let ends = tokio::join!(a.work(), b.work(), c.work());
    for end in [ends.0, ends.1, ends.2] {
        assert_eq!(end.unwrap(), None);
    }
    let mut found = BTreeMap::new();
    for shard in Done::shards(&place).await.unwrap() {
        let done: Done = place.read_json(&Done::name(shard)).await.unwrap().unwrap();
        let output = place.read(&done.output).await.unwrap().unwrap();
        for line in String::from_utf8(output).unwrap().lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            let position = line["position"].as_u64().unwrap();
            let url = line["url"].as_str().unwrap().to_owned();
            assert_eq!(found.insert(position, url), None);
        }
    }
    let all: BTreeMap<u64, String> = (0..).zip(urls).collect();
    assert_eq!(found, all);
    assert_eq!(place.list("out").await.unwrap().len(), 6);
}
