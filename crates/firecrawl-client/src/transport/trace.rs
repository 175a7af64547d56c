//! A span for each attempt, with the feature `tracing`.

#[cfg(feature = "tracing")]
pub(super) use with::Span;
#[cfg(not(feature = "tracing"))]
pub(super) use without::Span;

#[cfg(feature = "tracing")]
mod with {
    use std::time::Instant;

    use tracing::Instrument;
    use tracing::field::Empty;

    use crate::transport::attempt::Ended;
    use crate::transport::route::Route;

    /// The span of one attempt: no key, no body, no path values.
    pub struct Span {
        span: tracing::Span,
        started: Instant,
    }

    impl Span {
        /// Opens the span.
        pub fn open(route: &Route, attempt: u32) -> Self {
            // What has no operation has no template either, and its path may be private.
            let (operation, path) = route
                .operation
                .map_or(("", ""), |known| (known.id, known.path));
            let span = tracing::info_span!(
                "firecrawl.attempt",
                operation,
                method = %route.method(),
                path,
                attempt,
                status = Empty,
                duration_ms = Empty,
                bytes = Empty,
                outcome = Empty,
            );
            Self {
                span,
                started: Instant::now(),
            }
        }

        /// Runs the attempt in the span and notes how it ended.
        pub async fn run(self, attempt: impl Future<Output = Ended>) -> Ended {
            let ended = attempt.instrument(self.span.clone()).await;
            let time = self.started.elapsed().as_millis();
            self.span
                .record("duration_ms", u64::try_from(time).unwrap_or(u64::MAX));
            match &ended {
                Ended::Answered(answer) => {
                    self.span.record("status", answer.status.as_u16());
                    self.span.record("bytes", answer.body.len());
                    self.span.record("outcome", "answered");
                }
                Ended::Refused(refusal) => {
                    self.span.record("status", refusal.status().as_u16());
                    self.span.record("outcome", "refused");
                }
                Ended::Failed(failure) => {
                    self.span.record("outcome", failure.word());
                }
            }
            ended
        }
    }
}

#[cfg(not(feature = "tracing"))]
mod without {
    use crate::transport::attempt::Ended;
    use crate::transport::route::Route;

    /// Nothing, where nobody looks.
    pub struct Span;

    impl Span {
        /// Opens nothing.
        pub fn open(_route: &Route, _attempt: u32) -> Self {
            Self
        }

        /// Runs the attempt.
        pub async fn run(self, attempt: impl Future<Output = Ended>) -> Ended {
            attempt.await
        }
    }
}
