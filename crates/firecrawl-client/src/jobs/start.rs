//! What a start has to answer.

use firecrawl_api::types::JobStarted;

use crate::envelope;
use crate::error::Error;
use crate::reply::Reply;

/// The id of what was started.
pub(super) fn id_of(
    reply: Reply<JobStarted>,
    function: &'static str,
) -> Result<(String, JobStarted), Error> {
    let (started, meta) = reply.into_parts();
    match started.id.clone().filter(|id| !id.is_empty()) {
        Some(id) => Ok((id, started)),
        None => {
            let refused = started.success == Some(false);
            let rest = match serde_json::to_value(&started) {
                Ok(serde_json::Value::Object(rest)) => rest,
                // The type is an object.
                _ => serde_json::Map::new(),
            };
            Err(envelope::without_value(rest, meta.status, meta.headers)
                .with_attempts(meta.attempts)
                .ambiguous(!refused)
                .of_function(function))
        }
    }
}
