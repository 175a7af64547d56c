//! Every fault that ends an attempt, once and for ever, for every safety class.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use firecrawl_local::{LocalServer, QueuedFault, Response};
use futures_util::future::join_all;

use super::faults::{Row, rows};
use super::operations::{OPERATIONS, Operation};
use crate::setup::{Hurry, KEY, Setup};
use firecrawl_api::RetryClass;
use firecrawl_client::{CallOptions, Client, Error, ErrorKind, RetryPolicy};

/// The outcome of one operation.
struct Met {
    result: Result<u32, Error>,
    /// Requests that reached the server.
    requests: u64,
    /// The number of times the work was done.
    worked: u32,
    slept: Vec<Duration>,
}

/// An operation on a server that all share, called by a client with a clock of its own.
struct Caller<'a> {
    server: &'a LocalServer,
    operation: &'a Operation,
    client: Client,
    limit: Duration,
    clock: Hurry,
    worked: Arc<AtomicU32>,
}

impl<'a> Caller<'a> {
    fn new(setup: &'a Setup, operation: &'a Operation, limit: Duration) -> Self {
        let worked: Arc<AtomicU32> = Arc::default();
        let (count, answer) = (Arc::clone(&worked), operation.answer);
        let script = move |_: &firecrawl_local::Request| {
            count.fetch_add(1, Ordering::SeqCst);
            Response::ok(serde_json::from_str(answer).unwrap())
        };
        setup.server.on(operation.id, script).unwrap();
        let clock = Hurry::default();
        let client = Client::builder()
            .base_url(setup.server.base_url())
            .key(KEY)
            .clock(clock.clone())
            .jitter(|| 0.5)
            .retry(RetryPolicy::default().budget(None))
            .build()
            .unwrap();
        Self {
            server: &setup.server,
            operation,
            client,
            limit,
            clock,
            worked,
        }
    }

    async fn meet(&self, fault: impl Into<QueuedFault>, row: &Row) -> Met {
        let id = self.operation.id;
        let options = match row.kind {
            ErrorKind::Timeout => CallOptions::new()
                .first_byte_timeout(self.limit)
                .stall_timeout(self.limit),
            _ => CallOptions::new(),
        };
        let calls = || self.server.coverage().calls(id);
        let (before, slept) = (calls(), self.clock.slept().len());
        self.worked.store(0, Ordering::SeqCst);
        self.server.fault(id, fault).unwrap();
        let result = (self.operation.call)(self.client.with_options(options)).await;
        self.server.clear_faults(id).unwrap();
        Met {
            result,
            requests: calls() - before,
            worked: self.worked.load(Ordering::SeqCst),
            slept: self.clock.slept().split_off(slept),
        }
    }
}

