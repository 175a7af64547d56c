//! `firecrawl scrape`: pages, each by a call of its own.

use clap::ArgMatches;
use firecrawl_client::Client;
use firecrawl_client::types::Document;
use futures_util::StreamExt as _;
use futures_util::stream;
use serde_json::{Map, Value, json};
use tokio::sync::oneshot;

use super::crawl;
use super::request::{add_schema, client, formats, show_list};
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
    let numbered = stream::unfold((&mut urls, 0_u64), |(urls, position)| async move {
        let url = urls.next().await?;
        Some((url.map(|url| (position, url)), (urls, position + 1)))
    });
    let (client, body) = (&client, &parts.body);
    let results = numbered.take_until(ended).map(|next| async move {
        let (position, url) = next?;
        let result = page(client, operation, with_url(body, &url)).await;
        Ok::<_, Failure>((position, url, result))
    });
    let mut results = Box::pin(results.buffer_unordered(AT_ONCE));
    let stopped = |failure: Failure| failure.hint(NEXT);
    let (mut counts, mut worst, mut end) = (Counts::default(), exit::FAILURE, None);
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
            Err((code, failure)) => {
                let written = pages.failure(subject, &code, &failure.message);
                written.map_err(stopped)?;
                counts.failed += 1;
                worst = failure.code;
                // Every further page would fail for the same reason.
                if matches!(worst, exit::AUTH | exit::PAYMENT | exit::USAGE) {
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
    if let Some(end) = end {
        let tried = counts.done + counts.failed;
        terminal::warn(&format!(
            "the list is not complete: {tried} of its URLs were tried; {NEXT}"
        ));
        return end;
    }
    Ok(match (counts.done, missing) {
        (_, 0) => exit::OK,
        (0, _) => worst,
        _ => exit::PARTLY,
    })
}

/// Scrapes a page of several; an error has the code of it in the file of failures.
async fn page(
    client: &Client,
    operation: &'static Operation,
    body: Map<String, Value>,
) -> Result<Document, (String, Failure)> {
    let parts = Parts {
        body,
        ..Parts::default()
    };
    let response = session::send(client, operation, parts).await;
    let response = response.map_err(|error| (name_of(&error).to_owned(), error.into()))?;
    serde_json::from_value(document(response))
        .map_err(|error| ("SERVICE_ERROR".to_owned(), Failure::new(error.to_string())))
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
