//! The tools for jobs.

use std::sync::Arc;
use std::time::Duration;

use firecrawl_client::{Client, ErrorKind};
use serde_json::{Map, Value, json};
use tokio::time::Instant;

use super::kept::Cursor;
use super::outcome::Fault;
use super::progress::Progress;
use super::reading::{PAUSES, Position, pages};
use super::state::State;
use super::text;
use crate::arguments::flags::Parts;
use crate::commands::job::has_ended;
use crate::commands::table::TABLE;
use crate::operations::Operation;
use crate::session;
use crate::started::{self, JobKind};

/// The wait if none is given.
const WAIT: Duration = Duration::from_secs(10);
/// The longest wait: hosts give up on a call after some time.
const LONGEST: Duration = Duration::from_secs(300);
/// The time beyond a wait that a look at the state may take, with its retries.
const GRACE: Duration = Duration::from_secs(20);
/// The next step if the kind of a job is wrong.
const KINDS: &str = "crawl, batch, extract or agent, or leave `kind` out";

/// Calls an operation of jobs for a kind; the kinds are in the paths.
async fn call(
    client: &Client,
    command: &str,
    kind: JobKind,
    id: &str,
    query: Vec<(&'static str, String)>,
) -> Result<Value, Fault> {
    let start = match kind {
        JobKind::Crawl => "/crawl/",
        JobKind::Batch => "/batch/scrape/",
        JobKind::Extract => "/extract/",
        JobKind::Agent => "/agent/",
    };
    let entry = TABLE.iter().find(|entry| entry.name == command);
    let ids = entry.into_iter().flat_map(|entry| entry.operations);
    let mut operations = ids.filter_map(|id| Operation::find(id));
    let found = operations.find(|one| one.operation.path.starts_with(start));
    let operation = found.ok_or_else(|| {
        let reason = format!(
            "the service does not offer this for jobs of the kind {}",
            kind.word()
        );
        Fault::new("NOT_OFFERED", reason, "firecrawl_job_status")
    })?;
    let parts = Parts {
        path: vec![id.to_owned()],
        query,
        ..Parts::default()
    };
    session::send(client, operation, parts)
        .await
        .map_err(|error| {
            use ErrorKind::{BadRequest, InvalidRequest, NotFound};
            match error.kind() {
                BadRequest | InvalidRequest | NotFound => error.into(),
                _ => Fault::from(error).of_job(id),
            }
        })
}

async fn state_of(client: &Client, kind: JobKind, id: &str) -> Result<Value, Fault> {
    let query = match kind {
        // The state alone is wanted, and the service sends pages with it.
        JobKind::Crawl | JobKind::Batch => vec![("limit", "1".to_owned())],
        _ => Vec::new(),
    };
    call(client, "jobs status", kind, id, query).await
}

/// Returns the kind of a job: as given, as noted at its start, or the first that knows the id.
async fn kind_of(
    client: &Client,
    arguments: &Map<String, Value>,
    id: &str,
) -> Result<JobKind, Fault> {
    if let Some(kind) = arguments.get("kind") {
        let reason = |_| {
            Fault::new(
                "INVALID_ARGUMENTS",
                format!("no kind of job is {kind}"),
                KINDS,
            )
        };
        return serde_json::from_value(kind.clone()).map_err(reason);
    }
    if let Some(kind) = started::kind_of(id) {
        return Ok(kind);
    }
    let mut last = None;
    for kind in [
        JobKind::Crawl,
        JobKind::Batch,
        JobKind::Extract,
        JobKind::Agent,
    ] {
        match state_of(client, kind, id).await {
            Ok(_) => return Ok(kind),
            Err(fault) => last = last.or(Some(fault)),
        }
    }
    Err(last.unwrap_or_else(|| {
        Fault::new(
            "NOT_FOUND",
            format!("no job has the id {id}"),
            "check the id",
        )
    }))
}

fn id_of(arguments: &Map<String, Value>) -> Result<&str, Fault> {
    let id = arguments.get("id").and_then(Value::as_str);
    id.filter(|id| !id.is_empty()).ok_or_else(|| {
        let reason = "`id` or `cursor` is missing";
        Fault::new(
            "INVALID_ARGUMENTS",
            reason,
            "the id that the start returned",
        )
    })
}

fn wait_of(arguments: &Map<String, Value>) -> Duration {
    let wait = arguments.get("wait_seconds").and_then(Value::as_i64);
    let wait = wait.map(|seconds| Duration::from_secs(seconds.try_into().unwrap_or(0)));
    wait.unwrap_or(WAIT).min(LONGEST)
}

/// Starts a job and returns its id.
///
/// It runs to its end also if the call is cancelled: a job whose id is lost costs as well.
pub async fn start(
    state: &Arc<State>,
    operation: &'static Operation,
    kind: JobKind,
    parts: Parts,
) -> Result<String, Fault> {
    let state = state.clone();
    let starting = state.starting.clone().read_owned().await;
    let work = tokio::spawn(async move {
        let _starting = starting;
        let of = ["url", "prompt"]
            .iter()
            .find_map(|name| parts.body.get(*name));
        let of = of.and_then(Value::as_str).map(str::to_owned);
        let response = session::send(&state.client, operation, parts).await?;
        let id = crate::commands::id_of(&response)?;
        // Another process finds it by `firecrawl jobs list`.
        let noted = started::add(kind, &id, of.as_deref());
        if let Err(failure) = noted {
            crate::output::terminal::warn(&failure.to_string());
        }
        let word = kind.word();
        let mut text = format!(
            "started {word} {id}\nnext: firecrawl_job_status with this id waits for it, \
             firecrawl_job_results reads what it found\n"
        );
        let invalid = &response["invalidURLs"];
        if invalid
            .as_array()
            .is_some_and(|invalid| !invalid.is_empty())
        {
            text += &text::outline(&json!({"invalid URLs": invalid}));
        }
        Ok(state.deliver(&format!("start of {id}"), &text))
    });
    work.await
        .unwrap_or_else(|error| Err(Fault::new("FAILED", error, "tell the user")))
}

/// Waits for the end of a job, for a bounded time, and returns its state.
pub async fn status(
    state: &State,
    arguments: &Map<String, Value>,
    progress: &Progress,
) -> Result<String, Fault> {
    let id = id_of(arguments)?;
    let kind = kind_of(&state.client, arguments, id).await?;
    let deadline = Instant::now() + wait_of(arguments);
    let mut pause = PAUSES.0;
    let mut found = loop {
        let look = tokio::time::timeout_at(deadline + GRACE, state_of(&state.client, kind, id));
        let found = look.await.unwrap_or_else(|_| {
            let reason = "the service did not respond in time";
            Err(Fault::new("TIMEOUT", reason, "the same call again").of_job(id))
        })?;
        let word = found["status"].as_str().unwrap_or_default();
        progress
            .report(found["completed"].as_f64(), found["total"].as_f64(), word)
            .await;
        let left = deadline.saturating_duration_since(Instant::now());
        if has_ended(&found) || left.is_zero() {
            break found;
        }
        tokio::time::sleep(pause.min(left)).await;
        pause = (pause * 3 / 2).min(PAUSES.1);
    };
    leave_pages(&mut found);
    let mut text = format!("{} {id}\n", kind.word()) + &text::outline(&found);
    text += match (has_ended(&found), kind) {
        (true, _) => "next: firecrawl_job_results reads what it found\n",
        (false, JobKind::Crawl | JobKind::Batch) => {
            "next: it runs; firecrawl_job_results already reads what it found so far\n"
        }
        (false, _) => "next: it runs; the same call goes on waiting\n",
    };
    Ok(text)
}

/// Lists the failed pages of a job.
pub async fn errors(state: &State, arguments: &Map<String, Value>) -> Result<String, Fault> {
    let id = id_of(arguments)?;
    let kind = kind_of(&state.client, arguments, id).await?;
    let errors = call(&state.client, "jobs errors", kind, id, Vec::new()).await?;
    Ok(state.deliver(&format!("errors of {id}"), &text::outline(&errors)))
}

/// Cancels a job; one that has ended already keeps its results.
pub async fn cancel(state: &State, arguments: &Map<String, Value>) -> Result<String, Fault> {
    let id = id_of(arguments)?;
    let kind = kind_of(&state.client, arguments, id).await?;
    let word = kind.word();
    let response = call(&state.client, "jobs cancel", kind, id, Vec::new()).await;
    let (done, mut found) = match response {
        Ok(response) => (format!("cancelled {word} {id}\n"), response),
        Err(fault) => match state_of(&state.client, kind, id).await {
            Ok(found) if has_ended(&found) => {
                let next = "firecrawl_job_results reads what it found";
                (format!("{word} {id} has ended already; {next}\n"), found)
            }
            _ => return Err(fault),
        },
    };
    leave_pages(&mut found);
    Ok(done + &text::outline(&found))
}

/// Leaves out the parts of a response that are not the state of a job.
fn leave_pages(state: &mut Value) {
    if let Some(fields) = state.as_object_mut() {
        fields.retain(|name, _| !matches!(name.as_str(), "success" | "data" | "next"));
    }
}

/// Reads the pages or the result of a job, within the budget.
pub async fn results(
    state: &State,
    arguments: &Map<String, Value>,
    progress: &Progress,
) -> Result<String, Fault> {
    if let Some(cursor) = arguments.get("cursor").and_then(Value::as_str) {
        return read_more(state, cursor, wait_of(arguments), progress).await;
    }
    let id = id_of(arguments)?;
    let kind = kind_of(&state.client, arguments, id).await?;
    if matches!(kind, JobKind::Extract | JobKind::Agent) {
        return whole(state, kind, id, arguments, progress).await;
    }
    let position = Position {
        kind,
        id: id.to_owned(),
        before: Value::Null,
        offset: 0,
        pages: 0,
    };
    pages(state, position, None, wait_of(arguments), progress).await
}

/// Goes on with a result that was cut.
pub async fn read_more(
    state: &State,
    cursor: &str,
    wait: Duration,
    progress: &Progress,
) -> Result<String, Fault> {
    let unknown = || {
        let reason = format!("nothing is kept for the cursor `{cursor}`, or not any longer");
        Fault::new("UNKNOWN_CURSOR", reason, "the call that it is from, again")
    };
    match Cursor::parse(cursor).ok_or_else(unknown)? {
        Cursor::Text(number, from) => state.part(number, from).ok_or_else(unknown),
        Cursor::Job(number) => {
            let found = state.kept().position(number);
            let (position, live) = found.ok_or_else(unknown)?;
            pages(state, position, live, wait, progress).await
        }
    }
}

/// Waits for a job with one result, for a bounded time, and returns the result.
async fn whole(
    state: &State,
    kind: JobKind,
    id: &str,
    arguments: &Map<String, Value>,
    progress: &Progress,
) -> Result<String, Fault> {
    let known: Map<String, Value> = [
        ("id".to_owned(), json!(id)),
        ("kind".to_owned(), json!(kind)),
        (
            "wait_seconds".to_owned(),
            json!(wait_of(arguments).as_secs()),
        ),
    ]
    .into_iter()
    .collect();
    let status = status(state, &known, progress).await?;
    let found = state_of(&state.client, kind, id).await?;
    if !has_ended(&found) || found["data"].is_null() {
        return Ok(status);
    }
    let text = text::outline(&found["data"]);
    Ok(state.deliver(&format!("result of {} {id}", kind.word()), &text))
}
