//! Rules for the documents: links and commands are valid.

use std::path::Path;

use clap::CommandFactory as _;
use clap::error::ErrorKind;
use xtask::commands::Arguments;

use super::tree::{File, file, hold, ours, root};

/// The subcommands of cargo in our documents other than the aliases of this repository.
const CARGO_COMMANDS: [&str; 17] = [
    "add",
    "bench",
    "binstall",
    "build",
    "clippy",
    "deny",
    "doc",
    "fetch",
    "fmt",
    "hack",
    "insta",
    "install",
    "llvm-lines",
    "publish",
    "run",
    "test",
    "uninstall",
];

#[test]
fn links_lead_somewhere() {
    hold(document, linked);
}

#[test]
fn a_dead_link_is_found() {
    let good = "[a](README.md) [b](https://example.com/x) [c](#part) [d](xtask/Cargo.toml#L1)\n";
    assert!(linked(&File::new("A.md", good)).is_empty());
    assert!(linked(&File::new("xtask/A.md", "[a](../README.md)\n")).is_empty());
    assert!(linked(&File::new("A.md", "```\n[a](gone.md)\n```\n")).is_empty());
    assert_eq!(
        linked(&File::new("A.md", "x\n[a](README.md), [b](gone.md)\n")),
        ["A.md:2: the link `gone.md` leads nowhere"]
    );
}

#[test]
fn commands_exist() {
    hold(instructs, runnable);
}

#[test]
fn a_command_that_does_not_exist_is_found() {
    let good = "```sh\ncargo xtask generate\n.ci/run\n```\n\nRun `cargo test -p xtask`.\n";
    assert!(runnable(&File::new("A.md", good)).is_empty());
    for bad in [
        "`cargo no-such-alias`",
        "```sh\ncargo no-such-alias\n```",
        "`scripts/gone`",
        "```sh\nscripts/gone FILE\n```",
    ] {
        assert_eq!(runnable(&File::new("A.md", bad)).len(), 1, "{bad}");
    }
}

#[test]
fn commands_of_the_pipeline_exist() {
    hold(instructs, known_to_xtask);
}

#[test]
fn a_pipeline_command_that_does_not_exist_is_found() {
    let file = File::new(
        "A.md",
        "`cargo xtask list` and `cargo xtask no-such-command`\n",
    );
    assert_eq!(
        known_to_xtask(&file),
        ["A.md:1: `cargo xtask no-such-command`: error: unrecognized subcommand 'no-such-command'"]
    );
    let flags = "```console\n$ cargo xtask update --from FILE --dry-run\n$ cargo xtask list --no-such-flag\n```\n";
    let findings = known_to_xtask(&File::new("A.md", flags));
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(findings[0].contains("--no-such-flag"), "{findings:?}");
}

#[test]
fn the_checks_run_the_test_command_of_the_readme() {
    let checks = &file(".ci/run").text;
    let tests: Vec<_> = commands(&file("README.md").text)
        .into_iter()
        .map(|(_, command)| command)
        .filter(|command| command.starts_with("cargo test --workspace"))
        .collect();
    assert!(
        !tests.is_empty(),
        "README.md: no command that runs the tests"
    );
    for command in tests {
        assert!(runs(checks, command), ".ci/run: does not run `{command}`");
    }
}

#[test]
fn checks_without_the_test_command_are_found() {
    let command = "cargo test --workspace";
    assert!(runs("step \"tests\" cargo test --workspace\n", command));
    assert!(!runs("# cargo test --workspace\n", command));
    assert!(!runs("cargo test --workspace --lib\n", command));
}

fn document(path: &str) -> bool {
    path.ends_with(".md") && ours(path)
}

/// The changelog may name a removed command.
fn instructs(path: &str) -> bool {
    document(path) && path != "CHANGELOG.md"
}

