//! The budget against retry storms, in calls.

use firecrawl_local::{Fault, LocalServer};
use futures_util::future::join_all;

use super::operations::OPERATIONS;
use crate::setup::{Hurry, Setup};
use firecrawl_client::Client;
use firecrawl_client::RetryPolicy;

const CALLS: usize = 100;

#[tokio::test]
async fn when_everything_fails_few_retries_are_sent() {
    let setup = Setup::new().await;
    let fault = Fault::status(503).always();
    setup.server.fault("getCreditUsage", fault).unwrap();
    let calls = (0..CALLS).map(|_| (OPERATIONS[0].call)(setup.client.clone()));
    assert!(join_all(calls).await.iter().all(Result::is_err));
    // 20 retries for 100 calls; 400 without the budget.
    assert_eq!(setup.server.coverage().calls("getCreditUsage"), 120);
}

#[tokio::test]
async fn clones_share_the_budget_and_calls_cannot_widen_it() {
    let setup = Setup::new().await;
    let fault = Fault::status(503).always();
    setup.server.fault("getCreditUsage", fault).unwrap();
    let own = RetryPolicy::default().budget(None);
    let options = firecrawl_client::CallOptions::new().retry(own);
    for _ in 0..CALLS {
        let client = setup.client.clone().with_options(options.clone());
        (OPERATIONS[0].call)(client).await.unwrap_err();
    }
    assert_eq!(setup.server.coverage().calls("getCreditUsage"), 120);
}

#[tokio::test]
async fn ten_calls_that_work_out_pay_for_one_retry() {
    let setup = Setup::with(
        |server| server,
        |client| client.retry(RetryPolicy::default().budget(Some(1))),
    )
    .await;
    let credits = "getCreditUsage";
    let call = || (OPERATIONS[0].call)(setup.client.clone());
    let fail_once = || setup.server.fault(credits, Fault::status(500)).unwrap();
    fail_once();
    assert_eq!(call().await.unwrap(), 2);
    // Spent; the success above gave back a tenth.
    fail_once();
    assert_eq!(call().await.unwrap_err().attempts(), 1);
    for _ in 0..9 {
        assert_eq!(call().await.unwrap(), 1);
    }
    fail_once();
    assert_eq!(call().await.unwrap(), 2);
}

#[tokio::test]
async fn a_retry_that_is_not_sent_costs_nothing() {
    let setup = Setup::with(
        |server| server,
        |client| client.retry(RetryPolicy::default().budget(Some(1))),
    )
    .await;
    let waiting = Fault::rate_limited(std::time::Duration::from_secs(30)).times(3);
    setup.server.fault("getCreditUsage", waiting).unwrap();
    let hurried =
        firecrawl_client::CallOptions::new().total_timeout(std::time::Duration::from_secs(20));
    let client = setup.client.with_options(hurried);
    for _ in 0..2 {
        let error = (OPERATIONS[0].call)(client.clone()).await.unwrap_err();
        assert!(error.is_rate_limited());
        assert_eq!(error.attempts(), 1);
    }
    assert_eq!((OPERATIONS[0].call)(setup.client.clone()).await.unwrap(), 2);
}

#[tokio::test]
async fn no_server_is_met_with_the_same_restraint() {
    let closed = LocalServer::builder().start().await.unwrap();
    let url = closed.base_url().to_owned();
    closed.shutdown().await;
    let clock = Hurry::default();
    let builder = Client::builder().base_url(url).clock(clock.clone());
    let client = builder.build().unwrap();
    for operation in OPERATIONS {
        let error = (operation.call)(client.clone()).await.unwrap_err();
        assert_eq!(
            error.kind(),
            firecrawl_client::ErrorKind::Connect,
            "{error:?}"
        );
        assert!(error.is_retryable() && !error.is_ambiguous_start());
        assert!(error.status().is_none() && error.body().is_none());
    }
    // Nothing was sent, so each class may try again while the budget lasts.
    assert_eq!(clock.slept().len(), 20);
}
