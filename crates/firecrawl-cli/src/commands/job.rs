//! `firecrawl jobs …`: jobs by their ids.

use chrono::{DateTime, SecondsFormat};
use clap::ArgMatches;
use firecrawl_client::{AgentId, BatchId, Cancellable, Client, CrawlId, ExtractId, Job};
use serde_json::{Value, json};

use super::request::poll_policy;
use super::table::Entry;
use super::{crawl, start};
use crate::arguments::flags::Parts;
use crate::failure::{Failure, exit};
use crate::interrupt::Interrupt;
use crate::operations::Operation;
use crate::output::{Output, Pages, terminal};
use crate::session::{self, Session};
use crate::started::{self, JobKind};

/// The operations of each kind of job; empty where the service has none.
const STATUS: [(JobKind, &str); 4] = [
    (JobKind::Crawl, "getCrawlStatus"),
    (JobKind::Batch, "getBatchScrapeStatus"),
    (JobKind::Extract, "getExtractStatus"),
    (JobKind::Agent, "getAgentStatus"),
];
const ERRORS: [(JobKind, &str); 4] = [
    (JobKind::Crawl, "getCrawlErrors"),
    (JobKind::Batch, "getBatchScrapeErrors"),
    (JobKind::Extract, ""),
    (JobKind::Agent, ""),
];
const CANCEL: [(JobKind, &str); 4] = [
    (JobKind::Crawl, "cancelCrawl"),
    (JobKind::Batch, "cancelBatchScrape"),
    (JobKind::Extract, ""),
    (JobKind::Agent, "cancelAgent"),
];

/// The kinds in the order in which an id is looked up.
const KINDS: [JobKind; 4] = [
    JobKind::Crawl,
    JobKind::Batch,
    JobKind::Extract,
    JobKind::Agent,
];

/// Runs a command about one job.
pub async fn run(entry: &Entry, matches: &ArgMatches) -> Result<u8, Failure> {
    let id = matches.get_one::<String>("id").cloned().unwrap_or_default();
    let client = Session::read(matches)?.client()?;
    let kind = kind(&client, &id, matches).await?;
    let output = Output::read(matches);
    match entry.name {
        "jobs status" => output.value(&status(&client, kind, &id, output.json).await?)?,
        "jobs errors" => output.value(&call(&client, ERRORS, kind, &id).await?)?,
        "jobs cancel" => output.value(&cancel(&client, kind, &id).await?)?,
        "jobs wait" => {
            let mut state = wait(&client, kind, &id, matches).await?;
            if let Some(fields) = state.as_object_mut().filter(|_| !output.json) {
                fields.retain(|_, value| !value.is_null());
            }
            output.value(&state)?;
        }
        _ => return results(&client, kind, &id, matches).await,
    }
    Ok(exit::OK)
}

/// Returns the kind of a job: the one that is named, that of its start, or the one that the service
/// finds it under.
pub async fn kind(client: &Client, id: &str, matches: &ArgMatches) -> Result<JobKind, Failure> {
    let named = matches.get_one::<JobKind>("kind").copied();
    match named.or_else(|| started::kind_of(id)) {
        Some(kind) => Ok(kind),
        None => find(client, id).await,
    }
}

/// Lists the jobs that were started here, the last one first.
pub fn list(matches: &ArgMatches) -> Result<u8, Failure> {
    let output = Output::read(matches);
    let mut all = started::all()?;
    all.reverse();
    if output.json || output.template.is_some() {
        output.value(&json!(all))?;
        return Ok(exit::OK);
    }
    let lines = all.iter().map(|job| {
        let of = job.of.as_deref().unwrap_or_default();
        format!("{}\t{}\t{of}\t{}\n", job.id, job.kind.word(), time(job.at))
    });
    let lines: String = lines.collect();
    if !lines.is_empty() {
        output.text(&lines)?;
    }
    Ok(exit::OK)
}

/// Returns a time in seconds since 1970 as text, such as `2026-08-21T09:30:00Z`.
fn time(seconds: u64) -> String {
    let time = i64::try_from(seconds).ok();
    let time = time.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    time.map_or_else(String::new, |time| {
        time.to_rfc3339_opts(SecondsFormat::Secs, true)
    })
}

/// Looks for the kind of a job that was not started here.
async fn find(client: &Client, id: &str) -> Result<JobKind, Failure> {
    for kind in KINDS {
        match status(client, kind, id, false).await {
            Ok(_) => return Ok(kind),
            Err(failure) if failure.code == exit::NOT_FOUND => {}
            // An id of another form than this kind has.
            Err(failure) if failure.code == exit::REJECTED => {}
            Err(failure) => return Err(failure),
        }
    }
    Err(Failure::new(format!("no job has the id `{id}`"))
        .code(exit::NOT_FOUND)
        .remedy(
            "results are kept for about a day; `firecrawl jobs list` lists what was started here",
        ))
}

