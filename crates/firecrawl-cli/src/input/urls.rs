//! A list of URLs that is read while it is used.

use std::fs::File;
use std::future::poll_fn;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::{thread, vec};

use clap::{Arg, ArgMatches, ValueHint};
use firecrawl_client::Client;
use firecrawl_client::types::{MapRequest, SitemapMode};
use tokio::sync::mpsc::{Receiver, channel};
use url::{Host, Url};

use super::reader::{Form, read};
use crate::failure::Failure;
use crate::output::{progress, terminal};

/// The number of URLs of a file that come together.
const GROUP: usize = 256;
/// The number of groups that are read ahead.
const AHEAD: usize = 4;
/// The number of URLs of a sitemap at most: the limit of `POST /map`.
const MOST_OF_SITEMAP: i64 = 100_000;
/// The number of invalid lines that wait for the reader of [`Invalid`].
const INVALID_AHEAD: usize = 256;
/// The most letters of an invalid line that are kept.
const LONGEST_INVALID: usize = 500;
/// The number of invalid lines that are shown each.
const SHOWN: u64 = 20;
/// The reason why a line or an argument is not used.
pub const NOT_A_URL: &str = "not a URL of http or https";

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
            .value_name("FORM")
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
    invalid: Invalid,
    /// The number of URLs that were read.
    taken: u64,
    /// False while a list may go on for as long as its writer likes.
    has_end: bool,
}

/// The lines of a list that are not URLs, in their order.
///
/// Few of them wait, so the reader of the list reads these beside it.
pub struct Invalid(Receiver<(u64, String)>);

impl Invalid {
    /// Returns the next line with its number; `None` at the end of the list.
    pub async fn next(&mut self) -> Option<(u64, String)> {
        self.0.recv().await
    }

    /// Returns the lines that were read, and lets no more come.
    pub fn rest(&mut self) -> impl Iterator<Item = (u64, String)> {
        self.0.close();
        std::iter::from_fn(|| self.0.try_recv().ok())
    }

    /// Counts the lines up to the end of the list.
    #[cfg(feature = "object-store")]
    pub async fn count(mut self) -> u64 {
        let mut count = 0;
        while self.next().await.is_some() {
            count += 1;
        }
        count
    }
}

impl Urls {
    /// Returns the lines that are not URLs, the first time that it is called.
    pub fn invalid(&mut self) -> Invalid {
        // A receiver without a sender has nothing to wait for.
        std::mem::replace(&mut self.invalid, Invalid(channel(1).1))
    }

    /// Returns the number of URLs, if it is known.
    pub fn count(&self) -> Option<u64> {
        self.total.get().copied()
    }

    /// Returns the number of URLs, for which the rest of a file is read; `None` if its end is unknown.
    ///
    /// The lines that are not URLs must not be waited for any more, as after [`Invalid::rest`].
    pub async fn count_all(&mut self) -> Option<u64> {
        let known = self.count();
        if known.is_some() || !self.has_end {
            return known;
        }
        while let Some(url) = self.next().await {
            url.ok()?;
        }
        Some(self.taken)
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
                self.taken += 1;
                return Poll::Ready(Some(next));
            }
            match ready!(self.receiver.poll_recv(context)) {
                Some(group) => self.group = group.into_iter(),
                None => {
                    self.has_end = true;
                    return Poll::Ready(None);
                }
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
    if links.len() as i64 >= MOST_OF_SITEMAP {
        terminal::warn(&format!(
            "the service lists {MOST_OF_SITEMAP} URLs of a sitemap at most; more may be missing"
        ));
    }
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
        (None, _) => return arguments_only(given),
    };
    let form = matches.get_one::<Form>("input-form").copied();
    let form = form.unwrap_or_else(|| Form::of(&name));
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
                    count += u64::from(url.is_ok_and(|url| valid(&url).is_some()));
                    true
                })
            });
            if counted.is_ok() {
                let _ = total.set(count);
            }
        });
    }
    let (sender, receiver) = channel(AHEAD);
    let (invalid_sender, invalid) = channel(INVALID_AHEAD);
    let shown = match matches.get_flag("verbose") {
        true => u64::MAX,
        false => SHOWN,
    };
    // Reading blocks, above all from a terminal or a slow pipe, whose URLs do not wait for others.
    let most = if is_file { GROUP } else { 1 };
    thread::spawn(move || {
        let (mut count, mut group) = (0, Vec::new());
        let reader = BufReader::new(reader);
        let result = read(reader, form, column.as_deref(), |number, entry| {
            let text = match entry {
                Ok(text) => match valid(&text) {
                    Some(url) => {
                        group.push(Ok(url));
                        return group.len() < most
                            || sender.blocking_send(std::mem::take(&mut group)).is_ok();
                    }
                    None => text,
                },
                Err(line) => line,
            };
            count += 1;
            if count <= shown {
                terminal::warn(&format!("line {number}: {NOT_A_URL}"));
            }
            let text = text.chars().take(LONGEST_INVALID).collect();
            // Without a reader, the count is enough.
            let _ = invalid_sender.blocking_send((number, text));
            true
        });
        if count > shown {
            terminal::warn(&format!(
                "{count} lines are not URLs; the first {shown} are shown, all with --verbose"
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
        invalid: Invalid(invalid),
        taken: 0,
        has_end: is_file,
    })
}

/// Checks all arguments before the first one is used.
fn arguments_only(given: Vec<String>) -> Result<Urls, Failure> {
    let urls = given.iter().map(|text| {
        // Many names of files are host names as well.
        if !text.contains("://") && Path::new(text).is_file() {
            return Err(
                Failure::usage(format!("`{text}` is a file")).remedy(format!(
                    "`--input {text}` reads URLs from it; for the page, write https://{text}"
                )),
            );
        }
        let wrong = || Failure::usage(format!("`{text}` is {NOT_A_URL}"));
        valid(text).ok_or_else(wrong)
    });
    let urls: Result<Vec<String>, Failure> = urls.collect();
    Ok(list(urls?.into_iter().map(Ok).collect()))
}

/// Returns a list that is in memory.
pub fn list(urls: Vec<Result<String, Failure>>) -> Urls {
    Urls {
        total: Arc::new(OnceLock::from(urls.len() as u64)),
        group: urls.into_iter(),
        // There is nothing to receive.
        receiver: channel(1).1,
        invalid: Invalid(channel(1).1),
        taken: 0,
        has_end: true,
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
    // `localhost` alone is a word like any other, and 42 a number.
    let is_host = match url.host() {
        _ if text.contains("://") => true,
        Some(Host::Ipv4(_)) => text.starts_with(host),
        _ => host.contains(['.', ':']),
    };
    let is_letter = |letter: char| !letter.is_whitespace() && !letter.is_control();
    (is_web && is_host && text.chars().all(is_letter)).then_some(full)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_those_of_the_web() {
        for (text, expected) in [
            ("https://a.example/x", Some("https://a.example/x")),
            (" a.example/x ", Some("https://a.example/x")),
            ("http://localhost:3002/", Some("http://localhost:3002/")),
            ("192.0.2.1/x", Some("https://192.0.2.1/x")),
            ("word", None),
            ("42", None),
            ("1.5", None),
            ("ftp://a.example/", None),
            ("a b.example", None),
            ("https://a.example/x\0https://a.example/y", None),
            ("https://a.example/\u{1b}[2J", None),
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
