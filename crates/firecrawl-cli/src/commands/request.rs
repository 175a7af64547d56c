//! The request of a command: its client, its formats, what it costs.

use std::time::Duration;

use clap::ArgMatches;
use firecrawl_client::PollPolicy;
use serde_json::{Map, Value, json};

use crate::failure::Failure;
use crate::operations::Operation;
use crate::output::Output;
use crate::session::Session;

/// The client, if something is to be sent; `None` after `--dry-run` has shown the request.
pub fn client(
    matches: &ArgMatches,
    operation: &Operation,
    body: &Map<String, Value>,
) -> Result<Option<firecrawl_client::Client>, Failure> {
    let session = Session::read(matches)?;
    if !matches.get_flag("dry-run") {
        return session.client().map(Some);
    }
    let request = json!({
        "request": operation.route(),
        "service": session.address(),
        "body": body,
        "cost": operation.cost.unwrap_or("nothing that is documented"),
    });
    Output::read(matches).value(&request)?;
    Ok(None)
}

/// Returns the bounds of waiting for a job: those of the client, unless `--wait-timeout` sets another.
pub fn poll_policy(matches: &ArgMatches) -> PollPolicy {
    let policy = PollPolicy::default();
    match matches
        .try_get_one::<Duration>("wait-timeout")
        .ok()
        .flatten()
    {
        Some(time) => policy.deadline(*time),
        None => policy,
    }
}

/// Returns the formats of a request by their names; none if it has the service's own choice.
pub fn formats(body: &Map<String, Value>) -> Vec<String> {
    let formats = body.get("formats").or_else(|| {
        body.get("scrapeOptions")
            .and_then(|options| options.get("formats"))
    });
    let formats = formats.and_then(Value::as_array).into_iter().flatten();
    let names = formats.filter_map(|format| format.as_str().or_else(|| format["type"].as_str()));
    names.map(str::to_owned).collect()
}

/// Adds the format `json` with the schema of `--schema`; `place` is the object with the formats.
pub fn add_schema(matches: &ArgMatches, place: &mut Map<String, Value>) {
    let schema = matches.try_get_one::<Value>("schema").ok().flatten();
    let Some(schema) = schema else { return };
    let formats = place.entry("formats").or_insert_with(|| json!([]));
    if let Some(formats) = formats.as_array_mut() {
        formats.retain(|format| format != "json");
        formats.push(json!({"type": "json", "schema": schema}));
    }
}
