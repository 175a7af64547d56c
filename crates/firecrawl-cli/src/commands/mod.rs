//! The commands.

mod account;
mod batch;
mod call;
mod crawl;
mod job;
#[cfg(feature = "local")]
mod local;
mod own;
mod parse;
mod scrape;
mod start;
pub mod table;
mod watch;
mod webhook;

#[cfg(feature = "mcp")]
pub use crawl::id_of;

use clap::ArgMatches;
use serde_json::{Map, Value, json};

use crate::failure::{Failure, exit};
use crate::operations::Operation;
use crate::output::Output;
use crate::session::Session;
use table::{Entry, Run, TABLE};

/// Runs the command that the command line names, and returns the exit code.
///
/// # Errors
///
/// Those of the command.
pub async fn run(matches: &ArgMatches) -> Result<u8, Failure> {
    let (name, matches) = leaf(matches);
    let result = named(&name, matches).await;
    result.map_err(|failure| match failure.code {
        exit::NETWORK => at_service(failure, matches),
        _ => failure,
    })
}

/// Names the service in a failure to reach it.
fn at_service(mut failure: Failure, matches: &ArgMatches) -> Failure {
    if let Ok(session) = Session::read(matches) {
        failure.message += &format!(" [{}]", session.address());
    }
    failure
}

async fn named(name: &str, matches: &ArgMatches) -> Result<u8, Failure> {
    if let Some(entry) = TABLE.iter().find(|entry| entry.name == name) {
        return of_entry(entry, matches).await;
    }
    match name {
        "jobs list" => job::list(matches),
        "watch" => watch::run(matches).await,
        "webhook listen" => webhook::listen(matches).await,
        "request" => call::request(matches).await,
        "login" => account::login(matches).await,
        "logout" => account::logout(),
        "whoami" => account::whoami(matches).await,
        "doctor" => account::doctor(matches).await,
        "completions" => own::completions(matches),
        "man" => own::man(matches),
        #[cfg(feature = "local")]
        "local" => local::run(matches).await,
        #[cfg(feature = "mcp")]
        "mcp" => crate::mcp::run(matches).await,
        _ => Err(Failure::usage(format!("`{name}` is not a command"))),
    }
}

/// Returns the words of the command, and what follows them.
fn leaf(matches: &ArgMatches) -> (String, &ArgMatches) {
    let (mut words, mut matches) = (Vec::new(), matches);
    while let Some((word, inner)) = matches.subcommand() {
        words.push(word);
        matches = inner;
    }
    (words.join(" "), matches)
}

async fn of_entry(entry: &'static Entry, matches: &ArgMatches) -> Result<u8, Failure> {
    let operation = entry.operations.first().and_then(|id| Operation::find(id));
    let operation = operation.ok_or_else(|| Failure::new("the contract lacks this operation"))?;
    match entry.run {
        Run::Call => call::run(operation, matches).await,
        Run::Scrape => scrape::run(operation, matches).await,
        Run::Crawl => crawl::run(operation, matches).await,
        Run::Batch => batch::run(operation, matches).await,
        Run::Start => start::run(operation, matches).await,
        Run::Parse => parse::run(operation, matches).await,
        Run::Job => job::run(entry, matches).await,
    }
}

/// The client, if something is to be sent; `None` after `--dry-run` has shown the request.
fn client(
    matches: &ArgMatches,
    operation: &Operation,
    body: &Map<String, Value>,
) -> Result<Option<firecrawl_client::Client>, Failure> {
    let session = Session::read(matches)?;
    if !matches.get_flag("dry-run") {
        return session.client().map(Some);
    }
    let url = session
        .url
        .clone()
        .unwrap_or_else(|| "https://api.firecrawl.dev".to_owned());
    let request = json!({
        "request": operation.route(),
        "service": url,
        "body": body,
        "cost": cost(operation).unwrap_or_else(|| "nothing that is documented".to_owned()),
    });
    Output::read(matches).value(&request)?;
    Ok(None)
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
fn formats(body: &Map<String, Value>) -> Vec<String> {
    let formats = body.get("formats").or_else(|| {
        body.get("scrapeOptions")
            .and_then(|options| options.get("formats"))
    });
    let formats = formats.and_then(Value::as_array).into_iter().flatten();
    let names = formats.filter_map(|format| format.as_str().or_else(|| format["type"].as_str()));
    names.map(str::to_owned).collect()
}

/// Adds the format `json` with the schema of `--schema`; `place` is the object with the formats.
fn add_schema(matches: &ArgMatches, place: &mut Map<String, Value>) {
    let schema = matches.try_get_one::<Value>("schema").ok().flatten();
    let Some(schema) = schema else { return };
    let formats = place.entry("formats").or_insert_with(|| json!([]));
    if let Some(formats) = formats.as_array_mut() {
        formats.retain(|format| format != "json");
        formats.push(json!({"type": "json", "schema": schema}));
    }
}
