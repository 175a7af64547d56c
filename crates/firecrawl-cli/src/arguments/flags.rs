//! The flags of an operation, from the table of its arguments.

use std::collections::HashSet;

use clap::{Arg, ArgAction, ArgMatches, ValueHint};
use serde_json::{Map, Value};

use super::values::{self, Parser};
use crate::failure::Failure;
use crate::operations::{Argument, Given, Kind, Operation, Part};

/// Spellings that people know, for arguments whose own name is another one.
const SPELLINGS: &[(&[&str], &str)] = &[
    (&["formats"], "format"),
    (&["maxDiscoveryDepth"], "max-depth"),
    (&["location", "country"], "country"),
    (&["location", "languages"], "languages"),
];

/// Objects whose fields have flags without the name of the object before them.
const OPENED: &[&str] = &["options", "scrapeOptions"];

/// Arguments that are given by their position, one of an operation: a required one, if there is one.
const POSITIONAL: &[&str] = &["url", "urls", "query", "prompt", "question", "intent"];

/// The starts of flags that few people need, at the end of the help.
const RARE: &[&str] = &[
    "alexandria",
    "audit-metadata",
    "domain-tools",
    "integration",
    "origin",
    "threat-protection",
    "tool-detail",
    "use-mock",
    "zero-data-retention",
];
/// A place after all other flags in the help.
const LAST: usize = 999;

/// The words for yes and no, as completions offer them.
const BOOLS: &[&str] = &["true", "false"];

/// The id of the flag that sets any field.
const SET: &str = "set";
/// The id of the flag with a whole body.
const BODY: &str = "body";

/// A flag of an operation.
pub struct Flag {
    /// The argument that it sets.
    pub given: Given,
    /// The long name; of a positional argument, the one in the usage.
    pub name: String,
    /// True if it is given by its position.
    pub positional: bool,
}

/// Returns all flags of an operation: parameters of the path, headers, parameters of the query, fields
/// of the body.
///
/// Those of the path are positional, and so is the subject of the call, such as its URL.
pub fn of(operation: &'static Operation) -> Vec<Flag> {
    let arguments = operation.arguments();
    let own = arguments.iter().filter(|one| one.outer.is_none());
    let own: HashSet<&str> = own.map(|one| one.argument.name).collect();
    let by_position = |required: bool| {
        arguments.iter().position(|one| {
            let known = one.outer.is_none() && POSITIONAL.contains(&one.argument.name);
            known && one.is_required() == required
        })
    };
    let positional = by_position(true).or_else(|| by_position(false));
    let flags = arguments.iter().enumerate().map(|(at, given)| Flag {
        positional: given.part == Part::Path || positional == Some(at),
        name: name(given, &own),
        given: *given,
    });
    let mut flags: Vec<Flag> = flags.collect();
    let mut seen = HashSet::new();
    flags.retain(|flag| seen.insert(flag.name.clone()));
    flags
}

/// Returns the end of a usage, such as `[OPTIONS] <URL>`, if the body has arguments that are required and positional.
pub fn usage(operation: &'static Operation) -> Option<String> {
    let mut positional = of(operation);
    positional.retain(|flag| flag.positional);
    let in_body = |flag: &&Flag| flag.given.is_required() && flag.given.part == Part::Body;
    positional.iter().find(in_body)?;
    let mut usage = "[OPTIONS]".to_owned();
    for flag in positional {
        let (open, close) = match flag.given.is_required() {
            true => ('<', '>'),
            false => ('[', ']'),
        };
        usage += &format!(" {open}{}{close}", flag.position());
        if matches!(flag.given.argument.kind, Kind::List(_)) {
            usage += "...";
        }
    }
    Some(usage)
}

/// Returns the long name of the flag of an argument.
fn name(given: &Given, own: &HashSet<&str>) -> String {
    let spelled = |place: &[&str]| {
        let known = SPELLINGS.iter().find(|(known, _)| *known == place);
        known.map(|(_, flag)| (*flag).to_owned())
    };
    let place = given.place();
    match *place {
        [outer, inner] if OPENED.contains(&outer) && !own.contains(inner) => {
            spelled(&[inner]).unwrap_or_else(|| kebab(inner))
        }
        _ => spelled(&place).unwrap_or_else(|| {
            let words: Vec<String> = place.iter().map(|word| kebab(word)).collect();
            words.join("-")
        }),
    }
}

