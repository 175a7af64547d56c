//! Calls and waits that are under way when the user asks to stop.

use std::time::Duration;

use firecrawl_local::Fault;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, BufReader};
use tokio::process::{Child, Command};

use super::harness::{Place, Run, interrupt, lines};

const SCRAPE: &str = "scrapeAndExtractFromUrl";
const BATCH: &str = "scrapeAndExtractFromUrls";

/// Waits until an operation was called so often.
async fn until_called(place: &Place, operation: &str, times: u64) {
    while place.server.coverage().calls(operation) < times {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

async fn end(child: Child) -> Run {
    Run::of(child.wait_with_output().await.unwrap())
}

#[tokio::test]
async fn an_interrupt_does_not_wait_for_a_rate_limit() {
    let place = Place::new().await;
    let (a, b) = (place.url("/"), place.url("/visit"));
    let limit = Fault::rate_limited(Duration::from_secs(60));
    for (arguments, operation, words) in [
        (
            ["crawl", &a, "-o", "out"],
            "crawlUrls",
            "nothing was started",
        ),
        (
            ["extract", &a, "--prompt", "x"],
            "extractData",
            "nothing was started",
        ),
        (["batch", &a, &b, "--no-wait"], BATCH, "nothing was started"),
        (["batch", &a, &b, "--jsonl"], BATCH, "its batches go on"),
        (
            ["scrape", &a, &b, "--jsonl"],
            SCRAPE,
            "0 of its URLs were tried, 2 were not",
        ),
    ] {
        place.server.clear_faults(operation).unwrap();
        place
            .server
            .fault(operation, limit.clone().always())
            .unwrap();
        let before = place.server.coverage().calls(operation);
        let mut child = place.start(&arguments);
        // It says so when it begins to wait.
        let mut shown = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("limits the rate") {
            assert!(shown.read_line(&mut line).await.unwrap() > 0, "{line}");
        }
        interrupt(&child).await;
        shown.read_to_string(&mut line).await.unwrap();
        let run = end(child).await;
        assert_eq!(run.code, 130, "{line}");
        assert!(line.contains(words), "{line}");
        let calls = place.server.coverage().calls(operation) - before;
        assert!(calls <= 2, "{arguments:?}: {calls}");
    }
}

#[tokio::test]
async fn an_interrupt_after_the_last_call_loses_nothing() {
    let place = Place::new().await;
    let late = Fault::latency(Duration::from_millis(500)).always();
    place.server.fault(SCRAPE, late).unwrap();
    let arguments = ["scrape", &place.site, &place.url("/visit"), "--jsonl"];
    let child = place.start(&arguments);
    until_called(&place, SCRAPE, 2).await;
    interrupt(&child).await;
    let run = end(child).await;
    assert!(!run.stderr.contains("not complete"), "{run:?}");
    assert_eq!(lines(&run.ok()).len(), 2);
}

/// The end of the terminal, or of the connection to it.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_hangup_is_an_interrupt_unless_it_was_ignored_from_the_start() {
    let place = Place::new().await;
    for (script, code) in [
        // Whatever started the tests may ignore it.
        ("exec env --default-signal=HUP \"$@\"", 130),
        ("trap '' HUP; exec \"$@\"", 0),
    ] {
        let late = Fault::latency(Duration::from_millis(500));
        place.server.fault(BATCH, late).unwrap();
        let before = place.server.coverage().calls(BATCH);
        let journal = format!("journal-{code}");
        let arguments = [
            "batch",
            &place.site,
            "--jsonl",
            "-o",
            "out",
            "--checkpoint",
            &journal,
        ];
        let program = place.command(&arguments);
        let program = program.as_std();
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", script, "sh"]).arg(program.get_program());
        shell.args(program.get_args()).current_dir(place.path(""));
        shell.env_clear().kill_on_drop(true);
        for (name, value) in program.get_envs() {
            shell.env(name, value.unwrap());
        }
        let child = shell.spawn().unwrap();
        until_called(&place, BATCH, before + 1).await;
        // The system and the shell may both send one.
        for _ in 0..2 {
            let pid = child.id().unwrap().to_string();
            let kill = Command::new("kill").args(["-HUP", &pid]).status().await;
            assert!(kill.unwrap().success());
        }
        let run = end(child).await;
        assert_eq!(run.code, code, "{run:?}");
        let journal = std::fs::read_to_string(place.path(&journal)).unwrap();
        assert!(journal.contains("started"), "{journal}");
        std::fs::remove_file(place.path("out")).unwrap();
    }
}
