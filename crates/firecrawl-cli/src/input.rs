//! Lists of URLs: arguments, files, the standard input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::task::{Context, Poll};
use std::thread;

use clap::{Arg, ArgMatches, ValueHint};
use firecrawl_client::Client;
use firecrawl_client::types::{MapRequest, SitemapMode};
use serde_json::Value;
use tokio::sync::mpsc::{Receiver, channel};
use url::Url;

use crate::failure::Failure;
use crate::output::terminal;

/// The number of URLs that are read ahead.
const AHEAD: usize = 1024;
/// The number of URLs of a sitemap at most: the limit of `POST /map`.
const MOST_OF_SITEMAP: i64 = 100_000;
/// The longest line that is read, in bytes.
const LONGEST_LINE: u64 = 1 << 20;
/// The number of invalid lines that are shown each.
const SHOWN: u64 = 20;

/// The form of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Form {
    /// A URL a line; empty lines and lines that begin with `#` are skipped.
    Text,
    /// A JSON object, or a text, a line.
    Jsonl,
    /// Comma-separated values with a line of names.
    Csv,
}

/// Returns the flags that say where URLs come from.
pub fn arguments() -> Vec<Arg> {
    vec![
        Arg::new("urls")
            .value_name("URL")
            .num_args(0..)
            .value_hint(ValueHint::Url)
            .help("URLs; - reads a list from the standard input"),
        Arg::new("input")
            .short('i')
            .long("input")
            .value_name("FILE")
            .value_hint(ValueHint::FilePath)
            .help("Read URLs from a file, which is read as it is needed"),
        Arg::new("sitemap")
            .long("sitemap-of")
            .value_name("URL")
            .value_hint(ValueHint::Url)
            .conflicts_with_all(["urls", "input"])
            .help(
                "Take the URLs of a site's sitemap, by a call of POST /map, which costs a credit",
            ),
        Arg::new("input-form")
            .long("input-form")
            .value_parser(clap::value_parser!(Form))
            .help("The form of the list [by the end of its name, else text]"),
        Arg::new("column")
            .long("column")
            .value_name("NAME")
            .help("The column or field with the URL [url]"),
    ]
}

/// A list of URLs that is read while it is used.
pub struct Urls {
    /// The number of URLs, if it is known.
    pub count: Option<u64>,
    receiver: Receiver<Result<String, Failure>>,
}

impl Urls {
    /// Returns the next URL.
    ///
    /// # Errors
    ///
    /// If the list cannot be read any further.
    pub async fn next(&mut self) -> Option<Result<String, Failure>> {
        self.receiver.recv().await
    }

    /// Polls for the next URL.
    pub fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<String, Failure>>> {
        self.receiver.poll_recv(context)
    }
}

/// Begins to read the list; `None` if it is that of a sitemap, for which the service is asked.
///
/// # Errors
///
/// If there is none, or the file cannot be opened.
pub fn open(matches: &ArgMatches) -> Result<Option<Urls>, Failure> {
    match matches.contains_id("sitemap") {
        true => Ok(None),
        false => of_arguments(matches).map(Some),
    }
}

/// Returns the URLs of the sitemap of `--sitemap-of`: `POST /map`.
///
/// # Errors
///
/// As the client's call.
pub async fn of_sitemap(client: &Client, matches: &ArgMatches) -> Result<Urls, Failure> {
    let site = matches
        .get_one::<String>("sitemap")
        .map_or("", String::as_str);
    let site = valid(site).ok_or_else(|| Failure::usage("`--sitemap-of` takes a URL"))?;
    let request = MapRequest::new(site)
        .sitemap(SitemapMode::Only)
        .limit(MOST_OF_SITEMAP);
    let links = client.map(request).await?.into_inner().links;
    Ok(list(links.into_iter().map(|link| Ok(link.url)).collect()))
}

