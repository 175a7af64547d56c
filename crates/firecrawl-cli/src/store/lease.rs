//! The lease of a shard: a chain of objects, of which the last one counts.
//!
//! Each change is the next object, which is created only if there is none: of two workers that saw the
//! same chain one succeeds. The holder renews its lease by a further object as well, and has lost it once
//! another worker was faster. Objects of a chain are never deleted, so that a late one finds its place taken.

use std::cell::{Cell, RefCell};
use std::task::{Context, Waker};
use std::time::Duration;

use firecrawl_client::{BatchId, BatchJournal, JournalEntry};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use tokio::time::sleep;

use super::done::Done;
use super::place::{Place, machine_time};
use crate::failure::Failure;
use crate::output::terminal;

/// The time that a lease is left alone beyond its length: some stores count in seconds.
const SLACK_MS: i64 = 1000;

/// `leases/N/G.json`: an object of the chain of shard `N`.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Lease {
    /// The worker that has the shard, or that had it last.
    pub owner: String,
    /// True once the worker has given the shard back.
    pub is_free: bool,
    /// The time for which the shard is taken, from the creation of this object.
    pub length_ms: i64,
    /// The end of that time by the clock of the store, in milliseconds since 1970; for readers.
    pub until_ms: i64,
    /// The jobs that were started for the shard, the first one first.
    pub jobs: Vec<LeasedJob>,
}

/// A batch that was started.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct LeasedJob {
    /// Its id.
    pub id: BatchId,
    /// Its URLs: the first and last lines of the shard, from 0, of each run of lines.
    pub lines: Vec<(u64, u64)>,
}

impl LeasedJob {
    /// Creates the entry of a batch from the positions of its URLs.
    pub fn new(id: BatchId, positions: impl IntoIterator<Item = u64>) -> Self {
        let mut lines: Vec<(u64, u64)> = Vec::new();
        for position in positions {
            match lines.last_mut() {
                Some((_, last)) if *last + 1 == position => *last = position,
                _ => lines.push((position, position)),
            }
        }
        Self { id, lines }
    }
}

/// Returns the journal that resumes jobs, which were started before a time in seconds since 1970.
pub fn journal(jobs: &[LeasedJob], before: Option<u64>, urls: &[String]) -> BatchJournal {
    let mut journal = BatchJournal::default();
    for job in jobs {
        let positions = job.lines.iter().flat_map(|(first, last)| *first..=*last);
        let url = |position| {
            let at = usize::try_from(position).ok()?;
            Some((position, urls.get(at)?.clone()))
        };
        journal.add(JournalEntry::Started {
            version: 1,
            batch: job.id.clone(),
            at: before,
            urls: positions.filter_map(url).collect(),
        });
    }
    journal
}

/// The last object of a chain, as a listing shows it.
pub struct Last {
    generation: u32,
    created: i64,
    /// Its content.
    pub lease: Lease,
}

impl Last {
    /// Reads the last object of a shard's chain; `None` if the shard was never taken.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn read(place: &Place, shard: u32) -> Result<Option<Self>, Failure> {
        let chain = place.list(&folder(shard)).await?;
        let number = |name: &str| name.strip_suffix(".json")?.parse::<u32>().ok();
        let last = chain
            .iter()
            .filter_map(|object| Some((number(&object.name)?, object.created)));
        let Some((generation, created)) = last.max() else {
            return Ok(None);
        };
        let lease = place.read_json(&name(shard, generation)).await?;
        Ok(lease.map(|lease| Self {
            generation,
            created,
            lease,
        }))
    }

    /// Returns how long the shard remains taken, in milliseconds; `None` if it can be had.
    ///
    /// Both times are those of the store: the clocks of the workers do not matter.
    pub fn time_left(&self, place: &Place) -> Option<i64> {
        let left = self.created + self.lease.length_ms + SLACK_MS - place.time();
        (!self.lease.is_free && left > 0).then_some(left)
    }
}

/// The outcome of an attempt to take a shard.
pub enum Claim<'a> {
    /// It is this worker's.
    Held(Box<Held<'a>>),
    /// Another worker has it.
    Taken,
    /// It is done.
    Done,
}

