//! Lists of URLs: their forms, and what becomes of them when the process is killed.

use std::collections::BTreeMap;
use std::time::Duration;

use firecrawl_local::{Fault, LocalServer};

use super::harness::{KEY, Place, Run, interrupt, lines};

#[tokio::test]
async fn a_list_comes_in_any_form() {
    let place = Place::new().await;
    let (a, b) = (place.url("/visit"), place.url("/"));
    let csv = format!("name,address\nx,{a}\ny,not a url\nz,{b}\n");
    std::fs::write(place.path("list.csv"), &csv).unwrap();
    let jsonl = format!("{{\"url\":\"{a}\"}}\n\"none\"\n\"{b}\"\n");
    let text = format!("# pages\n{a}\n\nword\n{b}\n");
    let from_file = ["batch", "-i", "list.csv", "--column", "address", "--jsonl"];
    for (run, line) in [
        (place.run(&from_file).await, 3),
        (
            place
                .run_with(&jsonl, &["batch", "-", "--input-form", "jsonl", "--jsonl"])
                .await,
            2,
        ),
        (place.run_with(&text, &["batch", "-", "--jsonl"]).await, 4),
    ] {
        assert!(
            run.stderr.contains(&format!("line {line}: not a URL")),
            "{run:?}"
        );
        let mut pages = lines(&run.fails(6, &["1 invalid"]).stdout);
        pages.sort_by_key(|page| page["position"].as_u64());
        let urls: Vec<&str> = pages
            .iter()
            .map(|page| page["url"].as_str().unwrap())
            .collect();
        assert_eq!(urls, [&a, &b]);
    }
    place
        .run(&["batch", "-i", "list.csv"])
        .await
        .fails(1, &["list.csv", "no column `url`"]);
    place
        .run(&["batch", "-i", "none.txt"])
        .await
        .fails(1, &["none.txt"]);
}

#[tokio::test]
async fn failed_and_blocked_pages_are_lines_of_their_own() {
    let place = Place::new().await;
    let dead = "http://127.0.0.1:1/";
    let arguments = ["batch", dead, &place.site, "-o", "out"];
    place
        .run(&arguments)
        .await
        .fails(6, &["1 pages", "1 failed"]);
    let errors = std::fs::read_to_string(place.path("out/errors.jsonl")).unwrap();
    let errors = lines(&errors);
    assert_eq!(errors.len(), 1);
    assert_eq!(
        (&errors[0]["position"], &errors[0]["url"]),
        (&0.into(), &dead.into())
    );
    assert!(errors[0]["code"].is_string() && errors[0]["error"].is_string());
}

/// Kills the process at many moments; in the end every URL is in the output once.
#[tokio::test]
async fn a_killed_batch_loses_and_doubles_nothing() {
    let slow = LocalServer::builder()
        .keys([KEY])
        .pace(Duration::from_millis(2));
    let place = Place::with(slow).await;
    let urls: Vec<String> = (0..60)
        .map(|page| match page % 10 {
            7 => format!("http://127.0.0.1:1/{page}"),
            _ => place.url(&format!("/visit?page={page}")),
        })
        .collect();
    std::fs::write(place.path("list"), urls.join("\n")).unwrap();
    let arguments = [
        "batch",
        "-i",
        "list",
        "--jsonl",
        "-o",
        "out.jsonl",
        "--errors",
        "failed.jsonl",
        "--checkpoint",
        "journal",
        "--batch-size",
        "7",
        "-q",
    ];
    let mut kills = 0;
    for round in 0..40_u64 {
        let mut child = place.start(&arguments);
        let moment = Duration::from_millis(20 + round * 37 % 400);
        if tokio::time::timeout(moment, child.wait()).await.is_err() {
            child.kill().await.unwrap();
            kills += 1;
        } else {
            break;
        }
    }
    let run = place.run(&arguments).await;
    assert!(matches!(run.code, 0 | 6), "{run:?}");
    assert!(kills > 0);
    let mut found: BTreeMap<u64, String> = BTreeMap::new();
    for file in ["out.jsonl", "failed.jsonl"] {
        for line in lines(&std::fs::read_to_string(place.path(file)).unwrap()) {
            let position = line["position"].as_u64().unwrap();
            let url = line["url"].as_str().unwrap().to_owned();
            assert_eq!(
                found.insert(position, url),
                None,
                "position {position} twice"
            );
        }
    }
    let all: BTreeMap<u64, String> = (0..).zip(urls).collect();
    assert_eq!(found, all);
}

#[tokio::test]
async fn a_list_ends_when_there_are_no_credits() {
    let place = Place::new().await;
    let none = Fault::status(402).always();
    place
        .server
        .fault("scrapeAndExtractFromUrls", none)
        .unwrap();
    let urls: Vec<String> = (0..200).map(|n| place.url(&format!("/?p={n}"))).collect();
    // Those that are under way when the first response comes do not count.
    let words = "batch - --jsonl --batch-size 10 --at-once 4";
    let batch: Vec<&str> = words.split(' ').collect();
    let run = place.run_with(&urls.join("\n"), &batch).await;
    let run = run.fails(4, &["not started"]);
    assert_eq!(run.stderr.matches("not started").count(), 1, "{run:?}");
    let calls = place.server.coverage().calls("scrapeAndExtractFromUrls");
    assert!(calls < 10, "{calls}");
}

