//! The waits of a call: `Retry-After`, the limits of the policy, the total time.

use std::time::{Duration, SystemTime};

use firecrawl_local::Fault;

use super::operations::OPERATIONS;
use crate::setup::Setup;
use firecrawl_client::CallOptions;
use firecrawl_client::RetryPolicy;

fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

async fn credits(setup: &Setup, options: CallOptions) -> Result<u32, firecrawl_client::Error> {
    (OPERATIONS[0].call)(setup.client.with_options(options)).await
}

fn order(setup: &Setup, fault: impl Into<firecrawl_local::QueuedFault>) {
    setup.server.fault("getCreditUsage", fault).unwrap();
}

#[tokio::test]
async fn a_date_is_held_against_the_servers_own_clock() {
    let setup = Setup::new().await;
    let sent = SystemTime::UNIX_EPOCH + seconds(1_000_000_000);
    let fault = Fault::status(429)
        .header("date", &httpdate::fmt_http_date(sent))
        .header("retry-after", &httpdate::fmt_http_date(sent + seconds(42)));
    order(&setup, fault);
    assert_eq!(credits(&setup, CallOptions::new()).await.unwrap(), 2);
    assert_eq!(setup.clock.slept(), [seconds(42)]);
}

#[tokio::test]
async fn a_longer_wait_than_the_policy_allows_is_an_error_at_once() {
    let setup = Setup::new().await;
    order(&setup, Fault::rate_limited(seconds(121)));
    let error = credits(&setup, CallOptions::new()).await.unwrap_err();
    assert_eq!(error.retry_after(), Some(seconds(121)));
    assert_eq!(error.attempts(), 1);
    assert!(error.is_rate_limited() && error.is_retryable());
    assert!(setup.clock.slept().is_empty());

    order(&setup, Fault::rate_limited(seconds(121)));
    let patient = RetryPolicy::default().longest_wait(seconds(600));
    let options = CallOptions::new().retry(patient);
    assert_eq!(credits(&setup, options).await.unwrap(), 2);
    assert_eq!(setup.clock.slept(), [seconds(121)]);
}

#[tokio::test]
async fn no_wait_is_no_invitation_to_hammer() {
    let setup = Setup::new().await;
    let fault = Fault::status(429).header("retry-after", "0");
    order(&setup, fault.always());
    credits(&setup, CallOptions::new()).await.unwrap_err();
    let millis: Vec<u128> = setup
        .clock
        .slept()
        .iter()
        .map(Duration::as_millis)
        .collect();
    assert_eq!(millis[..4], [500, 1000, 2000, 4000]);
    assert!(millis[4..].iter().all(|wait| *wait > 4000), "{millis:?}");
}

#[tokio::test]
async fn retries_can_be_off_for_a_client_and_for_a_call() {
    let off = RetryPolicy::off();
    let setup = Setup::with(|server| server, |client| client.retry(off.clone())).await;
    order(&setup, Fault::status(503).times(2));
    let error = credits(&setup, CallOptions::new()).await.unwrap_err();
    assert_eq!(error.attempts(), 1);
    let on = CallOptions::new().retry(RetryPolicy::default());
    assert_eq!(credits(&setup, on).await.unwrap(), 2);
    let setup = Setup::new().await;
    order(&setup, Fault::status(503));
    let off = CallOptions::new().retry(off);
    assert_eq!(credits(&setup, off).await.unwrap_err().attempts(), 1);
}

#[tokio::test]
async fn the_total_time_cuts_waits() {
    let setup = Setup::with(|server| server, |client| client.total_timeout(seconds(20))).await;
    order(&setup, Fault::rate_limited(seconds(9)).always());
    let error = credits(&setup, CallOptions::new()).await.unwrap_err();
    // Two waits of 9 s fit, a third does not, and is not begun.
    assert_eq!(setup.clock.slept(), [seconds(9); 2]);
    assert_eq!(error.attempts(), 3);
    assert!(error.is_rate_limited(), "the last answer is the error");

    // The calls of one client wait together, so this is another one.
    let setup = Setup::with(|server| server, |client| client).await;
    order(&setup, Fault::rate_limited(seconds(9)).always());
    let longer = CallOptions::new().total_timeout(seconds(30));
    let error = credits(&setup, longer).await.unwrap_err();
    assert_eq!(error.attempts(), 4);
}

#[tokio::test]
async fn the_total_time_cuts_attempts() {
    let setup = Setup::new().await;
    order(&setup, Fault::silence().always());
    let short = Duration::from_millis(150);
    let error = credits(&setup, CallOptions::new().total_timeout(short))
        .await
        .unwrap_err();
    assert!(error.is_timeout());
    assert_eq!(error.attempts(), 1);
    assert!(error.message().contains("ms"), "{error}");
}

#[tokio::test]
async fn no_time_at_all_sends_nothing() {
    let setup = Setup::new().await;
    let none = CallOptions::new().total_timeout(Duration::ZERO);
    let error = credits(&setup, none).await.unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 0, "{error}");
    assert_eq!(setup.server.coverage().calls("getCreditUsage"), 0);
}

#[tokio::test]
async fn an_attempt_of_its_own_length_is_taken_as_it_is() {
    let setup = Setup::new().await;
    order(&setup, Fault::silence());
    let short = CallOptions::new().first_byte_timeout(Duration::from_millis(100));
    assert_eq!(credits(&setup, short).await.unwrap(), 2);
}

#[tokio::test]
async fn odd_randomness_and_bounds_do_no_harm() {
    let setup = Setup::with(|server| server, |client| client.jitter(|| f64::NAN)).await;
    order(&setup, Fault::status(500));
    credits(&setup, CallOptions::new()).await.unwrap();
    assert_eq!(setup.clock.slept(), [seconds(1)]);
}
