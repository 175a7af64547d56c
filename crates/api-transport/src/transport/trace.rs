//! A span for each attempt, with the feature `tracing`.

use tracing::Instrument;

use super::attempt::AttemptResult;
use super::route::Route;
use crate::profile::Profile;

/// Runs an attempt in a span of its own: no key, no body, no path values.
pub(super) async fn traced(
    profile: &Profile,
    route: &Route,
    number: u32,
    attempt: impl Future<Output = AttemptResult>,
) -> AttemptResult {
    // A route without an operation has no template, and its path may be private.
    let (operation, path) = route
        .operation()
        .map_or(("", ""), |operation| (operation.id, operation.path));
    let span = (profile.span)(&crate::AttemptSpan {
        operation,
        method: route.method(),
        path,
        attempt: number,
    });
    let started = std::time::Instant::now();
    let result = attempt.instrument(span.clone()).await;
    let time = started.elapsed().as_millis();
    span.record("duration_ms", u64::try_from(time).unwrap_or(u64::MAX));
    match &result {
        AttemptResult::Success(response) => {
            span.record("status", response.status().as_u16());
            span.record("bytes", response.len());
            span.record("outcome", "answered");
        }
        AttemptResult::ErrorResponse(response) => {
            span.record("status", response.status().as_u16());
            span.record("outcome", "refused");
        }
        AttemptResult::Failed(error) => {
            span.record("outcome", error.word);
        }
    }
    result
}
