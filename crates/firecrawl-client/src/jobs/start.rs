//! What a start has to answer.

use firecrawl_api::types::JobStarted;

use crate::client::Client;
use crate::envelope;
use crate::error::{Error, ErrorKind};
use crate::reply::Reply;

/// The id of what was started.
pub(super) fn id_of(
    client: &Client,
    reply: Reply<JobStarted>,
    function: &'static str,
) -> Result<(String, JobStarted), Error> {
    let (started, meta) = reply.into_parts();
    match started.id.clone().filter(|id| !id.is_empty()) {
        Some(id) => Ok((id, started)),
        None => {
            let rest = envelope::fields(&started);
            let error = envelope::without_value(rest, meta.status, meta.headers);
            // A refusal is clear; an answer without an id is not.
            let unclear = error.kind() == ErrorKind::Decode;
            Err(error
                .with_attempts(meta.attempts)
                .ambiguous(unclear)
                .hiding(client.key_text())
                .of_function(function))
        }
    }
}
