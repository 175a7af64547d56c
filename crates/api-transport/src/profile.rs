//! The particulars of one API.

#[cfg(feature = "tracing")]
use crate::hook::Attempt;

/// The particulars of one API, as data.
#[derive(Clone, Copy, Debug)]
#[allow(clippy::exhaustive_structs)]
pub struct Profile {
    /// The `User-Agent` unless the user sets another one.
    pub user_agent: &'static str,
    /// The header by which the service recognizes a repeated start, in lower case.
    pub idempotency_header: &'static str,
    /// The fields of an error body that may hold its code, the preferred one first.
    pub code_fields: &'static [&'static str],
    /// The `details.state` of a 408 whose work goes on, so that the same request attaches to it.
    pub resumable_state: Option<&'static str>,
    /// Records whose keys come from the content of a page; no drift is reported within them.
    pub open_records: &'static [&'static str],
    /// Opens the span of a call, around those of its attempts.
    ///
    /// The name of a span is fixed where it is opened. What is recorded at its end is declared
    /// as empty fields: `http.response.status_code`, `error.type` and `otel.status_code`.
    #[cfg(feature = "tracing")]
    pub call_span: fn(&Attempt<'_>) -> tracing::Span,
    /// Opens the span of an attempt; `http.response.body.size` is recorded in addition.
    #[cfg(feature = "tracing")]
    pub attempt_span: fn(&Attempt<'_>) -> tracing::Span,
}

impl Profile {
    /// The names that are most common, for the fields that an API does not set.
    pub const DEFAULT: Self = Self {
        user_agent: concat!("api-transport/", env!("CARGO_PKG_VERSION")),
        idempotency_header: "idempotency-key",
        code_fields: &["code"],
        resumable_state: None,
        open_records: &[],
        #[cfg(feature = "tracing")]
        call_span: |_| tracing::Span::none(),
        #[cfg(feature = "tracing")]
        attempt_span: |_| tracing::Span::none(),
    };
}
