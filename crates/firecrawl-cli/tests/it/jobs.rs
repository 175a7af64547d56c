//! Jobs that were started earlier, that break off, and that are interrupted.

use firecrawl_local::{Fault, LocalServer};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Child;

use super::harness::{KEY, Place, Run, interrupt, lines};

#[tokio::test]
async fn results_of_a_job_are_read_later() {
    let place = Place::new().await;
    let crawl = ["crawl", &place.site, "--limit", "3", "--no-wait"];
    let id = place.run(&crawl).await.ok().trim().to_owned();
    let state = place.run(&["jobs", "wait", &id]).await.json();
    assert_eq!(state["status"], "completed");
    let run = place.run(&["jobs", "results", &id, "--jsonl"]).await;
    assert_eq!(lines(&run.ok()).len(), 3);
    let list = place.run(&["jobs", "list"]).await.ok();
    assert_eq!(list.trim_end(), format!("{id}\tcrawl\t{}", place.site));
    let errors = place.run(&["jobs", "errors", &id]).await.json();
    assert!(errors["errors"].as_array().unwrap().is_empty());

    // A job that was started elsewhere is found by its id.
    std::fs::remove_dir_all(place.path(".local")).unwrap();
    let run = place.run(&["jobs", "results", &id, "-o", "later"]).await;
    run.ok();
    assert_eq!(place.files("later").len(), 3);

    let ended = place.run(&["jobs", "cancel", &id]).await;
    ended.fails(10, &["409"]);
}

#[tokio::test]
async fn results_in_other_formats_are_files_too() {
    let place = Place::new().await;
    let crawl = [
        "crawl",
        &place.site,
        "--limit",
        "2",
        "--format",
        "links",
        "--no-wait",
    ];
    let id = place.run(&crawl).await.ok().trim().to_owned();
    place.run(&["jobs", "wait", &id]).await.ok();
    place.run(&["jobs", "results", &id, "-o", "out"]).await.ok();
    let files = place.files("out");
    assert_eq!(files.len(), 2, "{files:?}");
    assert!(
        files.iter().all(|file| file.ends_with(".json")),
        "{files:?}"
    );
}

#[tokio::test]
async fn an_extraction_is_a_job_with_one_result() {
    let place = Place::new().await;
    let arguments = ["extract", &place.site, "--prompt", "the opening hours"];
    let run = place.run(&arguments).await;
    assert_eq!(run.code, 0, "{run:?}");
    let id = place.run(&["jobs", "list"]).await.ok();
    let id = id.split('\t').next().unwrap();
    assert_eq!(
        place.run(&["jobs", "status", id]).await.json()["status"],
        "completed"
    );
    place
        .run(&["jobs", "errors", id])
        .await
        .fails(2, &["jobs status"]);
}

#[tokio::test]
async fn a_poll_that_fails_keeps_the_id() {
    let place = Place::new().await;
    for _ in 0..40 {
        place
            .server
            .fault("getCrawlStatus", Fault::status(403))
            .unwrap();
    }
    let run = place.run(&["crawl", &place.site, "--limit", "2"]).await;
    let id = run.stderr.split_whitespace().nth(1).unwrap().to_owned();
    run.fails(3, &[&format!("firecrawl jobs results {id}")]);
    place.server.clear_faults("getCrawlStatus").unwrap();
    assert_eq!(
        lines(&place.run(&["jobs", "results", &id, "--jsonl"]).await.ok()).len(),
        2
    );
}

async fn interrupted(mut child: Child) -> Run {
    let mut stderr = BufReader::new(child.stderr.take().unwrap()).lines();
    let first = stderr.next_line().await.unwrap().unwrap();
    assert!(first.contains("was started"), "{first}");
    interrupt(&child).await;
    let mut said = String::new();
    while let Some(line) = stderr.next_line().await.unwrap() {
        said += &line;
        said.push('\n');
    }
    let output = child.wait_with_output().await.unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: said,
    }
}

#[cfg(unix)]
#[tokio::test]
async fn an_interrupt_leaves_the_job_alone_unless_asked() {
    let slow = LocalServer::builder()
        .keys([KEY])
        .pace(Duration::from_secs(3600));
    let place = Place::with(slow).await;
    let child = place.start(&["crawl", &place.site, "--limit", "2"]);
    interrupted(child)
        .await
        .fails(130, &["the job goes on", "firecrawl jobs results"]);
    let cancelled = |place: &Place| {
        let requests = place.server.requests();
        requests
            .iter()
            .filter(|request| request.method == "DELETE")
            .count()
    };
    assert_eq!(cancelled(&place), 0);
    let child = place.start(&[
        "crawl",
        &place.site,
        "--limit",
        "2",
        "--cancel-on-interrupt",
    ]);
    interrupted(child).await.fails(130, &["cancelled"]);
    assert_eq!(cancelled(&place), 1);
}

#[tokio::test]
async fn a_watch_writes_its_events() {
    let place = Place::new().await;
    let crawl = ["crawl", &place.site, "--limit", "3", "--no-wait"];
    let id = place.run(&crawl).await.ok().trim().to_owned();
    let events = lines(&place.run(&["watch", &id]).await.ok());
    let count = |name: &str| events.iter().filter(|line| line["event"] == name).count();
    assert_eq!(
        (count("started"), count("document"), count("ended")),
        (1, 3, 1)
    );
    assert_eq!(events.last().unwrap()["status"]["status"], "completed");
}

#[tokio::test]
async fn a_job_is_started_and_its_state_shown_without_its_pages() {
    let place = Place::new().await;
    let visit = place.url("/visit");
    for (start, kind) in [
        (
            vec!["jobs", "start", "crawl", &place.site, "--limit", "2"],
            "crawl",
        ),
        (vec!["jobs", "start", "batch", &place.site, &visit], "batch"),
    ] {
        let id = place.run(&start).await.ok().trim().to_owned();
        place.run(&["jobs", "wait", &id]).await.ok();
        let state = place.run(&["jobs", "status", &id]).await.json();
        assert_eq!(state["status"], "completed");
        assert!(
            state.get("data").is_none() && state.get("next").is_none(),
            "{state}"
        );
        let all = place.run(&["jobs", "status", &id, "--json"]).await.json();
        assert!(all["data"].is_array());
        let list = place.run(&["jobs", "list"]).await.ok();
        assert!(list.starts_with(&format!("{id}\t{kind}\t")), "{list}");
        let pages = place.run(&["jobs", "results", &id, "--jsonl"]).await.ok();
        assert_eq!(lines(&pages).len(), 2);
    }
    let invalid = ["jobs", "start", "batch", "-"];
    place
        .run_with("word\n", &invalid)
        .await
        .fails(2, &["nothing was started"]);
    let shown = place
        .run(&["jobs", "start", "crawl", &place.site, "--dry-run"])
        .await
        .json();
    assert_eq!(shown["request"], "POST /crawl");
}

#[tokio::test]
async fn a_service_that_is_away_is_noticed_at_once() {
    let place = Place::new().await;
    for command in ["wait", "results"] {
        let away = [
            "jobs",
            command,
            "c1",
            "--kind",
            "crawl",
            "--api-url",
            "http://127.0.0.1:1",
        ];
        let mut arguments = away.to_vec();
        arguments.extend(["--total-timeout", "300ms"]);
        place.run(&arguments).await.fails(8, &["no connection"]);
    }
    let dead = ["crawl", "http://127.0.0.1:1/", "--jsonl"];
    place.run(&dead).await.fails(1, &["0 pages", "1 failed"]);
}