fn of_arguments(matches: &ArgMatches) -> Result<Urls, Failure> {
    let given = matches.get_many::<String>("urls").into_iter().flatten();
    let given: Vec<String> = given.cloned().collect();
    let file = matches.get_one::<String>("input").map(PathBuf::from);
    let (reader, name): (Box<dyn Read + Send>, _) = match (&file, &*given) {
        (Some(path), []) if path.as_os_str() != "-" => {
            let opened = File::open(path).map_err(|error| Failure::file(path, &error))?;
            (Box::new(opened), path.clone())
        }
        (Some(_), []) => (Box::new(io::stdin()), PathBuf::new()),
        (None, [only]) if only == "-" => (Box::new(io::stdin()), PathBuf::new()),
        (None, []) => {
            return Err(Failure::usage("no URL").remedy(
                "name URLs, or a list of them: `--input FILE`, or - for the standard input",
            ));
        }
        (Some(_), _) => {
            return Err(Failure::usage("URLs and `--input` exclude each other"));
        }
        (None, _) => return Ok(arguments_only(given)),
    };
    let form = matches.get_one::<Form>("input-form").copied();
    let form = form.unwrap_or_else(|| form_of(&name));
    let column = matches.get_one::<String>("column").cloned();
    let (sender, receiver) = channel(AHEAD);
    // Reading blocks, above all from a terminal or a slow pipe.
    thread::spawn(move || {
        let mut reader = BufReader::new(reader);
        let mut invalid = 0;
        let result = read(
            &mut reader,
            form,
            column.as_deref(),
            |number, url| match valid(&url) {
                Some(url) => sender.blocking_send(Ok(url)).is_ok(),
                None => {
                    invalid += 1;
                    if invalid <= SHOWN {
                        terminal::warn(&format!("line {number}: not a URL of http or https"));
                    }
                    true
                }
            },
        );
        if invalid > SHOWN {
            terminal::warn(&format!(
                "{invalid} lines are not URLs; the first {SHOWN} are shown"
            ));
        }
        if let Err(error) = result {
            let place = match name.as_os_str().is_empty() {
                true => Path::new("the standard input"),
                false => &name,
            };
            let _ = sender.blocking_send(Err(Failure::file(place, &error)));
        }
    });
    Ok(Urls {
        count: None,
        receiver,
    })
}

fn arguments_only(given: Vec<String>) -> Urls {
    let urls = given.iter().map(|text| {
        // Many names of files are host names as well.
        if !text.contains("://") && Path::new(text).is_file() {
            return Err(
                Failure::usage(format!("`{text}` is a file")).remedy(format!(
                    "`--input {text}` reads URLs from it; for the page, write https://{text}"
                )),
            );
        }
        let wrong = || Failure::usage(format!("`{text}` is not a URL of http or https"));
        valid(text).ok_or_else(wrong)
    });
    list(urls.collect())
}

/// Returns a list that is in memory.
pub fn list(urls: Vec<Result<String, Failure>>) -> Urls {
    let (sender, receiver) = channel(urls.len().max(1));
    let count = urls.len() as u64;
    for url in urls {
        // There is room for each.
        let _ = sender.try_send(url);
    }
    Urls {
        count: Some(count),
        receiver,
    }
}

fn form_of(path: &Path) -> Form {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("jsonl" | "ndjson") => Form::Jsonl,
        Some("csv") => Form::Csv,
        _ => Form::Text,
    }
}

/// Returns a URL as it is sent; a host alone is one of `https`.
pub fn valid(text: &str) -> Option<String> {
    let text = text.trim();
    let full = match text.contains("://") {
        true => text.to_owned(),
        false => format!("https://{text}"),
    };
    let url = Url::parse(&full).ok()?;
    let host = url.host_str()?;
    let is_web = matches!(url.scheme(), "http" | "https");
    // `localhost` alone is a word like any other.
    let is_host = text.contains("://") || host.contains(['.', ':']);
    (is_web && is_host && !text.contains(char::is_whitespace)).then_some(full)
}