/// Does something with every operation and every row; the operations side by side.
async fn everywhere(limit: Duration, check: impl AsyncFn(&Caller<'_>, &Row)) {
    let setup = Setup::with(|server| server.keys([KEY]), |client| client.key(KEY)).await;
    join_all(OPERATIONS.iter().map(async |operation| {
        for row in rows(limit) {
            let caller = Caller::new(&setup, operation, limit);
            check(&caller, &row).await;
        }
    }))
    .await;
}

fn letter(class: RetryClass) -> char {
    match class {
        RetryClass::Idempotent => 'R',
        RetryClass::Keyed => 'K',
        RetryClass::Costly => 'C',
        RetryClass::Starts => 'S',
    }
}

fn check_error(error: &Error, row: &Row, operation: &Operation, attempts: u32, place: &str) {
    assert_eq!(error.kind(), row.kind, "{place}");
    let status = error.status().map(|status| status.as_u16());
    assert_eq!(status, row.status, "{place}");
    assert_eq!(error.attempts(), attempts, "{place}");
    assert_eq!(error.is_retryable(), row.retryable, "{place}");
    assert_eq!(
        error.retry_after(),
        row.wait.map(Duration::from_secs),
        "{place}"
    );
    let starts = operation.class.starts_work();
    assert_eq!(error.is_ambiguous_start(), starts && row.taken, "{place}");
    let known = firecrawl_api::OPERATIONS
        .iter()
        .find(|known| known.id == operation.id);
    let name = known.map(|known| format!("{} {}", known.method, known.path));
    assert_eq!(error.operation(), name.as_deref(), "{place}");

    let status = row.status.unwrap_or_default();
    let is = |statuses: &[u16]| statuses.contains(&status);
    assert_eq!(error.is_auth(), is(&[401, 403]), "{place}");
    assert_eq!(error.is_payment_required(), is(&[402]), "{place}");
    assert_eq!(error.is_not_found(), is(&[404, 410]), "{place}");
    assert_eq!(error.is_conflict(), is(&[409]), "{place}");
    assert_eq!(error.is_invalid_request(), is(&[400, 413, 422]), "{place}");
    assert_eq!(error.is_rate_limited(), is(&[429]), "{place}");
    let timeout = is(&[408, 504]) || row.kind == ErrorKind::Timeout;
    assert_eq!(error.is_timeout(), timeout, "{place}");

    if row.name == "refused" {
        assert_eq!(error.message(), "no luck for [key]: see [key]", "{place}");
        assert_eq!(error.code(), Some("LUCK"), "{place}");
        assert_eq!(error.request_id(), Some("r-17"), "{place}");
        let body = String::from_utf8_lossy(error.body().unwrap());
        assert!(body.contains("PAGE"), "{place}: the body is kept");
        let details = error.details().unwrap().to_string();
        assert_eq!(details, r#"[{"message":"see [key]"}]"#, "{place}");
    }
    let source = std::error::Error::source(error);
    for shown in [
        error.to_string(),
        format!("{error:?}"),
        format!("{:?}", error.response()),
        source.map(ToString::to_string).unwrap_or_default(),
    ] {
        assert!(!shown.contains(KEY), "{place}: {shown}");
        assert!(!shown.contains("PAGE"), "{place}: {shown}");
    }
    assert!(!error.to_string().contains('\n'), "{place}");
}

/// The waits before so many further attempts.
fn waits(row: &Row, count: u32) -> Vec<Duration> {
    (0..count)
        .map(|index| match row.wait {
            Some(seconds) => Duration::from_secs(seconds),
            // Half of 1 s, 2 s, 4 s, 8 s.
            None => Duration::from_millis(500 << index),
        })
        .collect()
}

#[tokio::test]
async fn faults_that_pass() {
    // Enough for the attempt that works out, on a busy machine too.
    everywhere(Duration::from_millis(700), async |caller, row| {
        let operation = caller.operation;
        let met = caller.meet(row.fault.clone(), row).await;
        let place = format!("{} {:?} on {}", row.name, row.status, operation.id);
        let again = row.again.contains(letter(operation.class));
        let sent = if again { 2 } else { 1 };
        assert_eq!(met.requests, sent, "{place}");
        assert_eq!(met.slept, waits(row, u32::from(again)), "{place}");
        match &met.result {
            Ok(attempts) => assert!(again && *attempts == 2, "{place}"),
            Err(error) => {
                assert!(!again, "{place}: {error:?}");
                check_error(error, row, operation, 1, &place);
            }
        }
        // A script knows no idempotency key; a server that does works once.
        let twice = matches!(operation.class, RetryClass::Idempotent | RetryClass::Keyed);
        assert!(met.worked <= if twice { 2 } else { 1 }, "{place}");
    })
    .await;
}

#[tokio::test]
async fn faults_that_stay() {
    // No attempt works out, so that a short limit does.
    everywhere(Duration::from_millis(200), async |caller, row| {
        let operation = caller.operation;
        let met = caller.meet(row.fault.clone().always(), row).await;
        let place = format!("{} {:?} on {}, always", row.name, row.status, operation.id);
        let again = row.again.contains(letter(operation.class));
        if row.status == Some(429) && again {
            check_rate_limit(&met, row, operation, &place);
            return;
        }
        let sent = if again { 5 } else { 1 };
        assert_eq!(met.requests, u64::from(sent), "{place}");
        assert_eq!(met.slept, waits(row, sent - 1), "{place}");
        let error = met.result.expect_err(&place);
        check_error(&error, row, operation, sent, &place);
    })
    .await;
}

/// A rate limit costs time and not the call, for as long as the policy says.
fn check_rate_limit(met: &Met, row: &Row, operation: &Operation, place: &str) {
    let error = met.result.as_ref().expect_err(place);
    let sent = u32::try_from(met.requests).unwrap();
    assert!(sent > 5, "{place}");
    check_error(error, row, operation, sent, place);
    assert_eq!(met.slept[..5], waits(row, 5), "{place}");
    let waited: Duration = met.slept.iter().sum();
    let longest = Duration::from_secs(15 * 60);
    assert!(
        waited <= longest && waited + Duration::from_secs(61) > longest,
        "{place}: {waited:?}"
    );
    assert!(error.rate_limit_wait() >= waited, "{place}");
}
