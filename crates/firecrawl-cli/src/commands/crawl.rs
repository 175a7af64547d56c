//! `firecrawl crawl`, and the pages of jobs.

use clap::ArgMatches;
use firecrawl_client::{Client, CrawlId, Job, WithErrors};
use serde_json::{Value, json};

use super::request::{add_schema, client, formats, poll_policy};
use crate::arguments::flags::{self, Parts};
use crate::failure::{Failure, exit};
use crate::interrupt::Interrupt;
use crate::operations::Operation;
use crate::output::progress::{Counts, Progress};
use crate::output::terminal;
use crate::output::{Output, Pages, Subject};
use crate::session;
use crate::started::{self, JobKind};

/// Starts a crawl and writes its pages as they come.
pub async fn run(operation: &'static Operation, matches: &ArgMatches) -> Result<u8, Failure> {
    let mut parts = flags::parts(operation, matches)?;
    if matches.contains_id("schema") {
        let options = parts
            .body
            .entry("scrapeOptions")
            .or_insert_with(|| json!({}));
        if let Some(options) = options.as_object_mut() {
            add_schema(matches, options);
        }
    }
    let formats = formats(&parts.body);
    let url = parts
        .body
        .get("url")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    let Some(client) = client(matches, operation, &parts.body)? else {
        return Ok(exit::OK);
    };
    // Before anything is paid.
    let pages = match matches.get_flag("no-wait") {
        true => None,
        false => Some(Pages::open(&Output::read(matches), matches, formats)?),
    };
    // From here on Ctrl-C waits for the id of the job, which would be lost otherwise.
    let interrupt = Interrupt::listen();
    let Some(response) = started(&client, operation, parts, &interrupt).await? else {
        return Ok(exit::INTERRUPTED);
    };
    let id = id_of(&response)?;
    terminal::note(&format!("crawl {id} was started"));
    started::remember(JobKind::Crawl, &id, Some(&url));
    let Some(pages) = pages else {
        Output::read(matches).text(&id)?;
        return Ok(exit::OK);
    };
    let job = client
        .crawl_job(CrawlId::new(id))
        .poll_policy(poll_policy(matches));
    let cancel = matches.get_flag("cancel-on-interrupt");
    deliver(&job, pages, interrupt, cancel).await
}

/// Sends the start of a job and returns the response; `None` if the user has asked to stop, and the service has
/// accepted no attempt.
pub async fn started(
    client: &Client,
    operation: &'static Operation,
    parts: Parts,
    interrupt: &Interrupt,
) -> Result<Option<Value>, Failure> {
    match session::send(&interrupt.client(client), operation, parts).await {
        Ok(response) => Ok(Some(response)),
        Err(error) if interrupt.is_asked() && !error.is_ambiguous_start() => {
            terminal::note("nothing was started");
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns the id of a job from the response to its start.
pub fn id_of(response: &Value) -> Result<String, Failure> {
    let id = response["id"]
        .as_str()
        .or_else(|| response["jobId"].as_str());
    id.map(str::to_owned).ok_or_else(|| {
        Failure::new("the service names no id for the job that it may have started")
            .remedy("`firecrawl jobs active` lists running crawls")
    })
}

/// Writes the pages of a job as they come, then those that failed.
pub async fn deliver<K>(
    job: &Job<K>,
    pages: Pages,
    interrupt: Interrupt,
    cancel: bool,
) -> Result<u8, Failure>
where
    K: WithErrors + firecrawl_client::Cancellable,
{
    let delivered = write(job, pages, interrupt, cancel).await;
    // An output that cannot be written does not affect the job.
    let id = job.id();
    delivered.map_err(|failure| {
        failure.hint(format!(
            "`firecrawl jobs results {id}` reads the pages again"
        ))
    })
}

async fn write<K>(
    job: &Job<K>,
    mut pages: Pages,
    mut interrupt: Interrupt,
    cancel: bool,
) -> Result<u8, Failure>
where
    K: WithErrors + firecrawl_client::Cancellable,
{
    let id = job.id().to_string();
    let progress = Progress::new(format!("{} {id}", K::NAME));
    let mut counts = Counts::default();
    let mut documents = job.documents();
    let mut end = exit::OK;
    loop {
        let next = tokio::select! {
            () = interrupt.asked() => {
                return stop(job, cancel).await;
            }
            next = documents.next() => next,
        };
        match next {
            None => break,
            Some(Ok(document)) => {
                let url = document.url().unwrap_or_default().to_owned();
                counts.add_credits(&document);
                pages.document(
                    Subject {
                        position: None,
                        url: &url,
                    },
                    document,
                )?;
                counts.done += 1;
                counts.total = documents.total();
                progress.set(counts);
            }
            // Its documents were delivered; the status says how it ended.
            Some(Err(error)) if error.kind().is_bad_end() => {
                terminal::warn(&error.to_string());
                end = exit::JOB;
                break;
            }
            Some(Err(error)) => return Err(error.into()),
        }
    }
    let errors = job.errors().await?.into_inner();
    for failed in &errors.errors {
        let subject = Subject {
            position: None,
            url: &failed.url,
        };
        pages.failure(subject, &failed.code, &failed.error)?;
        counts.failed += 1;
    }
    for url in &errors.robots_blocked {
        let subject = Subject {
            position: None,
            url,
        };
        pages.failure(subject, "ROBOTS_BLOCKED", "robots.txt blocks it")?;
        counts.blocked += 1;
    }
    pages.finish()?;
    let status = job.status().await?.into_inner();
    counts.credits = status.credits_used;
    progress.finish(counts);
    show_places(&pages, counts.failed + counts.blocked > 0);
    // A crawl leaves out what robots.txt blocks; only a list asks for certain pages.
    let missing = match K::NAME {
        "crawl" => counts.failed,
        _ => counts.failed + counts.blocked,
    };
    Ok(match (end, missing) {
        (exit::OK, 0) => exit::OK,
        (exit::OK, _) if counts.done == 0 => exit::FAILURE,
        (exit::OK, _) => exit::PARTLY,
        (end, _) => end,
    })
}

/// Says where the pages are, and those that are missing.
pub fn show_places(pages: &Pages, is_missing: bool) {
    if let Some(folder) = pages.folder() {
        terminal::note(&format!("written to {}", folder.display()));
    }
    if let Some(path) = pages.errors().filter(|_| is_missing) {
        let path = path.display();
        terminal::note(&format!("{path} lists the pages that are missing"));
    }
}

/// Leaves a job alone, or cancels it.
async fn stop<K: firecrawl_client::Cancellable>(job: &Job<K>, cancel: bool) -> Result<u8, Failure> {
    let id = job.id();
    if cancel {
        super::job::end(job).await?;
    } else {
        terminal::note(&format!(
            "the job goes on: `firecrawl jobs results {id}` reads it, `firecrawl jobs cancel {id}` ends it"
        ));
    }
    Ok(exit::INTERRUPTED)
}
