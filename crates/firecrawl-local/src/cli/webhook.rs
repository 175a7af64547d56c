//! Sends events of webhooks to a receiver.

use std::error::Error;
use std::io::Write;

use firecrawl_local::WebhookEvent;

use super::arguments::WebhookArguments;
use super::run::secret_of_environment;

/// Sends the events in turn, and writes a line for each.
///
/// # Errors
/// If a type is unknown, or if the receiver does not accept all of them.
pub async fn send(arguments: WebhookArguments, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let secret = arguments.secret.or_else(secret_of_environment);
    let kinds = match arguments.kinds.is_empty() {
        true => WebhookEvent::kinds().map(str::to_owned).collect(),
        false => arguments.kinds,
    };
    let mut events = Vec::new();
    for kind in &kinds {
        let mut event = WebhookEvent::new(kind)?;
        if let Some(secret) = &secret {
            event = event.secret(secret);
        }
        if let Some(id) = &arguments.id {
            event = event.id(id);
        }
        events.push((kind, event));
    }
    let mut rejected = 0;
    for (kind, event) in events {
        let status = event.send(&arguments.to).await?;
        writeln!(out, "{kind}: {status}")?;
        rejected += usize::from(!status.is_success());
    }
    match rejected {
        0 => Ok(()),
        count => Err(format!("{count} of {} events were not accepted", kinds.len()).into()),
    }
}
