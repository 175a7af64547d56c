//! `firecrawl extract` and `firecrawl agent`: jobs whose result comes in one piece.

use clap::ArgMatches;
use firecrawl_client::{AgentId, Cancellable, Client, ExtractId, Job, JobKind as Kind};
use serde::Serialize;
use serde_json::Value;

use super::crawl;
use super::request::{client, poll_policy};
use crate::arguments::flags;
use crate::failure::{Failure, exit};
use crate::interrupt::Interrupt;
use crate::operations::Operation;
use crate::output::Output;
use crate::output::terminal;
use crate::session;
use crate::started::JobKind;

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
    let id = crawl::id_of(&session::call(&client, operation, parts).await?)?;
    crawl::remember(kind, &id, of.as_deref());
    if matches.get_flag("no-wait") {
        Output::read(matches).text(&id)?;
        return Ok(exit::OK);
    }
    let cancel = matches.get_flag("cancel-on-interrupt");
    tokio::select! {
        () = interrupt.asked() => {
            if cancel && kind == JobKind::Agent {
                end(&client.agent_job(AgentId::new(&id))).await?;
            } else {
                terminal::note(&format!("the job goes on: `firecrawl jobs results {id}` reads its result"));
            }
            Ok(exit::INTERRUPTED)
        }
        result = result(&client, kind, &id, matches) => result,
    }
}

async fn end<K: Cancellable>(job: &Job<K>) -> Result<(), Failure> {
    job.cancel().await?;
    terminal::note(&format!("cancelled {}", job.id()));
    Ok(())
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
    output.value(&value)?;
    Ok(exit::OK)
}

/// Waits for the end of a job and returns its last status.
pub async fn wait<K: Kind<Status: Serialize>>(
    job: Job<K>,
    matches: &ArgMatches,
) -> Result<Value, Failure> {
    let status = job
        .poll_policy(poll_policy(matches))
        .wait()
        .await?
        .into_inner();
    serde_json::to_value(status).map_err(|error| Failure::new(error.to_string()))
}
