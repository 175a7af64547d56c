//! Lists of URLs: arguments, files, the standard input.

use std::fs::File;
use std::future::poll_fn;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::{thread, vec};

use clap::{Arg, ArgMatches, ValueHint};
use firecrawl_client::Client;
use firecrawl_client::types::{MapRequest, SitemapMode};
use serde_json::Value;
use tokio::sync::mpsc::{Receiver, channel};
use url::Url;

use crate::failure::Failure;
use crate::output::{progress, terminal};

/// The number of URLs of a file that come together.
const GROUP: usize = 256;
/// The number of groups that are read ahead.
const AHEAD: usize = 4;
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
    total: Arc<OnceLock<u64>>,
    group: vec::IntoIter<Result<String, Failure>>,
    receiver: Receiver<Vec<Result<String, Failure>>>,
}

impl Urls {
    /// Returns the number of URLs, if it is known.
    pub fn count(&self) -> Option<u64> {
        self.total.get().copied()
    }

    /// Returns a place that has the number of URLs as soon as it is known.
    pub fn total(&self) -> Arc<OnceLock<u64>> {
        Arc::clone(&self.total)
    }

    /// Returns the next URL.
    ///
    /// # Errors
    ///
    /// If the list cannot be read any further.
    pub async fn next(&mut self) -> Option<Result<String, Failure>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Polls for the next URL.
    pub fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<String, Failure>>> {
        loop {
            if let Some(next) = self.group.next() {
                return Poll::Ready(Some(next));
            }
            match ready!(self.receiver.poll_recv(context)) {
                Some(group) => self.group = group.into_iter(),
                None => return Poll::Ready(None),
            }
        }
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
    let is_file = name.is_file();
    let total = Arc::<OnceLock<u64>>::default();
    if is_file && progress::is_shown() {
        // A second reader is ahead of the first one, which waits for the service.
        let (name, column, total) = (name.clone(), column.clone(), Arc::clone(&total));
        thread::spawn(move || {
            let mut count = 0;
            let file = File::open(&name);
            let counted = file.and_then(|file| {
                read(BufReader::new(file), form, column.as_deref(), |_, url| {
                    count += u64::from(valid(&url).is_some());
                    true
                })
            });
            if counted.is_ok() {
                let _ = total.set(count);
            }
        });
    }
    let (sender, receiver) = channel(AHEAD);
    let shown = match matches.get_flag("verbose") {
        true => u64::MAX,
        false => SHOWN,
    };
    // Reading blocks, above all from a terminal or a slow pipe, whose URLs do not wait for others.
    let most = if is_file { GROUP } else { 1 };
    thread::spawn(move || {
        let (mut invalid, mut group) = (0, Vec::new());
        let reader = BufReader::new(reader);
        let result = read(reader, form, column.as_deref(), |number, url| {
            let Some(url) = valid(&url) else {
                invalid += 1;
                if invalid <= shown {
                    terminal::warn(&format!("line {number}: not a URL of http or https"));
                }
                return true;
            };
            group.push(Ok(url));
            group.len() < most || sender.blocking_send(std::mem::take(&mut group)).is_ok()
        });
        if invalid > shown {
            terminal::warn(&format!(
                "{invalid} lines are not URLs; the first {shown} are shown, all with --verbose"
            ));
        }
        if let Err(error) = result {
            let place = match name.as_os_str().is_empty() {
                true => Path::new("the standard input"),
                false => &name,
            };
            group.push(Err(Failure::file(place, &error)));
        }
        let _ = sender.blocking_send(group);
    });
    Ok(Urls {
        total,
        group: Vec::new().into_iter(),
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
    Urls {
        total: Arc::new(OnceLock::from(urls.len() as u64)),
        group: urls.into_iter(),
        // There is nothing to receive.
        receiver: channel(1).1,
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
    // Most of a long list, which need not be parsed.
    if is_plain(text) {
        return Some(text.to_owned());
    }
    parsed(text)
}

/// Returns true if a URL is certainly one of the web: a host of letters, and no letter that is escaped.
fn is_plain(text: &str) -> bool {
    let rest = text.strip_prefix("https://");
    let Some(rest) = rest.or_else(|| text.strip_prefix("http://")) else {
        return false;
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, path) = rest.split_at(end);
    // A label that begins with a digit may be a part of an address, `xn--` one of another script.
    let is_label = |label: &str| {
        label.starts_with(|letter: char| letter.is_ascii_lowercase())
            && !label.starts_with("xn--")
            && label
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
    };
    host.split('.').all(is_label) && path.bytes().all(|byte| byte.is_ascii_graphic())
}

fn parsed(text: &str) -> Option<String> {
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
    mut reader: impl BufRead,
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
        let part = reader.by_ref().take(LONGEST_LINE);
        if { part }.read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST_LINE {
            // Not a URL, whatever is in it.
            line.clear();
            line.push(b'-');
            reader.skip_until(b'\n')?;
        }
        if number == 1 && (line.starts_with(b"\xff\xfe") || line.starts_with(b"\xfe\xff")) {
            let message = "the list is UTF-16; save it as UTF-8";
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
    reader: impl Read,
    column: &str,
    mut take: impl FnMut(u64, String) -> bool,
) -> io::Result<()> {
    let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(reader);
    let names = table.byte_headers()?.iter().map(String::from_utf8_lossy);
    let names: Vec<String> = names
        .map(|name| name.trim_start_matches('\u{feff}').to_owned())
        .collect();
    let index = index_of(&names, column)?;
    // Invalid UTF-8 in another column is of no concern.
    let mut record = csv::ByteRecord::new();
    while table.read_byte_record(&mut record)? {
        let line = record.position().map_or(0, csv::Position::line);
        let url = String::from_utf8_lossy(record.get(index).unwrap_or_default());
        if !take(line, url.into_owned()) {
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
        read(text.as_bytes(), form, column, |line, url| {
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
        let error = read("a,b\n".as_bytes(), Form::Csv, None, |_, _| true).unwrap_err();
        assert!(error.to_string().contains("no column `url`"), "{error}");
    }

    #[test]
    fn a_line_that_is_no_url_does_not_end_the_list() {
        let long = "x".repeat(3 << 20);
        let text = format!("\u{feff}https://a.example/\r\n{long}\n\r\nhttps://b.example/");
        let found = urls(&text, Form::Text, None);
        let valid = found
            .iter()
            .filter_map(|(line, url)| Some((*line, valid(url)?)));
        let expected = [
            (1, "https://a.example/".to_owned()),
            (4, "https://b.example/".to_owned()),
        ];
        assert_eq!(valid.collect::<Vec<_>>(), expected);
        assert_eq!((found.len(), found[1].0), (3, 2));
        let csv = b"url,name\nhttps://a.example/,\xff\nhttps://b.example/,x,y\n";
        let mut lines = Vec::new();
        read(&csv[..], Form::Csv, None, |line, _| {
            lines.push(line);
            true
        })
        .unwrap();
        assert_eq!(lines, [2, 3]);
        let wide = read(&b"\xff\xfeh\0t\0"[..], Form::Text, None, |_, _| true);
        assert!(wide.unwrap_err().to_string().contains("UTF-16"));
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
        // What is not parsed would be accepted as it is.
        let mut random = fastrand::Rng::with_seed(3);
        let mut plain = 0;
        for _ in 0..20_000 {
            let letters = b"abxz019-./?#:@%[]{}<>\"'|\\^`~ =&+,;_A";
            let rest = (0..random.usize(0..9)).map(|_| letters[random.usize(0..letters.len())]);
            let rest = String::from_utf8(rest.collect()).unwrap();
            for text in [format!("https://a{rest}"), format!("http://{rest}")] {
                if is_plain(&text) {
                    plain += 1;
                    assert_eq!(parsed(&text), Some(text.clone()));
                }
            }
        }
        assert!(plain > 1000 && is_plain("http://localhost/a?b=%20#c"));
    }
}
