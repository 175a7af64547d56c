//! The state of a run, from its objects.

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use serde::Serialize;

use super::done::Done;
use super::layout::{Form, Run};
use super::lease::Last;
use super::place::Place;
use crate::failure::Failure;
use crate::output::terminal::printable;

/// The number of objects that are read at once.
const AT_ONCE: usize = 16;

/// The state of a run.
#[derive(Debug, Default, Serialize)]
pub struct Status {
    /// The number of shards.
    pub shards: u32,
    /// The number of URLs.
    pub urls: u64,
    /// The form of the output.
    pub form: Option<Form>,
    /// The shards that are done.
    pub done: u32,
    /// The shards that workers have.
    pub leased: Vec<LeasedShard>,
    /// The shards that wait for a worker.
    pub free: u32,
    /// The URLs of the shards that are done.
    pub urls_done: u64,
    /// The pages that were scraped.
    pub documents: u64,
    /// The pages that failed.
    pub failed: u64,
    /// The pages that robots.txt blocks.
    pub blocked: u64,
}

/// A shard that a worker has.
#[derive(Debug, Serialize)]
pub struct LeasedShard {
    /// Its number.
    pub shard: u32,
    /// The worker.
    pub owner: String,
    /// The time until which it is taken unless it is renewed, in milliseconds from now.
    pub left_ms: i64,
    /// The batches that were started for it.
    pub jobs: usize,
}

impl Status {
    /// Reads the state of a run.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn read(place: &Place, run: &Run) -> Result<Self, Failure> {
        let mut status = Self {
            shards: run.shards,
            urls: run.urls,
            form: Some(run.form),
            ..Self::default()
        };
        let shards = Done::shards(place).await?;
        for done in all_done(place, &shards).await? {
            status.done += 1;
            status.urls_done += done.urls;
            status.documents += done.documents;
            status.failed += done.failed;
            status.blocked += done.blocked;
        }
        let is_done: std::collections::HashSet<u32> = shards.into_iter().collect();
        let open = (1..=run.shards).filter(|shard| !is_done.contains(shard));
        let leases = stream::iter(open)
            .map(|shard| async move { Ok::<_, Failure>((shard, Last::read(place, shard).await?)) })
            .buffered(AT_ONCE)
            .try_collect::<Vec<_>>()
            .await?;
        for (shard, last) in leases {
            let left = last.as_ref().and_then(|last| last.time_left(place));
            match (last, left) {
                (Some(last), Some(left_ms)) => status.leased.push(LeasedShard {
                    shard,
                    owner: last.lease.owner,
                    left_ms,
                    jobs: last.lease.jobs.len(),
                }),
                _ => status.free += 1,
            }
        }
        Ok(status)
    }

    /// Returns it as text for people.
    pub fn text(&self) -> String {
        let mut text = format!(
            "{} of {} shards done, {} leased, {} free\n\
             {} of {} URLs: {} pages, {} failed, {} blocked by robots.txt\n",
            self.done,
            self.shards,
            self.leased.len(),
            self.free,
            self.urls_done,
            self.urls,
            self.documents,
            self.failed,
            self.blocked,
        );
        for leased in &self.leased {
            let (seconds, owner) = (leased.left_ms / 1000, printable(&leased.owner));
            text += &format!(
                "shard {:04}: {owner}, {} batches, {seconds} s left\n",
                leased.shard, leased.jobs
            );
        }
        text
    }
}

/// Reads the `done` objects of shards, in their order.
async fn all_done(place: &Place, shards: &[u32]) -> Result<Vec<Done>, Failure> {
    let read = |shard: u32| async move { place.read_json::<Done>(&Done::name(shard)).await };
    let found = stream::iter(shards.iter().copied())
        .map(read)
        .buffered(AT_ONCE);
    let found: Vec<Option<Done>> = found.try_collect().await?;
    Ok(found.into_iter().flatten().collect())
}

/// Calls a function with the failed pages of each shard that is done, as lines of JSON.
///
/// # Errors
///
/// If the store or the function fails.
pub async fn failures(
    place: &Place,
    mut take: impl FnMut(&[u8]) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let shards = Done::shards(place).await?;
    for done in all_done(place, &shards).await? {
        let Some(name) = done.failures else { continue };
        if let Some(lines) = place.read(&name).await? {
            take(&lines)?;
        }
    }
    Ok(())
}
