//! All jobs of a server.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::time::Instant;

use super::job::{Job, JobKind};
use super::synthetic::SyntheticJob;

/// How many jobs of a kind are kept; the oldest that have ended make room.
const MOST_JOBS: usize = 10_000;

/// How many idempotency keys are remembered.
const MOST_KEYS: usize = 10_000;

/// All jobs of a server.
#[derive(Default)]
pub struct Jobs {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    jobs: HashMap<String, Arc<Job>>,
    order: VecDeque<String>,
    synthetic_jobs: Vec<Arc<SyntheticJob>>,
    keys: VecDeque<String>,
}

impl Jobs {
    /// A job that is there and has not expired.
    pub fn get(&self, id: &str) -> Option<Arc<Job>> {
        let mut kept = self.kept();
        let job = kept.jobs.get(id)?.clone();
        if job.expired(Instant::now()) {
            kept.forget(id);
            return None;
        }
        Some(job)
    }

    /// The crawls that are running, oldest first.
    pub fn active_crawls(&self) -> Vec<Arc<Job>> {
        let kept = self.kept();
        kept.order
            .iter()
            .filter_map(|id| kept.jobs.get(id))
            .filter(|job| job.kind == JobKind::Crawl && job.is_running())
            .cloned()
            .collect()
    }

    /// How many crawls and batches are running.
    pub fn running(&self) -> usize {
        let kept = self.kept();
        kept.jobs.values().filter(|job| job.is_running()).count()
    }

    /// Keeps a job.
    pub fn add(&self, job: Job) -> Arc<Job> {
        let job = Arc::new(job);
        let mut kept = self.kept();
        if kept.jobs.len() >= MOST_JOBS {
            let now = Instant::now();
            let gone: Vec<String> = kept
                .jobs
                .values()
                .filter(|job| job.expired(now))
                .map(|job| job.id.clone())
                .collect();
            gone.iter().for_each(|id| kept.forget(id));
        }
        if kept.jobs.len() >= MOST_JOBS {
            let oldest = kept
                .order
                .iter()
                .find(|id| kept.jobs.get(*id).is_none_or(|job| job.is_settled()))
                .cloned();
            oldest.iter().for_each(|id| kept.forget(id));
        }
        kept.order.push_back(job.id.clone());
        kept.jobs.insert(job.id.clone(), job.clone());
        job
    }

    /// An extract or agent run that is there and has not expired.
    pub fn job(&self, id: &str) -> Option<Arc<SyntheticJob>> {
        let mut kept = self.kept();
        kept.sweep();
        kept.synthetic_jobs.iter().find(|job| job.id == id).cloned()
    }

    /// All extracts and agent runs that have not expired, oldest first.
    pub fn synthetic_jobs(&self) -> Vec<Arc<SyntheticJob>> {
        let mut kept = self.kept();
        kept.sweep();
        kept.synthetic_jobs.clone()
    }

    /// Keeps an extract or agent run, dated so that no two have the same millisecond.
    pub fn add_synthetic(&self, mut job: SyntheticJob) -> Arc<SyntheticJob> {
        let mut kept = self.kept();
        if let Some(last) = kept.synthetic_jobs.last() {
            job.created_after(last);
        }
        if kept.synthetic_jobs.len() >= MOST_JOBS {
            kept.synthetic_jobs.remove(0);
        }
        let job = Arc::new(job);
        kept.synthetic_jobs.push(job.clone());
        job
    }

    /// Takes an idempotency key; false where it was taken before.
    pub fn take_key(&self, key: &str) -> bool {
        let mut kept = self.kept();
        if kept.keys.iter().any(|taken| taken == key) {
            return false;
        }
        if kept.keys.len() >= MOST_KEYS {
            kept.keys.pop_front();
        }
        kept.keys.push_back(key.to_owned());
        true
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn sweep(&mut self) {
        let now = Instant::now();
        self.synthetic_jobs.retain(|job| !job.expired(now));
    }

    fn forget(&mut self, id: &str) {
        self.jobs.remove(id);
        self.order.retain(|kept| kept != id);
    }
}