#[tokio::test]
async fn a_checkpoint_needs_an_output_that_can_be_continued() {
    let place = Place::new().await;
    let arguments = ["batch", &place.site, "--jsonl", "--checkpoint", "journal"];
    place.run(&arguments).await.fails(2, &["--output"]);
    std::fs::write(place.path("journal"), "{\"other\":1}\n").unwrap();
    let arguments = ["batch", &place.site, "--json", "--checkpoint", "journal"];
    place.run(&arguments).await.fails(2, &["--output"]);
    let arguments = ["batch", &place.site, "-o", "out", "--checkpoint", "journal"];
    place
        .run(&arguments)
        .await
        .fails(2, &["line 1 of the journal"]);
}

#[tokio::test]
async fn a_checkpoint_belongs_to_one_process_and_one_list() {
    let slow = LocalServer::builder()
        .keys([KEY])
        .pace(Duration::from_secs(3600));
    let place = Place::with(slow).await;
    let (a, b) = (place.url("/"), place.url("/press"));
    let arguments = |first: &str, second: &str| {
        let words = "--jsonl -o out.jsonl --checkpoint journal".split(' ');
        let words = ["batch", first, second].into_iter().chain(words);
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    let mut first = place.start(&arguments(&a, &b));
    place.until("journal", "started").await;
    let owner = format!("process {}", first.id().unwrap());
    place
        .run(&arguments(&a, &b))
        .await
        .fails(2, &["journal", &owner]);
    first.kill().await.unwrap();
    // The batch that was started is taken up again, and another list is not mixed with it.
    place
        .run(&arguments(&b, &a))
        .await
        .fails(2, &["not the one of the journal", "an output of its own"]);
    assert_eq!(place.server.coverage().calls("scrapeAndExtractFromUrls"), 1);
}

#[tokio::test]
async fn an_output_that_lost_a_part_is_not_continued() {
    let place = Place::new().await;
    let arguments = "-o out.jsonl --jsonl --checkpoint journal".split(' ');
    let arguments: Vec<&str> = ["batch", &place.site]
        .into_iter()
        .chain(arguments)
        .collect();
    place.run(&arguments).await.ok();
    std::fs::write(place.path("out.jsonl"), "{").unwrap();
    let words = ["out.jsonl: a part of it is missing"];
    place.run(&arguments).await.fails(1, &words);
}

#[tokio::test]
async fn an_interrupted_batch_knows_what_it_has_paid() {
    let place = Place::new().await;
    // The response to the start comes after the interrupt.
    let late = Fault::latency(Duration::from_millis(500));
    place
        .server
        .fault("scrapeAndExtractFromUrls", late)
        .unwrap();
    let arguments = [
        "batch",
        &place.site,
        "-o",
        "out.jsonl",
        "--jsonl",
        "--checkpoint",
        "journal",
    ];
    let child = place.start(&arguments);
    while place.server.coverage().calls("scrapeAndExtractFromUrls") == 0 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    interrupt(&child).await;
    let run = Run::of(child.wait_with_output().await.unwrap());
    run.fails(130, &["the same command continues here"]);
    place.run(&arguments).await.ok();
    assert_eq!(place.server.coverage().calls("scrapeAndExtractFromUrls"), 1);
    let text = std::fs::read_to_string(place.path("out.jsonl")).unwrap();
    assert_eq!(lines(&text).len(), 1);
}

/// A place without room, or that cannot be written, is an error that names it, and loses nothing.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_disk_without_room_is_an_error_that_loses_nothing() {
    let place = Place::new().await;
    let arguments = |output: &str| {
        let fixed = ["--jsonl", "--checkpoint", "journal", "-o"].map(str::to_owned);
        let mut arguments = vec!["batch".to_owned(), place.site.clone(), place.url("/press")];
        arguments.extend(fixed);
        arguments.push(output.to_owned());
        arguments
    };
    place.run(&arguments("/dev/full")).await.fails(
        1,
        &[
            "the output cannot be written: No space left on device",
            "the same command continues here",
        ],
    );
    place
        .run(&arguments("/proc/nowhere/out.jsonl"))
        .await
        .fails(1, &["/proc/nowhere/out.jsonl: "]);
    let device = ["batch", &place.site, "--checkpoint", "/dev/full"];
    place
        .run(&device)
        .await
        .fails(2, &["/dev/full is not a file"]);
    place.run(&arguments("out.jsonl")).await.ok();
    let text = std::fs::read_to_string(place.path("out.jsonl")).unwrap();
    assert_eq!(lines(&text).len(), 2);
    assert_eq!(place.server.coverage().calls("scrapeAndExtractFromUrls"), 1);
}

#[cfg(not(any(feature = "object-store", feature = "parquet")))]
#[tokio::test]
async fn a_flag_of_a_feature_that_is_off_names_it() {
    let place = Place::new().await;
    for (flag, feature) in [("--store", "object-store"), ("--parquet", "parquet")] {
        let arguments = ["batch", flag, "run"];
        let named = format!("of the feature `{feature}`, which this binary lacks");
        place.run(&arguments).await.fails(2, &[flag, &named]);
    }
}
