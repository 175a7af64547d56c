//! The flags of an operation, from the table of its arguments.

use std::collections::HashSet;

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Map, Value};

use super::values::{self, Parser};
use crate::failure::Failure;
use crate::operations::{Argument, Kind, Operation};

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

/// The id of the flag that sets any field.
const SET: &str = "set";
/// The id of the flag with a whole body.
const BODY: &str = "body";

/// A flag of an operation.
pub struct Flag {
    /// The argument that it sets.
    pub argument: &'static Argument,
    /// The long name; of a positional argument, the one in the usage.
    pub name: String,
    /// True if it is given by its position.
    pub positional: bool,
    /// True if it is a parameter of the query.
    pub in_query: bool,
}

/// Returns all flags of an operation: parameters of the path, of the query, fields of the body.
///
/// Those of the path are positional, and so is the subject of the call, such as its URL.
pub fn of(operation: &'static Operation) -> Vec<Flag> {
    let path = operation.path.iter().map(|argument| (argument, false));
    let query = operation.query.iter().map(|argument| (argument, true));
    let body = operation.body.iter().map(|argument| (argument, false));
    let own: HashSet<&str> = operation
        .body
        .iter()
        .filter(|one| !one.is_nested())
        .map(Argument::name)
        .collect();
    let arguments: Vec<(&'static Argument, bool)> = path.chain(query).chain(body).collect();
    let by_position = |required: bool| {
        let known = |one: &Argument| !one.is_nested() && POSITIONAL.contains(&one.name());
        let mut found = arguments.iter().map(|(argument, _)| *argument);
        found.find(|one| one.required == required && known(one))
    };
    let positional = by_position(true).or_else(|| by_position(false));
    let is_positional = |argument: &Argument| {
        let in_path = operation.path.iter().any(|one| std::ptr::eq(one, argument));
        in_path || positional.is_some_and(|one| std::ptr::eq(one, argument))
    };
    let flags = arguments.iter().map(|(argument, in_query)| Flag {
        positional: is_positional(argument),
        name: name(argument, &own),
        argument,
        in_query: *in_query,
    });
    let mut flags: Vec<Flag> = flags.collect();
    let mut seen = HashSet::new();
    flags.retain(|flag| seen.insert(flag.name.clone()));
    flags
}

/// Returns the long name of the flag of an argument.
fn name(argument: &Argument, own: &HashSet<&str>) -> String {
    let spelled = |place: &[&str]| {
        let known = SPELLINGS.iter().find(|(known, _)| *known == place);
        known.map(|(_, flag)| (*flag).to_owned())
    };
    match argument.place {
        [outer, inner] if OPENED.contains(outer) && !own.contains(inner) => {
            spelled(&[inner]).unwrap_or_else(|| kebab(inner))
        }
        place => spelled(place).unwrap_or_else(|| {
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
        format!("{}.{}", self.in_query, self.argument.place.join("."))
    }

    /// Returns the argument for clap.
    pub fn arg(&self) -> Arg {
        let kind = self.argument.kind;
        let mut help = help(self.argument.doc);
        let words = match kind {
            Kind::Word(words) | Kind::WordOrJson(words) => words,
            Kind::List(Kind::Word(words) | Kind::WordOrJson(words)) => words,
            _ => &[],
        };
        if !words.is_empty() {
            help += &format!(" [{}]", words.join(", "));
        }
        let arg = Arg::new(self.id())
            .help(help)
            .long_help(self.argument.doc)
            .value_name(value_name(kind))
            .value_parser(Parser(move |text: &str| values::parse(kind, text)));
        if self.positional {
            let several = matches!(kind, Kind::List(_));
            let arg = arg.value_name(self.name.to_uppercase().replace('-', "_"));
            return if several { arg.num_args(1..) } else { arg };
        }
        // Fields of objects are for the page that `--help` shows.
        let arg = arg
            .long(self.name.clone())
            .hide_short_help(self.name.contains('-') && self.argument.is_nested())
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
        match self.argument.kind {
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
        Kind::Seconds => "SECONDS",
        Kind::List(Kind::Json) => "JSON|@FILE",
        Kind::List(_) => "LIST",
    }
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
            .value_parser(Parser(values::json)),
    ]
}

/// The parts of a request.
#[derive(Debug, Default)]
pub struct Parts {
    /// The values for the path, in its order.
    pub path: Vec<String>,
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
        if operation
            .path
            .iter()
            .any(|one| std::ptr::eq(one, flag.argument))
        {
            parts.path.push(text(&value));
        } else if flag.in_query {
            let name = flag.argument.name();
            match value {
                Value::Array(items) => {
                    parts
                        .query
                        .extend(items.iter().map(|item| (name, text(item))));
                }
                value => parts.query.push((name, text(&value))),
            }
        } else {
            values::insert(&mut body, flag.argument.place, value);
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
