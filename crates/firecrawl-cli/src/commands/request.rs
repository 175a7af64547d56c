//! The request of a command: its client, its formats, what it costs.

use std::time::Duration;

use clap::ArgMatches;
use firecrawl_client::PollPolicy;
use serde_json::{Map, Value, json};

use crate::failure::{Failure, exit};
use crate::input::Urls;
use crate::operations::Operation;
use crate::output::Output;
use crate::session::Session;

/// The number of URLs of a list that `--dry-run` shows.
const FIRST: usize = 5;

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
    // A crawl fetches as many pages as its limit at most.
    let pages = body.get("limit").and_then(Value::as_u64);
    let pages = pages.filter(|_| operation.cost.is_some_and(|cost| cost.contains("per page")));
    Output::read(matches).value(&shown(&session, operation, body, pages))?;
    Ok(None)
}

/// The request as `--dry-run` shows it, with what it costs at most for so many pages.
fn shown(
    session: &Session,
    operation: &Operation,
    body: &Map<String, Value>,
    pages: Option<u64>,
) -> Value {
    let cost = operation.cost.unwrap_or("nothing that is documented");
    let cost = match pages {
        Some(pages) => format!("{pages} times at most: {cost}"),
        None => cost.to_owned(),
    };
    json!({
        "request": operation.route(),
        "service": session.address(),
        "body": body,
        "cost": cost,
    })
}

/// Shows the request of `--dry-run` for a list: the first URLs, their number, and the cost of all.
///
/// # Errors
///
/// If the list cannot be read to its end.
pub async fn show_list(
    operation: &Operation,
    matches: &ArgMatches,
    body: &Map<String, Value>,
    list: Option<Urls>,
) -> Result<u8, Failure> {
    let session = Session::read(matches)?;
    let Some(mut list) = list else {
        let mut request = shown(&session, operation, body, None);
        request["urls"] =
            "those of the sitemap, by a call of POST /map before, which costs too".into();
        Output::read(matches).value(&request)?;
        return Ok(exit::OK);
    };
    let mut lines = list.invalid();
    let (mut first, mut count, mut invalid) = (Vec::new(), 0, 0);
    loop {
        tokio::select! {
            Some(_) = lines.next() => invalid += 1,
            url = list.next() => match url.transpose()? {
                Some(url) => {
                    count += 1;
                    if first.len() < FIRST {
                        first.push(url);
                    }
                }
                None => break,
            },
        }
    }
    invalid += lines.rest().count();
    let retries = matches.try_get_one::<u32>("retries").ok().flatten();
    let times = 1 + u64::from(retries.copied().unwrap_or(0));
    let mut request = shown(&session, operation, body, Some(count * times));
    request["urls"] = json!({"count": count, "first": first, "invalid": invalid});
    Output::read(matches).value(&request)?;
    Ok(if invalid > 0 { exit::PARTLY } else { exit::OK })
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
