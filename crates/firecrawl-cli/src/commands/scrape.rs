//! `firecrawl scrape`: pages, each by a call of its own.

use clap::ArgMatches;
use firecrawl_client::types::Document;
use futures_util::StreamExt as _;
use futures_util::stream;
use serde_json::{Map, Value, json};

use super::request::{add_schema, client, formats};
use crate::arguments::flags::{self, Parts};
use crate::failure::{Failure, exit};
use crate::input;
use crate::interrupt::Interrupt;
use crate::operations::Operation;
use crate::output::progress::{Counts, Progress};
use crate::output::{Output, Pages, Subject, is_table};
use crate::session;

/// The number of pages that are scraped at once.
const AT_ONCE: usize = 4;

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
    let Some(client) = client(matches, operation, &parts.body)? else {
        return Ok(exit::OK);
    };
    if single.is_some() {
        let formats = match formats(&parts.body) {
            none if none.is_empty() => vec!["markdown".to_owned()],
            formats => formats,
        };
        let page = document(session::call(&client, operation, parts).await?);
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
    let mut counts = Counts {
        total: urls.count(),
        ..Counts::default()
    };
    let body = &parts.body;
    let numbered = stream::unfold((&mut urls, 0_u64), |(urls, position)| async move {
        let url = urls.next().await?;
        Some((url.map(|url| (position, url)), (urls, position + 1)))
    });
    let client = &client;
    let mut results = Box::pin(
        numbered
            .map(|next| async move {
                let (position, url) = next?;
                let body = with_url(body, &url);
                let parts = Parts {
                    body,
                    ..Parts::default()
                };
                let result = session::call(client, operation, parts).await;
                Ok::<_, Failure>((position, url, result))
            })
            .buffer_unordered(AT_ONCE),
    );
    let mut worst = exit::OK;
    loop {
        let next = tokio::select! {
            () = interrupt.asked() => return Ok(exit::INTERRUPTED),
            next = results.next() => next,
        };
        let Some(next) = next else { break };
        let (position, url, result) = next?;
        let subject = Subject {
            position: Some(position),
            url: &url,
        };
        match result {
            Ok(response) => {
                let page = serde_json::from_value::<Document>(document(response));
                let page = page.map_err(|error| Failure::new(error.to_string()))?;
                counts.add_credits(&page);
                pages.document(subject, page)?;
                counts.done += 1;
            }
            // Every further page would fail for the same reason.
            Err(failure) if matches!(failure.code, exit::AUTH | exit::PAYMENT | exit::USAGE) => {
                return Err(failure);
            }
            Err(failure) => {
                pages.failure(subject, "", &failure.message)?;
                counts.failed += 1;
                worst = failure.code;
            }
        }
        progress.set(counts);
    }
    pages.finish()?;
    progress.finish(counts);
    Ok(match (counts.done, counts.failed) {
        (_, 0) => exit::OK,
        (0, _) => worst,
        _ => exit::PARTLY,
    })
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
