//! `firecrawl scrape`: pages, each by a call of its own.

use std::cell::Cell;

use clap::ArgMatches;
use firecrawl_client::types::Document;
use firecrawl_client::{Client, Error, ErrorKind, PollPolicy};
use futures_util::{FutureExt as _, StreamExt as _, stream};
use serde_json::{Map, Value, json};
use tokio::sync::{Mutex, oneshot};

use super::crawl;
use super::request::{add_schema, client, formats, poll_policy, show_list};
use crate::arguments::flags::{self, Parts};
use crate::failure::{Failure, exit, name_of};
use crate::input;
use crate::interrupt::Interrupt;
use crate::operations::Operation;
use crate::output::progress::{Counts, Progress};
use crate::output::{Output, Pages, Subject, is_table, terminal};
use crate::session;

/// The number of pages that are scraped at once.
const AT_ONCE: usize = 4;

/// The next step after the end of a list before its last URL.
const NEXT: &str = "`firecrawl batch --checkpoint FILE` can be continued after such an end";

/// Scrapes one page to the standard output, or several into a folder.
pub async fn run(operation: &'static Operation, matches: &ArgMatches) -> Result<u8, Failure> {
    let mut parts = flags::parts(operation, matches)?;
    add_schema(matches, &mut parts.body);
    let output = Output::read(matches);
    let mut urls = input::open(matches)?;
    let single = match &mut urls {
        Some(urls)
            if urls.count() == Some(1) && !matches.get_flag("jsonl") && !is_table(matches) =>
        {
            urls.next().await.transpose()?
        }
        _ => None,
    };
    if let Some(url) = &single {
        parts.body.insert("url".to_owned(), url.as_str().into());
    }
    if matches.get_flag("dry-run") && single.is_none() {
        return show_list(operation, matches, &parts.body, urls).await;
    }
    let Some(client) = client(matches, operation, &parts.body)? else {
        return Ok(exit::OK);
    };
    if let Some(url) = single {
        output.check_file()?;
        let formats = match formats(&parts.body) {
            none if none.is_empty() => vec!["markdown".to_owned()],
            formats => formats,
        };
        let mut page = document(session::call(&client, operation, parts).await?);
        if output.template.is_some() && page.is_object() {
            // The fields that a line of several pages has.
            let status = page["metadata"]["statusCode"].clone();
            (page["url"], page["status"], page["position"]) = (url.into(), status, 0.into());
        }
        output.page(&page, &formats)?;
        return Ok(exit::OK);
    }
    let mut urls = match urls {
        Some(urls) => urls,
        None => input::of_sitemap(&client, matches).await?,
    };
    let mut pages = Pages::open(&output, matches, formats(&parts.body))?;
    let mut interrupt = Interrupt::listen();
    let progress = Progress::new("scrape");
    let total = urls.total();
    let mut invalid = urls.invalid();
    // Without this sender the list ends; what is in flight is paid, and comes nevertheless.
    let (sender, ended) = oneshot::channel::<()>();
    let mut open = Some(sender);
    let calls = Calls {
        client: interrupt.client(&client),
        operation,
        interrupt: interrupt.clone(),
        poll_policy: poll_policy(matches),
        outages: Cell::new(0),
        turn: Mutex::default(),
    };
    let numbered = stream::unfold((&mut urls, 0_u64), |(urls, position)| async move {
        let url = urls.next().await?;
        Some((url.map(|url| (position, url)), (urls, position + 1)))
    });
    let (calls, body) = (&calls, &parts.body);
    let results = numbered.take_until(ended).map(|next| async move {
        let (position, url) = next?;
        let result = calls.page(with_url(body, &url)).await;
        Ok::<_, Failure>((position, url, result))
    });
    let mut results = Box::pin(results.buffer_unordered(AT_ONCE));
    let stopped = |failure: Failure| failure.hint(NEXT);
    let (mut counts, mut worst, mut end) = (Counts::default(), exit::FAILURE, None);
    let mut untried = 0;
    loop {
        let next = tokio::select! {
            () = interrupt.asked(), if open.is_some() => {
                (open, end) = (None, Some(Ok(exit::INTERRUPTED)));
                continue;
            }
            Some((line, text)) = invalid.next() => {
                counts.invalid += 1;
                pages.invalid(line, &text).map_err(stopped)?;
                continue;
            }
            next = results.next() => next,
        };
        let (position, url, result) = match next {
            None => break,
            Some(Ok(result)) => result,
            Some(Err(failure)) => {
                end.get_or_insert(Err(failure));
                continue;
            }
        };
        let subject = Subject {
            position: Some(position),
            url: &url,
        };
        match result {
            Ok(page) => {
                counts.add_credits(&page);
                pages.document(subject, page).map_err(stopped)?;
                counts.done += 1;
            }
            Err(Failed::Untried) => untried += 1,
            Err(Failed::Page(code, failure, away)) => {
                let written = pages.failure(subject, &code, &failure.message);
                written.map_err(stopped)?;
                counts.failed += 1;
                worst = failure.code;
                // Every further page would fail for the same reason.
                let is_final = matches!(worst, exit::AUTH | exit::PAYMENT | exit::USAGE);
                if let Some(failure) = away.or_else(|| is_final.then_some(failure)) {
                    open = None;
                    end.get_or_insert(Err(failure));
                }
            }
        }
        counts.total = total.get().copied();
        progress.set(counts);
    }
    for (line, text) in invalid.rest() {
        counts.invalid += 1;
        pages.invalid(line, &text).map_err(stopped)?;
    }
    pages.finish().map_err(stopped)?;
    progress.finish(counts);
    let missing = counts.failed + counts.invalid;
    crawl::show_places(&pages, missing > 0);
    drop(results);
    // The last pages may have been under way.
    let is_read = untried == 0 && matches!(urls.next().now_or_never(), Some(None));
    if let Some(end) = end.filter(|end| end.is_err() || !is_read) {
        let tried = counts.done + counts.failed;
        let all = urls.count_all().await;
        let left = all.map(|all| format!(", {} were not", all.saturating_sub(tried)));
        let left = left.unwrap_or_default();
        terminal::warn(&format!(
            "the list is not complete: {tried} of its URLs were tried{left}; {NEXT}"
        ));
        return end;
    }
    Ok(match (counts.done, missing) {
        (_, 0) => exit::OK,
        (0, _) => worst,
        _ => exit::PARTLY,
    })
}