/// Calls a function with each URL and its line, until it returns false.
fn read(
    reader: &mut impl BufRead,
    form: Form,
    column: Option<&str>,
    mut take: impl FnMut(u64, String) -> bool,
) -> io::Result<()> {
    if form == Form::Csv {
        return read_table(reader, column.unwrap_or("url"), take);
    }
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        if reader
            .by_ref()
            .take(LONGEST_LINE)
            .read_until(b'\n', &mut line)?
            == 0
        {
            return Ok(());
        }
        if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST_LINE {
            let message = format!("line {number} is longer than {LONGEST_LINE} bytes");
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_start_matches('\u{feff}').trim();
        if text.is_empty() {
            continue;
        }
        let url = match form {
            Form::Jsonl => of_json(text, column.unwrap_or("url")),
            _ if text.starts_with('#') => continue,
            _ => text.to_owned(),
        };
        if !take(number, url) {
            return Ok(());
        }
    }
    Ok(())
}

fn of_json(text: &str, field: &str) -> String {
    match serde_json::from_str(text) {
        Ok(Value::String(url)) => url,
        Ok(Value::Object(object)) => {
            let url = object.get(field).and_then(Value::as_str);
            url.unwrap_or_default().to_owned()
        }
        _ => String::new(),
    }
}

fn index_of(names: &[String], column: &str) -> io::Result<usize> {
    let found = names
        .iter()
        .position(|name| name.eq_ignore_ascii_case(column));
    let number = column
        .parse::<usize>()
        .ok()
        .and_then(|number| number.checked_sub(1));
    found
        .or(number.filter(|at| *at < names.len()))
        .ok_or_else(|| {
            let message = format!("no column `{column}`; `--column` names it, or gives its number");
            io::Error::new(io::ErrorKind::InvalidData, message)
        })
}

/// Reads the URLs of a column.
fn read_table(
    reader: &mut impl Read,
    column: &str,
    mut take: impl FnMut(u64, String) -> bool,
) -> io::Result<()> {
    let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
    let names = table.headers()?;
    let names: Vec<String> = names
        .iter()
        .map(|name| name.trim_start_matches('\u{feff}').to_owned())
        .collect();
    let index = index_of(&names, column)?;
    let mut record = csv::StringRecord::new();
    while table.read_record(&mut record)? {
        let line = record.position().map_or(0, csv::Position::line);
        if !take(line, record.get(index).unwrap_or_default().to_owned()) {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(text: &str, form: Form, column: Option<&str>) -> Vec<(u64, String)> {
        let mut found = Vec::new();
        read(&mut text.as_bytes(), form, column, |line, url| {
            found.push((line, url));
            true
        })
        .unwrap();
        found
    }

    #[test]
    fn lists_are_read_in_each_form() {
        let expected = vec![
            (2, "https://a.example/".to_owned()),
            (4, "b.example".to_owned()),
        ];
        let text = "# list\nhttps://a.example/\n\nb.example\r\n";
        assert_eq!(urls(text, Form::Text, None), expected);
        let jsonl = "\n{\"url\":\"https://a.example/\"}\n\n\"b.example\"";
        assert_eq!(urls(jsonl, Form::Jsonl, None), expected);
        let csv = "\u{feff}name,URL\n\"A, \"\"x\"\"\",https://a.example/\n\"C\nD\",\"b.example\"\n";
        // A record begins where the one before it ends.
        let expected = vec![
            (2, "https://a.example/".to_owned()),
            (3, "b.example".to_owned()),
        ];
        assert_eq!(urls(csv, Form::Csv, None), expected);
        assert_eq!(urls(csv, Form::Csv, Some("2")), expected);
        let error = read(&mut "a,b\n".as_bytes(), Form::Csv, None, |_, _| true).unwrap_err();
        assert!(error.to_string().contains("no column `url`"), "{error}");
    }

    #[test]
    fn urls_are_those_of_the_web() {
        for (text, expected) in [
            ("https://a.example/x", Some("https://a.example/x")),
            (" a.example/x ", Some("https://a.example/x")),
            ("http://localhost:3002/", Some("http://localhost:3002/")),
            ("word", None),
            ("ftp://a.example/", None),
            ("a b.example", None),
            ("javascript:alert(1)", None),
            ("", None),
        ] {
            assert_eq!(valid(text).as_deref(), expected, "{text}");
        }
    }
}
