//! Jobs that were started earlier, that break off, and that are interrupted.

use firecrawl_local::{Fault, LocalServer};
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, BufReader};
use tokio::process::Child;

#[cfg(target_os = "linux")]
use super::harness::on_terminal;
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
    let (job, time) = list.trim_end().rsplit_once('\t').unwrap();
    assert_eq!(job, format!("{id}\tcrawl\t{}", place.site));
    assert!(time.starts_with("20") && time.ends_with('Z'), "{time}");
    let errors = place.run(&["jobs", "errors", &id]).await.json();
    assert!(errors["errors"].as_array().unwrap().is_empty());

    // A job that was started elsewhere is found by its id.
    std::fs::remove_dir_all(place.path(".local")).unwrap();
    let run = place.run(&["jobs", "results", &id, "-o", "later"]).await;
    run.ok();
    assert_eq!(place.files("later").len(), 3);
}

#[tokio::test]
async fn a_job_that_has_ended_is_not_cancelled() {
    let place = Place::new().await;
    for start in [
        vec!["crawl", &place.site, "--limit", "2", "--no-wait"],
        vec!["batch", &place.site, "--no-wait"],
        vec!["agent", "Find the tea room", "--no-wait"],
    ] {
        let id = place.run(&start).await.ok().trim().to_owned();
        place.run(&["jobs", "wait", &id]).await.ok();
        let run = place.run(&["jobs", "cancel", &id]).await;
        let words = format!(
            "{} {id} has ended already: `firecrawl jobs results",
            start[0]
        );
        assert!(run.stderr.starts_with(&words), "{run:?}");
        let state = run.json();
        assert_eq!(
            (&state["status"], state.get("data")),
            (&"completed".into(), None)
        );
        place.run(&["jobs", "results", &id]).await.ok();
    }
    // Another error of the service stays one.
    let conflict = Fault::status(409).always();
    place.server.fault("cancelCrawl", conflict).unwrap();
    let slow = place.url("/slow?ms=60000");
    let start = ["crawl", &slow, "--no-wait"];
    let id = place.run(&start).await.ok().trim().to_owned();
    place
        .run(&["jobs", "cancel", &id])
        .await
        .fails(10, &["409"]);
}

