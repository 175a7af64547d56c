//! The commands that the documents show, and what they print.
//!
//! In a block of the language `console`, a line after `$ ` is a command and the lines up to the next one
//! are its output, on both streams. A command of `firecrawl` with output is run, against a server that
//! has its demo site under every host name, and the output compared: ids, times, ports and versions are
//! whatever they are, and a line `…` is any number of lines. Of all others, in blocks of `sh` too, the
//! flags are checked.

use std::fs;
use std::path::{Path, PathBuf};

use firecrawl_local::LocalServer;
use regex::Regex;
use tokio::io::{AsyncBufReadExt as _, BufReader};

use crate::harness::{Place, Run};

/// Flags of features that are off by default, and whether they are built.
const OPTIONAL: [(&str, bool); 2] = [
    (" --store ", cfg!(feature = "object-store")),
    (" --parquet", cfg!(feature = "parquet")),
];

/// A command in a document, with the output that is shown after it.
struct Shown {
    place: String,
    command: String,
    output: Vec<String>,
}

#[tokio::test]
async fn commands_print_what_is_shown() {
    let mut failures = Vec::new();
    let mut run = 0;
    for document in documents() {
        let place = Place::with(
            LocalServer::builder()
                .keys([crate::harness::KEY])
                .demo_hosts(),
        )
        .await;
        for shown in read(&document) {
            // The list of a store has to be worked on before: its own tests do that.
            if shown.output.is_empty() || shown.command.contains(OPTIONAL[0].0) {
                continue;
            }
            run += 1;
            let printed = print(&place, &shown).await;
            let (wanted, found) = (constant(&shown.output.join("\n")), constant(&printed));
            if !matches(&wanted, &found) {
                let Shown { place, command, .. } = shown;
                failures.push(format!(
                    "{place}: {command}\n--- shown\n{wanted}\n--- printed\n{found}"
                ));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n\n"));
    assert!(run > 2, "only {run} commands have output");
}

#[tokio::test]
async fn flags_exist() {
    let place = Place::new().await;
    let shim = format!("exec {} \"$@\" --help", env!("CARGO_BIN_EXE_firecrawl"));
    let mut failures = Vec::new();
    let mut checked = 0;
    for document in documents() {
        for Shown {
            place: at, command, ..
        } in read(&document)
        {
            checked += 1;
            for file in command
                .split([' ', '@'])
                .filter(|word| word.ends_with(".json"))
            {
                fs::write(place.path(file), "{}").unwrap();
            }
            // An error before the end of the line comes before the help.
            let script = format!("firecrawl() ( {shim}; )\n{}", alone(&command));
            let output = shell(&place, &script).output().await.unwrap();
            let run = Run::of(output);
            if run.code != 0 {
                failures.push(format!("{at}: {command}\n{}{}", run.stdout, run.stderr));
            }
        }
    }
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
    assert!(checked > 20, "only {checked} commands");
}

#[test]
fn differences_are_found() {
    assert_eq!(
        constant("took 0.3 s, http://127.0.0.1:4019/"),
        constant("took 12 s, http://127.0.0.1:3/")
    );
    assert_ne!(constant("5 pages"), constant("6 pages"));
    assert!(matches("a\n…\nd", "a\nb\nc\nd"));
    assert!(matches("a\n…", "a"));
    assert!(!matches("a\n…\nd", "a\nb"));
    assert!(!matches("a", "a\nb"));
}

/// The pages of the repository that show the command line.
fn documents() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let pages = fs::read_dir(root.join("docs")).unwrap();
    let pages = pages.map(|entry| entry.unwrap().path());
    let mut found: Vec<_> = pages
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    found.sort();
    found.extend(
        [
            "README.md",
            "README.zh-CN.md",
            "crates/firecrawl-cli/README.md",
        ]
        .map(|name| root.join(name)),
    );
    found.retain(|path| path.exists());
    found
}

/// Returns the commands of `firecrawl` in a document.
fn read(document: &Path) -> Vec<Shown> {
    let name = document.file_name().unwrap().to_string_lossy();
    let text = fs::read_to_string(document).unwrap().replace("\\\n", " ");
    let mut found: Vec<Shown> = Vec::new();
    let mut language: Option<&str> = None;
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(fence) = line.trim_start().strip_prefix("```") {
            language = language.is_none().then_some(fence);
            found.push(Shown {
                place: String::new(),
                command: String::new(),
                output: Vec::new(),
            });
            continue;
        }
        let (command, is_command) = match language {
            Some("console") => (line.strip_prefix("$ "), true),
            Some("sh") => (Some(line.trim_start()), false),
            _ => continue,
        };
        match (command, found.last_mut()) {
            (Some(command), _) => found.push(Shown {
                place: format!("{name}:{number}"),
                command: command.to_owned(),
                output: Vec::new(),
            }),
            (None, Some(shown)) if is_command => shown.output.push(line.to_owned()),
            (None, _) => {}
        }
    }
    for shown in &mut found {
        while shown.output.last().is_some_and(String::is_empty) {
            shown.output.pop();
        }
    }
    found.retain(|shown| {
        let mut optional = OPTIONAL.iter();
        let built = optional.all(|(flag, built)| *built || !shown.command.contains(flag));
        shown.command.starts_with("firecrawl ") && built
    });
    found
}

/// Runs a command and returns what it prints.
async fn print(place: &Place, shown: &Shown) -> String {
    let ports = Regex::new(r"http://127\.0\.0\.1:\d+").unwrap();
    let command = ports.replace_all(&shown.command, place.site.as_str());
    // These serve until they are stopped, here at a free port.
    let serves = [
        ("firecrawl local", "--port 0"),
        ("firecrawl mcp --http", "127.0.0.1:0"),
        ("firecrawl webhook listen", "--address 127.0.0.1:0"),
    ];
    let serves = serves
        .iter()
        .find(|(serves, _)| alone(&command).trim() == *serves);
    let command = match serves {
        Some((_, free_port)) => format!("{command} {free_port}"),
        None => command.into_owned(),
    };
    let binary = env!("CARGO_BIN_EXE_firecrawl");
    let script = format!("exec 2>&1\nfirecrawl() {{ {binary} \"$@\"; }}\n{command}");
    if serves.is_none() {
        let output = shell(place, &script).output().await.unwrap();
        return Run::of(output).stdout;
    }
    let script = format!(
        "exec {binary} {} 2>&1",
        command.trim_start_matches("firecrawl ")
    );
    let mut child = shell(place, &script).spawn().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut printed = Vec::new();
    while printed.len() < shown.output.len() {
        match lines.next_line().await.unwrap() {
            Some(line) => printed.push(line),
            None => break,
        }
    }
    printed.join("\n")
}

pub fn shell(place: &Place, script: &str) -> tokio::process::Command {
    let settings = place.command::<&str>(&[]);
    let mut command = tokio::process::Command::new("bash");
    command.args(["-c", script]);
    let settings = settings.as_std();
    command.current_dir(settings.get_current_dir().unwrap());
    command
        .env_clear()
        .env("PATH", std::env::var("PATH").unwrap());
    for (name, value) in settings.get_envs() {
        command.env(name, value.unwrap());
    }
    command
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .kill_on_drop(true);
    command
}

/// Returns a command without its comment, and without what its output goes to.
fn alone(command: &str) -> &str {
    let ends = [" #", " | ", " > ", " && "].into_iter();
    let end = ends.filter_map(|end| command.find(end)).min();
    &command[..end.unwrap_or(command.len())]
}

/// Replaces what differs from run to run.
fn constant(text: &str) -> String {
    [
        (
            r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
            "ID",
        ),
        (r"127\.0\.0\.1:\d+", "ADDRESS"),
        (r"\b\d+(\.\d+)? (s|ms)\b", "TIME"),
        (r"\b\d+\.\d+\.\d+\b", "VERSION"),
        (r"[ \t]+\n", "\n"),
    ]
    .into_iter()
    .fold(text.trim_end().to_owned(), |text, (pattern, word)| {
        Regex::new(pattern)
            .unwrap()
            .replace_all(&text, word)
            .into_owned()
    })
}

/// Returns true if a text has the lines of another, in which `…` is any lines.
fn matches(wanted: &str, found: &str) -> bool {
    let lines = wanted.lines().map(|line| match line.trim() {
        "…" => "(?:.*\n)*".to_owned(),
        _ => regex::escape(line) + "\n",
    });
    let pattern = format!("^{}$", lines.collect::<String>());
    Regex::new(&pattern)
        .unwrap()
        .is_match(&format!("{found}\n"))
}
