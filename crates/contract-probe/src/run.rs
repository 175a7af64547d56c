//! A run: the calls in their order, and the report of their responses.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::declared::Declared;
use super::fields::Schemas;
use super::finding::{Difference, Finding, Kind};
use super::ids::{Ids, of_start};
use super::judge::judge;
use super::plan::{self, Call};
use super::report::{Called, Observed, Rejection, Report, Unseen, VERSION};
use super::server::{Reply, Server};
use super::validate::Fact;
use firecrawl_client::{Error as CallError, ErrorKind};
use openapi_document::{Error, Operation, Result, json_content, members};

/// The limit of a call that does no work.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// The limit of a call that fetches pages; a server was seen to take 180 s before it gave up.
const WORK_TIMEOUT: Duration = Duration::from_secs(200);
/// The most polls of a job.
const MOST_POLLS: usize = 90;
/// The status of a request that came too soon.
const TOO_MANY: u16 = 429;
/// The longest time in which one call waits for the rate limit of the server.
const MOST_WAITED: Duration = Duration::from_secs(900);
/// The longest wait between two attempts of a call, unless the server asks for a longer one.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
/// The states in which a job has ended; an unknown one means that it goes on.
const ENDED: [&str; 3] = ["completed", "failed", "cancelled"];
/// The number of calls in a row without a response that ends the run.
const MOST_FAILURES: usize = 3;

/// The settings of a run.
#[derive(Clone)]
pub struct Settings<'a> {
    /// The contract that responses are compared with.
    pub declared: &'a Declared,
    /// The server and the key.
    pub server: &'a Server,
    /// The page that is scraped, mapped and crawled; without one no credits are spent.
    pub spend_on: Option<&'a str>,
    /// The pause between two polls of a job, and the first one after a 429 that names none.
    pub pause: Duration,
}

/// Carries out a run.
///
/// # Errors
///
/// If the server does not respond as the API does, if the key is rejected, or if the contract or
/// the page cannot be used. Faults of single responses are in the report.
pub fn run(settings: &Settings<'_>) -> Result<Report> {
    let (declared, server) = (settings.declared, settings.server);
    let mut session = Session {
        settings,
        ids: Ids::new(declared),
        report: Report {
            version: VERSION,
            url: server.shown(),
            spent: settings.spend_on.is_some(),
            ..Report::default()
        },
        seen: BTreeMap::new(),
        failures: 0,
        json_responses: 0,
    };
    let reading = plan::reading(declared).into_iter();
    let (lists, items): (Vec<_>, Vec<_>) = reading.partition(plan::is_list);
    session.read(lists)?;
    session.check_that_it_is_the_api()?;
    for call in plan::rejections(declared, server.has_key()) {
        session.make(&call, READ_TIMEOUT)?;
    }
    if let Some(page) = settings.spend_on {
        for (call, status) in plan::spending(declared, page)? {
            session.spend(&call, status)?;
        }
    }
    session.read(items)?;
    let unseen = unseen(declared, &session.seen);
    Ok(Report {
        unseen,
        ..session.report
    })
}

/// The statuses and fields that were seen of one operation.
#[derive(Default)]
struct Seen {
    statuses: BTreeSet<u16>,
    fields: BTreeSet<String>,
}

struct Session<'a> {
    settings: &'a Settings<'a>,
    ids: Ids,
    report: Report,
    seen: BTreeMap<String, Seen>,
    failures: usize,
    json_responses: usize,
}

