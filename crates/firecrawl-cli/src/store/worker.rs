//! A worker: takes one shard after another until all are done.

use std::cell::{Cell, RefCell};
use std::collections::HashSet;
use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::Duration;

use firecrawl_client::{Client, PollPolicy};
use tokio::time::sleep;

use super::done::Done;
use super::layout::Run;
use super::lease::{Claim, Held};
use super::place::Place;
use super::shard::{self, End};
use crate::failure::{Failure, exit};
use crate::interrupt::Interrupt;
use crate::output::progress::{Counts, Progress};
use crate::output::terminal;

/// The number of shards that may break in a row before the worker gives up.
const MOST_BROKEN: u32 = 5;

/// A process that works on a run, and its settings.
pub struct Worker<'a> {
    /// The place of the run.
    pub place: &'a Place,
    /// The run.
    pub run: Run,
    /// The client.
    pub client: Client,
    /// The name of this worker, which no other one has.
    pub owner: String,
    /// The length of a lease.
    pub lease: Duration,
    /// The URLs of a batch.
    pub batch_size: usize,
    /// The batches that run at once.
    pub at_once: usize,
    /// The number of times that a failed page is scraped again.
    pub retries: u32,
    /// The bounds of waiting for a batch.
    pub poll_policy: PollPolicy,
    /// The request of the user to stop.
    pub interrupt: Interrupt,
    /// The progress of this worker, and its counts before the shard that it has.
    pub progress: RefCell<(Progress, Counts)>,
    /// The number of outputs so far.
    pub attempts: Cell<u32>,
}

/// Returns a name for this process that no other worker has.
pub fn owner() -> String {
    let host = std::env::var("HOSTNAME").ok();
    let host = host.or_else(|| std::fs::read_to_string("/etc/hostname").ok());
    let host: String = host
        .unwrap_or_default()
        .trim()
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.'))
        .collect();
    let host = if host.is_empty() { "worker" } else { &host };
    format!("{host}-{}-{:016x}", std::process::id(), random())
}

/// Returns a number that another process hardly gets.
fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

impl Worker<'_> {
    /// Works until all shards are done or the user asks to stop, and returns the exit code; `None` is
    /// the end of the run.
    ///
    /// # Errors
    ///
    /// If the store fails, or the service would fail every further shard.
    pub async fn work(&self) -> Result<Option<u8>, Failure> {
        let mut done = HashSet::new();
        // Workers begin in different places, so that they seldom meet.
        let mut from = u32::try_from(random() % u64::from(self.run.shards)).unwrap_or_default();
        let mut broken = 0;
        let mut interrupt = self.interrupt.clone();
        loop {
            done.extend(Done::shards(self.place).await?);
            let shards = (0..self.run.shards).map(|step| (from + step) % self.run.shards + 1);
            let open: Vec<u32> = shards.filter(|shard| !done.contains(shard)).collect();
            if open.is_empty() {
                return Ok(None);
            }
            let mut held = None;
            for shard in open {
                if interrupt.is_asked() {
                    return Ok(Some(exit::INTERRUPTED));
                }
                match Held::claim(self.place, shard, &self.owner, self.lease).await? {
                    Claim::Held(lease) => {
                        held = Some(lease);
                        break;
                    }
                    Claim::Taken => {}
                    Claim::Done => drop(done.insert(shard)),
                }
            }
            let Some(held) = held else {
                // The others have the rest; one of them may be lost.
                tokio::select! {
                    () = interrupt.asked() => return Ok(Some(exit::INTERRUPTED)),
                    () = sleep(self.lease / 4) => continue,
                }
            };
            from = held.shard;
            let end = shard::run(self, &held).await;
            if !matches!(end, Ok(End::Done(_) | End::Lost)) {
                let released = held.release().await;
                if let Err(failure) = released {
                    terminal::warn(&format!(
                        "the lease of shard {from} ends by itself: {failure}"
                    ));
                }
            }
            match end? {
                End::Done(counts) => {
                    broken = 0;
                    done.insert(from);
                    let mut progress = self.progress.borrow_mut();
                    progress.1 = sum(progress.1, counts);
                }
                End::Lost => terminal::note(&format!("another worker took shard {from}")),
                End::Interrupted => return Ok(Some(exit::INTERRUPTED)),
                End::Broken(code) => {
                    broken += 1;
                    let is_final = matches!(
                        code,
                        exit::AUTH | exit::PAYMENT | exit::REJECTED | exit::USAGE
                    );
                    if is_final || broken >= MOST_BROKEN {
                        return Ok(Some(code));
                    }
                    // The jobs that were started are in the lease; the next worker resumes them.
                    tokio::select! {
                        () = interrupt.asked() => return Ok(Some(exit::INTERRUPTED)),
                        () = sleep(self.lease / 60 * (1 << broken)) => {}
                    }
                }
            }
        }
    }

    /// Shows the counts of the shard that is being scraped.
    pub fn show(&self, counts: Counts) {
        let (progress, before) = &mut *self.progress.borrow_mut();
        progress.set(sum(*before, counts));
    }

    /// Returns a name for the next output, which no other one has.
    pub fn attempt(&self) -> String {
        let attempt = self.attempts.get() + 1;
        self.attempts.set(attempt);
        let owner = self.owner.rsplit('-').next().unwrap_or_default();
        format!("{owner}-{attempt}")
    }
}

fn sum(one: Counts, other: Counts) -> Counts {
    Counts {
        done: one.done + other.done,
        failed: one.failed + other.failed,
        blocked: one.blocked + other.blocked,
        credits: one.credits.map_or(other.credits, |credits| {
            Some(credits + other.credits.unwrap_or_default())
        }),
        ..one
    }
}
