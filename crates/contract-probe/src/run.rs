//! A run: the calls in their order, and the report of their responses.

use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::declared::{Declared, success};
use super::fields::named;
use super::finding::{Finding, Kind, merged};
use super::ids::{Ids, of_start};
use super::judge::{Judged, judge};
use super::plan::{self, Call};
use super::report::{Called, Observed, Report, Unseen, VERSION};
use super::server::{Reply, Server};
use super::spend::{self, Spending};
use firecrawl_client::ErrorKind;
use openapi_document::{Error, Result, members};

/// The limit of a call that does no work.
const READ_TIMEOUT: Duration = Duration::from_secs(30);
/// The limit of a call that fetches pages; a server was seen to take 180 s before it gave up.
const WORK_TIMEOUT: Duration = Duration::from_secs(200);
/// The most polls of a job.
const MOST_POLLS: usize = 90;
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
    /// The pause between two polls of a job.
    pub pause: Duration,
}

/// Carries out a run.
///
/// # Errors
///
/// If the server does not respond as the API does, if the key is rejected, or if the contract or
/// the page cannot be used. Faults of single responses are in the report.
pub fn run(settings: &Settings<'_>) -> Result<Report> {
    let declared = settings.declared;
    let spend = settings.spend_on.is_some();
    let mut session = Session {
        settings,
        ids: Ids::new(declared),
        calls: Vec::new(),
        findings: Vec::new(),
        seen: BTreeMap::new(),
        observed: BTreeSet::new(),
        failures: 0,
        json_responses: 0,
    };
    for call in plan::lists(declared, spend) {
        session.read(&call)?;
    }
    session.check_that_it_is_the_api()?;
    for call in plan::rejections(declared, settings.server.has_key()) {
        session.make(&call, READ_TIMEOUT)?;
    }
    if let Some(page) = settings.spend_on {
        for step in spend::plan(declared, page)? {
            session.spend(&step)?;
        }
    }
    for operation in plan::items(declared) {
        for call in plan::reads(declared, &operation, &session.ids, spend) {
            session.read(&call)?;
        }
    }
    session.report()
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
    calls: Vec<Called>,
    findings: Vec<Finding>,
    seen: BTreeMap<String, Seen>,
    observed: BTreeSet<(String, String)>,
    failures: usize,
    json_responses: usize,
}

