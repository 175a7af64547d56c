//! Lists that have faults: invalid entries, broken tables, and ends before their end.

use std::time::Duration;

use firecrawl_local::Fault;
use serde_json::{Value, json};

use super::harness::{Place, Run, interrupt, lines};

const SCRAPE: &str = "scrapeAndExtractFromUrl";
const BATCH: &str = "scrapeAndExtractFromUrls";

impl Place {
    /// Returns the lines of a file.
    fn lines(&self, name: &str) -> Vec<Value> {
        lines(&std::fs::read_to_string(self.path(name)).unwrap())
    }

    fn calls(&self, operation: &str) -> u64 {
        self.server.coverage().calls(operation)
    }
}

#[tokio::test]
async fn an_invalid_argument_costs_nothing() {
    let place = Place::new().await;
    for command in ["scrape", "batch"] {
        let arguments = [command, &place.site, "word", "-o", "out"];
        place
            .run(&arguments)
            .await
            .fails(2, &["`word` is not a URL"]);
    }
    assert_eq!(place.calls(SCRAPE), 0);
    assert_eq!(place.files("."), [""; 0]);
}

#[tokio::test]
async fn pages_that_are_paid_come_after_an_interrupt() {
    let place = Place::new().await;
    let late = Fault::latency(Duration::from_millis(500)).always();
    place.server.fault(SCRAPE, late).unwrap();
    let mut arguments = vec!["scrape".to_owned()];
    arguments.extend((0..9).map(|page| place.url(&format!("/visit?page={page}"))));
    arguments.extend(["--jsonl", "-o", "out.jsonl"].map(str::to_owned));
    let child = place.start(&arguments);
    while place.calls(SCRAPE) < 4 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    interrupt(&child).await;
    let run = Run::of(child.wait_with_output().await.unwrap());
    run.fails(130, &["4 pages in", "4 of its URLs were tried"]);
    assert_eq!(place.lines("out.jsonl").len(), 4);
    assert_eq!(place.calls(SCRAPE), 4);
}

#[tokio::test]
async fn pages_that_are_paid_come_after_the_last_credit() {
    let place = Place::new().await;
    let late = Fault::latency(Duration::from_millis(300)).times(1);
    place.server.fault(SCRAPE, late).unwrap();
    place
        .server
        .fault(SCRAPE, Fault::status(402).always())
        .unwrap();
    let mut arguments = vec!["scrape".to_owned()];
    arguments.extend((0..9).map(|page| place.url(&format!("/visit?page={page}"))));
    let words = ["--jsonl", "-o", "out.jsonl", "--errors", "failed.jsonl"];
    arguments.extend(words.map(str::to_owned));
    place
        .run(&arguments)
        .await
        .fails(4, &["1 pages in", "3 failed", "402"]);
    assert_eq!(place.lines("out.jsonl").len(), 1);
    let failed = place.lines("failed.jsonl");
    assert_eq!(failed.len(), 3);
    assert!(
        failed.iter().all(|line| line["code"] == "PAYMENT_REQUIRED"),
        "{failed:?}"
    );
    assert_eq!(place.calls(SCRAPE), 4);
}

/// The messages of what stops a list name the next step.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_says_how_to_go_on() {
    let place = Place::new().await;
    let (site, dead) = (&place.site, "http://127.0.0.1:1/");
    let (pages, failures) = ("--jsonl -o /dev/full", "--jsonl --errors /dev/full");
    for (command, next) in [
        (format!("batch {site} {pages}"), "`firecrawl jobs list` has"),
        (
            format!("batch {dead} {failures}"),
            "`firecrawl jobs list` has",
        ),
        (
            format!("scrape {site} {pages}"),
            "`firecrawl batch --checkpoint FILE`",
        ),
        (
            format!("scrape {dead} {failures}"),
            "`firecrawl batch --checkpoint FILE`",
        ),
        (
            format!("crawl {site} --limit 2 {pages}"),
            "`firecrawl jobs results ",
        ),
        (
            format!("crawl {dead} {failures}"),
            "`firecrawl jobs results ",
        ),
    ] {
        let run = place.run(&command.split(' ').collect::<Vec<_>>()).await;
        run.fails(1, &["No space left on device", "\n  ", next]);
    }
}

