//! One job and the store of all.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tokio::sync::watch;

/// Which kind of work a job does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobKind {
    /// `POST /crawl`.
    Crawl,
    /// `POST /batch/scrape`.
    BatchScrape,
}

/// One job.
pub struct Job {
    /// The id.
    pub id: String,
    /// The kind.
    pub kind: JobKind,
    changed: watch::Sender<u64>,
}

impl Job {
    /// `scraping`, `completed`, `failed` or `cancelled`.
    pub fn status(&self) -> &'static str {
        "scraping"
    }

    /// The documents from the one at `skip` on, in the order in which they were finished.
    pub fn documents(&self, _skip: usize) -> Vec<Arc<Value>> {
        Vec::new()
    }

    /// Tells of every change of status or documents.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// The body of the status operation with all documents and without `next`.
    pub fn status_body(&self) -> Value {
        Value::Null
    }
}

/// All jobs of a server.
#[derive(Default)]
pub struct Jobs {
    jobs: Mutex<HashMap<String, Arc<Job>>>,
}

impl Jobs {
    /// A job that is there and has not expired.
    pub fn get(&self, id: &str) -> Option<Arc<Job>> {
        self.jobs.lock().ok()?.get(id).cloned()
    }
}