/// A lease that this worker has.
pub struct Held<'a> {
    place: &'a Place,
    /// The shard.
    pub shard: u32,
    /// The time before which its jobs were started, by the clock of this machine, in seconds since 1970.
    pub before: Option<u64>,
    owner: &'a str,
    length: Duration,
    generation: Cell<u32>,
    jobs: RefCell<Vec<LeasedJob>>,
    /// Until when no other worker can have taken it, by the clock of this machine.
    valid_until: Cell<i64>,
    changed: Notify,
    /// The one that waits for the lease to be valid again.
    waiting: RefCell<Option<Waker>>,
}

impl<'a> Held<'a> {
    /// Takes a shard that is free, or whose worker has not renewed its lease.
    ///
    /// # Errors
    ///
    /// If the store fails.
    pub async fn claim(
        place: &'a Place,
        shard: u32,
        owner: &'a str,
        length: Duration,
    ) -> Result<Claim<'a>, Failure> {
        let last = Last::read(place, shard).await?;
        if let Some(last) = &last {
            if last.time_left(place).is_some() {
                return Ok(Claim::Taken);
            }
            if place.read(&Done::name(shard)).await?.is_some() {
                return Ok(Claim::Done);
            }
        }
        let before = last.as_ref().and_then(|last| {
            let age = place.time() - last.created;
            u64::try_from((machine_time() - age) / 1000).ok()
        });
        let held = Self {
            place,
            shard,
            before,
            owner,
            length,
            generation: Cell::new(last.as_ref().map_or(0, |last| last.generation)),
            jobs: RefCell::new(last.map(|last| last.lease.jobs).unwrap_or_default()),
            valid_until: Cell::new(0),
            changed: Notify::new(),
            waiting: RefCell::new(None),
        };
        Ok(match held.next(false).await? {
            true => Claim::Held(Box::new(held)),
            false => Claim::Taken,
        })
    }

    /// Returns the jobs that were started for the shard.
    pub fn jobs(&self) -> Vec<LeasedJob> {
        self.jobs.borrow().clone()
    }

    /// Adds a job, which [`Self::keep`] writes at once.
    pub fn add(&self, job: LeasedJob) {
        self.jobs.borrow_mut().push(job);
        self.changed.notify_one();
    }

    /// Returns true if no other worker can have the shard; else wakes the caller once it is known again.
    pub fn is_valid(&self, context: &Context<'_>) -> bool {
        let is_valid = machine_time() < self.valid_until.get();
        if !is_valid {
            *self.waiting.borrow_mut() = Some(context.waker().clone());
        }
        is_valid
    }

    /// Renews the lease until it is lost.
    pub async fn keep(&self) {
        loop {
            tokio::select! {
                () = sleep(self.length / 3) => {}
                () = self.changed.notified() => {}
            }
            match self.next(false).await {
                Ok(true) => {
                    if let Some(waiting) = self.waiting.borrow_mut().take() {
                        waiting.wake();
                    }
                }
                Ok(false) => return,
                Err(failure) => {
                    // Until it succeeds or another worker has the shard.
                    terminal::warn(&format!(
                        "the lease of shard {} waits: {failure}",
                        self.shard
                    ));
                    sleep(self.length / 10).await;
                    self.changed.notify_one();
                }
            }
        }
    }

    /// Gives the shard back, with its jobs, for any worker to go on.
    ///
    /// # Errors
    ///
    /// If the store fails; the lease ends by itself then.
    pub async fn release(&self) -> Result<(), Failure> {
        self.next(true).await.map(drop)
    }

    /// Creates the next object of the chain; returns false if another worker was faster.
    async fn next(&self, is_free: bool) -> Result<bool, Failure> {
        loop {
            let begun = machine_time();
            let length_ms = i64::try_from(self.length.as_millis()).unwrap_or(i64::MAX);
            let lease = Lease {
                owner: self.owner.to_owned(),
                is_free,
                length_ms,
                until_ms: self.place.time().saturating_add(length_ms),
                jobs: self.jobs(),
            };
            let generation = self.generation.get() + 1;
            let name = name(self.shard, generation);
            match self.place.create_json(&name, &lease).await? {
                Some(found) if found.owner != self.owner => return Ok(false),
                // Created by an attempt whose response was lost.
                Some(_) => self.generation.set(generation),
                None => {
                    self.generation.set(generation);
                    self.valid_until.set(begun.saturating_add(length_ms));
                    return Ok(true);
                }
            }
        }
    }
}

fn folder(shard: u32) -> String {
    format!("leases/{shard:04}")
}

fn name(shard: u32, generation: u32) -> String {
    format!("{}/{generation:06}.json", folder(shard))
}