/// Returns `only-main-content` for `onlyMainContent`, and `redact-pii` for `redactPII`.
fn kebab(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    let mut text = String::new();
    for (at, letter) in letters.iter().enumerate() {
        let after_small = at > 0 && !letters[at - 1].is_uppercase();
        // A plural `s` belongs to the capitals before it.
        let before_small = match letters[at + 1..] {
            ['s'] | [] => false,
            [next, ..] => next.is_lowercase(),
        };
        if letter.is_uppercase() && at > 0 && (after_small || before_small) {
            text.push('-');
        }
        text.extend(match letter {
            '_' | '.' => '-'.to_lowercase(),
            letter => letter.to_lowercase(),
        });
    }
    text.replace("--", "-")
}

impl Flag {
    /// Returns the id under which the values are found.
    pub fn id(&self) -> String {
        format!("{:?}.{}", self.given.part, self.given.place().join("."))
    }

    /// Returns the name in the usage of an argument that is given by its position.
    pub fn position(&self) -> String {
        self.name.to_uppercase().replace('-', "_")
    }

    /// Returns the argument for clap.
    pub fn arg(&self) -> Arg {
        let Argument { kind, doc, .. } = *self.given.argument;
        let mut help = help(doc);
        let words: &[&str] = match kind {
            Kind::Word(words) | Kind::WordOrJson(words) => words,
            Kind::List(Kind::Word(words) | Kind::WordOrJson(words)) => words,
            _ => &[],
        };
        if !words.is_empty() {
            help += &format!(" [{}]", words.join(", "));
        }
        let words = if kind == Kind::Bool { BOOLS } else { words };
        let hint = match kind {
            // A file follows the `@`.
            Kind::Json | Kind::List(Kind::Json) => ValueHint::Unknown,
            _ if matches!(self.given.argument.name, "url" | "urls") => ValueHint::Url,
            _ => ValueHint::Other,
        };
        let arg = Arg::new(self.id())
            .help(help)
            .long_help(doc)
            .value_name(value_name(kind))
            .value_hint(hint)
            .hide_possible_values(true)
            .value_parser(Parser {
                read: move |text: &str| values::parse(kind, text),
                words,
            });
        if self.positional {
            let several = matches!(kind, Kind::List(_));
            let arg = arg.value_name(self.position());
            return if several { arg.num_args(1..) } else { arg };
        }
        let arg = match self.given.part {
            Part::Header => arg.value_name("TEXT|@FILE"),
            _ => arg,
        };
        let is_rare = RARE.iter().any(|start| self.name.starts_with(start));
        let arg = if is_rare {
            arg.display_order(LAST)
        } else {
            arg
        };
        // Fields of objects are for the page that `--help` shows.
        let is_inner = self.name.contains('-') && self.given.outer.is_some();
        let arg = arg
            .long(self.name.clone())
            .hide_short_help(is_inner || is_rare)
            .allow_negative_numbers(true);
        match kind {
            Kind::Bool => arg
                .num_args(0..=1)
                .require_equals(true)
                .default_missing_value("true"),
            Kind::List(_) => arg.action(ArgAction::Append),
            _ => arg,
        }
    }

    fn values(&self, matches: &ArgMatches) -> Option<Value> {
        let mut found = matches.try_get_many::<Value>(&self.id()).ok().flatten()?;
        match self.given.argument.kind {
            Kind::List(_) => {
                let lists = found.map(|list| match list {
                    Value::Array(items) => items.clone(),
                    one => vec![one.clone()],
                });
                Some(Value::Array(lists.flatten().collect()))
            }
            _ => found.next_back().cloned(),
        }
    }
}

/// Returns the first line of the documentation as the help of a flag.
fn help(doc: &str) -> String {
    let line = doc.lines().next().unwrap_or_default();
    let line = line
        .strip_prefix("If true, ")
        .unwrap_or(line)
        .trim_end_matches('.');
    let mut letters = line.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn value_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Bool => "BOOL",
        Kind::Integer | Kind::Number => "NUMBER",
        Kind::Text => "TEXT",
        Kind::Word(_) => "WORD",
        Kind::WordOrJson(_) => "WORD|JSON",
        Kind::TextOrJson => "TEXT|JSON",
        Kind::Json => "JSON|@FILE",
        Kind::Milliseconds => "MS",
        Kind::Seconds | Kind::DecimalSeconds => "SECONDS",
        Kind::List(Kind::Json) => "JSON|@FILE",
        Kind::List(_) => "LIST",
    }
}

