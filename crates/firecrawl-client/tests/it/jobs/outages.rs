//! A service that is away while a list of URLs is scraped.

use std::future::{Future, pending};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant, SystemTime};

use firecrawl_client::types::BatchScrapeRequest;
use firecrawl_client::{BatchOutcome, BatchResult, BatchScrapeAll, Clock, PollPolicy};
use firecrawl_local::Fault;
use tokio::sync::Notify;

use super::setting::{next_result, patience};
use crate::setup::Setup;

const START: &str = "scrapeAndExtractFromUrls";
const PROBE: &str = "getConcurrencyCheck";

/// A list of so many pages, in batches of two.
fn list(setup: &Setup, count: usize) -> BatchScrapeAll {
    let urls: Vec<String> = (0..count)
        .map(|number| setup.page(&format!("/visit?number={number}")))
        .collect();
    let list = setup.client.batch_scrape_all(urls).chunk(2).at_once(2);
    list.poll_policy(patience())
}

async fn all(mut results: BatchScrapeAll) -> Vec<BatchResult> {
    let mut all = Vec::new();
    while let Some(result) = next_result(&mut results).await {
        all.push(result);
    }
    all
}

fn words(results: &[BatchResult]) -> Vec<&'static str> {
    let words = results.iter().map(|result| match &result.outcome {
        BatchOutcome::Document(_) => "document",
        BatchOutcome::Invalid(_) => "invalid",
        BatchOutcome::NotStarted { .. } => "not started",
        BatchOutcome::Stopped { .. } => "stopped",
        other => panic!("{other:?}"),
    });
    words.collect()
}

fn count(results: &[BatchResult], word: &str) -> usize {
    words(results)
        .iter()
        .filter(|found| **found == word)
        .count()
}

#[tokio::test]
async fn an_outage_costs_the_starts_under_way_and_no_others() {
    let setup = Setup::new().await;
    setup
        .server
        .fault(START, Fault::html(502).times(2))
        .unwrap();
    setup
        .server
        .fault(PROBE, Fault::html(502).times(3))
        .unwrap();
    let results = all(list(&setup, 20)).await;
    let calls = |operation| setup.server.coverage().calls(operation);
    assert_eq!(
        (count(&results, "not started"), count(&results, "document")),
        (2, 16)
    );
    assert_eq!((calls(START), calls(PROBE)), (10, 4));
    let pauses = setup.clock.slept();
    for pause in [250, 500, 1000].map(Duration::from_millis) {
        assert!(pauses.contains(&pause), "{pauses:?}");
    }
}

#[tokio::test]
async fn only_one_start_shows_whether_an_outage_has_passed() {
    let setup = Setup::new().await;
    // The service responds, and yet starts no batch for some time.
    setup
        .server
        .fault(START, Fault::status(500).times(6))
        .unwrap();
    let results = all(list(&setup, 40)).await;
    assert_eq!(
        (count(&results, "not started"), count(&results, "document")),
        (6, 28)
    );
    // Two were under way at first.
    assert_eq!(setup.server.coverage().calls(PROBE), 5);
    let pauses = setup.clock.slept();
    for pause in [250, 500, 1000, 1500, 2250].map(Duration::from_millis) {
        assert!(pauses.contains(&pause), "{pauses:?}");
    }
}

#[tokio::test]
async fn a_batch_that_was_surely_not_accepted_is_started_again() {
    let setup = Setup::new().await;
    let busy = Fault::status(503).header("retry-after", "1");
    setup.server.fault(START, busy.times(15)).unwrap();
    let results = all(list(&setup, 20)).await;
    assert_eq!(words(&results), ["document"; 20]);
    let mut positions: Vec<u64> = results
        .iter()
        .filter_map(|result| result.position)
        .collect();
    positions.sort_unstable();
    assert_eq!(positions, (0..20).collect::<Vec<u64>>());
}

