//! Lists that several processes work on, in a folder.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::time::Duration;

use firecrawl_local::{Fault, LocalServer};
use serde_json::Value;
use tokio::process::Child;
use tokio::time::sleep;

use super::harness::{KEY, Place, Run, lines};

/// Writes a list in which every tenth page cannot be fetched, and returns it.
fn list(place: &Place, count: usize) -> BTreeMap<u64, String> {
    let url = |page| match page % 10 {
        7 => format!("http://127.0.0.1:1/{page}"),
        _ => place.url(&format!("/visit?page={page}")),
    };
    let urls: Vec<String> = (0..count).map(url).collect();
    std::fs::write(place.path("list"), urls.join("\n")).unwrap();
    (0..).zip(urls).collect()
}

fn read(place: &Place, name: &str) -> String {
    std::fs::read_to_string(place.path("run").join(name)).unwrap()
}

/// Returns the positions and URLs of the outputs that count, and checks that none is there twice.
fn results(place: &Place) -> BTreeMap<u64, String> {
    let mut found = BTreeMap::new();
    for name in place.files("run/done") {
        let done: Value = serde_json::from_str(&read(place, &format!("done/{name}"))).unwrap();
        for line in lines(&read(place, done["output"].as_str().unwrap())) {
            let position = line["position"].as_u64().unwrap();
            let url = line["url"].as_str().unwrap();
            assert_eq!(
                url.contains("127.0.0.1:1/"),
                line["error"].is_string(),
                "{line}"
            );
            assert_eq!(
                found.insert(position, url.to_owned()),
                None,
                "position {position} twice"
            );
        }
    }
    found
}

/// Returns the last lease of each shard.
fn leases(place: &Place) -> BTreeMap<String, Value> {
    let names = place.files("run/leases");
    let names = names.iter().filter(|name| name.ends_with(".json"));
    let lease = |name: &String| {
        let shard = name.split('/').next().unwrap().to_owned();
        let text = std::fs::read_to_string(place.path("run/leases").join(name)).unwrap();
        (shard, serde_json::from_str(&text).unwrap())
    };
    names.map(lease).collect()
}

/// Waits until a worker has written so many jobs into a lease, and returns its shard.
async fn started(place: &Place, jobs: usize) -> String {
    loop {
        for (shard, lease) in leases(place) {
            if lease["jobs"].as_array().unwrap().len() == jobs {
                return shard;
            }
        }
        sleep(Duration::from_millis(10)).await;
    }
}

/// Returns the number of batches that the server was asked to start.
fn starts(place: &Place) -> usize {
    let requests = place.server.requests();
    let is_start = |operation| operation == Some("scrapeAndExtractFromUrls");
    requests
        .iter()
        .filter(|request| is_start(request.operation))
        .count()
}

async fn signal(child: &Child, signal: &str) {
    let id = child.id().unwrap().to_string();
    let sent = tokio::process::Command::new("kill")
        .args([signal, &id])
        .status();
    assert!(sent.await.unwrap().success());
}

const LIST: [&str; 14] = [
    "batch",
    "-i",
    "list",
    "--store",
    "run",
    "--shard-size",
    "40",
    "--batch-size",
    "10",
    "--at-once",
    "4",
    "--lease",
    "1s",
    "-q",
];
const JOIN: [&str; 10] = [
    "batch",
    "--store",
    "run",
    "--batch-size",
    "10",
    "--at-once",
    "4",
    "--lease",
    "1s",
    "-q",
];

async fn end(child: Child) -> Run {
    Run::of(child.wait_with_output().await.unwrap())
}

/// A server whose pages take so long that a shard takes about a second.
async fn slow() -> Place {
    let server = LocalServer::builder().keys([KEY]);
    Place::with(server.pace(Duration::from_millis(100))).await
}