/// The flags of features that this binary lacks, each of which names its feature as an error.
pub fn absent() -> impl Iterator<Item = Arg> {
    let flags = [
        ("store", "object-store", cfg!(feature = "object-store")),
        ("parquet", "parquet", cfg!(feature = "parquet")),
    ];
    let absent = flags.into_iter().filter(|(_, _, is_built)| !is_built);
    absent.map(|(flag, feature, _)| {
        Arg::new(flag)
            .long(flag)
            .global(true)
            .hide(true)
            .num_args(0..=1)
            .default_missing_value("")
            .value_parser(Parser {
                read: move |_: &str| {
                    Err(format!(
                        "of the feature `{feature}`, which this binary lacks"
                    ))
                },
                words: &[],
            })
    })
}

/// Returns the flags that every operation with a body has.
pub fn free() -> [Arg; 2] {
    [
        Arg::new(SET)
            .long("set")
            .value_name("FIELD=VALUE")
            .action(ArgAction::Append)
            .help("Set any field of the request, such as location.country=DE; VALUE is JSON or a text"),
        Arg::new(BODY)
            .long("body")
            .value_name("JSON|@FILE")
            .help("Begin with this request; flags change it")
            .value_parser(values::JSON),
    ]
}

/// The parts of a request.
#[derive(Debug, Default)]
pub struct Parts {
    /// The values for the path, in its order.
    pub path: Vec<String>,
    /// The headers.
    pub headers: Vec<(&'static str, String)>,
    /// The parameters of the query.
    pub query: Vec<(&'static str, String)>,
    /// The body, an object.
    pub body: Map<String, Value>,
}

/// Reads the request from the command line.
///
/// # Errors
///
/// If `--set` or `--body` is not as it should be.
pub fn parts(operation: &'static Operation, matches: &ArgMatches) -> Result<Parts, Failure> {
    let mut parts = Parts::default();
    let mut body = match matches.try_get_one::<Value>(BODY).ok().flatten() {
        Some(body @ Value::Object(_)) => body.clone(),
        Some(_) => return Err(Failure::usage("`--body` is not a JSON object")),
        None => Value::Object(Map::new()),
    };
    for flag in of(operation) {
        let Some(value) = flag.values(matches) else {
            continue;
        };
        let name = flag.given.argument.name;
        match (flag.given.part, value) {
            (Part::Path, value) => parts.path.push(text(&value)),
            (Part::Header, value) => parts.headers.push((name, from_file(text(&value))?)),
            (Part::Query, Value::Array(items)) => {
                let items = items.iter().map(|item| (name, text(item)));
                parts.query.extend(items);
            }
            (Part::Query, value) => parts.query.push((name, text(&value))),
            (Part::Body, value) => values::insert(&mut body, &flag.given.place(), value),
        }
    }
    let set = matches.try_get_many::<String>(SET).ok().flatten();
    for entry in set.into_iter().flatten() {
        let (field, value) = entry
            .split_once('=')
            .filter(|(field, _)| !field.is_empty())
            .ok_or_else(|| Failure::usage("`--set` takes FIELD=VALUE"))?;
        let place: Vec<&str> = field.split('.').collect();
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
        values::insert(&mut body, &place, value);
    }
    if let Value::Object(body) = body {
        parts.body = body;
    }
    Ok(parts)
}

/// Returns the text of a file after `@`, as headers may be secrets that other users shall not see.
fn from_file(text: String) -> Result<String, Failure> {
    let Some(path) = text.strip_prefix('@') else {
        return Ok(text);
    };
    let read = std::fs::read_to_string(path);
    let read = read.map_err(|error| Failure::file(path.as_ref(), &error))?;
    Ok(read.trim().to_owned())
}

fn text(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_as_people_write_them() {
        for (name, flag) in [
            ("onlyMainContent", "only-main-content"),
            ("redactPII", "redact-pii"),
            ("skipTlsVerification", "skip-tls-verification"),
            ("min_stars", "min-stars"),
            ("regexOnFullURL", "regex-on-full-url"),
            ("ignoreInvalidURLs", "ignore-invalid-urls"),
            ("k", "k"),
        ] {
            assert_eq!(kebab(name), flag, "{name}");
        }
    }
}
