//! `firecrawl jobs …`: jobs by their ids.

use clap::ArgMatches;
use firecrawl_client::{
    AgentId, BatchId, Client, CrawlId, ExtractId, Job, JobKind as Kind, WithErrors,
};
use serde::Serialize;
use serde_json::{Value, json};

use super::table::Entry;
use super::{crawl, start};
use crate::failure::{Failure, exit};
use crate::output::{Output, Pages};
use crate::session::Session;
use crate::started::{self, JobKind};

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
    let kind = match matches.get_one::<JobKind>("kind") {
        Some(kind) => *kind,
        None => match started::kind_of(&id) {
            Some(kind) => kind,
            None => find(&client, &id).await?,
        },
    };
    let output = Output::read(matches);
    match entry.name {
        "jobs status" => output.value(&status(&client, kind, &id).await?)?,
        "jobs wait" => output.value(&wait(&client, kind, &id).await?)?,
        "jobs errors" => output.value(&errors(&client, kind, &id).await?)?,
        "jobs cancel" => output.value(&cancel(&client, kind, &id).await?)?,
        _ => return results(&client, kind, &id, matches).await,
    }
    Ok(exit::OK)
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
        format!("{}\t{}\t{of}\n", job.id, job.kind.word())
    });
    let lines: String = lines.collect();
    if !lines.is_empty() {
        output.text(&lines)?;
    }
    Ok(exit::OK)
}

/// Looks for the kind of a job that was not started here.
async fn find(client: &Client, id: &str) -> Result<JobKind, Failure> {
    for kind in KINDS {
        match status(client, kind, id).await {
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

fn value(status: impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(status).map_err(|error| Failure::new(error.to_string()))
}

async fn status(client: &Client, kind: JobKind, id: &str) -> Result<Value, Failure> {
    match kind {
        JobKind::Crawl => value(
            client
                .crawl_job(CrawlId::new(id))
                .status()
                .await?
                .into_inner(),
        ),
        JobKind::Batch => value(
            client
                .batch_job(BatchId::new(id))
                .status()
                .await?
                .into_inner(),
        ),
        JobKind::Extract => value(
            client
                .extract_job(ExtractId::new(id))
                .status()
                .await?
                .into_inner(),
        ),
        JobKind::Agent => value(
            client
                .agent_job(AgentId::new(id))
                .status()
                .await?
                .into_inner(),
        ),
    }
}

async fn wait(client: &Client, kind: JobKind, id: &str) -> Result<Value, Failure> {
    async fn end<K: Kind<Status: Serialize>>(job: Job<K>) -> Result<Value, Failure> {
        value(job.wait().await?.into_inner())
    }
    match kind {
        JobKind::Crawl => end(client.crawl_job(CrawlId::new(id))).await,
        JobKind::Batch => end(client.batch_job(BatchId::new(id))).await,
        JobKind::Extract => end(client.extract_job(ExtractId::new(id))).await,
        JobKind::Agent => end(client.agent_job(AgentId::new(id))).await,
    }
}

async fn errors(client: &Client, kind: JobKind, id: &str) -> Result<Value, Failure> {
    async fn of<K: WithErrors>(job: Job<K>) -> Result<Value, Failure> {
        value(job.errors().await?.into_inner())
    }
    match kind {
        JobKind::Crawl => of(client.crawl_job(CrawlId::new(id))).await,
        JobKind::Batch => of(client.batch_job(BatchId::new(id))).await,
        _ => Err(
            Failure::usage("only crawls and batches have a list of errors")
                .remedy(format!("`firecrawl jobs status {id}` says how it ended")),
        ),
    }
}

async fn cancel(client: &Client, kind: JobKind, id: &str) -> Result<Value, Failure> {
    match kind {
        JobKind::Crawl => value(
            client
                .crawl_job(CrawlId::new(id))
                .cancel()
                .await?
                .into_inner(),
        ),
        JobKind::Batch => value(
            client
                .batch_job(BatchId::new(id))
                .cancel()
                .await?
                .into_inner(),
        ),
        JobKind::Agent => value(
            client
                .agent_job(AgentId::new(id))
                .cancel()
                .await?
                .into_inner(),
        ),
        JobKind::Extract => Err(Failure::usage("the service cannot cancel an extraction")),
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
    let pages = Pages::open(&Output::read(matches), matches, formats, None)?;
    match kind {
        JobKind::Batch => {
            let job = client.batch_job(BatchId::new(id));
            crawl::deliver(client, &job, pages, false).await
        }
        _ => {
            let job = client.crawl_job(CrawlId::new(id));
            crawl::deliver(client, &job, pages, false).await
        }
    }
}