/// The last page comes, and the crawl is completed, while Ctrl-C cancels it.
#[cfg(unix)]
#[tokio::test]
async fn a_job_that_ends_at_the_interrupt_is_not_a_failure() {
    let slow = LocalServer::builder()
        .keys([KEY])
        .pace(Duration::from_secs(3600));
    let place = Place::with(slow).await;
    for (start, operation) in [
        (["crawl", "--limit=2"], "cancelCrawl"),
        (["batch", "--jsonl"], "cancelBatchScrape"),
    ] {
        place
            .server
            .fault(operation, Fault::status(409).always())
            .unwrap();
        let words = [start[0], &place.site, start[1], "--cancel-on-interrupt"];
        let child = place.start(&words);
        while place.files(".local").is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        interrupt(&child).await;
        let run = Run::of(child.wait_with_output().await.unwrap());
        let run = run.fails(130, &["has ended already: `firecrawl jobs results"]);
        assert!(!run.stderr.contains("409"), "{run:?}");
        std::fs::remove_dir_all(place.path(".local")).unwrap();
    }
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

#[tokio::test]
async fn a_service_that_is_away_is_noticed() {
    let place = Place::new().await;
    let id = "0199c5a2-0000-7000-8000-00000000000a";
    for command in [
        vec!["jobs", "wait", id],
        vec!["jobs", "results", id],
        vec!["watch", id],
    ] {
        let limited = [&command[..], &["--kind", "crawl", "--total-timeout", "1s"]].concat();
        let mut dead = place.command(&limited);
        dead.env("FIRECRAWL_API_URL", "http://127.0.0.1:1");
        let run = Run::of(dead.output().await.unwrap());
        let resumed = format!("firecrawl jobs results {id}");
        run.fails(
            8,
            &["127.0.0.1:1 cannot be reached; trying again", &resumed],
        );
    }
    let fault = Fault::status(503).always();
    place.server.fault("getCrawlStatus", fault).unwrap();
    let crawl = [
        "crawl",
        &place.site,
        "--limit",
        "2",
        "--total-timeout",
        "1s",
    ];
    let run = place.run(&crawl).await;
    run.fails(
        8,
        &["responds with 503; trying again", "firecrawl jobs results"],
    );
    let fault = Fault::rate_limited(Duration::from_secs(3600)).always();
    place.server.clear_faults("getCrawlStatus").unwrap();
    place.server.fault("getCrawlStatus", fault).unwrap();
    place
        .run(&crawl)
        .await
        .fails(7, &["firecrawl jobs results"]);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn lines_on_a_terminal_share_it_with_no_bar() {
    let slow = LocalServer::builder().keys([KEY]);
    let place = Place::with(slow.pace(Duration::from_millis(300))).await;
    for (form, has_bar) in [("--jsonl", false), ("--output=out", true)] {
        let crawl = place.command(&["crawl", &place.site, "--limit", "2", form]);
        let shown = on_terminal(crawl).await;
        assert_eq!(shown.contains(" a second"), has_bar, "{shown}");
        let mut pages = shown.lines().filter(|line| line.contains("{\"url\""));
        assert!(pages.all(|line| line.starts_with("{\"url\"")), "{shown}");
    }
}

#[tokio::test]
async fn the_next_step_after_a_job_is_true() {
    let place = Place::new().await;
    let unknown = "0199c5a2-0000-7000-8000-00000000000a";
    let watch = ["watch", unknown, "--kind", "crawl"];
    let run = place.run(&watch).await.fails(5, &["firecrawl jobs list"]);
    assert!(!run.stderr.contains("not affected"), "{run:?}");
    let cancelled = firecrawl_local::Response::ok(serde_json::json!({
        "status": "cancelled", "completed": 1, "total": 2, "data": [],
    }));
    place
        .server
        .on("getCrawlStatus", move |_| cancelled.clone())
        .unwrap();
    let wait = ["jobs", "wait", unknown, "--kind", "crawl"];
    let run = place
        .run(&wait)
        .await
        .fails(11, &["firecrawl jobs results"]);
    assert!(!run.stderr.contains("not affected"), "{run:?}");
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

#[cfg(unix)]
#[tokio::test]
async fn an_interrupt_during_a_start_keeps_the_id() {
    let place = Place::new().await;
    for (command, operation) in [
        ("crawl", "crawlUrls"),
        ("batch", "scrapeAndExtractFromUrls"),
    ] {
        let late = Fault::latency(Duration::from_millis(500));
        place.server.fault(operation, late).unwrap();
        let child = place.start(&[command, &place.site, "--no-wait"]);
        while place.server.coverage().calls(operation) == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        interrupt(&child).await;
        let run = Run::of(child.wait_with_output().await.unwrap());
        let id = run.ok().trim().to_owned();
        let list = place.run(&["jobs", "list"]).await.ok();
        assert!(list.starts_with(&format!("{id}\t{command}\t")), "{list}");
    }
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
    // A page that robots.txt blocks does not make a crawl fail.
    let id = place.run(&["crawl", &place.site, "--no-wait"]).await.ok();
    let events = lines(&place.run(&["watch", id.trim()]).await.ok());
    let blocked = |line: &&serde_json::Value| line["event"] == "robotsBlocked";
    assert_eq!(events.iter().filter(blocked).count(), 1);
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
    let start = ["jobs", "start", "batch", "-"];
    let many = (0..2000).map(|line| format!("word {line}\n"));
    let many = many.collect::<String>() + &place.site;
    for (list, words) in [
        ("word\n", "nothing was started"),
        (&*many, "nothing was started"),
        ("# none\n", "the list has no URL"),
    ] {
        place.run_with(list, &start).await.fails(2, &[words]);
    }
    assert_eq!(place.server.coverage().calls("scrapeAndExtractFromUrls"), 1);
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
