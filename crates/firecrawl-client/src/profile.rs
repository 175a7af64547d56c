//! The particulars of the Firecrawl API for the general transport.

use api_transport::Profile;

/// The particulars of the Firecrawl API.
// Another crate can turn on `tracing` for the transport alone, whose profile then has a field more.
#[allow(clippy::needless_update)]
pub(crate) static PROFILE: Profile = Profile {
    user_agent: concat!("firecrawl-rust/", env!("CARGO_PKG_VERSION")),
    idempotency_header: "x-idempotency-key",
    code_fields: &["code", "feedbackErrorCode", "errorCode"],
    resumable_state: Some("processing_continues"),
    open_records: &["DocumentMetadata"],
    #[cfg(feature = "tracing")]
    call_span,
    #[cfg(feature = "tracing")]
    attempt_span,
    ..Profile::DEFAULT
};

/// Opens the span of a call.
#[cfg(feature = "tracing")]
fn call_span(call: &api_transport::Attempt<'_>) -> tracing::Span {
    use tracing::field::Empty;

    tracing::info_span!(
        "firecrawl.call",
        operation = call.operation,
        http.request.method = call.method,
        url.template = call.path,
        http.response.status_code = Empty,
        "error.type" = Empty,
        otel.status_code = Empty,
    )
}

/// Opens the span of an attempt, by the conventions of OpenTelemetry for HTTP clients.
#[cfg(feature = "tracing")]
fn attempt_span(attempt: &api_transport::Attempt<'_>) -> tracing::Span {
    use tracing::field::Empty;

    let resends = Some(attempt.number - 1).filter(|resends| *resends > 0);
    tracing::info_span!(
        "firecrawl.attempt",
        otel.name = format_args!("{} {}", attempt.method, attempt.path),
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = attempt.method,
        http.request.resend_count = resends,
        url.template = attempt.path,
        server.address = attempt.server,
        server.port = attempt.port,
        http.response.status_code = Empty,
        http.response.body.size = Empty,
        "error.type" = Empty,
    )
}

/// Returns whether a subscriber wants the event `firecrawl.drift`.
#[cfg(feature = "drift-report")]
pub(crate) fn drift_events_enabled() -> bool {
    #[cfg(feature = "tracing")]
    return tracing::event_enabled!(tracing::Level::WARN, operation, path, kind);
    #[cfg(not(feature = "tracing"))]
    return false;
}

/// Emits the event `firecrawl.drift`.
#[cfg(feature = "drift-report")]
pub(crate) fn emit_drift_event(drift: &crate::Drift) {
    #[cfg(feature = "tracing")]
    tracing::warn!(
        name: "firecrawl.drift",
        operation = drift.operation,
        path = drift.path,
        kind = drift.kind.as_str(),
        "a response differs from the contract"
    );
    #[cfg(not(feature = "tracing"))]
    let _ = drift;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_records_are_types_of_documents() {
        assert_eq!(
            PROFILE.open_records,
            [firecrawl_api::types::DocumentMetadata::SHAPE.name]
        );
    }
}
