//! The span of a job, with the feature `tracing`.

/// The span around the polls of one wait or stream.
pub(super) struct JobSpan {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

impl JobSpan {
    /// Opens the span; it says the kind of job and not its id, which is as good as its result.
    pub fn new(kind: &'static str) -> Self {
        #[cfg(not(feature = "tracing"))]
        let _ = kind;
        Self {
            #[cfg(feature = "tracing")]
            span: tracing::info_span!("firecrawl.job", job.kind = kind),
        }
    }

    /// Does work within the span.
    pub fn around<F: Future>(&self, work: F) -> impl Future<Output = F::Output> + use<F> {
        #[cfg(feature = "tracing")]
        let work = tracing::Instrument::instrument(work, self.span.clone());
        work
    }
}