impl Session<'_> {
    /// Makes a call that only reads, and learns the ids that it lists.
    fn read(&mut self, call: &Call) -> Result<()> {
        if let Some((_, Some(body))) = self.make(call, READ_TIMEOUT)? {
            self.ids.learn(&call.path, &body);
        }
        Ok(())
    }

    /// Makes a call that costs, and waits for the job that it starts.
    fn spend(&mut self, step: &Spending) -> Result<()> {
        let Some((200..300, Some(body))) = self.make(&step.call, WORK_TIMEOUT)? else {
            return Ok(());
        };
        let Some(id) = of_start(&body) else {
            return Ok(());
        };
        self.ids.started(&step.call.path, id);
        let Some(status) = step.status else {
            return Ok(());
        };
        let operation = self.settings.declared.operation(status)?;
        let Some(segments) = self.ids.fill(operation.path) else {
            return Ok(());
        };
        let call = Call::new(&operation, "started here", segments);
        for poll in 0..MOST_POLLS {
            if poll > 0 {
                thread::sleep(self.settings.pause);
            }
            match self.make(&call, READ_TIMEOUT)? {
                Some((200, Some(body))) if !spend::has_ended(&body) => {}
                _ => return Ok(()),
            }
        }
        self.add_without_response(
            &call,
            format!("the job had not ended after {MOST_POLLS} polls"),
        );
        Ok(())
    }

    /// Makes a call, and returns the status and the JSON of its response if there was one.
    fn make(&mut self, call: &Call, timeout: Duration) -> Result<Option<(u16, Option<Value>)>> {
        let server = self.settings.server;
        match server.send(call, timeout) {
            Ok(reply) => {
                self.failures = 0;
                self.called(call, Some(reply.status));
                self.take(call, &reply).map(Some)
            }
            Err(error) => {
                let first = self.calls.is_empty();
                self.failures += 1;
                self.called(call, None);
                let gone = error.kind() == ErrorKind::Connect || self.failures >= MOST_FAILURES;
                if first || gone {
                    return Err(Error::new(server.shown())
                        .in_operation(&call.operation)
                        .caused_by(error)
                        .remedy("check that the server runs and that --url is right"));
                }
                self.add_without_response(call, error.message().to_owned());
                Ok(None)
            }
        }
    }

    fn take(&mut self, call: &Call, reply: &Reply) -> Result<(u16, Option<Value>)> {
        let Judged {
            findings,
            seen,
            observed,
            body,
        } = judge(self.settings.declared, call, reply)?;
        for mut finding in findings {
            self.settings.server.redact(&mut finding.place);
            self.settings.server.redact(&mut finding.detail);
            self.findings.push(finding);
        }
        self.json_responses += usize::from(body.is_some());
        if !call.operation.is_empty() {
            let known = self.seen.entry(call.operation.clone()).or_default();
            known.statuses.insert(reply.status);
            known.fields.extend(seen);
            let place = |place| (call.operation.clone(), place);
            self.observed.extend(observed.into_iter().map(place));
        }
        Ok((reply.status, body))
    }

    /// Fails where the rest of the run would only list the responses of another server or to a wrong key.
    fn check_that_it_is_the_api(&self) -> Result<()> {
        let shown = self.settings.server.shown();
        let is = |wanted: u16| self.calls.iter().any(|call| call.status == Some(wanted));
        let succeeded = self
            .calls
            .iter()
            .any(|call| matches!(call.status, Some(200..300)));
        // Some reads need no key; where others do, half a run without one would mislead.
        match self.settings.server.has_key() {
            true if is(401) && !succeeded => {
                let message = format!("{shown}: the server responds with 401 to every read");
                return Err(Error::new(message).remedy("the key is rejected: check it"));
            }
            false if is(401) => {
                return Err(Error::new(format!("{shown}: the server wants a key"))
                    .remedy("give one with --key or in FIRECRAWL_API_KEY"));
            }
            _ => {}
        }
        if self.json_responses == 0 {
            let first = self.calls.iter().find_map(|call| call.status);
            return Err(Error::new(format!(
                "{shown}: no response is JSON, the first has the status {}",
                first.unwrap_or_default()
            ))
            .remedy("this is not a server of the API: check --url"));
        }
        Ok(())
    }

    fn called(&mut self, call: &Call, status: Option<u16>) {
        let called = Called {
            name: call.name.clone(),
            route: format!("{} {}", call.method, call.path),
            status,
        };
        // Only the last poll of a job is listed.
        match self.calls.last_mut() {
            Some(last) if last.name == called.name => *last = called,
            _ => self.calls.push(called),
        }
    }

    fn add_without_response(&mut self, call: &Call, detail: String) {
        self.findings.push(Finding {
            kind: Kind::NoResponse,
            place: call.name.clone(),
            detail,
            operation: call.operation.clone(),
            status: None,
            calls: vec![call.name.clone()],
        });
    }

    fn report(self) -> Result<Report> {
        let unseen = unseen(self.settings.declared, &self.seen);
        Ok(Report {
            version: VERSION,
            url: self.settings.server.shown(),
            spent: self.settings.spend_on.is_some(),
            calls: self.calls,
            findings: merged(self.findings),
            observed: self
                .observed
                .into_iter()
                .map(|(operation, place)| Observed { operation, place })
                .collect(),
            unseen,
        })
    }
}

/// Lists what the contract declares and no response had.
fn unseen(declared: &Declared, seen: &BTreeMap<String, Seen>) -> Vec<Unseen> {
    let mut all = Vec::new();
    for operation in declared.operations() {
        let mut unseen = Unseen {
            operation: operation.id(),
            called: false,
            statuses: Vec::new(),
            fields: Vec::new(),
        };
        if let Some(known) = seen.get(&unseen.operation) {
            let had = |name: &String| {
                let is = |status: &u16| {
                    let class = format!("{}XX", status / 100);
                    name == "default" || *name == status.to_string() || *name == class
                };
                known.statuses.iter().any(is)
            };
            let statuses = members(operation.value.get("responses")).map(|(name, _)| name);
            unseen.called = true;
            unseen.statuses = statuses.filter(|name| !had(name)).cloned().collect();
            if let Some(schema) = success(&operation)
                && known.statuses.iter().any(|status| *status < 300)
            {
                let fields = named(declared, schema);
                unseen.fields = fields.difference(&known.fields).cloned().collect();
            }
        }
        if !unseen.called || !unseen.statuses.is_empty() || !unseen.fields.is_empty() {
            all.push(unseen);
        }
    }
    all
}