/// The calls for the pages of a list.
struct Calls {
    client: Client,
    operation: &'static Operation,
    interrupt: Interrupt,
    poll_policy: PollPolicy,
    /// The number of waits for a service that was away, of which there is one at a time.
    outages: Cell<u64>,
    turn: Mutex<()>,
}

/// A call without a page.
enum Failed {
    /// The page failed; with its code in the file of failures, and the reason to end the list, if there is one.
    Page(String, Failure, Option<Failure>),
    /// The user has asked to stop, and the service has accepted no attempt.
    Untried,
}

impl Calls {
    /// Scrapes a page of several; if the service is away, it returns only once that has passed.
    async fn page(&self, body: Map<String, Value>) -> Result<Document, Failed> {
        let parts = Parts {
            body,
            ..Parts::default()
        };
        let outages = self.outages.get();
        let error = match session::send(&self.client, self.operation, parts).await {
            Ok(response) => {
                return serde_json::from_value(document(response)).map_err(|error| {
                    let failure = Failure::new(error.to_string());
                    Failed::Page("SERVICE_ERROR".to_owned(), failure, None)
                });
            }
            Err(error) => error,
        };
        let is_unsent = matches!(
            error.kind(),
            ErrorKind::RateLimited | ErrorKind::Connect | ErrorKind::InvalidRequest
        );
        if is_unsent && self.interrupt.is_asked() {
            return Err(Failed::Untried);
        }
        let away = match is_outage(&error) {
            true => self.until_available(outages).await,
            false => Ok(()),
        };
        Err(Failed::Page(
            name_of(&error).to_owned(),
            error.into(),
            away.err(),
        ))
    }

    /// Waits for the service, unless another call has done it meanwhile.
    async fn until_available(&self, outages: u64) -> Result<(), Failure> {
        let _turn = self.turn.lock().await;
        if self.outages.get() > outages {
            return Ok(());
        }
        self.outages.set(outages + 1);
        let mut interrupt = self.interrupt.clone();
        tokio::select! {
            available = self.client.until_available(&self.poll_policy) => Ok(available?),
            () = interrupt.asked() => Ok(()),
        }
    }
}

/// Returns true if an error may be that of a service, or a proxy before it, which is away, and not of one page.
fn is_outage(error: &Error) -> bool {
    let fails = error
        .status()
        .is_some_and(|status| status.is_server_error());
    let is_cut = matches!(error.kind(), ErrorKind::Connect | ErrorKind::Connection);
    is_cut || (fails && error.code().is_none())
}

fn with_url(body: &Map<String, Value>, url: &str) -> Map<String, Value> {
    let mut body = body.clone();
    body.insert("url".to_owned(), json!(url));
    body
}

/// Returns the document of a response.
pub fn document(mut response: Value) -> Value {
    match response.get_mut("data") {
        Some(data) => data.take(),
        None => response,
    }
}
