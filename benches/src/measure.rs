//! The measurement of one subject in this process.

use std::time::{Duration, Instant};

use anyhow::{Context, Error, Result};
use serde::{Deserialize, Serialize};
use tokio::runtime::{Builder, Runtime};

use crate::drivers::{ClientDriver, Driver, FloorDriver, OfficialDriver, Page, Subject, Target};
use crate::figure::{Figure, Figures};
use crate::made_on_request::url;
use crate::meter::{Reading, growth, own_time, peak_bytes, used_bytes};
use crate::routes::{empty_items, finished_crawl};
use crate::totals::Totals;
use crate::work::{Calls, Work};

/// The number of worker threads of every subject, on any machine.
pub const WORKERS: usize = 2;

/// The report of a measured process, as one line of JSON.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Outcome {
    /// The figures of the measured part.
    pub figures: Figures,
    /// The documents that the subject received during the measured part.
    pub received: Totals,
}

/// Measures one subject: time and memory, or allocations if they can be read.
pub fn measure(
    subject: Subject,
    target: &Target,
    work: &Work,
    allocations: Option<Reading>,
) -> Result<Outcome> {
    let read = allocations.unwrap_or(own_time);
    let runtime = runtime(WORKERS)?;
    let mut outcome = match subject {
        Subject::Client => runtime.block_on(measured::<ClientDriver>(target, work, read)),
        Subject::Official => runtime.block_on(measured::<OfficialDriver>(target, work, read)),
        Subject::Floor => runtime.block_on(measured::<FloorDriver>(target, work, read)),
    }?;
    if allocations.is_none() {
        outcome.figures.insert(Figure::PeakBytes, peak_bytes()?);
    }
    Ok(outcome)
}

/// Returns the runtime that `#[tokio::main]` creates on a machine with this number of cores.
pub fn runtime(workers: usize) -> Result<Runtime> {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(workers).enable_all();
    builder.build().context("cannot start a runtime")
}

async fn measured<D: Driver>(target: &Target, work: &Work, read: Reading) -> Result<Outcome> {
    let driver = D::connect(target)?;
    // Fills pools, buffers and caches.
    scrape_repeatedly(&driver, &work.warm_up()).await?;
    let before = read()?;
    let mut own = None;
    let received = match work {
        Work::Calls(calls) => scrape_repeatedly(&driver, calls).await?,
        Work::Crawl(crawl) if crawl.collected => {
            collect_crawl(&driver, &finished_crawl(crawl)).await?
        }
        Work::Crawl(crawl) => stream_crawl(&driver, &finished_crawl(crawl)).await?,
        Work::Running => {
            let (time, received) = follow_crawl(&driver, None).await?;
            own = time.map(|time| (Figure::FirstSeconds, time.as_secs_f64()));
            received
        }
        Work::Batches(batches) => {
            let mut received = Totals::default();
            let receive = |document| received += Totals::of([D::markdown(&document)]);
            driver.batches((0..batches.urls).map(url), receive).await?;
            received
        }
        Work::EmptyItems(items) => {
            let before = used_bytes()?;
            // A subject may refuse such a response, or read it.
            let _ = driver.crawl(Some(&empty_items(items.bytes)), drop).await;
            let per_byte = (peak_bytes()? - before) / items.bytes as f64;
            own = Some((Figure::PeakPerByte, per_byte));
            Totals::default()
        }
    };
    let mut figures = growth(&before, read()?, work.parts());
    figures.extend(own);
    Ok(Outcome { figures, received })
}

/// Scrapes a page once.
pub async fn scrape<D: Driver>(driver: &D, page: Page) -> Result<Totals> {
    let document = driver.scrape(page).await?;
    Ok(Totals::of([D::markdown(&document)]))
}

/// Makes a number of calls, with a number of them in flight at once.
async fn scrape_repeatedly<D: Driver>(driver: &D, work: &Calls) -> Result<Totals> {
    let (page, in_flight) = (work.page, work.in_flight.max(1));
    let tasks: Vec<_> = (0..in_flight)
        .map(|task| {
            let driver = driver.clone();
            let share = work.calls / in_flight + usize::from(task < work.calls % in_flight);
            tokio::spawn(async move {
                let mut received = Totals::default();
                for _ in 0..share {
                    received += scrape(&driver, page).await?;
                }
                Ok::<_, Error>(received)
            })
        })
        .collect();
    let mut received = Totals::default();
    for task in tasks {
        received += task.await.context("a task of calls was aborted")??;
    }
    Ok(received)
}

/// Reads the documents of a finished crawl, dropping each before the next.
pub async fn stream_crawl<D: Driver>(driver: &D, id: &str) -> Result<Totals> {
    let (_, received) = follow_crawl(driver, Some(id)).await?;
    Ok(received)
}

/// Streams a crawl, and also returns the time from its start until the first document.
async fn follow_crawl<D: Driver>(
    driver: &D,
    id: Option<&str>,
) -> Result<(Option<Duration>, Totals)> {
    let start = Instant::now();
    let (mut first, mut received) = (None, Totals::default());
    let receive = |batch: D::Batch| {
        for document in batch {
            first.get_or_insert_with(|| start.elapsed());
            received += Totals::of([D::markdown(&document)]);
        }
    };
    driver.crawl(id, receive).await?;
    Ok((first, received))
}

/// Reads all documents of a finished crawl into memory.
pub async fn collect_crawl<D: Driver>(driver: &D, id: &str) -> Result<Totals> {
    let mut documents: Vec<D::Document> = Vec::new();
    let receive = |batch: D::Batch| {
        if documents.is_empty() {
            // A subject that has all documents in a vector must not pay for a copy of it.
            documents = batch.into_iter().collect();
        } else {
            documents.extend(batch);
        }
    };
    driver.crawl(Some(id), receive).await?;
    Ok(Totals::of(documents.iter().map(D::markdown)))
}
