//! A span for each attempt, with the feature `tracing`.

#[cfg(not(feature = "tracing"))]
pub(super) use disabled::Span;
#[cfg(feature = "tracing")]
pub(super) use enabled::Span;

#[cfg(feature = "tracing")]
mod enabled {
    use std::time::Instant;

    use tracing::Instrument;

    use crate::profile::{AttemptSpan, Profile};
    use crate::transport::attempt::AttemptResult;
    use crate::transport::route::Route;

    /// The span of one attempt: no key, no body, no path values.
    pub struct Span {
        span: tracing::Span,
        started: Instant,
    }

    impl Span {
        /// Opens the span.
        pub fn open(profile: &Profile, route: &Route, attempt: u32) -> Self {
            // A route without an operation has no template, and its path may be private.
            let (operation, path) = route
                .operation()
                .map_or(("", ""), |operation| (operation.id, operation.path));
            let span = (profile.span)(&AttemptSpan {
                operation,
                method: route.method(),
                path,
                attempt,
            });
            Self {
                span,
                started: Instant::now(),
            }
        }

        /// Runs the attempt in the span and records its result.
        pub async fn run(self, attempt: impl Future<Output = AttemptResult>) -> AttemptResult {
            let result = attempt.instrument(self.span.clone()).await;
            let time = self.started.elapsed().as_millis();
            self.span
                .record("duration_ms", u64::try_from(time).unwrap_or(u64::MAX));
            match &result {
                AttemptResult::Success(response) => {
                    self.span.record("status", response.status.as_u16());
                    self.span.record("bytes", response.body.len());
                    self.span.record("outcome", "answered");
                }
                AttemptResult::ErrorResponse(response) => {
                    self.span.record("status", response.status().as_u16());
                    self.span.record("outcome", "refused");
                }
                AttemptResult::Failed(error) => {
                    self.span.record("outcome", error.word());
                }
            }
            result
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod disabled {
    use crate::profile::Profile;
    use crate::transport::attempt::AttemptResult;
    use crate::transport::route::Route;

    /// The stand-in without the feature.
    pub struct Span;

    impl Span {
        /// Opens nothing.
        pub fn open(_: &Profile, _: &Route, _: u32) -> Self {
            Self
        }

        /// Runs the attempt.
        pub async fn run(self, attempt: impl Future<Output = AttemptResult>) -> AttemptResult {
            attempt.await
        }
    }
}
