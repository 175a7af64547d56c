//! `firecrawl parse`: a file of this machine as a document.

use clap::ArgMatches;
use firecrawl_client::{CallOptions, Upload};
use serde_json::{Map, Value};

use super::request::{add_schema, client, formats};
use crate::arguments::flags;
use crate::failure::{Failure, exit};
use crate::operations::Operation;
use crate::output::Output;
use crate::output::progress::{Counts, Progress, Unit};

/// Uploads the file and writes the document.
pub async fn run(operation: &'static Operation, matches: &ArgMatches) -> Result<u8, Failure> {
    let parts = flags::parts(operation, matches)?;
    let mut options: Map<String, Value> = match parts.body.get("options") {
        Some(Value::Object(options)) => options.clone(),
        _ => Map::new(),
    };
    add_schema(matches, &mut options);
    let Some(client) = client(matches, operation, &options)? else {
        return Ok(exit::OK);
    };
    let formats = match formats(&options) {
        none if none.is_empty() => vec!["markdown".to_owned()],
        formats => formats,
    };
    let mut call = CallOptions::new();
    for (name, value) in &options {
        call = call.body_field(name, value)?;
    }
    let file = matches.get_one::<String>("file").map_or("", String::as_str);
    if file.contains("://") {
        return Err(Failure::usage(format!("`{file}` is a URL"))
            .remedy("`firecrawl scrape` reads pages and files of the web"));
    }
    let found = std::fs::metadata(file).ok();
    if found.as_ref().is_some_and(std::fs::Metadata::is_dir) {
        return Err(Failure::new(format!("`{file}` is a folder")).remedy("name a file in it"));
    }
    let total = found.map(|found| found.len());
    let progress = Progress::of("parse", Unit::Bytes);
    let set = progress.setter();
    let upload = Upload::path(file).on_progress(move |done| {
        set(Counts {
            done,
            total,
            ..Counts::default()
        });
    });
    let document = client.with_options(call).parse(upload).await?;
    drop(progress);
    let document = serde_json::to_value(document.into_inner());
    let document = document.map_err(|error| Failure::new(error.to_string()))?;
    Output::read(matches).page(&document, &formats)?;
    Ok(exit::OK)
}