#[tokio::test]
async fn three_workers_and_a_faulty_service_give_each_url_once() {
    let place = Place::new().await;
    let all = list(&place, 2000);
    let faulty = |operation: &str, fault: firecrawl_local::QueuedFault| {
        place.server.fault(operation, fault).unwrap();
    };
    let busy = Fault::status(503).header("retry-after", "0");
    // Rarer than the tenth of calls that a client may repeat however long it works.
    faulty("scrapeAndExtractFromUrls", busy.every(12));
    faulty("getBatchScrapeStatus", Fault::status(500).every(13));
    // All three may lay the run out.
    let workers = [(); 3].map(|()| place.start(&LIST));
    for worker in workers {
        let run = end(worker).await;
        assert_eq!(run.code, 6, "{run:?}");
    }
    assert_eq!(results(&place), all);
    let jobs: usize = leases(&place)
        .values()
        .map(|lease| lease["jobs"].as_array().unwrap().len())
        .sum();
    assert_eq!(jobs, 200);

    let status = place
        .run(&["batch", "--store", "run", "--status", "--json"])
        .await;
    let status = status.json();
    for (field, expected) in [
        ("shards", 50),
        ("done", 50),
        ("documents", 1800),
        ("failed", 200),
    ] {
        assert_eq!(status[field], expected, "{field} of {status}");
    }
    let failed = place
        .run(&["batch", "--store", "run", "--failed"])
        .await
        .ok();
    let failed: Vec<u64> = lines(&failed)
        .iter()
        .map(|line| line["position"].as_u64().unwrap())
        .collect();
    let expected: Vec<u64> = (0..2000).filter(|page| page % 10 == 7).collect();
    let mut sorted = failed;
    sorted.sort_unstable();
    assert_eq!(sorted, expected);
    // A run that is complete asks nothing of the service but its limits.
    let before = starts(&place);
    place.run(&JOIN).await.fails(6, &[]);
    assert_eq!(starts(&place), before);
}

#[tokio::test]
async fn the_jobs_of_a_killed_worker_are_resumed_and_not_paid_again() {
    let place = slow().await;
    let all = list(&place, 160);
    let mut lost = place.start(&LIST);
    let shard = started(&place, 4).await;
    lost.kill().await.unwrap();
    assert!(!place.path(&format!("run/done/{shard}.json")).exists());
    let workers = [(); 2].map(|()| place.start(&JOIN));
    for worker in workers {
        assert_eq!(end(worker).await.code, 6);
    }
    assert_eq!(results(&place), all);
    assert_eq!(starts(&place), 16);
}

#[cfg(unix)]
#[tokio::test]
async fn a_worker_that_was_stopped_past_its_lease_doubles_nothing() {
    let place = slow().await;
    let all = list(&place, 160);
    let loud = |arguments: &'static [&str]| &arguments[..arguments.len() - 1];
    let stopped = place.start(loud(&LIST));
    let shard = started(&place, 4).await;
    signal(&stopped, "-STOP").await;
    let other = end(place.start(&JOIN)).await;
    assert_eq!(other.code, 6, "{other:?}");
    assert!(place.path(&format!("run/done/{shard}.json")).exists());
    signal(&stopped, "-CONT").await;
    let number: u32 = shard.parse().unwrap();
    end(stopped)
        .await
        .fails(6, &[&format!("another worker took shard {number}")]);
    assert_eq!(results(&place), all);
    assert_eq!(starts(&place), 16);
}

#[cfg(unix)]
#[tokio::test]
async fn an_interrupted_worker_gives_its_shard_back() {
    let place = slow().await;
    let all = list(&place, 80);
    let mut arguments: Vec<&str> = LIST.to_vec();
    // So long that a test that waited for the end of the lease would not end.
    *arguments.iter_mut().find(|word| **word == "1s").unwrap() = "1h";
    arguments.pop();
    let worker = place.start(&arguments);
    let shard = started(&place, 4).await;
    signal(&worker, "-INT").await;
    end(worker)
        .await
        .fails(130, &["firecrawl batch --store run", "continues"]);
    let lease = &leases(&place)[&shard];
    assert_eq!(lease["is_free"], true, "{lease}");
    place.run(&JOIN).await.fails(6, &[]);
    assert_eq!(results(&place), all);
    assert_eq!(starts(&place), 8);
}

/// The service takes its time with the starts, and the worker is interrupted before any has a response.
#[cfg(unix)]
#[tokio::test]
async fn batches_that_are_being_started_are_not_paid_again() {
    let place = Place::new().await;
    let all = list(&place, 40);
    let slow = Fault::latency(Duration::from_millis(500)).times(4);
    place
        .server
        .fault("scrapeAndExtractFromUrls", slow)
        .unwrap();
    let worker = place.start(&LIST);
    while starts(&place) < 4 {
        sleep(Duration::from_millis(5)).await;
    }
    signal(&worker, "-INT").await;
    assert_eq!(end(worker).await.code, 130);
    let lease = &leases(&place)["0001"];
    assert_eq!(lease["jobs"].as_array().unwrap().len(), 4, "{lease}");
    place.run(&JOIN).await.fails(6, &[]);
    assert_eq!(results(&place), all);
    assert_eq!(starts(&place), 4);
}

