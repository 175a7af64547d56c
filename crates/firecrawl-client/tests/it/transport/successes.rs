//! Unusual but successful responses: every class accepts them at the first attempt.

use std::time::Duration;

use firecrawl_local::{Fault, Response};
use futures_util::future::join_all;

use super::operations::{OPERATIONS, Operation};
use crate::setup::Setup;

async fn take(setup: &Setup, operation: &Operation, fault: &Fault) {
    let before = setup.server.coverage().calls(operation.id);
    setup.server.fault(operation.id, fault.clone()).unwrap();
    let result = (operation.call)(setup.client.clone()).await;
    let place = format!("{fault:?} on {}", operation.id);
    assert_eq!(result.map_err(|error| error.to_string()), Ok(1), "{place}");
    let after = setup.server.coverage().calls(operation.id);
    assert_eq!(after - before, 1, "{place}");
    assert!(setup.clock.slept().is_empty(), "{place}");
}

#[tokio::test]
async fn odd_answers_are_answers() {
    let faults = [
        Fault::latency(Duration::from_millis(5)),
        Fault::drip(20, Duration::from_millis(1)),
        Fault::content_type("text/plain"),
        Fault::content_type("application/octet-stream"),
        Fault::unknown_values(),
        Fault::nulls(),
        #[cfg(feature = "gzip")]
        Fault::gzip(),
        // Last: what comes after it on the same connection is a matter of `keep_alive`.
        Fault::close_after(),
    ];
    let setup = Setup::new().await;
    for operation in OPERATIONS {
        let answer = operation.answer;
        let script =
            move |_: &firecrawl_local::Request| Response::ok(serde_json::from_str(answer).unwrap());
        setup.server.on(operation.id, script).unwrap();
    }
    for fault in &faults {
        join_all(
            OPERATIONS
                .iter()
                .map(|operation| take(&setup, operation, fault)),
        )
        .await;
    }
}
