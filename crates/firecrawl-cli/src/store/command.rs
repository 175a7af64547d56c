//! The flags of `--store`, and what they ask for.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use clap::{Arg, ArgAction, ArgMatches, value_parser};

use super::layout::{Form, Run};
use super::place::{Place, no_run};
use super::status::{Status, failures};
use super::worker::{Worker, owner};
use crate::arguments::{flags, values};
use crate::commands::batch::{of_plan, sent};
use crate::commands::request::{add_schema, client, poll_policy};
use crate::failure::{Failure, exit};
use crate::input::{self, Urls};
use crate::interrupt::Interrupt;
use crate::operations::{Kind, Operation};
use crate::output::progress::{Counts, Progress};
use crate::output::terminal;
use crate::output::{Output, is_table};

/// The heading of these flags in the help.
const HEADING: &str = "Several machines";
/// The URLs of a shard unless set otherwise.
const SHARD_SIZE: u64 = 1000;
/// The URLs of a batch unless set otherwise.
const BATCH_SIZE: u32 = 100;
/// The batches that run at once unless the plan or a flag says otherwise.
const AT_ONCE: usize = 4;

/// Returns the flags of a run in a store.
pub fn arguments() -> Vec<Arg> {
    let value = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .value_name(value)
            .help(help)
            .help_heading(HEADING)
    };
    let switch = |name: &'static str, help: &'static str| {
        Arg::new(name)
            .long(name)
            .action(ArgAction::SetTrue)
            .requires("store")
            .help(help)
            .help_heading(HEADING)
    };
    let time = |text: &str| {
        let value = values::parse(Kind::Milliseconds, text)?;
        Ok::<_, String>(Duration::from_millis(value.as_u64().unwrap_or_default()))
    };
    vec![
        value(
            "store",
            "FOLDER|s3://BUCKET/RUN",
            "Share the list through a folder or bucket: each process with the same store works on it",
        )
        .conflicts_with_all(["checkpoint", "errors", "cancel-on-interrupt"]),
        value(
            "store-endpoint",
            "URL",
            "The address of a store that is compatible with S3; AWS_ENDPOINT_URL sets it too",
        )
        .requires("store"),
        value("shard-size", "NUMBER", "The number of URLs that a worker takes at once [1000]")
            .value_parser(value_parser!(u64).range(1..=1_000_000))
            .requires("store"),
        switch("lay-out", "Write the list and the options there, and scrape nothing"),
        switch("status", "Show the state of the run"),
        switch("failed", "Write the failed pages of the run as lines of JSON"),
        value("lease", "TIME", "The time after which a silent worker is replaced [60s]")
            .value_parser(time)
            .requires("store")
            .hide(true),
    ]
}