#[tokio::test]
async fn workers_agree_on_the_list_and_its_options() {
    let place = Place::new().await;
    place
        .run(&["batch", "--store", "run"])
        .await
        .fails(5, &["run has no run", "lays one out"]);
    let list = "http://a.example/\nhttp://b.example/\n";
    std::fs::write(place.path("list"), list).unwrap();
    let lay_out = [
        "batch",
        "-i",
        "list",
        "--store",
        "run",
        "--lay-out",
        "--only-main-content",
    ];
    place.run(&lay_out).await.ok();
    assert_eq!(place.files("run"), ["run.json", "shards/0001.urls"]);
    assert_eq!(read(&place, "shards/0001.urls"), list);
    place.run(&lay_out).await.ok();
    assert_eq!(starts(&place), 0);
    for (arguments, difference) in [
        (&["-i", "list"][..], "other options"),
        (&["--format", "html"], "other options"),
        (
            &["http://a.example/", "--only-main-content"],
            "another list",
        ),
        (
            &["-i", "list", "--only-main-content", "--shard-size", "1"],
            "another size of the shards",
        ),
    ] {
        let mut words = vec!["batch", "--store", "run"];
        words.extend(arguments);
        place.run(&words).await.fails(
            2,
            &[
                &format!("the run in run has {difference}\n"),
                "another place",
            ],
        );
    }
    let status = place
        .run(&["batch", "--store", "run", "--status"])
        .await
        .ok();
    assert!(
        status.starts_with("0 of 1 shards done, 0 leased, 1 free\n"),
        "{status}"
    );
    for (store, words) in [("gs://bucket/run", "gs://"), ("s3://", "s3://BUCKET/RUN")] {
        place
            .run(&["batch", "--store", store, "--status"])
            .await
            .fails(2, &[words]);
    }
    let elsewhere = ["--store-endpoint", "http://store.example"];
    let mut arguments = vec!["batch", "--store", "s3://bucket/run", "--status"];
    arguments.extend(elsewhere);
    place
        .run(&arguments)
        .await
        .fails(2, &["plain http", "--allow-plain-http"]);
}

/// A store that creates an object a second time loses shards, and is known by that.
#[tokio::test]
async fn a_store_without_conditional_writes_is_not_used() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            let mut head = [0; 4096];
            let _ = stream.read(&mut head);
            let _ = stream.write_all(
                b"HTTP/1.1 200 OK\r\netag: \"a\"\r\nlast-modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n\
                  content-length: 0\r\nconnection: close\r\n\r\n",
            );
        }
    });
    let place = Place::new().await;
    let arguments = [
        "batch",
        "http://a.example/",
        "--store",
        "s3://bucket/run",
        "--store-endpoint",
        &endpoint,
    ];
    let mut command = place.command(&arguments);
    let secret = "5ecre7-0f-5ecre7s";
    command
        .env("AWS_ACCESS_KEY_ID", "id")
        .env("AWS_SECRET_ACCESS_KEY", secret)
        .env("AWS_REGION", "us-east-1");
    let run = Run::of(command.output().await.unwrap());
    assert!(!run.stderr.contains(secret), "{run:?}");
    run.fails(
        1,
        &["s3://bucket/run is not fit for a run", "conditional writes"],
    );
    assert_eq!(starts(&place), 0);
}

#[tokio::test]
async fn a_mistyped_place_is_an_error_that_changes_nothing() {
    let place = Place::new().await;
    std::fs::create_dir(place.path("empty")).unwrap();
    for store in ["typo", "empty"] {
        for words in [&["--status"][..], &["--failed"], &[]] {
            let words = [&["batch", "--store", store][..], words].concat();
            place.run(&words).await.fails(5, &[store, "has no run"]);
        }
    }
    assert!(!place.path("typo").exists());
    assert_eq!(std::fs::read_dir(place.path("empty")).unwrap().count(), 0);
}

#[tokio::test]
async fn a_url_that_only_the_service_rejects_does_not_end_the_run() {
    let place = Place::new().await;
    let bad = "http://intranet/page";
    let urls = [&place.site, bad, &place.url("/visit"), bad, bad].join("\n");
    std::fs::write(place.path("list"), urls).unwrap();
    // The last shards have no other URL.
    let words = "batch -i list --store run --shard-size 2".split(' ');
    let run = place.run(&words.collect::<Vec<_>>()).await;
    run.fails(6, &["3 of 3 shards done"]);
    let failed = place.run(&["batch", "--store", "run", "--failed"]).await;
    let mut failed = lines(&failed.ok());
    failed.sort_by_key(|line| line["position"].as_u64());
    let failed = failed.iter().map(|line| (&line["position"], &line["url"]));
    let positions = [1, 3, 4].map(Value::from);
    let bad = Value::from(bad);
    assert!(failed.eq(positions.iter().map(|position| (position, &bad))));
}
