//! Checkpoints and their outputs: another output, a lost one, and what is cut off at any byte.

use std::collections::BTreeMap;
use std::fs;
use std::time::Duration;

use firecrawl_local::{Fault, LocalServer};

use super::harness::{KEY, Place, Run, interrupt, lines};

const LINES: &str =
    "batch -i list --jsonl -o out.jsonl --errors failed.jsonl --checkpoint journal --batch-size 3";
const FOLDER: &str = "batch -i list -o out --checkpoint journal --batch-size 3";

/// A place with a list of ten pages, of which each fourth is dead.
async fn place() -> Place {
    let place = Place::new().await;
    let urls: Vec<String> = (0..10)
        .map(|page| match page % 4 {
            3 => format!("http://127.0.0.1:1/{page}"),
            _ => place.url(&format!("/visit?page={page}")),
        })
        .collect();
    fs::write(place.path("list"), urls.join("\n")).unwrap();
    place
}

async fn run(place: &Place, command: &str) -> Run {
    place.run(&command.split(' ').collect::<Vec<_>>()).await
}

fn starts(place: &Place) -> u64 {
    place.server.coverage().calls("scrapeAndExtractFromUrls")
}

/// Checks that each page of the list is in one of the files once.
fn check(place: &Place, shown: &str) {
    let mut found = BTreeMap::new();
    for file in ["out.jsonl", "failed.jsonl"] {
        let text = fs::read_to_string(place.path(file)).unwrap();
        for line in lines(&text) {
            let position = line["position"].as_u64().unwrap();
            assert_eq!(found.insert(position, file), None, "{shown}: {position}");
        }
    }
    let expected = (0..10).map(|page| match page % 4 {
        3 => (page, "failed.jsonl"),
        _ => (page, "out.jsonl"),
    });
    assert_eq!(found, expected.collect(), "{shown}");
}

#[tokio::test]
async fn another_output_or_other_options_are_not_mixed_with_those_of_the_checkpoint() {
    let place = place().await;
    run(&place, LINES).await.fails(6, &["8 pages", "2 failed"]);
    let (journal, output) = (place.path("journal"), place.path("out.jsonl"));
    let before = (fs::read(&journal).unwrap(), fs::read(&output).unwrap());
    for (from, to, words) in [
        (
            "--jsonl ",
            "",
            &["form \"a folder with files\" instead of \"lines of JSON\""][..],
        ),
        ("--jsonl", "--template {url}\\n", &["form \"{url}\\\\n\""]),
        (
            "out.jsonl",
            "new.jsonl",
            &["output \"new.jsonl\" instead of \"out.jsonl\""],
        ),
        (
            "--errors failed.jsonl ",
            "",
            &["errors null instead of \"failed.jsonl\""],
        ),
        ("-o", "--format html,links -o", &["another `formats`"]),
        (
            "-o",
            "--only-main-content --wait-for 5 -o",
            &["another `onlyMainContent`", "another `waitFor`"],
        ),
    ] {
        let run = run(&place, &LINES.replace(from, to)).await;
        run.fails(2, words)
            .fails(2, &["journal: ", "repeat the command as it was"]);
        let after = (fs::read(&journal).unwrap(), fs::read(&output).unwrap());
        assert_eq!(after, before, "{to}");
    }
    let foreign = [&before.0[..], b"{\"written\":{\"mark\":5}}\n"].concat();
    fs::write(&journal, foreign).unwrap();
    let words = ["journal: it was not written by this command"];
    run(&place, LINES).await.fails(2, &words);
    assert_eq!(fs::read(&output).unwrap(), before.1);
    fs::write(&journal, &before.0).unwrap();
    // How the list is scraped may change, and where the files are.
    let moved = place.path("moved");
    fs::create_dir(&moved).unwrap();
    for file in ["list", "journal", "out.jsonl", "failed.jsonl"] {
        fs::rename(place.path(file), moved.join(file)).unwrap();
    }
    let mut words: Vec<&str> = LINES.split(' ').collect();
    words.extend(["--retries", "1", "--at-once", "1"]);
    let mut command = place.command(&words);
    let again = Run::of(command.current_dir(&moved).output().await.unwrap());
    again.fails(6, &["10 URLs have their results already"]);
    assert_eq!(starts(&place), 4);
}

