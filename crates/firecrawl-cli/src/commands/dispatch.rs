//! From the words of the command line to the command.

use clap::ArgMatches;
use serde_json::Value;

#[cfg(feature = "local")]
use super::local;
use super::table::{Entry, Run, TABLE};
use super::{account, batch, call, crawl, job, own, parse, scrape, start, watch, webhook};
use crate::failure::{Failure, exit};
use crate::operations::Operation;
use crate::output::Output;
use crate::session::Session;

/// Runs the command that the command line names, and returns the exit code.
///
/// # Errors
///
/// Those of the command.
pub async fn run(matches: &ArgMatches) -> Result<u8, Failure> {
    let (name, matches) = leaf(matches);
    if matches.get_flag("dry-run") && !shows_request(&name) {
        let failure = Failure::usage(format!("`{name}` cannot show its request"));
        return Err(
            failure.remedy("`--dry-run` is for commands that send options, such as `scrape`")
        );
    }
    Output::read(matches).check_template()?;
    let result = named(&name, matches).await;
    result.map_err(|failure| match failure.code {
        exit::NETWORK | exit::AUTH => at_service(failure, matches),
        _ => failure,
    })
}

/// Returns true for the commands that `--dry-run` keeps from sending anything.
fn shows_request(name: &str) -> bool {
    entry(name).is_some_and(|entry| !matches!(entry.run, Run::Job))
}

/// Finds the command of the table; `jobs start crawl` is the one of `crawl`, with a flag set.
fn entry(name: &str) -> Option<&'static Entry> {
    let name = name.strip_prefix("jobs start ").unwrap_or(name);
    TABLE.iter().find(|entry| entry.name == name)
}

/// Names the service in a failure to reach it; a missing key is said first.
fn at_service(mut failure: Failure, matches: &ArgMatches) -> Failure {
    let Ok(session) = Session::read(matches) else {
        return failure;
    };
    if failure.code == exit::NETWORK {
        let proxy = session.proxy();
        let way = proxy.map_or_else(String::new, |proxy| format!(" through the proxy {proxy}"));
        failure.message += &format!(" [{}{way}]", session.address());
    }
    match session.lacks_key() {
        true => failure.without_key(),
        false => failure,
    }
}

async fn named(name: &str, matches: &ArgMatches) -> Result<u8, Failure> {
    if let Some(entry) = entry(name) {
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
    if matches!(entry.run, Run::Crawl | Run::Start) {
        check_subject(matches)?;
    }
    if matches!(entry.run, Run::Call | Run::Start | Run::Parse) {
        Output::read(matches).check_file()?;
    }
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

/// Rejects the id of a job as the subject of a new one, which would cost, too; the official command line shows the job.
fn check_subject(matches: &ArgMatches) -> Result<(), Failure> {
    let subject = |id| matches.try_get_one::<Value>(id).ok().flatten()?.as_str();
    let is_id = |text: &&str| {
        let groups: Vec<usize> = text.split('-').map(str::len).collect();
        let is_hex = text
            .chars()
            .all(|letter| letter == '-' || letter.is_ascii_hexdigit());
        is_hex && groups == [8, 4, 4, 4, 12]
    };
    let id = ["Body.url", "Body.prompt"].into_iter().find_map(subject);
    match id.filter(is_id) {
        Some(id) => Err(Failure::usage(format!("`{id}` is the id of a job")).remedy(format!(
            "`firecrawl jobs status {id}` shows its state, and `firecrawl jobs results {id}` reads its result"
        ))),
        None => Ok(()),
    }
}
