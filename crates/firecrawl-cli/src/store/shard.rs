//! The work on one shard, from its lease to its `done` object.

use std::future::poll_fn;
use std::pin::Pin;

use firecrawl_client::{BatchOutcome, BatchScrapeAll, JournalEntry};
use futures_util::{Stream as _, stream};

use super::done::Done;
use super::layout::{Form, shard_name};
use super::lease::{Held, LeasedJob, journal};
use super::worker::Worker;
use crate::commands::batch::{BatchOutput, request};
use crate::failure::{Failure, exit};
use crate::output::Pages;
use crate::output::progress::Counts;

/// The end of the work on a shard.
#[derive(Clone, Copy, Debug)]
pub enum End {
    /// Its results are in the place, from this worker or another one.
    Done(Counts),
    /// Another worker has taken it.
    Lost,
    /// Some of its URLs have no outcome, for a reason that has this exit code.
    Broken(u8),
    /// The user has asked to stop.
    Interrupted,
}

/// Scrapes a shard while its lease is kept.
///
/// # Errors
///
/// If the store fails, or a file of this machine cannot be written.
pub async fn run(worker: &Worker<'_>, held: &Held<'_>) -> Result<End, Failure> {
    tokio::select! {
        () = held.keep() => Ok(End::Lost),
        end = scrape(worker, held) => end,
    }
}

async fn scrape(worker: &Worker<'_>, held: &Held<'_>) -> Result<End, Failure> {
    let (place, run, shard) = (worker.place, &worker.run, held.shard);
    let lost = |name: &str| Failure::new(format!("{}/{name} is missing", place.name()));
    let name = shard_name(shard);
    let urls = place.read(&name).await?.ok_or_else(|| lost(&name))?;
    let urls: Vec<String> = String::from_utf8_lossy(&urls)
        .lines()
        .map(str::to_owned)
        .collect();
    let count = urls.len() as u64;

    let folder = tempfile::tempdir()?;
    let (file, failures) = (folder.path().join("output"), folder.path().join("failures"));
    let pages = Pages::in_file(&file, failures.clone(), run.form == Form::Parquet)?;
    let first = u64::from(shard - 1) * run.shard_size;
    let mut output = BatchOutput::new(pages, first);
    let mut results = worker
        .client
        .batch_scrape_stream(stream::iter(urls.clone()))
        .options(request(run.options.clone()))
        .chunk(worker.batch_size)
        .at_once(worker.at_once)
        .retries(worker.retries)
        .poll_policy(worker.poll_policy.clone())
        .resume(journal(&held.jobs(), held.before, &urls));
    let mut seen = vec![false; urls.len()];
    let mut interrupt = worker.interrupt.clone();
    let mut is_interrupted = false;
    loop {
        let next = tokio::select! {
            () = interrupt.asked(), if !is_interrupted => {
                is_interrupted = true;
                // The ids of batches that are being started still get into the lease.
                results.stop();
                output.is_stopping = true;
                continue;
            }
            next = next(&mut results, held) => next,
        };
        let Some(result) = next else { break };
        if let (BatchOutcome::Started { urls }, Some(id)) = (&result.outcome, &result.id) {
            held.add(LeasedJob::new(
                id.clone(),
                urls.iter().map(|(position, _)| *position),
            ));
        }
        let entry = result.journal_entry();
        output.take(result)?;
        if let Some(JournalEntry::Done { position, .. }) = entry {
            let at = usize::try_from(position)
                .ok()
                .and_then(|at| seen.get_mut(at));
            if at.is_none_or(|seen| std::mem::replace(seen, true)) {
                let position = first + position;
                return Err(Failure::new(format!(
                    "the URL at {position} has two results"
                )));
            }
        }
        worker.show(output.counts);
    }
    if is_interrupted {
        return Ok(End::Interrupted);
    }
    // A job that failed or was cancelled has an outcome for each of its URLs all the same.
    if seen.contains(&false) {
        return Ok(End::Broken(output.worst.max(exit::FAILURE)));
    }
    output.pages.finish()?;
    let counts = output.counts;
    let stem = format!("out/{shard:04}-{}", worker.attempt());
    let mut done = Done {
        output: format!("{stem}.{}", run.form.extension()),
        failures: failures.exists().then(|| format!("{stem}.failures.jsonl")),
        owner: worker.owner.clone(),
        urls: count,
        ..Done::default()
    };
    (done.documents, done.failed, done.blocked) = (counts.done, counts.failed, counts.blocked);
    place.upload(&done.output, &file).await?;
    if let Some(name) = &done.failures {
        place.upload(name, &failures).await?;
    }
    match place.create_json(&Done::name(shard), &done).await? {
        // Another worker had the shard and was faster: its output counts.
        Some(found) if found.output != done.output => {
            place.discard(&done.output).await;
            if let Some(name) = &done.failures {
                place.discard(name).await;
            }
            Ok(End::Lost)
        }
        _ => Ok(End::Done(counts)),
    }
}

/// Returns the next result, and starts no batch while another worker may have the shard.
async fn next(
    results: &mut BatchScrapeAll,
    held: &Held<'_>,
) -> Option<firecrawl_client::BatchResult> {
    poll_fn(|context| match held.is_valid(context) {
        true => Pin::new(&mut *results).poll_next(context),
        false => std::task::Poll::Pending,
    })
    .await
}
