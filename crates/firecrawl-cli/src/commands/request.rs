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
        "cost": cost(operation).unwrap_or_else(|| "nothing that is documented".to_owned()),
    });
    Output::read(matches).value(&request)?;
    Ok(None)
}

/// The time for which the polls of a job may fail, unless `--total-timeout` sets another.
const OUTAGE: Duration = Duration::from_secs(5 * 60);

/// Returns the bounds of waiting for a job: those of the client, unless `--wait-timeout` sets another.
pub fn poll_policy(matches: &ArgMatches) -> PollPolicy {
    let time = |name| matches.try_get_one::<Duration>(name).ok().flatten();
    let policy = PollPolicy::default().outage(*time("total-timeout").unwrap_or(&OUTAGE));
    match time("wait-timeout") {
        Some(time) => policy.deadline(*time),
        None => policy,
    }
}

/// Returns the sentence of the documentation that says what a call costs.
pub fn cost(operation: &Operation) -> Option<String> {
    // A sentence may go over several lines.
    let doc = operation.doc.replace("\n\n", ". ").replace('\n', " ");
    let sentences = doc.split(';').flat_map(|part| part.split(". "));
    let mut costs = sentences.filter(|one| one.to_lowercase().contains("cost"));
    costs.next().map(|cost| cost.trim().to_owned())
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