impl Session<'_> {
    /// Makes all calls of operations that only read, and learns the ids that they list.
    fn read(&mut self, operations: Vec<Operation<'_>>) -> Result<()> {
        let spend = self.settings.spend_on.is_some();
        for operation in operations {
            for call in plan::reads(self.settings.declared, operation, &self.ids, spend) {
                if let Some((_, Some(body))) = self.make(&call, READ_TIMEOUT)? {
                    self.ids.learn(operation.path, &body);
                }
            }
        }
        Ok(())
    }

    /// Makes a call that costs, and waits for the job that it starts.
    fn spend(&mut self, call: &Call<'_>, status: Option<Operation<'_>>) -> Result<()> {
        if let Some((200..300, Some(body))) = self.make(call, WORK_TIMEOUT)?
            && let Some(id) = of_start(&body)
        {
            self.ids.started(call.operation.path, id);
            if let Some(status) = status
                && let Some(segments) = self.ids.fill(status.path)
            {
                let call = Call::new(status, "started here");
                self.poll(&Call { segments, ..call })?;
            }
        }
        Ok(())
    }

    fn poll(&mut self, call: &Call<'_>) -> Result<()> {
        for poll in 0..MOST_POLLS {
            if poll > 0 {
                thread::sleep(self.settings.pause);
            }
            match self.make(call, READ_TIMEOUT)? {
                Some((200, Some(body))) if !has_ended(&body) => {}
                _ => return Ok(()),
            }
        }
        let detail = format!("the job had not ended after {MOST_POLLS} polls");
        self.found(call, None, (Kind::NoResponse, call.name.clone(), detail));
        Ok(())
    }

    /// Makes a call, and returns the status and the JSON of its response if there was one.
    fn make(&mut self, call: &Call<'_>, timeout: Duration) -> Result<Option<(u16, Option<Value>)>> {
        let server = self.settings.server;
        let sent = self.send(call, timeout);
        let first = self.report.calls.is_empty();
        // Only the last poll of a job is listed.
        self.report.calls.pop_if(|last| last.name == call.name);
        self.report.calls.push(Called {
            name: call.name.clone(),
            route: call.operation.route(),
            status: sent.as_ref().ok().map(|reply| reply.status),
        });
        match sent {
            Ok(reply) if reply.status == TOO_MANY => Err(Error::new(server.shown())
                .in_operation(call.id())
                .caused_by(format!("still limited after {} s", MOST_WAITED.as_secs()))
                .remedy("run the probe later, or with another key")),
            Ok(reply) => {
                self.failures = 0;
                let body = self.take(call, &reply)?;
                Ok(Some((reply.status, body)))
            }
            Err(error) => {
                self.failures += 1;
                let gone = error.kind() == ErrorKind::Connect || self.failures >= MOST_FAILURES;
                if first || gone {
                    return Err(Error::new(server.shown())
                        .in_operation(call.id())
                        .caused_by(error)
                        .remedy("check that the server runs and that --url is right"));
                }
                let detail = error.message().to_owned();
                self.found(call, None, (Kind::NoResponse, call.name.clone(), detail));
                Ok(None)
            }
        }
    }

    /// Sends a call, again after each 429, which says something about the pace and not about the contract.
    fn send(&self, call: &Call<'_>, timeout: Duration) -> std::result::Result<Reply, CallError> {
        let mut waited = Duration::ZERO;
        let mut pause = self.settings.pause;
        loop {
            let sent = self.settings.server.send(call, timeout);
            let asked = match &sent {
                Ok(reply) if reply.status == TOO_MANY => reply.retry_after.unwrap_or_default(),
                _ => return sent,
            };
            let wait = asked.max(pause);
            waited += wait;
            if waited > MOST_WAITED {
                return sent;
            }
            thread::sleep(wait);
            pause = (2 * pause).min(LONGEST_WAIT);
        }
    }

    /// Keeps what a response shows, and returns its JSON.
    fn take(&mut self, call: &Call<'_>, reply: &Reply) -> Result<Option<Value>> {
        let judged = judge(self.settings.declared, call, reply)?;
        for fact in judged.facts {
            self.found(call, Some(reply.status), fact);
        }
        self.report
            .rejections
            .extend(judged.rejection.map(|status| Rejection {
                status,
                operation: call.id(),
            }));
        self.json_responses += usize::from(judged.body.is_some());
        let id = call.id();
        if !id.is_empty() {
            let observed = judged.fields.observed.into_iter();
            self.report.observed.extend(observed.map(|place| Observed {
                operation: id.clone(),
                place,
            }));
            let seen = self.seen.entry(id).or_default();
            seen.statuses.insert(reply.status);
            seen.fields.extend(judged.fields.seen);
        }
        Ok(judged.body)
    }

    fn found(&mut self, call: &Call<'_>, status: Option<u16>, (kind, place, detail): Fact) {
        let server = self.settings.server;
        let about_all = kind == Kind::UndeclaredHeader;
        let difference = Difference {
            kind,
            place: server.redact(place),
            detail: server.redact(detail),
            operation: if about_all { String::new() } else { call.id() },
            status: status.filter(|_| !about_all),
        };
        let (findings, call) = (&mut self.report.findings, call.name.clone());
        match findings.binary_search_by(|known| known.difference.cmp(&difference)) {
            Ok(at) => findings[at].calls.extend([call]),
            Err(at) => {
                let calls = [call].into();
                findings.insert(at, Finding { difference, calls });
            }
        }
    }

    /// Fails where the rest of the run would only list the responses of another server or to a wrong key.
    fn check_that_it_is_the_api(&self) -> Result<()> {
        let shown = self.settings.server.shown();
        let has_key = self.settings.server.has_key();
        let statuses = || self.report.calls.iter().filter_map(|call| call.status);
        let unauthorized = statuses().any(|status| status == 401);
        let failed = |message: &str, remedy: &str| {
            Err(Error::new(format!("{shown}: {message}")).remedy(remedy))
        };
        // Some reads need no key; where others do, half a run without one would mislead.
        if unauthorized && !has_key {
            let remedy = "give one with --key or in FIRECRAWL_API_KEY";
            failed("the server wants a key", remedy)
        } else if unauthorized && !statuses().any(|status| status / 100 == 2) {
            let message = "the server responds with 401 to every read";
            failed(message, "the key is rejected: check it")
        } else if self.json_responses == 0 {
            let first = statuses().next().unwrap_or_default();
            let message = format!("no response is JSON, the first has the status {first}");
            failed(&message, "this is not a server of the API: check --url")
        } else {
            Ok(())
        }
    }
}

fn has_ended(job: &Value) -> bool {
    ENDED.contains(&job["status"].as_str().unwrap_or_default())
}

/// Lists what the contract declares and no response had.
fn unseen(declared: &Declared, seen: &BTreeMap<String, Seen>) -> Vec<Unseen> {
    let of_operation = |operation: Operation<'_>| {
        let mut unseen = Unseen {
            operation: operation.id(),
            ..Unseen::default()
        };
        let Some(seen) = seen.get(&unseen.operation) else {
            return Some(unseen);
        };
        unseen.called = true;
        let was_seen = |name: &&String| {
            let mut statuses = seen.statuses.iter();
            let class = |status| format!("{}XX", status / 100);
            statuses.any(|one| ["default", &one.to_string(), &class(one)].contains(&name.as_str()))
        };
        let responses = || members(operation.value.get("responses"));
        let success = responses().find(|(status, _)| status.starts_with('2'));
        if let Some(schema) = success.and_then(|(_, response)| json_content(response))
            && seen.statuses.iter().any(|status| *status < 300)
        {
            let fields = Schemas::new(&declared.0, &[schema]).named();
            unseen.fields = fields.difference(&seen.fields).cloned().collect();
        }
        let statuses = responses().map(|(name, _)| name);
        unseen.statuses = statuses.filter(|name| !was_seen(name)).cloned().collect();
        (!unseen.statuses.is_empty() || !unseen.fields.is_empty()).then_some(unseen)
    };
    declared.operations().filter_map(of_operation).collect()
}