fn linked(file: &File) -> Vec<String> {
    let folder = Path::new(&file.path).parent().unwrap_or(Path::new(""));
    prose(&file.text)
        .flat_map(|(number, line)| {
            line.split("](")
                .skip(1)
                .filter_map(|rest| rest.split([')', ' ']).next())
                .map(move |target| (number, target))
        })
        .filter(|(_, target)| {
            let path = target.split('#').next().unwrap_or_default();
            let local = !path.is_empty() && !path.contains("://") && !path.starts_with("mailto:");
            local && !root().join(folder).join(path).exists()
        })
        .map(|(line, target)| file.at(line, format_args!("the link `{target}` leads nowhere")))
        .collect()
}

fn runnable(file: &File) -> Vec<String> {
    commands(&file.text)
        .into_iter()
        .filter(|(_, command)| {
            let mut words = command.split_whitespace();
            match (words.next(), words.next()) {
                (Some("cargo"), Some(name)) => !is_cargo_command(name),
                (Some(script), _) => !is_script(script),
                _ => true,
            }
        })
        .map(|(line, command)| file.at(line, format_args!("`{command}` cannot be run")))
        .collect()
}

fn known_to_xtask(file: &File) -> Vec<String> {
    let unknown = [ErrorKind::InvalidSubcommand, ErrorKind::UnknownArgument];
    commands(&file.text)
        .into_iter()
        .filter(|(_, command)| command.starts_with("cargo xtask "))
        .filter_map(|(line, command)| {
            // With this at the end, nothing is missing.
            let words = command.split_whitespace().skip(1).chain(["--help"]);
            let error = Arguments::command().try_get_matches_from(words).err()?;
            let shown = error.to_string();
            let shown = shown.lines().next().unwrap_or_default();
            unknown
                .contains(&error.kind())
                .then(|| file.at(line, format_args!("`{command}`: {shown}")))
        })
        .collect()
}

/// The commands of a document: lines of its `sh` and `console` blocks and pieces of code in its text.
fn commands(text: &str) -> Vec<(usize, &str)> {
    let inline = prose(text).flat_map(|(number, line)| {
        line.split('`')
            .skip(1)
            .step_by(2)
            .map(move |code| (number, code))
    });
    let blocks = fenced(text)
        .filter(|(_, fence, _)| matches!(fence, Some("sh" | "console")))
        .map(|(number, _, line)| (number, line.strip_prefix("$ ").unwrap_or(line)));
    inline
        .chain(blocks)
        .map(|(number, line)| (number, line.split(" #").next().unwrap_or(line).trim()))
        .filter(|(_, line)| {
            ["cargo ", "scripts/", ".ci/"]
                .iter()
                .any(|start| line.starts_with(start))
        })
        .collect()
}

fn is_cargo_command(name: &str) -> bool {
    let alias = file(".cargo/config.toml")
        .text
        .lines()
        .any(|line| line.split(" = ").next() == Some(name));
    alias || CARGO_COMMANDS.contains(&name)
}

fn is_script(path: &str) -> bool {
    let Ok(found) = root().join(path).metadata() else {
        return false;
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        found.is_dir() || found.permissions().mode() & 0o111 != 0
    }
    #[cfg(not(unix))]
    {
        found.is_dir() || found.is_file()
    }
}

/// Returns true if a line of a script, other than a comment, ends with the command.
fn runs(script: &str, command: &str) -> bool {
    script
        .lines()
        .any(|line| !line.trim_start().starts_with('#') && line.ends_with(command))
}

/// The lines outside code blocks.
pub fn prose(text: &str) -> impl Iterator<Item = (usize, &str)> {
    fenced(text)
        .filter(|(_, fence, _)| fence.is_none())
        .map(|(number, _, line)| (number, line))
}

/// Each line with its number and, within a code block, the language of the block.
pub fn fenced(text: &str) -> impl Iterator<Item = (usize, Option<&str>, &str)> {
    let mut open = None;
    (1..).zip(text.lines()).map(move |(number, line)| {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            let within = open.take();
            if within.is_none() {
                open = Some(language.trim());
            }
            // A fence is no prose and holds no command.
            return (number, Some("fence"), "");
        }
        (number, open, line)
    })
}
