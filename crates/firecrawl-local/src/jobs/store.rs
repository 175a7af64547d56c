//! All jobs of a server.

use std::sync::Arc;
use std::time::Duration;

use indexmap::IndexMap;
use parking_lot::Mutex;
use tokio::time::Instant;

use super::job::{Job, JobKind};
use super::synthetic::SyntheticJob;
use crate::lru_cache::LruCache;
use crate::state::ServerState;

/// The number of jobs that are kept of each kind; the oldest ended ones make room.
const MAX_JOBS: usize = 10_000;

/// The number of idempotency keys that are remembered.
const MAX_KEYS: usize = 10_000;

/// The longest time between two looks for expired jobs.
const SWEEP_INTERVAL: Duration = Duration::from_secs(1);
/// The shortest one, for results that are hardly kept.
const MIN_SWEEP_INTERVAL: Duration = Duration::from_millis(10);

/// Starts the task that removes jobs as they expire, until the server stops.
pub fn start_sweeper(state: &Arc<ServerState>) {
    let interval = state.settings.expiry;
    let interval = interval.clamp(MIN_SWEEP_INTERVAL, SWEEP_INTERVAL);
    // Weak, so that the task does not keep the state alive.
    let waiting = Arc::downgrade(state);
    state.tasks.spawn(async move {
        loop {
            tokio::time::sleep(interval).await;
            let Some(state) = waiting.upgrade() else {
                return;
            };
            state.jobs.sweep();
        }
    });
}

/// All jobs of a server, the oldest first.
#[derive(Default)]
pub struct Jobs {
    jobs: Mutex<IndexMap<String, Arc<Job>>>,
    synthetic: Mutex<IndexMap<String, Arc<SyntheticJob>>>,
    keys: Mutex<LruCache<String, (), MAX_KEYS>>,
}

impl Jobs {
    /// Returns a job that has not expired.
    pub fn get(&self, id: &str) -> Option<Arc<Job>> {
        let mut jobs = self.jobs.lock();
        let job = jobs.get(id)?.clone();
        if job.expired(Instant::now()) {
            jobs.shift_remove(id);
            return None;
        }
        Some(job)
    }

    /// Removes the jobs, extracts and agent runs that have expired.
    pub fn sweep(&self) {
        let now = Instant::now();
        self.jobs.lock().retain(|_, job| !job.expired(now));
        self.synthetic.lock().retain(|_, job| !job.expired(now));
    }

    /// Returns the running crawls, the oldest first.
    pub fn active_crawls(&self) -> Vec<Arc<Job>> {
        let jobs = self.jobs.lock();
        jobs.values()
            .filter(|job| job.kind == JobKind::Crawl && job.is_running())
            .cloned()
            .collect()
    }

    /// Returns the number of running crawls and batches.
    pub fn running(&self) -> usize {
        let jobs = self.jobs.lock();
        jobs.values().filter(|job| job.is_running()).count()
    }

    /// Keeps a job.
    pub fn add(&self, job: Job) -> Arc<Job> {
        let job = Arc::new(job);
        let mut jobs = self.jobs.lock();
        if jobs.len() >= MAX_JOBS
            && let Some(oldest) = jobs.values().position(|job| job.is_settled())
        {
            jobs.shift_remove_index(oldest);
        }
        jobs.insert(job.id.clone(), job.clone());
        job
    }

    /// Returns an extract or agent run that has not expired.
    pub fn synthetic(&self, id: &str) -> Option<Arc<SyntheticJob>> {
        let job = self.synthetic.lock().get(id)?.clone();
        (!job.expired(Instant::now())).then_some(job)
    }

    /// Returns all extracts and agent runs that have not expired, the oldest first.
    pub fn all_synthetic(&self) -> Vec<Arc<SyntheticJob>> {
        let mut jobs = self.synthetic.lock();
        let now = Instant::now();
        jobs.retain(|_, job| !job.expired(now));
        jobs.values().cloned().collect()
    }

    /// Keeps an extract or agent run, with a time that differs from that of all others by a
    /// millisecond.
    pub fn add_synthetic(&self, mut job: SyntheticJob) -> Arc<SyntheticJob> {
        let mut jobs = self.synthetic.lock();
        if let Some((_, last)) = jobs.last() {
            job.created_after(last);
        }
        if jobs.len() >= MAX_JOBS {
            jobs.shift_remove_index(0);
        }
        let job = Arc::new(job);
        jobs.insert(job.id.clone(), job.clone());
        job
    }

    /// Takes an idempotency key; `false` if it was taken before.
    pub fn take_key(&self, key: String) -> bool {
        let mut keys = self.keys.lock();
        let is_new = keys.get(&key).is_none();
        keys.insert(key, (), 0);
        is_new
    }
}