#[tokio::test]
async fn batches_that_fail_for_one_reason_are_one_warning_with_their_number() {
    let place = Place::new().await;
    let urls: Vec<String> = (0..7).map(|n| place.url(&format!("/?p={n}"))).collect();
    let urls = urls.join("\n");
    let batch = ["batch", "-", "--batch-size", "2", "-o", "out"];
    for (status, code, words) in [
        (
            500,
            8,
            &["4 batches did not start; with `--checkpoint FILE`"][..],
        ),
        // The same command would be rejected again.
        (400, 10, &["4 batches did not start\n"]),
        (
            401,
            3,
            &["`firecrawl login` stores a key", " did not start; with"],
        ),
    ] {
        let fault = Fault::status(status).always();
        place.server.clear_faults(BATCH).unwrap();
        place.server.fault(BATCH, fault).unwrap();
        let run = place.run_with(&urls, &batch).await.fails(code, words);
        assert_eq!(run.stderr.matches("not started").count(), 1, "{run:?}");
    }
    place.server.clear_faults(BATCH).unwrap();
    let lost = Fault::status(500).always();
    place.server.fault("getBatchScrapeErrors", lost).unwrap();
    let checkpoint = [&batch[..], &["--checkpoint", "journal"]].concat();
    let dead = "http://127.0.0.1:1/1\nhttp://127.0.0.1:1/2\nhttp://127.0.0.1:1/3\n";
    let run = place.run_with(dead, &checkpoint).await;
    let left = "2 batches left URLs without an outcome; the same command continues here";
    let run = run.fails(8, &[left]);
    assert_eq!(run.stderr.matches("of a batch have").count(), 1, "{run:?}");
}

#[tokio::test]
async fn an_invalid_line_shows_in_the_exit_code_and_among_the_failures() {
    let place = Place::new().await;
    let list = format!("{}\nword\n\n{}\na b\n", place.site, place.url("/visit"));
    std::fs::write(place.path("list.txt"), list).unwrap();
    let object = format!("{{\"url\":\"{}\"}}\n{{\"name\":\"x\"}}\n", place.site);
    std::fs::write(place.path("list.jsonl"), object).unwrap();
    let invalid = |line: u64, text: &str| json!({"line": line, "url": text, "code": "INVALID_URL", "error": "not a URL of http or https"});
    for command in ["scrape", "batch"] {
        for (list, expected) in [
            ("list.txt", vec![invalid(2, "word"), invalid(5, "a b")]),
            ("list.jsonl", vec![invalid(2, "{\"name\":\"x\"}")]),
        ] {
            let arguments = [
                command,
                "-i",
                list,
                "--jsonl",
                "-q",
                "--errors",
                "failed.jsonl",
            ];
            let run = place.run(&arguments).await.fails(6, &["line 2: not a URL"]);
            assert!(!lines(&run.stdout).is_empty());
            assert_eq!(place.lines("failed.jsonl"), expected, "{command}");
        }
        let run = place.run_with("word\n", &[command, "-", "--jsonl"]).await;
        run.fails(1, &["line 1: not a URL", "0 pages in", "1 invalid"]);
    }
}

#[tokio::test]
async fn an_invalid_line_is_among_the_failures_once_after_a_resume() {
    let place = Place::new().await;
    let list = format!("word\n{}\na b\n", place.site);
    std::fs::write(place.path("list"), list).unwrap();
    let arguments = "batch -i list --jsonl -o out.jsonl --errors failed.jsonl --checkpoint journal";
    let arguments: Vec<&str> = arguments.split(' ').collect();
    for _ in 0..2 {
        let run = place.run(&arguments).await;
        assert!(
            matches!(run.code, 1 | 6) && run.stderr.contains("2 invalid"),
            "{run:?}"
        );
        let failed = place.lines("failed.jsonl");
        let found: Vec<&Value> = failed.iter().map(|line| &line["line"]).collect();
        assert_eq!(found, [1, 3]);
    }
    assert_eq!(place.lines("out.jsonl").len(), 1);
}