#[tokio::test]
async fn a_file_has_one_use() {
    let place = place().await;
    let list = fs::read(place.path("list")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink("list", place.path("link")).unwrap();
    fs::hard_link(place.path("list"), place.path("hard")).unwrap();
    for (command, flags) in [
        ("batch -i list --jsonl -o list", "`--input` and `--output`"),
        (
            "scrape -i list --jsonl -o ./list",
            "`--input` and `--output`",
        ),
        ("batch -i list --errors list", "`--input` and `--errors`"),
        #[cfg(unix)]
        ("batch -i list --jsonl -o link", "`--input` and `--output`"),
        ("batch -i list --jsonl -o hard", "`--input` and `--output`"),
        (
            "batch - --jsonl -o list",
            "the standard input and `--output`",
        ),
        (
            "scrape - -o out --errors hard",
            "the standard input and `--errors`",
        ),
        (
            "batch -i list --jsonl -o new --errors new",
            "`--output` and `--errors`",
        ),
        (
            "batch -i list --jsonl -o new --checkpoint new",
            "`--checkpoint` and `--output`",
        ),
        (
            "batch -i list -o out --errors new --checkpoint ./new",
            "`--checkpoint` and `--errors`",
        ),
    ] {
        let mut run = place.command(&command.split(' ').collect::<Vec<_>>());
        run.stdin(fs::File::open(place.path("list")).unwrap());
        let run = Run::of(run.output().await.unwrap());
        run.fails(2, &[flags, "name one file"]);
        assert_eq!(fs::read(place.path("list")).unwrap(), list);
        assert!(!place.path("new").exists());
    }
    assert_eq!(starts(&place), 0);
    #[cfg(unix)]
    run(
        &place,
        "batch -i list --jsonl -o /dev/null --errors /dev/null",
    )
    .await
    .fails(6, &["8 pages", "2 failed"]);
}

#[tokio::test]
async fn an_output_that_cannot_be_written_is_found_before_anything_is_paid() {
    let place = place().await;
    fs::write(place.path("file"), "x").unwrap();
    for (command, named) in [
        ("batch -i list -o file", "file: "),
        ("batch -i list -o file/below", "file/below: "),
        ("batch -i list -o out --errors file/errors", "file/errors: "),
        (
            "scrape -i list --jsonl -o new --errors file/errors",
            "file/errors: ",
        ),
        ("crawl https://lamp.example -o file/below", "file/below: "),
        (
            "crawl https://lamp.example --jsonl -o file/below",
            "file/below",
        ),
    ] {
        run(&place, command).await.fails(1, &[named]);
    }
    assert_eq!((starts(&place), place.server.requests().len()), (0, 0));
    // No failure, no file of failures.
    let site = &place.site;
    run(&place, &format!("batch {site} -o out")).await.ok();
    assert!(!place.path("out/errors.jsonl").exists());
}

#[tokio::test]
async fn failures_of_an_earlier_run_count() {
    for command in [LINES, FOLDER] {
        let place = place().await;
        run(&place, command)
            .await
            .fails(6, &["8 pages", "2 failed"]);
        let again = run(&place, command).await;
        again.fails(
            6,
            &[
                "10 URLs have their results already",
                "8 pages, 0 of them",
                "2 failed",
            ],
        );
    }
}

#[tokio::test]
async fn a_lost_output_is_an_error_until_it_is_to_be_written_again() {
    for (command, lost) in [
        (LINES, "out.jsonl"),
        (LINES, "failed.jsonl"),
        (FOLDER, "out"),
        (FOLDER, "out/errors.jsonl"),
    ] {
        let place = place().await;
        run(&place, command).await.fails(6, &["8 pages"]);
        let all = place.files(".");
        let path = place.path(lost);
        match path.is_dir() {
            true => fs::remove_dir_all(&path).unwrap(),
            false => fs::remove_file(&path).unwrap(),
        }
        let words = [lost, "a part of it is missing", "--rewind"];
        run(&place, command).await.fails(1, &words);
        assert!(!path.exists());
        let again = run(&place, &format!("{command} --rewind")).await;
        again.fails(6, &["are taken back", "8 pages", "2 failed"]);
        // The service still has the results.
        assert_eq!((starts(&place), place.files(".")), (4, all), "{lost}");
        if command == LINES {
            check(&place, lost);
        }
        run(&place, command)
            .await
            .fails(6, &["10 URLs have their results"]);
    }
}

/// A file may end at any byte after a loss of power, or for another reason.
#[tokio::test]
async fn files_that_end_at_any_byte_are_continued() {
    let place = place().await;
    run(&place, LINES).await.fails(6, &["8 pages"]);
    let files = ["journal", "out.jsonl", "failed.jsonl"];
    let whole = files.map(|file| fs::read(place.path(file)).unwrap());
    let mut random = fastrand::Rng::with_seed(11);
    let mut rewound = 0;
    for round in 0..40 {
        let mut shown = format!("round {round}:");
        for (file, bytes) in files.iter().zip(&whole) {
            let end = match random.u8(0..3) {
                0 => random.usize(0..=bytes.len()),
                _ => bytes.len(),
            };
            shown += &format!(" {file} {end} of {}", bytes.len());
            let mut bytes = bytes[..end].to_vec();
            if random.u8(0..4) == 0 {
                // Blocks that were not written yet.
                bytes.extend([0; 40]);
            }
            fs::write(place.path(file), bytes).unwrap();
        }
        let mut end = run(&place, LINES).await;
        if end.code == 1 {
            end = run(&place, &format!("{LINES} --rewind")).await;
            rewound += 1;
        }
        assert_eq!(end.code, 6, "{shown}: {end:?}");
        check(&place, &shown);
        run(&place, LINES)
            .await
            .fails(6, &["10 URLs have their results"]);
    }
    assert!(rewound > 5, "{rewound}");
}

#[tokio::test]
async fn a_batch_that_takes_too_long_is_left_to_the_next_run() {
    let slow = LocalServer::builder()
        .keys([KEY])
        .pace(Duration::from_secs(3600));
    let place = Place::with(slow).await;
    let command = format!(
        "batch {} -o out --wait-timeout 10ms --checkpoint journal",
        place.site
    );
    for _ in 0..2 {
        let run = run(&place, &command).await;
        run.fails(9, &["a batch broke off", "the same command continues here"]);
    }
    assert_eq!(starts(&place), 1);
}

#[tokio::test]
async fn an_interrupted_list_is_cancelled_if_that_was_asked_for() {
    let slow = LocalServer::builder()
        .keys([KEY])
        .pace(Duration::from_secs(3600));
    let place = Place::with(slow).await;
    // The second start has no response yet when Ctrl-C comes.
    let late = Fault::latency(Duration::from_millis(300)).every(2);
    place
        .server
        .fault("scrapeAndExtractFromUrls", late)
        .unwrap();
    let (a, b) = (place.url("/"), place.url("/press"));
    let words = "--jsonl -q --batch-size 1 --at-once 2 --cancel-on-interrupt".split(' ');
    let words: Vec<&str> = ["batch", &a, &b].into_iter().chain(words).collect();
    let child = place.start(&words);
    while starts(&place) < 2 {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    interrupt(&child).await;
    let run = Run::of(child.wait_with_output().await.unwrap());
    run.fails(130, &[]);
    assert_eq!(place.server.coverage().calls("cancelBatchScrape"), 2);
    let both = [&words[..], &["--checkpoint", "journal", "-o", "out.jsonl"]].concat();
    place
        .run(&both)
        .await
        .fails(2, &["--cancel-on-interrupt", "--checkpoint"]);
}
