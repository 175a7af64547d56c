//! `firecrawl watch`: the events of a crawl or batch as they happen.

use clap::ArgMatches;
use firecrawl_client::{BatchId, CrawlId, Job, WatchEvent, WithErrors};
use serde::Serialize;
use serde_json::{Value, json};

use super::job;
use super::request::poll_policy;
use crate::failure::{Failure, exit};
use crate::interrupt::Interrupt;
use crate::output::{Output, terminal};
use crate::session::Session;
use crate::started::JobKind;

/// Writes a line of JSON for each event, until the job has ended.
pub async fn run(matches: &ArgMatches) -> Result<u8, Failure> {
    let id = matches.get_one::<String>("id").cloned().unwrap_or_default();
    let client = Session::read(matches)?.client()?;
    match job::kind(&client, &id, matches).await? {
        JobKind::Crawl => follow(client.crawl_job(CrawlId::new(id)), matches).await,
        JobKind::Batch => follow(client.batch_job(BatchId::new(id)), matches).await,
        kind => Err(
            Failure::usage(format!("a job of the kind `{}` has no pages", kind.word()))
                .remedy(format!("`firecrawl jobs wait {id}` waits for its end")),
        ),
    }
}

async fn follow<K: WithErrors>(job: Job<K>, matches: &ArgMatches) -> Result<u8, Failure> {
    let job = job.poll_policy(poll_policy(matches));
    let output = Output::read(matches);
    let mut lines = output.lines(false)?;
    let mut interrupt = Interrupt::listen();
    let mut events = job.watch();
    let mut failed = 0;
    loop {
        let next = tokio::select! {
            () = interrupt.asked() => {
                terminal::note("the job goes on");
                return Ok(exit::INTERRUPTED);
            }
            next = events.next() => next,
        };
        let Some(event) = next else { break };
        let line = match event? {
            WatchEvent::Started => json!({"event": "started", "id": job.id().to_string()}),
            WatchEvent::Document(page) => json!({"event": "document", "document": value(&page)?}),
            WatchEvent::Progress(status) => json!({"event": "progress", "status": value(&status)?}),
            WatchEvent::Failed(error) => {
                failed += 1;
                json!({"event": "failed", "error": value(&error)?})
            }
            WatchEvent::RobotsBlocked(url) => {
                // A crawl leaves such a page out; a list asks for it.
                failed += u64::from(K::NAME != "crawl");
                json!({"event": "robotsBlocked", "url": url})
            }
            WatchEvent::FailuresUnknown(error) => {
                failed += 1;
                json!({"event": "failuresUnknown", "error": error.to_string()})
            }
            WatchEvent::Ended(status) => {
                lines.write(&json!({"event": "ended", "status": value(&status)?}))?;
                return Ok(match (status.status.as_str(), failed) {
                    ("completed", 0) => exit::OK,
                    ("completed", _) => exit::PARTLY,
                    _ => exit::JOB,
                });
            }
            _ => continue,
        };
        lines.write(&line)?;
    }
    Ok(exit::OK)
}

fn value(part: &impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(part).map_err(|error| Failure::new(error.to_string()))
}