#[tokio::test]
async fn a_quote_that_nothing_closes_ends_the_list_with_its_line() {
    let place = Place::new().await;
    let visit = place.url("/visit");
    let list = format!(
        "url,name\n{},\"a\nb\"\n{visit},\"c\n{visit},d\n",
        place.site
    );
    std::fs::write(place.path("list.csv"), list).unwrap();
    for command in ["scrape", "batch"] {
        let run = place.run(&[command, "-i", "list.csv", "--jsonl"]).await;
        let run = run.fails(1, &["list.csv: line 4: a quote opens a field"]);
        let pages = lines(&run.stdout);
        assert_eq!(pages.len(), 1, "{pages:?}");
    }
}

#[tokio::test]
async fn a_sitemap_that_may_go_on_is_a_warning() {
    let place = Place::new().await;
    let links = format!(
        "[{}]",
        vec!["{\"url\":\"http://127.0.0.1:1/\"}"; 100_000].join(",")
    );
    let many = Fault::json_at("/links", links).always();
    place.server.fault("mapUrls", many).unwrap();
    place
        .server
        .fault(SCRAPE, Fault::status(402).always())
        .unwrap();
    let run = place.run(&["scrape", "--sitemap-of", &place.site]).await;
    run.fails(4, &["100000 URLs of a sitemap at most"]);
}

#[tokio::test]
async fn a_url_that_only_the_service_rejects_costs_no_other_one() {
    let place = Place::new().await;
    let bad = "http://intranet/page";
    let urls: Vec<String> = (0..9)
        .map(|n| match n {
            4 | 8 => bad.to_owned(),
            _ => place.url(&format!("/visit?n={n}")),
        })
        .collect();
    std::fs::write(place.path("list"), urls.join("\n")).unwrap();
    // The last batch has no other URL.
    let words = "batch -i list --batch-size 4 --jsonl --errors failed.jsonl";
    let words: Vec<&str> = words.split(' ').collect();
    let run = place.run(&words).await.fails(6, &["7 pages", "2 failed"]);
    assert_eq!(lines(&run.stdout).len(), 7);
    let mut failed = place.lines("failed.jsonl");
    failed.sort_by_key(|line| line["position"].as_u64());
    for (line, position) in failed.iter().zip([4, 8]) {
        assert_eq!(
            (&line["position"], &line["url"], &line["code"]),
            (&position.into(), &bad.into(), &"INVALID_URL".into())
        );
    }
    assert_eq!(failed.len(), 2);
    let shown = place.run(&[&words[..3], &["--dry-run"]].concat()).await;
    assert_eq!(shown.json()["body"]["ignoreInvalidURLs"], true);
    let strict = [&words[..], &["--ignore-invalid-urls=false"]].concat();
    let run = place.run(&strict).await;
    run.fails(10, &["urls.0", "a batch of 4 URLs was not started"]);
}

#[tokio::test]
async fn only_a_file_of_failures_of_its_own_is_removed() {
    let place = Place::new().await;
    std::fs::write(place.path("kept"), "x").unwrap();
    for command in ["scrape", "batch"] {
        for (name, is_there) in [("kept", true), ("new", false)] {
            let words = [command, &place.site, "--jsonl", "--errors", name];
            place.run(&words).await.ok();
            assert_eq!(place.path(name).exists(), is_there, "{command}");
        }
    }
}

#[tokio::test]
async fn batches_have_urls() {
    let place = Place::new().await;
    for flag in ["--batch-size", "--at-once"] {
        let run = place.run(&["batch", &place.site, flag, "0"]).await;
        run.fails(2, &[flag, "0"]);
    }
}
