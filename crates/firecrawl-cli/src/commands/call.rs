//! Operations that are one call: the request from the flags, the response as JSON.

use clap::ArgMatches;
use serde_json::Value;

use super::request::client;
use crate::arguments::flags;
use crate::failure::{Failure, exit};
use crate::operations::Operation;
use crate::output::{Output, terminal};
use crate::session::{self, Session};

/// Calls an operation, and writes its value; with `--json`, all of the response.
pub async fn run(operation: &'static Operation, matches: &ArgMatches) -> Result<u8, Failure> {
    let parts = flags::parts(operation, matches)?;
    let Some(client) = client(matches, operation, &parts.body)? else {
        return Ok(exit::OK);
    };
    let mut response = session::call(&client, operation, parts).await?;
    let output = Output::read(matches);
    let field = operation.operation.value.filter(|_| !output.json);
    let value = field
        .and_then(|field| response.get_mut(field))
        .map(Value::take);
    let mut value = value.unwrap_or(response);
    if output.template.is_some() {
        value = results(value);
    }
    match urls(&value).filter(|_| !output.json && output.template.is_none()) {
        Some(urls) => output.text(&urls)?,
        None => output.value(&value)?,
    }
    Ok(exit::OK)
}

/// Returns the results of a response as one list, if it has lists: its links, or those of a search.
fn results(mut value: Value) -> Value {
    if let Some(links @ Value::Array(_)) = value.get_mut("links") {
        return links.take();
    }
    match value {
        Value::Object(lists) if !lists.is_empty() && lists.values().all(Value::is_array) => {
            let items = lists
                .into_iter()
                .flat_map(|(_, mut list)| match list.take() {
                    Value::Array(items) => items,
                    _ => Vec::new(),
                });
            Value::Array(items.collect())
        }
        value => value,
    }
}

/// Returns the URLs of a response that is a list of links, a line each.
fn urls(value: &Value) -> Option<String> {
    let links = value.get("links")?.as_array()?;
    let url = |link: &Value| {
        let url = link.as_str().or_else(|| link["url"].as_str())?;
        Some(format!("{}\n", terminal::printable(url)))
    };
    links.iter().map(url).collect()
}

/// Calls any route.
pub async fn request(matches: &ArgMatches) -> Result<u8, Failure> {
    let text = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
    let method = text("method").to_uppercase();
    let method = method
        .parse()
        .map_err(|_| Failure::usage("this is not a method of HTTP"))?;
    let client = Session::read(matches)?.client()?;
    let mut request = client.request(method, text("path"));
    for parameter in matches
        .get_many::<String>("parameter")
        .into_iter()
        .flatten()
    {
        let (name, value) = parameter
            .split_once('=')
            .ok_or_else(|| Failure::usage("`--query` takes NAME=VALUE"))?;
        request = request.query(name, value);
    }
    if let Some(data) = matches.get_one::<Value>("data") {
        request = request.json(data)?;
    }
    let response = request.send_value().await?;
    Output::read(matches).value(&response.into_inner())?;
    Ok(exit::OK)
}
