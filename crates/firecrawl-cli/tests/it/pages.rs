//! Scraped pages as text, JSON and files.

use std::process::Stdio;

use tokio::io::AsyncReadExt as _;

#[cfg(target_os = "linux")]
use super::harness::on_terminal;
use super::harness::{Place, lines};

#[tokio::test]
async fn one_page_is_its_text_and_nothing_else() {
    let place = Place::new().await;
    let run = place.run(&["scrape", &place.url("/visit")]).await;
    assert_eq!(run.stderr, "");
    let text = run.ok();
    assert!(text.contains("\n====") && text.ends_with('\n') && !text.contains("\n\n\n\n"));

    let json = place
        .run(&["scrape", &place.site, "--format", "markdown,links"])
        .await
        .json();
    assert!(json["markdown"].is_string() && json["links"].is_array());
    let links = place
        .run(&["scrape", &place.site, "--format", "links"])
        .await
        .ok();
    assert!(links.lines().count() > 3 && links.lines().all(|line| line.starts_with("http")));
    let title = [
        "scrape",
        &place.site,
        "--template",
        "{metadata.statusCode} {metadata.title}\\n",
    ];
    assert!(place.run(&title).await.ok().starts_with("200 A light"));
    place
        .run(&["scrape", &place.site, "-o", "one/page.md"])
        .await
        .ok();
    assert!(
        std::fs::read_to_string(place.path("one/page.md"))
            .unwrap()
            .contains("====")
    );
}

#[tokio::test]
async fn urls_that_differ_in_their_query_are_different_files() {
    let place = Place::new().await;
    let urls = [place.url("/visit?a=1"), place.url("/visit?a=2")];
    place
        .run(&["scrape", &urls[0], &urls[1], "-o", "out"])
        .await
        .ok();
    assert_eq!(place.files("out").len(), 2, "{:?}", place.files("out"));
    let text = std::fs::read_to_string(place.path("out").join(&place.files("out")[0])).unwrap();
    assert!(text.starts_with("---\nurl: \"http://") && text.contains("\nstatus: 200\n---\n\n"));
}

#[tokio::test]
async fn one_failed_page_of_three_shows_in_the_exit_code() {
    let place = Place::new().await;
    let dead = "http://127.0.0.1:1/";
    let urls = [
        "scrape",
        &place.site,
        dead,
        &place.url("/visit"),
        "-o",
        "out",
    ];
    place.run(&urls).await.fails(6, &["2 pages", "1 failed"]);
    let errors = std::fs::read_to_string(place.path("out/errors.jsonl")).unwrap();
    let [error] = &lines(&errors)[..] else {
        panic!("{errors}")
    };
    assert_eq!(
        (&error["url"], &error["position"]),
        (&dead.into(), &1.into())
    );
    let code = error["code"].as_str().unwrap();
    assert!(code.starts_with("SCRAPE_"), "{code}");
    // If none could be fetched, the cause is in the code.
    let run = place
        .run(&["scrape", dead, "http://127.0.0.1:2/", "--jsonl"])
        .await;
    assert_ne!(run.code, 0);
    assert_eq!(run.stdout, "");
}

#[tokio::test]
async fn a_crawl_becomes_files_or_lines() {
    let place = Place::new().await;
    let run = place
        .run(&[
            "crawl",
            &place.site,
            "--limit",
            "4",
            "--format",
            "markdown,links",
        ])
        .await;
    assert!(
        run.stderr.contains("was started") && run.stderr.contains("4 pages"),
        "{run:?}"
    );
    assert_eq!(run.ok(), "");
    let files = place.files(".firecrawl");
    assert_eq!(
        files.iter().filter(|name| name.ends_with(".md")).count(),
        4,
        "{files:?}"
    );
    assert_eq!(
        files.iter().filter(|name| name.ends_with(".json")).count(),
        4,
        "{files:?}"
    );

    let run = place
        .run(&["crawl", &place.site, "--limit", "3", "--jsonl", "-q"])
        .await;
    assert_eq!(run.stderr, "");
    let pages = lines(&run.ok());
    assert_eq!(pages.len(), 3);
    assert!(
        pages
            .iter()
            .all(|page| page["status"] == 200 && page["markdown"].is_string())
    );
}

#[tokio::test]
async fn a_reader_that_goes_away_is_not_a_failure() {
    let place = Place::new().await;
    let mut command = place.command(&["crawl", &place.site, "--limit", "20", "--jsonl", "-q"]);
    let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut first = [0; 16];
    stdout.read_exact(&mut first).await.unwrap();
    drop(stdout);
    let output = child.wait_with_output().await.unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[tokio::test]
async fn a_file_is_parsed() {
    let place = Place::new().await;
    let html = "<html><title>Log</title><main><h1>Lamp lit</h1></main></html>";
    std::fs::write(place.path("log \"1\".html"), html).unwrap();
    let text = place.run(&["parse", "log \"1\".html"]).await.ok();
    assert!(text.contains("Lamp lit"), "{text}");
    let json = place
        .run(&["parse", "log \"1\".html", "--format", "html", "--json"])
        .await
        .json();
    assert!(json["html"].is_string() && json.get("markdown").is_none());
    place
        .run(&["parse", "none.pdf"])
        .await
        .fails(1, &["none.pdf", "No such file"]);
    let url = place.run(&["parse", "https://a.example/a.pdf"]).await;
    url.fails(2, &["is a URL", "firecrawl scrape"]);
}

/// A terminal obeys what a page may hold; a file or a pipe has it as it is.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_page_is_not_obeyed_by_the_terminal() {
    let place = Place::new().await;
    let pages = ["https://evil.example/1", "https://evil.example/2"];
    for page in pages {
        let html = "<html><title>a\u{1b}]0;owned\u{7}\u{9b}2J\u{202e}b</title><p>x</p></html>";
        place.server.page(page, html).unwrap();
    }
    let [one, two] = pages;
    for form in ["--jsonl", "--template={metadata.title}\\n"] {
        for command in [
            vec!["scrape", one, two, form],
            vec!["batch", one, two, form],
        ] {
            let shown = on_terminal(place.command(&command)).await;
            let obeyed = |letter: &char| {
                letter.is_control() && !matches!(letter, '\n' | '\r') || *letter == '\u{202e}'
            };
            assert_eq!(shown.chars().find(obeyed), None, "{command:?}: {shown:?}");
            assert_eq!(shown.matches("\\u{202e}b").count(), 2, "{shown:?}");
            let plain = place.run(&command).await.ok();
            assert!(plain.contains("\u{202e}b"), "{plain}");
        }
    }
}