/// Returns the state of a job; with `all`, also the first part of its result.
async fn status(client: &Client, kind: JobKind, id: &str, all: bool) -> Result<Value, Failure> {
    let of_pages = matches!(kind, JobKind::Crawl | JobKind::Batch);
    let query = match of_pages && !all {
        true => vec![("limit", "1".to_owned())],
        false => Vec::new(),
    };
    let mut status = call_with(client, STATUS, kind, id, query).await?;
    if let Some(fields) = status.as_object_mut().filter(|_| !all) {
        fields.retain(|name, _| !matches!(name.as_str(), "data" | "next"));
    }
    Ok(status)
}

/// Cancels a job; of one that has ended already, returns the state.
async fn cancel(client: &Client, kind: JobKind, id: &str) -> Result<Value, Failure> {
    match call(client, CANCEL, kind, id).await {
        Err(failure) if failure.code == exit::REJECTED => {
            match status(client, kind, id, false).await {
                Ok(state) if has_ended(&state) => {
                    note_ended(kind.word(), id);
                    Ok(state)
                }
                _ => Err(failure),
            }
        }
        response => response,
    }
}

/// Cancels a job after Ctrl-C, unless it ended meanwhile.
pub async fn end<K: Cancellable>(job: &Job<K>) -> Result<(), Failure> {
    match job.cancel().await {
        Ok(_) => terminal::note(&format!("cancelled {}", job.id())),
        Err(error) if error.is_conflict() => note_ended(K::NAME, &job.id().to_string()),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

fn note_ended(kind: &str, id: &str) {
    terminal::note(&format!(
        "{kind} {id} has ended already: `firecrawl jobs results {id}` reads its result"
    ));
}

/// Returns whether a job has the state of one that has ended.
pub fn has_ended(state: &Value) -> bool {
    matches!(
        state["status"].as_str(),
        Some("completed" | "failed" | "cancelled")
    )
}

/// Calls the operation of a kind of job, and returns the response as it came.
async fn call(
    client: &Client,
    operations: [(JobKind, &str); 4],
    kind: JobKind,
    id: &str,
) -> Result<Value, Failure> {
    call_with(client, operations, kind, id, Vec::new()).await
}

async fn call_with(
    client: &Client,
    operations: [(JobKind, &str); 4],
    kind: JobKind,
    id: &str,
    query: Vec<(&'static str, String)>,
) -> Result<Value, Failure> {
    let found = operations.iter().find(|(known, _)| *known == kind);
    let operation = found
        .and_then(|(_, id)| Operation::find(id))
        .ok_or_else(|| {
            Failure::usage(format!(
                "the service has nothing like this for a job of the kind `{}`",
                kind.word()
            ))
            .remedy(format!("`firecrawl jobs status {id}` shows its state"))
        })?;
    let parts = Parts {
        path: vec![id.to_owned()],
        query,
        ..Parts::default()
    };
    session::call(client, operation, parts).await
}

async fn wait(
    client: &Client,
    kind: JobKind,
    id: &str,
    matches: &ArgMatches,
) -> Result<Value, Failure> {
    match kind {
        JobKind::Crawl => start::wait(client.crawl_job(CrawlId::new(id)), matches).await,
        JobKind::Batch => start::wait(client.batch_job(BatchId::new(id)), matches).await,
        JobKind::Extract => start::wait(client.extract_job(ExtractId::new(id)), matches).await,
        JobKind::Agent => start::wait(client.agent_job(AgentId::new(id)), matches).await,
    }
}

/// Writes the pages of a job, from the first one, or its result.
async fn results(
    client: &Client,
    kind: JobKind,
    id: &str,
    matches: &ArgMatches,
) -> Result<u8, Failure> {
    if matches!(kind, JobKind::Extract | JobKind::Agent) {
        return start::result(client, kind, id, matches).await;
    }
    let formats = matches.get_many::<String>("format").into_iter().flatten();
    let formats = formats.cloned().collect();
    let pages = Pages::open(&Output::read(matches), matches, formats)?;
    let policy = poll_policy(matches);
    match kind {
        JobKind::Batch => {
            let job = client.batch_job(BatchId::new(id)).poll_policy(policy);
            crawl::deliver(&job, pages, Interrupt::listen(), false).await
        }
        _ => {
            let job = client.crawl_job(CrawlId::new(id)).poll_policy(policy);
            crawl::deliver(&job, pages, Interrupt::listen(), false).await
        }
    }
}
