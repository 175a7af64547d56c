//! Waiting for the end of a job.

use std::time::Duration;

use firecrawl_client::{Clock, ErrorKind, PollPolicy};
use firecrawl_local::{Fault, Response};
use serde_json::json;

use super::setting::{UNKNOWN_ID, crawl, patience};
use crate::setup::Setup;

/// A server on which a crawl has these statuses, one after the other, the last one for ever.
async fn with_statuses(statuses: &'static [&'static str]) -> Setup {
    let setup = Setup::new().await;
    let asked = std::sync::atomic::AtomicUsize::new(0);
    setup
        .server
        .on("getCrawlStatus", move |_| {
            let at = asked.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            let status = statuses[at.min(statuses.len() - 1)];
            Response::ok(json!({"status": status, "completed": at, "total": 9, "data": []}))
        })
        .unwrap();
    setup
}

#[tokio::test]
async fn it_asks_in_growing_intervals() {
    let setup = with_statuses(&["scraping", "scraping", "tidying", "scraping", "completed"]).await;
    let status = setup.client.crawl_job(UNKNOWN_ID).wait().await.unwrap();
    assert_eq!(status.completed, 4);
    let waits: Vec<u128> = setup
        .clock
        .slept()
        .iter()
        .map(Duration::as_millis)
        .collect();
    assert_eq!(waits, [250, 500, 1000, 1500]);
}

#[tokio::test]
async fn the_deadline_is_kept_and_told() {
    let setup = with_statuses(&["scraping"]).await;
    let job = setup
        .client
        .crawl_job(UNKNOWN_ID)
        .deadline(Duration::from_secs(60));
    let error = job.wait().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::JobDeadline);
    assert!(error.is_timeout() && error.is_retryable());
    let progress = error.progress().unwrap();
    assert_eq!(progress.job_id, UNKNOWN_ID);
    assert_eq!(progress.state.as_deref(), Some("scraping"));
    assert_eq!(progress.total, Some(9));
    let waited: Duration = setup.clock.slept().iter().sum();
    assert!(waited <= Duration::from_secs(60), "{waited:?}");
    assert!(waited >= Duration::from_secs(50), "{waited:?}");
    let shown = format!("crawl {UNKNOWN_ID} was scraping");
    assert!(error.to_string().contains(&shown), "{error}");
}

#[tokio::test]
async fn a_bad_end_is_an_error_with_the_id() {
    for (status, kind) in [
        ("failed", ErrorKind::JobFailed),
        ("cancelled", ErrorKind::JobCancelled),
    ] {
        let statuses: &'static [&'static str] = Box::leak(Box::new(["scraping", status]));
        let setup = with_statuses(statuses).await;
        let error = setup.client.crawl_job(UNKNOWN_ID).wait().await.unwrap_err();
        assert_eq!(error.kind(), kind);
        assert_eq!(error.job_id(), Some(UNKNOWN_ID));
    }
}

/// The official crate gives up on a running, billed job at the first 502.
#[tokio::test]
async fn a_bad_gateway_does_not_lose_a_running_job() {
    for fault in [
        Fault::html(502).times(12),
        Fault::reset().times(9),
        Fault::truncated(20).times(6),
        Fault::status(503).header("retry-after", "5").times(7),
        Fault::status(429).times(6),
        Fault::unknown_status().times(2),
    ] {
        let setup = Setup::new().await;
        setup.server.fault("getCrawlStatus", fault.clone()).unwrap();
        let job = crawl(&setup, 3).await;
        let status = job.wait().await;
        let status = status.unwrap_or_else(|error| panic!("{fault:?}: {error}"));
        assert_eq!(status.completed, 3, "{fault:?}");
    }
}

#[tokio::test]
async fn a_dead_server_is_told_with_its_cause() {
    let setup = Setup::new().await;
    let job = crawl(&setup, 3).await;
    setup
        .server
        .fault("getCrawlStatus", Fault::html(502).always())
        .unwrap();
    let error = job
        .poll_policy(PollPolicy::default().deadline(Duration::from_secs(300)))
        .wait()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::JobDeadline);
    assert!(error.job_id().is_some());
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("502"), "{source}");
}

