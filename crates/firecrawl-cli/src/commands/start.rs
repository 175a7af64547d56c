//! `firecrawl extract` and `firecrawl agent`: jobs whose result comes in one piece.

use clap::ArgMatches;
use firecrawl_client::{AgentId, Client, ExtractId, Job, JobKind as Kind};
use serde::Serialize;
use serde_json::Value;

use super::request::{add_schema, client, poll_policy, show_list};
use super::{crawl, job};
use crate::arguments::flags;
use crate::failure::{Failure, exit};
use crate::input;
use crate::interrupt::Interrupt;
use crate::operations::Operation;
use crate::output::Output;
use crate::output::progress::{Counts, Progress, Unit};
use crate::output::terminal;
use crate::started::{self, JobKind};

/// Starts the job and writes its result.
pub async fn run(operation: &'static Operation, matches: &ArgMatches) -> Result<u8, Failure> {
    let parts = flags::parts(operation, matches)?;
    let kind = match operation.operation.path {
        "/extract" => JobKind::Extract,
        _ => JobKind::Agent,
    };
    let of = parts
        .body
        .get("prompt")
        .and_then(Value::as_str)
        .map(str::to_owned);
    let Some(client) = client(matches, operation, &parts.body)? else {
        return Ok(exit::OK);
    };
    // From here on Ctrl-C waits for the id of the job, which would be lost otherwise.
    let mut interrupt = Interrupt::listen();
    let Some(response) = crawl::started(&client, operation, parts, &interrupt).await? else {
        return Ok(exit::INTERRUPTED);
    };
    let id = crawl::id_of(&response)?;
    terminal::note(&format!("{} {id} was started", kind.word()));
    started::remember(kind, &id, of.as_deref());
    if matches.get_flag("no-wait") {
        Output::read(matches).text(&id)?;
        return Ok(exit::OK);
    }
    let cancel = matches.get_flag("cancel-on-interrupt");
    tokio::select! {
        () = interrupt.asked() => {
            if cancel && kind == JobKind::Agent {
                job::end(&client.agent_job(AgentId::new(&id))).await?;
            } else {
                terminal::note(&format!("the job goes on: `firecrawl jobs results {id}` reads its result"));
            }
            Ok(exit::INTERRUPTED)
        }
        result = result(&client, kind, &id, matches) => result,
    }
}

/// The most URLs of one batch that is only started.
const MOST_URLS: usize = 10_000;

/// Starts one batch of all URLs and writes its id: `POST /batch/scrape`.
///
/// # Errors
///
/// If a URL or line is not valid, there are more than 10,000, or the service rejects the batch.
pub async fn batch(operation: &'static Operation, matches: &ArgMatches) -> Result<u8, Failure> {
    let mut parts = flags::parts(operation, matches)?;
    add_schema(matches, &mut parts.body);
    let mut list = input::open(matches)?;
    if matches.get_flag("dry-run") {
        return show_list(operation, matches, &parts.body, list).await;
    }
    let client = crate::session::Session::read(matches)?.client()?;
    let mut list = match list.take() {
        Some(list) => list,
        None => input::of_sitemap(&client, matches).await?,
    };
    let mut invalid = list.invalid();
    let wrong = || Failure::usage("nothing was started: some lines are not URLs");
    let mut urls = Vec::new();
    loop {
        let url = tokio::select! {
            Some(_) = invalid.next() => return Err(wrong()),
            url = list.next() => url,
        };
        let Some(url) = url else { break };
        urls.push(url?);
        if urls.len() > MOST_URLS {
            let failure = Failure::usage(format!("the list has more than {MOST_URLS} URLs"));
            return Err(failure.remedy("`firecrawl batch` takes a list of any length, in batches"));
        }
    }
    if invalid.rest().next().is_some() {
        return Err(wrong());
    }
    if urls.is_empty() {
        return Err(Failure::usage("the list has no URL"));
    }
    // From here on Ctrl-C waits for the id of the batch, which would be lost otherwise.
    let interrupt = Interrupt::listen();
    let of = urls.first().cloned();
    parts.body.insert("urls".to_owned(), urls.into());
    let Some(response) = crawl::started(&client, operation, parts, &interrupt).await? else {
        return Ok(exit::INTERRUPTED);
    };
    let id = crawl::id_of(&response)?;
    terminal::note(&format!("batch {id} was started"));
    started::remember(JobKind::Batch, &id, of.as_deref());
    Output::read(matches).text(&id)?;
    let mut code = exit::OK;
    for url in response["invalidURLs"].as_array().into_iter().flatten() {
        terminal::warn(&format!("the service left {url} out as invalid"));
        code = exit::PARTLY;
    }
    Ok(code)
}

/// Waits for a job and writes its result; with `--json`, all of the last status.
pub async fn result(
    client: &Client,
    kind: JobKind,
    id: &str,
    matches: &ArgMatches,
) -> Result<u8, Failure> {
    let status = match kind {
        JobKind::Extract => wait(client.extract_job(ExtractId::new(id)), matches).await?,
        _ => wait(client.agent_job(AgentId::new(id)), matches).await?,
    };
    let output = Output::read(matches);
    let value = match output.json {
        true => status,
        false => status["data"].clone(),
    };
    output
        .value(&value)
        .map_err(|failure| failure.hint(format!("`firecrawl jobs results {id}` reads it again")))?;
    Ok(exit::OK)
}

/// Waits for the end of a job, shows for how long, and returns its last status.
pub async fn wait<K: Kind<Status: Serialize>>(
    job: Job<K>,
    matches: &ArgMatches,
) -> Result<Value, Failure> {
    let progress = Progress::of(format!("{} {}", K::NAME, job.id()), Unit::Time);
    let show = |status: &K::Status| {
        let status = serde_json::to_value(status).unwrap_or_default();
        // Agents have fractions of credits.
        let credits = status["creditsUsed"].as_f64().map(|credits| credits as i64);
        progress.set(Counts {
            credits,
            ..Counts::default()
        });
    };
    let job = job.poll_policy(poll_policy(matches));
    let status = job.wait_with(show).await?.into_inner();
    serde_json::to_value(status).map_err(|error| Failure::new(error.to_string()))
}
