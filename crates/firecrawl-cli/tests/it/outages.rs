//! A service that is away while a list is scraped.

use firecrawl_local::Fault;

use super::harness::{Place, lines};

const PROBE: &str = "getConcurrencyCheck";
const COMMANDS: [(&str, &str); 2] = [
    ("batch", "scrapeAndExtractFromUrls"),
    ("scrape", "scrapeAndExtractFromUrl"),
];

/// A list of 20 pages, and the command that scrapes it.
fn list<'a>(place: &Place, command: &'a str) -> (String, Vec<&'a str>) {
    let urls: Vec<String> = (0..20)
        .map(|n| place.url(&format!("/visit?n={n}")))
        .collect();
    let mut arguments = vec![command, "-", "--jsonl"];
    if command == "batch" {
        arguments.extend(["--batch-size", "2", "--at-once", "2"]);
    }
    (urls.join("\n"), arguments)
}

#[tokio::test]
async fn an_outage_costs_what_is_under_way_and_not_the_list() {
    let place = Place::new().await;
    for ((command, operation), times) in COMMANDS.into_iter().zip([2, 4]) {
        let away = |times| Fault::html(502).times(times);
        place.server.fault(operation, away(times)).unwrap();
        place.server.fault(PROBE, away(2)).unwrap();
        let (list, arguments) = list(&place, command);
        let run = place.run_with(&list, &arguments).await;
        let run = match command {
            "batch" => run.fails(
                8,
                &["4 of its URLs have no result: 2 batches did not start; with"],
            ),
            _ => run.fails(6, &["16 pages", "4 failed"]),
        };
        assert_eq!(lines(&run.stdout).len(), 16, "{run:?}");
        let calls = place.server.coverage().calls(operation);
        assert_eq!(calls, if command == "batch" { 10 } else { 20 });
    }
}

#[tokio::test]
async fn an_outage_that_is_too_long_leaves_the_rest_of_the_list_alone() {
    let place = Place::new().await;
    place
        .server
        .fault(PROBE, Fault::html(502).always())
        .unwrap();
    for ((command, operation), times) in COMMANDS.into_iter().zip([2, 4]) {
        let away = Fault::html(502).always();
        place.server.fault(operation, away).unwrap();
        let (list, mut arguments) = list(&place, command);
        std::fs::write(place.path("list"), list).unwrap();
        arguments.splice(1..2, ["-i", "list", "--total-timeout", "1s"]);
        let words: &[&str] = match command {
            "batch" => &[
                "a batch of 2 URLs was not started; others wait for the service",
                "the list was stopped, the rest of it was not tried",
                "20 of its URLs have no result: 2 batches did not start; with",
            ],
            _ => &["502", "4 of its URLs were tried, 16 were not"],
        };
        let run = place.run(&arguments).await.fails(8, words);
        assert_eq!(run.stdout, "");
        assert_eq!(place.server.coverage().calls(operation), times);
    }
}

#[tokio::test]
async fn a_list_that_the_service_rejects_does_not_go_on_for_ever() {
    let place = Place::new().await;
    let wrong = Fault::status(400).always();
    place.server.fault(COMMANDS[0].1, wrong).unwrap();
    let urls: Vec<String> = (0..40).map(|n| place.url(&format!("/?n={n}"))).collect();
    let arguments = ["batch", "-", "--batch-size", "1", "--at-once", "1"];
    let run = place.run_with(&urls.join("\n"), &arguments).await;
    run.fails(10, &["8 batches did not start\n"]);
}