/// Lays a run out, joins one, or shows one.
///
/// # Errors
///
/// If the store, the list or the service fails.
pub async fn run(operation: &'static Operation, matches: &ArgMatches) -> Result<u8, Failure> {
    let text = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let number = |name: &str| matches.get_one::<u32>(name).copied();
    let name = text("store").unwrap_or_default();
    let has_list = ["urls", "input", "sitemap"].map(|name| matches.contains_id(name));
    let has_list = has_list.contains(&true);
    let open = |may_create| {
        let allow_http = matches.get_flag("allow-plain-http");
        Place::open(name, text("store-endpoint"), allow_http, may_create)
    };
    let output = Output::read(matches);
    if matches.get_flag("status") || matches.get_flag("failed") {
        let place = open(false)?;
        return show(&place, &existing(&place).await?, matches, &output).await;
    }
    for (flag, is_set) in [
        ("output", output.path.is_some()),
        ("template", output.template.is_some()),
    ] {
        if is_set {
            let failure = Failure::usage(format!("`--{flag}` and `--store` exclude each other"));
            return Err(failure.remedy("the results are in the store, in `out`"));
        }
    }
    let mut parts = flags::parts(operation, matches)?;
    add_schema(matches, &mut parts.body);
    if parts.body.remove("urls").is_some() {
        return Err(Failure::usage("`--body` names URLs").remedy("name them as arguments"));
    }
    let mut urls = match has_list {
        true => Some(input::open(matches)?),
        false => None,
    };
    let Some(client) = client(matches, operation, &sent(parts.body.clone()))? else {
        return Ok(exit::OK);
    };
    if let Some(list @ None) = &mut urls {
        *list = Some(input::of_sitemap(&client, matches).await?);
    }
    let invalid = urls.as_mut().and_then(Option::as_mut).map(Urls::invalid);
    let invalid = invalid.map(|lines| tokio::spawn(lines.count()));
    let owner = owner();
    let mut place = open(has_list)?;
    if !has_list {
        // Before anything is written.
        existing(&place).await?;
    }
    place.probe(&owner).await?;
    let form = match is_table(matches) {
        true => Form::Parquet,
        false => Form::Jsonl,
    };
    let shard_size = matches.get_one::<u64>("shard-size").copied();
    let run = join(
        &place,
        urls.flatten().as_mut(),
        parts.body,
        form,
        shard_size,
    )
    .await?;
    let invalid = match invalid {
        Some(count) => count.await.unwrap_or(0),
        None => 0,
    };
    let (shards, size) = (run.shards, run.shard_size);
    if matches.get_flag("lay-out") {
        terminal::note(&format!("{} URLs in {shards} shards of {size}", run.urls));
        terminal::note(&format!(
            "`firecrawl batch --store {name}` on any machine works on it"
        ));
        return Ok(if invalid > 0 { exit::PARTLY } else { exit::OK });
    }
    let batch_size = number("batch-size").unwrap_or(BATCH_SIZE).max(1) as usize;
    let at_once = match number("at-once") {
        Some(batches) => Some(batches as usize),
        None => of_plan(&client, batch_size).await?,
    };
    let lease = matches.get_one::<Duration>("lease").copied();
    let worker = Worker {
        place: &place,
        run,
        client,
        owner,
        lease: lease.unwrap_or(Duration::from_secs(60)),
        batch_size,
        at_once: at_once.unwrap_or(AT_ONCE),
        retries: number("retries").unwrap_or(0),
        poll_policy: poll_policy(matches),
        interrupt: Interrupt::listen(),
        progress: RefCell::new((Progress::new("batch"), Counts::default())),
        attempts: Cell::new(0),
    };
    let next = format!("`firecrawl batch --store {name}` continues, on any machine");
    let code = worker.work().await;
    let code = code.map_err(|failure| failure.hint(next.as_str()))?;
    let (progress, counts) = worker.progress.into_inner();
    progress.finish(counts);
    if let Some(code) = code {
        terminal::note(&format!("the run is not complete; {next}"));
        return Ok(code);
    }
    let status = Status::read(&place, &worker.run).await?;
    terminal::note(status.text().trim_end());
    terminal::note(&format!("`done` in {name} names the outputs that count"));
    Ok(
        match (status.documents, status.failed + status.blocked + invalid) {
            (_, 0) => exit::OK,
            (0, _) => exit::FAILURE,
            _ => exit::PARTLY,
        },
    )
}

async fn existing(place: &Place) -> Result<Run, Failure> {
    Run::read(place).await?.ok_or_else(|| no_run(place.name()))
}

/// Joins the run of a place, or lays one out if there is a list.
async fn join(
    place: &Place,
    urls: Option<&mut Urls>,
    options: serde_json::Map<String, serde_json::Value>,
    form: Form,
    shard_size: Option<u64>,
) -> Result<Run, Failure> {
    let Some(urls) = urls else {
        let run = existing(place).await?;
        // Without options, those of the run hold.
        let options = match options.is_empty() {
            true => run.options.clone(),
            false => options,
        };
        let form = match form {
            Form::Jsonl => run.form,
            form => form,
        };
        return run.check_options(place, options, form);
    };
    match Run::read(place).await? {
        Some(run) => run.check(place, urls, options, form, shard_size).await,
        None => {
            let shard_size = shard_size.unwrap_or(SHARD_SIZE);
            Run::lay_out(place, urls, options, form, shard_size).await
        }
    }
}

/// Writes the state of a run, or its failed pages.
async fn show(
    place: &Place,
    run: &Run,
    matches: &ArgMatches,
    output: &Output,
) -> Result<u8, Failure> {
    if matches.get_flag("failed") {
        let mut lines = output.lines(false)?;
        failures(place, |text| lines.raw(text)).await?;
        return Ok(exit::OK);
    }
    let status = Status::read(place, run).await?;
    match output.json || output.template.is_some() {
        true => {
            let value = serde_json::to_value(&status);
            output.value(&value.map_err(|error| Failure::new(error.to_string()))?)?;
        }
        false => output.text(&status.text())?,
    }
    Ok(exit::OK)
}
