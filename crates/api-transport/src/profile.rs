//! The particulars of one API.

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
    /// Opens the span of an attempt. The name of a span is fixed where it is opened.
    #[cfg(feature = "tracing")]
    pub span: fn(&AttemptSpan<'_>) -> tracing::Span,
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
        span: |_| tracing::Span::none(),
    };
}

/// The fields of an attempt's span that are known when it is opened.
///
/// `status`, `duration_ms`, `bytes` and `outcome` are recorded at its end, so a
/// span declares them as empty fields.
#[cfg(feature = "tracing")]
#[derive(Debug)]
#[non_exhaustive]
pub struct AttemptSpan<'a> {
    /// The operationId; empty for a route that is not an operation.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: &'a str,
    /// The path template; empty for a route that is not an operation.
    pub path: &'static str,
    /// The number of the attempt, from 1.
    pub attempt: u32,
}