#[tokio::test]
async fn a_service_that_is_away_for_too_long_ends_the_wait() {
    let away = PollPolicy::default().outage(Duration::from_secs(60));
    for (fault, kind) in [
        (Fault::status(503), ErrorKind::Api),
        (Fault::reset(), ErrorKind::Connection),
        (
            Fault::status(429).header("retry-after", "3600"),
            ErrorKind::RateLimited,
        ),
    ] {
        let setup = Setup::new().await;
        let running = Response::ok(json!({"status": "scraping", "completed": 1, "data": []}));
        setup
            .server
            .on("getCrawlStatus", move |_| running.clone())
            .unwrap();
        let job = setup.client.crawl_job(UNKNOWN_ID).poll_policy(away.clone());
        // A poll that succeeds begins the time anew.
        let server = &setup.server;
        let mut polls = 0;
        let error = job.wait_with(|_| {
            polls += 1;
            let times = if polls == 1 {
                fault.clone().times(5)
            } else {
                fault.clone().always()
            };
            server.fault("getCrawlStatus", times).unwrap();
        });
        let error = error.await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(error.job_id(), Some(UNKNOWN_ID));
        let waited: Duration = setup.clock.slept().iter().sum();
        assert!(waited < Duration::from_secs(120), "{waited:?}");
    }
}

#[tokio::test]
async fn a_service_that_was_never_reached_ends_the_wait_at_its_first_poll() {
    let setup = Setup::new().await;
    let fault = Fault::status(503).always();
    setup.server.fault("getCrawlStatus", fault).unwrap();
    let away = PollPolicy::default().outage(Duration::from_secs(600));
    let job = setup.client.crawl_job(UNKNOWN_ID).poll_policy(away);
    for error in [
        job.wait().await.unwrap_err(),
        job.documents().next().await.unwrap().unwrap_err(),
    ] {
        assert_eq!(error.status().unwrap().as_u16(), 503, "{error}");
    }
    // The attempts of two calls, and no pause between polls.
    let attempts = setup.server.requests().len();
    assert_eq!(setup.clock.slept().len() + 2, attempts);
}

#[tokio::test]
async fn a_job_that_was_started_is_waited_for_from_its_first_poll() {
    let setup = Setup::new().await;
    let away = PollPolicy::default().outage(Duration::from_secs(600));
    let job = setup.client.crawl("https://example.com/").await.unwrap();
    // More than one call repeats.
    let fault = Fault::status(503).times(8);
    setup.server.fault("getCrawlStatus", fault).unwrap();
    let status = job.poll_policy(away).wait().await.unwrap();
    assert_eq!(status.completed, status.total);
}

#[tokio::test]
async fn an_unknown_job_is_told_at_once() {
    let setup = Setup::new().await;
    let job = setup.client.crawl_job(UNKNOWN_ID).poll_policy(patience());
    let error = job.wait().await.unwrap_err();
    assert!(error.is_not_found(), "{error}");
    assert_eq!(error.job_id(), Some(UNKNOWN_ID));
    assert!(setup.clock.slept().is_empty());
}

#[tokio::test]
async fn the_total_time_of_the_client_counts_for_each_question() {
    let setup = Setup::with(
        |server| server,
        |client| client.total_timeout(Duration::from_secs(2)),
    )
    .await;
    let fault = Fault::status(503).always();
    setup.server.fault("getCrawlStatus", fault).unwrap();
    let job = setup.client.crawl_job(UNKNOWN_ID);
    let error = job
        .deadline(Duration::from_secs(60))
        .wait()
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::JobDeadline);
    // After 0.5 s and 1 s, another 2 s are more than is left of one question.
    let waits: Vec<u128> = setup
        .clock
        .slept()
        .iter()
        .map(Duration::as_millis)
        .collect();
    assert_eq!(waits[..3], [500, 1000, 250], "{waits:?}");
}

#[tokio::test]
async fn the_time_of_a_short_deadline_is_used_to_its_end() {
    let setup = Setup::new().await;
    let (clock, started) = (setup.clock.clone(), setup.clock.now());
    let script = move |_: &firecrawl_local::Request| {
        let late = clock.now() - started > Duration::from_millis(1400);
        let status = if late { "completed" } else { "scraping" };
        Response::ok(json!({"status": status, "completed": 1, "data": []}))
    };
    setup.server.on("getCrawlStatus", script).unwrap();
    let job = setup.client.crawl_job(UNKNOWN_ID);
    let job = job.deadline(Duration::from_secs(2));
    job.wait().await.unwrap();
}

#[tokio::test]
async fn a_short_deadline_is_not_exceeded() {
    let setup = with_statuses(&["scraping"]).await;
    let job = setup.client.crawl_job(UNKNOWN_ID);
    let job = job.deadline(Duration::from_secs(2));
    for error in [
        job.wait().await.unwrap_err(),
        job.documents().next().await.unwrap().unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::JobDeadline);
    }
    let waited: Duration = setup.clock.slept().iter().sum();
    let twice = Duration::from_secs(3)..=Duration::from_secs(4);
    assert!(twice.contains(&waited), "{waited:?}");
}