#[tokio::test]
async fn an_outage_that_is_too_long_leaves_the_rest_untouched() {
    for responds in [false, true] {
        let setup = Setup::new().await;
        setup
            .server
            .fault(START, Fault::html(502).always())
            .unwrap();
        if !responds {
            setup.server.fault(PROBE, Fault::reset().always()).unwrap();
        }
        let taken = Arc::new(AtomicUsize::new(0));
        let page = setup.page("/visit");
        let urls = {
            let taken = Arc::clone(&taken);
            (0..10_000).map(move |_| {
                taken.fetch_add(1, Ordering::Relaxed);
                page.clone()
            })
        };
        let away = PollPolicy::default().outage(Duration::from_secs(60));
        let list = setup.client.batch_scrape_all(urls).chunk(2).at_once(2);
        let results = all(list.poll_policy(away)).await;
        let (last, others) = results.split_last().unwrap();
        assert!(
            matches!(last.outcome, BatchOutcome::Stopped { .. }),
            "{last:?}"
        );
        let starts = match responds {
            true => 5..15,
            false => 2..3,
        };
        assert!(starts.contains(&others.len()), "{results:?}");
        assert_eq!(count(others, "not started"), others.len());
        assert!(taken.load(Ordering::Relaxed) <= 2 * others.len() + 2);
        let waited: Duration = setup.clock.slept().iter().sum();
        assert!(waited < Duration::from_secs(70), "{waited:?}");
        if responds && let BatchOutcome::Stopped { error } = &last.outcome {
            assert_eq!(error.status().unwrap().as_u16(), 502);
        }
    }
}

#[tokio::test]
async fn a_wait_that_no_clock_can_hold_is_too_long() {
    let setup = Setup::new().await;
    let forever = "99999999999999999999999";
    let away = Fault::status(503).header("retry-after", forever);
    setup.server.fault(PROBE, away.clone().always()).unwrap();
    setup.server.fault(START, away.always()).unwrap();
    let error = setup.client.until_available(&patience()).await;
    assert_eq!(error.unwrap_err().status().unwrap().as_u16(), 503);
    assert_eq!(words(&all(list(&setup, 4)).await).last(), Some(&"stopped"));
    let job = setup.client.crawl("https://example.com/").await.unwrap();
    let away = Fault::status(503).header("retry-after", forever);
    setup.server.fault("getCrawlStatus", away.always()).unwrap();
    let outage = patience().outage(Duration::from_secs(60));
    let error = job.poll_policy(outage).wait().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 503);
}

#[tokio::test]
async fn invalid_urls_have_their_results_also_if_no_other_is_in_their_batch() {
    let setup = Setup::new().await;
    let urls = [
        "http://intranet/a",
        "http://intranet/b",
        "http://intranet/a",
    ]
    .map(str::to_owned);
    let last = "http://intranet/c".to_owned();
    let urls = urls.into_iter().chain([setup.page("/visit"), last]);
    let mut options = BatchScrapeRequest::new([""; 0]);
    options.ignore_invalid_urls = Some(true);
    let list = setup
        .client
        .batch_scrape_all(urls)
        .chunk(3)
        .options(options);
    let results = all(list.poll_policy(patience())).await;
    assert_eq!(
        (count(&results, "invalid"), count(&results, "document")),
        (4, 1)
    );
    for result in &results {
        assert!(result.position.is_some() && result.journal_entry().is_some());
    }
}

/// A clock that notes the first wait, and never ends one.
#[derive(Clone, Debug, Default)]
struct Still(Arc<Notify>);

impl Clock for Still {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn time_of_day(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        self.0.notify_one();
        Box::pin(pending())
    }
}

#[tokio::test]
async fn a_stop_does_not_wait_for_the_rate_limit_of_a_start() {
    let clock = Still::default();
    let setup = Setup::with(|server| server, |client| client.clock(clock.clone())).await;
    setup
        .server
        .fault(START, Fault::status(429).always())
        .unwrap();
    let mut results = list(&setup, 6).at_once(1);
    tokio::select! {
        result = results.next() => panic!("{result:?}"),
        () = clock.0.notified() => {}
    }
    results.stop();
    assert!(results.next().await.is_none());
    assert_eq!(setup.server.coverage().calls(START), 1);
}
