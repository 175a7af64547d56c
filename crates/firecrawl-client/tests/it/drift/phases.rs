//! Every status word of the contract means something to the handles of jobs.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use firecrawl_client::{Error, ErrorKind, Job, JobKind, PollPolicy};
use firecrawl_local::{LocalServer, Response};
use serde_json::json;

use super::contract::Contract;
use super::sender::Sender;
use crate::setup::ID;
use contract_testing::schema::{Kind, Schema};

const PHASES: &str = "crates/firecrawl-client/src/jobs/job_state.rs";
const MEANINGS_FILE: &str = "MEANINGS of crates/firecrawl-client/tests/it/drift/phases.rs";

/// The interpretation of a status by a handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    GoesOn,
    Done,
    Failed,
    Cancelled,
}

impl fmt::Display for Meaning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::GoesOn => "goes on",
            Self::Done => "is done",
            Self::Failed => "has failed",
            Self::Cancelled => "is cancelled",
        })
    }
}

/// The status words of all jobs, and what they mean.
const MEANINGS: &[(&str, Meaning)] = &[
    ("cancelled", Meaning::Cancelled),
    ("completed", Meaning::Done),
    ("failed", Meaning::Failed),
    ("partial", Meaning::Done),
    ("processing", Meaning::GoesOn),
    ("queued", Meaning::GoesOn),
    ("running", Meaning::GoesOn),
    ("scraping", Meaning::GoesOn),
    ("skipped_no_credits", Meaning::Failed),
    ("skipped_overlap", Meaning::Failed),
];

/// The operations that read the status of a job.
const JOBS: [&str; 5] = [
    "getAgentStatus",
    "getBatchScrapeStatus",
    "getCrawlStatus",
    "getExtractStatus",
    "getMonitorCheck",
];

#[tokio::test]
async fn every_status_word_has_its_meaning() {
    let findings = check(&Contract::vendored()).await;
    assert!(findings.is_empty(), "\n{}", findings.join("\n"));
}

/// Compares the words of the contract with the list, and the list with what the handles do.
pub async fn check(contract: &Contract) -> Vec<String> {
    let sender = Sender::default();
    let mut findings = Vec::new();
    let mut said = BTreeSet::new();
    for operation in JOBS {
        if !contract
            .operations
            .iter()
            .any(|known| known.id == operation)
        {
            findings.push(format!(
                "{operation}: the contract has no such operation any more; remove it from JOBS beside {MEANINGS_FILE}, or name the one that took its place"
            ));
            continue;
        }
        for word in words(contract, operation) {
            let Some((_, meaning)) = MEANINGS.iter().find(|(known, _)| *known == word) else {
                findings.push(format!(
                    "{operation}: `{word}` is a new status word; say in {PHASES} (`phase_of`) what it means, and in {MEANINGS_FILE}"
                ));
                continue;
            };
            let found = measure(&sender, operation, &word).await;
            if found != *meaning {
                findings.push(format!(
                    "{operation}: a job with the status `{word}` {found} for its handle, and {meaning} for the service; change {PHASES}"
                ));
            }
            said.insert(word);
        }
    }
    for (word, _) in MEANINGS.iter().filter(|(word, _)| !said.contains(*word)) {
        findings.push(format!(
            "no job of the contract has the status `{word}` any more; remove it from {PHASES}, and from {MEANINGS_FILE}"
        ));
    }
    findings
}

/// The values of `status`, at the top or below `data`.
fn words(contract: &Contract, operation: &str) -> Vec<String> {
    fn field<'a>(schema: &'a Schema, name: &str) -> Option<&'a Schema> {
        match &schema.kind {
            Kind::Object(object) => Some(&object.field(name)?.schema),
            _ => None,
        }
    }
    let Some(answer) = contract.answer_schema(operation) else {
        return Vec::new();
    };
    let status = field(&answer, "status").or_else(|| field(field(&answer, "data")?, "status"));
    match status.map(|status| &status.kind) {
        Some(Kind::Choice(words)) => words.clone(),
        _ => Vec::new(),
    }
}

/// The interpretation of a job with this status forever.
async fn measure(sender: &Sender, operation: &str, word: &str) -> Meaning {
    let server = LocalServer::builder().start().await.unwrap();
    let answer = match operation {
        "getMonitorCheck" => json!({"success": true, "data": {"id": ID, "status": word}}),
        _ => json!({"success": true, "status": word, "data": []}),
    };
    let script = move |_: &firecrawl_local::Request| Response::ok(answer.clone());
    server.on(operation, script).expect(MEANINGS_FILE);
    let client = sender.client(&server);
    match operation {
        "getAgentStatus" => outcome(client.agent_job(ID)).await,
        "getBatchScrapeStatus" => outcome(client.batch_job(ID)).await,
        "getCrawlStatus" => outcome(client.crawl_job(ID)).await,
        "getExtractStatus" => outcome(client.extract_job(ID)).await,
        "getMonitorCheck" => outcome(client.check_job(ID, ID)).await,
        other => panic!(
            "{other}: no job has this status; add its job to `measure` beside {MEANINGS_FILE}"
        ),
    }
}

async fn outcome<K: JobKind>(job: Job<K>) -> Meaning {
    let patience = PollPolicy::default().deadline(Duration::from_secs(5));
    match job
        .poll_policy(patience)
        .wait()
        .await
        .as_ref()
        .map_err(Error::kind)
    {
        Ok(_) => Meaning::Done,
        Err(ErrorKind::JobFailed) => Meaning::Failed,
        Err(ErrorKind::JobCancelled) => Meaning::Cancelled,
        Err(ErrorKind::JobDeadline) => Meaning::GoesOn,
        Err(other) => panic!("{other:?}"),
    }
}
